"""Opening a case with its number and access code."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from datetime import datetime

from mediation.accounts.failed_attempts.guesses import AT_A_CASE, Guess
from mediation.accounts.failed_attempts.operations import nothing
from mediation.cases.models import Case
from mediation.cases.operations import hash_of_code
from mediation.public import queries
from mediation.rules.findings import Words
from mediation.rules.numbers.own_numbers import parse_own
from mediation.rules.refusals import NotValid

TRIES_BY_ADDRESS = 20  # a household or an office may share one

NO_SUCH_CASE = "-"

# The same for a wrong number, a wrong code and a try that was not looked at: nobody learns which it was.
WRONG = Words(
    "案号或查询码不正确，或者刚才试得太多、这一次没有核对。请对照回执；连续输错后要等 1 到 30 分钟再试。"
    "以前用这个案号查过的浏览器不受别人影响；着急的话，请打电话给调解中心。",
    "The case number or the access code is not right, or there were too many tries and this one was not "
    "looked at. Compare them with your receipt; after several wrong tries wait 1 to 30 minutes. A browser "
    "that opened the case before is not held up by others. If it is urgent, ring the centre.",
)


class CodeRefused(Exception):
    """Number and code do not open a case; the words are the same whichever is wrong."""

    words = WRONG


def open_with_code(
    number: str,
    code: str,
    *,
    address: str,
    at: datetime,
    device: str = "",
    let_go: Callable[[], object] = nothing,
) -> Case:
    """The case of that number, if the code is its own; raises CodeRefused.

    `device` is a browser that opened this case before (`failed_attempts.known_devices`). `let_go` is
    called once the try is counted. A number that does not exist waits like one that does.
    """
    whose = as_counted(number)
    case = queries.case_numbered(*_parts(number))
    wanted = case.access_code_hash if case else NO_SUCH_CASE
    guess = Guess(AT_A_CASE, whose, wanted, address, device, TRIES_BY_ADDRESS)
    may_look = guess.count(at, let_go=let_go)
    typed = "".join(character for character in code if character.isdigit())
    given = hash_of_code(case.number_text if case else NO_SUCH_CASE, typed)
    if not hmac.compare_digest(wanted, given) or case is None or not may_look:
        raise CodeRefused
    guess.was_right(at)
    return case


def as_counted(number: str) -> str:
    """A case number however it was typed, by which tries at it are counted; one for all that are none."""
    year, serial = _parts(number)
    return f"{year}-{serial:05d}"


def _parts(number: str) -> tuple[int, int]:
    try:
        _, year, serial = parse_own(number)
    except NotValid:
        return 0, 0
    return year, serial
