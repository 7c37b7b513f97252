"""What must hold for every HTML answer: it parses without an error and no id is given twice."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, ClassVar

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

XHTML = "{http://www.w3.org/1999/xhtml}"
TOKEN = re.compile(r'(?<=name="csrf_token" )(type="hidden" )?value="[^"]*"')


class BadMarkup(AssertionError):
    """A page that a browser would have to guess at."""


def check_page(markup: str, where: str) -> None:
    """Raise BadMarkup with place and reason for the first fault of `markup`."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"))
    tree = parser.parse(markup)
    if parser.errors:
        (line, column), code, facts = parser.errors[0]
        reason = html5lib.constants.E[code] % facts
        text = markup.splitlines()[line - 1] if markup else ""
        raise BadMarkup(f"{where}, line {line}:{column}: {reason}\n{text.strip()[:200]}")
    twice = [name for name, n in Counter(node.get("id") for node in tree.iter()).items() if name and n > 1]
    if twice:
        raise BadMarkup(f"{where}: the same id twice: {', '.join(sorted(twice))}")
    if not tree.get("lang"):
        raise BadMarkup(f"{where}: <html> says no language")


def without_tokens(page: str) -> str:
    """`page` without its tokens against forgery, which bear the second in which they were made."""
    return TOKEN.sub("", page)


class ReadingClient(FlaskClient):
    """A client that reads every whole page it is given; checked texts are not read again."""

    seen: ClassVar[set[int]] = set()

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        answer = super().open(*args, **kwargs)
        answer.request.environ["wsgi.input"].close()  # of a large upload it is a file on disk
        if answer.mimetype == "text/html" and answer.data and not answer.is_streamed:
            page = answer.get_data(as_text=True)
            if (known := hash(without_tokens(page))) not in self.seen:
                check_page(page, f"{answer.request.method} {answer.request.path} ({answer.status_code})")
                self.seen.add(known)
        return answer
