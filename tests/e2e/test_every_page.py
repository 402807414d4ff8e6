"""Every page of the route table, full of data: both languages and themes, a wide and a narrow screen."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response

from tests import routes
from tests.e2e import conftest
from tests.e2e.conftest import Installation
from tests.e2e.test_first_light import fill, letter_to, link
from tests.e2e.test_staff import PASSWORD, enroll, found_organization, invite, make_first_account

pytestmark = pytest.mark.browser

AXE = conftest.ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RUN_AXE = """
async () => (await axe.run()).violations.flatMap(
  (found) => found.nodes.map((node) => `axe ${found.id}: ${node.target.join(" ")}`),
)
"""
FRAMED = {"web:mailbox-html", "web:template-preview"}
"""A letter's own markup is no page: it is shown in a frame of one."""

VISITOR = "walker@mailbox.example"
SCREENS: dict[str, dict[str, Any]] = {
    "wide": {"locale": "en-US", "color_scheme": "light", "viewport": {"width": 1280, "height": 800}},
    "narrow": {"locale": "zh-CN", "color_scheme": "dark", "viewport": {"width": 360, "height": 740}},
}
ACCOUNT = {
    "account_change_password": "/account/password",
    "mfa_generate_recovery_codes": "/account/recovery-codes/new",
    "account_reauthenticate": "/account/again",
    "mfa_reauthenticate": "/account/again/code",
}
OPENED = ("texts", "field/", "field/email", "consent/")
MORE_STATUS = {
    "a spent link": 410,
    "nothing there": 404,
    "a search with hits": 200,
    "a reason to give": 200,
    **dict.fromkeys(OPENED, 200),
}
"""States of pages that have no address of their own in the route table."""


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


@pytest.fixture
def empty(tmp_path) -> Iterator[Installation]:
    """An installation that nobody has set up."""
    running = conftest.start(tmp_path, f"empty_{os.getpid()}", is_demo=False)
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
    return {name: path for name, path in answer.items() if name not in routes.WAY_IN} | {
        "a spent link": answer["web:reset"],
        "nothing there": "/nowhere",
        **{place: f"{answer['web:form-draft']}?edit={place}" for place in OPENED},
        "a search with hits": f"{answer['web:search']}?q=a",
        "a reason to give": f"{answer['web:contact']}?open=email",
    }


def problems(page: Page, seen: conftest.Watched, url: str) -> tuple[int, list[str] | None]:
    """What an address answers, and what is wrong with its page; None when it shows none."""
    asked = page.request.get(url, max_redirects=0)
    is_page = asked.headers.get("content-type", "").startswith("text/html")
    if asked.status in (302, 405) or not is_page:
        return asked.status, None
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
    return answer.status, found + violations


def _errors(errors: list[str], answer: Response) -> list[str]:
    """A page that says that something isn't there does so with a status, which the console repeats."""
    expected = f"status of {answer.status}" if 400 <= answer.status < 500 else None
    return [error for error in errors if not expected or expected not in error]


@dataclass
class Walk:
    """What the routes answered so far, and what was wrong with their pages."""

    statuses: dict[str, int] = field(default_factory=dict)
    wrong: dict[str, list[str]] = field(default_factory=dict)

    def look(self, context: BrowserContext, home: str, addresses: Mapping[str, str]) -> None:
        page = context.new_page()
        seen = conftest.watch(page, home)
        for name, path in addresses.items():
            self.statuses[name], wrong = problems(page, seen, home + path)
            if wrong and name not in FRAMED:
                self.wrong[name] = self.wrong.get(name, []) + wrong
        if seen.foreign:
            self.wrong["other hosts"] = seen.foreign
        page.close()

    def look_twice(self, holder: BrowserContext, home: str, addresses: Mapping[str, str]) -> None:
        """On both screens, with the cookies that somebody has now."""
        assert holder.browser is not None
        for screen in SCREENS.values():
            context = holder.browser.new_context(storage_state=holder.storage_state(), **screen)
            self.look(context, home, addresses)
            context.close()


def test_every_route_says_what_a_get_answers():
    with_statuses = set(routes.STATUS)

    assert {name for name, _pattern in routes.patterns()} == with_statuses
    assert with_statuses > routes.WAY_IN


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
def test_every_page_is_accessible_quiet_and_fits(browser: Browser, full, state, addresses, screen):
    walk = Walk()
    context = browser.new_context(storage_state=state, **screen)

    walk.look(context, full.url, addresses)
    context.close()

    assert walk.wrong == {}
    assert walk.statuses == {name: (routes.STATUS | MORE_STATUS)[name] for name in addresses}


def test_every_page_on_the_way_in_is_accessible_quiet_and_fits(browser: Browser, empty):
    walk = Walk()
    nobody, owner, returning = (browser.new_context(locale="en-US") for _ in range(3))
    page, home = owner.new_page(), empty.url

    walk.look_twice(nobody, home, {"web:set-up": empty.link.removeprefix(home)})
    page.goto(empty.link)
    make_first_account(page)
    walk.look_twice(owner, home, {"mfa_activate_totp": "/account/authenticator"})
    page.reload()
    enroll(page)
    first = {"mfa_view_recovery_codes": "/account/recovery-codes"}
    walk.look_twice(owner, home, first | {"web:set-up-organization": "/set-up/organization"})
    page.goto(f"{home}/set-up/organization")
    found_organization(page)
    page.goto(f"{home}/w/clearwater/set-up/colleagues")
    invitation = {"web:invitation": invite(page, "ben@clearwater.example", "marketer").removeprefix(home)}
    for person in (nobody, owner):
        walk.look_twice(person, home, invitation)
    walk.look_twice(owner, home, ACCOUNT)
    token = empty.run("staff", "link", "ana@clearwater.example").stdout.strip().rpartition("/")[2]
    walk.look_twice(nobody, home, {"web:reset": f"/resets/{token}"})
    walk.look_twice(nobody, home, {"web:sign-in": "/sign-in/", "account_login": "/sign-in/"})
    coming = returning.new_page()
    coming.goto(f"{home}/sign-in/")
    coming.get_by_label("E-mail").fill("ana@clearwater.example")
    coming.get_by_label("Password").fill(PASSWORD)
    coming.get_by_role("button", name="Sign in").click()
    coming.wait_for_url("**/sign-in/code")
    walk.look_twice(returning, home, {"mfa_authenticate": "/sign-in/code"})
    for context in (nobody, owner, returning):
        context.close()

    assert walk.wrong == {}
    assert walk.statuses == {name: routes.STATUS[name] for name in routes.WAY_IN}
