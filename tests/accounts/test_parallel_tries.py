"""Many guesses at one moment: never more are examined than are allowed, at whichever counter."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest

from mediation import clock as house_clock
from mediation.access.by import By
from mediation.accounts import operations as accounts
from mediation.accounts import passwords, queries
from mediation.accounts.failed_attempts.guesses import TRIES, TRIES_FROM_EVERYWHERE
from mediation.accounts.failed_attempts.operations import Budget, give_back, take
from mediation.acts.refusals import ActRefused
from mediation.api import authentication
from mediation.database import db
from mediation.public import operations as public
from mediation.public.checking.operations import QUESTIONS_BY_ADDRESS, AskedTooOften, count_question
from mediation.signing import extension_points
from mediation.signing import operations as signing
from mediation.signing import queries as links
from mediation.web.transaction import before_slow_work
from tests import cast
from tests.builders import actor, case_in, opened
from tests.stages import Stage

AT_ONCE = 40
DIGITS = 4

pytestmark = [
    pytest.mark.databases("sqlite", "postgresql"),
    pytest.mark.usefixtures("founded", "undrawn"),
]

Try = Callable[[int], object]


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was kept of each secret that was looked at; every guess is found wrong."""
    looked_at: list[str] = []

    def wrong(kept: str | None, _given: str) -> bool:
        if kept:
            looked_at.append(kept)
        return False

    monkeypatch.setattr(passwords, "matches", wrong)
    monkeypatch.setattr("mediation.signing.operations.hmac.compare_digest", wrong)
    return looked_at


def all_at_once(stage: Stage, attempt: Try) -> list[object]:
    """What AT_ONCE threads get that try at one moment, each on a connection of its own."""
    together = Barrier(AT_ONCE)

    def one(number: int) -> object:
        with stage.app.test_request_context(method="POST"):
            together.wait(timeout=60)
            try:
                return attempt(number)
            except (accounts.AccountRefused, public.CodeRefused, ActRefused, AskedTooOften) as refused:
                return refused
            finally:
                db.session.commit()
                db.session.remove()

    with stage.app.app_context():
        db.engine.pool._max_overflow = AT_ONCE  # type: ignore[attr-defined]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(one, range(AT_ONCE)))


def test_passwords_from_one_address(founded: Stage, examined: list[str]) -> None:
    at = house_clock.now()
    told = all_at_once(
        founded,
        lambda _: accounts.sign_in(cast.CLERK, "guess", address="192.0.2.1", at=at, let_go=before_slow_work),
    )
    assert len(examined) == TRIES
    assert {one.words for one in told} == {accounts.WRONG}  # type: ignore[attr-defined]


def test_passwords_at_a_known_browser(founded: Stage, examined: list[str]) -> None:
    at = house_clock.now()
    all_at_once(
        founded,
        lambda number: accounts.sign_in(
            cast.CLERK, "guess", address=f"192.0.2.{number}", at=at, device="one", let_go=before_slow_work
        ),
    )
    assert len(examined) == TRIES


def test_passwords_from_everywhere(
    founded: Stage, examined: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mediation.accounts.failed_attempts.guesses.TRIES_FROM_EVERYWHERE", 20)
    at = house_clock.now()
    all_at_once(
        founded,
        lambda number: accounts.sign_in(
            cast.CLERK, "guess", address=f"192.0.2.{number}", at=at, let_go=before_slow_work
        ),
    )
    assert len(examined) == 20 < AT_ONCE < TRIES_FROM_EVERYWHERE


def test_the_own_password_of_a_session(founded: Stage, examined: list[str]) -> None:
    at = house_clock.now()

    def attempt(_: int) -> bool:
        user = queries.user_named(cast.CLERK)
        assert user is not None
        return accounts.own_password_is(user, "guess", at=at, let_go=before_slow_work)

    assert not any(all_at_once(founded, attempt))
    assert len(examined) == TRIES


def test_access_codes_of_a_case(founded: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The right code among the guesses: it opens as often as guesses are examined, and never more often."""
    with founded.app.app_context():
        filed = opened()
        number, code = filed.case.short_number, filed.access_code
        db.session.commit()
    monkeypatch.setattr("mediation.accounts.failed_attempts.guesses.Guess.was_right", lambda *_: None)
    at = house_clock.now()

    def attempt(_: int) -> bool:
        return bool(
            public.open_with_code(number, code, address="192.0.2.1", at=at, let_go=before_slow_work).id
        )

    came = all_at_once(founded, attempt)
    assert came.count(True) == TRIES
    assert sum(isinstance(one, public.CodeRefused) for one in came) == AT_ONCE - TRIES


def test_questions(founded: Stage) -> None:
    at = house_clock.now()
    came = all_at_once(
        founded, lambda _: count_question("real", QUESTIONS_BY_ADDRESS, address="192.0.2.1", at=at)
    )
    assert came.count(None) == QUESTIONS_BY_ADDRESS


def test_wrong_tokens(founded: Stage) -> None:
    at = house_clock.now()
    came = [
        one.code  # type: ignore[attr-defined]
        for one in all_at_once(founded, lambda _: authentication.count_wrong_token(at))
    ]
    assert came.count("token_unknown") == authentication.WRONG_TOKENS
    assert came.count("locked") == AT_ONCE - authentication.WRONG_TOKENS


def link_of(stage: Stage, at: datetime, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("mediation.signing.operations.preview", lambda *_a, **_k: b"%PDF the text to sign")
    monkeypatch.setattr("mediation.signing.operations.is_set_up", lambda _channel: True)
    with stage.app.app_context():
        case = case_in("awaiting_signature")
        link, _ = signing.invite(case, "applicant", By(actor(cast.MANAGER), at))
        link.code_hash, link.code_at = "kept", at
        db.session.commit()
        return link.id


def live(link_id: int, at: datetime) -> links.Live:
    found = links.link_by_id(link_id, at=at)
    assert found is not None
    return found


def test_identity_of_a_signer(founded: Stage, examined: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    at = house_clock.now()
    link_id = link_of(founded, at, monkeypatch)
    all_at_once(
        founded,
        lambda _: signing.identify(live(link_id, at), "0" * DIGITS, at=at, let_go=before_slow_work),
    )
    assert len(examined) == links.IDENTITY_TRIES


def test_one_time_codes(founded: Stage, examined: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    at = house_clock.now()
    link_id = link_of(founded, at, monkeypatch)
    all_at_once(
        founded,
        lambda _: signing.check_code(live(link_id, at).link, "000000", at=at, let_go=before_slow_work),
    )
    assert len(examined) == signing.CODE_TRIES


def test_codes_that_are_sent(founded: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty presses send one message; the next one goes after a minute."""
    sent: list[str] = []
    monkeypatch.setattr(extension_points, "_senders", [lambda _p, _e, code, _at: sent.append(code) or "sms"])
    at = house_clock.now()
    link_id = link_of(founded, at - signing.CODE_AGAIN, monkeypatch)
    all_at_once(founded, lambda _: signing.send_code(live(link_id, at), at=at, before=before_slow_work))
    assert len(sent) == 1


def test_what_is_given_back_may_be_used_again(founded: Stage) -> None:
    at = house_clock.now()
    one = Budget("of a right try", 1)

    def attempt(_: int) -> bool:
        if take(one, at) is None:
            return False
        give_back(one)
        return True

    assert all(all_at_once(founded, attempt)), "one after the other, each finds it free"
