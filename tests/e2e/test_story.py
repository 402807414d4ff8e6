"""One story from a visitor's form to a ledger that anyone can verify, on a real installation."""

import json
import os
import random
import re
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from lightyear.cli.ledger import ledger
from tests.e2e.conftest import PLANTED, Installation, start, stop, watch
from tests.e2e.test_first_light import fill, letter_to, link, visitor

pytestmark = pytest.mark.browser

RECORD = "48213377"
CONDITION = "knee arthritis"
NEWS = {"en-US": "The autumn program is here", "zh-CN": "【广告】秋季活动安排已公布"}
NURTURE = {"en-US": "Good to know before you come", "zh-CN": "到访前的小提示"}
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
        {"kind": "send", "key": "remind", "template": "news"},
    ],
}
with wall.enter(Workspace.objects.get(slug="riverbend").id):
    services.publish(key="reminder", name="Reminder", raw=raw, by=Actor.system("test"))
"""
"""A journey that asks nobody's consent itself: the gate answers for it."""


@dataclass(frozen=True)
class Guest:
    """A visitor, what she types, and what the pages say to her."""

    address: str
    masked: str
    language: str
    message: str
    kept: str
    condition: str
    titles: tuple[str, str, str, str, str]
    """Of the form, the page after it, the confirmed address, the preferences, the end."""
    wording: str
    letter: str
    """The subject of the mail that asks her to confirm."""


ELENA = Guest(
    "elena@mailbox.example",
    "e•••@m••••.example",
    "en-US",
    f"I have {CONDITION}, my record number is MRN {RECORD}. Is there parking?",
    "Is there parking?",
    CONDITION,
    (
        "Joint health classes",
        "One click is missing",
        "Thank you, that’s settled",
        "What may we send you?",
        "You get no more of these",
    ),
    "I can stop at any time.",
    "Please confirm your address",
)
RAIN = Guest(
    "xiaoyu@leaving.example",
    "x•••@l••••.example",
    "zh-CN",
    f"我有膝关节炎，病历号 {RECORD}。请问有停车位吗？",
    "请问有停车位吗",
    "膝关节炎",
    ("关节健康讲座", "还差一步", "谢谢，已确认", "您希望收到什么？", "您将不再收到此类邮件"),
    "我可以随时停止接收。",
    "请确认您的邮箱",
)
OTTO = "otto@mailbox.example"
ACTS = {"flow.redacted": 2, "contact.revealed": 2, "consent.withdrawn": 4, "task.done": 3, "message.sent": 9}
"""What the ledger must hold of the story: among the mails are four confirmations, three times the news, the
nurture mail, and what the reminder sends to who stayed."""


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Installation]:
    """An installation of its own: the story moves its clock."""
    running = start(tmp_path, f"story_{os.getpid()}")
    yield running
    assert stop(running) == 0
    logged = "".join(running.output)
    assert [planted for planted in (*PLANTED, ELENA.condition, RAIN.condition) if planted in logged] == []


@pytest.fixture
def staff(browser, clinic) -> Iterator[Page]:
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    page.goto(clinic.link)
    page.wait_for_url("**/w/riverbend/")
    yield page
    context.close()


def letters(clinic, page, address, subject):
    """The letters to an address whose subject holds the words, once there is one."""
    for _ in range(150):
        found = [mail for mail in clinic.letters() if address in mail.to and subject in mail.subject]
        if found:
            return found
        page.wait_for_timeout(100)
    pytest.fail("No letter came.")


def says(page, title):
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def submit(page):
    page.locator("main button.button-primary").click()


def sign_up(clinic: Installation, page: Page, guest: Guest) -> None:
    """She fills in the form, says more than she should, and confirms from the mail."""
    form, after, confirmed, *_ = guest.titles
    page.goto(f"{clinic.url}/f/riverbend/joint-health-class/")
    says(page, form)
    fill(page, clinic, guest.address, guest.message)
    says(page, after)
    page.goto(link(letters(clinic, page, guest.address, guest.letter)[0], "c"))
    submit(page)
    says(page, confirmed)


