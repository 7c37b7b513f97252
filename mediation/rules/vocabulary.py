"""The words shown for stored codes. A code never changes; its words may.

States and actions have their words in `tables/transitions.csv` and `tables/states.csv`,
deadlines in `tables/deadlines.csv`.
"""

from __future__ import annotations

from mediation.rules.findings import Words

SIDES = {
    "applicant": Words("申请人", "applicant"),
    "respondent": Words("被申请人", "respondent"),
}

SIGNERS = SIDES | {
    "mediator": Words("调解员", "mediator"),
    "organisation": Words("调解组织（盖章）", "mediation organisation (seal)"),
}

SENDERS = SIDES | {
    "centre": Words("调解中心", "mediation centre"),
    "mediator": Words("调解员", "mediator"),
}

# How a complaint came in, and how a notice or an answer was given.
CHANNELS = {
    "web": Words("网上", "online"),
    "counter": Words("窗口", "at the counter"),
    "phone": Words("电话", "by telephone"),
    "paper": Words("书面", "on paper"),
    "video": Words("视频", "by video"),
    "sms": Words("短信", "by text message"),
    "email": Words("电子邮件", "by e-mail"),
    "court": Words("法院委派（委托）", "sent by a court"),
    "regulator": Words("监管部门转办", "sent by a regulator"),
    "hotline": Words("热线转办", "sent by a hotline"),
}
FILING_CHANNELS = ("web", "counter", "phone", "paper", "court", "regulator", "hotline")
NOTICE_CHANNELS = ("counter", "phone", "paper", "video", "sms", "email", "web")

MODES = {
    "on_site": Words("现场", "in person"),
    "video": Words("视频", "by video"),
    "phone": Words("电话", "by telephone"),
    "mixed": Words("现场加视频", "in person and by video"),
    "separate": Words("分别沟通", "each side on its own"),
}

SESSION_RESULTS = {
    "agreed": Words("达成一致", "agreement reached"),
    "continues": Words("继续调解", "to be continued"),
    "not_agreed": Words("未达成一致", "no agreement"),
    "not_held": Words("未能举行", "not held"),
}

# How a case ended: the eight reasons of 人民法院在线调解规则 art. 25 with ours before and beside.
OUTCOMES = {
    "agreed": Words("调解成功", "settled"),
    "settled_withdrawn": Words("自行和解撤回", "settled between the parties, withdrawn"),
    "withdrawn": Words("申请人撤回", "withdrawn"),
    "refused": Words("不予受理", "not accepted"),
    "transferred": Words("移送", "transferred"),
    "unreachable": Words("无法联系当事人", "a party could not be reached"),
    "declined": Words("当事人不同意调解", "a party declined mediation"),
    "wide_gap": Words("分歧过大", "positions too far apart"),
    "expired": Words("期满未成", "period expired without agreement"),
    "refused_to_sign": Words("拒绝签署", "a party refused to sign"),
    "other": Words("其他原因", "other reason"),
}

EXPIRED = "expired"
# Mediation was held or tried and failed: a court's case goes back to it (特邀调解规定 art. 21).
FAILED = frozenset({"unreachable", "declined", "wide_gap", EXPIRED, "refused_to_sign", "other"})

# Who must act now: one explicit value for the whole case.
TURNS = {
    "centre": Words("调解中心", "mediation centre"),
    "station": Words("经办驿站", "handling station"),
    "mediator": Words("调解员", "mediator"),
    "applicant": Words("申请人", "applicant"),
    "parties": Words("双方当事人", "both parties"),
    "sender": Words("移送单位", "the body that sent it"),
    "receiver": Words("接收单位", "the receiving body"),
    "nobody": Words("无需处理", "nobody"),
}

REMEDIES = {
    "refund": Words("退款", "Refund"),
    "compensation": Words("赔偿", "Compensation"),
    "reduction": Words("减免费用或利息", "Waive or reduce fees or interest"),
    "reschedule": Words("调整还款安排", "A new repayment plan"),
    "correction": Words("更正征信等记录", "Correct a credit or other record"),
    "stop_contact": Words("停止不当催收", "Stop improper collection"),
    "claim_payment": Words("支付保险金", "Pay the insurance claim"),
    "explanation": Words("说明情况、道歉", "Explanation or apology"),
    "repayment": Words("归还欠款", "Repayment of a debt"),
    "other": Words("其他", "Something else"),
}

