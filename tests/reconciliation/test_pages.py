"""The pages of a reconciliation: walls, fixed numbers of queries, and the whole road without JavaScript."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from mediation.reconciliation.queries import by_number
from mediation.reconciliation.views import differences, page
from tests import cast
from tests.builders import actor
from tests.counting import counted_queries
from tests.journeys.pages import form_on
from tests.reconciliation.months import begun, bring, compared, file, items, month, row
from tests.referrals.test_ledger_walls import other_court, stored

__all__ = ["other_court"]
pytestmark = pytest.mark.usefixtures("founded", "undrawn")

NUMBER = "2026-00001"
HERE = f"/desk/reconciliation/{NUMBER}"


def _three_differences() -> dict[str, int]:
    month(3)
    found = compared([row(1, amount=1), row(2), row(77, respondent="许远3", amount=3000)])
    return {one.group: one.id for one in items(found)}


def addresses(app: Flask, item_id: int) -> Iterator[tuple[str, str]]:
    """(method, address) of every route about a reconciliation, once for each of its acts."""
    build = app.url_map.bind("localhost").build
    for rule in app.url_map.iter_rules():
        if "reconciliation_number" not in rule.arguments:
            continue
        acts = page.ACTS if rule.endpoint.endswith(".act") else differences.ACTS
        for action in acts if "action" in rule.arguments else [""]:
            values: dict[str, Any] = {
                "reconciliation_number": NUMBER,
                "action": action,
                "item_id": item_id,
                "list_id": 1,
            }
            filled = {name: values[name] for name in rule.arguments}
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield method, build(rule.endpoint, filled)


def test_another_court_gets_404_for_every_address(app: Flask, signed_in: Any, other_court: str) -> None:
    tried = list(addresses(app, stored(app, _three_differences)["differing"]))
    client = signed_in(other_court)
    answers = {where: client.open(where[1], method=where[0]).status_code for where in tried}
    assert len(answers) > 20
    handled = {where for where in answers if "/list" in where[1]}  # a court may hold no right to bring lists
    assert {answers[where] for where in answers if where not in handled} == {404}
    assert {answers[where] for where in handled} <= {403, 404}
    assert NUMBER not in client.get("/desk/reconciliation/").text


def test_the_court_reads_its_own_and_may_only_say_confirm_and_object(app: Flask, signed_in: Any) -> None:
    item_id = stored(app, _three_differences)["differing"]
    client = signed_in(cast.COURT_LIAISON)
    assert NUMBER in client.get("/desk/reconciliation/").text
    assert "标的额" in client.get(HERE).text
    allowed = {"say", "confirm", "object"}
    for method, address in addresses(app, item_id):
        last = address.rpartition("/")[2]
        acting = "/acts/" in address or "/differences/" in address
        if acting and last in {*page.ACTS, *differences.ACTS}:
            assert (client.open(address, method=method).status_code != 404) == (last in allowed), address
    assert client.post(HERE).status_code == 404
    assert client.get("/desk/reconciliation/new").status_code == 403


def test_a_difference_of_another_reconciliation_has_no_page_here(app: Flask, signed_in: Any) -> None:
    stored(app, _three_differences)
    other = stored(app, lambda: items(compared([row(9)]), "theirs_only")[0].id)
    assert signed_in(cast.CLERK).get(f"{HERE}/differences/{other}").status_code == 404


def test_a_clerk_walks_from_the_file_to_the_statement_and_the_court_confirms(
    app: Flask, signed_in: Any
) -> None:
    stored(app, lambda: month(2) and None)
    clerk, manager, court = (signed_in(who) for who in (cast.CLERK, cast.MANAGER, cast.COURT_LIAISON))
    begin = form_on(clerk.get("/desk/reconciliation/new"), "/new")
    sent = begin.send(
        clerk,
        body=begin.chosen("body", "示范区人民法院"),
        direction="in",
        from_on="2026-02-01",
        to_on="2026-03-31",
        files=(io.BytesIO(file([row(1, amount=1), row(2)])), "二月名册.csv"),
    )
    assert sent.status_code == 302, sent.text
    columns = clerk.get(sent.location)
    assert "二月名册.csv" in columns.text
    assert form_on(columns, "/columns").send(clerk).location == HERE
    listed = clerk.get(HERE)
    assert "闽0203诉前调1号" in listed.text
    ids = _ticks(listed.text)
    refused = clerk.post(HERE, data={"version": _version(listed.text), "item": ids})
    assert refused.status_code == 422
    done = clerk.post(
        HERE, data={"version": _version(listed.text), "item": ids, "reason": "their_error", "text": "已核实"}
    )
    assert done.status_code == 302
    form_on(manager.get(f"{HERE}/acts/sign_off"), "sign_off").send(manager)
    with manager.get(f"{HERE}/statement") as statement:
        assert statement.mimetype == "application/pdf"
    confirmed = form_on(court.get(f"{HERE}/acts/confirm"), "confirm").send(court)
    assert confirmed.status_code == 302
    told = court.get(HERE).text
    assert "双方已确认" in told
    assert "出具" in told, "what happened stands on the page"


def test_each_difference_has_a_page_with_both_sides_and_its_acts(app: Flask, signed_in: Any) -> None:
    ids = stored(app, _three_differences)
    clerk, court = signed_in(cast.CLERK), signed_in(cast.COURT_LIAISON)
    assert "1,000.00" in clerk.get(f"{HERE}/differences/{ids['differing']}").text
    assert "可能是同一件" in clerk.get(f"{HERE}/differences/{ids['theirs_only']}").text
    said = form_on(court.get(f"{HERE}/differences/{ids['differing']}/say"), "/say")
    assert said.send(court, reason="我院更正。").status_code == 302
    assert "我院更正。" in clerk.get(HERE).text
    joined = form_on(clerk.get(f"{HERE}/differences/{ids['theirs_only']}/join"), "/join")
    assert joined.send(clerk).status_code == 302
    settle = form_on(clerk.get(f"{HERE}/differences/{ids['differing']}/settle"), "/settle")
    assert settle.send(clerk, reason="their_error").status_code == 302


def test_what_somebody_else_closed_meanwhile_is_not_closed_twice(app: Flask, signed_in: Any) -> None:
    item_id = stored(app, _three_differences)["differing"]
    clerk = signed_in(cast.CLERK)
    listed = clerk.get(HERE).text
    sent = {"version": _version(listed), "item": [str(item_id)], "reason": "their_error", "text": ""}
    assert clerk.post(HERE, data=sent).status_code == 302
    assert clerk.post(HERE, data=sent).status_code == 409


@pytest.mark.parametrize("content", [b"", b"<html><table></table></html>", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_list_is_refused_beside_the_field(
    app: Flask, signed_in: Any, content: bytes
) -> None:
    number_ = stored(app, lambda: begun().short_number)
    answer = signed_in(cast.CLERK).post(
        f"/desk/reconciliation/{number_}/list",
        data={"files": (io.BytesIO(content), "名册.xlsx")},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 422
    assert "error-summary" in answer.text


def test_the_pages_cost_as_many_queries_for_many_rows_as_for_few(app: Flask, signed_in: Any) -> None:
    stored(app, _three_differences)
    clerk = signed_in(cast.CLERK)
    clerk.get(HERE)
    costs = []
    for round_ in range(2):
        with counted_queries(app) as of_page:
            clerk.get(f"{HERE}?group=theirs_only")
        with counted_queries(app) as of_list:
            clerk.get("/desk/reconciliation/")
        costs.append((len(of_page), len(of_list)))
        if round_ == 0:
            stored(app, _many_more)
    assert costs[0] == costs[1]
    assert max(costs[0]) <= 14, costs


def _many_more() -> None:
    found = by_number(actor(cast.CLERK), 2026, 1)
    assert found is not None
    bring(found, [row(serial) for serial in range(100, 160)])
    for _ in range(3):
        compared([row(1)])


def _ticks(page_text: str) -> list[str]:
    return re.findall(r'name="item" value="(\d+)"', page_text)


def _version(page_text: str) -> str:
    found = re.search(r'name="version"[^>]*value="(\d+)"', page_text)
    assert found is not None
    return found[1]
