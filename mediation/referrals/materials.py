"""The list of papers as people type it: one paper a line, with the copies after ×."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mediation.database import db
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.models import IssuedDocument
from mediation.documents.operations import ensure_rendered
from mediation.documents.queries import documents_of_case, files_of_case
from mediation.rules.procedures.package_contents import Contents

# Papers of ours that go along with a matter. Records of sessions do not: see `results`.
SENT_ALONG = frozenset(
    {
        DocumentKind.APPLICATION,
        DocumentKind.ORAL_APPLICATION,
        DocumentKind.REGISTER_FORM,
        DocumentKind.ACCEPTANCE_NOTICE,
        DocumentKind.AGREEMENT,
        DocumentKind.ORAL_AGREEMENT,
        DocumentKind.TERMINATION_NOTICE,
        DocumentKind.UNDISPUTED_FACTS,
        DocumentKind.SERVICE_ADDRESS,
    }
)

_LINE = re.compile(r"^(?P<title>.+?)(?:\s*[×xX*]\s*(?P<copies>[0-9]{1,3})\s*份?)?$")


def read_list(typed: str) -> tuple[dict[str, object], ...]:
    """`起诉状 ×2` -> title and copies, one for each line that is not empty; one copy where none is said."""
    found = (_LINE.match(line.strip()) for line in typed.splitlines() if line.strip())
    return tuple(
        {"title": match["title"].strip()[:120], "copies": int(match["copies"] or 1)}
        for match in found
        if match is not None
    )


@dataclass(frozen=True, slots=True)
class Held:
    """Something that we hold of a case: under which title it is listed, what kind it is, where it is kept."""

    title: str
    kind: str  # of a paper, documents.kinds; of a file, its purpose
    found: Mapping[str, object]


def held(case_id: int) -> dict[str, Mapping[str, object]]:
    """What we hold of a case, by the title under which it is listed, with its SHA-256.

    The evidence and files that came in, and the papers that stand; what is drawn for the first time
    is drawn now, because the list names the fingerprint of what is sent.
    """
    return {one.title: one.found for one in (*_files(case_id), *_papers(case_id))}


def belonging(case_id: int, contents: Contents) -> tuple[dict[str, Any], ...]:
    """The lines for what we hold of a case and the table lets go along: by its kind, whatever its title."""
    files = [one for one in _files(case_id) if one.kind in contents.files]
    papers = [one for one in _papers(case_id) if one.kind in contents.papers]
    return tuple({"title": one.title, "copies": 1, **_fingerprinted(one.found)} for one in (*files, *papers))


def _files(case_id: int) -> Iterator[Held]:
    for one in files_of_case(case_id):
        yield Held(one.original_name, one.kind, {"file_id": one.id, "sha256": one.sha256})


def _papers(case_id: int) -> Iterator[Held]:
    for paper in documents_of_case(case_id):
        if paper.is_valid and paper.kind in SENT_ALONG and paper.lang == "zh":
            title = f"{KINDS[DocumentKind(paper.kind)].title.zh}（{paper.number}）"
            yield Held(title, paper.kind, {"document_id": paper.id})


def linked(lines: Iterable[Mapping[str, Any]], case_id: int) -> tuple[dict[str, Any], ...]:
    """The lines of a list, each tied to the file or paper of the case that bears its title."""
    ours = held(case_id)
    return tuple({**line, **_fingerprinted(ours.get(str(line["title"]), {}))} for line in lines)


def _fingerprinted(found: Mapping[str, Any]) -> dict[str, Any]:
    if "document_id" not in found:
        return dict(found)
    paper = db.session.get_one(IssuedDocument, found["document_id"])
    ensure_rendered(paper)
    return {**found, "sha256": paper.pdf_sha256 or ""}


def write_list(titles: Iterable[str]) -> str:
    """Titles as lines to be typed on, one copy each."""
    return "\n".join(f"{title} ×1" for title in titles)
