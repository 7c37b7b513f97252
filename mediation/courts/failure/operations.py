"""What failed goes back to the court: the letter of the result with all that the court may read.

A case sent before filing (委派) goes to be filed, with the pleadings by elements; one sent after it
(委托) goes back to trial (特邀调解规定 arts 21, 26; 在线调解规则 art. 21). Offers and private talk live in
a package that this one never reads; a record of a session goes along only where a person has read it
and ticks it, because what was conceded there may not be used (art. 22).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mediation.access.by import By
from mediation.acts.refusals import ActRefused
from mediation.archive.gathering import papers_for_volume
from mediation.cases.documents import manual
from mediation.cases.models import Case
from mediation.clock import day_of
from mediation.courts.failure import result_letter
from mediation.database import db
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.missing import Gap, gaps_of
from mediation.documents.models import IssuedDocument
from mediation.documents.operations import ensure_rendered, facts_of
from mediation.elements import pleadings
from mediation.elements.queries import sheet_of
from mediation.organisations.queries import organisation
from mediation.referrals import entering, operations, queries
from mediation.referrals.entering import Entry
from mediation.referrals.models import Material, Referral
from mediation.rules.findings import Words
from mediation.rules.vocabulary import FAILED, SIDES

KIND = "court_failure"
TO_BE_FILED = "assigned"
PLEADINGS = {"complaint": DocumentKind.COMPLAINT, "defence": DocumentKind.DEFENCE}


class NotFailed(ActRefused):
    """There is nothing to hand back."""

    def __init__(self) -> None:
        super().__init__(
            Words(
                "只有法院派来、调解不成的案件才能移交回法院，每件移交一次。",
                "Only a court's case whose mediation failed goes back to it, and once.",
            )
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that should go along: what lies there, or what to do about it."""

    code: str
    words: Words
    papers: tuple[IssuedDocument, ...] = ()
    sent_in: tuple[Material, ...] = ()  # what the court itself had sent
    drawn_now: bool = False  # a pleading that is made with the hand-over
    todo: Words = Words("", "")
    gaps: tuple[Gap, ...] = ()

    @property
    def is_there(self) -> bool:
        return bool(self.papers or self.sent_in or self.drawn_now)


def arrival_of_failed(case: Case) -> Referral | None:
    """The court's hand-over of a case that failed; None where nothing goes back."""
    arrival = queries.arrival_of(case.id) if case.outcome in FAILED else None
    return arrival if arrival is not None and arrival.law.authority == "court" else None


def handed_over(case: Case) -> Referral | None:
    """The pack that went already."""
    return next((one for one in queries.of_case(case) if one.kind == KIND), None)


def may_go(case: Case) -> bool:
    """Whether it failed and has not gone back: to be filed without its pack, to trial without its letter."""
    arrival = arrival_of_failed(case)
    if arrival is None:
        return False
    if case.track == TO_BE_FILED:
        return handed_over(case) is None
    return arrival.state == result_letter.DUE


def pieces(case: Case) -> tuple[Piece, ...]:
    """All that should go along, what is missing first."""
    found = tuple(_pieces(case))
    return (*(one for one in found if not one.is_there), *(one for one in found if one.is_there))


def records(case: Case) -> tuple[IssuedDocument, ...]:
    """Records of sessions with both sides, to be ticked one by one; those of one side alone never."""
    return tuple(
        one for one in papers_for_volume(case) if one.kind == DocumentKind.SESSION_RECORD and one.lang == "zh"
    )


def hand_over(
    case: Case, letter_facts: Mapping[str, Any], by: By, *, with_records: frozenset[int] = frozenset()
) -> Referral:
    """Return the result and, before filing, hand the whole pack to the court; one act.

    `letter_facts` are facts of the letter that a person typed, `with_records` the ids of records that a
    person has read. Gives the hand-over that now waits for the court's receipt. Raises NotFailed,
    NotAllowed, PaperIncomplete.
    """
    arrival, centre = arrival_of_failed(case), organisation(case.centre_id)
    if arrival is None or centre is None or not may_go(case):
        raise NotFailed
    for paper in _undrawn(case):
        facts = _pleading(case, paper)
        manual.make(case, facts, KINDS[PLEADINGS[paper]], by)
    chosen = tuple(one for one in records(case) if one.id in with_records)
    lines = [line for piece in _pieces(case) for line in _lines(piece)] + [_line(one) for one in chosen]
    annexes = tuple(f"{line['title']}{line['copies']}份" for line in lines) or ("无",)
    letter = result_letter.letter_for(case, {**letter_facts, "annexes": annexes}, by)
    if case.track != TO_BE_FILED:
        return arrival
    entry = Entry(
        kind=KIND,
        their_number=arrival.their_number,
        their_contact=arrival.their_contact or "",
        subject="委派调解不成，移交起诉材料，请依法登记立案。",
        stops=False,
        materials=tuple(lines),
    )
    pack = entering.enter(entry, arrival.body, by, centre=centre, case=case)
    operations.perform(pack, "send", by, changes={"sent_on": day_of(by.at)}, paper=letter)
    return pack


