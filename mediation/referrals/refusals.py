"""Why an act on a hand-over was not carried out, beside the refusals that every act may meet."""

from __future__ import annotations

from mediation.acts.refusals import ActRefused
from mediation.rules.findings import Words


class AlreadyEntered(ActRefused):
    """This body's number is in the ledger already."""

    def __init__(self, number: str):
        super().__init__(
            Words(
                f"该单位的这个案号已登记为{number}，请打开核对，不要重复登记。",
                f"Their number is in the ledger already as {number}. Open that one; do not enter it twice.",
            )
        )
        self.number = number


class MaterialFixed(ActRefused):
    """The list of papers went out with the letter."""

    def __init__(self) -> None:
        super().__init__(
            Words(
                "材料清单已随函发出，不能再改。需要补充的，请另行移送，或者待对方退回后补正。",
                "The list went out with the letter and stays as it was. Send a further hand-over, or wait "
                "until it is sent back for correction.",
            )
        )


class InstitutionUnknown(ActRefused):
    """The respondent is no institution that the house knows, so nobody could be asked."""

    def __init__(self) -> None:
        super().__init__(
            Words(
                "被投诉机构没有登记在“驿站与机构”中，不能转办。请选择直接调解，或者先登记该机构。",
                "The institution is not entered under “Stations and bodies”. Choose mediation, or enter the "
                "institution first.",
            )
        )
