"""Can the centre help: one question of the law book a page."""

from __future__ import annotations

from typing import ClassVar

from mediation.intake.forms.base import Scene, StepForm
from mediation.rules.acceptance import eligibility
from mediation.web.fields import ChoiceField, as_choices
from mediation.web.words import LazyWords, label


class QuestionForm(StepForm):
    question: ClassVar[str] = ""

    answer_ = ChoiceField(
        label("请选择", "Choose"), missing=label("请选一项。", "Choose one."), name="answer", id="answer"
    )

    def prepare(self, scene: Scene) -> None:
        super().prepare(scene)
        asked = next(one for one in eligibility.questions(on=scene.on) if one.code == self.question)
        self.answer_.label.text = LazyWords(asked.ask)
        self.answer_.description = LazyWords(asked.hint) if asked.hint.zh else ""
        self.answer_.choices = as_choices(
            (one.code, one.words) for one in eligibility.answers(self.question, on=scene.on)
        )

    def answer(self) -> dict[str, str]:
        return {"answer": str(self.answer_.data)}


class ApplicantForm(QuestionForm):
    question = "applicant"


class CityForm(QuestionForm):
    question = "city"


class ComplainedForm(QuestionForm):
    question = "complained"


class ElsewhereForm(QuestionForm):
    question = "elsewhere"


class NatureForm(QuestionForm):
    question = "nature"
