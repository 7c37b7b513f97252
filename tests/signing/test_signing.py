"""Signing from afar by operations: links, codes, order, what is written down, what makes it void."""

from __future__ import annotations

import base64
import json
from datetime import datetime
from pathlib import Path

import pytest
from flask import current_app
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from mediation import clock as house_clock
from mediation.access.by import By
from mediation.accounts import queries as accounts
from mediation.acts.refusals import GuardRefused
from mediation.agreements import operations as agreements
from mediation.agreements import queries as drafts
from mediation.agreements.operations import SignatureFacts, SignatureRefused
from mediation.cases.models import Case
from mediation.demo import city
from mediation.documents.facts import sha256_of
from mediation.documents.kinds import DocumentKind
from mediation.documents.operations import facts_of
from mediation.documents.queries import documents_of_case
from mediation.sealing.keys import signing_key
from mediation.sealing.suites import International
from mediation.signing import extension_points, operations, queries
from mediation.signing.acts import SignatureMark, sign_at_desk, sign_by_link
from mediation.signing.models import SigningProof
from mediation.timeline.queries import entries_of
from tests import cast
from tests.builders import APPLICANT, actor, case_in, file_scan, walk
from tests.conftest import StandingClock
from tests.sealing.examples import set_up_key
from tests.signing.signers import (
    HIS_NUMBER,
    NUMBERS,
    PERSONS,
    STROKES,
    Telephones,
    by,
    code_for,
    code_in_person,
    connect,
    link_for,
    live_of,
    sign,
)

pytestmark = [pytest.mark.usefixtures("founded", "session"), pytest.mark.databases("sqlite")]
BOTH = pytest.mark.databases("sqlite", "postgresql")


@pytest.fixture(autouse=True)
def telephones(monkeypatch: pytest.MonkeyPatch, undrawn: None) -> Telephones:
    monkeypatch.setattr("mediation.signing.operations.preview", lambda *_a, **_k: b"%PDF the text to sign")
    return connect(monkeypatch)


def awaiting(**changes: object) -> Case:
    return case_in("awaiting_signature", **changes)  # type: ignore[arg-type]


def sign_inside(case: Case, signer: str, username: str, password: str = city.PASSWORD) -> None:
    user = accounts.user_named(username)
    assert user is not None
    hand = SignatureMark(typed=user.name)
    sign_at_desk(case, signer, user, password, hand, By(user.actor, house_clock.now()))


def refusal(run: object, *args: object, **more: object) -> str:
    with pytest.raises(SignatureRefused) as refused:
        run(*args, **more)  # type: ignore[operator]
    return refused.value.words.zh


# The whole road.


@BOTH
def test_four_hands_in_their_order_conclude_without_paper(telephones: Telephones, session: Session) -> None:
    case = awaiting()
    sign(case, "applicant", telephones)
    sign(case, "respondent", telephones, drawn="", typed=PERSONS["respondent"])
    sign_inside(case, "mediator", cast.CENTRE_MEDIATOR)
    sign_inside(case, "organisation", cast.MANAGER)
    draft = drafts.current_draft(case.id)
    assert draft is not None
    effect = drafts.effect_of(case, draft)
    assert effect.effective_on == house_clock.today()
    agreements.conclude(case, By(actor(cast.MANAGER), house_clock.now()))
    assert case.state == "concluded"
    assert {one.level for one in drafts.signatures_under(draft)} == {"simple"}
    (paper,) = (one for one in documents_of_case(case.id) if one.kind == DocumentKind.AGREEMENT)
    facts = facts_of(paper)
    printed = {one.signer: (one.person, one.strokes, one.proof) for one in facts.hands}
    assert printed["applicant"] == (APPLICANT.name, STROKES, queries.acts_of(case.id)[0][0].sha256)
    assert list(printed) == ["applicant", "respondent", "mediator", "organisation"]
    assert "hands" in paper.facts, "frozen with the paper"


