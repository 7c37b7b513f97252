"""The acts of the trade on a case that need no package above it; each ends in one `perform`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from mediation.access.by import By
from mediation.access.table import allows
from mediation.acts.refusals import ActRefused, NotAllowed, ReasonMissing
from mediation.acts.walking import Performed
from mediation.cases import party_contacts, timekeeping
from mediation.cases.assignment_candidates import conflicts_of
from mediation.cases.models import Case, CaseFinding, CaseMessage, CaseNote
from mediation.cases.operations import perform
from mediation.clock import day_of
from mediation.database import db, lookup_hash
from mediation.documents.models import StoredFile
from mediation.mediators.models import Mediator
from mediation.organisations.models import Organisation
from mediation.rules.findings import Words
from mediation.rules.phrases import phrase
from mediation.rules.procedures import lifecycle
from mediation.rules.time.periods import day_in_words

OVERRIDE = Words("推翻审查结论", "override a finding")


class NotYet(ActRefused):
    """A notice proven for a day that has not come."""

    def __init__(self, on: date) -> None:
        super().__init__(
            phrase(
                "通知不能在{day}送达，这一天还没有到。请核对日期。",
                "Nobody can have been reached on {day}: it lies ahead. Check the day.",
                day=day_in_words(on),
            )
        )


class NothingWritten(ActRefused):
    """An empty note or message."""

    def __init__(self) -> None:
        super().__init__(Words("请先写内容，再提交。", "Write something first, then send."))


def override_finding(case: Case, finding: CaseFinding, reason: str, by: By) -> None:
    """Set a finding of the machine aside; a person decides and says why."""
    if not allows("case.override", by.actor, case):
        raise NotAllowed(OVERRIDE, by.actor)
    if not reason.strip():
        raise ReasonMissing(OVERRIDE)
    finding.override_reason = reason.strip()
    finding.overridden_by = by.actor.name
    finding.overridden_at = by.at
    case.changed_at = by.at


def complete_party(case: Case, side: str, particulars: Mapping[str, str], by: By) -> Performed:
    """Add what the official forms ask of a party; raises NothingWritten for nothing.

    `particulars` are columns of the party. The timeline keeps which were filled in, never what they say.
    """
    if not particulars:
        raise NothingWritten
    done = perform(
        case,
        "complete_party",
        by,
        facts={"side": side, "fields": [", ".join(words) for words in _both(particulars)]},
    )
    party = case.party_of(side)
    before = party_contacts.addresses_of(party)
    for name, value in particulars.items():
        setattr(party, name, value)
    if phone := particulars.get("phone"):
        party.phone_hash, party.phone_last4 = lookup_hash(phone), phone[-4:]
    party_contacts.note_change(case, party, before, f"{done.entry.thread}:{done.entry.number}", by)
    return done


def _both(particulars: Mapping[str, str]) -> tuple[list[str], list[str]]:
    named = [PARTICULARS[name] for name in particulars]
    return [words.zh for words in named], [words.en for words in named]


# What may be added to a party, in the words of the timeline.
PARTICULARS: dict[str, Words] = {
    "address": Words("地址", "address"),
    "phone": Words("电话", "telephone"),
    "ethnicity": Words("民族", "ethnicity"),
    "occupation": Words("职业", "occupation"),
    "uscc": Words("统一社会信用代码", "credit code"),
    "legal_representative": Words("法定代表人", "legal representative"),
    "representative_title": Words("法定代表人职务", "representative's post"),
}


def accept(case: Case, by: By, *, period_from: date | None = None) -> Performed:
    """Take the complaint on; the timeline names every finding that was set aside.

    `period_from` is the day of the event from which the mediation period counts, where it is not
    the acceptance (特邀调解规定 art. 27).
    """
    overrides = [finding.code for finding in case.findings if finding.override_reason]
    period = lifecycle.PERIOD_BY_TRACK[case.track]
    return perform(
        case,
        "accept",
        by,
        facts={"overrides": ", ".join(overrides)},
        starts_on={period: period_from} if period_from else None,
    )


def route(case: Case, place: Organisation, reason: str, by: By) -> Performed:
    """Give the case to the centre or to a station, with the reason written."""
    return perform(
        case,
        "route",
        by,
        reason=reason,
        facts={"station": list(place.words)},
        changes={"station_id": place.id},
    )


def appoint(case: Case, mediator: Mediator, reason: str, by: By) -> Performed:
    """Appoint or change the mediator (人民调解法 art. 19), after the check for conflicts of interest."""
    action = "reappoint" if case.state == "under_mediation" else "appoint"
    return perform(
        case,
        action,
        by,
        reason=reason,
        facts={"mediator": mediator.user.name},
        changes={"mediator_id": mediator.user_id, "mediator_name": mediator.user.name},
        known={"mediator_conflicts": conflicts_of(case, mediator, on=day_of(by.at))},
    )


def confirm_appointment(case: Case, by: By) -> Performed:
    """The mediator takes the case on (人民法院在线调解规则 art. 12); acting on it says the same."""
    return perform(case, "confirm_appointment", by, facts={"mediator": case.mediator_name})


def decline_appointment(case: Case, reason: str, by: By) -> Performed:
    """The mediator does not take the case on and says why; it waits for another one."""
    return _without_mediator(case, "decline_appointment", reason, by)


def lapse_appointment(case: Case, reason: str | Words, by: By) -> Performed:
    """Nobody confirmed in time: the case waits for another mediator."""
    return _without_mediator(case, "lapse_appointment", reason, by)


def _without_mediator(case: Case, action: str, reason: str | Words, by: By) -> Performed:
    return perform(
        case,
        action,
        by,
        reason=reason,
        facts={"mediator": case.mediator_name},
        changes={"mediator_id": None, "mediator_name": ""},
    )


def prove_notice(case: Case, side: str, channel: str, basis: str | Words, by: By, *, on: date) -> Performed:
    """Keep that a side was reached on the day `on`: by which channel, proven by what (`basis`).

    Reaching the other side is what a court's case demands within three working days of acceptance
    (人民法院在线调解规则 art. 15): its clock ends on the day `on`, on which it was done.
    """
    if on > day_of(by.at):
        raise NotYet(on)
    stops_the_clock = side == "respondent" and timekeeping.runs_to(case, lifecycle.NOTIFY) is not None
    return perform(
        case,
        "prove_notice" if stops_the_clock else "prove_service",
        by,
        side=side,
        facts={
            "side": side,
            "channel": channel,
            "basis": list(basis) if isinstance(basis, Words) else basis,
            "on": on.isoformat(),
        },
        stops_on=on,
    )


def extend(case: Case, length: int, consents: Sequence[str], reason: str, by: By) -> Performed:
    """Lengthen the mediation period by `length` days, before its end and with the consents of its row."""
    change = timekeeping.lengthened(case, length, consents, reason, on=day_of(by.at))
    return perform(case, "extend", by, reason=reason, change=change)


def pause(case: Case, why: str, reason: str, by: By) -> Performed:
    """Stop the clock of the mediation; `why` is a code that the deadline's row allows."""
    change = timekeeping.stopped(case, why, on=day_of(by.at))
    return perform(case, "pause", by, reason=reason, change=change)


