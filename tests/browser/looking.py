"""What a page is judged by: axe-core, sideways scroll, and what the browser complained about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page

AXE = Path(__file__).parent / "vendor" / "axe.min.js"

# WCAG 2.2 AA with everything that it contains.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Experimental in axe itself, and wrong about a name that holds a comma which only readers hear.
NOT_RULES = {"label-content-name-mismatch": {"enabled": False}}


class Watch:
    """Collects what goes wrong in a page while a test uses it.

    A missing page that a test asks for on purpose is not a fault: the console's line about
    a 4xx answer is left out, the test itself looks at the status.
    """

    def __init__(self, page: Page) -> None:
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("console", self._console)

    def _console(self, message: ConsoleMessage) -> None:
        text = message.text
        if "Content Security Policy" in text or "Content-Security-Policy" in text:
            self.faults.append(f"stopped by the policy: {text}")
        elif message.type == "error" and "the server responded with a status of 4" not in text:
            self.faults.append(f"console: {text}")


# What decides on axe's verdict, words and addresses left out: elements with their attributes.
SKELETON = """() => {
  const said = /^(href|id|value|name|action|for|content|src|nonce|title|datetime)$/;
  const attribute = ({name, value}) => said.test(name) ? name : `${name}=${value}`;
  const element = (one) => [one.tagName, ...Array.from(one.attributes, attribute)].join(" ");
  return [innerWidth, ...Array.from(document.querySelectorAll("*"), element)].join();
}"""

_judged_well: set[str] = set()


def axe_faults(page: Page) -> list[str]:
    """What axe-core finds wrong, one line for each element, empty when nothing is.

    Pages that differ in nothing but words and addresses, as those of several roles do, are judged once.
    """
    page.wait_for_load_state()
    skeleton = page.evaluate(SKELETON)
    if skeleton in _judged_well:
        return []
    faults = _axe_faults(page)
    if not faults:
        _judged_well.add(skeleton)
    return faults


def _axe_faults(page: Page) -> list[str]:
    # evaluated by the debugger, not by a script tag, which the page's own policy would stop
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(
        "([runOnly, rules]) => axe.run(document, {runOnly, rules})", [RULES, NOT_RULES]
    )
    return [
        f"{page.url} {violation['id']}: {node['html'][:160]} ({node['failureSummary'][:300]})"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def assert_accessible(page: Page) -> None:
    faults = axe_faults(page)
    assert not faults, "\n".join(faults)


def assert_no_sideways_scroll(page: Page) -> None:
    """Fail where the page is wider than its window, once it is there as a whole."""
    page.wait_for_load_state()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px wider than the window"
