"""The commands of the house: what each says, and with which code it ends."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import text

from mediation import law_book
from mediation.access.roles import Role
from mediation.accounts import queries
from mediation.database import db
from mediation.organisations.queries import the_centre
from mediation.timeline.append_only import SQLITE
from tests.stages import Stage

Run = Callable[..., Result]

PASSWORD = "天竺山下喝一杯热茶吧"


@pytest.fixture
def run(app: Flask) -> Run:
    """`run("create-admin", FENGQIAO_ADMIN_USER="x")`: a command with that environment, typing nothing."""

    def invoke(*arguments: str, typed: str = "", **environment: str) -> Result:
        asked = {"FENGQIAO_ADMIN_USER": "", "FENGQIAO_ADMIN_PASSWORD": ""} | environment
        return app.test_cli_runner().invoke(args=list(arguments), input=typed, env=asked)

    return invoke


# check-timeline


def test_a_whole_timeline_ends_well(founded: Stage, run: Run) -> None:
    done = run("check-timeline")
    assert (done.exit_code, done.output) == (0, "The timeline is whole.\n")


def test_a_changed_timeline_ends_with_one_and_says_where(founded: Stage, run: Run) -> None:
    with founded.app.app_context():
        for statement in SQLITE:
            db.session.execute(text(f"DROP TRIGGER {statement.split()[2]}"))
        db.session.execute(text("UPDATE timeline_entries SET actor_name = '别人' WHERE thread = 'user:3'"))
        db.session.commit()
    done = run("check-timeline")
    assert done.exit_code == 1
    assert "user:3: entry 1 was changed" in done.output
    assert "1 fault(s)" in done.output


# check-tables and print-rules


def test_sound_tables_end_well(run: Run) -> None:
    done = run("check-tables")
    assert (done.exit_code, done.output) == (0, "The tables are sound.\n")


def test_a_fault_in_the_tables_ends_with_one_and_says_where(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(law_book, "faults", lambda app: ["deadlines C03: gap after 2026-01-01"])
    done = run("check-tables")
    assert done.exit_code == 1
    assert "deadlines C03: gap after 2026-01-01" in done.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "自行受理案件的调解期限"),
        (("--lang", "zh"), "自行受理案件的调解期限"),
        (("--lang", "en"), "Mediation of own cases"),
    ],
)
def test_the_law_book_is_printed_whole_in_either_language(
    run: Run, arguments: tuple[str, ...], says: str
) -> None:
    done = run("print-rules", *arguments)
    assert done.exit_code == 0
    assert says in done.output
    assert done.output.count("\n") > 300


def test_the_law_book_speaks_no_third_language(run: Run) -> None:
    assert run("print-rules", "--lang", "fr").exit_code == 2


# create-admin


def test_the_first_administrator_comes_from_the_environment(app: Flask, run: Run) -> None:
    done = run("create-admin", FENGQIAO_ADMIN_USER="keming", FENGQIAO_ADMIN_PASSWORD=PASSWORD)
    assert done.exit_code == 0, done.output
    assert PASSWORD not in done.output
    with app.app_context():
        user = queries.user_named("keming")
        assert user is not None
        assert (user.roles, user.must_change_password) == ([Role.ADMINISTRATOR], False)
        assert the_centre() is not None, "an administrator needs a centre to name"


def test_without_an_environment_it_asks_twice_for_the_password(app: Flask, run: Run) -> None:
    done = run("create-admin", typed=f"keming\n{PASSWORD}\n{PASSWORD}\n")
    assert done.exit_code == 0, done.output
    assert PASSWORD not in done.output
    with app.app_context():
        assert queries.has_administrator()


@pytest.mark.parametrize(
    ("name", "password", "remark"),
    [
        ("keming", "2026-1-1", "too short"),
        ("keming", "aaaaaaaaaaaa", "one character"),
        ("keming", "keming-keming", "the user name within"),
        ("  ", PASSWORD, "no name"),
    ],
)
def test_a_weak_password_is_refused_in_both_languages_and_nothing_is_made(
    app: Flask, run: Run, name: str, password: str, remark: str
) -> None:
    done = run("create-admin", FENGQIAO_ADMIN_USER=name, FENGQIAO_ADMIN_PASSWORD=password)
    assert done.exit_code == 1, remark
    assert "/" in done.output
    assert password not in done.output
    with app.app_context():
        assert not queries.has_administrator()
        assert the_centre() is None


def test_a_second_start_makes_no_second_administrator(app: Flask, run: Run) -> None:
    for _ in range(2):
        done = run(
            "create-admin", "--if-none", FENGQIAO_ADMIN_USER="keming", FENGQIAO_ADMIN_PASSWORD=PASSWORD
        )
        assert done.exit_code == 0
    assert done.output == ""
    with app.app_context():
        assert [user.username for user in queries.all_users()] == ["keming"]


def test_a_name_that_is_taken_is_refused(run: Run) -> None:
    run("create-admin", FENGQIAO_ADMIN_USER="keming", FENGQIAO_ADMIN_PASSWORD=PASSWORD)
    done = run("create-admin", FENGQIAO_ADMIN_USER="KeMing", FENGQIAO_ADMIN_PASSWORD=PASSWORD)
    assert done.exit_code == 1
    assert "taken" in done.output


def test_who_was_made_at_the_terminal_can_sign_in(app: Flask, run: Run) -> None:
    run("create-admin", FENGQIAO_ADMIN_USER="keming", FENGQIAO_ADMIN_PASSWORD=PASSWORD)
    answer = app.test_client().post("/account/sign-in", data={"username": "keming", "password": PASSWORD})
    assert answer.location == "/account/users"


# demo


def test_the_demonstration_city_never_mixes_with_real_accounts(app: Flask, run: Run) -> None:
    run("create-admin", FENGQIAO_ADMIN_USER="keming", FENGQIAO_ADMIN_PASSWORD=PASSWORD)
    assert run("demo").exit_code == 1
    quiet = run("demo", "--if-new")
    assert (quiet.exit_code, quiet.output) == (0, "")
    with app.app_context():
        assert [user.username for user in queries.all_users()] == ["keming"]


def test_a_house_without_a_city_has_no_sign_ins_to_print(run: Run) -> None:
    done = run("demo-accounts")
    assert (done.exit_code, done.output) == (0, "")
