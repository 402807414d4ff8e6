"""What a contact may ask for, served from her page in a real browser."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import watch
from tests.e2e.test_first_light import fill, letter_to, link

pytestmark = pytest.mark.browser


def contact_page(browser, installation, staff_state, address: str, language: str = "en-US") -> Page:
    """The page of somebody who came in by the form and confirmed, as staff see it."""
    visitor = browser.new_context(locale="en-US").new_page()
    fill(visitor, installation, address)
    visitor.goto(link(letter_to(installation, visitor, address), "c"))
    visitor.get_by_role("button", name="Yes, this is my address").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Thank you, that’s settled")
    visitor.context.close()
    page: Page = browser.new_context(storage_state=staff_state, locale=language).new_page()
    page.goto(f"{installation.url}/w/riverbend/search/?q={address}")
    page.locator("main a[href*='/contacts/']").first.click()
    return page


def test_the_reason_for_opening_an_address_is_in_the_ledger(browser, installation, staff_state):
    address = "masked@mailbox.example"
    page = contact_page(browser, installation, staff_state, address, "zh-CN")
    seen = watch(page, installation.url)

    page.locator(".masked a").first.click()
    page.locator("[name=reason][value=call_back]").check()
    page.locator(".asking button[type=submit]").click()

    expect(page.locator(".masked-value").first).to_have_text(address)
    page.goto(f"{installation.url}/w/riverbend/ledger/")
    expect(page.get_by_role("row").filter(has_text="答复咨询").first).to_be_visible()
    assert (seen.errors, seen.foreign) == ([], [])


def test_a_person_takes_her_data_along_and_is_erased(browser, installation, staff_state):
    address = "leaver@leaving.example"
    page = contact_page(browser, installation, staff_state, address)
    seen = watch(page, installation.url)
    here = page.url

    page.get_by_role("link", name="Export the data").click()
    page.locator("[name=reason][value=asked]").check()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download the file").click()
    held = json.loads(taken.value.path().read_text())
    page.goto(here)
    page.get_by_role("link", name="Erase the data").click()
    expect(page.get_by_role("heading", name="What remains")).to_be_visible()
    page.locator("[name=is_sure]").check()
    page.get_by_role("button", name="Erase for good").click()

    assert held["points"][0]["value"] == address
    expect(page.get_by_text("What remains proves what happened")).to_be_visible()
    assert (seen.errors, seen.foreign) == ([], [])
