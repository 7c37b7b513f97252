"""What goes around the text of a letter when it leaves by e-mail or SMS."""

from __future__ import annotations

from string import Formatter

from mediation.documents.addresses import public_address
from mediation.notifications.contacts import Contact
from mediation.notifications.facts import EVERYWHERE, SAFE
from mediation.notifications.kinds import KINDS
from mediation.notifications.models import Delivery
from mediation.notifications.outgoing import Outgoing
from mediation.notifications.texts import address_of, letter_says, text_at
from mediation.organisations.queries import the_centre
from mediation.rules.findings import Words
from mediation.web.words import speaking, t


def outgoing(delivery: Delivery, contact: Contact) -> Outgoing | None:
    """The message as it leaves; None when there is nowhere to send it any more."""
    where = contact.where(delivery.channel)
    if not where:
        return None
    letter = delivery.letter
    page = contact.page or "/"
    says = letter_says(letter, page)
    with speaking(letter.lang):
        title = t(says.title)
        if delivery.channel == "sms":
            return Outgoing(
                delivery.id,
                delivery.channel,
                delivery.key,
                where,
                title,
                t(says.sms),
                template=t(says.sms_template),
                parameters=_parameters(delivery, page),
            )
        text = f"{t(says.body)}\n\n{_foot(address_of(letter, page))}"
        return Outgoing(delivery.id, delivery.channel, delivery.key, where, title, text)


def _parameters(delivery: Delivery, page: str) -> dict[str, str]:
    """The facts that the registered text names. Only types that hold nothing personal leave by SMS."""
    letter = delivery.letter
    known = {**KINDS[letter.kind].facts, **EVERYWHERE}
    values = {**letter.facts, "address": address_of(letter, page)}
    text = t(text_at(letter.kind, letter.text_version).sms)
    names = sorted({name for _, name, _, _ in Formatter().parse(text) if name})
    return {name: str(values[name]) for name in names if known[name] in SAFE}


def _foot(address: str) -> str:
    """Where to read more, and who wrote."""
    centre = the_centre()
    name = centre.words if centre else Words("金融纠纷调解中心", "Financial Dispute Mediation Centre")
    phone = centre.phone if centre else ""
    lines = [t("查看办理情况：{address}", "See where it stands: {address}", address=address), "", t(name)]
    if phone:
        lines.append(t("电话：{phone}", "Telephone: {phone}", phone=phone))
    lines.append(
        t(
            "这是自动发出的邮件，请勿直接回复。",
            "This e-mail was sent automatically. Please do not answer it.",
        )
    )
    return "\n".join(lines)


def report_address() -> str:
    """Where the gateway sends its delivery reports."""
    return f"{public_address()}/delivery-reports"
