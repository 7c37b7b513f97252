"""Two opposed signers on one device: a finding that stops the conclusion until a head decides.

The law asks for creation data under the signer's sole control (电子签名法 13): on one telephone for both
sides there is none, unless somebody can say how it came, such as two phones behind the centre's own network.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sqlalchemy import select

from mediation.access.by import By
from mediation.agreements.operations import SignatureRefused
from mediation.agreements.queries import current_draft
from mediation.cases.models import Case
from mediation.cases.operations import perform
from mediation.database import db
from mediation.rules.findings import Finding, Outcome, Words
from mediation.rules.vocabulary import SIDES, SIGNERS
from mediation.signing import queries
from mediation.signing.models import OriginDecision


@dataclass(frozen=True, slots=True)
class Shared:
    """Two proofs under the current draft that came from one device, and what was decided of them."""

    first_id: int
    second_id: int
    signers: tuple[str, str]
    decision: OriginDecision | None

    @property
    def words(self) -> Words:
        first, second = (SIGNERS[one] for one in self.signers)
        return Words(f"{first.zh}和{second.zh}", f"{first.en} and {second.en}")


def shared_devices(case: Case) -> list[Shared]:
    """Every pair of opposed signers under the current draft that signed on one device."""
    draft = current_draft(case.id)
    if draft is None:
        return []
    acts = [
        (proof.id, act.signer) for proof, act, one in queries.acts_of(case.id) if one.draft_id == draft.id
    ]
    if len(acts) < 2:
        return []
    origins = queries.origins_of(case.id)
    decided = {
        (one.first_id, one.second_id): one
        for one in db.session.scalars(select(OriginDecision).where(OriginDecision.case_id == case.id))
    }
    return [
        Shared(first, second, (signer, other), decided.get((first, second)))
        for (first, signer), (second, other) in combinations(acts, 2)
        if (signer in SIDES or other in SIDES)
        and first in origins
        and second in origins
        and origins[first].is_as(origins[second])
    ]


def decide(case: Case, accepted: bool, reason: str, by: By) -> None:
    """A head explains every open pair, or refuses them all: then the talks open again.

    Raises SignatureRefused where nothing is open, and for a head with a hand in these signatures.
    """
    waiting = [one for one in shared_devices(case) if one.decision is None]
    if not waiting:
        raise SignatureRefused(Words("没有需要说明的签署。", "No signatures wait for a decision."))
    involved = {case.mediator_id}
    for link in queries.links_of(case.id):
        involved |= {link.made_by_id, link.code_by_id}
    if by.actor.user_id is None or by.actor.user_id in involved:
        raise SignatureRefused(
            Words(
                "邀请签署、告知验证码的人和本案调解员不能作出说明，请由另一名负责人办理。",
                "Whoever asked for the signatures, told a code or mediates cannot decide. Another head must.",
            )
        )
    named = Words("；".join(one.words.zh for one in waiting), "; ".join(one.words.en for one in waiting))
    action = "explain_device" if accepted else "refuse_device"
    perform(case, action, by, reason=reason, facts={"signers": list(named)})
    for one in waiting:
        db.session.add(
            OriginDecision(
                case_id=case.id,
                first_id=one.first_id,
                second_id=one.second_id,
                accepted=accepted,
                reason=reason.strip(),
                decided_at=by.at,
                decided_by=by.actor.name,
                decided_by_id=by.actor.user_id,
            )
        )
    db.session.flush()


def tell_situation(case: Case) -> dict[str, Any]:
    """What stands against concluding: pairs that nobody explained, or that were refused."""
    if case.state != queries.AWAITING:
        return {}
    return {"one_device": tuple(_finding(one) for one in shared_devices(case) if not _accepted(one))}


def _accepted(one: Shared) -> bool:
    return one.decision is not None and one.decision.accepted


def _finding(one: Shared) -> Finding:
    return Finding(
        Outcome.BLOCK,
        "one_device",
        Words(
            f"{one.words.zh}由同一台设备或者同一地址的同一浏览器签署，请没有经手的负责人说明或者不认可。",
            f"The {one.words.en} signed on one device, or by one browser at one address. A head who had no "
            "hand in it explains that, or refuses it.",
        ),
        "电子签名法第13条",
    )
