"""What the forms of acts offer to choose from, with the facts that a choice needs."""

from __future__ import annotations

from typing import Any

from mediation import clock
from mediation.access.guard import may
from mediation.cases import queries, timekeeping
from mediation.cases.assignment_candidates import conflicts_of, places, proposed_place
from mediation.cases.models import Case
from mediation.mediators.models import Mediator
from mediation.mediators.queries import mediators_at
from mediation.rules.acceptance.routing import Place
from mediation.rules.findings import Words
from mediation.rules.phrases import SEMICOLONS, listed
from mediation.rules.time.deadlines import CONSENTS, PAUSE_REASONS, rule
from mediation.rules.vocabulary import PRODUCTS
from mediation.web.fields import as_choices
from mediation.web.words import t


def offer_places(case: Case, form: Any) -> None:
    """The centre and the stations with their load; the law book's proposal is chosen and explained."""
    among = places()
    form.place.choices = as_choices([(place.id, place.words) for place in among])
    form.place.option_hints = {place.id: _load(place) for place in among}
    if not form.is_submitted():
        proposal = proposed_place(case, among, on=clock.today())
        form.place.data = proposal.place.id
        form.reason.data = t(proposal.reason)


def _load(place: Place) -> Words:
    if not place.capacity:
        return Words(f"在办 {place.open_cases} 件", f"{place.open_cases} open cases")
    return Words(
        f"在办 {place.open_cases} 件，承载 {place.capacity} 件",
        f"{place.open_cases} open cases of {place.capacity}",
    )


def offer_mediators(case: Case, form: Any) -> None:
    """The mediators of the place: load, field, and why one of them may not take the case."""
    on = clock.today()
    roster = mediators_at(case.station_id or case.centre_id, on=on)
    in_hand = queries.open_cases_by_mediator([entry.user_id for entry in roster])
    barred = {entry.user_id: conflicts_of(case, entry, on=on) for entry in roster}
    form.barred = [(entry, barred[entry.user_id]) for entry in roster if barred[entry.user_id]]
    free = [entry for entry in roster if not barred[entry.user_id] and entry.user_id != case.mediator_id]
    free.sort(key=lambda entry: (case.product not in entry.fields, in_hand.get(entry.user_id, 0)))
    form.mediator.choices = as_choices([(entry.user_id, entry.user.name) for entry in free])
    form.mediator.option_hints = {
        entry.user_id: _standing(entry, in_hand.get(entry.user_id, 0), case.product) for entry in free
    }


def _standing(entry: Mediator, in_hand: int, product: str) -> Words:
    facts = [
        Words(f"在办 {in_hand} 件，承载 {entry.capacity} 件", f"{in_hand} open cases of {entry.capacity}")
    ]
    if product in entry.fields:
        facts.append(Words("熟悉这类纠纷", "knows this kind of dispute"))
    elif entry.fields:
        known = [PRODUCTS[code] for code in entry.fields if code in PRODUCTS]
        facts.append(
            Words(
                "擅长" + "、".join(words.zh.split("（")[0] for words in known),
                "works on " + ", ".join(words.en.split(" (")[0].lower() for words in known),
            )
        )
    return listed(facts, SEMICOLONS)


def offer_side(case: Case, form: Any) -> None:
    """Whoever speaks for a side from outside is not asked which."""
    if "side" in form and not may("case.view_inside", case):
        del form.side


def offer_pause_grounds(case: Case, form: Any) -> None:
    """Only the grounds for which the law stops this period."""
    period = timekeeping.mediation_period(case)
    allowed = rule(period.code, on=period.law_on).suspends if period else ()
    form.why.choices = as_choices([(code, PAUSE_REASONS[code]) for code in allowed])


def offer_consents(case: Case, form: Any) -> None:
    """The consents that the period's row demands."""
    period = timekeeping.mediation_period(case)
    needed = rule(period.code, on=period.law_on).extension_consents if period else ()
    form.consents.choices = as_choices([(code, CONSENTS[code]) for code in needed])
