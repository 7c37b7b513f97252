"""The words that the printed law book shows for the codes in its tables."""

from __future__ import annotations

from collections.abc import Mapping

from mediation.rules import tables
from mediation.rules.acceptance import eligibility
from mediation.rules.acceptance.authorities import ACT_WORDS, authorities
from mediation.rules.acceptance.causes import all_causes, all_complaint_classes
from mediation.rules.acceptance.regimes import regimes
from mediation.rules.agreement.clauses import TOPICS
from mediation.rules.agreement.elements import all_sets
from mediation.rules.agreement.signatures import LEVEL_WORDS
from mediation.rules.agreement.terms_lint import faults
from mediation.rules.findings import Words
from mediation.rules.numbers.courts_table import courts
from mediation.rules.numbers.divisions import full_name
from mediation.rules.procedures import payment_orders, reconciliation_steps, referral_steps
from mediation.rules.procedures.confirmation import court_exceptions
from mediation.rules.procedures.letter_ladder import ADDRESSEE_WORDS, CHANNEL_WORDS, GROUP_WORDS
from mediation.rules.procedures.lifecycle import states
from mediation.rules.procedures.retention import KEEPING_WORDS
from mediation.rules.time.deadline_rules import CONSENTS, PAUSE_REASONS, WHO, all_rules
from mediation.rules.time.periods import UNIT_WORDS, period
from mediation.rules.time.reminders import ANY, RECIPIENTS, all_steps
from mediation.rules.vocabulary import HANDOVER_RESULTS, OUTCOMES, PRODUCTS, SIGNERS

CHECKED_WORDS: Mapping[str, tuple[Words, Words]] = {
    "primary": (
        Words("已核原文", "full text"),
        Words("已与法律文件全文核对", "read in the full text of the instrument"),
    ),
    "secondary": (
        Words("已核转述", "restated"),
        Words("已与转述该文件的材料核对", "read in a text that restates the instrument"),
    ),
    "derived": (
        Words("推导", "derived"),
        Words("由已核规则推导", "follows from a rule that was checked"),
    ),
    "knowledge": (
        Words("待确认", "to confirm"),
        Words("默认值，使用前须由人确认", "a default that a person must confirm before use"),
    ),
    "design": (
        Words("内部规则", "house rule"),
        Words("本系统自定，不是法律", "a rule of our own, not law"),
    ),
}

_YES_NO = {"yes": Words("是", "yes"), "no": Words("否", "no")}
_OUTCOMES = {
    "pass": Words("通过", "pass"),
    "note": Words("提示", "note"),
    "warn": Words("警告", "warn"),
    "block": Words("阻止", "block"),
}
_NOBODY = Words("—", "—")
_STATES = {
    code: state.words
    for machine in (states(), referral_steps.states(), payment_orders.states(), reconciliation_steps.states())
    for code, state in machine.items()
} | {
    "-": Words("（开始）", "(beginning)"),
    "=": Words("（不变）", "(stays)"),
    "*": Words("（任一未归档状态）", "(any state that is not closed)"),
}
_REGIMES = {row.code: Words(f"{row.words.zh} {row.code}", f"{row.words.en} {row.code}") for row in regimes()}

_CLASSES = {row.code: row.words for row in all_complaint_classes()}
_WARNINGS = {text for row in tables.read("deadlines") for text in row["warn_before"].split()}

_CLOCKS = {code: rules[-1].words for code, rules in all_rules().items()} | {
    "": _NOBODY,
    "PERIOD": Words("调解期限", "mediation period"),
    "RETURN": Words("来源要求的反馈日", "the day that the sender set"),
}

