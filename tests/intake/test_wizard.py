"""The wizard as a browser without JavaScript meets it: every page, every slip, nothing lost."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask

from mediation.cases.models import Case
from mediation.database import db
from mediation.intake.models import IntakeDraft
from mediation.intake.steps import STEPS
from tests.conftest import StandingClock
from tests.intake.walk import ANSWERS, Walk, mistakes, value_of
from tests.intake.walk import STEPS as PAGES

AMOUNTS = [
    # typed, accepted in fen or None, remark
    ("12600", 1_260_000, "plain"),
    ("１２，６００元", 1_260_000, "full-width with comma and unit"),
    ("1.26万", 1_260_000, "in ten thousands"),
    ("壹万贰仟陆佰元整", 1_260_000, "capitals"),
    ("0.05", 5, "five fen"),
    ("-1", None, "negative"),
    ("1e9", None, "scientific"),
    ("12,60", None, "comma in the wrong place"),
    ("$100", None, "foreign money"),
    ("三万五元", None, "can be read in two ways"),
    ("0", None, "nothing is at stake then"),
    ("", None, "known but not said"),
    ("99999999999999999", None, "too large"),
    ("'; DROP TABLE cases; --", None, "no amount"),
]


@pytest.mark.parametrize(("typed", "fen", "remark"), AMOUNTS, ids=[remark for _, _, remark in AMOUNTS])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_amount_is_read_or_refused_with_a_sentence_and_kept(
    walk: Walk, typed: str, fen: int | None, remark: str, lang: str
) -> None:
    walk.client.set_cookie("lang", lang)
    answer = walk.send("amount", kind="known", amount=typed)
    if fen is not None:
        assert answer.status_code == 303, mistakes(answer)
        return
    assert answer.status_code == 422
    assert mistakes(answer)
    assert value_of(answer, "amount") == typed
    # closing the browser and coming back loses nothing either
    assert value_of(walk.client.get(PAGES + "amount"), "amount") == typed


def test_the_amount_comes_back_in_capitals(walk: Walk) -> None:
    answer = walk.send("amount", kind="known", amount="12600")
    page = walk.client.get(answer.headers["Location"]).text
    assert "¥12,600.00" in page
    assert "壹万贰仟陆佰元整" in page


def test_an_amount_without_its_radio_speaks_for_itself(walk: Walk) -> None:
    assert walk.send("amount", amount="500").status_code == 303


def test_an_amount_left_behind_does_not_matter_when_no_money_is_at_stake(walk: Walk) -> None:
    assert walk.send("amount", kind="none", amount="nonsense").status_code == 303


PAPERS = [
    # kind, number, accepted, remark
    ("resident_id", "350203199003072212", True, "right"),
    ("resident_id", "３５０２０３１９９００３０７２２１２", True, "full-width"),
    ("resident_id", "350203 19900307 2212", True, "in groups"),
    ("resident_id", "350203199003072213", False, "wrong check digit"),
    ("resident_id", "35020319900307221", False, "one digit short"),
    ("resident_id", "350203199013072212", False, "thirteenth month"),
    ("resident_id", "<script>alert(1)</script>", False, "markup"),
    ("passport_cn", "E12345678", True, "passport"),
    ("passport_cn", "12", False, "too short"),
    ("nonsense", "350203199003072212", False, "a kind that does not exist"),
]


@pytest.mark.parametrize(
    ("kind", "number", "accepted", "remark"), PAPERS, ids=[remark for *_, remark in PAPERS]
)
def test_a_paper_number_is_checked_and_kept_as_typed(
    walk: Walk, kind: str, number: str, accepted: bool, remark: str
) -> None:
    walk.save("applicant")
    answer = walk.send("about-you", name="林䶮", paper_kind=kind, paper_number=number)
    assert (answer.status_code == 303) == accepted, mistakes(answer)
    if not accepted:
        assert html.escape(number) in answer.text.replace("&#34;", "&quot;")


def test_a_wrong_credit_code_says_what_is_wrong(walk: Walk) -> None:
    walk.send("applicant", answer="small_firm")
    firm = {"name": "样例小店", "legal_representative": "张样例", "contact_name": "张样例"}
    answer = walk.send("about-firm", uscc="91350200MA2XXXXXX1", **firm)
    assert answer.status_code == 422
    assert "代码" in mistakes(answer)[0]
    assert walk.send("about-firm", uscc="9135", **firm).status_code == 422


def test_a_name_that_no_paper_could_print_is_told_to_who_typed_it(walk: Walk) -> None:
    walk.save("applicant")
    answer = walk.send("about-you", **ANSWERS["about-you"] | {"name": "林\U0001f600"})
    assert "\U0001f600" in mistakes(answer)[0]


HOSTILE = '\'; DROP TABLE cases; -- <script>alert("x")</script> {{ 7*7 }} %s \x00\u202e'


@pytest.mark.parametrize("step", [step.code for step in STEPS if step.code not in ("evidence", "received")])
def test_sql_and_markup_in_every_field_are_text_or_refused(walk: Walk, step: str) -> None:
    walk.save("applicant")
    walk.save("institution-type")
    typed = dict.fromkeys(ANSWERS.get(step, {"answer": "", "name": "", "kind": "", "number": ""}), HOSTILE)
    answer = walk.send(step, **typed)
    assert answer.status_code in (303, 422)
    page = walk.client.get(PAGES + step)
    assert page.status_code in (200, 303)
    for text in (answer.text, page.text):
        assert "<script>alert" not in text
        assert "49" not in text or "{{" in html.unescape(text)


def test_hostile_text_reaches_the_case_as_it_was_typed(city: Flask) -> None:
    narrative = "<b>粗体</b> '; DROP TABLE cases; -- {{ config }}"
    walk = Walk(city.test_client(), **{"what-happened": {"narrative": narrative}}).begin()
    walk.file()
    with city.app_context():
        assert db.session.query(Case).one().narrative == narrative


def test_every_page_opens_in_both_languages_before_anything_is_typed(walk: Walk) -> None:
    walk.save("applicant")
    for lang in ("zh", "en"):
        walk.client.set_cookie("lang", lang)
        for step in walk.answers:
            answer = walk.client.get(PAGES + step)
            assert answer.status_code == 200, step
            if step != "applicant":  # which pages there are follows from this one
                assert walk.send(step).status_code in (303, 422)


def test_each_answer_against_mediation_shows_another_door_and_a_way_on(walk: Walk) -> None:
    for step, answer in (("complained", "no"), ("elsewhere", "pending"), ("nature", "fundraising")):
        place = walk.send(step, answer=answer).headers["Location"]
        assert place.endswith(f"{step}/other-doors")
        page = walk.client.get(place).text
        assert "继续申请" in page
        assert "返回修改" in page


def test_choices_that_do_not_exist_are_refused(walk: Walk) -> None:
    walk.save("applicant")
    walk.save("institution-type")
    for step, typed in (
        ("city", {"answer": "maybe"}),
        ("product", {"product": "lottery"}),
        ("institution", {"institution": "999999"}),
        ("institution", {"institution": "99999999999999999999"}),
        ("station", {"place": "-1"}),
        ("address", {"district": "110101", "address": "样例路 1 号"}),
        ("consents", {"lines": ["centre", "sensitive", "institution", "mediator", "everything"]}),
    ):
        assert walk.send(step, **typed).status_code == 422, step


def test_an_institution_is_found_by_pinyin_and_chosen(walk: Walk, city: Flask) -> None:
    walk.save("applicant")
    walk.save("institution-type")
    everything = walk.client.get(PAGES + "institution").text
    name, number = _first_institution(everything)
    found = walk.client.get(PAGES + "institution", query_string={"q": name[:2]}).text
    assert name in found
    assert walk.send("institution", institution=number).status_code == 303
    nothing = walk.client.get(PAGES + "institution", query_string={"q": "查无此行"}).text
    assert "没有找到" in nothing
    assert name in nothing  # what was chosen stays in the list


def _first_institution(page: str) -> tuple[str, str]:
    found = re.search(
        r'name="institution" type="radio" value="(\d+)".*?<label[^>]*>([^<]+)<', page, re.DOTALL
    )
    assert found
    return found[2], found[1]


def test_another_kind_of_institution_asks_for_the_institution_again(walk: Walk) -> None:
    for step in ("applicant", "institution-type", "institution"):
        walk.save(step)
    walk.send("institution-type", trade="insurer")
    page = walk.client.get(PAGES + "institution")
    assert value_of(page, "other_name") == "鼓浪样例银行"
    for step in ("city", "complained", "elsewhere", "nature"):
        walk.save(step)
    assert walk.client.get("/complaints/continue").headers["Location"].endswith("/institution")


def test_rows_are_added_and_removed_without_losing_what_was_typed(walk: Walk) -> None:
    typed = ANSWERS["dates"]
    walk.send("dates", **typed, then="add-row")
    page = walk.client.get(PAGES + "dates")
    assert value_of(page, "rows-0-what") == "第一次扣费"
    assert value_of(page, "rows-3-on") == ""
    walk.send("dates", **typed, then="remove-row-0")
    page = walk.client.get(PAGES + "dates")
    assert value_of(page, "rows-1-on") == "2025-01-15"
    answer = walk.send(
        "dates", **{"rows-0-on": "明天", "rows-0-what": "x", "rows-1-on": "2024", "rows-1-what": ""}
    )
    assert len(mistakes(answer)) == 2
    assert value_of(answer, "rows-0-on") == "明天"


def test_save_for_later_keeps_even_what_is_wrong(walk: Walk) -> None:
    answer = walk.send("contact", phone="12", then="later")
    assert answer.headers["Location"].endswith("/complaints/later")
    assert value_of(walk.client.get(PAGES + "contact"), "phone") == "12"


def test_a_draft_goes_on_at_another_browser_by_its_code_or_link(walk: Walk, city: Flask) -> None:
    walk.send("what-happened", narrative="短")
    page = walk.client.get("/complaints/later").text
    code = re.search(r"[A-Z2-9]{4}(-[A-Z2-9]{4}){3}", page)
    assert code
    other = city.test_client()
    assert 'name="confirmed"' in other.get("/complaints/resume", query_string={"code": code[0]}).text
    assert 'name="confirmed"' in other.post("/complaints/resume", data={"code": code[0].lower()}).text
    answer = other.post("/complaints/resume", data={"code": code[0].lower(), "confirmed": "yes"})
    assert answer.status_code == 303
    assert value_of(other.get(PAGES + "what-happened"), "narrative") == "短"
    assert f"/complaints/resume?code={code[0]}" in page, "not in the path, which access logs keep"


def test_an_unknown_draft_code_says_what_to_do(city: Flask) -> None:
    client = city.test_client()
    for typed in ("ABCD-2345-EFGH-6789", "abc", "'; --"):
        answer = client.post("/complaints/resume", data={"code": typed})
        assert answer.status_code == 422
        assert mistakes(answer)
        assert value_of(answer, "code") == typed


def test_a_shared_computer_forgets_the_draft(walk: Walk) -> None:
    walk.client.post("/complaints/leave")
    assert walk.client.get(PAGES + "contact").headers["Location"].endswith("/complaints/")


def test_a_stale_page_is_saved_and_says_so(walk: Walk) -> None:
    walk.send("contact", phone="13805921234")
    walk.send("contact", phone="13805921111", revision="1")
    answer = walk.send("contact", phone="13805922222", revision="1")
    page = walk.client.get(answer.headers["Location"]).text
    assert "别的窗口" in page
    assert value_of(walk.client.get(PAGES + "contact"), "phone") == "13805922222"


def test_what_was_typed_begins_a_new_draft_when_the_old_one_is_gone(city: Flask) -> None:
    client = city.test_client()
    answer = client.post(PAGES + "what-happened", data={"narrative": "每月被扣 99 元，我没有同意过。"})
    assert answer.status_code == 303
    assert "99" in value_of(client.get(PAGES + "what-happened"), "narrative")


def test_nothing_typed_is_readable_in_the_database(walk: Walk, city: Flask) -> None:
    walk.send("what-happened", narrative="每月被扣 99 元，我没有同意过。")
    with city.app_context():
        (stored,) = db.session.execute(db.text("SELECT content FROM intake_drafts")).one()
    assert "被扣" not in stored


def test_a_machine_that_fills_the_trap_begins_nothing(city: Flask) -> None:
    assert city.test_client().post("/complaints/", data={"website": "http://x"}).status_code == 400


def test_one_address_begins_only_so_many_drafts_an_hour(city: Flask, clock: StandingClock) -> None:
    city.config.update(DRAFTS_BY_ADDRESS=3, DRAFTS_BY_BROWSER=2)
    known = city.test_client()
    assert known.post("/complaints/").status_code == 303
    for _ in range(2):
        assert city.test_client().post("/complaints/").status_code == 303
    assert city.test_client().post("/complaints/").status_code == 429
    assert [known.post("/complaints/").status_code for _ in range(3)] == [303, 303, 429], "its own allowance"
    elsewhere = city.test_client().post("/complaints/", environ_base={"REMOTE_ADDR": "192.0.2.9"})
    assert elsewhere.status_code == 303
    with city.app_context():
        assert db.session.query(IntakeDraft).count() == 6
    clock.advance(hours=1)
    assert city.test_client().post("/complaints/").status_code == 303
