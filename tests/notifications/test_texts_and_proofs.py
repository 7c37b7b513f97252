"""Texts that an administrator edits, what never stands in an SMS, what proves that a letter arrived."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from mediation import clock
from mediation.access.actor import HOUSE
from mediation.access.by import By
from mediation.database import db
from mediation.notifications import acts, labels, ladder, wording
from mediation.notifications.addressees import contact_of
from mediation.notifications.envelopes import outgoing
from mediation.notifications.facts import EVERYWHERE, SAFE
from mediation.notifications.kinds import KINDS
from mediation.notifications.models import Delivery, Letter
from mediation.notifications.operations import write_to_body
from mediation.notifications.proofs import note_proof, note_read
from mediation.notifications.queries import letters_to, text_of
from mediation.notifications.texts import shipped
from mediation.notifications.wording import TextRefused
from tests import cast
from tests.builders import APPLICANT, actor, case_in, opened
from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("founded", "undrawn")


def typed(kind: str, **changed: str) -> dict[str, str]:
    text = shipped(kind)
    plain = {
        f"{name}_{lang}": getattr(getattr(text, name), lang)
        for name in ("title", "body", "sms", "sms_template")
        for lang in ("zh", "en")
    }
    return {**plain, **changed}


def the_letter(case_id: int, side: str, kind: str) -> Letter:
    return db.session.scalars(
        select(Letter).where(Letter.case_id == case_id, Letter.side == side, Letter.kind == kind)
    ).one()


def by(letter: Letter, channel: str) -> Delivery | None:
    return next((one for one in letter.deliveries if one.channel == channel), None)


@pytest.mark.parametrize("kind", KINDS)
def test_every_shipped_text_passes_its_own_check_and_an_sms_names_only_safe_facts(kind: str) -> None:
    wording.check(kind, typed(kind))
    known = {**KINDS[kind].facts, **EVERYWHERE}
    assert all(known[name] in SAFE for name in wording.allowed_in(kind, "sms_zh"))


@pytest.mark.parametrize(
    ("field", "text", "says", "remark"),
    [
        ("body_zh", "{name}您好", "{number}", "an unknown field: the sentence names those allowed"),
        ("sms_zh", "补正：{reason}", "个人信息", "what a person wrote may not go into an SMS"),
        ("sms_en", "{number", "{number}", "a brace without its other"),
        ("body_en", "{number.__class__}", "{number}", "no way into the program"),
        ("body_en", "{number!r:>9999}", "{number}", "nor a picture of it"),
        ("title_zh", "  ", "不能留空", "empty"),
        ("sms_zh", "长" * 201, "200", "too long for an SMS"),
    ],
)
def test_a_text_that_cannot_be_is_refused_in_a_sentence(
    field: str, text: str, says: str, remark: str
) -> None:
    with pytest.raises(TextRefused) as refused:
        wording.check("correction_requested", typed("correction_requested", **{field: text}))
    assert refused.value.field == field, remark
    assert says in refused.value.words.zh, remark


@pytest.mark.parametrize("kind", [kind for kind in KINDS if KINDS[kind].to])
def test_nothing_personal_leaves_by_sms_whatever_the_kind(session: Session, kind: str) -> None:
    case = opened().case
    facts = {**wording.sample_facts(kind), "number": case.short_number}
    letter = Letter(case_id=case.id, side="applicant", kind=kind, facts=facts, lang="zh", text_version=0)
    sent = Delivery(channel="sms", key="k", letter=letter, id=1)
    message = outgoing(sent, contact_of(letter))
    assert message is not None
    leaves = f"{message.text} {message.parameters} {message.template}"
    for secret in (
        APPLICANT.name,
        APPLICANT.phone,
        APPLICANT.paper_number,
        APPLICANT.address,
        case.narrative,
    ):
        assert secret not in leaves
    assert APPLICANT.phone not in repr(message), "nor into a log"
    session.rollback()


def test_versions_are_only_added_and_a_letter_keeps_its_own(session: Session) -> None:
    before = opened().case
    new = typed("complaint_received", body_zh="新写的：{number}")
    wording.write_text("complaint_received", new, By(actor(cast.ADMINISTRATOR), clock.now()))
    after = opened().case
    wording.return_to_shipped("complaint_received", By(actor(cast.ADMINISTRATOR), clock.now()))
    last = opened().case
    texts = [text_of(letters_to(case.id, "applicant")[0]).zh[:3] for case in (before, after, last)]
    assert texts == ["案件2", "新写的", "案件2"]


def test_reading_proves_notice_and_stops_the_ladder(
    session: Session,
) -> None:
    case = case_in("accepted")
    letter = the_letter(case.id, "respondent", "complaint_accepted")
    assert letter.next_step_on is not None
    assert note_read(letter, By(HOUSE, clock.now()))
    assert not note_read(letter, By(HOUSE, clock.now())), "once"
    assert letter.proven_at == clock.now()
    assert letter.next_step_on is None


def test_of_several_channels_the_earliest_proof_counts(session: Session) -> None:
    case = case_in("accepted")
    letter = the_letter(case.id, "applicant", "complaint_accepted")
    note_proof(letter, "paper", "receipt", clock.now(), By(HOUSE, clock.now()))
    note_proof(letter, "call", "told", clock.now() - timedelta(days=1), By(HOUSE, clock.now()))
    assert letter.proven_at == clock.now() - timedelta(days=1)


def test_a_letter_that_stays_unread_goes_on_to_a_call_and_then_to_the_post(session: Session) -> None:
    case = case_in("accepted")
    letter = the_letter(case.id, "applicant", "complaint_accepted")
    assert by(letter, "sms") is None, "not set up here"
    call = by(letter, "call")
    assert call is not None, "so a person rings at once"
    clerk = actor(cast.CLERK)
    for _ in range(acts.MOST_CALLS):
        acts.note_call(call, "no_answer", "", By(clerk, clock.now()))
    assert call.state == "dead"
    session.flush()
    assert ladder.take_due_steps(at=clock.now(), most=10) >= 1
    paper = by(letter, "paper")
    assert paper is not None
    assert paper.state == "queued"


def test_a_call_that_told_is_a_proof_and_what_waits_is_called_off(session: Session) -> None:
    case = case_in("accepted")
    letter = the_letter(case.id, "applicant", "complaint_accepted")
    call = by(letter, "call")
    assert call is not None
    acts.note_call(call, "told", "本人接听", By(actor(cast.CLERK), clock.now()))
    assert (call.state, letter.proofs[0].basis, letter.next_step_on) == ("delivered", "told", None)


PAGES = {
    cast.CLERK: ("/inbox", "/letters/", "/letters/calls", "/letters/post", "/letters/bad-addresses"),
    cast.ADMINISTRATOR: ("/inbox", "/letters/", "/letters/texts", "/letters/texts/complaint_received"),
    cast.BANK_USER: ("/inbox",),
}


@pytest.mark.parametrize("username", PAGES)
def test_the_pages_of_letters_open_in_both_languages(
    founded: Stage, signed_in: Callable[[str], FlaskClient], username: str
) -> None:
    with founded.app.app_context():
        case_in("accepted")
        db.session.commit()
    client = signed_in(username)
    for lang in ("zh", "en"):
        client.set_cookie("lang", lang)
        for page in PAGES[username]:
            assert client.get(page).status_code == 200, page


def test_a_text_with_an_unknown_field_is_refused_beside_the_field_with_what_was_typed(
    signed_in: Callable[[str], FlaskClient],
) -> None:
    page = signed_in(cast.ADMINISTRATOR).post(
        "/letters/texts/complaint_received",
        data=typed("complaint_received", body_zh="{nobody}") | {"keep": "1"},
    )
    assert page.status_code == 422
    assert "没有叫 {nobody} 的字段" in page.text
    assert "{number}" in page.text


def test_only_addresses_of_this_site_can_be_followed_in_a_letter(founded: Stage) -> None:
    with founded.app.test_request_context(base_url="https://centre.example"):
        new = typed("complaint_received", body_zh="{number} <b> http://evil.example 见{address}查看")
        wording.write_text("complaint_received", new, By(actor(cast.ADMINISTRATOR), clock.now()))
        case = opened().case
        db.session.flush()
        shown = str(labels.shown(letters_to(case.id, "applicant")[0]))
        page = f"/track/{case.short_number}"
        assert f'<a class="govuk-link" href="{page}">https://centre.example{page}</a>查看' in shown
        assert "&lt;b&gt; http://evil.example" in shown
        assert shown.count("<a ") == 1


def test_marking_all_as_read_leaves_what_proves_service_to_be_opened(
    founded: Stage, signed_in: Callable[[str], FlaskClient]
) -> None:
    with founded.app.app_context():
        case_id = case_in("accepted").id
        bank = actor(cast.BANK_USER)
        assert bank.organisation_id is not None
        kind = next(kind for kind in KINDS if KINDS[kind].group == "staff")
        facts = wording.sample_facts(kind)
        write_to_body(kind, bank.organisation_id, facts, key="test", at=clock.now())
        db.session.commit()
    client = signed_in(cast.BANK_USER)
    assert "全部标为已读" in client.get("/inbox").text
    assert client.post("/inbox/read").status_code == 302
    assert "全部标为已读" not in client.get("/inbox").text
    with founded.app.app_context():
        assert the_letter(case_id, "respondent", "complaint_accepted").read_at is None
        left = db.session.scalars(select(Letter.side).where(Letter.read_at.is_(None))).all()
        assert "" not in left
