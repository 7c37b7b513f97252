"""A complaint typed by a citizen becomes a numbered agreement whose text says what was agreed."""

from __future__ import annotations

import io
import re
from datetime import date, datetime

import pypdf
import pytest
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from mediation.clock import ZONE
from mediation.demo import pictures
from tests import cast
from tests.conftest import StandingClock
from tests.documents.reading import text_of, without_space
from tests.intake.walk import ANSWERS, Walk, mistakes
from tests.journeys.complaints import COMPLAINTS, Complaint, Typed
from tests.journeys.pages import form_on, links_on, words_of
from tests.journeys.road import Road, content_of, downloaded, number_and_code
from tests.stages import Stage

MONDAY, SIGNED = date(2026, 3, 9), date(2026, 3, 10)
DESCRIBED = 0x010E  # EXIF ImageDescription
OUTCOME = {"zh": "调解成功", "en": "settled"}
SAME, CHANGED = "文件与本中心存档逐字节一致，现行有效", "文件与本中心存档不一致"


def a_file(kind: str) -> tuple[bytes, str]:
    """A real file as a telephone or a bank makes it; the photograph says who took it."""
    lines = ["账单明细", "手续费 1,260.00", "日期 2025-09-01"]
    if kind == "jpeg":
        plain = Image.open(io.BytesIO(pictures.make("photo", lines)))
        exif = plain.getexif()
        exif[DESCRIBED] = "taken at home by the applicant"
        out = io.BytesIO()
        plain.save(out, "JPEG", exif=exif)
        return out.getvalue(), "账单照片.jpg"
    if kind == "png":
        return pictures.make("screenshot", lines), "聊天截图.png"
    return pictures.make("pdf", lines), "合同 contract.pdf"


class Citizen(Walk):
    """Opens each page, chooses by the words that stand there, and goes on where the page leads."""

    def __init__(self, client: FlaskClient, complaint: Complaint) -> None:
        super().__init__(client)
        self.complaint = complaint
        self.answers = {step: dict(typed) for step, typed in ANSWERS.items()}
        for step, typed in complaint.answers.items():
            self.answers[step] = self.answers.get(step, {}) | typed
        self.answers["about-you"] |= {"name": complaint.name}
        client.set_cookie("lang", complaint.lang)

    def fill_in(self) -> str:
        """From the first page to the receipt; gives the text of the receipt page."""
        door = "/complaints/assisted" if self.complaint.by_staff else "/complaints/"
        answer = self.client.post(door)
        while not answer.headers["Location"].endswith("/check"):
            answer = self._answer(answer.headers["Location"])
        check = self.client.get("/complaints/check")
        assert self.complaint.name in check.text.replace("&#39;", "'")
        answer = form_on(check, "/complaints/check").send(self.client, truth="y")
        assert answer.status_code == 303, mistakes(answer)
        receipt = self.client.get("/complaints/receipt")
        assert receipt.status_code == 200
        return receipt.text

    def _answer(self, address: str) -> TestResponse:
        page = self.client.get(address)
        step = address.rsplit("/", 1)[1]
        if step == "evidence":
            for kind in self.complaint.evidence:
                content, name = a_file(kind)
                uploaded = form_on(page).send(self.client, files=(io.BytesIO(content), name), then="upload")
                assert uploaded.status_code == 303, mistakes(uploaded)
        typed: Typed = dict(self.answers[step]) | {"then": "next"}
        form = form_on(page)
        if step == "institution":
            typed = {"institution": form.chosen("institution", typed["institution"]), "then": "next"}
        elif step == "consents" and self.complaint.by_staff:
            typed["consent_by"] = "oral"
        answer = form.send(self.client, **typed)
        assert answer.status_code == 303, f"{step}: {mistakes(answer)}"
        return answer


@pytest.mark.parametrize("complaint", COMPLAINTS, ids=[one.remark for one in COMPLAINTS])
def test_a_complaint_becomes_an_agreement_that_says_what_was_agreed(
    complaint: Complaint, founded: Stage, clock: StandingClock
) -> None:
    app = founded.app
    client = cast.client_of(app, cast.CLERK) if complaint.by_staff else app.test_client()
    number, code = number_and_code(Citizen(client, complaint).fill_in())
    receipt_says_what_was_filed(complaint, downloaded(client.get("/complaints/receipt.pdf")), number, code)

    road = Road(app, clock, number, mediator=complaint.mediator[0], code=code)
    the_staff_bring_it_to_its_end(road, complaint)

    (paper,) = road.papers("调解协议书")
    the_agreement_says_what_was_agreed(complaint, paper, number)
    anybody_can_check_the_paper(app.test_client(), paper)
    the_citizen_sees_the_end(road, complaint, paper)
    checked = app.test_cli_runner().invoke(args=["check-timeline"])
    assert (checked.exit_code, checked.output) == (0, "The timeline is whole.\n")


def receipt_says_what_was_filed(complaint: Complaint, paper: bytes, number: str, code: str) -> None:
    text = text_of(paper)
    narrative = without_space(complaint.answers["what-happened"]["narrative"])
    year, serial = number.split("-")
    for said in (f"〔{year}〕{serial}号", code, complaint.other, narrative):
        assert said in text, f"the receipt does not say {said}"
    assert without_space(complaint.name) in text
    for kind in complaint.evidence:
        assert without_space(a_file(kind)[1]) in text


