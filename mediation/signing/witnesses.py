"""The second member of the staff: what one of them may not do alone, and who may not be the second.

Nobody who asks a side to sign may also vouch that it is that side. So whoever vouches - for an authority,
for a contact, for a person who is here with an identity paper - is another user than the one who asked,
recorded or typed, is not the case's mediator, and had an account before the case came in: a second account
made for the purpose is no second person.
"""

from __future__ import annotations

import hmac

from mediation.access.by import By
from mediation.accounts.models import User
from mediation.agreements.operations import SignatureRefused
from mediation.cases.models import Case
from mediation.database import db, lookup_hash
from mediation.rules.findings import Words


def ensure_second(case: Case, by: By, *others: int | None) -> None:
    """Raise SignatureRefused unless `by` may vouch for what the `others` did in this case."""
    user_id = ensure_of_before(case, by)
    if user_id == case.mediator_id:
        raise SignatureRefused(
            Words(
                "本案调解员不能核对，请由另一名工作人员以自己的账号办理。",
                "The mediator of the case cannot vouch. Another member of staff must, signed in as such.",
            )
        )
    if user_id in others:
        raise SignatureRefused(
            Words(
                "邀请、登记和核对不能是同一个人，请由另一名工作人员以自己的账号办理。",
                "Whoever asked or recorded cannot vouch as well. Another member of staff must do it.",
            )
        )


def ensure_of_before(case: Case, by: By) -> int:
    """The user who acts; raises SignatureRefused for nobody, and for an account younger than the case."""
    user = db.session.get(User, by.actor.user_id) if by.actor.user_id is not None else None
    if user is None or not user.active or user.created_at > case.filed_at:
        raise SignatureRefused(
            Words(
                "这个账号在本案提交之后才开通，不能办理本案的签署，请由其他工作人员办理。",
                "This account is younger than the case and takes no part in its signing. Ask a colleague.",
            )
        )
    return user.id


def same_number(typed: str, recorded: str) -> bool:
    """Whether two numbers of papers are one; compared as keyed hashes, in the same time for any."""
    if not plain(typed) or not plain(recorded):
        return False
    return hmac.compare_digest(_hash(typed), _hash(recorded))


def plain(number: str) -> str:
    """Letters and digits of a number, as it may be typed with blanks and in small letters."""
    return "".join(one for one in number.upper() if one.isalnum())


def _hash(number: str) -> str:
    return lookup_hash(f"signing-paper/{plain(number)}")
