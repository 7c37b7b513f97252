"""A small application with nothing but the web floor, and pages that use all of it."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask, Response, flash, redirect, render_template_string, request, session
from flask.testing import FlaskClient
from flask_login import LoginManager

from mediation.config import ROOT
from mediation.rules.findings import Words
from mediation.web.fields import (
    ChoiceField,
    ChoicesField,
    CodeField,
    DayField,
    FilesField,
    LongTextField,
    MoneyField,
    TextField,
    TickField,
)
from mediation.web.filters import Remaining
from mediation.web.forms import BaseForm
from mediation.web.paging import Page
from mediation.web.setup import init_web
from mediation.web.words import label, t
from tests.markup import ReadingClient

KINDS = [("card", Words("信用卡", "Credit card")), ("loan", Words("贷款", "Loan"))]


class Everything(BaseForm):
    """One field of each kind."""

    kind = ChoiceField(
        label("哪一类问题？", "What is it about?"),
        KINDS,
        Words("请选一类", "Choose one"),
        option_hints={"loan": Words("例如催收", "Such as collection")},
    )
    amount = MoneyField(label("金额", "Amount"), Words("请填写金额", "Enter the amount"))
    happened_on = DayField(label("哪一天？", "On which day?"), latest=date(2026, 3, 2))
    story = LongTextField(label("经过", "What happened"), least=3, most=20)
    wishes = ChoicesField(label("想要什么？", "What do you want?"), KINDS, Words("请选一项", "Choose one"))
    name = TextField(label("姓名", "Name"), Words("请填写姓名", "Enter your name"), most=10)
    paper = CodeField(label("证件号码", "Paper"))
    district = ChoiceField(label("区", "District"), KINDS)
    files = FilesField(label("材料", "Files"))
    agreed = TickField(label("我同意", "I agree"), Words("请勾选", "Tick it"))


IMPORTS = """
{%- import "components/fields.html" as fields with context -%}
{%- import "components/facts.html" as facts with context -%}
{%- import "components/lists.html" as lists with context -%}
"""

FORM = """
{{ fields.error_summary(form) }}
{% call fields.open(form, upload=true) %}
{{ fields.radios(form.kind) }}{{ fields.money(form.amount) }}{{ fields.day(form.happened_on) }}
{{ fields.textarea(form.story) }}{{ fields.checkboxes(form.wishes) }}{{ fields.text(form.name, width=20) }}
{{ fields.password(form.paper) }}{{ fields.select(form.district, empty=t("请选择", "Choose")) }}
{{ fields.files(form.files) }}{{ fields.tick(form.agreed) }}
{% call page.buttons() %}{{ page.button(t("保存", "Save")) }}{% endcall %}
{% endcall %}
"""

PARTS = """
{{ page.steps(2, 9, t("金额", "Amount")) }}
{{ page.banner(t("轮到您了", "Your turn"), kind="warn") }}
{% call page.details(t("这是什么？", "What is this?")) %}<p>x</p>{% endcall %}
{% call page.panel(t("成功", "Done")) %}{{ facts.case_number("厦金调〔2026〕04817号") }}{% endcall %}
{% call page.inset() %}x{% endcall %}{{ page.warning(t("注意", "Mind")) }}
{{ page.post_button(t("撤回", "Withdraw"), "/everything", fields={"id": "<7>"}) }}
{{ facts.summary_list([{"key": t("姓名", "Name"), "value": name, "href": "/x"}]) }}
{{ facts.tag(t("调解中", "In mediation"), "blue") }}
{% for left in levels %}{{ facts.deadline(left, day, 0.5) }}{% endfor %}
{{ facts.timeline([{"title": t("提交", "Filed"), "on": day, "by": name, "text": name, "tone": "mine"}]) }}
{{ facts.tracker([t("提交", "Filed"), t("受理", "Accepted"), t("办结", "Closed")], 1) }}
{{ facts.figure(t("超期", "overdue"), 2, "/late", "late") }}
{{ lists.table(t("材料", "Files"), [(t("文件", "File"), "main"), (t("大小", "Size"), "num")],
               [[name, "1 KB"], {"cells": [name, none], "href": "/f", "tone": "late"}]) }}
{{ lists.table(t("无", "None"), [], []) }}{{ lists.empty(t("没有", "None"), "/") }}
{{ lists.pager(rows) }}{{ lists.views([("/", t("全部", "All"), 1286, true)]) }}
{% call lists.filter_bar(t("筛选", "Filter"), clear="/") %}{{ lists.search("q", t("词", "Words"), name) }}
{{ lists.pick("kind", t("类", "Kind"), kinds, "loan") }}{% endcall %}
"""

HOSTILE = '<script>alert("x")</script> & 䶮'
LEVELS = [
    Remaining(level, Words("剩 3 天", "3 days left"))
    for level in ("late", "today", "soon", "calm", "paused", "done", "none")
]


def page_of(layout: str, body: str) -> str:
    title = '{% block title %}{{ t("样页", "Sample") }}{% endblock %}'
    main = '{% block main %}<h1>{{ t("样页", "Sample") }}</h1>' + body + "{% endblock %}"
    return '{% extends "layouts/' + layout + '.html" %}' + IMPORTS + title + main


@pytest.fixture
def web() -> Flask:
    """The web floor alone; `/everything` takes a form, `/parts/<layout>` shows every macro."""
    app = Flask("web", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}  # as the whole application is set up
    app.config.update(SECRET_KEY="only for tests", TESTING=True, MAX_CONTENT_LENGTH=100_000)
    app.test_client_class = ReadingClient
    LoginManager(app).user_loader(lambda _: None)
    init_web(app)

    @app.route("/everything", methods=["GET", "POST"])
    def everything() -> Response | str:
        form = Everything()
        if form.validate_on_submit():
            flash(t("已保存", "Saved"), "success")
            return redirect("/parts/public")  # type: ignore[return-value]
        layout = request.args.get("layout", "public")
        return render_template_string(page_of(layout, FORM), form=form)

    @app.route("/parts/<layout>")
    def parts(layout: str) -> str:
        nav = [(None, Words("我的", "Mine"), None, False), ("/parts/desk", Words("全部", "All"), 1286, True)]
        return render_template_string(
            page_of(layout, PARTS),
            name=HOSTILE,
            day=date(2026, 3, 9),
            levels=LEVELS,
            kinds=KINDS,
            rows=Page([1], "next", "previous"),
            nav=nav,
            desk_search_url="/parts/desk",
        )

    @app.route("/plain")
    def plain() -> Response:
        return Response(t("中文", "English"), mimetype="text/plain")

    @app.route("/remembers")
    def remembers() -> Response:
        session["draft"] = 1
        return Response("x", mimetype="text/plain")

    @app.route("/case/<case_number:number>")
    def case(number: str) -> Response:
        return Response(number, mimetype="text/plain")

    @app.route("/breaks")
    def breaks() -> str:
        raise RuntimeError("a secret of the inside")

    return app


@pytest.fixture
def browser(web: Flask) -> FlaskClient:
    return web.test_client()
