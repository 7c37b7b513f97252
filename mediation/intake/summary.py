"""The answers as a person reads them over before filing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mediation.documents.models import StoredFile
from mediation.intake.answers import Answers
from mediation.intake.filing import QUESTIONS
from mediation.intake.steps import SECTIONS, Step
from mediation.organisations.models import TRADE_WORDS
from mediation.rules.acceptance import eligibility
from mediation.rules.findings import Words
from mediation.rules.numbers.identity_papers import PAPERS
from mediation.rules.vocabulary import CHANNELS, HELPERS, NEEDS, PRODUCTS, REMEDIES, TIMES
from mediation.web.fields import Says
from mediation.web.filters import capitals, file_size, lines, yuan_signed
from mediation.web.words import t

Value = str | Words | None
Rows = list[tuple[Says | str, Value]]


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one section; each row leads to the page where it can be changed."""

    title: Words
    rows: tuple[tuple[Says | str, Value, str], ...]  # key, value, code of the step


def sections(path: Sequence[Step], answers: Answers, files: Sequence[StoredFile]) -> list[Section]:
    """Everything that was answered on `path`, by section."""
    found = []
    for number, title in enumerate(SECTIONS):
        rows = tuple(
            (key, value, step.code)
            for step in path
            if step.section == number
            for key, value in _rows(step, answers, files)
        )
        if rows:
            found.append(Section(title, rows))
    return found


def _rows(step: Step, answers: Answers, files: Sequence[StoredFile]) -> Rows:
    if step.code == "evidence":
        return [(step.title, _files(files))]
    make = _ROWS.get(step.code)
    if make is None:
        return [(step.title, _chosen(step, answers))]
    return make(answers)


def _chosen(step: Step, answers: Answers) -> Value:
    """What was chosen on a page of one question, in the words of its options."""
    given = answers.data(step.code)
    for name, value in given.items():
        words = _OPTION_WORDS.get(f"{step.code}.{name}")
        if words is not None:
            return words.get(str(value))
    return next((str(value) for value in given.values()), None)


def _files(files: Sequence[StoredFile]) -> Value:
    if not files:
        return Words("没有上传", "None")
    return _stacked([f"{file.original_name} ({file_size(file.size)})" for file in files])


def _stacked(parts: Sequence[str]) -> Value:
    return lines("\n".join(part for part in parts if part)) or None


def _listed(codes: Sequence[str], words: dict[str, Words]) -> str:
    return t("、", ", ").join(t(words[code]) for code in codes if code in words)


def _eligibility(code: str) -> Callable[[Answers], Rows]:
    def rows(answers: Answers) -> Rows:
        question, answer = eligibility.wording(code, str(answers.get(code, "answer")))
        return [(question, answer)]

    return rows


def _received(answers: Answers) -> Rows:
    given = answers.data("received")
    return [
        (Words("渠道", "Channel"), CHANNELS.get(given.get("channel", ""))),
        (Words("收到日期", "Received on"), given.get("received_on")),
        (Words("备注", "Remark"), lines(given.get("remark")) or None),
    ]


def _institution(answers: Answers) -> Rows:
    given = answers.data("institution")
    name = Words(given.get("name", ""), given.get("name_en") or given.get("name", ""))
    return [(Words("机构", "Institution"), name)]


def _other_side(answers: Answers) -> Rows:
    given = answers.data("other-side")
    return [
        (Words("对方", "Other side"), given.get("name")),
        (Words("对方证件号码或者代码", "Its number"), given.get("number")),
        (Words("对方电话", "Its telephone"), given.get("phone")),
        (Words("对方地址", "Its address"), given.get("address")),
    ]


def _amount(answers: Answers) -> Rows:
    given = answers.data("amount")
    value: Value = {
        "unknown": Words("还算不清楚，请调解员核算", "Not clear yet"),
        "none": Words("不涉及金额", "No money at stake"),
    }.get(given.get("kind", ""))
    if given.get("amount"):
        fen = given["amount"]
        value = _stacked([yuan_signed(fen), t("大写：{text}", "In capitals: {text}", text=capitals(fen))])
    return [(Words("争议金额", "Amount in dispute"), value)]


