"""Making the volume of a case. Nothing here commits or asks the time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mediation.access.by import By
from mediation.acts.refusals import ActRefused
from mediation.archive import queries
from mediation.archive.gathering import AGREED, Gathered, draw_what_is_missing, gather
from mediation.cases.documents.issuing import dispute, issuer
from mediation.cases.models import Case
from mediation.cases.operations import perform
from mediation.clock import day_of
from mediation.documents.kinds import DocumentKind
from mediation.documents.kinds.case_file import CaseFile, Place
from mediation.documents.kinds.parts import Lang
from mediation.documents.models import IssuedDocument
from mediation.documents.operations import supersede
from mediation.evidence.operations import number_exhibits
from mediation.rules.findings import Words
from mediation.rules.procedures import file_order
from mediation.rules.procedures.retention import KEEPING_WORDS, Closed, retention_of

MOST_PAGES = 5000


class VolumeRefused(ActRefused):
    """The volume cannot be made like this."""


def make_volume(case: Case, by: By, *, statement: str = "", lang: Lang = Lang.ZH) -> IssuedDocument:
    """Issue the volume of a case that has ended; a new edition replaces the one before.

    Papers not drawn yet are drawn, so that their pages can be counted; evidence without a number
    gets one. The volume itself is bound afterwards, by `documents.operations.ensure_rendered`.
    Raises VolumeRefused for one with nothing in it or too much, what `perform` raises, RenderRefused.
    """
    on = day_of(by.at)
    draw_what_is_missing(case)
    number_exhibits(case)
    found = gather(case, on=on)
    if not found.pieces:
        raise VolumeRefused(Words("案件还没有可以入卷的材料。", "The case has no papers to put on file yet."))
    if found.pages > MOST_PAGES:
        raise VolumeRefused(
            Words(
                f"材料共 {found.pages} 页，超过一卷 {MOST_PAGES} 页的上限。请先把大文件改为另存。",
                f"The papers have {found.pages} pages, more than the {MOST_PAGES} of one volume. "
                "Keep the largest files apart first.",
            )
        )
    editions = queries.editions(case.id)
    facts = facts_of_volume(case, found, made_by=by.actor.name, on=on, statement=statement, lang=lang)
    former = next((one for one in editions if one.is_valid), None)
    done = perform(
        case,
        "make_volume",
        by,
        facts={"pages": facts.statement_page},
        paper=replace(facts, edition=len(editions) + 1),
    )
    (volume,) = done.documents
    if former is not None:
        supersede(former, volume)
    return volume


def facts_of_volume(
    case: Case, found: Gathered, *, made_by: str, on: date, statement: str = "", lang: Lang = Lang.ZH
) -> CaseFile:
    """The facts of cover, contents and statement."""
    ended_on = day_of(case.ended_at) if case.ended_at else on
    filed = {piece.position for piece in found.pieces}
    confirmed = next(place for place in file_order.places(on=on) if place.code == "confirmation")
    kept = retention_of(
        Closed(
            closed_on=day_of(case.closed_at) if case.closed_at else ended_on,
            agreed=case.outcome == AGREED,
            amount_fen=case.amount_fen or 0,
            confirmed=confirmed.position in filed,
        ),
        on=on,
    )
    return CaseFile(
        issuer=issuer(case),
        case_number=case.number_text,
        volume_number=volume_number(case),
        title=dispute(case, DocumentKind.CASE_FILE, lang),
        mediators=(case.mediator_name,) if case.mediator_name else (),
        mediated_from=day_of(case.accepted_at or case.filed_at),
        mediated_to=ended_on,
        made_by=made_by,
        made_on=on,
        keeping=KEEPING_WORDS[kept.keeping],
        keep_until=kept.keep_until,
        keeping_reasons=kept.reasons,
        places=tuple(Place(place.position, place.words) for place in file_order.places(on=on)),
        pieces=found.pieces,
        missing=tuple(place.words for place in found.missing),
        statement_page=found.pages + 1,
        statement=statement.strip(),
        lang=lang,
    )


def volume_number(case: Case) -> str:
    """（2026）厦金人调字第4817号: one case, one volume, so that it carries the number of the case."""
    body = issuer(case)
    word = body.file_code.removesuffix("调") + ("人调" if body.regime.upper() == "RM" else "调")
    return f"（{case.year}）{word}字第{case.number}号"
