"""The door: who gets in, who waits, and when a session ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from argon2 import PasswordHasher, extract_parameters
from flask.testing import FlaskClient
from sqlalchemy import update
from sqlalchemy.orm import Session
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import Rule
from werkzeug.routing.converters import AnyConverter

from mediation import clock
from mediation.access.actor import HOUSE
from mediation.access.by import By
from mediation.access.roles import Role
from mediation.accounts import operations, passwords, queries
from mediation.accounts.failed_attempts.guesses import TRIES, TRIES_FROM_EVERYWHERE
from mediation.accounts.models import User
from mediation.accounts.operations import WRONG, AccountRefused
from mediation.database import db
from mediation.demo.city import PASSWORD
from mediation.timeline.queries import entries_of
from tests import cast
from tests.conftest import StandingClock
from tests.stages import Stage

DESK = "/desk/"
HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"
REAL_HASHER = passwords._hasher


@pytest.fixture(autouse=True)
def quick_hashes(founded: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing is slow on purpose; one test looks at how slow, the others need not wait."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    with founded.app.app_context():
        db.session.execute(update(User).values(password_hash=passwords.hash_password(PASSWORD)))
        db.session.commit()


def clerk() -> User:
    user = queries.user_named(cast.CLERK)
    assert user is not None
    return user


TRIES_BY_ADDRESS = 30


def sign_in(
    password: str = PASSWORD, username: str = cast.CLERK, address: str = HERE, device: str = ""
) -> User:
    return operations.sign_in(username, password, address=address, at=clock.now(), device=device)


def refused(
    password: str, username: str = cast.CLERK, address: str = HERE, device: str = ""
) -> AccountRefused:
    with pytest.raises(AccountRefused) as caught:
        sign_in(password, username, address, device)
    return caught.value


def test_passwords_are_kept_as_argon2id_and_never_alike() -> None:
    one, other = REAL_HASHER.hash("春天的茶很香 2026"), passwords.hash_password("春天的茶很香 2026")
    assert one != passwords.hash_password("春天的茶很香 2026") != other
    assert one.startswith("$argon2id$")
    kept = extract_parameters(one)
    assert kept.memory_cost >= 19_456, "the least that OWASP advises"
    assert kept.time_cost >= 2
    assert passwords.matches(one, "春天的茶很香 2026")
    assert not passwords.matches(one, "春天的茶很香 2027")


@pytest.mark.parametrize("kept", [None, "", "plain text", "$argon2id$broken"])
def test_a_missing_or_broken_hash_lets_nobody_in(kept: str | None) -> None:
    assert not passwords.matches(kept, "nobody has this password")


@pytest.mark.parametrize("username", [cast.CLERK, "LinXL", "  linxl "])
def test_the_user_name_is_read_as_people_type_it(session: Session, username: str) -> None:
    assert sign_in(username=username) is clerk()


def test_a_wrong_name_and_a_wrong_password_get_the_same_words(session: Session) -> None:
    assert refused("wrong password").words == refused(PASSWORD, "nobody").words == WRONG


def test_an_account_that_was_ended_gets_the_same_words_as_a_wrong_password(session: Session) -> None:
    clerk().active = False
    assert refused(PASSWORD).words == WRONG


def test_after_five_wrong_passwords_from_an_address_the_wait_grows_there(
    session: Session, clock: StandingClock
) -> None:
    for _ in range(TRIES):
        assert refused("wrong password").words == WRONG
    for minutes in (1, 2, 4, 8, 16, 30, 30):
        clock.advance(minutes=minutes, seconds=-1)
        assert refused(PASSWORD).words == WRONG, "not even the right one is looked at"
        clock.advance(seconds=1)
        refused("wrong password")
    clock.advance(minutes=30)
    assert sign_in() is clerk()
    for _ in range(TRIES - 1):
        refused("wrong password")
    assert sign_in() is clerk(), "a right one begins a new count"


def test_tries_while_one_waits_make_the_wait_no_longer(session: Session, clock: StandingClock) -> None:
    for _ in range(TRIES + 3):
        refused("wrong password")
    clock.advance(minutes=1)
    assert sign_in() is clerk()


def test_after_a_day_without_a_try_all_is_forgotten(session: Session, clock: StandingClock) -> None:
    for _ in range(TRIES):
        refused("wrong password")
    clock.advance(days=1)
    for _ in range(TRIES - 1):
        refused("wrong password")
    assert sign_in() is clerk()


@pytest.mark.parametrize(
    "name", [cast.TONGAN_MEDIATOR, cast.ADMINISTRATOR], ids=["mediator", "administrator"]
)
def test_strangers_shut_nobody_out_from_elsewhere(session: Session, name: str) -> None:
    for _ in range(2 * TRIES):
        refused("wrong password", name, ELSEWHERE)
    assert sign_in(username=name).username == name


@pytest.mark.parametrize(
    "name", [cast.TONGAN_MEDIATOR, cast.ADMINISTRATOR], ids=["mediator", "administrator"]
)
def test_a_browser_that_signed_in_before_is_held_up_by_nobody(session: Session, name: str) -> None:
    """Neither by strangers at all addresses together, nor by whoever sits behind the same one."""
    for number in range(TRIES_FROM_EVERYWHERE + 1):
        refused("wrong password", name, f"203.0.113.{number}")
    for number in range(TRIES_BY_ADDRESS + 1):
        refused("wrong password", f"nobody{number}")
    refused(PASSWORD, name)
    assert sign_in(username=name, device="own").username == name


def test_a_known_browser_is_no_way_to_guess_without_end(session: Session, clock: StandingClock) -> None:
    for _ in range(TRIES):
        refused("wrong password", device="stolen")
    assert refused(PASSWORD, device="stolen").words == WRONG
    clock.advance(minutes=1)
    assert sign_in(device="stolen") is clerk()


def test_the_browser_remembers_whose_door_it_opened_and_no_other(founded: Stage) -> None:
    client = through_the_door(founded)
    client.post("/account/sign-out")
    strangers = founded.app.test_client()
    for _ in range(TRIES):
        strangers.post("/account/sign-in", data={"username": cast.CLERK, "password": "wrong password"})
    data = {"username": cast.CLERK, "password": PASSWORD}
    assert strangers.post("/account/sign-in", data=data).status_code == 422
    assert client.post("/account/sign-in", data=data).status_code == 302
    stolen = client.get_cookie("known")
    assert stolen is not None
    assert cast.CLERK not in stolen.value
    forged = founded.app.test_client()
    forged.set_cookie("known", stolen.value[:-2] + "xx")
    assert forged.post("/account/sign-in", data=data).status_code == 422, "as a stranger's"


def test_nobody_learns_names_at_the_door(founded: Stage) -> None:
    """Known, unknown, ended and held up: the same page, status and headers, try by try."""
    with founded.app.app_context():
        ended = queries.user_named(cast.AUDITOR)
        assert ended is not None
        ended.active = False
        db.session.commit()
    answers: dict[str, list[object]] = {}
    for place, name in enumerate((cast.CLERK, "zhaowz", cast.AUDITOR)):
        client = founded.app.test_client()
        client.environ_base["REMOTE_ADDR"] = f"203.0.113.{place}"
        for _ in range(TRIES + 2):
            answer = client.post("/account/sign-in", data={"username": name, "password": "wrong password"})
            headers = [(key, value) for key, value in answer.headers if key != "Content-Security-Policy"]
            told = (answer.status_code, len(headers), sorted(key for key, _ in headers))
            answers.setdefault(name, []).append((*told, WRONG.zh in answer.text))
            page = answer.text.replace(name, "NAME")
            answers[name].append(re.sub(r"nonce-?=?.[\w+/=-]+", "", page))
    one, *others = answers.values()
    assert len({str(page) for page in one[1::2]}) == 1, "held up or not, the same page"
    assert others == [one, one]


def test_a_try_that_is_not_looked_at_takes_as_long_as_one_that_is(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    real = passwords._hasher.verify

    class Counting:
        @staticmethod
        def verify(kept: str, typed: str) -> bool:
            hashed.append(kept)
            return real(kept, typed)

    monkeypatch.setattr(passwords, "_hasher", Counting())
    for number in range(TRIES + 2):
        refused("wrong password")
        assert len(hashed) == number + 1
    refused("wrong password", "nobody")
    assert len(hashed) == TRIES + 3


def test_one_account_that_waits_holds_up_no_other(session: Session) -> None:
    for _ in range(TRIES):
        refused("wrong password")
    assert sign_in(username=cast.MANAGER).username == cast.MANAGER


def test_an_address_that_tries_many_names_waits_and_nobody_else_does(
    session: Session, clock: StandingClock
) -> None:
    words = {refused("wrong", f"nobody{number}").words for number in range(TRIES_BY_ADDRESS)}
    assert words == {WRONG}
    assert refused(PASSWORD).words == WRONG, "also the right password of an account that does not wait"
    assert sign_in(address=ELSEWHERE) is clerk()
    clock.move_to(clock.now + timedelta(minutes=30))
    assert sign_in() is clerk(), "a new half hour"


def test_an_office_that_mistypes_now_and_then_never_waits(session: Session, clock: StandingClock) -> None:
    for number in range(2 * TRIES_BY_ADDRESS):
        assert refused("wrong", f"nobody{number}").words == WRONG
        clock.move_to(clock.now + timedelta(minutes=5))


def test_behind_a_proxy_the_visitor_waits_and_not_the_proxy(founded: Stage) -> None:
    """Only as many forwarded addresses are believed as there are proxies: the rest is invented."""
    app = founded.app
    bare, app.wsgi_app = app.wsgi_app, ProxyFix(app.wsgi_app, x_for=1)  # type: ignore[method-assign]
    try:
        client = app.test_client()
        said = [
            client.post(
                "/account/sign-in",
                data={"username": f"nobody{number}", "password": "wrong"},
                headers={"X-Forwarded-For": f"203.0.113.{number}, {HERE}"},
            ).text
            for number in range(TRIES_BY_ADDRESS)
        ]
        data = {"username": cast.CLERK, "password": PASSWORD}
        same = client.post("/account/sign-in", data=data, headers={"X-Forwarded-For": HERE})
        other = client.post(
            "/account/sign-in",
            data={"username": cast.CLERK, "password": PASSWORD},
            headers={"X-Forwarded-For": ELSEWHERE},
        )
    finally:
        app.wsgi_app = bare  # type: ignore[method-assign]
    assert WRONG.zh in said[-1]
    assert (same.status_code, other.status_code) == (422, 302)


def test_the_timeline_keeps_who_signed_in(session: Session) -> None:
    user = sign_in()
    assert entries_of(f"user:{user.id}")[0].event == "signed_in"


# Sessions.

Renewal = Callable[[User], object]


@pytest.mark.parametrize(
    ("deed", "remark"),
    [
        (lambda user: sign_in(), "signing in anew"),
        (operations.sign_out, "signing out"),
        (
            lambda user: operations.change_user(
                user, By(HOUSE, clock.now()), roles=[Role.AUDITOR], organisation_id=user.organisation_id
            ),
            "other roles",
        ),
        (
            lambda user: operations.change_user(
                user, By(HOUSE, clock.now()), active=False, organisation_id=user.organisation_id
            ),
            "the account was ended",
        ),
        (
            lambda user: operations.change_password(user, PASSWORD, "一句足够长的新口令呀", at=clock.now()),
            "a new password",
        ),
        (
            lambda user: operations.set_password(
                user, "一句足够长的新口令呀", By(HOUSE, clock.now()), must_change=True
            ),
            "a password that the administrator set",
        ),
    ],
)
def test_every_session_ends_with(session: Session, deed: Renewal, remark: str) -> None:
    user = clerk()
    key = user.get_id()
    assert queries.user_with_key(key) is user
    deed(user)
    session.flush()
    assert queries.user_with_key(key) is None, remark


def test_a_change_that_changes_nothing_ends_no_session_and_tells_nothing(session: Session) -> None:
    user = clerk()
    key, told = user.get_id(), len(entries_of(f"user:{user.id}"))
    operations.change_user(
        user,
        By(HOUSE, clock.now()),
        name=user.name,
        roles=[Role(role) for role in user.roles],
        organisation_id=user.organisation_id,
        active=True,
    )
    assert (user.get_id(), len(entries_of(f"user:{user.id}"))) == (key, told)


def through_the_door(
    stage: Stage, password: str = PASSWORD, address: str = "/account/sign-in"
) -> FlaskClient:
    client = stage.app.test_client()
    client.post(address, data={"username": cast.CLERK, "password": password})
    return client


def test_signing_in_at_a_second_device_ends_the_first_session(founded: Stage) -> None:
    first = through_the_door(founded)
    assert first.get(DESK).status_code == 200
    second = through_the_door(founded)
    assert second.get(DESK).status_code == 200
    assert first.get(DESK).status_code == 302


def test_a_session_that_was_prepared_before_the_door_is_thrown_away(founded: Stage) -> None:
    client = founded.app.test_client()
    with client.session_transaction() as before:
        before.update({"planted": "by somebody else", "my_case": [1, 9e9], "lang": "en"})
    client.post("/account/sign-in", data={"username": cast.CLERK, "password": PASSWORD})
    with client.session_transaction() as after:
        assert "planted" not in after
        assert "my_case" not in after
        assert after["lang"] == "en", "the language is no secret"


def test_after_signing_out_the_cookie_opens_nothing_even_when_it_was_copied(founded: Stage) -> None:
    client = through_the_door(founded)
    copied = client.get_cookie("session")
    assert copied is not None
    client.post("/account/sign-out")
    thief = founded.app.test_client()
    thief.set_cookie("session", copied.value)
    assert thief.get(DESK).status_code == 302


def test_wrong_tries_are_counted_although_the_answer_is_an_error(founded: Stage) -> None:
    for _ in range(TRIES):
        through_the_door(founded, "wrong password")
    assert through_the_door(founded).get(DESK).status_code == 302


def test_whoever_found_an_open_session_cannot_guess_the_password_from_there(
    session: Session, clock: StandingClock
) -> None:
    for _ in range(TRIES):
        assert not operations.own_password_is(clerk(), "wrong password", at=clock.now)
    assert not operations.own_password_is(clerk(), PASSWORD, at=clock.now)
    assert sign_in() is clerk(), "the door has a count of its own"
    clock.advance(minutes=1)
    assert operations.own_password_is(clerk(), PASSWORD, at=clock.now)


def test_ending_an_account_shuts_its_open_page_at_once(
    founded: Stage, signed_in: Callable[[str], FlaskClient]
) -> None:
    client = signed_in(cast.CLERK)
    assert client.get(DESK).status_code == 200
    with founded.app.app_context():
        clerk().active = False
        db.session.commit()
    assert client.get(DESK).status_code == 302


@pytest.mark.parametrize(
    ("wanted", "goes_to", "remark"),
    [
        ("/desk/?view=mine", "/desk/?view=mine", "a page of ours"),
        ("", DESK, "none"),
        ("//evil.example", DESK, "another host without its scheme"),
        ("///evil.example", DESK, "more slashes"),
        ("/\\evil.example", DESK, "browsers read a backslash as a slash"),
        ("\\\\evil.example", DESK, ""),
        ("https://evil.example", DESK, "another host"),
        ("javascript:alert(1)", DESK, "no address at all"),
        ("/\t/evil.example", DESK, "browsers drop tabs"),
        ("/\n/evil.example", DESK, "browsers drop line ends"),
        ("/\r/evil.example", DESK, "browsers drop line ends"),
    ],
)
def test_the_door_leads_only_to_pages_of_ours(founded: Stage, wanted: str, goes_to: str, remark: str) -> None:
    client = founded.app.test_client()
    answer = client.post(
        "/account/sign-in",
        query_string={"next": wanted},
        data={"username": cast.CLERK, "password": PASSWORD},
    )
    assert answer.status_code == 302
    assert answer.location == goes_to, remark


def test_an_administrator_lands_on_the_accounts(founded: Stage) -> None:
    answer = founded.app.test_client().post(
        "/account/sign-in", data={"username": cast.ADMINISTRATOR, "password": PASSWORD}
    )
    assert answer.location == "/account/users"


def test_a_password_that_somebody_else_knows_opens_no_page_but_its_own(
    founded: Stage, signed_in: Callable[[str], FlaskClient]
) -> None:
    with founded.app.app_context():
        operations.set_password(clerk(), "临时口令只用一次就换掉", By(HOUSE, clock.now()), must_change=True)
        db.session.commit()
    client = signed_in(cast.CLERK)
    assert client.get(DESK).location == "/account/password"
    assert client.post("/desk/cases/2026-00001/acts/accept").location == "/account/password"
    new = "茶香里的枫桥小巷春天"
    answer = client.post(
        "/account/password",
        data={"old_password": "临时口令只用一次就换掉", "password": new, "again": new},
    )
    assert answer.status_code == 302
    assert client.get(DESK).status_code == 200


def one_of(rule: Rule, name: str) -> object:
    """A value that this part of an address may have."""
    converter = rule._converters[name]
    return next(iter(converter.items)) if isinstance(converter, AnyConverter) else 1


def test_every_post_demands_the_mark_against_forgery(
    founded: Stage, signed_in: Callable[[str], FlaskClient]
) -> None:
    """Without it another site could act with the cookie of whoever visits it."""
    founded.app.config["WTF_CSRF_ENABLED"] = True
    client = signed_in(cast.MANAGER)
    names = ("case_number", "referral_number", "reconciliation_number", "number")
    values = dict.fromkeys(names, "2026-00001") | {"action": "accept", "step": "who"}
    let_in = []
    for rule in founded.app.url_map.iter_rules():
        if "POST" not in (rule.methods or ()):
            continue
        filled = {name: values.get(name, one_of(rule, name)) for name in rule.arguments}
        address = founded.app.url_map.bind("localhost").build(rule.endpoint, filled, method="POST")
        answer = client.post(address)
        if answer.status_code != 400:
            let_in.append(f"{address}: {answer.status_code}")
    systems = [one for one in let_in if one.startswith("/api/")]
    assert [one for one in systems if not one.endswith(": 401")] == [], "a cookie opens nothing to a program"
    others = sorted(set(let_in) - set(systems))
    assert others == ["/delivery-reports: 401"], "the gateway's reports carry a signature of their own"


# What a password must be.


@pytest.mark.parametrize(
    ("password", "accepted", "remark"),
    [
        ("", False, "nothing"),
        ("123456789", False, "nine characters"),
        ("aaaaaaaaaa", False, "one character ten times"),
        ("abababababab", False, "two characters"),
        ("1212121212", False, "two characters"),
        ("linxl-2026-spring", False, "the user name within"),
        ("My-LINXL-password", False, "the user name in capitals"),
        ("abcde12345", True, "ten different ones"),
        ("天竺山下喝一杯热茶吧", True, "a short sentence"),
        ("correct horse battery", True, "words with spaces"),
    ],
)
def test_a_new_password_is_long_and_not_too_plain(password: str, accepted: bool, remark: str) -> None:
    assert (passwords.fault(password, "linxl") is None) is accepted, remark


def test_the_own_password_is_changed_only_by_whoever_knows_it(session: Session) -> None:
    user = clerk()
    for old, new, field in (
        ("wrong password", "天竺山下喝一杯热茶吧", "old_password"),
        (PASSWORD, PASSWORD, "password"),
        (PASSWORD, "short", "password"),
    ):
        with pytest.raises(AccountRefused) as caught:
            operations.change_password(user, old, new, at=clock.now())
        assert caught.value.field == field
    operations.change_password(user, PASSWORD, "天竺山下喝一杯热茶吧", at=clock.now())
    assert sign_in("天竺山下喝一杯热茶吧") is user


def test_a_new_password_ends_a_wait(session: Session) -> None:
    for _ in range(TRIES):
        refused("wrong password")
    operations.set_password(clerk(), "天竺山下喝一杯热茶吧", By(HOUSE, clock.now()), must_change=True)
    assert sign_in("天竺山下喝一杯热茶吧").must_change_password


# Accounts.


@pytest.mark.parametrize(
    ("changes", "field", "remark"),
    [
        ({"username": "LINXL"}, "username", "taken, in whatever case"),
        ({"username": "  "}, "username", "no name"),
        ({"roles": []}, "roles", "no role"),
        ({"password": "short"}, "password", "too weak"),
        ({"password": "newcomer-2026"}, "password", "the user name within"),
    ],
)
def test_an_account_that_cannot_be_is_refused_beside_its_field(
    session: Session, changes: dict[str, object], field: str, remark: str
) -> None:
    facts: dict[str, object] = {
        "username": "newcomer",
        "name": "新人",
        "roles": [Role.INTAKE_CLERK],
        "password": "天竺山下喝一杯热茶吧",
    } | changes
    with pytest.raises(AccountRefused) as caught:
        operations.create_user(by=By(HOUSE, clock.now()), **facts)  # type: ignore[arg-type]
    assert caught.value.field == field, remark


def test_a_new_account_must_change_the_password_it_was_given(session: Session) -> None:
    user = operations.create_user(
        "Newcomer", " 新人 ", [Role.MEDIATOR], "天竺山下喝一杯热茶吧", By(HOUSE, clock.now())
    )
    assert (user.username, user.name, user.must_change_password) == ("newcomer", "新人", True)
    entry = entries_of(f"user:{user.id}")[0]
    assert entry.facts == {"username": "newcomer", "roles": "mediator"}
    assert "天竺" not in str(entry.facts)


def test_the_timeline_says_what_of_an_account_was_changed(session: Session) -> None:
    user = clerk()
    operations.change_user(
        user, By(HOUSE, clock.now()), roles=[Role.AUDITOR], organisation_id=None, active=False
    )
    facts = entries_of(f"user:{user.id}")[0].facts
    assert facts == {"username": "linxl", "what": "roles, organisation, inactive"}


@pytest.mark.parametrize(
    ("change", "field", "remark"),
    [
        ({"active": False}, "active", "ended"),
        ({"roles": [Role.AUDITOR]}, "roles", "given another role"),
    ],
)
def test_the_last_administrator_stays_one_until_there_is_another(
    session: Session, change: dict[str, object], field: str, remark: str
) -> None:
    last, other = queries.user_named(cast.ADMINISTRATOR), clerk()
    assert last is not None

    def act() -> None:
        operations.change_user(
            last,
            By(HOUSE, clock.now()),
            organisation_id=last.organisation_id,
            **change,  # type: ignore[arg-type]
        )

    with pytest.raises(AccountRefused) as caught:
        act()
    assert (caught.value.field, last.active, last.roles) == (field, True, ["administrator"]), remark
    other.roles, other.active = [Role.ADMINISTRATOR.value], False
    with pytest.raises(AccountRefused):
        act()
    other.active = True
    act()
    assert (last.active, last.roles) != (True, ["administrator"])


def test_the_page_of_an_account_says_why_it_was_not_changed(
    founded: Stage, signed_in: Callable[[str], FlaskClient]
) -> None:
    with founded.app.app_context():
        last = queries.user_named(cast.ADMINISTRATOR)
        assert last is not None
        address = f"/account/users/{last.id}"
    client = signed_in(cast.ADMINISTRATOR)
    answer = client.post(address, data={"name": "柯明远", "roles": ["auditor"], "active": "y"})
    assert answer.status_code == 422
    assert "最后一个系统管理员" in answer.get_data(as_text=True)


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(founded: Stage) -> None:
    answer = founded.app.test_client().post(
        "/account/sign-in", data={"username": cast.CLERK, "password": PASSWORD}
    )
    (cookie,) = (value for value in answer.headers.getlist("Set-Cookie") if value.startswith("session="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert founded.app.permanent_session_lifetime == timedelta(hours=8)


@pytest.mark.parametrize(
    ("typed", "status", "kept", "remark"),
    [
        ("zhou@mail.example", 302, "zhou@mail.example", ""),
        ("ｚｈｏｕ＠mail.example", 302, "zhou@mail.example", "typed with an input method for Chinese"),
        ("", 302, None, "the inbox only"),
        ("zhou at mail", 422, None, "no address"),
    ],
)
def test_a_user_says_where_letters_go_and_stays_signed_in(
    founded: Stage,
    signed_in: Callable[[str], FlaskClient],
    typed: str,
    status: int,
    kept: str | None,
    remark: str,
) -> None:
    client = signed_in(cast.CLERK)
    answer = client.post("/account/email", data={"email": typed})
    assert answer.status_code == status, remark
    assert ("name@example.com" in answer.text) == (status == 422)
    assert client.get(DESK).status_code == 200
    with founded.app.app_context():
        assert clerk().email == kept, remark


def test_the_administrator_sets_the_address_of_a_user_and_of_a_body(
    founded: Stage, signed_in: Callable[[str], FlaskClient]
) -> None:
    with founded.app.app_context():
        person, roles = clerk().id, clerk().roles
        body = clerk().organisation_id or 1
    client = signed_in(cast.ADMINISTRATOR)
    page = client.get(f"/account/users/{person}").text
    assert 'name="email"' in page
    assert 'name="email"' in client.get(f"/organisations/{body}").text
    told = {"name": "林小兰", "roles": roles, "organisation_id": body, "active": "y"}
    assert client.post(f"/account/users/{person}", data=told | {"email": "l@mail.example"}).status_code == 302
    with founded.app.app_context():
        assert clerk().email == "l@mail.example"
        assert "l@mail.example" not in str([entry.facts for entry in entries_of(f"user:{person}")])
