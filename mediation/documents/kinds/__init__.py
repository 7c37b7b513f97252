"""The kinds of document: one file each, with the facts it is made from, its sample and its row `KIND`.

To add one: its code in `kind.DocumentKind`, a file of that name here, and a template of that name in
`templates/documents/`. The tests look at every kind through its sample.
"""

from __future__ import annotations

from importlib import import_module

from mediation.documents.kinds.kind import ByHand, DocumentKind, InFile, Kind, Known

__all__ = ["KINDS", "ByHand", "DocumentKind", "InFile", "Kind", "Known", "kind_of"]

KINDS: dict[DocumentKind, Kind] = {code: import_module(f"{__name__}.{code}").KIND for code in DocumentKind}


def kind_of(facts: object) -> DocumentKind:
    """The kind that is made from facts of this class; raises KeyError for others."""
    return _BY_FACTS[type(facts)]


_BY_FACTS: dict[type, DocumentKind] = {kind.facts: kind.code for kind in KINDS.values()}
