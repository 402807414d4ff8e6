"""One mail leaves, with everything it must carry, and whoever says no gets none any more."""

import re

import httpx
import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import watch
from tests.e2e.test_first_light import fill, link, visitor

pytestmark = pytest.mark.browser

SUBJECT = "The autumn program is here"


def letter(installation, page, address, subject):
    """The letter with this subject, once it is in the mailbox."""
    for _ in range(150):
        for mail in installation.letters():
            if address in mail.to and subject in mail.subject:
                return mail
        page.wait_for_timeout(100)
    pytest.fail("No letter came.")


def subscribe(browser, installation, address):
    """A visitor who fills in the form, agrees to everything and confirms."""
    page = visitor(browser).new_page()
    fill(page, installation, address)
    page.goto(link(letter(installation, page, address, "Please confirm"), "c"))
    page.get_by_role("button", name="Yes, this is my address").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, that’s settled")
    page.context.close()


def send(staff, installation, template):
    staff.goto(f"{installation.url}/w/riverbend/templates/{template}/")
    staff.get_by_role("link", name="Prepare to send").click()
    staff.get_by_role("button", name=re.compile("^Send to ")).click()
    expect(staff.get_by_role("heading", level=1)).to_have_text("Messages")


def counted(staff, url, reason):
    """The row of a reason; a count that is dear is kept for half a minute before it is taken again."""
    row = staff.get_by_role("row").filter(has_text=reason)
    for _ in range(45):
        staff.goto(url)
        if row.count():
            break
        staff.wait_for_timeout(1000)
    return row


def header(mail, name):
    return next((value for key, value in mail.headers if key.lower() == name.lower()), None)


def one_click(mail):
    return header(mail, "List-Unsubscribe").strip("<>")


@pytest.fixture(scope="module")
def news(browser, installation, staff_state):
    """The news as three subscribers got it, by the name before their @."""
    names = ("ines", "otto", "yara")
    for name in names:
        subscribe(browser, installation, f"{name}@leaving.example")
    staff = browser.new_context(storage_state=staff_state, locale="en-US").new_page()
    seen = watch(staff, installation.url)
    send(staff, installation, "news")
    found = {name: letter(installation, staff, f"{name}@leaving.example", SUBJECT) for name in names}
    assert (seen.errors, seen.foreign) == ([], [])
    return found


def test_the_mail_says_who_sends_it_and_how_to_stop_it(news):
    mail = news["ines"]

    assert mail.sender == "Riverbend Health <hello@riverbend.example>"
    assert "1 Mill Road, Riverbend" in mail.text
    assert header(mail, "List-Unsubscribe-Post") == "List-Unsubscribe=One-Click"
    signed = re.sub(r"\s", "", header(mail, "DKIM-Signature")).lower()
    assert ":list-unsubscribe:list-unsubscribe-post" in signed
    assert re.match(r"http://localhost:\d+/u/riverbend/", one_click(mail))
    assert one_click(mail) in mail.text


def test_looking_at_the_link_unsubscribes_nobody_but_one_click_does(browser, installation, news, staff_state):
    address = one_click(news["ines"])

    looked = [httpx.get(address), httpx.head(address), httpx.get(address)]
    preferences = visitor(browser).new_page()
    preferences.goto(link(news["ines"], "p"))
    before = preferences.get_by_role("group", name="Events and classes").get_by_label("E-mail").is_checked()
    clicked = httpx.post(address, data={"List-Unsubscribe": "One-Click"})
    preferences.reload()
    events = preferences.get_by_role("group", name="Events and classes").get_by_label("E-mail")
    newsletter = preferences.get_by_role("group", name="Health newsletter").get_by_label("E-mail")

    assert [answer.status_code for answer in looked] == [200, 200, 200]
    assert before
    assert clicked.status_code == 200
    expect(events).not_to_be_checked()
    expect(newsletter).to_be_checked()


def test_the_preference_center_changes_one_thing_or_stops_everything(browser, installation, news):
    page = visitor(browser).new_page()
    seen = watch(page, installation.url)
    page.goto(link(news["otto"], "p"))
    events = page.get_by_role("group", name="Events and classes").get_by_label("E-mail")
    newsletter = page.get_by_role("group", name="Health newsletter").get_by_label("E-mail")

    newsletter.uncheck()
    page.get_by_role("button", name="Save my choices").click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    expect(events).to_be_checked()
    expect(newsletter).not_to_be_checked()
    page.get_by_role("button", name="Stop all of these").click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")

    expect(events).not_to_be_checked()
    expect(newsletter).not_to_be_checked()
    assert (seen.errors, seen.foreign) == ([], [])


def test_in_chinese_the_preference_center_asks_in_chinese(browser, installation, news):
    page = visitor(browser, "zh-CN").new_page()

    page.goto(link(news["yara"], "p"))

    expect(page.get_by_role("heading", level=1)).to_have_text("您希望收到什么？")
    expect(page.get_by_role("group", name="活动与讲座").get_by_label("电子邮件")).to_be_checked()


def test_whoever_withdrew_is_counted_and_her_message_says_why(browser, installation, news, staff_state):
    httpx.post(one_click(news["ines"]), data={"List-Unsubscribe": "One-Click"})
    staff = browser.new_context(storage_state=staff_state, locale="en-US").new_page()
    seen = watch(staff, installation.url)

    withdrawn = counted(staff, f"{installation.url}/w/riverbend/templates/nurture/", "Consent was withdrawn")
    expect(withdrawn).to_contain_text("16 CFR 316.5")
    assert int(withdrawn.get_by_role("cell").first.inner_text()) >= 1
    send(staff, installation, "nurture")
    staff.goto(f"{installation.url}/w/riverbend/messages/?state=left_out")
    staff.get_by_role("row").filter(has_text="Consent was withdrawn").first.get_by_role("link").click()

    expect(staff.locator(".why")).to_have_text("Consent was withdrawn")
    yara = letter(installation, staff, "yara@leaving.example", "")
    assert yara.subject != SUBJECT
    to_ines = [mail.subject for mail in installation.letters() if "ines@leaving.example" in mail.to]
    assert SUBJECT in to_ines
    assert yara.subject not in to_ines
    assert (seen.errors, seen.foreign) == ([], [])
