"""What the privacy officer sees of the ledger. That its export is verified without us is in the story."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_the_ledger_page_speaks_chinese(browser, installation, staff_state):
    page = browser.new_context(storage_state=staff_state, locale="zh-CN").new_page()

    page.goto(f"{installation.url}/w/riverbend/ledger/")

    expect(page.get_by_role("heading", level=1)).to_have_text("审计账本")
    expect(page.get_by_role("button", name="导出供离线核验")).to_be_visible()
