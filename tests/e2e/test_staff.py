"""The first run of an installation that is no demonstration, and the people who come after."""

import os
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.accounts import totp
from tests.e2e.conftest import Installation, start, stop, watch

pytestmark = pytest.mark.browser

PASSWORD = "violet tractor lantern"
GO_ON = re.compile("^(Continue|继续)$")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory) -> Iterator[Installation]:
    """An empty installation."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    database = f"staff_{worker}_{os.getpid()}"
    running = start(tmp_path_factory.mktemp("fresh"), database, is_demo=False)
    yield running
    assert stop(running) == 0


@pytest.fixture(scope="module")
def owner(browser, fresh) -> Iterator[tuple[BrowserContext, str]]:
    """The browser of the person who set it up, and the invitation she made in the last step."""
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    seen = watch(page, fresh.url)
    page.goto(fresh.link)
    make_first_account(page)
    enroll(page)
    expect(page.locator("[aria-current=step]")).to_have_text("Second factor")
    page.get_by_role("link", name=GO_ON).click()
    found_organization(page)
    page.get_by_label("Sender address").fill("hello@clearwater.example")
    page.get_by_label("Postal address").fill("1 Lake Road, Clearwater, IL 60000")
    expect(page.get_by_text("LIGHTYEAR_SMTP_URL")).to_be_visible()
    go_on(page)
    link = invite(page, "ben@clearwater.example", "marketer")
    page.get_by_role("link", name="Open the workspace").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Needs you today")
    assert (seen.errors, seen.foreign) == ([], [])
    yield context, link
    context.close()


def make_first_account(page: Page) -> None:
    page.get_by_label("Your name").fill("Ana Ruiz")
    page.get_by_label("E-mail").fill("ana@clearwater.example")
    page.get_by_label("Password").fill(PASSWORD)
    go_on(page)


def found_organization(page: Page) -> None:
    page.get_by_label("Organization’s name").fill("Clearwater Clinic")
    page.get_by_label("Short name in addresses").fill("clearwater")
    page.get_by_label("Time zone").select_option("America/Chicago")
    page.get_by_label("HIPAA").check()
    go_on(page)


def go_on(page: Page) -> None:
    page.get_by_role("button", name=GO_ON).click()


def enroll(page: Page) -> str:
    """Set up the authenticator app that the page asks for; returns its secret."""
    page.locator("summary").click()
    secret = page.locator("#secret").inner_text()
    expect(page.locator("svg.qr")).to_be_visible()
    page.locator("[name=code]").fill(totp.code(secret))
    go_on(page)
    page.wait_for_url("**/account/recovery-codes")
    return secret


def invite(page: Page, address: str, role: str) -> str:
    page.get_by_label("E-mail").fill(address)
    page.get_by_label("Role", exact=True).select_option(role)
    page.get_by_role("button", name="Make a link").click()
    return page.locator("#invitation").inner_text()


def test_the_first_run_leaves_a_form_that_visitors_can_open(browser, fresh, owner):
    page = browser.new_context(locale="zh-CN").new_page()
    seen = watch(page, fresh.url)

    page.goto(f"{fresh.url}/f/clearwater/newsletter/")

    expect(page.get_by_role("heading", level=1)).to_have_text("健康资讯订阅")
    assert (seen.errors, seen.foreign) == ([], [])


def test_the_set_up_link_works_once(browser, fresh, owner):
    page = browser.new_context(locale="en-US").new_page()

    answer = page.goto(fresh.link)

    assert answer is not None
    assert answer.status == 410


def test_the_invited_joins_in_her_role_and_sees_what_it_needs(browser: Browser, fresh, owner):
    _context, link = owner
    page = browser.new_context(locale="zh-CN").new_page()
    seen = watch(page, fresh.url)

    page.goto(link)
    page.get_by_label("您的姓名").fill("Ben Okoye")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="创建账户").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("添加身份验证器")
    enroll(page)
    page.get_by_role("link", name=GO_ON).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("今天要处理")
    navigation = page.locator("#navigation")
    expect(navigation.get_by_role("link", name="模板")).to_be_visible()
    expect(navigation.get_by_role("link", name="审计账本")).to_have_count(0)
    assert (seen.errors, seen.foreign) == ([], [])
    answer = page.goto(f"{fresh.url}/w/clearwater/settings/members/")
    assert answer is not None
    assert answer.status == 403


def test_a_cookie_from_before_the_sign_out_opens_nothing(browser, fresh, owner):
    context, _link = owner
    page = context.new_page()
    page.goto(f"{fresh.url}/w/clearwater/settings/members/")
    carol = invite(page, "carol@clearwater.example", "analyst")
    hers = browser.new_context(locale="en-US")
    her_page = hers.new_page()
    her_page.goto(carol)
    her_page.get_by_label("Your name").fill("Carol Diaz")
    her_page.get_by_label("Password").fill(PASSWORD)
    her_page.get_by_role("button", name="Make my account").click()
    enroll(her_page)
    her_page.goto(f"{fresh.url}/w/clearwater/")
    expect(her_page.get_by_role("heading", level=1)).to_have_text("Needs you today")
    stolen = browser.new_context(storage_state=hers.storage_state())

    her_page.locator("[data-menu] summary").click()
    her_page.get_by_role("button", name="Sign out").click()

    expect(her_page.get_by_role("heading", level=1)).to_have_text("Sign in")
    thief = stolen.new_page()
    thief.goto(f"{fresh.url}/w/clearwater/")
    expect(thief.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_signing_in_again_takes_the_password_and_a_code(browser, fresh, owner):
    context, _link = owner
    page = context.new_page()
    page.goto(f"{fresh.url}/w/clearwater/settings/members/")
    eli = browser.new_context(locale="en-US").new_page()
    eli.goto(invite(page, "eli@clearwater.example", "compliance"))
    eli.get_by_label("Your name").fill("Eli Novak")
    eli.get_by_label("Password").fill(PASSWORD)
    eli.get_by_role("button", name="Make my account").click()
    secret = enroll(eli)
    eli.goto(f"{fresh.url}/account/")
    eli.get_by_role("button", name="Sign out").click()

    eli.get_by_label("E-mail").fill("eli@clearwater.example")
    eli.get_by_label("Password").fill(PASSWORD)
    eli.get_by_role("button", name="Sign in").click()
    expect(eli.get_by_role("heading", level=1)).to_have_text("Your code")
    eli.locator("[name=code]").fill("000000")
    eli.get_by_role("button", name="Sign in").click()
    expect(eli.get_by_text("This code doesn’t fit")).to_be_visible()
    eli.locator("[name=code]").fill(totp.code(secret))
    eli.get_by_role("button", name="Sign in").click()

    expect(eli.get_by_role("heading", level=1)).to_have_text("Needs you today")


def test_leaving_closes_the_workspace_at_once(browser, fresh, owner):
    context, _link = owner
    page = context.new_page()
    page.goto(f"{fresh.url}/w/clearwater/settings/members/")
    link = invite(page, "dee@clearwater.example", "sales")
    hers = browser.new_context(locale="en-US").new_page()
    hers.goto(link)
    hers.get_by_label("Your name").fill("Dee Park")
    hers.get_by_label("Password").fill(PASSWORD)
    hers.get_by_role("button", name="Make my account").click()
    enroll(hers)

    page.goto(f"{fresh.url}/w/clearwater/settings/members/")
    row = page.get_by_role("row").filter(has_text="Dee Park")
    row.locator("summary").click()
    row.get_by_role("button", name="End the membership").click()

    expect(page.get_by_text("The membership ended")).to_be_visible()
    hers.goto(f"{fresh.url}/w/clearwater/contacts/")
    expect(hers.get_by_role("heading", level=1)).to_have_text("Sign in")
