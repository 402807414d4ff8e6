"""A journey in real time and three days later: what staff see, who gets a mail, and why somebody doesn't."""

import os
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import start, stop, watch
from tests.e2e.test_first_light import link, visitor

pytestmark = pytest.mark.browser

NURTURE = "Good to know before you come"
REMINDER = """
from lightyear.cli import setup
setup.django()
from lightyear.journeys import services
from lightyear.ledger.actors import Actor
from lightyear.workspaces import wall
from lightyear.workspaces.models import Workspace

raw = {
    "trigger": {"event": "form.confirmed"},
    "steps": [
        {"kind": "wait", "key": "three-days", "days": 3},
        {"kind": "send", "key": "remind", "template": "nurture"},
    ],
}
with wall.enter(Workspace.objects.get(slug="qinghe").id):
    services.publish(key="reminder", name="讲座提醒", raw=raw, by=Actor.system("test"))
"""


@pytest.fixture
def moving(tmp_path):
    """An installation of its own: the test moves its clock."""
    running = start(tmp_path, f"journey_{os.getpid()}")
    yield running
    assert stop(running) == 0


@pytest.fixture
def staff(browser, moving):
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    page.goto(moving.link)
    page.wait_for_url("**/w/riverbend/")
    yield page
    context.close()


def letters(installation, page, address, subject=""):
    """The letters to an address whose subject holds the words, once there is one."""
    for _ in range(150):
        found = [mail for mail in installation.letters() if address in mail.to and subject in mail.subject]
        if found:
            return found
        page.wait_for_timeout(100)
    pytest.fail("No letter came.")


def confirm(installation, page, address, *, form, name, choice):
    """A visitor signs up, agrees to everything and confirms."""
    page.goto(f"{installation.url}/f/{form}/")
    page.locator("[name=first_name]").fill(name)
    page.locator("[name=email]").fill(address)
    page.locator("[name=class]").select_option(choice)
    for box in page.locator("[name=agree]").all():
        box.check()
    page.locator("main button[type=submit]").click()
    page.goto(link(letters(installation, page, address)[0], "c"))
    page.locator("main button[type=submit]").click()
    page.wait_for_load_state()


def unsubscribe(installation, page, address, subject):
    page.goto(link(letters(installation, page, address, subject)[0], "u"))
    page.locator("main button[type=submit]").click()
    page.wait_for_load_state()


def eventually(page, url, locate, text):
    """Reload until the worker has come that far."""
    for _ in range(100):
        page.goto(url)
        if locate(page).filter(has_text=text).count():
            return
        page.wait_for_timeout(100)
    expect(locate(page)).to_contain_text(text)


def needs(page):
    return page.locator(".needs-row")


def test_from_the_sign_up_to_a_mail_three_days_later_or_to_the_reason_against_it(browser, moving, staff):
    subprocess.run([sys.executable, "-c", REMINDER], env=moving.env, cwd=moving.home, check=True)
    elena, rain = "elena@mailbox.example", "xiaoyu@mailbox.example"
    guest, chinese = visitor(browser).new_page(), visitor(browser, "zh-CN").new_page()
    seen = watch(staff, moving.url)
    home = f"{moving.url}/w/riverbend"

    confirm(moving, guest, elena, form="riverbend/joint-health-class", name="Elena", choice="east")
    confirm(moving, chinese, rain, form="qinghe/family-dental-talk", name="小雨", choice="sat")

    eventually(staff, f"{home}/", needs, "Elena came to “From sign-up to first visit”")
    expect(needs(staff).filter(has_text="Call about the class: Elena")).to_be_visible()
    staff.goto(f"{home}/notices/")
    staff.get_by_role("button", name="Mark all as read").click()
    staff.goto(f"{home}/tasks/")
    staff.get_by_role("button", name="Mark as done").click()
    expect(staff.get_by_text("No task here")).to_be_visible()
    staff.goto(f"{home}/")
    expect(needs(staff)).to_have_count(0)

    staff.goto(f"{moving.url}/w/qinghe/templates/news/")
    staff.locator(".side button[type=submit]").click()
    unsubscribe(moving, chinese, rain, "秋季活动安排")
    assert moving.run("demo", "clock", "+73h").returncode == 0

    arrived = letters(moving, staff, elena, NURTURE)
    eventually(staff, f"{home}/journeys/first-visit/", lambda page: page.locator(".outcomes"), "1 sent")
    staff.locator("#people tbody a").click()
    expect(staff.locator(".timeline li").last).to_contain_text("nothing spoke against it")
    assert len(arrived) == len(letters(moving, staff, elena, NURTURE)) == 1

    reader = browser.new_context(storage_state=staff.context.storage_state(), locale="zh-CN").new_page()
    there = f"{moving.url}/w/qinghe"
    eventually(reader, f"{there}/journeys/reminder/", lambda page: page.locator(".outcomes"), "1未发送")
    expect(reader.locator(".outcomes")).to_contain_text("已撤回同意：1")
    expect(reader.locator(".crumbs")).to_contain_text("自动化旅程")
    reader.goto(f"{there}/journeys/first-visit/")
    expect(reader.locator(".tree-branch").filter(has_text="否").locator("td").first).to_have_text("1")
    reader.goto(f"{there}/messages/?state=left_out")
    reader.locator("tbody a").click()
    expect(reader.locator("main .why")).to_have_text("已撤回同意")
    assert not [mail for mail in moving.letters() if rain in mail.to and "小提示" in mail.subject]
    assert (seen.errors, seen.foreign) == ([], [])
