"""Every page of the route table, full of data: both languages and themes, a wide and a narrow screen."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.e2e import conftest
from tests.e2e.conftest import Installation
from tests.e2e.test_first_light import fill, letter_to, link

pytestmark = pytest.mark.browser

AXE = conftest.ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RUN_AXE = """
async () => (await axe.run()).violations.flatMap(
  (found) => found.nodes.map((node) => `axe ${found.id}: ${node.target.join(" ")}`),
)
"""
FRAMED = {"web:mailbox-html"}
"""A letter's own markup is no page: it is shown in a frame of one."""

VISITOR = "walker@mailbox.example"


@pytest.fixture(scope="module")
def full(tmp_path_factory, browser) -> Iterator[Installation]:
    """An installation of its own with sixty people, one of whom came in by the form just now."""
    running = conftest.start(tmp_path_factory.mktemp("full"), f"full_{os.getpid()}")
    loaded = running.run("demo", "load", "--contacts", "60")
    assert loaded.returncode == 0, loaded.stderr
    page = browser.new_context().new_page()
    fill(page, running, VISITOR)
    page.goto(link(letter_to(running, page, VISITOR), "c"))
    page.get_by_role("button", name="Yes, this is my address").click()
    page.context.close()
    yield running
    assert conftest.stop(running) == 0


@pytest.fixture(scope="module")
def state(browser, full, tmp_path_factory) -> Path:
    context = browser.new_context()
    page = context.new_page()
    page.goto(full.link)
    page.wait_for_url("**/w/riverbend/")
    path: Path = tmp_path_factory.mktemp("state") / "staff.json"
    context.storage_state(path=path)
    context.close()
    return path


@pytest.fixture(scope="module")
def addresses(full, state) -> dict[str, str]:
    """Each route with identifiers of the installation's own rows."""
    env = full.env | {"PYTHONPATH": str(conftest.ROOT), "LIGHTYEAR_URL": full.url}
    command = [sys.executable, "-m", "tests.routes", "riverbend"]
    found = subprocess.run(command, env=env, cwd=full.home, capture_output=True, text=True, timeout=60)
    assert found.returncode == 0, found.stderr
    answer: dict[str, str] = json.loads(found.stdout)
    search, draft = answer["web:search"], answer["web:form-draft"]
    opened = {place: f"{draft}?edit={place}" for place in ("texts", "field/", "field/email", "consent/")}
    return answer | opened | {"a search with hits": f"{search}?q=a"}


def problems(page: Page, seen: conftest.Watched, url: str) -> list[str] | None:
    """What is wrong with one page; None when the route shows no page."""
    asked = page.request.get(url)
    if asked.status == 405 or not asked.headers.get("content-type", "").startswith("text/html"):
        return None
    # Leaving first: what axe did to the page before is still being reported.
    page.goto("about:blank")
    seen.errors.clear()
    answer = page.goto(url)
    assert answer is not None
    found = _errors(seen.errors, answer)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("scrolls sideways")
    page.evaluate(AXE.read_text())
    violations: list[str] = page.evaluate(RUN_AXE)
    return found + violations


def _errors(errors: list[str], answer: Response) -> list[str]:
    """A page that says that something isn't there does so with a status, which the console repeats."""
    expected = f"status of {answer.status}" if 400 <= answer.status < 500 else None
    return [error for error in errors if not expected or expected not in error]


@pytest.mark.parametrize(
    ("language", "theme", "width", "height"),
    [("en-US", "light", 1280, 800), ("zh-CN", "dark", 360, 740)],
    ids=["wide", "narrow"],
)
def test_every_page_is_accessible_quiet_and_fits(
    browser: Browser, full, state, addresses, language, theme, width, height
):
    context: Any = browser.new_context(
        storage_state=state,
        locale=language,
        color_scheme=theme,
        viewport={"width": width, "height": height},
    )

    page = context.new_page()
    seen = conftest.watch(page, full.url)

    found = {
        name: problems(page, seen, full.url + path) for name, path in addresses.items() if name not in FRAMED
    }
    context.close()

    assert seen.foreign == []
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert len([name for name, wrong in found.items() if wrong is not None]) > 40
