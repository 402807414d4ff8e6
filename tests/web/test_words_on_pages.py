"""Keys appear as the names that people gave, in the reader's language, and times are the workspace's."""

from datetime import timedelta

import pytest
from django.test import Client

from lightyear import guard
from lightyear.cli import demo, demo_load
from lightyear.gate import services as gate
from lightyear.intake import services as intake
from lightyear.kit import clock
from lightyear.ledger.actors import Actor
from lightyear.messaging.models import StaffNotice
from lightyear.web import tasks, words
from lightyear.workspaces import queries as workspaces
from lightyear.workspaces import wall


@pytest.fixture
def organization(db, settings):
    from lightyear.workspaces.models import Workspace

    settings.LIGHTYEAR_DEMO = True
    demo.ensure()
    found = Workspace.objects.get(slug="riverbend")
    list(demo_load.fill(found, count=60, seed=3))
    return found


@pytest.fixture
def page(organization, django_user_model):
    client = Client(headers={"host": "localhost"})
    client.force_login(django_user_model.objects.get(name="Mara Osei"))

    def read(path: str, language: str = "en") -> str:
        answer = client.get(f"/w/riverbend/{path}", headers={"accept-language": language})
        assert answer.status_code == 200
        return answer.content.decode()

    return read


def test_flows_are_between_names(page):
    html = page("flows/")

    assert ">Joint health class sign-up</a>" in html
    assert ">Autumn program</a>" in html
    assert ">form:joint-health-class<" not in html
    assert 'title="form:joint-health-class"' in html


def test_a_decision_says_questions_and_not_their_keys(organization, page):
    from lightyear.gate.models import Decision

    with wall.enter(organization.id):
        decision = Decision.objects.filter(source__startswith="form:").latest("at")

    html = page(f"flows/decisions/{decision.id}/")

    assert '<dt title="email">E-mail</dt>' in html
    with wall.enter(organization.id):
        assert words.parts(decision.source)["first_name"] == "First name"


def test_a_contact_came_by_a_form_with_a_name(organization, page):
    from lightyear.contacts import queries

    with wall.enter(organization.id):
        contact = queries.known().first()
        assert contact is not None

    assert '<dd title="form:joint-health-class">Joint health class sign-up</dd>' in page(
        f"contacts/{contact.id}/"
    )


def test_a_form_says_what_its_purposes_are_called(page):
    assert 'title="requests">Answering requests</td>' in page("forms/joint-health-class/")


def test_the_proof_of_a_consent_is_in_words_and_in_the_workspaces_time(organization, page):
    from lightyear.consent.models import ConsentRecord

    with wall.enter(organization.id):
        record = ConsentRecord.objects.filter(answer="granted").latest("at")
        evidence = {"double_opt_in": True, "confirmed_at": "2026-03-01T20:30:00+00:00", "odd_key": "kept"}
        values = {
            name: getattr(record, name) for name in ("contact", "purpose", "channel", "notice", "answer")
        }
        proof = ConsentRecord.objects.create(
            **values, notice_digest=record.notice_digest, source=record.source, evidence=evidence
        )

    html = page(f"consents/{proof.id}/")

    assert '<dt title="double_opt_in">Double opt-in</dt><dd>Yes</dd>' in html
    assert '<dt title="confirmed_at">Confirmed by mail</dt><dd>03/01/2026 12:30 p.m.</dd>' in html
    assert "odd_key" in html
    assert 'class="wrap">True' not in html


def test_a_task_in_the_timeline_says_which_and_leads_to_it(organization, page):
    from lightyear.sales.models import Task

    with wall.enter(organization.id):
        task = Task.objects.latest("opened_at")

    html = page(f"contacts/{task.contact_id}/")

    assert "Call about the class" in html
    assert f"#task-{task.id}" in html


@pytest.mark.parametrize(("days", "is_shown"), [(59, True), (61, False), (-1, False)])
def test_home_says_which_agreement_ends_within_sixty_days(organization, page, days, is_shown):
    sign(organization, ends=days)

    assert ("The agreement with Mailhouse ends on" in page("")) == is_shown


def test_an_agreement_that_another_takes_the_place_of_needs_nobody(organization, page):
    sign(organization, ends=20)
    sign(organization, ends=400)

    assert "The agreement with Mailhouse" not in page("")


def test_the_mailbox_says_whose_time_it_shows(organization, django_user_model, settings, tmp_path):
    settings.LIGHTYEAR_MAILBOX = tmp_path
    client = Client(headers={"host": "localhost"})
    client.force_login(django_user_model.objects.get(name="Mara Osei"))

    assert "Times of America/Los_Angeles." in client.get("/mailbox/").content.decode()


def sign(organization, *, ends) -> None:
    from lightyear.gate.models import Agreement, Destination

    with wall.enter(organization.id):
        today = workspaces.today()
        destination, _ = Destination.objects.get_or_create(
            key="mailhouse", defaults={"name": "Mailhouse", "kind": "mail"}
        )
        Agreement.objects.create(
            destination=destination,
            elements=list(Agreement.ELEMENTS),
            starts_on=today - timedelta(days=300),
            ends_on=today + timedelta(days=ends),
        )


def test_home_counts_every_notice_that_waits(organization, page, django_user_model):
    mara = django_user_model.objects.get(name="Mara Osei")
    with wall.enter(organization.id):
        StaffNotice.objects.bulk_create(
            StaffNotice(user_id=mara.id, kind="journey.reached", facts={"count": 1}) for _ in range(120)
        )
        waiting = StaffNotice.objects.filter(user=mara, read_at=None).count()

    assert f"{waiting} notices for you" in page("")


def test_home_says_over_which_time_it_counts_what_was_blocked(organization, page):
    flow = guard.Flow(direction="out", channel="ad", purpose="marketing")
    with wall.enter(organization.id):
        answer = gate.clear(
            "MRN 48213377",
            flow,
            destination=intake.own_destination(),
            source="api:shop",
            by=Actor.system("command"),
        )

    assert isinstance(answer, gate.Refusal)
    assert "blocked in the last 24 hours" in page("")


def test_a_task_says_by_how_much_it_is_late():
    assert tasks.due(clock.now() - timedelta(days=2, hours=1)) == "Overdue by 2\xa0days"
