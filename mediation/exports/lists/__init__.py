"""Every list that may leave the house. A new one is a file here and a line below."""

from __future__ import annotations

from mediation.exports.lists.accounts import ACCOUNTS
from mediation.exports.lists.agenda import DEADLINES, SESSIONS
from mediation.exports.lists.bodies import BODIES
from mediation.exports.lists.cases import CASES, UNFILED
from mediation.exports.lists.exports import EXPORTS
from mediation.exports.lists.letters import LETTERS
from mediation.exports.lists.mediators import MEDIATORS
from mediation.exports.lists.referrals import REFERRALS
from mediation.exports.lists.timeline import TIMELINE

LISTS = {
    one.code: one
    for one in (
        CASES,
        REFERRALS,
        TIMELINE,
        DEADLINES,
        SESSIONS,
        LETTERS,
        UNFILED,
        BODIES,
        MEDIATORS,
        ACCOUNTS,
        EXPORTS,
    )
}