def leave(clinic: Installation, page: Page, guest: Guest) -> None:
    """From the mail that she got, she gives the newsletter up first and then what the mail is about."""
    *_, preferences, ended = guest.titles
    mail = letters(clinic, page, guest.address, NEWS[guest.language])[0]
    newsletter, events = page.locator("[value=newsletter]"), page.locator("[value=events]")
    page.goto(link(mail, "p"))
    says(page, preferences)
    newsletter.uncheck()
    submit(page)
    expect(page.get_by_role("status")).to_be_visible()
    page.goto(link(mail, "u"))
    submit(page)
    says(page, ended)
    page.goto(link(mail, "p"))
    expect(events).not_to_be_checked()
    expect(newsletter).not_to_be_checked()


def eventually(page, url, locate, text):
    """Reload until the worker has come that far."""
    for _ in range(100):
        page.goto(url)
        if locate(page).filter(has_text=text).count():
            return
        page.wait_for_timeout(100)
    expect(locate(page)).to_contain_text(text)


def look_at(page: Page, home: str, guest: Guest) -> None:
    """Staff open her masked address for a reason, and see what was kept of her message, and why."""
    page.goto(f"{home}/contacts/")
    page.get_by_role("row").filter(has_text=guest.masked).get_by_role("link").first.click()
    expect(page.locator("main")).not_to_contain_text(guest.address)
    page.locator(".masked a").first.click()
    page.locator("[name=reason][value=call_back]").check()
    page.locator(".asking button[type=submit]").click()
    expect(page.locator(".masked-value").first).to_have_text(guest.address)
    expect(page.locator(".kept-answer").filter(has_text=guest.kept)).to_be_visible()
    assert guest.condition not in page.content()
    assert RECORD not in page.content()

    page.get_by_role("link", name="Proof").first.click()
    expect(page.locator(".wording")).to_contain_text(guest.wording)
    page.go_back()
    page.get_by_role("link", name=re.compile("^Decision D-")).click()
    expect(page.locator(".ruling-word")).to_have_text("Redact")
    expect(page.get_by_role("row").filter(has_text="admission.undeclared")).to_contain_text("164.502(b)")
    assert guest.condition not in page.content()
    assert RECORD not in page.content()


def clear_the_day(page: Page, home: str) -> None:
    """Staff read the notices and do the tasks that three sign-ups made."""
    needs = page.locator(".needs-row")
    eventually(page, f"{home}/", lambda page: page.locator(".needs-row"), "came to “From sign-up")
    expect(needs.filter(has_text="Call about the class").first).to_be_visible()
    page.goto(f"{home}/notices/")
    page.get_by_role("button", name="Mark all as read").click()
    for _ in range(3):
        page.goto(f"{home}/tasks/")
        page.get_by_role("button", name="Mark as done").first.click()
    expect(page.get_by_text("No task here")).to_be_visible()
    page.goto(f"{home}/")
    expect(needs).to_have_count(0)


def send_news(page: Page, home: str) -> None:
    page.goto(f"{home}/templates/news/")
    page.get_by_role("link", name="Prepare to send").click()
    page.get_by_role("button", name=re.compile("^Send to 3")).click()
    says(page, "Messages")


def another_round(clinic: Installation, page: Page) -> None:
    """The worker, with a later clock, does something that came after everything that could be due."""
    assert clinic.run("demo", "clock", "+1d").returncode == 0
    late = "late@mailbox.example"
    fill(page, clinic, late)
    assert letter_to(clinic, page, late)


