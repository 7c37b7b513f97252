"""What happens to a settled case on its way to a court's confirmation, and back."""

from __future__ import annotations

from mediation.timeline.event import Event, event

CONFIRMATION_EVENTS: dict[str, Event] = {
    "confirmation_assessed": event("核对司法确认的条件", "Conditions of confirmation looked at", ""),
    "confirmation_court_chosen": event(
        "选定司法确认的法院：{court}（{reason}）",
        "Court for confirmation chosen: {court} ({reason})",
        "court reason",
        ("司法确认的法院：{court}。", "The court for confirmation: {court}."),
    ),
    "confirmation_wished": event(
        "{side}{wish}司法确认（{channel}，{on}）",
        "The {side} {wish} (confirmation; {channel}, {on})",
        "side wish channel on",
        ("{side}{wish}司法确认。", "Confirmation: the {side} {wish}."),
    ),
    "confirmation_paper_kept": event(
        "司法确认材料：{paper}（{state}）", "Papers for confirmation: {paper} ({state})", "paper state"
    ),
    "confirmation_filed": event(
        "已向{court}申请司法确认（{referral}）",
        "Confirmation applied for at {court} ({referral})",
        "court referral",
        ("双方已向{court}申请司法确认。", "Both sides have applied to {court} for confirmation."),
    ),
    "confirmation_sent_back": event(
        "法院退回司法确认材料补正：{reason}",
        "The court sent the papers back for correction: {reason}",
        "reason",
        ("法院要求补正司法确认材料。", "The court asks for more papers for the confirmation."),
    ),
    "confirmation_taken": event(
        "法院受理司法确认申请：{court_number}",
        "The court took the application: {court_number}",
        "court_number",
        ("法院已受理司法确认申请。", "The court has taken the application for confirmation."),
    ),
    "confirmation_returned": event(
        "司法确认申请未进入审查或者已撤回：{reason}",
        "The application was not examined, or was taken back: {reason}",
        "reason",
        ("司法确认申请没有进入审查，或者已撤回。", "The application was not examined, or was taken back."),
    ),
    "confirmation_granted": event(
        "法院裁定协议有效：{court_number}",
        "The court confirmed the agreement: {court_number}",
        "court_number",
        (
            "法院裁定协议有效。对方不履行的，可以申请强制执行。",
            "The court confirmed the agreement. It can be enforced if the other side does not perform.",
        ),
    ),
    "confirmation_rejected": event(
        "法院裁定驳回司法确认申请：{reason}",
        "The court rejected the application: {reason}",
        "reason",
        (
            "法院裁定驳回申请。双方可以通过调解变更协议、另行达成协议，也可以向法院起诉。",
            "The court rejected the application. The agreement may be changed or made anew by mediation; "
            "an action is open as well.",
        ),
    ),
    "case_renegotiated": event(
        "重新协商，变更协议：{reason}",
        "Negotiated anew: {reason}",
        "reason",
        ("双方重新协商。", "The two sides negotiate anew."),
    ),
}
