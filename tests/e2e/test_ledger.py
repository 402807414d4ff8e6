"""What the privacy officer takes home can be verified without us."""

import random

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def exported(browser, installation, staff_state, tmp_path_factory):
    """The file that the ledger page gives, once something is sealed."""
    page = browser.new_context(storage_state=staff_state).new_page()
    page.goto(f"{installation.url}/w/riverbend/ledger/")
    while page.locator("tbody tr").first.locator("td").first.inner_text() == "–":
        page.wait_for_timeout(200)
        page.reload()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export for offline check").click()
    path = tmp_path_factory.mktemp("ledger") / "ledger.jsonl"
    download.value.save_as(path)
    page.context.close()
    return path


def test_an_exported_ledger_verifies_offline(installation, exported):
    verified = installation.run("ledger", "verify", str(exported))

    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert exported.read_text().count('"event"') >= 10


def test_one_changed_byte_fails_it(installation, exported):
    content = bytearray(exported.read_bytes())
    place = random.Random(20).randrange(len(content))
    content[place] = content[place] ^ 1
    forged = exported.with_name("forged.jsonl")
    forged.write_bytes(content)

    verified = installation.run("ledger", "verify", str(forged))

    assert verified.returncode == 1
    assert "line" in verified.stdout + verified.stderr


def test_the_ledger_page_speaks_chinese(browser, installation, staff_state):
    page = browser.new_context(storage_state=staff_state, locale="zh-CN").new_page()

    page.goto(f"{installation.url}/w/riverbend/ledger/")

    expect(page.get_by_role("heading", level=1)).to_have_text("审计账本")
    expect(page.get_by_role("button", name="导出供离线核验")).to_be_visible()
