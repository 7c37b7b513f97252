"""Legal clocks on things: a case, a referral, a request, an instalment, a document.

A row keeps the facts (start, pauses, extensions, the version of the rule); its last day is computed
from them by the law book and stored for sorting and sweeping only.
"""
