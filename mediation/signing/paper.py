"""The agreement that is to be signed as a part of a page, from the same template as the file."""

from __future__ import annotations

from markupsafe import Markup

from mediation.documents.compose import compose
from mediation.documents.facts import sha256_of, thaw
from mediation.documents.imprint import Imprint
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.kinds.agreement import Agreement
from mediation.documents.render import printable
from mediation.signing.models import SigningCopy


def as_page(copy: SigningCopy) -> Markup:
    """Everything that the file says, to be read on a telephone. Our own template escaped every fact."""
    facts = printable(thaw(Agreement, copy.facts), strict=False)
    imprint = Imprint(issued_at=copy.made_at, fingerprint=sha256_of(copy.facts))
    html = compose(KINDS[DocumentKind.AGREEMENT], facts, imprint)
    inside = html[html.index("<body") : html.rindex("</body>")]
    text = inside[inside.index(">") + 1 :].replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    return Markup(text)