@BOTH
def test_what_is_written_down_of_a_signature(
    telephones: Telephones, session: Session, tmp_path: Path
) -> None:
    set_up_key(current_app, tmp_path)  # type: ignore[arg-type]
    case = awaiting()
    live = link_for(case)
    code = code_for(live, telephones)
    hand = SignatureMark(drawn=STROKES, address="203.0.113.7", browser="Telephone")
    sign_by_link(live, code, hand, at=house_clock.now())
    ((proof, act, signature),) = queries.acts_of(case.id)
    assert (act.signer, act.person, act.draft) == ("applicant", APPLICANT.name, 1)
    assert act.pdf_sha256 == live.link.copy.pdf_sha256
    assert (act.identified_by, act.confirmed_by) == ("paper_number", "sms")
    origin = queries.origins_of(case.id)[proof.id]
    assert (origin.address, origin.browser, act.drawn) == ("203.0.113.7", "Telephone", STROKES)
    assert act.origin == origin.sha256
    assert act.signed_at == house_clock.now()
    assert (act.level, signature.level) == ("simple", "simple")
    key = signing_key()
    assert key is not None
    assert International(key.key).verifies(proof.record.encode(), base64.b64decode(proof.vouched))
    assert "203.0.113.7" not in proof.record, "the record holds a hash that tells nothing"
    stored = session.execute(text("SELECT told FROM signing_origins")).scalar_one()
    assert "203.0.113.7" not in stored, "where somebody was is encrypted"


@BOTH
def test_a_proof_cannot_be_changed_unnoticed(telephones: Telephones, session: Session) -> None:
    case = awaiting()
    sign(case, "applicant", telephones)
    proof = session.scalars(select(SigningProof)).one()
    told = next(entry for entry in entries_of(case.thread) if entry.event == "signed_by_link")
    assert told.facts["proof"] == proof.sha256 == sha256_of(proof.record), "its hash is in the chain"
    proof.record = json.dumps({})
    with pytest.raises(ValueError, match="never changed"):
        session.flush()
    session.rollback()


@BOTH
@pytest.mark.parametrize("change", ["UPDATE signing_proofs SET sha256 = ''", "DELETE FROM signing_proofs"])
def test_the_database_itself_refuses_to_change_a_proof(
    telephones: Telephones, session: Session, change: str
) -> None:
    sign(awaiting(), "applicant", telephones)
    with pytest.raises(DBAPIError, match="never changed"):
        session.execute(text(change))
    session.rollback()


@BOTH
@pytest.mark.parametrize(
    ("now", "kept", "remark"),
    [
        ("2029-12-31T23:59:00+08:00", True, "the last day of the third year after 2026"),
        ("2030-01-01T00:00:00+08:00", False, "the day after"),
    ],
)
def test_from_where_somebody_signed_is_forgotten_and_the_proof_still_holds(
    telephones: Telephones, session: Session, tmp_path: Path, now: str, kept: bool, remark: str
) -> None:
    set_up_key(current_app, tmp_path)  # type: ignore[arg-type]
    case = awaiting()
    sign(case, "applicant", telephones)
    assert operations.forget_origins(at=datetime.fromisoformat(now)) == (0 if kept else 1), remark
    assert bool(queries.origins_of(case.id)) is kept, remark
    ((proof, act, _),) = queries.acts_of(case.id)
    told = next(entry for entry in entries_of(case.thread) if entry.event == "signed_by_link")
    assert told.facts["proof"] == proof.sha256 == sha256_of(proof.record)
    key = signing_key()
    assert key is not None
    assert International(key.key).verifies(proof.record.encode(), base64.b64decode(proof.vouched))
    assert len(act.origin) == 64


def test_ink_and_electronic_hands_go_together_and_then_the_scan_is_needed(telephones: Telephones) -> None:
    case = awaiting()
    sign(case, "applicant", telephones)
    for signer in ("respondent", "mediator", "organisation"):
        facts = SignatureFacts(signer, house_clock.today())
        agreements.record_signature(case, facts, by(cast.CENTRE_MEDIATOR))
    with pytest.raises(GuardRefused) as refused:
        agreements.conclude(case, By(actor(cast.MANAGER), house_clock.now()))
    assert [one.code for one in refused.value.findings] == ["no_scan"]
    file_scan(case, house_clock.now())
    agreements.conclude(case, By(actor(cast.MANAGER), house_clock.now()))
    assert case.state == "concluded"