def reasons(page: Page, home: str) -> None:
    """Why who left got nothing: at the journey's question, and where the gate answered."""
    page.goto(f"{home}/journeys/first-visit/")
    expect(page.locator(".tree-branch").filter(has_text="No").locator("td").first).to_have_text("2")
    eventually(
        page,
        f"{home}/journeys/reminder/",
        lambda page: page.locator(".outcomes"),
        "Consent was withdrawn: 2",
    )
    page.goto(f"{home}/messages/?state=left_out")
    rows = page.locator("tbody tr").filter(has_text="Consent was withdrawn")
    expect(rows).to_have_count(2)
    rows.first.get_by_role("link").click()
    expect(page.locator("main .why")).to_have_text("Consent was withdrawn")


def export(page: Page, home: str, folder: Path) -> tuple[Path, list[str]]:
    """The ledger's file, everything sealed, and the command that its page says to check it with."""
    path = folder / "ledger.jsonl"
    eventually(page, f"{home}/ledger/", lambda page: page.locator("main p"), "sealed, 0 wait")
    command = page.locator("code", has_text="--public-key").inner_text()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export for offline check").click()
    download.value.save_as(path)
    return path, shlex.split(command.replace("FILE", str(path)))[1:]


def forgeries(content: bytes) -> Iterator[bytes]:
    """The file with one byte changed: two of every line, its end, and the first and the last byte of all."""
    chance, start = random.Random(20), 0
    places = {0, len(content) - 1}
    for line in content.splitlines(keepends=True):
        inside = range(start, start + len(line))
        places |= {*chance.sample(inside, 2), inside[-1]}
        start += len(line)
    for place in sorted(places):
        yield content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def test_from_a_visitors_form_to_a_ledger_that_anyone_can_verify(browser: Browser, clinic, staff, tmp_path):
    subprocess.run([sys.executable, "-c", REMINDER], env=clinic.env, cwd=clinic.home, check=True)
    home = f"{clinic.url}/w/riverbend"
    leaving = {guest: visitor(browser, guest.language).new_page() for guest in (ELENA, RAIN)}
    staying = visitor(browser).new_page()
    watched = [watch(page, clinic.url) for page in (staff, staying, *leaving.values())]

    for guest, page in leaving.items():
        sign_up(clinic, page, guest)
    fill(staying, clinic, OTTO)
    staying.goto(link(letter_to(clinic, staying, OTTO), "c"))
    submit(staying)
    says(staying, ELENA.titles[2])

    for guest in leaving:
        look_at(staff, home, guest)
    clear_the_day(staff, home)
    send_news(staff, home)
    for guest, page in leaving.items():
        leave(clinic, page, guest)

    assert clinic.run("demo", "clock", "+3d").returncode == 0
    assert len(letters(clinic, staff, OTTO, NURTURE["en-US"])) == 1
    another_round(clinic, staying)
    assert len(letters(clinic, staff, OTTO, NURTURE["en-US"])) == 1
    for guest in leaving:
        got = [mail.subject for mail in clinic.letters() if guest.address in mail.to]
        assert sorted(got) == sorted([guest.letter, NEWS[guest.language]])
    reasons(staff, home)

    path, command = export(staff, home, tmp_path)
    verified = clinic.run(*command)
    content = path.read_bytes()
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert {name: count for name, count in recorded(content).items() if name in ACTS} == ACTS
    assert [planted for planted in (*PLANTED, RAIN.condition) if planted in content.decode()] == []
    assert [forged for forged in forgeries(content) if is_verified(path, forged, command)] == []
    assert [(seen.errors, seen.foreign) for seen in watched] == [([], [])] * 4


def recorded(content: bytes) -> Counter[str]:
    """How often each event stands in an exported ledger."""
    lines = [json.loads(line) for line in content.splitlines()]
    return Counter(line["entry"]["event"] for line in lines if "entry" in line)


def is_verified(path: Path, content: bytes, command: list[str]) -> bool:
    """What the same command answers about other bytes; in this process, for there are hundreds."""
    path.write_bytes(content)
    answer = CliRunner().invoke(ledger, command[1:])
    return answer.exit_code != 1 or "NOT intact" not in answer.output
