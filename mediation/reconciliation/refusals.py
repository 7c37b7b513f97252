"""Why an act on a reconciliation was not carried out, beside the refusals that every act may meet."""

from __future__ import annotations

from mediation.acts.refusals import ActRefused
from mediation.rules.findings import Words


class ListRefused(ActRefused):
    """What was uploaded cannot be read as a list."""


class NothingChosen(ActRefused):
    """No difference was ticked, or another person has closed it meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            Words(
                "请先勾选要处理的差异；已由别人处理的，请刷新页面查看。",
                "Tick the differences first; reload the page if somebody else has dealt with them.",
            )
        )


class NotAlike(ActRefused):
    """The two rows cannot be one matter: one of them has a partner by now."""

    def __init__(self) -> None:
        super().__init__(
            Words(
                "这两行已不是各自单独的一行，请刷新页面后再看。",
                "One of the two rows has found its partner meanwhile. Reload the page and look again.",
            )
        )
