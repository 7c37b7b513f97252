"""What happens to a payment order; it stands in the thread of its hand-over."""

from __future__ import annotations

from mediation.timeline.event import Event, event

ORDER_EVENTS: dict[str, Event] = {
    "order_prepared": event("准备支付令申请", "Payment order prepared", ""),
    "order_revised": event("修改支付令申请的登记事项", "Entries of the payment order changed", ""),
    "order_filed": event("支付令申请已提交", "Application for the payment order filed", ""),
    "order_accepted": event("{day}法院受理，{number}", "Taken by the court on {day}, {number}", "day number"),
    "order_not_accepted": event(
        "{day}法院不予受理：{reason}", "Not taken by the court on {day}: {reason}", "day reason"
    ),
    "order_issued": event("{day}法院发出支付令", "Order issued on {day}", "day"),
    "order_served": event("{day}债务人收到支付令", "Received by the debtor on {day}", "day"),
    "order_unserved": event(
        "三十日内未送达，支付令失效", "Not served within thirty days: the order lapsed", ""
    ),
    "order_paid": event("{day}债务人清偿", "Paid by the debtor on {day}", "day"),
    "order_objected": event("{day}债务人书面异议", "Objected to in writing on {day}", "day"),
    "order_void_objection": event(
        "{day}债务人的表示不产生异议效力：{why}", "{day}, no objection in law: {why}", "day why"
    ),
    "order_term_over": event("十五日期满，待核实", "The fifteen days are over, to be checked", ""),
    "order_enforceable": event(
        "期满未清偿也无书面异议，可申请强制执行", "Neither paid nor objected to: may be enforced", ""
    ),
    "order_ended": event(
        "{day}收到终结督促程序裁定", "Ruling that ends the procedure received on {day}", "day"
    ),
    "order_opted_out": event(
        "{day}债权人表示不同意提起诉讼", "{day}, the creditor does not want the suit", "day"
    ),
    "order_to_suit": event("转入诉讼程序", "Goes on as a suit", ""),
    "order_enforcement": event("{day}申请强制执行", "Enforcement applied for on {day}", "day"),
    "order_withdrawn": event("撤回支付令申请：{reason}", "Application withdrawn: {reason}", "reason"),
}
