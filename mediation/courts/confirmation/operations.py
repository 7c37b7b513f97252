"""Preparing the application and filing it. Every act moves the case by its table; nothing else does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mediation.access.by import By
from mediation.acts.refusals import ActRefused, GuardRefused
from mediation.acts.walking import Performed
from mediation.agreements.queries import current_draft
from mediation.cases.models import Case
from mediation.cases.operations import check_version, perform
from mediation.clock import day_of
from mediation.courts.confirmation import checklist, conditions, queries
from mediation.courts.confirmation.models import Confirmation, KeptPaper, Wish
from mediation.courts.confirmation.window import window_of
from mediation.database import db
from mediation.deadlines import operations as clocks
from mediation.deadlines.reckoning import settle
from mediation.organisations.models import Organisation
from mediation.organisations.queries import organisation
from mediation.referrals import entering
from mediation.referrals import operations as ledger
from mediation.referrals.entering import Entry
from mediation.referrals.models import Referral
from mediation.rules.findings import Finding, Outcome, Words

TOO_LATE = Words(
    "申请期限已过，或者已经申请，不能再在这里表示。请联系调解员。",
    "The window is over, or the application is filed: this is closed. Please ring the mediator.",
)
JOINS = Words("同意共同申请", "joins the application")
DOES_NOT_JOIN = Words("不申请", "does not join")


class ConfirmationRefused(ActRefused):
    """This cannot be kept like this; the words say what to do."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a person says about the conditions; places are division codes, empty where unknown."""

    applicant_place: str = ""
    respondent_place: str = ""
    object_place: str = ""
    seat: str = ""
    intermediate: bool = False
    identity_relation: bool = False
    other_procedure: bool = False
    settles_title: bool = False
    touches_property: bool = False

    @property
    def excluded(self) -> bool:
        """Whether no court takes it at all (民诉法解释 art. 355)."""
        return self.identity_relation or self.other_procedure or self.settles_title


@dataclass(frozen=True, slots=True)
class Said:
    """A side's word: by whom, when and how. `agent` is a code of `rules.confirmation.AGENTS`."""

    side: str
    joins: bool
    said_on: date
    channel: str
    given_by: str = ""
    agent: str = ""


def assess(case: Case, told: Assessment, by: By) -> Confirmation:
    """Keep the facts on which conditions and court depend; an excluded matter has no window."""
    perform(case, "prepare_confirmation", by)
    confirmation = _begun(case, by.at)
    for name in Assessment.__dataclass_fields__:
        setattr(confirmation, name, getattr(told, name))
    confirmation.assessed_at, confirmation.assessed_by = by.at, by.actor.name
    _set_window(case, excluded=told.excluded, on=day_of(by.at))
    return confirmation


def choose_court(case: Case, code: str, reason: str, by: By) -> Performed:
    """Choose one of the courts that may confirm; another than the first needs its reason."""
    found = conditions.standing(case, on=day_of(by.at))
    court = next((one for one in found.courts if one.code == code), None)
    if court is None:
        raise ConfirmationRefused(
            Words("请从列出的法院中选择。", "Choose one of the courts that are listed.")
        )
    if court is not found.courts[0] and not reason.strip():
        raise ConfirmationRefused(Words("请写明为什么选择这个法院。", "Write why this court is chosen."))
    why = Words(reason.strip(), reason.strip()) if reason.strip() else court.reason
    done = perform(case, "choose_court", by, reason=why, facts={"court": list(court.words)})
    confirmation = _begun(case, by.at)
    confirmation.court_code, confirmation.court_reason = code, reason.strip()
    return done


def record_wish(case: Case, said: Said, by: By, *, action: str = "record_wish") -> Wish:
    """Keep a side's word; `join_confirmation` is the act of a side that says it itself.

    Raises ConfirmationRefused for a day before the agreement took effect or ahead.
    """
    if said.said_on > day_of(by.at) or (case.effective_on and said.said_on < case.effective_on):
        raise ConfirmationRefused(
            Words(
                "日期应在协议生效之日和今天之间，请核对。",
                "The day lies between the effective date of the agreement and today. Check it.",
            )
        )
    if said.agent and not said.given_by.strip():
        raise ConfirmationRefused(Words("请填写代理人姓名。", "Enter the name of the agent."))
    perform(
        case,
        action,
        by,
        facts={
            "side": said.side,
            "wish": list(JOINS if said.joins else DOES_NOT_JOIN),
            "channel": said.channel,
            "on": said.said_on.isoformat(),
        },
    )
    wish = Wish(
        side=said.side,
        joins=said.joins,
        said_on=said.said_on,
        channel=said.channel,
        given_by=said.given_by.strip(),
        agent=said.agent,
        recorded_at=by.at,
        recorded_by=by.actor.name,
    )
    confirmation = _begun(case, by.at)
    confirmation.wishes.append(wish)
    db.session.flush()
    return wish


