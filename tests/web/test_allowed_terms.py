"""Saying that a finding is none, as staff do it: from a template, from a form, by hand; and ending it."""

import re

import pytest
from django.test import Client

from lightyear.accounts.matrix import Role
from lightyear.gate import allowances, queries
from lightyear.gate.models import AllowedTerm, Decision
from lightyear.intake import drafts, edits, starter
from lightyear.intake.models import Form
from lightyear.ledger.models import Entry
from lightyear.messaging import wording
from lightyear.workspaces import wall
from tests import populate
from tests.populate import BY

pytestmark = pytest.mark.django_db

ROOT = "/w/riverbend/allowed-terms"
HALL = "Jackson Hall"
LETTER = (
    "<mj-section><mj-column><mj-text>Hello{% if contact.name != '' %} {{ contact.name }}{% endif %}, each"
    " takes an hour in Jackson Hall. Analog clocks strike.</mj-text></mj-column></mj-section>"
)
WHY = {"term": HALL, "category": "address", "reason": "The public hall where we meet"}


@pytest.fixture
def staffed(workspace, settings):
    settings.LIGHTYEAR_SMTP_URL = "smtp+plain://127.0.0.1:2525"
    with wall.enter(workspace.id):
        starter.furnish(workspace, by=BY)
    return workspace


@pytest.fixture
def owner(staffed) -> Client:
    return populate.signed_in(populate.member(staffed, Role.OWNER))


@pytest.fixture
def marketer(staffed) -> Client:
    return populate.signed_in(populate.member(staffed, Role.MARKETER))


@pytest.fixture
def letter(staffed, owner):
    """The address of a template that says where the evenings are."""
    typed = {
        "name": "Evenings", "purpose": "events", "subject-en": "An evening with tea", "mjml-en": LETTER,
        "subject-zh-hans": "", "mjml-zh-hans": wording.starter("zh-hans"),
    }  # fmt: skip
    assert owner.post("/w/riverbend/templates/new/", typed).status_code == 302
    return "/w/riverbend/templates/evenings/"


@pytest.fixture
def titled(staffed):
    """The address of a form's draft whose title names a condition."""
    said = {"en": "Shingles for your roof"}
    with wall.enter(staffed.id):
        slug = Form.objects.earliest("created_at").slug
        drafts.edit(
            slug=slug, change=lambda old: edits.say(old, title=said, intro={}, button={}), what="texts", by=BY
        )
    return f"/w/riverbend/forms/{slug}/draft/"


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def ways(page: str) -> list[str]:
    """The addresses by which a page lets say that a finding is none."""
    return [address.replace("&amp;", "&") for address in re.findall(rf'href="({ROOT}/new/[^"]+)"', page)]


def allow(staffed, **changes) -> AllowedTerm:
    with wall.enter(staffed.id):
        return allowances.allow(**WHY | changes, by=BY)


def test_a_template_shows_what_was_found_masked_and_only_of_the_authors_own_words(owner, letter):
    page = text(owner.get(letter))

    found = page[page.index("What the guard finds in it") :]
    assert ">J•••</span>" in found
    assert HALL not in found
    # Neither the greeted name nor the organization's footer is the author's.
    assert found.count('class="finding ') == 1


def test_saying_so_leads_back_and_the_finding_is_gone(staffed, owner, letter):
    [way] = ways(text(owner.get(letter)))
    form = text(owner.get(way))

    answer = owner.post(f"{ROOT}?{way.partition('?')[2]}", WHY)

    assert HALL not in way
    assert f'value="{HALL}"' in form
    assert '<option value="address" selected>' in form
    assert answer["Location"] == letter
    assert "What the guard finds in it" not in text(owner.get(letter))
    with wall.enter(staffed.id):
        assert queries.allowed() == (("address", HALL),)


def test_a_form_shows_what_a_rule_stumbled_over_and_stops_objecting(staffed, owner, titled):
    before = text(owner.get(titled))
    [way] = ways(before)

    answer = owner.post(
        f"{ROOT}?{way.partition('?')[2]}",
        {"term": "shingles", "category": "health_context", "reason": "We mean what lies on a roof"},
    )

    after = text(owner.get(titled))
    assert answer["Location"] == titled
    assert "Name the topic, not the condition." in before
    assert "Name the topic, not the condition." not in after
    assert ways(after) == []


def test_who_may_not_manage_sees_findings_and_terms_masked_and_no_way(staffed, marketer, owner, letter):
    allow(staffed)
    allow(staffed, term="Tea hall")

    listed, page = text(marketer.get(f"{ROOT}/")), text(marketer.get(letter))

    assert ">J•••</th>" in listed
    assert HALL not in listed
    assert "/openings" not in listed
    assert "/ends" not in listed
    assert ways(page) == []
    assert marketer.get(f"{ROOT}/new/").status_code == 403
    assert marketer.post(ROOT, WHY).status_code == 403


