"""The pages about one case, for staff and for the citizen, in every state: accessible and in bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page
from sqlalchemy import func, select

from mediation.cases.models import Case
from mediation.database import db
from mediation.demo import load
from mediation.rules.procedures import lifecycle
from tests import cast
from tests.browser.filling import follow
from tests.browser.looking import assert_no_sideways_scroll, axe_faults
from tests.house.sources import assert_none
from tests.stages import Stage

Enter = Callable[[Page, str], None]

# Acts whose pages ask for something, with a state in which they are offered.
ACT_PAGES = [
    ("submitted", "acts/accept"),
    ("submitted", "acts/request_correction"),
    ("submitted", "acts/transfer"),
    ("accepted", "acts/route"),
    ("routed", "acts/appoint"),
    ("consulting", "proceedings/notify_rights"),
    ("consulting", "proceedings/record_consent"),
    ("under_mediation", "proceedings/book_session"),
    ("under_mediation", "proceedings/record_session"),
    ("under_mediation", "acts/extend"),
    ("under_mediation", "acts/pause"),
    ("under_mediation", "acts/send_message"),
    ("under_mediation", "acts/add_evidence"),
    ("under_mediation", "agreement/draft"),
    ("awaiting_signature", "agreement/"),
    ("awaiting_signature", "signing/"),
    ("under_mediation", "exhibits/"),
    ("under_mediation", "elements/"),
    ("under_mediation", "documents"),
    ("under_mediation", "volume/"),
    ("closed", "exhibits/"),
    ("closed", "volume/"),
]


def one_of_each_state(stage: Stage) -> dict[str, str]:
    """The number of one case in each state."""
    with stage.app.app_context():
        first = select(func.min(Case.id)).group_by(Case.state)
        cases = db.session.scalars(select(Case).where(Case.id.in_(first)))
        return {case.state: case.short_number for case in cases}


def look(page: Page, addresses: Iterator[str] | list[str], *, rules: bool = True) -> None:
    faults: list[str] = []
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        if not answer.ok:
            faults.append(f"{address} answers {answer.status}")
            continue
        faults += axe_faults(page) if rules else []
        try:
            assert_no_sideways_scroll(page)
        except AssertionError as wide:
            faults.append(str(wide))
    assert_none(faults)


def test_the_manager_looks_at_a_case_in_every_state(desk: Page, filled: Stage, enter: Enter) -> None:
    enter(desk, cast.MANAGER)
    numbers = one_of_each_state(filled)
    assert set(numbers) == set(lifecycle.states()), "the demonstration city shows every state"
    look(desk, [f"/desk/cases/{number}" for number in numbers.values()])


def test_the_pages_of_the_acts(desk: Page, filled: Stage, enter: Enter) -> None:
    enter(desk, cast.MANAGER)
    numbers = one_of_each_state(filled)
    look(desk, [f"/desk/cases/{numbers[state]}/{page}" for state, page in ACT_PAGES])


def test_the_same_pages_in_english_on_a_phone(phone: Page, filled: Stage, enter: Enter) -> None:
    enter(phone, cast.MANAGER)
    phone.goto("/desk/?lang=en")
    numbers = one_of_each_state(filled)
    cases = [f"/desk/cases/{numbers[state]}" for state in ("submitted", "awaiting_signature", "closed")]
    acts = [f"/desk/cases/{numbers[state]}/{page}" for state, page in ACT_PAGES[::3]]
    look(phone, [*cases, *acts])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_citizens_follow_their_cases_on_a_phone(phone: Page, filled: Stage, lang: str) -> None:
    with filled.app.app_context():
        codes = load.sample_codes()
    assert codes
    for number, code in codes:
        phone.goto(f"/track?lang={lang}")
        phone.fill("[name=number]", number)
        phone.fill("[name=code]", code)
        follow(phone, phone.locator("main button[type=submit]"))
        assert phone.url.endswith("/my-case"), phone.inner_text("main")
        look(
            phone, ["/my-case", *(["/my-case/withdraw"] if phone.query_selector("a[href$=withdraw]") else [])]
        )


def test_a_wrong_code_is_said_in_an_accessible_way(phone: Page, filled: Stage) -> None:
    phone.goto("/track")
    phone.fill("[name=number]", "2026-00001")
    phone.fill("[name=code]", "00000000")
    follow(phone, phone.locator("main button[type=submit]"))
    assert "查询码" in phone.inner_text(".govuk-error-summary")
    assert_none(axe_faults(phone))