GUARD_WORDS: Mapping[str, Words] = {
    "findings_resolved": Words("审查结论均已处理", "every finding against it was dealt with"),
    "place_chosen": Words("已选定办理地点", "the place was chosen"),
    "mediator_chosen": Words("已选定调解员", "the mediator was chosen"),
    "mediator_unconflicted": Words("调解员无须回避", "the mediator has no conflict"),
    "side_notified": Words("已告知该方权利义务", "this side was told its rights"),
    "all_notified": Words("已告知各方权利义务", "every side was told its rights"),
    "all_consented": Words("各方均同意调解", "every side consented"),
    "terms_drafted": Words("协议已起草", "terms were drafted"),
    "terms_sound": Words("条款审查无阻止项", "the lint stops nothing"),
    "all_signed": Words("签名盖章齐全", "every signature and the seal are there"),
    "devices_explained": Words(
        "双方不是用同一台设备签名，或者已经说明", "no device signed for both, or explained"
    ),
    "signatures_strong": Words("电子签名达到要求的级别", "electronic signatures reach the level needed"),
    "scan_filed": Words("已存签署扫描件", "the signed scan is on file"),
    "period_over": Words("调解期限已届满", "the period has ended"),
    "appointment_open": Words("尚未确认接受指定", "the appointment is not confirmed"),
    "appointment_overdue": Words("逾期未确认接受指定", "the appointment was not confirmed in time"),
    "notice_open": Words("尚未通知对方", "the other side is not notified"),
    "extension_agreed": Words("延长符合条件", "the extension is allowed"),
    "pause_allowed": Words("中止事由成立", "the pause is allowed"),
    "left_by_transfer": Words("案件因移送而终止", "the case ended by transfer"),
    "court_done": Words("不在法院司法确认办理中", "no court examines the agreement"),
    "window_over": Words("申请司法确认的期限已过", "the time for confirmation is over"),
    "agreement_changeable": Words("不在法院办理中，也未裁定有效", "neither before a court nor confirmed"),
    "body_fits": Words("对方单位类别相符", "the body fits the kind"),
    "number_fits": Words("案号有效", "the case number is sound"),
    "matter_fits": Words("程序不混用", "procedures are not mixed"),
    "untouched": Words("登记后尚未办理", "nothing was done with it since it was entered"),
    "case_linked": Words("已关联案件", "a case is linked"),
    "case_ended": Words("案件已结束", "the case has ended"),
    "case_left": Words("案件因移送而终止，且可以回流", "the case ended by transfer and may come back"),
    "clock_allows": Words("时限规则允许", "the rule of the deadline allows it"),
    "materials_listed": Words("已列材料清单", "the papers are listed"),
    "receipt_named": Words("已填签收人", "it is said who signed for it"),
    "period_sound": Words("期间有效", "the period is sound"),
    "list_read": Words("已导入对方名册", "a list of theirs was read"),
    "compared": Words("已比对", "the lists were compared"),
    "all_settled": Words("差异均已处理", "every difference is closed"),
    "reason_listed": Words("已选处理理由", "a reason is chosen"),
    "reason_told": Words("须说明的已说明", "what needs a sentence has one"),
    "result_told": Words("已填结果", "the result is entered"),
    "acceptance_numbered": Words(
        "法院案号的类型和法院相符", "the court's number is of its type and of this court"
    ),
    "refusal_grounded": Words("已选不予受理的事由", "the ground of not taking it is chosen"),
    "result_grounded": Words("驳回的已选事由", "a rejection has its ground"),
    "eligible": Words("符合申请支付令的条件", "a payment order may be applied for"),
    "paper_shown": Words("已附法院文书", "the court's paper is there"),
    "day_follows": Words("日期不早于上一步", "the day is not before the step before"),
    "served_in_time": Words("三十日内送达", "served within 30 days"),
    "out_in_time": Words("七日内表示", "said within seven days"),
}

DOCUMENT_WORDS: Mapping[str, Words] = {
    "receipt": Words("收件回执", "receipt"),
    "correction_notice": Words("补正通知书", "request for more information"),
    "acceptance_notice": Words("受理通知书", "notice of acceptance"),
    "non_acceptance_notice": Words("不予受理通知书", "notice of non-acceptance"),
    "rights_notice": Words("权利义务告知书", "notice of rights and duties"),
    "case_file": Words("卷宗", "case file"),
    "session_record": Words("调解记录", "record of the session"),
    "agreement": Words("调解协议书", "settlement agreement"),
    "termination_notice": Words("调解终止通知书", "notice that mediation ended"),
    "transfer_letter": Words("移送函", "transfer letter"),
    "withdrawal_confirmation": Words("撤回确认", "confirmation of withdrawal"),
    "result_feedback": Words("委派（委托）调解结果反馈函", "letter of result to the court"),
    "reply_letter": Words("办理结果反馈函", "letter of result"),
    "assignment_slip": Words("委派（委托）调解函登记及回执", "return slip of the court's letter"),
    "mediation_proof": Words("主持调解证明", "proof of mediation"),
    "confirmation_application": Words("司法确认申请书", "application for judicial confirmation"),
    "payment_order_application": Words("支付令申请书", "application for a payment order"),
}