def test_the_list_says_who_when_and_why_and_opens_one_on_record(staffed, owner):
    entry = allow(staffed)
    other = allow(staffed, term="Alder Hall", reason="A hall too")

    page = text(owner.post(f"{ROOT}/{entry.id}/openings"))

    assert HALL in page
    assert "Alder Hall" not in page
    assert WHY["reason"] in page
    assert "postal address" in page
    with wall.enter(staffed.id):
        opened = Entry.objects.get(event="term.opened")
        assert opened.facts["term"] == str(entry.id)
        assert opened.actor.startswith("staff:")
        assert str(other.id) not in str(opened.facts)


def test_an_ended_term_stays_listed_with_who_ended_it(staffed, owner):
    entry = allow(staffed)

    answer = owner.post(f"{ROOT}/{entry.id}/ends")

    page = text(owner.get(f"{ROOT}/"))
    assert answer["Location"] == f"{ROOT}/"
    assert "Ended on" in page
    assert "Owner Person" in page
    assert "/ends" not in page
    with wall.enter(staffed.id):
        assert queries.allowed() == ()


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"term": ""}, "This field is required."),
        ({"term": "x" * 121}, "at most 120 characters"),
        ({"term": "Tea\u202eroom"}, "A term is one line of text that can be seen."),
        ({"term": "ana@home.example"}, "It holds what is always a finding: e-mail address."),
        ({"term": "4111 1111 1111 1111"}, "It holds what is always a finding: account number."),
        ({"term": "methadone", "category": "health_context"}, "42 CFR 2.13"),
        ({"category": "email"}, "Select a valid choice."),
        ({"reason": ""}, "This field is required."),
        ({"reason": "Jackson Hall is ours"}, "It repeats the term"),
        ({"reason": "Ask ana@home.example"}, "looks like personal data"),
        ({"reason": "We\u202emeet"}, "A reason is one line of text that can be seen."),
    ],
)
def test_what_may_not_be_allowed_is_refused_with_the_reason(staffed, owner, changes, problem):
    answer = owner.post(ROOT, WHY | changes)

    assert answer.status_code == 422
    assert problem in text(answer)
    with wall.enter(staffed.id):
        assert not AllowedTerm.objects.exists()


def test_more_than_anybody_could_review_is_refused(staffed, owner, monkeypatch):
    monkeypatch.setattr(allowances, "MOST", 0)

    answer = owner.post(ROOT, WHY)

    assert answer.status_code == 422
    assert "End some first." in text(answer)


@pytest.mark.parametrize(
    "query",
    [
        "template=evenings&at=1", "template=evenings&at=-1", "template=evenings&at=%D9%A1",
        "template=evenings", "template=evenings&at=99999999999999999999",
        "template=nothing&at=0", "form=nothing&at=0", "template=%00&at=0",
    ],
)  # fmt: skip
def test_an_address_that_names_no_finding_is_not_found(owner, letter, query):
    assert owner.get(f"{ROOT}/new/?{query}").status_code == 404
    assert owner.post(f"{ROOT}?{query}", WHY).status_code == 404


def test_the_decision_page_says_what_was_set_aside(staffed, owner, letter):
    from lightyear import guard
    from lightyear.gate import agreements
    from lightyear.gate import services as gate

    allow(staffed)
    with wall.enter(staffed.id):
        vendor = agreements.declare(name="Vendor", kind="analytics", by=BY)
        flow = guard.Flow(sender="other")
        gate.clear(
            "Each takes an hour in Jackson Hall.", flow, destination=vendor, source="template:evenings", by=BY
        )
        decision = Decision.objects.latest("at")

    page = text(owner.get(f"/w/riverbend/flows/decisions/{decision.id}/"))

    assert [found["category"] for found in decision.set_aside] == ["address"]
    assert "1 finding was set aside" in page
    assert f'href="{ROOT}/"' in page
    assert HALL not in page


def test_a_term_is_a_finding_in_every_other_workspace(staffed, owner, letter):
    elsewhere = populate.workspace("elsewhere")
    allow(staffed)

    with wall.enter(elsewhere.id):
        theirs = queries.allowed(), [one.category for one in queries.reader()("An hour in Jackson Hall.")]
    with wall.enter(staffed.id):
        ours = [one.category for one in queries.reader()("An hour in Jackson Hall.")]

    assert theirs == ((), ["address"])
    assert ours == []
