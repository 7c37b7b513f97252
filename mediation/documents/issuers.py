"""Who issues a document: the centre, at its own address or at that of a station."""

from __future__ import annotations

from mediation.documents.kinds.parts import Issuer
from mediation.organisations.models import Organisation
from mediation.organisations.queries import the_centre


def house() -> Issuer:
    """The centre itself, for papers of no case."""
    centre = the_centre()
    assert centre is not None
    return issued_at(centre, centre)


def issued_at(centre: Organisation, place: Organisation) -> Issuer:
    """The centre as it issues at one of its places."""
    return Issuer(
        name=centre.name,
        name_en=centre.name_en,
        regime=centre.regime,
        file_code=centre.number_word,
        address=place.address,
        phone=place.phone,
        hours=place.hours,
        station=place.name if place.id != centre.id else "",
    )