@pytest.mark.parametrize(
    ("signer", "username", "before", "remark"),
    [
        ("mediator", cast.CENTRE_MEDIATOR, ("applicant",), "one party is missing"),
        ("organisation", cast.MANAGER, ("applicant", "respondent"), "the mediator is missing"),
    ],
)
def test_a_hand_that_comes_too_early_is_refused(
    telephones: Telephones, signer: str, username: str, before: tuple[str, ...], remark: str
) -> None:
    case = awaiting()
    for one in before:
        sign(case, one, telephones)
    assert "先签" in refusal(sign_inside, case, signer, username), remark


@pytest.mark.parametrize(
    ("signer", "username", "password", "said", "remark"),
    [
        ("mediator", cast.MANAGER, city.PASSWORD, "不能以这个身份", "not the mediator of this case"),
        ("organisation", cast.CENTRE_MEDIATOR, city.PASSWORD, "不能以这个身份", "does not keep the seal"),
        ("mediator", cast.CENTRE_MEDIATOR, "guess", "密码", "an unlocked screen is not the person"),
    ],
)
def test_who_may_not_sign_inside(
    telephones: Telephones, signer: str, username: str, password: str, said: str, remark: str
) -> None:
    case = awaiting()
    sign(case, "applicant", telephones)
    sign(case, "respondent", telephones)
    assert said in refusal(sign_inside, case, signer, username, password), remark


# Levels.


def test_a_case_sent_by_a_court_takes_no_simple_signature_at_any_door() -> None:
    case = awaiting(track="assigned")
    assert "可靠的电子签名" in refusal(link_for, case)
    assert "可靠的电子签名" in refusal(sign_inside, case, "mediator", cast.CENTRE_MEDIATOR)


def test_a_licensed_authority_makes_it_reliable_and_enough_for_a_court_case(telephones: Telephones) -> None:
    extension_points.register_certifier(lambda person, record: b"certified " + person.encode())
    case = awaiting(track="assigned")
    sign(case, "applicant", telephones)
    ((proof, act, signature),) = queries.acts_of(case.id)
    assert (act.level, act.certificate, signature.level) == ("reliable", "licensed", "reliable")
    assert base64.b64decode(proof.vouched).startswith(b"certified")


def test_a_simple_signature_in_a_court_case_stops_the_conclusion_though_it_was_recorded(
    telephones: Telephones,
    session: Session,
) -> None:
    case = awaiting()
    sign(case, "applicant", telephones)
    walk_on = ("respondent", "mediator", "organisation")
    for signer in walk_on:
        facts = SignatureFacts(signer, house_clock.today())
        agreements.record_signature(case, facts, by(cast.CENTRE_MEDIATOR))
    file_scan(case, house_clock.now())
    case.track = "assigned"
    session.flush()
    with pytest.raises(GuardRefused) as refused:
        agreements.conclude(case, By(actor(cast.MANAGER), house_clock.now()))
    assert [one.code for one in refused.value.findings] == ["signature_too_weak"]


# Links.


def test_the_secret_of_a_link_is_nowhere_in_the_database(session: Session) -> None:
    case = awaiting()
    link, key = operations.invite(case, "applicant", by(cast.MANAGER))
    assert len(key) >= 32
    assert queries.link_by_key(key, at=house_clock.now()) is not None
    assert queries.link_by_key(key + "x", at=house_clock.now()) is None
    row = session.execute(text("SELECT * FROM signing_links")).one()
    assert key not in str(row)
    assert "林雅珍" not in str(row)
    assert link.key_hash != key


def test_a_new_link_ends_the_one_before() -> None:
    case = awaiting()
    first = link_for(case)
    link_for(case)
    assert live_of(first.link).state == "revoked"


