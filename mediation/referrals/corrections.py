"""Returned for correction: what is wrong stands beside the paper that it is wrong with.

Either side may return: we what came in, the receiver what we sent. The answer wipes the faults from
the list; the timeline keeps them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mediation.access.by import By
from mediation.acts.walking import Performed
from mediation.clock import day_of
from mediation.referrals import materials
from mediation.referrals.entering import list_material
from mediation.referrals.models import Referral
from mediation.referrals.operations import perform


def return_it(referral: Referral, action: str, reason: str, faults: Mapping[int, str], by: By) -> Performed:
    """Return for correction; `faults` says by the id of a listed paper what is wrong with it.

    A fault beside a paper is reason enough: the sentence for the whole may be empty then.
    """
    beside = [(one, faults[one.id].strip()) for one in referral.materials if faults.get(one.id, "").strip()]
    told = [reason.strip(), *(f"{one.title}：{fault}" for one, fault in beside)]
    done = perform(referral, action, by, reason="\n".join(line for line in told if line))
    wrong = {one.id: fault for one, fault in beside}
    for one in referral.materials:
        one.fault = wrong.get(one.id, "")
        one.accepted = one.id not in wrong
    return done


def answer(referral: Referral, action: str, added: Iterable[Mapping[str, Any]], by: By) -> Performed:
    """Register or send it again, with the papers that were missing `added` to the list."""
    lines = tuple(added)
    for line in materials.linked(lines, referral.case_id) if referral.case_id else lines:
        list_material(referral, **line)
    for one in referral.materials:
        one.fault, one.accepted = "", None
    changes = {"sent_on": day_of(by.at)} if action == "send" else {}
    return perform(referral, action, by, changes=changes)