def the_staff_bring_it_to_its_end(road: Road, complaint: Complaint) -> None:
    clock = road.clock
    clock.advance(days=1)
    road.accept()
    road.route(complaint.place)
    road.appoint(complaint.mediator[1])
    photos_reach_the_mediator_without_what_the_telephone_wrote(road, complaint)
    clock.advance(days=1)
    road.hear("applicant")
    road.hear("respondent", "email")
    road.begin()
    road.book(MONDAY)
    clock.move_to(at(MONDAY, 11))
    road.record(MONDAY, "双方各自说明了经过。\n经核对材料，双方达成一致。")
    the_terms_are_drafted(road, complaint)
    road.offer()
    clock.move_to(at(SIGNED, 16))
    road.sign("applicant", SIGNED)
    clock.move_to(at(complaint.last_hand_on, 9))
    refused = road.try_conclude()
    assert (refused.status_code, mistakes(refused)[0]) == (422, "签名、盖章还不齐全，协议尚未生效。")
    too_early = road.try_press("signatures", **{"sign-signer": "mediator", "sign-signed_on": str(SIGNED)})
    assert mistakes(too_early)[0] == "签署有先后：请等被申请人先签。"
    road.sign("respondent", complaint.last_hand_on)
    road.sign("mediator", complaint.last_hand_on)
    road.file_scan()
    clock.advance(hours=6)
    road.conclude()


def at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def photos_reach_the_mediator_without_what_the_telephone_wrote(road: Road, complaint: Complaint) -> None:
    files = links_on(road.page(), f"{road.address}/files/")
    assert set(files) == {without_space(a_file(kind)[1]) for kind in complaint.evidence}
    for (address,) in files.values():
        answer = road.client(road.mediator).get(address)
        assert answer.headers["Content-Disposition"].startswith("attachment")
        content = content_of(answer)
        if answer.mimetype == "image/jpeg":
            assert not Image.open(io.BytesIO(content)).getexif()


def the_terms_are_drafted(road: Road, complaint: Complaint) -> None:
    typed = dict(complaint.terms)
    if complaint.equal:
        count, first_on = complaint.equal
        client = road.client(road.mediator)
        filled = road.form(road.mediator, "agreement/draft").send(
            client, **typed, fill="", count=str(count), first_on=first_on
        )
        assert filled.status_code == 200, mistakes(filled)
        form = form_on(filled)
        rows = [name for name in form.fields if re.fullmatch(r"instalments-\d+-fen", name)]
        assert len(rows) == count
        typed = {}
        answer = form.send(client)
        assert answer.status_code == 302, mistakes(answer)
    else:
        road.draft(**typed)


def the_agreement_says_what_was_agreed(complaint: Complaint, paper: bytes, number: str) -> None:
    text = text_of(paper, foot=False)
    day = complaint.last_hand_on
    year, serial = number.split("-")
    expected = (
        *complaint.paper,
        *(words for name, words in complaint.terms.items() if name.endswith("-text")),
        *(one for one in (complaint.name, complaint.other, complaint.mediator[1])),
        f"厦金调〔{year}〕{serial}号",
        f"本协议生效日期：{day.year}年{day.month}月{day.day}日。",
        "本协议一式三份",
        "2026年3月3日受理",
        "于2026年3月9日",
    )
    for said in expected:
        assert without_space(said) in text, f"the agreement does not say {said}"
    assert f"厦金调协〔{year}〕1号" in text_of(paper)
    by_another_reader = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper)).pages)
    assert without_space(complaint.name) in without_space(by_another_reader)


def anybody_can_check_the_paper(client: FlaskClient, paper: bytes) -> None:
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", text_of(paper))
    assert code
    page = client.get(f"/v/{code[0]}")
    assert page.status_code == 200
    assert "此文书由本中心出具，现行有效" in page.text
    altered = bytearray(paper)
    altered[len(altered) // 2] ^= 1
    for content, said in ((paper, SAME), (bytes(altered), CHANGED)):
        compared = form_on(page).send(client, file=(io.BytesIO(content), "agreement.pdf"))
        assert said in compared.text


def the_citizen_sees_the_end(road: Road, complaint: Complaint, paper: bytes) -> None:
    client = road.citizen()
    client.set_cookie("lang", complaint.lang)
    page = client.get("/my-case")
    words = words_of(page)
    day = complaint.confirm_by
    shown = f"{day.year}年{day.month}月{day.day}日" if complaint.lang == "zh" else f"{day.day}Apr{day.year}"
    assert OUTCOME[complaint.lang] in words
    assert shown in words
    title = {"zh": "调解协议书（PDF）", "en": "MediationAgreement(PDF)"}[complaint.lang]
    (address,) = links_on(page, "/my-case/papers/")[title]
    assert downloaded(client.get(address)) == paper
    assert (complaint.lang == "en") == any("English" in one for one in links_on(page, "/my-case/papers/"))