@pytest.mark.parametrize(
    ("days", "state"), [(6, "waiting"), (7, "expired")], ids=["the sixth day", "the seventh day"]
)
def test_a_link_lasts_a_week(clock: StandingClock, days: int, state: str) -> None:
    live = link_for(awaiting())
    clock.advance(days=days)
    assert live_of(live.link).state == state


def test_a_changed_draft_makes_links_and_electronic_signatures_void(
    telephones: Telephones, session: Session
) -> None:
    case = awaiting()
    sign(case, "applicant", telephones)
    waiting = link_for(case, "respondent")
    code = code_for(waiting, telephones)
    walk(case, "reopen_talks")
    assert live_of(waiting.link).state == "void", "while the talks are open nobody signs"
    walk(case, "draft_terms", "offer_terms")
    assert live_of(waiting.link).state == "void"
    assert "失效" in refusal(
        sign_by_link, live_of(waiting.link), code, SignatureMark(drawn=STROKES), at=house_clock.now()
    )
    ((_, act, signature),) = queries.acts_of(case.id)
    draft = drafts.current_draft(case.id)
    assert draft is not None
    assert (act.draft, draft.number) == (1, 2)
    assert signature.draft_id != draft.id
    assert "applicant" in drafts.effect_of(case, draft).missing


def test_a_used_link_signs_no_second_time(telephones: Telephones) -> None:
    case = awaiting()
    live = link_for(case)
    code = code_for(live, telephones)
    sign_by_link(live, code, SignatureMark(drawn=STROKES), at=house_clock.now())
    assert "已签署" in refusal(
        sign_by_link, live_of(live.link), code, SignatureMark(drawn=STROKES), at=house_clock.now()
    )
    assert "已经签署" in refusal(link_for, case)


def test_declining_tells_the_mediator_and_hides_the_reason_from_the_other_side() -> None:
    case = awaiting()
    live = link_for(case)
    operations.decline(live, "利息算错了。", at=house_clock.now())
    assert live_of(live.link).state == "declined"
    assert (case.state, case.turn) == ("awaiting_signature", "mediator")
    assert "利息" not in str(entries_of(case.thread)[0].facts)
    walk(case, "refuse_to_sign")
    assert case.outcome == "refused_to_sign"


# Identity and codes.


@pytest.mark.parametrize(
    ("number", "good", "remark"),
    [
        ("35020319510312996X", True, "the whole number"),
        ("350203 19510312 996x", True, "with blanks and in small letters"),
        ("996X", False, "what the mask leaves visible"),
        ("1000", False, "the end of the telephone"),
        ("", False, "nothing"),
        ("350203195103129961", False, "another check digit"),
    ],
)
def test_identity_is_checked_by_the_whole_number_of_the_paper(number: str, good: bool, remark: str) -> None:
    live = link_for(awaiting())
    if good:
        operations.identify(live, number, at=house_clock.now())
        assert live.link.opened_at
    else:
        assert "还可试 4 次" in refusal(operations.identify, live, number, at=house_clock.now()), remark


def test_a_representative_is_asked_for_the_own_number_not_for_the_partys() -> None:
    live = link_for(awaiting(), "respondent")
    assert "还可试" in refusal(operations.identify, live, NUMBERS["applicant"], at=house_clock.now())
    operations.identify(live, HIS_NUMBER, at=house_clock.now())


def test_five_wrong_answers_lock_the_link() -> None:
    live = link_for(awaiting())
    for _ in range(queries.IDENTITY_TRIES):
        refusal(operations.identify, live, "0000", at=house_clock.now())
    assert live_of(live.link).state == "locked"
    assert "锁定" in refusal(
        operations.identify, live_of(live.link), NUMBERS["applicant"], at=house_clock.now()
    )


def test_wrong_codes_are_counted_and_used_up(telephones: Telephones, clock: StandingClock) -> None:
    live = link_for(awaiting())
    code = code_for(live, telephones)
    wrong = "000000" if code != "000000" else "111111"
    for left in (4, 3, 2, 1, 0):
        said = refusal(sign_by_link, live, wrong, SignatureMark(drawn=STROKES), at=house_clock.now())
        assert f"还可试 {left} 次" in said
    assert "重新获取" in refusal(sign_by_link, live, code, SignatureMark(drawn=STROKES), at=house_clock.now())


