"""The same few invented people everywhere: the city of the demonstration, by what they do."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from mediation import clock
from mediation.access.roles import USER_ROLES
from mediation.accounts import queries as accounts
from mediation.database import db
from mediation.demo import city, founding, load

ADMINISTRATOR = "keming"
MANAGER = "sujy"
CLERK = "linxl"
JIMEI_HEAD = "yeqp"
TONGAN_HEAD = "hongjc"
CENTRE_MEDIATOR = "chenhy"
JIMEI_MEDIATOR = "caiwl"
TONGAN_MEDIATOR = "yeay"
BANK_USER = "fangs"
INSURER_USER = "zhouyn"
COURT_LIAISON = "jiangsy"
AUTHORITY_LIAISON = "hejz"
AUDITOR = "panqing"

# For each role that a user can have, the first in the city who has it and no other.
BY_ROLE = {
    role: next(username for username, told in city.users().items() if told["roles"] == [role])
    for role in USER_ROLES
}


def found_city(app: Flask) -> None:
    """Bodies, users and roster; no case."""
    with app.app_context():
        founding.found(at=clock.now(), today=clock.today())
        db.session.commit()


def load_demonstration(app: Flask) -> None:
    """Everything that `flask demo` loads, seen from the clock's present day."""
    with app.app_context():
        load.load(clock.today(), progress=lambda _line: None)
        db.session.commit()


def client_of(app: Flask, username: str) -> FlaskClient:
    """A client at which `username` has signed in, without the slow door; the door has tests of its own."""
    with app.app_context():
        user = accounts.user_named(username)
        assert user is not None, f"nobody is called {username}: did the test ask for `founded`?"
        key = user.get_id()
    client = app.test_client()
    with client.session_transaction() as session:
        session.update({"_user_id": key, "_fresh": True})
    return client
