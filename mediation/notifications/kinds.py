"""The kinds of letter: the typed facts that each carries, and its shipped text in both languages.

No text names a person or an amount: a letter may be read on a borrowed telephone. The
administrator may edit a text (see `texts`); the facts stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mediation.notifications.facts import Fact
from mediation.rules.findings import Words

NUMBER, DAY, MOMENT, TEXT = Fact.NUMBER, Fact.DAY, Fact.MOMENT, Fact.TEXT

OF_A_CASE: Mapping[str, Fact] = {"number": NUMBER}

# What an SMS says where a kind has nothing shorter of its own.
SHORT = Words(
    "案件{number}有一份新通知，请打开 {address} 查看。",
    "There is a new notice in case {number}. Read it at {address}",
)
SHORT_TO_STAFF = Words("您有一份新通知，请打开 {address} 查看。", "You have a new notice: {address}")


@dataclass(frozen=True, slots=True)
class LetterKind:
    """`to` says which sides get it when it goes to a case; `group` which rows of the ladder it takes.

    Groups: `notice` has legal effect and is followed until it is proven; `news` informs;
    `staff` is for users and bodies of the house.
    """

    title: Words
    text: Words
    facts: Mapping[str, Fact] = field(default_factory=lambda: dict(OF_A_CASE))
    to: tuple[str, ...] = ("applicant", "respondent")
    group: str = "notice"
    sms: Words | None = None

    @property
    def short(self) -> Words:
        """The shipped text of the SMS."""
        return self.sms or (SHORT if "number" in self.facts else SHORT_TO_STAFF)


KINDS: dict[str, LetterKind] = {
    "complaint_received": LetterKind(
        Words("申请已收到", "Complaint received"),
        Words(
            "案件{number}的申请已收到。中心最迟在{decide_by}告诉您是否受理。",
            "We received complaint {number}. By {decide_by} we will tell you whether we accept it.",
        ),
        {"number": NUMBER, "decide_by": DAY},
        ("applicant",),
        "news",
        Words(
            "案件{number}的申请已收到，最迟{decide_by}告知是否受理。查询：{address}",
            "Complaint {number} received; you hear by {decide_by}. Follow it: {address}",
        ),
    ),
    "correction_requested": LetterKind(
        Words("请补充材料", "More information needed"),
        Words("案件{number}需要补充材料：{reason}", "Case {number} needs more from you: {reason}"),
        {"number": NUMBER, "reason": TEXT},
        ("applicant",),
        sms=Words(
            "案件{number}需要您补充材料，请打开 {address} 查看。",
            "Case {number} needs more from you. See {address}",
        ),
    ),
    "complaint_accepted": LetterKind(
        Words("已受理", "Accepted"),
        Words(
            "案件{number}已受理。调解期限到{period_to}为止。",
            "Case {number} was accepted. The mediation period runs to {period_to}.",
        ),
        {"number": NUMBER, "period_to": DAY},
        sms=Words(
            "案件{number}已受理，调解期限到{period_to}。详情：{address}",
            "Case {number} accepted; mediation runs to {period_to}. See {address}",
        ),
    ),
    "complaint_refused": LetterKind(
        Words("不予受理", "Not accepted"),
        Words(
            "案件{number}不予受理：{reason} 其他途径见告知书。",
            "Case {number} was not accepted: {reason} The notice names the other ways open to you.",
        ),
        {"number": NUMBER, "reason": TEXT},
        ("applicant",),
    ),
    "mediator_appointed": LetterKind(
        Words("已安排调解员", "Mediator appointed"),
        Words(
            "案件{number}已安排调解员。您认为调解员应当回避的，请告诉我们。",
            "A mediator was appointed in case {number}. Tell us if you think the mediator should step aside.",
        ),
        group="news",
    ),
    "mediator_changing": LetterKind(
        Words("另行安排调解员", "Another mediator"),
        Words(
            "案件{number}正在另行安排调解员，确定后通知您。",
            "Another mediator is being appointed in case {number}. We will tell you who it is.",
        ),
    ),
    "mediation_begun": LetterKind(
        Words("调解开始", "Mediation began"),
        Words("案件{number}双方同意，调解开始。", "Both sides agreed in case {number}; mediation has begun."),
        group="news",
    ),
    "session_booked": LetterKind(
        Words("调解时间已定", "Session booked"),
        Words("案件{number}调解时间：{when}。", "Case {number}: session on {when}."),
        {"number": NUMBER, "when": MOMENT},
        sms=Words(
            "案件{number}调解时间：{when}。详情：{address}", "Case {number}: session on {when}. See {address}"
        ),
    ),
    "terms_offered": LetterKind(
        Words("协议待签署", "Agreement ready for signature"),
        Words(
            "案件{number}的调解协议已备好，请按约定签署。",
            "The agreement in case {number} is ready. Please sign as arranged.",
        ),
    ),
    "signature_made": LetterKind(
        Words("协议有新的签署", "The agreement was signed"),
        Words(
            "案件{number}的调解协议，{signer}已电子签署。如果不是您本人或者贵方授权的人签署，请立即联系中心。",
            "In case {number} the {signer} has signed the agreement electronically. If neither you nor "
            "anyone you authorised did so, call the centre at once.",
        ),
        {"number": NUMBER, "signer": Fact.WORDS},
        sms=Words(
            "案件{number}的协议有新的电子签署。不是您本人所为的，请立即联系中心：{address}",
            "Case {number}: the agreement was signed. If you know nothing of it, tell us: {address}",
        ),
    ),
    "code_in_person": LetterKind(
        Words("当面告知了签署验证码", "A code for signing was told in person"),
        Words(
            "案件{number}：工作人员核对证件后，当面向{signer}告知了签署验证码。如果您没有到场，请立即联系中心。",
            "Case {number}: after seeing an identity paper the staff told the {signer} a code for signing "
            "in person. If you were not there, call the centre at once.",
        ),
        {"number": NUMBER, "signer": Fact.WORDS},
        sms=Words(
            "案件{number}：工作人员当面告知了签署验证码。您没有到场的，请立即联系中心：{address}",
            "Case {number}: a code for signing was told in person. If you were not there, tell us: {address}",
        ),
    ),
    "contact_changed": LetterKind(
        Words("联系方式已变更", "A contact was changed"),
        Words(
            "案件{number}中登记的联系方式已变更。如果不是您要求的，请立即联系中心。",
            "In case {number} a contact on record was changed. If you did not ask for it, call the centre "
            "at once.",
        ),
        sms=Words(
            "案件{number}登记的联系方式已变更。不是您要求的，请立即联系中心：{address}",
            "Case {number}: a contact was changed. If you did not ask for it, tell us at once: {address}",
        ),
    ),
    "settlement_concluded": LetterKind(
        Words("调解成功", "Settled"),
        Words(
            "案件{number}调解成功，协议自{effective_on}起生效。需要司法确认的，双方最迟在{confirm_by}共同申请。",
            "Case {number} is settled; the agreement takes effect on {effective_on}. For judicial "
            "confirmation both sides apply together by {confirm_by}.",
        ),
        {"number": NUMBER, "effective_on": DAY, "confirm_by": DAY},
        sms=Words(
            "案件{number}调解成功。需要司法确认的，双方最迟{confirm_by}共同申请。详情：{address}",
            "Case {number} is settled. Judicial confirmation: together by {confirm_by}. See {address}",
        ),
    ),
    "settlement_plain": LetterKind(
        Words("调解成功", "Settled"),
        Words(
            "案件{number}调解成功，协议自{effective_on}起生效。请按约定履行。",
            "Case {number} is settled; the agreement takes effect on {effective_on}. Please do as agreed.",
        ),
        {"number": NUMBER, "effective_on": DAY},
    ),
    "confirmation_filed": LetterKind(
        Words("已申请司法确认", "Applied for confirmation"),
        Words(
            "案件{number}已向法院申请司法确认。法院可能通知双方到场核实，请留意。",
            "Case {number}: the court was asked to confirm the agreement. It may call both sides; please "
            "look out for that.",
        ),
        group="news",
    ),
    "confirmation_sent_back": LetterKind(
        Words("法院要求补正", "The court asks for more"),
        Words(
            "案件{number}：法院要求补正司法确认材料。没有正当理由不按期补正的，可能按撤回申请处理。请联系调解员。",
            "Case {number}: the court asks for more papers for the confirmation. What is not supplied in "
            "time may be treated as withdrawn. Please ring the mediator.",
        ),
    ),
    "confirmation_returned": LetterKind(
        Words("司法确认申请没有进入审查", "The application was not examined"),
        Words(
            "案件{number}的司法确认申请没有进入审查，或者已撤回。仍要申请的，双方最迟在{confirm_by}再次共同申请，逾期丧失申请的权利；协议照常有效。",
            "Case {number}: the application for confirmation was not examined, or was taken back. Both sides "
            "may apply again by {confirm_by}, not afterwards; the agreement stands.",
        ),
        {"number": NUMBER, "confirm_by": DAY},
    ),
    "confirmation_granted": LetterKind(
        Words("协议已获司法确认", "Agreement confirmed"),
        Words(
            "案件{number}的协议，法院已裁定有效。对方不按约定履行的，可以向法院申请强制执行。",
            "Case {number}: the court has confirmed the agreement. If the other side does not perform, it "
            "can be enforced.",
        ),
    ),
    "confirmation_rejected": LetterKind(
        Words("法院驳回司法确认申请", "Application rejected"),
        Words(
            "案件{number}：法院裁定驳回司法确认申请。双方可以通过调解变更协议、另行达成协议，也可以向法院起诉。",
            "Case {number}: the court rejected the application for confirmation. The agreement may be "
            "changed or made anew by mediation; an action before the court is open as well.",
        ),
    ),
    "mediation_ended": LetterKind(
        Words("调解终止", "Mediation ended"),
        Words(
            "案件{number}的调解终止。您仍可申请仲裁、行政处理或向法院起诉。",
            "Mediation in case {number} has ended. Arbitration, an administrative remedy or a court "
            "remain open to you.",
        ),
    ),
    "complaint_withdrawn": LetterKind(
        Words("申请已撤回", "Complaint withdrawn"),
        Words("案件{number}的申请已撤回。", "The complaint in case {number} was withdrawn."),
        group="news",
    ),
    "case_transferred": LetterKind(
        Words("案件已移送", "Case transferred"),
        Words("案件{number}已移送：{receiver}。", "Case {number} was transferred to {receiver}."),
        {"number": NUMBER, "receiver": TEXT},
        ("applicant",),
    ),
    "case_reopened": LetterKind(
        Words("恢复调解", "Back to mediation"),
        Words(
            "案件{number}恢复调解，调解期限重新计算，到{period_to}为止。",
            "Mediation in case {number} goes on; its period begins anew and runs to {period_to}.",
        ),
        {"number": NUMBER, "period_to": DAY},
    ),
    "message_sent": LetterKind(
        Words("新消息", "New message"),
        Words("案件{number}有一条新消息。", "There is a new message in case {number}."),
        group="news",
    ),
    "deadline_near": LetterKind(
        Words("期限提醒", "A deadline is near"),
        Words(
            "案件{number}：“{deadline}”的最后一日是{due_on}。已经办理的，请不必理会；有困难的，请尽早告诉我们。",
            "Case {number}: the last day of “{deadline}” is {due_on}. If it is done, please disregard this; "
            "if it is difficult, tell us early.",
        ),
        {"number": NUMBER, "deadline": Fact.WORDS, "due_on": DAY},
        group="news",
        sms=Words(
            "案件{number}有一项期限，最后一日是{due_on}。详情：{address}",
            "Case {number}: a deadline ends on {due_on}. See {address}",
        ),
    ),
    "morning_digest": LetterKind(
        Words("今天请留意的期限：{count} 件", "Deadlines to mind today: {count}"),
        Words("请优先办理排在前面的。\n{lines}", "The most urgent come first.\n{lines}"),
        {"count": Fact.COUNT, "lines": TEXT},
        (),
        "staff",
    ),
    "body_digest": LetterKind(
        Words("请贵单位留意的期限：{count} 件", "Deadlines that concern your office: {count}"),
        Words("以下期限临近或者已过：\n{lines}", "These are near or over:\n{lines}"),
        {"count": Fact.COUNT, "lines": TEXT},
        (),
        "staff",
    ),
    "webhook_suspended": LetterKind(
        Words("系统通知已暂停", "Notices to a system suspended"),
        Words(
            "{body}的系统一天没有接收通知，已自动暂停。请联系对方修复，在“系统通知”中发送测试后恢复。",
            "The system of {body} took no notice for a day, so notices to it were suspended. Have it put "
            "right, send a test under “Notices to systems”, then resume.",
        ),
        {"body": Fact.WORDS},
        (),
        "staff",
    ),
    # To the court or authority on the other side of a hand-over.
    "referral_correction_asked": LetterKind(
        Words("请补正", "Please correct"),
        Words("{number}号转办材料需要补正：{reason}", "What you sent as {number} needs correction: {reason}"),
        {"number": NUMBER, "reason": TEXT},
        (),
        "staff",
    ),
    "referral_taken": LetterKind(
        Words("已接收", "Taken"),
        Words("{number}号已接收，开始办理。", "We have taken {number} and begun to handle it."),
        {"number": NUMBER},
        (),
        "staff",
    ),
    "referral_declined": LetterKind(
        Words("未接收", "Not taken"),
        Words("{number}号未接收：{reason}", "We do not take {number}: {reason}"),
        {"number": NUMBER, "reason": TEXT},
        (),
        "staff",
    ),
    "referral_suspended": LetterKind(
        Words("疑似虚假调解", "Suspected sham mediation"),
        Words(
            "{number}号发现疑似虚假调解，已暂停：{reason}",
            "In {number} sham mediation is suspected; it is suspended: {reason}",
        ),
        {"number": NUMBER, "reason": TEXT},
        (),
        "staff",
    ),
    "referral_result_returned": LetterKind(
        Words("办理结果", "Result"),
        Words("{number}号已有办理结果，请签收。", "There is a result in {number}. Please sign for it."),
        {"number": NUMBER},
        (),
        "staff",
    ),
    "referral_sent": LetterKind(
        Words("移送材料待签收", "Hand-over to sign for"),
        Words("{number}号移送材料已发出，请签收。", "The hand-over {number} was sent. Please sign for it."),
        {"number": NUMBER},
        (),
        "staff",
    ),
}
