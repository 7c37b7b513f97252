"""What a case does when a letter is proven to have reached a side."""

from __future__ import annotations

from mediation.access.actor import HOUSE
from mediation.access.by import By
from mediation.access.table import allows
from mediation.cases import acts
from mediation.cases.models import Case
from mediation.clock import day_of
from mediation.database import db
from mediation.notifications.models import Letter, ServiceProof
from mediation.notifications.proofs import BASES

# As the vocabulary of a case calls the channels of letters.
CHANNELS = {"inbox": "web", "email": "email", "sms": "sms", "call": "phone", "paper": "paper"}

# The letter by which the other side learns of the case (人民法院在线调解规则 art. 15).
FIRST_NOTICE = ("complaint_accepted", "respondent")


def act_on_proof(letter: Letter, proof: ServiceProof, by: By) -> None:
    """The other side's first notice acts on the clocks; of other letters the proof is kept and no more."""
    if (letter.kind, letter.side) != FIRST_NOTICE:
        return
    case = db.session.get_one(Case, letter.case_id)
    if not case.is_open:
        return
    acts.prove_notice(
        case,
        letter.side,
        CHANNELS[proof.channel],
        BASES[proof.basis],
        By(by.actor if allows("case.prove_notice", by.actor, case) else HOUSE, by.at),
        on=day_of(proof.reached_at),
    )