def test_a_code_runs_out_after_ten_minutes(telephones: Telephones, clock: StandingClock) -> None:
    live = link_for(awaiting())
    code = code_for(live, telephones)
    clock.advance(minutes=10)
    assert "过期" in refusal(sign_by_link, live, code, SignatureMark(drawn=STROKES), at=house_clock.now())


def test_a_code_of_one_link_is_worth_nothing_at_another(telephones: Telephones) -> None:
    case = awaiting()
    one, other = link_for(case, "applicant"), link_for(case, "respondent")
    code = code_for(one, telephones)
    code_for(other, telephones)
    assert one.link.code_hash != other.link.code_hash
    assert operations._code_hash(one.link, code) != operations._code_hash(other.link, code)


def test_codes_go_where_the_link_went_and_not_too_often(clock: StandingClock, telephones: Telephones) -> None:
    live = link_for(awaiting())
    assert operations.send_code(live, at=house_clock.now()) == "sms"
    ((phone, code),) = telephones.codes
    assert (phone, len(code)) == (APPLICANT.phone, 6)
    assert code not in live.link.code_hash
    assert "1 分钟" in refusal(operations.send_code, live, at=house_clock.now())
    for _ in range(operations.CODES_AT_MOST - 1):
        clock.advance(seconds=61)
        operations.send_code(live, at=house_clock.now())
    clock.advance(seconds=61)
    assert "次数太多" in refusal(operations.send_code, live, at=house_clock.now())
    sign_by_link(live, telephones.codes[-1][1], SignatureMark(drawn=STROKES), at=house_clock.now())
    ((_, act, _),) = queries.acts_of(live.case.id)
    assert act.confirmed_by == "sms"


def test_a_signer_who_is_here_gets_no_code_but_from_a_second_member_of_the_staff() -> None:
    case = awaiting()
    live = link_for(case, on_site=True)
    assert "当面告知" in refusal(operations.send_code, live, at=house_clock.now())
    sign_by_link(live, code_in_person(live), SignatureMark(drawn=STROKES), at=house_clock.now())
    ((_, act, _),) = queries.acts_of(case.id)
    assert (act.confirmed_by, act.paper_seen, act.level) == ("on_site", "resident_id", "simple")
    assert act.witness == actor(cast.CLERK).name


# The hand.


@pytest.mark.parametrize(
    ("hand", "good", "remark"),
    [
        (SignatureMark(drawn=STROKES), True, "drawn"),
        (SignatureMark(typed="林 雅珍"), True, "typed, with a space"),
        (SignatureMark(typed="林雅"), False, "not the whole name"),
        (SignatureMark(), False, "nothing"),
        (SignatureMark(drawn="1,1 2,2"), False, "a dot"),
        (SignatureMark(drawn="1,1 2,2 3,3 4,4 5,5 6,6 7,7 999,8"), False, "outside of the field"),
        (SignatureMark(drawn='1,1"/><script>alert(1)</script>', typed="林雅珍"), False, "no drawing at all"),
    ],
)
def test_what_counts_as_a_hand(telephones: Telephones, hand: SignatureMark, good: bool, remark: str) -> None:
    live = link_for(awaiting())
    code = code_for(live, telephones)
    if good:
        assert sign_by_link(live, code, hand, at=house_clock.now())
    else:
        refusal(sign_by_link, live, code, hand, at=house_clock.now())


def test_the_law_of_the_electronic_form_decides_only_where_no_hand_is_on_paper(
    telephones: Telephones,
) -> None:
    case = awaiting()
    sign(case, "applicant", telephones)
    draft = drafts.current_draft(case.id)
    assert draft is not None
    assert "电子签名法" in drafts.effect_of(case, draft).legal_basis
    facts = SignatureFacts("respondent", house_clock.today())
    agreements.record_signature(case, facts, by(cast.CENTRE_MEDIATOR))
    assert "电子签名法" not in drafts.effect_of(case, draft).legal_basis