def keep_paper(
    case: Case,
    line: checklist.Line,
    by: By,
    *,
    piece: checklist.Piece | None = None,
    why_not: str = "",
    copies: int = 1,
) -> KeptPaper:
    """Say what stands for a line of the list: a paper or file of the case, or why none is needed."""
    if (piece is None) == (not why_not.strip()):
        raise ConfirmationRefused(
            Words("请选择一份材料，或者写明为什么不需要。", "Choose a paper, or write why none is needed.")
        )
    state = piece.words if piece else Words(f"不需要：{why_not}", f"not needed: {why_not}")
    perform(case, "keep_paper", by, facts={"paper": list(line.words), "state": list(state)})
    confirmation = _begun(case, by.at)
    kept = line.kept or KeptPaper(code=line.paper.code, side=line.side)
    kept.document_id = piece.document.id if piece and piece.document else None
    kept.file_id = piece.item.file.id if piece and piece.item else None
    kept.why_not, kept.copies = why_not.strip(), copies
    kept.kept_at, kept.kept_by = by.at, by.actor.name
    if kept not in confirmation.papers:
        confirmation.papers.append(kept)
    db.session.flush()
    return kept


def file(case: Case, sent_on: date, by: By, *, centre: Organisation) -> Referral:
    """Hand the application over to the court through the ledger; the window stops on `sent_on`.

    A document posted before the end is in time (民事诉讼法 art. 85). Raises GuardRefused with all that
    still stands against it.
    """
    check_version(case, by.version)
    if sent_on > day_of(by.at):
        raise ConfirmationRefused(Words("日期不能晚于今天，请核对。", "The day lies ahead. Check it."))
    found = conditions.standing(case, on=sent_on)
    if stops := (*_filed_already(case), *conditions.refusals(found)):
        raise GuardRefused(stops)
    assert found.body is not None
    assert found.confirmation is not None
    assert found.application is not None
    entry = Entry(
        kind=queries.KIND,
        subject=f"请求确认双方{case.effective_on}生效的调解协议有效。",
        materials=checklist.materials(found.lines),
    )
    referral = entering.enter(entry, found.body, by, centre=centre, case=case)
    found.confirmation.referral = referral
    db.session.flush()
    ledger.perform(
        referral, "send", by.without_version(), changes={"sent_on": sent_on}, paper=found.application
    )
    return referral


def renegotiate(case: Case, reason: str, by: By) -> Performed:
    """Back to the table: the agreement is changed, or made anew (民事诉讼法 art. 206).

    The agreement that stands goes on binding until the next one is concluded.
    """
    return perform(case, "renegotiate", by, reason=reason, changes={"effective_on": None})


def _begun(case: Case, at: datetime) -> Confirmation:
    """The application for the agreement that stands, begun now where nobody has."""
    found = queries.of_agreement(case)
    if found is not None:
        return found
    draft = current_draft(case.id)
    if draft is None or case.effective_on is None:
        raise ConfirmationRefused(
            Words("协议生效后才能申请司法确认。", "Confirmation begins with the effect of the agreement.")
        )
    found = Confirmation(case_id=case.id, draft_id=draft.id, begun_at=at, **_first_places(case))
    db.session.add(found)
    db.session.flush()
    return found


def _first_places(case: Case) -> dict[str, Any]:
    places = conditions.places_of(case, None)
    return {
        "applicant_place": places.applicant,
        "respondent_place": places.respondent,
        "seat": places.seat,
    }


def _set_window(case: Case, *, excluded: bool, on: date) -> None:
    """No window, and no reminder of one, where no court would take it; as before once that is corrected."""
    window = window_of(case)
    if window is None:
        return
    if excluded and window.status == "running":
        clocks.stop(window, on=on, status="void")
    elif not excluded and window.status == "void":
        window.status, window.ended_on = "running", None
        settle(window, on=on)


def _filed_already(case: Case) -> Sequence[Finding]:
    """One agreement is filed once, unless the court did not examine it: then its window is open again."""
    window = window_of(case)
    if window is None or window.status != "met":
        return ()
    refused = Finding(
        Outcome.BLOCK,
        "filed_already",
        Words(
            "这份协议已经申请过司法确认，请在台账中查看，不要重复申请。",
            "The confirmation of this agreement was applied for already: see the ledger, do not apply twice.",
        ),
    )
    return (refused,)


def centre_of(case: Case) -> Organisation:
    """The centre that files for the sides."""
    found = organisation(case.centre_id)
    assert found is not None
    return found
