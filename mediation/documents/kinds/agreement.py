"""调解协议书: what the parties agreed (人民调解法 art. 29; 商事调解条例 art. 22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mediation.documents.kinds.parts import Issuer, Lang, Party
from mediation.rules.terms import Terms


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement as signed.

    `effective_on` is the day on which the last of the signatures and seals came together (art. 29);
    None prints a copy for signature that leaves the day open. `copies` follows from the parties:
    one for each and one for the file (art. 29). An English copy is for reading only and says so.
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
    lang: Lang = Lang.ZH

    @property
    def copies(self) -> int:
        """One for each party and one for the file (人民调解法 art. 29)."""
        return len(self.parties) + 1
