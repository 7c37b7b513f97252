"""Letters on paper: one PDF with a sheet of address labels and then every letter on its own page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mediation.documents.compose import environment
from mediation.documents.facts import canonical, sha256_of
from mediation.documents.imprint import Imprint
from mediation.documents.render import html_to_pdf, printable
from mediation.notifications.addressees import contact_of
from mediation.notifications.models import Delivery
from mediation.notifications.texts import address_of, letter_says
from mediation.organisations.queries import the_centre
from mediation.rules.findings import Words
from mediation.web.words import speaking, t


@dataclass(frozen=True, slots=True)
class PostedLetter:
    """One letter as it is printed, in its addressee's language."""

    lang: str
    name: str
    address: str
    title: str
    text: str
    number: str
    where: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Sender:
    """The centre, as it stands on the letter and on the label."""

    name: Words
    address: Words
    phone: str


@dataclass(frozen=True, slots=True)
class Sheets:
    """Everything that one PDF holds."""

    sender: Sender
    letters: tuple[PostedLetter, ...]


def sheets_for(deliveries: Sequence[Delivery], *, at: datetime) -> bytes:
    """The PDF of these letters; each delivery keeps to whom and what it said.

    Raises RenderRefused without the renderer; a character without a glyph is written as its number.
    """
    sheets = Sheets(_sender(), tuple(_letter(delivery) for delivery in deliveries))
    imprint = Imprint(issued_at=at, fingerprint=sha256_of(canonical(sheets)))
    shown = printable(sheets, strict=False)
    html = environment().get_template("letters_by_post.html").render(f=shown, at=at)
    return html_to_pdf(html, imprint)


def _letter(delivery: Delivery) -> PostedLetter:
    letter, contact = delivery.letter, contact_of(delivery.letter)
    page = contact.page or "/"
    says = letter_says(letter, page)
    with speaking(letter.lang):
        printed = PostedLetter(
            lang=letter.lang,
            name=contact.name,
            address=contact.address,
            title=t(says.title),
            text=t(says.body),
            number=str(letter.facts.get("number", "")),
            where=address_of(letter, page),
            written_at=letter.written_at,
        )
    delivery.address, delivery.said = printed.address, printed.text
    return printed


def _sender() -> Sender:
    centre = the_centre()
    if centre is None:
        return Sender(Words("金融纠纷调解中心", "Financial Dispute Mediation Centre"), Words("", ""), "")
    return Sender(centre.words, Words(centre.address, centre.address_en or centre.address), centre.phone)
