"""A visitor's form while the proof of work takes its time."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import watch
from tests.e2e.test_first_light import PHONE, letter_to

pytestmark = pytest.mark.browser


def test_what_is_sent_is_what_stood_on_the_page_once_while_the_worker_is_slow(browser, installation):
    page = browser.new_context(viewport=PHONE, locale="en-US").new_page()
    seen = watch(page, installation.url)
    page.route("**/pbkdf2*.js", lambda route: route.fulfill(content_type="text/javascript", body=""))
    posts: list[str] = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    address = "slow.worker@mailbox.example"
    page.goto(f"{installation.url}/f/riverbend/joint-health-class/")
    page.locator("[name=first_name]").fill("Elena")
    page.locator("[name=email]").fill(address)
    page.locator("[name=class]").select_option("east")
    page.locator("[name=agree]").first.check()
    button = page.locator("main button[type=submit]")

    button.click()
    expect(button).to_have_text("Checking…")
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(page.get_by_role("status")).to_have_text("Checking…")
    assert page.locator(".field, .field-choice").evaluate_all("(parts) => parts.every((part) => part.inert)")
    button.click(force=True)

    expect(page.get_by_role("heading", level=1)).to_have_text("One click is missing", timeout=15_000)
    assert len(posts) == 1
    assert letter_to(installation, page, address)
    assert (seen.errors, seen.foreign) == ([], [])


def test_what_isnt_fit_doesnt_wait_for_the_proof(browser, installation):
    page = browser.new_context(viewport=PHONE, locale="en-US").new_page()
    page.route("**/pbkdf2*.js", lambda route: route.fulfill(content_type="text/javascript", body=""))
    page.goto(f"{installation.url}/f/riverbend/joint-health-class/")
    page.locator("[name=email]").fill("slow.unfit@mailbox.example")

    page.locator("main button[type=submit]").click()

    expect(page.get_by_text("need another look")).to_be_visible(timeout=5_000)
    expect(page.locator("main button[type=submit]")).not_to_have_text("Checking…")