def _what_happened(answers: Answers) -> Rows:
    return [(Words("经过", "What happened"), lines(answers.get("what-happened", "narrative")))]


def _dates(answers: Answers) -> Rows:
    rows = answers.data("dates").get("rows", [])
    return [(Words("重要日期", "Dates"), _stacked([f"{when}  {what}" for when, what in rows]))]


def _what_you_want(answers: Answers) -> Rows:
    given = answers.data("what-you-want")
    wanted = _listed(given.get("remedies", []), REMEDIES)
    return [(Words("诉求", "What you want"), _stacked([wanted, given.get("remedy_text") or ""]))]


def _who_fills_in(answers: Answers) -> Rows:
    given = answers.data("who-fills-in")
    who = t(HELPERS[given["helper"]]) if given else ""
    named = " ".join(
        part
        for part in (given.get("helper_name"), given.get("helper_relation"), given.get("helper_phone"))
        if part
    )
    return [(Words("填写人", "Filled in by"), _stacked([who, named]))]


def _about_you(answers: Answers) -> Rows:
    given = answers.data("about-you")
    papers = {str(kind): words for kind, words in PAPERS.items()}
    return [
        (Words("姓名", "Name"), given.get("name")),
        (papers.get(given.get("paper_kind", ""), Words("证件", "Paper")), given.get("paper_number")),
    ]


def _about_firm(answers: Answers) -> Rows:
    given = answers.data("about-firm")
    return [
        (Words("全称", "Full name"), given.get("name")),
        (Words("统一社会信用代码", "Credit code"), given.get("uscc")),
        (Words("法定代表人或者经营者", "Legal representative"), given.get("legal_representative")),
        (Words("联系人", "Contact person"), given.get("contact_name")),
    ]


def _about_institution(answers: Answers) -> Rows:
    given = answers.data("about-institution")
    return [
        (Words("经办人", "Contact person"), given.get("contact_name")),
        (Words("统一社会信用代码", "Credit code"), given.get("uscc")),
        (Words("负责人", "Head"), given.get("legal_representative")),
    ]


def _contact(answers: Answers) -> Rows:
    given = answers.data("contact")
    return [
        (Words("电话", "Telephone"), given.get("phone")),
        (Words("电子邮箱", "E-mail"), given.get("email")),
    ]


def _address(answers: Answers) -> Rows:
    given = answers.data("address")
    return [
        (Words("所在区", "District"), Words(given.get("district_zh", ""), given.get("district_en", ""))),
        (Words("地址", "Address"), given.get("address")),
    ]


def _station(answers: Answers) -> Rows:
    given = answers.data("station")
    place = Words(given.get("place_zh", ""), given.get("place_en", ""))
    anywhere = Words("由中心就近安排", "As the centre arranges")
    times = _listed(given.get("times", []), TIMES)
    return [
        (Words("希望的地点", "Place wished"), place if place.zh else anywhere),
        (Words("方便的时间", "Good times"), _stacked([times, given.get("time_text") or ""])),
    ]


def _needs(answers: Answers) -> Rows:
    given = answers.data("needs")
    needs = _listed(given.get("needs", []), NEEDS)
    return [(Words("需要的方便", "What you need"), _stacked([needs, given.get("needs_text") or ""]))]


def _consents(answers: Answers) -> Rows:
    given = answers.data("consents").get("lines", {})
    agreed = t("已同意 {n} 条", "{n} agreed to", n=len(given))
    return [(Words("个人信息使用", "Use of personal data"), agreed)]


_ROWS: dict[str, Callable[[Answers], Rows]] = {
    **{code: _eligibility(code) for code in QUESTIONS},
    "received": _received,
    "institution": _institution,
    "other-side": _other_side,
    "amount": _amount,
    "what-happened": _what_happened,
    "dates": _dates,
    "what-you-want": _what_you_want,
    "who-fills-in": _who_fills_in,
    "about-you": _about_you,
    "about-firm": _about_firm,
    "about-institution": _about_institution,
    "contact": _contact,
    "address": _address,
    "station": _station,
    "needs": _needs,
    "consents": _consents,
}

_OPTION_WORDS: dict[str, dict[str, Words]] = {
    "institution-type.trade": {str(code): words for code, words in TRADE_WORDS.items()},
    "product.product": PRODUCTS,
}
