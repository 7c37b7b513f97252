"""How the letters of the demonstration city left, arrived and were read. Nothing is sent to anybody."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from flask import current_app
from sqlalchemy import select

from mediation import clock
from mediation.access.actor import HOUSE, Actor
from mediation.access.by import By
from mediation.access.roles import Role
from mediation.database import db
from mediation.demo.founding import City
from mediation.notifications import acts, ladder
from mediation.notifications.addressees import contact_of
from mediation.notifications.channels import SETTINGS
from mediation.notifications.envelopes import outgoing
from mediation.notifications.kinds import KINDS
from mediation.notifications.models import Delivery, Letter
from mediation.notifications.proofs import note_read
from mediation.notifications.steps import queue, step
from mediation.rules.time.workdays import calendar

CLERK = "linxl"
POSTING_NUMBER = "1143200000135"
LATELY = timedelta(days=10)  # only what was written lately may still be unread
ONE_IN = 4  # of those
EVENING = 20


@contextmanager
def as_if_set_up() -> Iterator[None]:
    """E-mail and SMS as in a house that has both, so that letters take the ladder's usual steps."""
    config = current_app.config
    before = {name: config.get(name) for names in SETTINGS.values() for name in names}
    config.update({name: value or "demonstration" for name, value in before.items()})
    try:
        yield
    finally:
        config.update(before)


class Postman:
    """Carries letters while the city lives: each leaves at once, and is read some hours later."""

    def __init__(self, founded: City, today: date) -> None:
        self._city = founded
        self._end = clock.moment_of(today - timedelta(days=1), EVENING)
        self._readers = {
            user.organisation_id: user.actor for user in founded.users.values() if user.organisation_id
        }
        self._users = {user.id: user.actor for user in founded.users.values()}
        self._last_seen = 0
        self._to_read: list[tuple[datetime, int]] = []
        self._unread: list[Letter] = []

    def collect(self) -> None:
        """Let what was written since leave; what is not left unread is read later."""
        written = select(Letter).where(Letter.id > self._last_seen).order_by(Letter.id)
        for letter in db.session.scalars(written).all():
            self._last_seen = letter.id
            _leave(letter)
            if _is_followed(letter) and letter.id % ONE_IN == 0 and letter.written_at > self._end - LATELY:
                self._unread.append(letter)
            else:
                heapq.heappush(self._to_read, (_read_at(letter), letter.id))

    def deliver(self, until: datetime) -> None:
        """Let everything be read whose hour has come."""
        while self._to_read and self._to_read[0][0] <= min(until, self._end):
            at, letter_id = heapq.heappop(self._to_read)
            with clock.fixed(at):
                self._reach(db.session.get_one(Letter, letter_id), at)

    def finish(self) -> None:
        """What stayed unread goes down the ladder: to a call, one of them to the post; one SMS failed."""
        self.deliver(self._end)
        at = self._end
        with clock.fixed(at):
            ladder.take_due_steps(at=at, most=len(self._unread) + 1)
            called = [letter for letter in self._unread if _by(letter, "call")]
            if called:
                self._post(called[0], at)
            texted = [sms for letter in called[1:] if (sms := _by(letter, "sms"))]
            if texted:
                step(texted[-1], "bounce", at=at)
                texted[-1].last_error = "switched_off"
        db.session.flush()

    def _reach(self, letter: Letter, at: datetime) -> None:
        """Read on the page of the case or in the inbox; who has neither is told by telephone."""
        if letter.user_id is not None:
            note_read(letter, By(self._users.get(letter.user_id, HOUSE), at))
        elif letter.organisation_id is not None:
            note_read(letter, By(self._readers.get(letter.organisation_id, HOUSE), at))
        elif contact_of(letter).page:
            reader = Actor(frozenset({Role.PARTY}), case_id=letter.case_id, side=letter.side)
            note_read(letter, By(reader, at))
        elif _is_followed(letter) and letter.proven_at is None:
            call = _by(letter, "call") or queue(letter, "call", at=at)
            acts.note_call(call, "told", "本人接听", By(self._city.actor(CLERK), at))

    def _post(self, letter: Letter, at: datetime) -> None:
        """Nobody took the telephone: the letter goes by registered post."""
        clerk, call = self._city.actor(CLERK), _by(letter, "call")
        for _ in range(acts.MOST_CALLS if call else 0):
            assert call is not None
            acts.note_call(call, "no_answer", "", By(clerk, at))
        paper = _by(letter, "paper") or queue(letter, "paper", at=at)
        letter.next_step_on = None
        acts.note_printed([paper], By(clerk, at))
        paper.address = contact_of(letter).address
        acts.note_posted(paper, POSTING_NUMBER, By(clerk, at), on_at=at)


def _leave(letter: Letter) -> None:
    """E-mails and SMS as the mail server and the gateway take them within minutes."""
    at = letter.written_at + timedelta(minutes=1)
    for delivery in letter.deliveries:
        if delivery.channel not in {"email", "sms"} or not step(delivery, "claim", at=at):
            continue
        delivery.attempts = 1
        message = outgoing(delivery, contact_of(letter))
        delivery.address, delivery.said = (message.address, message.text) if message else (None, None)
        step(delivery, "send", at=at)
        if delivery.channel == "sms":
            step(delivery, "arrive", at=at + timedelta(seconds=20))


def _read_at(letter: Letter) -> datetime:
    """Some hours after writing; a call is made on the next working day."""
    if letter.user_id or letter.organisation_id or letter.side == "applicant":
        return letter.written_at + timedelta(minutes=30 + letter.id * 47 % 1200)
    day = calendar().add_workdays(clock.day_of(letter.written_at), 1)
    return clock.moment_of(day, 10, letter.id % 50)


def _is_followed(letter: Letter) -> bool:
    """Whether the ladder follows it until it is proven."""
    return bool(letter.side) and KINDS[letter.kind].group == "notice"


def _by(letter: Letter, channel: str) -> Delivery | None:
    return next((one for one in letter.deliveries if one.channel == channel), None)
