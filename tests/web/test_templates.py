"""Making, changing, looking at, archiving and sending templates, as the pages do it."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from lightyear.accounts.matrix import Role
from lightyear.consent import services as consent
from lightyear.consent.models import Purpose
from lightyear.intake import starter
from lightyear.journeys import definition
from lightyear.journeys import services as journeys
from lightyear.kit import clock
from lightyear.ledger.models import Entry
from lightyear.messaging import jobs, queries, services, wording
from lightyear.messaging.models import Broadcast, Message, Template, TemplateVersion, Trial
from lightyear.workspaces import wall
from tests import populate
from tests.messaging import outreach

pytestmark = pytest.mark.django_db

BODY = (
    "<mj-section><mj-column><mj-text>"
    "Tea at four{% if contact.name != '' %}, {{ contact.name }}{% endif %}."
    "</mj-text></mj-column></mj-section>"
)
ROOT = "/w/riverbend/templates"


@pytest.fixture
def staffed(workspace, settings):
    """The workspace as set-up without the demonstration leaves it."""
    settings.LIGHTYEAR_SMTP_URL = "smtp+plain://127.0.0.1:2525"
    with wall.enter(workspace.id):
        starter.furnish(workspace, by=outreach.BY)
    return workspace


@pytest.fixture
def owner(staffed) -> Client:
    return populate.signed_in(populate.member(staffed, Role.OWNER))


def typed(**changes):
    return {
        "name": "Tea time",
        "purpose": "events",
        "subject-en": "Tea at four",
        "mjml-en": BODY,
        "subject-zh-hans": "",
        "mjml-zh-hans": wording.starter("zh-hans"),
    } | changes


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def tea(staffed, owner):
    """A template that was made on the page."""
    owner.post(f"{ROOT}/new/", typed())
    with wall.enter(staffed.id):
        return Template.objects.select_related("purpose").get(key="tea-time")


def two_people(staffed, template):
    with wall.enter(staffed.id):
        agreed = outreach.person("ana@inbox.example")
        consent.grant(
            contact=agreed,
            notice=template.purpose.notices.get(language="en"),
            source="test",
            given_at=clock.now(),
            by=outreach.BY,
        )
        outreach.person("eve@inbox.example")


def fates(staffed):
    with wall.enter(staffed.id):
        return sorted(Message.objects.values_list("state", "reason"))


def test_a_real_installation_begins_with_nothing_that_could_be_sent_to_everyone(staffed, owner):
    page = text(owner.get(f"{ROOT}/"))

    assert "Write your first mail" in page
    assert "Autumn program" not in page
    assert f'href="{ROOT}/new/"' in page


def test_the_page_of_a_new_template_begins_with_a_body_and_lists_the_tokens(owner):
    page = text(owner.get(f"{ROOT}/new/"))

    assert "Write here what you want to say." in page
    assert "请在这里填写正文。" in page
    assert "{{ contact.name }}" in page
    assert "{{ links.unsubscribe }}" in page


def test_saving_makes_a_template_and_each_change_of_wording_a_version(staffed, owner, tea):
    owner.post(f"{ROOT}/tea-time/wording/", typed(**{"subject-en": "Tea at five"}))
    owner.post(f"{ROOT}/tea-time/wording/", typed(**{"subject-en": "Tea at five", "name": "Tea"}))

    with wall.enter(staffed.id):
        versions = TemplateVersion.objects.filter(template=tea).order_by("number")
        assert [(one.language, one.number, one.subject) for one in versions] == [
            ("en", 1, "Tea at four"),
            ("en", 2, "Tea at five"),
        ]
        assert Template.objects.get(id=tea.id).name == "Tea"
        assert Entry.objects.filter(event="template.changed").count() == 1


def test_two_templates_of_one_name_get_two_keys_and_none_takes_a_pages_address(staffed, owner):
    for name in ("Tea time", "Tea time", "new", "茶会"):
        owner.post(f"{ROOT}/new/", typed(name=name))

    with wall.enter(staffed.id):
        keys = set(Template.objects.values_list("key", flat=True))
    assert keys == {"confirm", "tea-time", "tea-time-2", "new-2", "template"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"mjml-en": "<mj-section>\n<mj-column>\n<mj-text>Tea\n</mj-column>\n</mj-section>"}, "Line "),
        ({"mjml-en": BODY + "\n{{ contact.shoe_size }}"}, "Line 2: There is no such token"),
        ({"mjml-en": "<mj-section>\n{% if %}</mj-section>"}, "Line 2: "),
        ({"subject-en": "Tea {{ contact.shoe_size }}"}, "There is no such token"),
        ({"subject-en": ""}, "This text has no subject yet."),
        ({"mjml-en": " "}, "Write a text for this subject."),
        ({"subject-en": "", "mjml-en": ""}, "Write a subject and a text in one language."),
        ({"purpose": "requests"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_by_line_and_nothing_is_saved(staffed, owner, changes, said):
    answer = owner.post(f"{ROOT}/new/", typed(**changes))

    assert answer.status_code == 422
    assert said in text(answer)
    with wall.enter(staffed.id):
        assert set(Template.objects.values_list("key", flat=True)) == {"confirm"}


def test_an_mjml_error_names_the_authors_own_line(owner):
    broken = "<mj-section>\n<mj-column>\n<mj-txet>Tea</mj-txet>\n</mj-column>\n</mj-section>"

    answer = owner.post(f"{ROOT}/new/", typed(**{"mjml-en": broken}))

    assert "Line 3: This isn’t MJML" in text(answer)


def test_the_confirmation_letter_keeps_its_purpose_and_cant_be_sent_or_archived(staffed, owner):
    words = typed(**{"subject-en": "Confirm, please", "subject-zh-hans": "请确认"})

    owner.post(f"{ROOT}/confirm/wording/", words | {"purpose": "events"})
    owner.post(f"{ROOT}/confirm/archivings")

    with wall.enter(staffed.id):
        confirm = Template.objects.select_related("purpose").get(key="confirm")
        assert (confirm.purpose.key, confirm.archived_at) == ("requests", None)
        assert confirm.versions.filter(language="en").count() == 2
    assert owner.get(f"{ROOT}/confirm/sends/new/").status_code == 404
    assert owner.post(f"{ROOT}/confirm/sends").status_code == 404


def test_a_template_that_somebody_got_keeps_its_purpose(staffed, owner, tea):
    """The link in her mail stops the purpose that it came for."""
    two_people(staffed, tea)
    with wall.enter(staffed.id):
        other = (
            Purpose.objects.exclude(id=tea.purpose_id).filter(kind=Purpose.Kind.COMMERCIAL).earliest("key")
        )
    owner.post(f"{ROOT}/tea-time/wording/", typed(purpose=other.key))
    owner.post(f"{ROOT}/tea-time/wording/", typed(purpose=tea.purpose.key))
    with wall.enter(staffed.id):
        services.queue_for_everyone(template=tea, origin="test", by=outreach.BY)

    page = owner.get(f"{ROOT}/tea-time/wording/")
    owner.post(f"{ROOT}/tea-time/wording/", typed(purpose=other.key))

    assert 'name="purpose"' not in text(page)
    with wall.enter(staffed.id):
        assert Template.objects.get(key="tea-time").purpose_id == tea.purpose_id
        with pytest.raises(services.PurposeStays):
            services.define(key="tea-time", name="Tea", purpose=other, variants={}, by=outreach.BY)


def test_a_purpose_that_is_changed_while_somebody_gets_it_is_not_saved(staffed, owner, tea, monkeypatch):
    with wall.enter(staffed.id):
        commercial = Purpose.objects.filter(kind=Purpose.Kind.COMMERCIAL)
        other = commercial.exclude(id=tea.purpose_id).earliest("key")
    answers = iter([False, True])
    monkeypatch.setattr(queries, "is_in_use", lambda key: next(answers))

    answer = owner.post(f"{ROOT}/tea-time/wording/", typed(purpose=other.key))

    assert answer["Location"].endswith("/templates/tea-time/wording/")
    with wall.enter(staffed.id):
        assert Template.objects.get(key="tea-time").purpose_id == tea.purpose_id


def test_the_preview_is_the_mail_itself_under_a_policy_that_runs_nothing(owner, tea):
    named = owner.get(f"{ROOT}/tea-time/preview?language=en")
    unnamed = owner.get(f"{ROOT}/tea-time/preview?language=en&reader=unnamed")

    assert "Tea at four, Ana." in text(named)
    assert "Tea at four." in text(unnamed)
    assert "1 Mill Road, Riverbend" in text(unnamed)
    policy = named["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy
    assert named["X-Frame-Options"] == "SAMEORIGIN"
    page = text(owner.get(f"{ROOT}/tea-time/"))
    assert 'sandbox=""' in page
    assert "frame-src 'self'" in owner.get(f"{ROOT}/tea-time/")["Content-Security-Policy"]


@pytest.mark.parametrize("query", ["language=en&version=9", "language=fr&version=1", "language=en&version=x"])
def test_a_version_that_isnt_there_has_no_preview(owner, tea, query):
    assert owner.get(f"{ROOT}/tea-time/preview?{query}").status_code == 404
    assert owner.get(f"{ROOT}/tea-time/?{query}").status_code == 404


def test_what_a_rule_blocks_is_saved_and_shown_but_not_sent(staffed, owner):
    cure = BODY.replace("Tea at four", "保证治愈")
    owner.post(f"{ROOT}/new/", typed(**{"subject-zh-hans": "讲座", "mjml-zh-hans": cure}))

    page, answer = owner.get(f"{ROOT}/tea-time/"), owner.post(f"{ROOT}/tea-time/sends")

    assert "广告法 16(1)" in text(page)
    assert "Say what is done, not what it is sure to bring." in text(page)
    assert "Prepare to send" not in text(page)
    assert answer.status_code == 422
    assert "a rule objects to the wording" in text(answer)
    assert fates(staffed) == []


def test_the_starters_own_words_dont_go_out(staffed, owner):
    owner.post(f"{ROOT}/new/", typed(**{"mjml-en": wording.starter("en")}))

    answer = owner.post(f"{ROOT}/tea-time/sends")

    assert answer.status_code == 422
    assert "The starter’s words are still there" in text(answer)


def test_an_archived_template_is_neither_sent_nor_chosen_until_it_is_restored(staffed, owner, tea):
    two_people(staffed, tea)
    owner.post(f"{ROOT}/tea-time/sends")

    owner.post(f"{ROOT}/tea-time/archivings")

    assert "Tea time" not in text(owner.get(f"{ROOT}/"))
    assert "Tea time" in text(owner.get(f"{ROOT}/?state=archived"))
    assert owner.post(f"{ROOT}/tea-time/sends").status_code == 404
    jobs.send_due(staffed.id)
    assert fates(staffed) == [("left_out", "archived"), ("left_out", "never_agreed")]
    with wall.enter(staffed.id):
        raw = {
            "trigger": {"event": "form.confirmed"},
            "steps": [{"kind": "send", "key": "tea", "template": "tea-time"}],
        }
        with pytest.raises(definition.Malformed):
            journeys.publish(key="tea", name="Tea", raw=raw, by=outreach.BY)
        with pytest.raises(services.Archived):
            services.queue_for_everyone(template=Template.objects.get(id=tea.id), origin="x", by=outreach.BY)
    owner.post(f"{ROOT}/tea-time/restorations")
    assert owner.get(f"{ROOT}/tea-time/sends/new/").status_code == 200


def test_a_template_that_a_live_journey_sends_isnt_archived(staffed, owner, tea):
    raw = {
        "trigger": {"event": "form.confirmed"},
        "steps": [{"kind": "send", "key": "tea", "template": "tea-time"}],
    }
    with wall.enter(staffed.id):
        journeys.publish(key="tea", name="Welcome to tea", raw=raw, by=outreach.BY)

    answer = owner.post(f"{ROOT}/tea-time/archivings", follow=True)

    assert "Welcome to tea" in text(answer)
    with wall.enter(staffed.id):
        assert Template.objects.get(id=tea.id).archived_at is None


def test_before_a_send_the_page_says_to_whom_and_why_not_to_others(staffed, owner, tea):
    two_people(staffed, tea)

    page = text(owner.get(f"{ROOT}/tea-time/sends/new/"))

    assert "<strong>1</strong> person will get it" in page
    assert "Never agreed to this purpose on this channel" in page
    assert "Version 1, 1 person" in page
    assert "hello@riverbend.example" in page
    assert "Send to 1 person" in page
    assert "America/New_York" in page
    assert fates(staffed) == []


def test_a_send_can_wait_until_a_moment_in_the_organizations_own_time(staffed, owner, tea):
    two_people(staffed, tea)
    wanted = clock.now().astimezone(ZoneInfo("America/New_York")).replace(second=0, microsecond=0)
    wanted += timedelta(days=2)

    owner.post(f"{ROOT}/tea-time/sends", {"due_at": f"{wanted:%Y-%m-%dT%H:%M}"})

    with wall.enter(staffed.id):
        assert Message.objects.get(state="queued").due_at == wanted
        assert Broadcast.objects.get().origin == f"broadcast:tea-time:{wanted:%Y-%m-%d}"


@pytest.mark.parametrize("moment", ["2020-01-01T10:00", "2999-01-01T10:00", "soon"])
def test_a_moment_that_cant_be_is_refused(staffed, owner, tea, moment):
    two_people(staffed, tea)

    answer = owner.post(f"{ROOT}/tea-time/sends", {"due_at": moment})

    assert answer.status_code == 422
    assert fates(staffed) == []


def test_once_a_day_means_the_organizations_day(staffed, owner, tea):
    """At 23:30 in New York it is the next day in UTC; half an hour later a new day begins there too."""
    two_people(staffed, tea)
    here = ZoneInfo("America/New_York")
    now = clock.now().astimezone(here)
    late = now.replace(hour=23, minute=30, second=0) + timedelta(days=1)

    for moment in (late - timedelta(hours=5), late, late + timedelta(hours=1)):
        with clock.shifted(moment - clock.now()):
            owner.post(f"{ROOT}/tea-time/sends")

    with wall.enter(staffed.id):
        assert Broadcast.objects.count() == 2


def test_what_hasnt_left_can_be_cancelled_and_sent_again(staffed, owner, tea):
    two_people(staffed, tea)
    owner.post(f"{ROOT}/tea-time/sends")
    with wall.enter(staffed.id):
        broadcast = Broadcast.objects.get()
    assert "Cancel the rest" in text(owner.get("/w/riverbend/messages/"))

    for _ in range(2):
        owner.post(f"/w/riverbend/sends/{broadcast.id}/cancellations")

    assert fates(staffed) == [("left_out", "cancelled"), ("left_out", "never_agreed")]
    with wall.enter(staffed.id):
        entry = Entry.objects.get(event="messages.cancelled")
        assert entry.facts["count"] == 1
    owner.post(f"{ROOT}/tea-time/sends")
    assert [state for state, _ in fates(staffed)].count("queued") == 1


def test_a_cancelled_send_of_which_some_left_isnt_repeated_that_day(staffed, owner, tea):
    two_people(staffed, tea)
    owner.post(f"{ROOT}/tea-time/sends")
    with wall.enter(staffed.id):
        Message.objects.filter(state="queued").update(state="sent")
        broadcast = Broadcast.objects.get()
    owner.post(f"/w/riverbend/sends/{broadcast.id}/cancellations")

    answer = owner.post(f"{ROOT}/tea-time/sends", follow=True)

    assert "It went out that day already." in text(answer)
    assert [state for state, _ in fates(staffed)].count("queued") == 0


def test_an_uncertain_message_of_a_cancelled_send_isnt_sent_again(staffed, owner, tea):
    two_people(staffed, tea)
    owner.post(f"{ROOT}/tea-time/sends")
    with wall.enter(staffed.id):
        Message.objects.filter(state="queued").update(state="uncertain")
        services.cancel(broadcast_id=Broadcast.objects.get().id, by=outreach.BY)
        message = Message.objects.get(state="uncertain")

        services.reconcile(message_id=message.id, was_delivered=False, evidence="log", by=outreach.BY)

    assert ("left_out", "cancelled") in fates(staffed)


def test_a_test_is_asked_for_in_a_language_that_is_there(staffed, owner, tea, settings):
    refused = owner.post(f"{ROOT}/tea-time/trials", {"language": "fr"})
    asked = owner.post(f"{ROOT}/tea-time/trials", {"language": "en"}, follow=True)
    settings.LIGHTYEAR_SMTP_URL = ""
    without = owner.post(f"{ROOT}/tea-time/trials", {"language": "en"})

    assert (refused.status_code, without.status_code) == (422, 422)
    assert "A test is on its way to" in text(asked)
    assert "English, version 1: Waiting" in text(asked)
    with wall.enter(staffed.id):
        assert Trial.objects.count() == 1
        assert Entry.objects.filter(event="template.tried").count() == 1


def test_a_message_that_waits_says_why(staffed, owner, tea, settings):
    two_people(staffed, tea)
    owner.post(f"{ROOT}/tea-time/sends")
    settings.LIGHTYEAR_SMTP_URL = ""

    page, home = text(owner.get("/w/riverbend/messages/")), text(owner.get("/w/riverbend/"))

    assert "It waits: no mail server is set." in page
    assert "Mail waits: no mail server is set" in home
    assert "1 message is waiting." in home
    settings.LIGHTYEAR_SMTP_URL = "smtp+plain://127.0.0.1:2525"
    assert "Mail waits" not in text(owner.get("/w/riverbend/"))


def test_only_who_may_change_the_settings_hears_that_there_is_no_mail_server(staffed, settings):
    settings.LIGHTYEAR_SMTP_URL = ""
    marketer = populate.signed_in(populate.member(staffed, Role.MARKETER))

    assert "Mail waits" not in text(marketer.get("/w/riverbend/"))


def test_the_visitors_thanks_claim_no_mail_and_the_record_isnt_said_to_be_checked(staffed, owner):
    thanks = text(Client().get("/f/riverbend/newsletter/thanks"))

    assert "We sent you" not in thanks
    assert "comes by mail" in thanks
    assert "doesn’t check whether it is published" in text(owner.get("/w/riverbend/settings/sender/"))


def letter(inside: str) -> str:
    return f"<mj-section><mj-column><mj-text>Tea at four.</mj-text>{inside}</mj-column></mj-section>"


LINK = '<mj-button href="{}">More</mj-button>'
ASSIGNED = "<mj-text>{% assign who = contact.name | upcase %}Tea</mj-text>" + LINK.format(
    "https://tea.example/?w={{ who }}"
)


@pytest.mark.parametrize(
    "inside",
    [
        LINK.format("https://tea.example/?n={{ contact.name }}"),
        LINK.format("https://tea.example/{{ contact.name | slice: 0 }}/"),
        LINK.format("https://tea.example/?e=ana@home.example"),
        LINK.format("https://tea.example/521-44-9078"),
        '<mj-image src="https://tea.example/x.gif?n={{ contact.name }}" />',
        "<mj-text>Go to https://tea.example/?n={{ contact.name }}</mj-text>",
        ASSIGNED,
    ],
)
def test_an_address_that_says_who_opens_it_keeps_a_letter_from_going_out(staffed, owner, inside):
    owner.post(f"{ROOT}/new/", typed(**{"mjml-en": letter(inside)}))

    page = text(owner.get(f"{ROOT}/tea-time/"))

    assert "An address says who opens it" in page
    assert '<q lang="en">tea.example</q>' in page
    assert "It can’t be sent until what must go is gone." in page


def test_an_address_that_names_a_condition_is_remarked_on_and_can_go(staffed, owner):
    inside = LINK.format("https://tea.example/diabetes/tea")
    owner.post(f"{ROOT}/new/", typed(**{"mjml-en": letter(inside)}))

    page = text(owner.get(f"{ROOT}/tea-time/"))

    assert "An address names a condition" in page
    assert "Prepare to send" in page


@pytest.mark.parametrize(
    "inside",
    [
        LINK.format("https://tea.example/evenings?from=mail"),
        LINK.format("{{ links.preferences }}"),
        LINK.format("http://localhost:8000/p/riverbend/521-44-9078"),
        LINK.format("mailto:hello@riverbend.example"),
        LINK.format("https://tea.example/cardiology/"),
    ],
)
def test_an_address_that_is_the_same_for_everybody_is_no_matter(staffed, owner, inside):
    owner.post(f"{ROOT}/new/", typed(**{"mjml-en": letter(inside)}))

    page = text(owner.get(f"{ROOT}/tea-time/"))

    assert "An address" not in page


@pytest.mark.parametrize(
    ("subject", "is_told"),
    [
        ("Tea for your neighbors, {{ contact.name }}", False),
        ("All about diabetes", False),
        ("{{ contact.name }}: all about diabetes", True),
    ],
)
def test_a_subject_names_the_reader_or_a_condition_never_both(staffed, owner, subject, is_told):
    owner.post(f"{ROOT}/new/", typed(**{"subject-en": subject}))

    page = text(owner.get(f"{ROOT}/tea-time/"))

    assert ("The subject names the reader beside a condition" in page) == is_told
    assert ("It can’t be sent until what must go is gone." in page) == is_told


@pytest.mark.parametrize("name", ["Call ana@home.example", "For MRN 48213377", "病历号 20231187"])
def test_the_name_of_a_template_tells_of_nobody(staffed, owner, name):
    answer = owner.post(f"{ROOT}/new/", typed(name=name))

    assert answer.status_code == 422
    assert "Name the work, not the person." in text(answer)


@pytest.mark.parametrize("name", ["Dr. Osei’s tea, May 5, 2027", "Diabetes week"])
def test_the_name_of_a_template_may_hold_a_colleague_a_day_a_topic(staffed, owner, name):
    assert owner.post(f"{ROOT}/new/", typed(name=name)).status_code == 302
