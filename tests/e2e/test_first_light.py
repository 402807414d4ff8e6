"""From a visitor's form to a guarded e-mail, in a real browser on a real installation."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, ViewportSize, expect

from tests.e2e.conftest import watch

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 390, "height": 844}


def visitor(browser: Browser, language="en-US") -> BrowserContext:
    return browser.new_context(viewport=PHONE, locale=language, has_touch=True)


def letter_to(installation, page, address):
    """The letter that the worker sent, once it is in the mailbox."""
    for _ in range(100):
        if found := [mail for mail in installation.letters() if address in mail.to]:
            return found[0]
        page.wait_for_timeout(100)
    pytest.fail("No letter came.")


def link(mail, path) -> str:
    found = re.search(rf"http://localhost:\d+/{path}/\S+?(?=[\s<\"]|$)", mail.text)
    assert found, mail.text
    return found[0]


def fill(page, installation, address, message="", agree=True):
    page.goto(f"{installation.url}/f/riverbend/joint-health-class/")
    page.locator("[name=first_name]").fill("Elena")
    page.locator("[name=email]").fill(address)
    page.locator("[name=class]").select_option("east")
    page.locator("[name=message]").fill(message)
    if agree:
        for box in page.locator("[name=agree]").all():
            box.check()
    page.locator("main button[type=submit]").click()


@pytest.mark.parametrize(("language", "words"), [("en-US", "Needs you today"), ("zh-CN", "今天要处理")])
def test_staff_sign_in_once_with_the_link_and_see_home(browser, installation, staff_state, language, words):
    page = browser.new_context(storage_state=staff_state, locale=language).new_page()
    seen = watch(page, installation.url)

    page.goto(f"{installation.url}/")

    expect(page.get_by_role("heading", level=1)).to_have_text(words)
    assert (seen.errors, seen.foreign) == ([], [])


def test_a_sign_in_link_works_once(browser, installation, staff_state):
    page = browser.new_context().new_page()

    answer = page.goto(installation.link)

    assert answer is not None
    assert answer.status == 410
    expect(page.get_by_text("it opens once")).to_be_visible()


def test_opening_the_confirmation_link_alone_changes_nothing(browser, installation):
    page = visitor(browser).new_page()
    fill(page, installation, "scanned@mailbox.example")
    address = link(letter_to(installation, page, "scanned@mailbox.example"), "c")

    page.goto(address)
    page.goto(address)

    expect(page.get_by_role("button", name="Yes, this is my address")).to_be_visible()


def test_the_form_works_without_javascript(browser, installation):
    page = browser.new_context(viewport=PHONE, java_script_enabled=False).new_page()

    fill(page, installation, "plain@mailbox.example")

    expect(page.get_by_role("heading", level=1)).to_have_text("One click is missing")


def test_an_answer_that_needs_another_look_is_said_beside_its_field(browser, installation):
    page = visitor(browser).new_page()

    fill(page, installation, "not-an-address")

    expect(page.locator("#f-email-error")).to_contain_text("whole e-mail address")
    expect(page.locator("[name=first_name]")).to_have_value("Elena")