def add_note(case: Case, text: str, by: By) -> CaseNote:
    """A note for the staff; it never reaches a party."""
    if not text.strip():
        raise NothingWritten
    perform(case, "add_note", by)
    note = CaseNote(case_id=case.id, written_at=by.at, written_by=by.actor.name, text=text.strip())
    db.session.add(note)
    return note


def send_message(case: Case, text: str, by: By, *, sender: str, side: str) -> CaseMessage:
    """A message between one side and the centre; only the addressee gets a letter about it."""
    if not text.strip():
        raise NothingWritten
    to = (side,) if sender not in {"applicant", "respondent"} else ()
    perform(case, "send_message", by, facts={"sender": sender}, letters_to=to)
    message = CaseMessage(
        case_id=case.id,
        sender=sender,
        side=side,
        written_by=by.actor.name,
        written_at=by.at,
        text=text.strip(),
    )
    db.session.add(message)
    return message


def add_evidence(case: Case, files: Sequence[StoredFile], by: By, *, sender: str) -> Performed:
    """Say in the timeline that files were added; they were stored with the case before."""
    return perform(case, "add_evidence", by, facts={"sender": sender, "count": len(files)})


def reveal(case: Case, field: Words | str, by: By) -> Performed:
    """Look at a masked value in full; the timeline keeps who looked."""
    return perform(case, "reveal", by, facts={"field": list(field) if isinstance(field, Words) else field})
