"""A try at a secret that somebody keeps: a password, the access code of a case.

Strangers are slowed down by name and address together, so that nobody can shut somebody else out from
elsewhere; a browser at which the secret was right before has a count of its own, which no stranger
can use up. A name that does not exist is counted like one that does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from mediation.accounts.failed_attempts.operations import (
    GROWING,
    Budget,
    forgive,
    give_back,
    half_hour,
    nothing,
    take_all,
)
from mediation.database import lookup_hash

AT_A_CASE = "case"  # the door of access codes, which filing opens as well
TRIES = 5
TRIES_FROM_EVERYWHERE = 100  # at one secret, from addresses and browsers that are not known


@dataclass(frozen=True, slots=True)
class Guess:
    """One try. `door` says at what kind of secret, `whose` at which; `address` is the network address.

    `secret` is what is kept of it (a hash; empty where there is none): a new secret begins a new count.
    `device` names a browser at which it was right before, empty for any other.
    """

    door: str
    whose: str
    secret: str
    address: str
    device: str = ""
    most_by_address: int = 30  # within half an hour, whatever they try: an office may share one

    def count(self, at: datetime, *, let_go: Callable[[], object] = nothing) -> bool:
        """Count the try before it is examined; whether it may be examined at all.

        `let_go` is called in between (`web.transaction.before_slow_work`): the count then stands
        whatever becomes of the request.
        """
        return take_all(self._budgets(at), at, let_go=let_go)

    def was_right(self, at: datetime) -> None:
        """Give back what the try had taken, and begin its own count anew."""
        *shared, own = self._budgets(at)
        for one in shared:
            give_back(one)
        forgive(own)

    def _budgets(self, at: datetime) -> tuple[Budget, ...]:
        """What is counted, in the order in which it is; the last is this person's own."""
        at_this = f"{self.door}/{self.whose}/{self.secret}"
        if self.device:
            return (Budget(lookup_hash(f"device/{self.device}/{at_this}"), TRIES, GROWING),)
        from_here = f"address/{self.door}/{self.address}/{half_hour(at)}"
        return (
            Budget(lookup_hash(from_here), self.most_by_address),
            Budget(lookup_hash(at_this), TRIES_FROM_EVERYWHERE, GROWING),
            Budget(lookup_hash(f"{at_this}/{self.address}"), TRIES, GROWING),
        )
