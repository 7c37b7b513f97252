"""A citizen follows the case with number and code; nobody learns anything without both."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mediation.demo import pictures
from mediation.public.operations import WRONG
from tests import cast
from tests.intake.walk import mistakes
from tests.journeys.conftest import Come
from tests.journeys.pages import form_on, links_on, words_of
from tests.journeys.road import Road, carried_out, content_of, filed

NO_SUCH_NUMBER = "2026-99999"


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**8:08d}"


def knock(app: Flask, number: str, code: str, address: str = "198.51.100.7") -> TestResponse:
    client = app.test_client()
    page = client.get(f"/track/{number}", environ_base={"REMOTE_ADDR": address})
    client.environ_base["REMOTE_ADDR"] = address
    return form_on(page, "/track").send(client, code=code)


def test_a_wrong_number_and_a_wrong_code_get_the_same_answer(come_to: Come) -> None:
    road = come_to("submitted")
    answers = [knock(road.app, number, wrong(road.code)) for number in (road.number, NO_SUCH_NUMBER)]
    assert [answer.status_code for answer in answers] == [422, 422]
    wrong_code, wrong_number = (
        answer.text.replace(road.number, "").replace(NO_SUCH_NUMBER, "") for answer in answers
    )
    assert wrong_code == wrong_number
    assert mistakes(answers[0]) == [WRONG.zh]


def test_after_five_tries_even_the_right_code_has_to_wait_there_and_not_elsewhere(come_to: Come) -> None:
    road = come_to("submitted")
    for _ in range(5):
        assert mistakes(knock(road.app, road.number, wrong(road.code))) == [WRONG.zh]
    assert mistakes(knock(road.app, road.number, road.code)) == [WRONG.zh]
    assert knock(road.app, road.number, road.code, "203.0.113.9").headers["Location"] == "/my-case"
    road.clock.advance(minutes=1)
    assert knock(road.app, road.number, road.code).headers["Location"] == "/my-case"


def test_somebody_who_tries_many_numbers_has_to_wait_as_well(come_to: Come) -> None:
    road = come_to("submitted")
    for serial in range(20):
        knock(road.app, f"2026-{90000 + serial}", "12345678")
    assert mistakes(knock(road.app, road.number, road.code)) == [WRONG.zh]
    assert knock(road.app, road.number, road.code, "203.0.113.9").status_code == 302


def test_the_case_closes_by_itself_and_by_leaving(come_to: Come) -> None:
    road = come_to("submitted")
    client = road.citizen()
    road.clock.advance(minutes=119)
    assert client.get("/my-case").status_code == 200
    road.clock.advance(minutes=121)
    assert client.get("/my-case").headers["Location"] == "/track"
    client = road.citizen()
    carried_out(client.post("/my-case/leave"))
    assert client.get("/my-case").headers["Location"] == "/track"


def test_the_page_says_whose_turn_it_is_and_which_day_counts_and_why(come_to: Come) -> None:
    words = words_of(come_to("submitted").citizen().get("/my-case"))
    assert "目前不需要您做什么。现在轮到：调解中心。" in words
    assert "下一个法定日期" in words
    assert "为什么是这一天？" in words
    assert "第1日是2026年3月3日" in words


def test_messages_go_between_one_side_and_the_centre_only(come_to: Come) -> None:
    road = come_to("under_mediation")
    client = road.citizen()
    typed = "周五下午可以吗？<script>alert(1)</script>"
    carried_out(form_on(client.get("/my-case"), "/message").send(client, text=typed))
    assert "周五下午可以吗？&lt;script&gt;" in road.page().text
    road.act(road.mediator, "send_message", side="applicant", text="可以，周五三点。")
    road.act(road.mediator, "send_message", side="respondent", text="请贵行补交流水。")
    page = client.get("/my-case").text
    assert "可以，周五三点。" in page
    assert "请贵行补交流水。" not in page
    assert "周五下午可以吗？&lt;script&gt;" in page


def test_an_empty_message_is_not_sent(come_to: Come) -> None:
    client = come_to("under_mediation").citizen()
    answer = form_on(client.get("/my-case"), "/message").send(client, text="  ")
    assert (answer.status_code, mistakes(answer)) == (422, ["请先写内容，再发送。"])


def test_files_are_added_and_read_again(come_to: Come) -> None:
    road = come_to("under_mediation")
    client = road.citizen()
    picture = pictures.make("screenshot", ["聊天记录", "同意退费"])
    form = form_on(client.get("/my-case"), "/files")
    carried_out(form.send(client, files=(BytesIO(picture), "聊天.png")))
    (address,) = links_on(client.get("/my-case"), "/my-case/files/")["聊天.png"]
    answer = client.get(address)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert content_of(answer)[:4] == b"\x89PNG"
    assert "聊天.png" in links_on(road.page(), f"{road.address}/files/")


REFUSED = [
    (b"MZ\x90\x00" + bytes(300), "合同.pdf", "a program that is called a contract"),
    (b"<html><script>alert(1)</script></html>", "账单.jpg", "a page that is called a photo"),
    (b"", "空.pdf", "an empty file"),
    (bytes(40 * 1024 * 1024), "录像.pdf", "forty megabytes"),
]


@pytest.mark.parametrize(("content", "name", "remark"), REFUSED, ids=[one[-1] for one in REFUSED])
def test_a_file_that_cannot_be_taken_says_why(come_to: Come, content: bytes, name: str, remark: str) -> None:
    road = come_to("under_mediation")
    client = road.citizen()
    form = form_on(client.get("/my-case"), "/files")
    answer = form.send(client, files=(BytesIO(content), name))
    assert answer.status_code == 422, remark
    assert name in mistakes(answer)[0]
    assert not links_on(client.get("/my-case"), "/my-case/files/")


def test_what_the_centre_asks_for_is_supplied_and_the_case_goes_back_to_it(come_to: Come) -> None:
    road = come_to("submitted")
    road.act(cast.CLERK, "request_correction", reason="请补充分期合同第一页。")
    client = road.citizen()
    page = client.get("/my-case")
    assert "现在轮到您：请补充材料。" in words_of(page)
    page = client.get("/my-case/correct")
    assert "请补充分期合同第一页。" in page.text
    paper = pictures.make("pdf", ["分期合同", "第一页"])
    carried_out(form_on(page).send(client, files=(BytesIO(paper), "合同.pdf"), remark="合同在这里。"))
    assert "现在轮到：调解中心。" in words_of(client.get("/my-case"))
    seen = road.page(cast.CLERK)
    assert "合同在这里。" in seen.text
    assert "合同.pdf" in links_on(seen, f"{road.address}/files/")
    road.accept()


def test_a_correction_with_one_bad_file_keeps_what_was_written(come_to: Come) -> None:
    road = come_to("submitted")
    road.act(cast.CLERK, "request_correction", reason="请补充合同。")
    client = road.citizen()
    form = form_on(client.get("/my-case/correct"))
    answer = form.send(client, files=(BytesIO(b"MZ"), "合同.pdf"), remark="附上合同。")
    assert answer.status_code == 422
    assert "附上合同。" in answer.text
    assert "现在轮到您" in words_of(client.get("/my-case"))


def test_another_cases_papers_and_files_are_not_found(come_to: Come) -> None:
    road = come_to("submitted")
    other = road.app.test_client()
    number, code = filed(other)
    mine = road.citizen()
    theirs = Road(road.app, road.clock, number, mediator=road.mediator, code=code).citizen()
    added = (BytesIO(pictures.make("pdf", ["我的"])), "我的.pdf")
    carried_out(form_on(mine.get("/my-case"), "/files").send(mine, files=added))
    own = [*_addresses(mine, "/my-case/papers/"), *_addresses(mine, "/my-case/files/")]
    assert len(own) == 2
    for address in own:
        assert theirs.get(address).status_code == 404
        assert road.app.test_client().get(address).headers["Location"] == "/track"
    for address in own:
        answer = mine.get(address)
        assert (answer.status_code, bool(content_of(answer))) == (200, True)


def _addresses(client: FlaskClient, part: str) -> list[str]:
    return [one for found in links_on(client.get("/my-case"), part).values() for one in found]