PRODUCTS = {
    "credit_card": Words("信用卡（费用、分期、利息）", "Credit card (fees, instalments, interest)"),
    "card_fraud": Words("银行卡被盗刷", "Card used by a thief"),
    "loan": Words("贷款（利率、还款、提前还款）", "Loan (rate, repayment, early repayment)"),
    "collection": Words("催收方式", "Debt collection practices"),
    "wealth": Words("理财、基金、信托亏损", "Losses on wealth products, funds or trusts"),
    "insurance_claim": Words("保险不赔或少赔", "Insurance claim refused or cut"),
    "insurance_sale": Words("保险销售误导、退保", "Insurance mis-selling or cancellation"),
    "credit_record": Words("征信记录", "Credit record"),
    "account": Words("存款、账户、支付", "Deposit, account or payment"),
    "securities": Words("证券、期货", "Securities or futures"),
    "other": Words("其他", "Other"),
}

# What papers call a dispute over a product.
DISPUTES = {
    "credit_card": Words("信用卡纠纷", "Credit card"),
    "card_fraud": Words("银行卡盗刷纠纷", "Card used by a thief"),
    "loan": Words("贷款纠纷", "Loan"),
    "collection": Words("债务催收纠纷", "Debt collection"),
    "wealth": Words("理财纠纷", "Wealth product"),
    "insurance_claim": Words("保险理赔纠纷", "Insurance claim"),
    "insurance_sale": Words("保险销售和退保纠纷", "Insurance sale or cancellation"),
    "credit_record": Words("征信记录纠纷", "Credit record"),
    "account": Words("存款和支付纠纷", "Deposit or payment"),
    "securities": Words("证券期货纠纷", "Securities or futures"),
    "other": Words("金融服务纠纷", "Financial service"),
}

# What a person needs so that they can take part.
NEEDS = {
    "large_type": Words("文书用大字", "Papers in large type"),
    "dialect": Words("讲闽南话", "Minnan (Hokkien) spoken"),
    "sign_language": Words("手语翻译", "Sign language interpreter"),
    "read_aloud": Words("把文书读给我听", "Papers read aloud"),
    "step_free": Words("轮椅可到的场地", "Step-free access"),
    "home_visit": Words("行动不便，希望上门或者电话办理", "Cannot travel: a visit or the telephone"),
    "companion": Words("要有人陪同", "Somebody comes with me"),
}

# Who filled in the complaint.
HELPERS = {
    "self": Words("申请人本人", "the applicant"),
    "family": Words("家人", "a member of the family"),
    "official": Words("社区、单位或者机构的工作人员", "a community, employer or institution worker"),
    "other": Words("朋友或者其他人", "a friend or somebody else"),
    "paid": Words("收费的代理人或者公司", "a paid agent or company"),
}

# When a person can meet.
TIMES = {
    "morning": Words("工作日上午", "Weekday mornings"),
    "afternoon": Words("工作日下午", "Weekday afternoons"),
    "evening": Words("工作日晚上", "Weekday evenings"),
    "weekend": Words("周末", "Weekends"),
}

# How the receiver of a hand-over ended the matter.
HANDOVER_RESULTS = {
    "done": Words("已办结", "dealt with"),
    "filed": Words("已立案", "case filed"),
    "not_filed": Words("不予立案", "not filed"),
    "dropped": Words("撤销案件或者不起诉", "dropped, or not prosecuted"),
    "acquitted": Words("宣告无罪", "acquitted"),
    "convicted": Words("作出有罪判决", "convicted"),
    "penalised": Words("作出行政处罚", "administrative penalty"),
    "unfounded": Words("查无实据", "found to be unfounded"),
    "confirmed": Words("裁定有效", "confirmed as valid"),
    "rejected": Words("裁定驳回", "application rejected"),
    "withdrawn": Words("按撤回处理", "treated as withdrawn"),
    "order_issued": Words("已发支付令", "payment order issued"),
    "order_ended": Words("终结督促程序", "payment-order procedure ended"),
    "paid": Words("债务人已清偿", "paid by the debtor"),
    "enforceable": Words("支付令生效，可申请强制执行", "payment order in force, may be enforced"),
    "to_suit": Words("转入诉讼程序", "goes on as a suit"),
    "opted_out": Words("督促程序终结，债权人不起诉", "procedure ended, the creditor does not sue"),
    "settled": Words("双方和解", "settled between the parties"),
}

VOCABULARY: dict[str, dict[str, Words]] = {
    "side": SIDES,
    "signer": SIGNERS,
    "sender": SENDERS,
    "channel": CHANNELS,
    "mode": MODES,
    "result": SESSION_RESULTS,
    "outcome": OUTCOMES,
    "handover_result": HANDOVER_RESULTS,
    "turn": TURNS,
    "product": PRODUCTS,
    "remedy": REMEDIES,
    "need": NEEDS,
    "helper": HELPERS,
    "time": TIMES,
}