CELL_WORDS: Mapping[str, Mapping[str, Words]] = {
    "group": GROUP_WORDS,
    "addressee": ADDRESSEE_WORDS,
    "channel": CHANNEL_WORDS,
    "unit": {unit.value: words for unit, words in UNIT_WORDS.items()}
    | {"-": Words("由来源决定", "set by the source")},
    "who": WHO,
    "extension_max": {"": Words("不得延长", "none"), "*": Words("经同意可多次", "repeated by consent")},
    "extension_consents": CONSENTS,
    "suspends": PAUSE_REASONS,
    "rolls": _YES_NO | {"unless_agreed": Words("是，另有约定除外", "yes, unless agreed otherwise")},
    "outcome": _OUTCOMES,
    "waivable": _YES_NO,
    "required": _YES_NO,
    "right": _YES_NO,
    "may_charge": _YES_NO,
    "consumer_disputes": _YES_NO,
    "oral_allowed": _YES_NO,
    "is_acknowledgement": _YES_NO,
    "is_procedure": _YES_NO,
    "mandatory": _YES_NO,
    "confirmation": _YES_NO | {"if_law": Words("依法设立的可以", "where lawfully set up")},
    "warn_before": {text: period(text).words for text in _WARNINGS},
    "guards": GUARD_WORDS,
    "document": DOCUMENT_WORDS,
    "causes": {row.code: row.words for row in all_causes()} | {"*": Words("其他案由", "every other cause")},
    "business": _CLASSES,
    "complaint_cause": _CLASSES,
    "fault": {row.code: row.words for row in faults()},
    "question": {row.code: row.ask for row in eligibility.all_questions()},
    "set": {row.code: row.words for row in all_sets()},
    "place": {row.place: full_name(row.place) for row in court_exceptions()},
    "courts": {code: court.words for code, court in courts().items()},
    "from": _STATES,
    "to": _STATES,
    "deadlines": {ANY: Words("其他期限", "every other deadline")},
    "step": {step.text: step.words for step in all_steps()},
    "told": RECIPIENTS,
    "regime": _REGIMES | {"*": Words("任一类型", "any regime")},
    "least": {level.value: words for level, words in LEVEL_WORDS.items()},
    "track": {
        "own": Words("自行受理", "taken on by the body itself"),
        "assigned": Words("法院委派", "sent by a court before filing"),
        "entrusted": Words("法院委托", "sent by a court after filing"),
        "entrusted_simple": Words("法院委托（简易程序）", "sent by a court after filing, summary procedure"),
    },
    "form": {
        "written": Words("书面", "written"),
        "electronic": Words("电子", "electronic"),
        "oral": Words("口头", "oral"),
    },
    "needs": SIGNERS
    | {"parties": Words("各方当事人", "every party"), "agreement": Words("达成协议", "the agreement itself")},
    "needed": OUTCOMES
    | {
        "always": Words("必须", "always"),
        "property": Words("涉及财产权利时", "where property rights are touched"),
        "agent": Words("委托代理时", "where an agent acts"),
        "agreed": Words("达成协议时", "where an agreement was reached"),
        "no": Words("按需", "as needed"),
        "oral": Words("口头协议时", "where the agreement is oral"),
    },
    "cured_by": {
        "day": Words("写明日期即可", "a day beside it"),
        "figure": Words("写明金额即可", "a figure beside it"),
        "": _NOBODY,
    },
    "lender": {
        "private": Words("民间借贷", "private lender"),
        "institution": Words("金融机构", "institution"),
    },
    "kind": {keeping.value: words for keeping, words in KEEPING_WORDS.items()}
    | {"rest": Words("放假", "rest"), "work": Words("调休上班", "make-up working day")},
    "facet": {
        "channel": Words("业务办理渠道", "channel"),
        "business": Words("业务类别", "business"),
        "cause": Words("投诉原因", "cause"),
    },
    "part": {
        "head": Words("首部", "head"),
        "request": Words("请求", "request"),
        "fact": Words("事实", "fact"),
    },
    "product": PRODUCTS,
    "direction": {direction.value: words for direction, words in referral_steps.DIRECTIONS.items()},
    "matter": referral_steps.MATTERS,
    "answer": _CLOCKS,
    "work": _CLOCKS,
    "prepare": _CLOCKS,
    "decision": _CLOCKS,
    "ruling": {"refused": Words("不予受理", "not taken")} | HANDOVER_RESULTS,
    "result": _CLOCKS,
    "after": _CLOCKS,
    "outcomes": OUTCOMES | HANDOVER_RESULTS,
    "needs_text": _YES_NO,
    "paper": DOCUMENT_WORDS,
    "slip": DOCUMENT_WORDS,
    "authority": {code: row.words for code, row in authorities().items()},
    "act": {act.value: words for act, words in ACT_WORDS.items()},
    "topic": TOPICS,
    "trade": {
        "*": Words("任何机构", "any"),
        "bank": Words("银行", "bank"),
        "insurer": Words("保险", "insurer"),
        "securities": Words("证券期货基金", "securities"),
        "consumer_finance": Words("消费金融", "consumer finance"),
        "small_lender": Words("小额贷款", "small lender"),
        "payment": Words("支付机构", "payment"),
    },
    "level": {
        "supreme": Words("最高", "supreme"),
        "high": Words("高级", "high"),
        "intermediate": Words("中级", "intermediate"),
        "basic": Words("基层", "basic"),
        "financial": Words("金融案件（中级）", "financial cases of intermediate level"),
    },
    "confidence": {
        "seen": Words("见于真实案号", "seen in case numbers"),
        "rule": Words("依编码规则", "by the rule"),
        "memory": Words("待确认", "to confirm"),
    },
    "style": {"new": Words("现行", "new"), "old": Words("旧式", "old")},
    "goes_to": {
        "centre": Words("中心", "the centre"),
        "wished": Words("申请人希望的地点", "the place wished for"),
        "district_station": Words("所在区驿站", "the district's station"),
    },
}
