"""The English copy of a paper: what the house says, in English; what people wrote, as they wrote it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mediation.cases.models import Case
from mediation.documents.kinds.parts import Issuer, Lang, Party
from mediation.documents.kinds.receipt import Receipt
from mediation.documents.kinds.session_record import INFORMED, SessionRecord
from mediation.organisations.queries import organisation
from mediation.rules.findings import Words
from mediation.rules.numbers.identity_papers import PAPERS
from mediation.rules.vocabulary import REMEDIES

CREDIT_CODE = Words("统一社会信用代码", "unified social credit code")
SEXES = {"male": Words("男", "male"), "female": Words("女", "female")}

ENGLISH = {words.zh: words.en for words in (CREDIT_CODE, INFORMED, *SEXES.values(), *PAPERS.values())}


def in_english(facts: Any, case: Case, dispute: str) -> Any:
    """`facts` of any kind for a reader of English; `dispute` is how this kind of paper calls the matter."""
    changed: dict[str, Any] = {"lang": Lang.EN, "issuer": _issuer(facts.issuer, case)}
    if hasattr(facts, "dispute"):
        changed["dispute"] = dispute
    if hasattr(facts, "parties"):
        changed["parties"] = tuple(_party(one) for one in facts.parties)
    if isinstance(facts, Receipt):
        own_words = (case.remedy_text,) if case.remedy_text else ()
        changed["wishes"] = tuple(REMEDIES[code].en for code in case.remedies) + own_words
    if isinstance(facts, SessionRecord):
        changed["informed"] = ENGLISH.get(facts.informed, facts.informed)
    return replace(facts, **changed)


def _issuer(issuer: Issuer, case: Case) -> Issuer:
    place = organisation(case.station_id) or organisation(case.centre_id)
    return replace(issuer, hours=place.hours_en or issuer.hours) if place else issuer


def _party(party: Party) -> Party:
    return replace(
        party,
        sex=ENGLISH.get(party.sex, party.sex),
        id_type=ENGLISH.get(party.id_type, party.id_type),
    )
