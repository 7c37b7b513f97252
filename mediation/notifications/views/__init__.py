"""The pages of letters: the inbox, what waits for a person, the texts, and the gateway's reports."""

from mediation.notifications.views import inbox, outbox, paper, reports, texts
from mediation.notifications.views.blueprint import blueprint

__all__ = ["blueprint", "inbox", "outbox", "paper", "reports", "texts"]