def _pieces(case: Case) -> Iterator[Piece]:
    standing: dict[str, list[IssuedDocument]] = {}
    for one in papers_for_volume(case):
        if one.lang == "zh":
            standing.setdefault(one.kind, []).append(one)

    def held(kind: DocumentKind) -> tuple[IssuedDocument, ...]:
        return tuple(standing.get(kind, ()))

    if case.track == TO_BE_FILED:
        yield from (_pleading_piece(case, paper, held(kind)) for paper, kind in PLEADINGS.items())
    yield Piece(
        "undisputed_facts",
        KINDS[DocumentKind.UNDISPUTED_FACTS].title,
        held(DocumentKind.UNDISPUTED_FACTS),
        todo=Words(
            "各方同意的，在要素表中制作并签字；没有无争议事实的不用做。",
            "Where all agree, make it from the elements and have it signed; else leave it.",
        ),
    )
    yield from _addresses(case, held(DocumentKind.SERVICE_ADDRESS))
    yield Piece(
        "termination_notice",
        KINDS[DocumentKind.TERMINATION_NOTICE].title,
        held(DocumentKind.TERMINATION_NOTICE),
        todo=Words("终止调解时自动制作。", "It is made when mediation ends."),
    )
    arrival = queries.arrival_of(case.id)
    yield Piece(
        "court_papers",
        Words("法院移送的材料", "What the court had sent"),
        sent_in=tuple(arrival.materials) if arrival else (),
        todo=Words(
            "登记时没有列明法院材料，请核对纸质材料一并退回。",
            "None was listed when it came: check the papers and return them with it.",
        ),
    )


def _addresses(case: Case, held: tuple[IssuedDocument, ...]) -> Iterator[Piece]:
    """The confirmed address of each side (D17)."""
    for party in case.parties:
        own = tuple(one for one in held if facts_of(one).parties[0].side == party.side)
        side = SIDES[party.side]
        yield Piece(
            f"service_address_{party.side}",
            Words(f"{side.zh}的送达地址确认书", f"{side.en}: confirmed address for service"),
            own,
            todo=Words(
                "引导当事人填写；联系不上的，在“其他提示事项”中说明。",
                "Help the side fill it in; if it cannot be reached, say so in the hints.",
            ),
        )


def _pleading_piece(case: Case, paper: str, held: tuple[IssuedDocument, ...]) -> Piece:
    facts = None if held else _pleading(case, paper)
    gaps = gaps_of(KINDS[PLEADINGS[paper]], facts) if facts is not None else ()
    title = pleadings.PAPERS[paper]
    return Piece(
        paper,
        Words(f"{title.zh}（要素式）", f"{title.en} (by elements)"),
        held,
        drawn_now=facts is not None and not gaps,
        todo=Words("先在要素表中填写各项要素。", "Fill in the elements first.")
        if facts is None
        else Words("补全后随移交自动制作。", "Complete this and it is made with the hand-over."),
        gaps=gaps,
    )


def _pleading(case: Case, paper: str) -> Any:
    """The facts of a pleading; None before the side has stated anything."""
    sheet = sheet_of(case)
    if sheet is None or not any(line.values for line in sheet.lines):
        return None
    if paper == "defence" and not any(line.answer for line in sheet.lines):
        return None
    return pleadings.pleading_of(case, sheet, paper)


def _undrawn(case: Case) -> list[str]:
    """The pleadings that can be made now and were not."""
    return [one.code for one in _pieces(case) if one.drawn_now]


def _lines(piece: Piece) -> Iterator[dict[str, Any]]:
    yield from (_line(one) for one in piece.papers)
    for one in piece.sent_in:
        yield {
            "title": one.title,
            "copies": one.copies,
            "document_id": one.document_id,
            "file_id": one.file_id,
            "sha256": one.sha256,
        }


def _line(paper: IssuedDocument) -> dict[str, Any]:
    ensure_rendered(paper)
    db.session.flush()
    title = KINDS[DocumentKind(paper.kind)].title.zh
    return {
        "title": f"{title}（{paper.number}）",
        "copies": 1,
        "document_id": paper.id,
        "sha256": paper.pdf_sha256 or "",
    }
