"""The one table of rights: right -> ways to hold it; within a way every statement must be true.

`rows.rows_with` says the same of the rows of a table in the database's words.
"""

from __future__ import annotations

from dataclasses import replace

from mediation.access.actor import Actor
from mediation.access.predicates import (
    Holds,
    Predicate,
    Thing,
    has_left,
    holds,
    is_at_its_station,
    is_its_applicant,
    is_its_asker,
    is_its_body,
    is_its_institution,
    is_its_mediator,
    is_its_party,
    is_its_referrer,
    is_of_its_body,
    is_released,
    is_taken_on,
)
from mediation.access.roles import LIAISONS, OTHER_SIDES, USER_ROLES, Role

Ways = tuple[tuple[Predicate, ...], ...]

MANAGER = (holds(Role.CENTRE_MANAGER),)
CLERK = (holds(Role.INTAKE_CLERK),)
STATION_HEAD = (holds(Role.STATION_HEAD), is_at_its_station)
MEDIATOR = (holds(Role.MEDIATOR), is_its_mediator)
# Where no case is meant yet, or several: which ones is asked of each.
ANY_HEAD_OR_MEDIATOR = (holds(Role.STATION_HEAD, Role.MEDIATOR),)
INSTITUTION = (holds(Role.INSTITUTION_USER), is_its_institution, is_taken_on)
LIAISON = (holds(*LIAISONS), is_its_referrer)
# The other side of a hand-over that has left the house, and of what is kept with that body at all.
COUNTERPART = (holds(*LIAISONS), is_its_body)
BODY = (*COUNTERPART, has_left)
RECEIVER = (*BODY, is_released)
# An institution to which a complaint was passed before anybody mediates.
ASKED = (holds(Role.INSTITUTION_USER), is_its_body, has_left)
AUDITOR = (holds(Role.AUDITOR),)
PARTY = (holds(Role.PARTY), is_its_party)
APPLICANT = (holds(Role.PARTY), is_its_applicant)
HOUSE = (holds(Role.SYSTEM),)
ADMINISTRATOR = (holds(Role.ADMINISTRATOR),)
USER = (holds(*USER_ROLES),)

STAFF_ON_CASE: Ways = (MANAGER, CLERK, STATION_HEAD, MEDIATOR)
LEADERS: Ways = (MANAGER, STATION_HEAD)

