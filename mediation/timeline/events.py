"""Every event, its sentence, the exact facts that it carries and who may read it.

Two readers: the staff, and the parties (`public`), whose sentence leaves out what is internal.
"""

from __future__ import annotations

from string import Formatter

from mediation.rules.findings import Words
from mediation.rules.vocabulary import VOCABULARY
from mediation.timeline.confirmation_events import CONFIRMATION_EVENTS
from mediation.timeline.event import Event
from mediation.timeline.event import event as _event
from mediation.timeline.import_events import IMPORT_EVENTS
from mediation.timeline.list_events import LIST_EVENTS
from mediation.timeline.order_events import ORDER_EVENTS
from mediation.timeline.reconciliation_events import RECONCILIATION_EVENTS
from mediation.timeline.referral_events import REFERRAL_EVENTS

EVENTS: dict[str, Event] = {
    "complaint_submitted": _event(
        "提交调解申请（{channel}）",
        "Complaint filed ({channel})",
        "channel",
        (
            "申请已收到，诉讼时效自此刻中断。",
            "The complaint was received. The limitation period is interrupted.",
        ),
    ),
    "correction_requested": _event(
        "要求补正：{reason}",
        "Correction requested: {reason}",
        "reason",
        ("中心请申请人补充材料。", "The centre asked the applicant for more."),
    ),
    "correction_supplied": _event(
        "申请人已补正", "Correction supplied", "", ("补充材料已收到。", "The additions were received.")
    ),
    "complaint_accepted": _event(
        "受理", "Complaint accepted", "overrides", ("申请已受理。", "The complaint was accepted.")
    ),
    "complaint_refused": _event(
        "不予受理：{reason}",
        "Complaint not accepted: {reason}",
        "reason",
        ("中心不予受理：{reason}", "The centre did not accept the complaint: {reason}"),
    ),
    "case_routed": _event(
        "分派到{station}：{reason}",
        "Routed to {station}: {reason}",
        "station reason",
        ("案件由{station}办理。", "The case is handled by {station}."),
    ),
    "mediator_appointed": _event(
        "指定调解员{mediator}：{reason}",
        "{mediator} appointed as mediator: {reason}",
        "mediator reason",
        ("调解员：{mediator}。", "The mediator: {mediator}."),
    ),
    "appointment_confirmed": _event(
        "{mediator}接受指定",
        "{mediator} accepted the appointment",
        "mediator",
        ("调解员{mediator}接受指定。", "{mediator} accepted the appointment."),
    ),
    "appointment_declined": _event(
        "{mediator}不接受指定：{reason}",
        "{mediator} declined the appointment: {reason}",
        "mediator reason",
        ("另行安排调解员。", "Another mediator is being appointed."),
    ),
    "appointment_lapsed": _event(
        "{mediator}逾期没有确认接受指定，另行指定：{reason}",
        "{mediator} did not confirm the appointment in time; another is to be appointed: {reason}",
        "mediator reason",
        ("另行安排调解员。", "Another mediator is being appointed."),
    ),
    "notice_proven": _event(
        "已通知{side}（{channel}，{on}）：{basis}",
        "The {side} was notified ({channel}, {on}): {basis}",
        "side channel basis on",
        ("已通知{side}（{on}）。", "The {side} was notified ({on})."),
    ),
    "service_proven": _event(
        "{on}送达{side}（{channel}）：{basis}",
        "Reached the {side} on {on} ({channel}): {basis}",
        "side channel basis on",
    ),
    "rights_notified": _event(
        "已向{side}告知权利义务（{channel}）",
        "Rights and duties explained to the {side} ({channel})",
        "side channel on",
        ("已向{side}告知权利义务。", "Rights and duties were explained to the {side}."),
    ),
    "consent_recorded": _event(
        "{side}同意调解（{channel}）",
        "The {side} agreed to mediation ({channel})",
        "side channel on",
        ("{side}同意调解。", "The {side} agreed to mediation."),
    ),
    "mediation_declined": _event(
        "{side}明确拒绝调解：{reason}",
        "The {side} declined mediation: {reason}",
        "side reason",
        ("{side}不同意调解，调解终止。", "The {side} declined mediation; it has ended."),
    ),
    "mediation_begun": _event(
        "开始调解", "Mediation began", "", ("双方同意，调解开始。", "Both sides agreed; mediation has begun.")
    ),
    "session_booked": _event(
        "约定调解时间：{when}（{mode}）",
        "Session booked: {when} ({mode})",
        "when mode place",
        ("约定调解：{when}，{mode}，{place}", "Session: {when}, {mode}, {place}"),
    ),
    "session_recorded": _event(
        "调解会议记录（第{number}次）：{result}",
        "Session {number} recorded: {result}",
        "number result",
        ("第{number}次调解：{result}", "Session {number}: {result}"),
    ),
    "terms_drafted": _event(
        "起草调解协议（第{draft}稿）", "Settlement terms drafted (draft {draft})", "draft"
    ),
    "terms_offered": _event(
        "协议交双方签署",
        "Agreement given to both sides for signature",
        "draft",
        ("调解协议待双方签署。", "The agreement awaits both signatures."),
    ),
    "talks_reopened": _event(
        "恢复协商：{reason}",
        "Talks reopened: {reason}",
        "reason",
        ("双方继续协商。", "The two sides are talking again."),
    ),
    "signature_recorded": _event(
        "{signer}已签署（纸质）",
        "Signed by the {signer} (on paper)",
        "signer on",
        ("{signer}已签署。", "Signed by the {signer}."),
    ),
    "signing_invited": _event(
        "向{signer}发出签署链接（第{draft}稿）",
        "Link for signing draft {draft} made for the {signer}",
        "signer draft",
    ),
    "signing_revoked": _event("撤销{signer}的签署链接", "Link of the {signer} for signing revoked", "signer"),
    "signing_code_handed_over": _event(
        "当面告知{signer}验证码", "One-time code handed over to the {signer}", "signer"
    ),
    "signed_electronically": _event(
        "{signer}已电子签署（{level}，存证 {proof}）",
        "Signed electronically by the {signer} ({level}, proof {proof})",
        "signer level proof",
        ("{signer}已电子签署。", "Signed electronically by the {signer}."),
    ),
    # What follows names persons and channels; `signing_invited` and `signing_code_handed_over` are of before.
    "authority_recorded": _event(
        "登记{signer}的签署授权：{person}（{capacity}）",
        "Authority of {person} ({capacity}) to sign for the {signer} recorded",
        "signer person capacity",
    ),
    "authority_checked": _event(
        "核对{signer}的签署授权：{person}，与授权文件一致",
        "Authority of {person} to sign for the {signer} checked against its document",
        "signer person",
    ),
    "contact_confirmed": _event(
        "当面核对证件（{paper}）后，确认{signer}的{channel}是本人的",
        "Identity paper ({paper}) of the {signer} seen and its {channel} confirmed as its own",
        "signer channel paper",
    ),
    "signing_link_made": _event(
        "邀请{signer}（{person}）签署第{draft}稿，签署链接：{channel}",
        "{person} asked to sign draft {draft} for the {signer}; link: {channel}",
        "signer person draft channel",
        ("邀请{signer}签署协议。", "The {signer} was asked to sign."),
    ),
    "signing_code_told": _event(
        "核对{person}的证件（{paper}）后，当面告知{signer}的验证码",
        "Identity paper ({paper}) of {person} seen; one-time code of the {signer} told in person",
        "signer person paper",
        ("工作人员当面告知{signer}验证码。", "The staff told the {signer} its code in person."),
    ),
    "signed_by_link": _event(
        "{person}代表{signer}电子签署（{level}；{identity}；{channel}；邀请人{inviter}；存证 {proof}）",
        "{person} signed for the {signer} ({level}; {identity}; {channel}; asked by {inviter}; "
        "proof {proof})",
        "signer person level identity channel inviter proof",
        ("{signer}已电子签署。", "Signed electronically by the {signer}."),
    ),
    "device_explained": _event(
        "{signers}由同一设备签署，认可：{reason}",
        "{signers} signed on one device; accepted: {reason}",
        "signers reason",
    ),
    "device_refused": _event(
        "{signers}由同一设备签署，不认可，恢复协商：{reason}",
        "{signers} signed on one device; refused, talks reopened: {reason}",
        "signers reason",
        ("签署情况需要重新确认，恢复协商。", "The signatures must be made anew; the talks are open again."),
    ),
    "signing_link_met_staff": _event(
        "已登录的工作人员打开了{signer}的签署链接，已拒绝",
        "Somebody signed in as staff opened the signing link of the {signer} and was refused",
        "signer",
        (
            "已登录的工作人员打开了{signer}的签署链接，系统已拒绝。",
            "A member of staff opened the signing link of the {signer} and was refused.",
        ),
    ),
    "signing_declined": _event(
        "{signer}表示不签署",
        "The {signer} declined to sign",
        "signer",
        ("{signer}表示不签署。", "The {signer} declined to sign."),
    ),
    "paper_replaced": _event(
        "{document}被{by}替换：{reason}",
        "{document} replaced by {by}: {reason}",
        "document by reason",
        ("{document}已被{by}替换：{reason}", "{document} was replaced by {by}: {reason}"),
    ),
    "paper_withdrawn": _event(
        "撤销{document}：{reason}",
        "{document} withdrawn: {reason}",
        "document reason",
        ("{document}已撤销：{reason}", "{document} was withdrawn: {reason}"),
    ),
    "paper_served": _event(
        "{document}送达：{result}（{way}）",
        "Service of {document}: {result} ({way})",
        "document result way",
    ),
    "settlement_concluded": _event(
        "调解成功，协议自{effective_on}起生效（{document}）",
        "Settled; the agreement takes effect on {effective_on} ({document})",
        "effective_on document",
        ("调解成功，协议自{effective_on}起生效。", "Settled. The agreement takes effect on {effective_on}."),
    ),
    "mediation_ended": _event(
        "调解终止（{outcome}）：{reason}",
        "Mediation ended ({outcome}): {reason}",
        "outcome reason",
        (
            "调解终止（{outcome}）。仍可申请仲裁、行政处理或起诉。",
            "Mediation ended ({outcome}). Arbitration, an administrative remedy or a court stay open.",
        ),
    ),
    "complaint_withdrawn": _event(
        "申请人撤回：{reason}",
        "Withdrawn by the applicant: {reason}",
        "reason",
        ("申请已撤回。", "The complaint was withdrawn."),
    ),
    "case_transferred": _event(
        "移送{receiver}：{reason}",
        "Transferred to {receiver}: {reason}",
        "receiver reason",
        ("案件已移送{receiver}。", "The case was transferred to {receiver}."),
    ),
    "case_reopened": _event(
        "回流，恢复调解：{reason}",
        "Back to mediation: {reason}",
        "reason",
        ("案件恢复调解，期限重新计算。", "Mediation goes on; its period begins anew."),
    ),
    "case_paused": _event(
        "中止计时：{reason}",
        "Clock paused: {reason}",
        "reason",
        ("调解暂停计时。", "The clock of the mediation is paused."),
    ),
    "case_resumed": _event(
        "恢复计时", "Clock resumed", "", ("调解恢复计时。", "The clock of the mediation runs again.")
    ),
    "deadline_extended": _event(
        "调解期限延长至{due_on}：{reason}",
        "Mediation period extended to {due_on}: {reason}",
        "due_on reason",
        ("经双方同意，调解期限延长至{due_on}。", "By agreement, the mediation period runs to {due_on}."),
    ),
    "clock_extended": _event(
        "“{deadline}”延长至{due_on}：{reason}",
        "“{deadline}” extended to {due_on}: {reason}",
        "deadline due_on reason",
        ("“{deadline}”延长至{due_on}。", "“{deadline}” extended to {due_on}."),
    ),
    "clock_paused": _event(
        "“{deadline}”中止计时：{reason}",
        "The clock of “{deadline}” paused: {reason}",
        "deadline reason",
        ("“{deadline}”中止计时。", "The clock of “{deadline}” is paused."),
    ),
    "clock_resumed": _event(
        "“{deadline}”恢复计时",
        "The clock of “{deadline}” resumed",
        "deadline",
        ("“{deadline}”恢复计时。", "The clock of “{deadline}” runs again."),
    ),
    "deadline_moved": _event(
        "“{deadline}”的最后一日由{was_on}改为{due_on}：{why}",
        "The last day of “{deadline}” moved from {was_on} to {due_on}: {why}",
        "deadline was_on due_on why",
        (
            "“{deadline}”的最后一日由{was_on}改为{due_on}：{why}。",
            "The last day of “{deadline}” moved from {was_on} to {due_on}: {why}.",
        ),
    ),
    "case_closed": _event("归档", "Case closed and filed", "", ("案件已归档。", "The case is closed.")),
    "volume_made": _event(
        "制作卷宗（{pages}页，{document}）",
        "Case file made ({pages} pages, {document})",
        "pages document",
    ),
    "document_issued": _event(
        "制作文书：{title}（{document}）",
        "Document made: {title} ({document})",
        "title document",
    ),
    "party_completed": _event(
        "补全{side}的信息：{fields}", "Particulars of the {side} completed: {fields}", "side fields"
    ),
    "note_added": _event("记一笔", "Note added", ""),
    # Not public: the timeline is one for both sides, and a message is between one side and the centre.
    "message_sent": _event("{sender}发来消息", "Message from the {sender}", "sender"),
    "evidence_added": _event(
        "{sender}提交材料{count}份",
        "The {sender} added {count} file(s)",
        "sender count",
        ("{sender}提交材料{count}份。", "The {sender} added {count} file(s)."),
    ),
    "elements_opened": _event(
        "选定案由，建立要素表",
        "Cause chosen, elements opened",
        "cause",
        ("要素表已建立，请核对和填写。", "The elements of the dispute can be filled in."),
    ),
    "elements_written": _event(
        "{side}填写要素{count}项",
        "The {side} filled in {count} element(s)",
        "side count",
        ("{side}填写了要素。", "The {side} filled in elements."),
    ),
    "elements_answered": _event(
        "{side}答复要素{count}项",
        "The {side} answered {count} element(s)",
        "side count",
        ("{side}答复了要素。", "The {side} answered elements."),
    ),
    "facts_noted": _event("记录待确认的无争议事实{count}项", "{count} undisputed fact(s) noted", "count"),
    "fact_confirmed": _event("{side}确认一项事实无争议", "The {side} confirmed a fact", "side"),
    "fact_withdrawn": _event("撤下一项无争议事实", "An undisputed fact was taken back", ""),
    "recording_consented": _event(
        "{side}同意书面记载无争议事实",
        "The {side} agreed to a record of undisputed facts",
        "side",
        ("{side}同意记载无争议事实。", "The {side} agreed to a record of undisputed facts."),
    ),
    "undisputed_facts_issued": _event(
        "出具无争议事实记载书（{document}）",
        "Record of undisputed facts issued ({document})",
        "document",
        ("无争议事实已记载成文书。", "The undisputed facts were recorded in a paper."),
    ),
    # That something was offered or said in private is known; never what, and to nobody outside.
    "offer_made": _event("记录一项方案（内容保密）", "An offer was recorded (kept secret)", ""),
    "offer_answered": _event("一项方案得到答复（内容保密）", "An offer was answered (kept secret)", ""),
    "caucus_noted": _event("记录单方沟通（内容保密）", "A private talk was noted (kept secret)", ""),
    "personal_data_revealed": _event("查看了完整的{field}", "Looked at the full {field}", "field"),
    "user_created": _event("新建账号 {username}", "Account {username} created", "username roles"),
    "user_changed": _event("修改账号 {username}", "Account {username} changed", "username what"),
    "signed_in": _event("登录", "Signed in", ""),
    "holidays_loaded": _event("载入{year}年放假安排", "Holiday notice of {year} loaded", "year"),
    "job_asked_for": _event("要求立即运行定时作业 {job}", "Asked to run the job {job} now", "job"),
    "task_asked": _event("提交任务 {kind}", "Task {kind} asked for", "kind"),
    "task_cancelled": _event("取消任务 {kind}", "Task {kind} cancelled", "kind"),
    "task_file_taken": _event("下载任务结果 {kind}", "Result of task {kind} taken", "kind sha256"),
    "organisation_changed": _event("修改机构 {name}", "Organisation {name} changed", "name what"),
    "webhook_changed": _event("{body}的系统通知：{what}", "Notices to {body}: {what}", "body what"),
    "api_token_given": _event(
        "发放接口令牌 {prefix}（{name}）：{scopes}",
        "API token {prefix} given to {name}: {scopes}",
        "name prefix scopes",
    ),
    "api_token_revoked": _event(
        "撤销接口令牌 {prefix}（{name}）", "API token {prefix} of {name} revoked", "name prefix"
    ),
    **CONFIRMATION_EVENTS,
    **REFERRAL_EVENTS,
    **LIST_EVENTS,
    **ORDER_EVENTS,
    **RECONCILIATION_EVENTS,
    **IMPORT_EVENTS,
}


def check(event: str, facts: dict[str, object]) -> None:
    """Raise ValueError unless `facts` are exactly those that the event declares."""
    declared = EVENTS[event].facts
    if set(facts) != declared:
        raise ValueError(f"{event} declares {sorted(declared)}, not {sorted(facts)}")


def sentence(event: str, facts: dict[str, object], *, public: bool = False) -> Words | None:
    """What an entry says, in both languages; None when parties may not read it.

    A fact that is a pair is a name in both languages; one that is a code of the vocabulary is
    shown in its words; anything else is shown as it is.
    """
    words = EVENTS[event].public if public else EVENTS[event].words
    if words is None:
        return None
    return words.within(**{name: _both(name, value) for name, value in facts.items()})


def _both(name: str, value: object) -> Words:
    if isinstance(value, list | tuple) and len(value) == len(Words._fields):
        return Words(*value)
    return VOCABULARY.get(name, {}).get(str(value), Words(str(value), str(value)))


def places(words: Words) -> set[str]:
    """The {places} that a sentence names."""
    return {name for text in words for _, name, _, _ in Formatter().parse(text) if name}
