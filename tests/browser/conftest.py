"""Headless Chromium against the real app, served on this machine in a thread of the test.

`phone` and `desk` are pages of 390 and 1280 px; `plain_phone` has JavaScript off. Each fails its
test on a script error, on a message of the browser's console that is an error, and on anything
that the Content-Security-Policy had to stop.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from mediation import clock as house_clock
from tests.browser.looking import Watch
from tests.cast import client_of
from tests.conftest import StandingClock
from tests.stages import Stage

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
QUIET = (
    "--no-sandbox",  # containers run as root, where the sandbox cannot start
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


class _Served:
    """The app of a stage behind a socket; every request sees the time of the test's clock."""

    def __init__(self, stage: Stage) -> None:
        self.moment = house_clock.now()
        self.app = stage.app
        self.server = make_server("127.0.0.1", 0, self._answer, threaded=True)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self._thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self._thread.start()

    def _answer(self, environ: Any, start_response: Any) -> Any:
        with house_clock.fixed(self.moment):
            return self.app(environ, start_response)

    def stop(self) -> None:
        self.server.shutdown()
        self._thread.join()
        self.server.server_close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the session; every page has a context (cookies, storage) of its own."""
    named = os.environ.get("FENGQIAO_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    with sync_playwright() as playwright:
        # without a browser of the system: the one that `playwright install chromium` left
        browser = playwright.chromium.launch(executable_path=found, headless=True, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def address(stage: Stage, clock: StandingClock) -> Iterator[str]:
    """Where the app is served during the test, without a slash at the end."""
    stage.app.config["WTF_CSRF_ENABLED"] = True  # a browser brings the token that its page held
    served = _Served(stage)
    clock.told = lambda moment: setattr(served, "moment", moment)
    yield served.address
    served.stop()


def _page(browser: Browser, address: str, width: int, height: int, **more: Any) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": width, "height": height}, base_url=address, locale="zh-CN", **more
    )
    context.set_default_timeout(30_000)  # a busy machine is no fault of the page
    page = context.new_page()
    watch = Watch(page)
    yield page
    context.close()
    assert not watch.faults, "\n".join(watch.faults)


@pytest.fixture
def phone(chromium: Browser, address: str) -> Iterator[Page]:
    yield from _page(chromium, address, 390, 844, has_touch=True)


@pytest.fixture
def small_phone(chromium: Browser, address: str) -> Iterator[Page]:
    yield from _page(chromium, address, 320, 568, has_touch=True)


@pytest.fixture
def plain_phone(chromium: Browser, address: str) -> Iterator[Page]:
    """A phone with JavaScript off."""
    yield from _page(chromium, address, 390, 844, java_script_enabled=False)


@pytest.fixture
def desk(chromium: Browser, address: str) -> Iterator[Page]:
    yield from _page(chromium, address, 1280, 900)


@pytest.fixture
def enter(stage: Stage) -> Callable[[Page, str], None]:
    """`enter(page, cast.CLERK)`: that user of a founded or filled city has signed in at this page."""

    def carry_cookie(page: Page, username: str) -> None:
        cookie = client_of(stage.app, username).get_cookie("session")
        assert cookie is not None
        page.context.add_cookies(
            [{"name": "session", "value": cookie.value, "domain": "127.0.0.1", "path": "/", "httpOnly": True}]
        )

    return carry_cookie
