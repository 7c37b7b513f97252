"""The kinds of letter: the facts that each carries, and its text in both languages.

No text names a person or an amount: a letter may be read on a borrowed telephone.
"""

from __future__ import annotations

from dataclasses import dataclass

from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class LetterKind:
    """`to` says which sides get it."""

    title: Words
    text: Words
    to: tuple[str, ...] = ("applicant", "respondent")


KINDS: dict[str, LetterKind] = {
    "complaint_received": LetterKind(
        Words("申请已收到", "Complaint received"),
        Words(
            "案件{number}的申请已收到。中心最迟在{decide_by}告诉您是否受理。",
            "We received complaint {number}. By {decide_by} we will tell you whether we accept it.",
        ),
        ("applicant",),
    ),
    "correction_requested": LetterKind(
        Words("请补充材料", "More information needed"),
        Words("案件{number}需要补充材料：{reason}", "Case {number} needs more from you: {reason}"),
        ("applicant",),
    ),
    "complaint_accepted": LetterKind(
        Words("已受理", "Accepted"),
        Words(
            "案件{number}已受理。调解期限到{period_to}为止。",
            "Case {number} was accepted. The mediation period runs to {period_to}.",
        ),
    ),
    "complaint_refused": LetterKind(
        Words("不予受理", "Not accepted"),
        Words(
            "案件{number}不予受理：{reason} 其他途径见告知书。",
            "Case {number} was not accepted: {reason} The notice names the other ways open to you.",
        ),
        ("applicant",),
    ),
    "mediator_appointed": LetterKind(
        Words("已安排调解员", "Mediator appointed"),
        Words(
            "案件{number}已安排调解员。您认为调解员应当回避的，请告诉我们。",
            "A mediator was appointed in case {number}. Tell us if you think the mediator should step aside.",
        ),
    ),
    "mediation_begun": LetterKind(
        Words("调解开始", "Mediation began"),
        Words("案件{number}双方同意，调解开始。", "Both sides agreed in case {number}; mediation has begun."),
    ),
    "session_booked": LetterKind(
        Words("调解时间已定", "Session booked"),
        Words("案件{number}调解时间：{when}。", "Case {number}: session on {when}."),
    ),
    "terms_offered": LetterKind(
        Words("协议待签署", "Agreement ready for signature"),
        Words(
            "案件{number}的调解协议已备好，请按约定签署。",
            "The agreement in case {number} is ready. Please sign as arranged.",
        ),
    ),
    "settlement_concluded": LetterKind(
        Words("调解成功", "Settled"),
        Words(
            "案件{number}调解成功，协议自{effective_on}起生效。需要司法确认的，双方最迟在{confirm_by}共同申请。",
            "Case {number} is settled; the agreement takes effect on {effective_on}. For judicial "
            "confirmation both sides apply together by {confirm_by}.",
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
    ),
    "case_transferred": LetterKind(
        Words("案件已移送", "Case transferred"),
        Words("案件{number}已移送：{receiver}。", "Case {number} was transferred to {receiver}."),
        ("applicant",),
    ),
    "message_sent": LetterKind(
        Words("新消息", "New message"),
        Words("案件{number}有一条新消息。", "There is a new message in case {number}."),
    ),
}
