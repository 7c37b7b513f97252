"""Opening a case with its number and access code."""

from __future__ import annotations

import hmac
from datetime import datetime

from mediation.accounts.failed_attempts.operations import attempts_under, count
from mediation.cases.models import Case
from mediation.cases.operations import hash_of_code
from mediation.database import lookup_hash
from mediation.public import queries
from mediation.rules.findings import Words
from mediation.rules.numbers.own_numbers import parse_own
from mediation.rules.refusals import NotValid

TRIES_BY_NUMBER = 5
TRIES_BY_ADDRESS = 20  # a household or an office may share one

NO_SUCH_CASE = "-"


class CodeRefused(Exception):
    """Number and code do not open a case; the words are the same whichever is wrong."""

    def __init__(self, words: Words):
        super().__init__(words.en)
        self.words = words


def open_with_code(number: str, code: str, *, address: str, at: datetime) -> Case:
    """The case of that number, if the code is its own.

    Raises CodeRefused after counting the try; the caller must keep the count
    (`web.transaction.keep_changes`). A number that does not exist waits like one that does.
    """
    try:
        _, year, serial = parse_own(number)
    except NotValid:
        year, serial = 0, 0
    keys = {
        lookup_hash(f"number/{year}-{serial}"): TRIES_BY_NUMBER,
        lookup_hash(f"address/{address}"): TRIES_BY_ADDRESS,
    }
    known = [attempts_under(key, at) for key in keys]
    if any(one.waits(at) for one in known):
        raise CodeRefused(
            Words(
                "输错次数太多，请 30 分钟后再试，或打电话给调解中心。",
                "Too many wrong tries. Try again in 30 minutes or ring the centre.",
            )
        )
    case = queries.case_numbered(year, serial)
    typed = "".join(character for character in code if character.isdigit())
    wanted = case.access_code_hash if case else NO_SUCH_CASE
    given = hash_of_code(case.number_text if case else NO_SUCH_CASE, typed)
    if hmac.compare_digest(wanted, given) and case is not None:
        known[0].failures, known[0].locked_until = 0, None
        return case
    left = count(known, list(keys.values()), at)
    raise CodeRefused(
        Words(
            f"案号或查询码不正确，请对照回执重新输入（还可试 {left} 次）。",
            f"The case number or the access code is not right. Compare them with your receipt "
            f"({left} tries left).",
        )
    )