RIGHTS: dict[str, Ways] = {
    # Everyone who has to do with cases; the administrator has not.
    "desk.open": (MANAGER, CLERK, ANY_HEAD_OR_MEDIATOR, (holds(*OTHER_SIDES),), AUDITOR),
    # The case as a whole. The auditor reads, the institution sees its outsider's page.
    "case.view": (*STAFF_ON_CASE, INSTITUTION, LIAISON, AUDITOR),
    "case.view_inside": (*STAFF_ON_CASE, AUDITOR),
    "case.view_as_party": (PARTY,),
    "case.reveal": STAFF_ON_CASE,  # unmask papers and telephones; every use is in the timeline
    # Acts; each row of the transition table names one of these.
    "case.submit": ((holds(Role.PARTY),), MANAGER, CLERK, ANY_HEAD_OR_MEDIATOR),
    "case.supply": (APPLICANT, *STAFF_ON_CASE),
    "case.screen": (MANAGER, CLERK),
    "case.override": (MANAGER,),
    "case.route": (MANAGER, CLERK),
    "case.appoint": (MANAGER, CLERK, STATION_HEAD),
    "case.mediate": (MANAGER, STATION_HEAD, MEDIATOR),
    "case.conclude": (MANAGER, STATION_HEAD, MEDIATOR),
    "case.sign": (PARTY, MANAGER, MEDIATOR),  # electronically, each for themselves
    # Signing from afar takes two of the staff: who asks a side to sign, and who vouches for what no
    # page can show (an authority, a contact, a person who is here). Never the same person, and never
    # the case's mediator for the second: `signing.witnesses`.
    "case.view_signing": STAFF_ON_CASE,
    "case.invite_signing": (MANAGER, STATION_HEAD, MEDIATOR),
    "case.witness_signing": (MANAGER, CLERK, STATION_HEAD),
    "case.judge_signing": LEADERS,  # both sides signed by one device: explain or refuse
    "case.seal": (MANAGER,),  # keeps the organisation's seal
    "case.prove_notice": (HOUSE, *STAFF_ON_CASE),
    "case.issue_papers": STAFF_ON_CASE,  # serve, replace, withdraw
    "case.transfer": (MANAGER, CLERK, STATION_HEAD),
    "case.extend": (MANAGER, STATION_HEAD, MEDIATOR),
    "case.withdraw": (APPLICANT, *STAFF_ON_CASE),
    "case.close": (MANAGER, CLERK, STATION_HEAD, MEDIATOR),
    "case.file_volume": (MANAGER, CLERK, STATION_HEAD, MEDIATOR),
    "case.issue_document": STAFF_ON_CASE,
    "case.complete_party": STAFF_ON_CASE,
    "case.note": STAFF_ON_CASE,
    "case.message": (PARTY, *STAFF_ON_CASE, INSTITUTION),
    "case.add_evidence": (PARTY, *STAFF_ON_CASE, INSTITUTION),
    "case.sort_evidence": STAFF_ON_CASE,
    "case.lapse": (HOUSE, MANAGER),
    # In how many other cases the same file lies; never which ones.
    "case.compare_evidence": (MANAGER, CLERK),
    # Papers to be printed and signed by hand; the list shows only those of visible cases.
    "wet_signatures.print": (MANAGER, CLERK, ANY_HEAD_OR_MEDIATOR),
    # Volumes of several cases at once; each is made as `case.file_volume` allows.
    "volumes.make": (MANAGER, CLERK, ANY_HEAD_OR_MEDIATOR),
    "case.reopen": (MANAGER, CLERK, STATION_HEAD),
    # The ledger of hand-overs. What the other body does it records itself, or we do from its paper.
    "referral.view": (*STAFF_ON_CASE, BODY, ASKED, AUDITOR),
    "referral.handle": (*STAFF_ON_CASE, HOUSE),
    "referral.send_in": (*STAFF_ON_CASE, HOUSE, BODY),  # enter what the other body hands over
    "referral.suspend": (MANAGER, STATION_HEAD, MEDIATOR),  # whoever may stop the mediation itself
    # The house: where the law says what silence means (民诉法解释 art. 438).
    "referral.answer_for_them": (*STAFF_ON_CASE, BODY, ASKED, HOUSE),
    "referral.enter": (MANAGER, CLERK, ANY_HEAD_OR_MEDIATOR),
    "imports.load": (MANAGER, CLERK),  # lists of courts and authorities, loaded and taken out again
    "referral.lapse": (HOUSE, MANAGER),
    # The packages of a hand-over. The receiver takes its own, once it was sent, and signs for it.
    "package.view": (*STAFF_ON_CASE, BODY, AUDITOR),
    "package.make": STAFF_ON_CASE,
    "package.fetch": (*STAFF_ON_CASE, RECEIVER),
    "package.sign_for": (*STAFF_ON_CASE, RECEIVER),
    # Packages of several hand-overs at once; each is made as `package.make` allows.
    "packages.make": (MANAGER, CLERK, ANY_HEAD_OR_MEDIATOR),
    # Reconciliations with another body: it sees its own, says its word and confirms; we close and sign off.
    "reconciliation.view": (MANAGER, CLERK, COUNTERPART, AUDITOR),
    "reconciliation.handle": (MANAGER, CLERK),
    "reconciliation.sign_off": (MANAGER,),
    "reconciliation.say": (COUNTERPART,),
    "reconciliation.answer_for_them": (MANAGER, CLERK, COUNTERPART),
    # Judicial confirmation: the staff prepares it, each side says for itself whether it joins, and what
    # the court does comes in by the ledger.
    "confirmation.view": (*STAFF_ON_CASE, AUDITOR),
    "confirmation.prepare": STAFF_ON_CASE,
    "confirmation.join": (INSTITUTION, PARTY),
    "confirmation.hear": (HOUSE,),
    # Elements: both sides state, confirm and object; a court reads what was recorded of them instead.
    "elements.view": (*STAFF_ON_CASE, INSTITUTION, PARTY, AUDITOR),
    "elements.write": (MANAGER, STATION_HEAD, MEDIATOR, INSTITUTION, PARTY),
    # Offers and what was said in private: the mediator of the case and the side that spoke, nobody
    # else, not even those who lead (法释〔2016〕14号 art. 22; 法释〔2021〕23号 art. 18).
    "compromise.keep": (MEDIATOR,),
    "compromise.take_part": (INSTITUTION, PARTY),
    # Intake on somebody's behalf.
    "intake.assist": (MANAGER, CLERK, ANY_HEAD_OR_MEDIATOR),
    # The house.
    "account.own": (USER,),
    "tasks.own": (USER,),
    # Lists as files: each list asks its own right. Who took what and why: those who watch over the
    # house see all, a court, an authority or an institution what its own people took, everyone their own.
    "exports.make": (USER,),
    "exports.view": (
        MANAGER,
        AUDITOR,
        (holds(*OTHER_SIDES), is_of_its_body),
        (*USER, is_its_asker),
    ),
    "users.manage": (ADMINISTRATOR,),
    "roster.manage": (ADMINISTRATOR, MANAGER),
    "organisations.manage": (ADMINISTRATOR,),
    "seals.manage": (ADMINISTRATOR,),
    "api.manage": (ADMINISTRATOR,),
    # Letters: one's own; watching what did not leave; calls, prints and posts, which show addresses.
    "letters.inbox": (USER,),
    "letters.watch": (ADMINISTRATOR, MANAGER, CLERK),
    "letters.handle": (MANAGER, CLERK),
    "letters.word": (ADMINISTRATOR,),
    "letters.send": (HOUSE,),
    "holidays.manage": (ADMINISTRATOR, MANAGER),
    "jobs.manage": (ADMINISTRATOR,),
    "webhooks.manage": (ADMINISTRATOR,),
    "webhooks.own": ((holds(*OTHER_SIDES), is_its_body),),
}


def allows(right: str, actor: Actor, thing: Thing = None) -> bool:
    """Whether `actor` holds `right` over `thing`; raises KeyError for a right nobody declared."""
    return any(all(statement(actor, thing) for statement in way) for way in RIGHTS[right])


def opens(right: str, actor: Actor) -> bool:
    """Whether the actor's roles open some way to the right, leaving the thing aside."""
    return any(opens_way(way, actor) for way in RIGHTS[right])


def opens_way(way: tuple[Predicate, ...], actor: Actor) -> bool:
    """Whether the actor holds the roles that the way asks for."""
    return all(one(actor, None) for one in way if isinstance(one, Holds))


def narrowed(actor: Actor, right: str) -> Actor:
    """The actor with only those of their roles that open a way to `right`, leaving the thing aside.

    What a `visible_to` shows this actor goes no further than the right, for a user with several roles.
    """
    able = {role for role in actor.roles if opens(right, replace(actor, roles=frozenset({role})))}
    return replace(actor, roles=frozenset(able))
