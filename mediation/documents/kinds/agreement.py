"""调解协议书: what the parties agreed (人民调解法 art. 29; 商事调解条例 art. 22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mediation.documents.kinds.kind import DocumentKind, InFile, Kind
from mediation.documents.kinds.parts import Issuer, Lang, Party
from mediation.documents.kinds.sample_people import (
    APPLICANT,
    CASE_NUMBER,
    CLERK,
    DISPUTE,
    HELD_AT,
    ISSUER,
    MEDIATOR,
    RESPONDENT,
    terms,
)
from mediation.documents.kinds.sample_people import (
    NARRATIVE as STORY,
)
from mediation.rules.agreement.terms import Terms
from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class ElectronicSignature:
    """One electronic signature, printed where the signer would have written.

    `signer` is a side, the mediator or the organisation (vocabulary.SIGNERS); `strokes` are those of
    the finger on a field of 600 by 200, empty where the name was `typed`; `proof` is the hash of the
    record that vouches for it; `notes` say what it is worth and how it was made sure who signed.
    """

    signer: str
    person: str
    signed_at: datetime
    strokes: str
    typed: str
    proof: str
    notes: tuple[Words, ...] = ()

    @property
    def evidence_code(self) -> str:
        """As much of the proof as a person compares, in fours."""
        return " ".join(self.proof[place : place + 4] for place in range(0, 16, 4))


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement as signed.

    `effective_on` is the day on which the last of the signatures and seals came together (art. 29);
    None prints a copy for signature that leaves the day open. `copies` follows from the parties:
    one for each and one for the file (art. 29). `hands` are those who signed electronically; the
    places of all others stay blank. An English copy is for reading only and says so.
    """

    issuer: Issuer
    case_number: str
    dispute: str
    parties: tuple[Party, ...]
    mediators: tuple[str, ...]
    recorder: str
    accepted_on: date
    main_facts: str
    disputed: str
    terms: Terms
    responsibility: str = ""
    mediated_at: tuple[datetime, ...] = ()
    place: str = ""
    effective_on: date | None = None
    hands: tuple[ElectronicSignature, ...] = ()
    lang: Lang = Lang.ZH

    def hand_of(self, signer: str) -> ElectronicSignature | None:
        """The electronic signature of a side, the mediator or the organisation, where there is one."""
        return next((one for one in self.hands if one.signer == signer), None)

    @property
    def copies(self) -> int:
        """One for each party and one for the file (人民调解法 art. 29)."""
        return len(self.parties) + 1


KIND = Kind(
    DocumentKind.AGREEMENT,
    Words("调解协议书", "Mediation Agreement"),
    "协",
    Agreement,
    sample=Agreement(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        parties=(APPLICANT, RESPONDENT),
        mediators=(MEDIATOR,),
        recorder=CLERK,
        accepted_on=date(2026, 3, 2),
        main_facts=STORY,
        disputed="附属权益卡年费是否经过持卡人明确同意；逾期记录应否更正。",
        responsibility=(
            "银行未能提供单独签署的权益卡收费确认，承担主要责任；持卡人未及时核对账单，承担次要责任。"
        ),
        terms=terms(),
        mediated_at=HELD_AT,
        place="集美枫桥驿站",
        effective_on=date(2026, 3, 16),
    ),
    form="D08",
    forms={"SS": "D10"},
    at_issue=True,
    file_place=8,
    in_file=InFile.REQUIRED,
    editable=True,
    describes_parties=True,
)
