"""The pages of the wizard as data: in order, each with the answers for which it is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mediation.intake.answers import Answers
from mediation.intake.forms import arrangements, dates, dispute, eligibility, people
from mediation.intake.forms.base import StepForm
from mediation.rules.acceptance.eligibility import asks
from mediation.rules.findings import Words

Applies = Callable[[Answers, bool], bool]


@dataclass(frozen=True, slots=True)
class Step:
    """One page. `code` stands in its address and in the draft and never changes.

    `applies` is asked with the answers so far and whether staff type for the person. `reopens`
    names the pages whose answer no longer holds when this one changes.
    """

    code: str
    section: int
    title: Words
    form: type[StepForm]
    applies: Applies
    template: str = "intake/question.html"
    reopens: tuple[str, ...] = ()


# What the bar on top counts: several pages may belong to one section.
SECTIONS = (
    Words("能不能受理", "Can we help"),
    Words("对方是谁", "The other side"),
    Words("什么问题", "The problem"),
    Words("争议金额", "Amount in dispute"),
    Words("事情经过", "What happened"),
    Words("您的诉求", "What you want"),
    Words("证据材料", "Evidence"),
    Words("您的信息", "About you"),
    Words("核对并提交", "Check and submit"),
)
CHECK_SECTION = len(SECTIONS) - 1


def _always(answers: Answers, assisted: bool) -> bool:
    return True


def _assisted(answers: Answers, assisted: bool) -> bool:
    return assisted


def _asked(question: str) -> Applies:
    def applies(answers: Answers, assisted: bool) -> bool:
        return asks(question, answers.applicant)

    return applies


def _person(answers: Answers, assisted: bool) -> bool:
    return answers.is_person


def _person_or_firm(answers: Answers, assisted: bool) -> bool:
    return not answers.is_institution


def _firm(answers: Answers, assisted: bool) -> bool:
    return answers.is_firm


def _institution(answers: Answers, assisted: bool) -> bool:
    return answers.is_institution


STEPS: tuple[Step, ...] = (
    Step("received", 0, Words("收件登记", "Received"), arrangements.ReceivedForm, _assisted),
    Step(
        "applicant",
        0,
        Words("为谁申请", "For whom"),
        eligibility.ApplicantForm,
        _always,
        reopens=("who-fills-in",),
    ),
    Step("city", 0, Words("与本市有关", "Connection with the city"), eligibility.CityForm, _asked("city")),
    Step(
        "complained",
        0,
        Words("向机构投诉", "Complaint to the institution"),
        eligibility.ComplainedForm,
        _asked("complained"),
    ),
    Step(
        "elsewhere",
        0,
        Words("法院、仲裁", "Court or arbitration"),
        eligibility.ElsewhereForm,
        _asked("elsewhere"),
    ),
    Step("nature", 0, Words("特殊情况", "Special circumstances"), eligibility.NatureForm, _asked("nature")),
    Step(
        "institution-type",
        1,
        Words("机构类型", "Kind of institution"),
        dispute.InstitutionTypeForm,
        _always,
        reopens=("institution",),
    ),
    Step(
        "institution",
        1,
        Words("机构", "Institution"),
        dispute.InstitutionForm,
        _always,
        "intake/institution.html",
    ),
    Step("other-side", 1, Words("对方", "The other side"), dispute.OtherSideForm, _institution),
    Step("product", 2, Words("问题", "The problem"), dispute.ProductForm, _always),
    Step("amount", 3, Words("金额", "Amount"), dispute.AmountForm, _always, "intake/amount.html"),
    Step("what-happened", 4, Words("经过", "What happened"), dispute.WhatHappenedForm, _always),
    Step("dates", 4, Words("重要日期", "Dates"), dates.DatesForm, _always, "intake/dates.html"),
    Step("what-you-want", 5, Words("诉求", "What you want"), dispute.WhatYouWantForm, _always),
    Step("evidence", 6, Words("材料", "Evidence"), dispute.EvidenceForm, _always, "intake/evidence.html"),
    Step("who-fills-in", 7, Words("填写人", "Filled in by"), people.WhoFillsInForm, _person_or_firm),
    Step("about-you", 7, Words("申请人", "Applicant"), people.AboutYouForm, _person),
    Step("about-firm", 7, Words("申请单位", "Applicant"), people.AboutFirmForm, _firm),
    Step("about-institution", 7, Words("经办人", "Contact"), people.AboutInstitutionForm, _institution),
    Step("contact", 7, Words("联系方式", "Contact details"), people.ContactForm, _always),
    Step("address", 7, Words("地址", "Address"), people.AddressForm, _always),
    Step("station", 7, Words("地点和时间", "Place and time"), arrangements.StationForm, _always),
    Step("needs", 7, Words("需要的方便", "What you need"), arrangements.NeedsForm, _always),
    Step("consents", 8, Words("个人信息", "Personal data"), arrangements.ConsentsForm, _always),
)
BY_CODE = {step.code: step for step in STEPS}


def path(answers: Answers, *, assisted: bool) -> tuple[Step, ...]:
    """The pages that this draft goes through."""
    return tuple(step for step in STEPS if step.applies(answers, assisted))


def first_open(answers: Answers, *, assisted: bool) -> Step | None:
    """The first page without a right answer; None when all are answered."""
    return next(
        (step for step in path(answers, assisted=assisted) if not answers.is_answered(step.code)), None
    )


def before(step: Step, answers: Answers, *, assisted: bool) -> Step | None:
    """The page before `step`; None at the first."""
    way = path(answers, assisted=assisted)
    place = way.index(step) if step in way else 0
    return way[place - 1] if place else None


def after(step: Step, answers: Answers, *, assisted: bool) -> Step | None:
    """The page after `step`; None after the last."""
    way = path(answers, assisted=assisted)
    place = way.index(step) + 1 if step in way else 0
    return way[place] if place < len(way) else None
