"""The bench itself: a planted fault must be found, or a green browser test says nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from flask import Flask, Response
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from tests.browser.looking import Watch, assert_no_sideways_scroll, axe_faults

STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; require-trusted-types-for 'script'"

PAGES = {
    "sound": "<main><h1>枫桥</h1><p>您好</p></main>",
    "no-alt": "<main><h1>枫桥</h1><img src='/icon.png'></main>",
    "no-label": "<main><h1>枫桥</h1><input name='a'></main>",
    "inline-script": "<main><h1>枫桥</h1><script>1</script></main>",
    "inline-style": "<main><h1 style='color: red'>枫桥</h1></main>",
    "wide": "<main><h1>枫桥</h1><pre>" + "宽" * 300 + "</pre></main>",
}


@pytest.fixture(scope="module")
def faulty_address() -> Iterator[str]:
    app = Flask("faulty")

    @app.get("/<name>")
    def page(name: str) -> tuple[str, dict[str, str]]:
        body = (
            f"<!doctype html><html lang='zh-CN'><head><title>{name}</title></head><body>{PAGES.get(name, '')}"
        )
        return body, {"Content-Security-Policy": STRICT}

    @app.get("/slow/<name>")
    def slow(name: str) -> Response:
        """A page that begins long before there is a document in it."""

        def pieces() -> Iterator[str]:
            yield " " * 2048
            time.sleep(0.3)
            yield page(name)[0]

        return Response(pieces(), headers=page(name)[1])

    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    ("name", "rule"), [("sound", None), ("no-alt", "image-alt"), ("no-label", "label")], ids=lambda v: str(v)
)
def test_axe_works_under_a_strict_policy_and_finds_planted_faults(
    page: Page, faulty_address: str, name: str, rule: str | None
) -> None:
    page.goto(f"{faulty_address}/{name}")
    faults = axe_faults(page)
    assert bool(faults) == bool(rule), faults
    assert rule is None or any(rule in fault for fault in faults)


@pytest.mark.parametrize(
    ("name", "stopped"), [("sound", False), ("inline-script", True), ("inline-style", True)]
)
def test_what_the_policy_stops_is_noticed(page: Page, faulty_address: str, name: str, stopped: bool) -> None:
    watch = Watch(page)
    page.goto(f"{faulty_address}/{name}")
    page.evaluate("new Promise(requestAnimationFrame)")  # what the policy stops is told within the frame
    assert any("stopped by the policy" in fault for fault in watch.faults) == stopped, watch.faults


@pytest.mark.parametrize(("name", "too_wide"), [("sound", False), ("wide", True)])
def test_a_page_wider_than_the_window_is_noticed(
    page: Page, faulty_address: str, name: str, too_wide: bool
) -> None:
    page.goto(f"{faulty_address}/{name}")
    if too_wide:
        with pytest.raises(AssertionError, match="wider than the window"):
            assert_no_sideways_scroll(page)
    else:
        assert_no_sideways_scroll(page)


def test_what_is_asked_of_a_page_waits_until_the_page_is_there(page: Page, faulty_address: str) -> None:
    page.goto(f"{faulty_address}/slow/wide", wait_until="commit")
    with pytest.raises(AssertionError, match="wider than the window"):
        assert_no_sideways_scroll(page)
    page.goto(f"{faulty_address}/slow/no-alt", wait_until="commit")
    assert any("image-alt" in fault for fault in axe_faults(page))
