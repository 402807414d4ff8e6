"""The form builder without JavaScript: plain POSTs, words beside the field, nothing half-written."""

import pytest
from django.urls import reverse

from lightyear.accounts.matrix import Role
from lightyear.intake import edits
from lightyear.ledger.actors import Actor
from tests.intake.conftest import FORM

BY = Actor.system("test")
FIELD = {
    "label_en": "Company", "label_zh": "公司", "kind": "text", "purpose": "requests", "retention_days": "30",
}  # fmt: skip
TEXTS = {"name": "Class", "title_en": "Evening class"}
WORDING = "Yes, Riverbend may e-mail me about events. I can stop at any time."


@pytest.fixture
def form(workspace):
    from lightyear.consent import services as consent
    from lightyear.intake import services as intake
    from lightyear.workspaces import wall

    with wall.enter(workspace.id):
        consent.declare(key="requests", kind="service", name_en="Requests", name_zh="咨询", by=BY)
        events = consent.declare(key="events", kind="commercial", name_en="Events", name_zh="活动", by=BY)
        consent.word(purpose=events, channel="email", language="en", wording=WORDING, by=BY)
        return intake.publish(slug="class", name="Class", raw=FORM, by=BY)


@pytest.fixture
def member(workspace, client, settings):
    """Signs someone in in a role."""
    from lightyear.accounts import services as accounts
    from lightyear.accounts.models import User

    settings.LIGHTYEAR_DEMO = True

    def sign_in(role=Role.MARKETER):
        email = f"{role}@riverbend.example"
        user = User.objects.filter(email=email).first() or User.objects.create_user(email, name="Mara Osei")
        accounts.join(user=user, workspace=workspace, role=role, by=BY)
        client.force_login(user)
        return client

    return sign_in


def url(name, *args) -> str:
    return reverse(f"web:{name}", args=["riverbend", *args])


def drafted(workspace, slug="class"):
    """The draft's definition, None without a draft."""
    from lightyear.intake import definition, drafts
    from lightyear.intake.models import Form
    from lightyear.workspaces import wall

    with wall.enter(workspace.id):
        draft = drafts.of(Form.objects.get(slug=slug))
        return definition.read(draft.definition) if draft else None


def test_a_new_form_begins_as_a_draft(workspace, form, member):
    client = member()

    answer = client.post(url("form-new"), {"name": "Open day"}, follow=True)

    assert answer.redirect_chain == [(url("form-draft", "open-day"), 302)]
    assert "Nothing speaks against it" not in answer.content.decode()
    assert [field.key for field in drafted(workspace, "open-day").fields] == ["first_name", "email"]


def test_looking_at_the_builder_writes_nothing(workspace, form, member):
    client = member()

    places = ("", "texts", "field/", "field/email", "consent/", "consent/events/email", "field/none")
    answers = [client.get(url("form-draft", "class"), {"edit": place}) for place in places]

    assert [answer.status_code for answer in answers] == [200] * 7
    assert drafted(workspace) is None


def test_each_objection_stands_beside_its_field_with_reason_clause_and_remedy(form, member):
    client = member()

    client.post(url("form-draft-fields", "class"), FIELD | {"label_en": "Date of birth", "label_zh": ""})
    page = client.get(url("form-draft", "class")).content.decode()

    beside = page[page.index('id="field-date_of_birth"') :]
    assert "<b>Too much.</b>" in beside
    assert "45 CFR 164.502(b); PIPL 6" in beside
    assert "Ask “Are you 18 or older?”" in beside


def test_one_click_replaces_the_birth_date_by_the_narrower_question(workspace, form, member):
    client = member()
    client.post(url("form-draft-fields", "class"), FIELD | {"label_en": "Date of birth", "label_zh": ""})

    answer = client.post(
        url("form-draft-remedy", "class"), {"place": "field/date_of_birth", "rule": "birth_date"}
    )

    assert answer.status_code == 302
    assert [field.key for field in drafted(workspace).fields] == ["first_name", "email", "message", "adult"]


@pytest.mark.parametrize(
    ("route", "sent", "words"),
    [
        (("form-draft-fields",), FIELD | {"label_en": "", "label_zh": ""}, "at least one language"),
        (("form-draft-fields",), FIELD | {"kind": "choice", "choices": " \n"}, "at least one choice"),
        (("form-draft-fields",), FIELD | {"kind": "upload"}, "Select a valid choice"),
        (("form-draft-fields",), FIELD | {"retention_days": "99999"}, "less than or equal to"),
        (("form-draft-fields",), FIELD | {"purpose": "anything"}, "Select a valid choice"),
        (("form-draft-fields",), FIELD | {"declares": ["ssn"]}, "Select a valid choice"),
        (("form-draft-fields",), FIELD | {"label_en": "a\x00b"}, "Null characters"),
        (("form-draft-field", "email"), FIELD | {"label_en": "", "label_zh": ""}, "at least one language"),
        (("form-draft-texts",), TEXTS | {"title_en": ""}, "at least one language"),
        (("form-draft-texts",), TEXTS | {"name": "x" * 200}, "at most 120 characters"),
        (("form-draft-consents",), {"purpose": "events", "channel": "email"}, "at least one language"),
        (
            ("form-draft-consents",),
            {"purpose": "requests", "channel": "email", "wording_en": "Yes."},
            "valid choice",
        ),
        (("form-draft-field-move", "email"), {"direction": "sideways"}, "up or down"),
        (("form-draft-field-removal", "email"), {}, "needs its e-mail field"),
        (("form-draft-remedy",), {"place": "field/email", "rule": "birth_date"}, "settled already"),
    ],
)
def test_what_can_not_be_taken_is_said_and_nothing_is_written(workspace, form, member, route, sent, words):
    client = member()
    name, *rest = route

    answer = client.post(url(name, "class", *rest), sent)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert drafted(workspace) is None


def test_what_was_typed_stays_when_the_change_is_refused(workspace, form, member, monkeypatch):
    monkeypatch.setattr(edits, "MOST_FIELDS", 3)

    answer = member().post(url("form-draft-fields", "class"), FIELD | {"hint_en": "Where you work"})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "enough questions" in page
    assert 'value="Company"' in page
    assert 'value="Where you work"' in page


def test_fields_are_changed_moved_and_removed(workspace, form, member):
    client = member()

    client.post(
        url("form-draft-field", "class", "message"),
        FIELD | {"kind": "choice", "choices": "East | 东院\n周六", "required": "on"},
    )
    client.post(url("form-draft-field-move", "class", "message"), {"direction": "up"})
    client.post(url("form-draft-field-removal", "class", "first_name"))

    asked = drafted(workspace)
    assert [field.key for field in asked.fields] == ["message", "email"]
    assert asked.fields[0].required
    assert [choice.label for choice in asked.fields[0].choices] == [
        {"en": "East", "zh-hans": "东院"},
        {"zh-hans": "周六"},
    ]


def test_a_choice_that_keeps_its_words_keeps_its_value(workspace, form, member):
    client = member()
    field = FIELD | {"kind": "choice"}

    client.post(url("form-draft-field", "class", "message"), field | {"choices": "East\nNorth"})
    before = drafted(workspace).field("message").choices
    client.post(url("form-draft-field", "class", "message"), field | {"choices": "North\nWest"})
    after = drafted(workspace).field("message").choices

    assert [choice.value for choice in before] == ["east", "north"]
    assert [choice.value for choice in after] == ["north", "west"]


def test_the_email_field_stays_what_it_is(workspace, form, member):
    client = member()

    client.post(
        url("form-draft-field", "class", "email"), FIELD | {"label_en": "Your mail", "kind": "long_text"}
    )

    email = drafted(workspace).field("email")
    assert (email.kind, email.role, email.required, email.label["en"]) == (
        "email",
        "email",
        True,
        "Your mail",
    )


def test_publishing_is_refused_while_something_must_go(form, member):
    client = member()
    client.post(url("form-draft-fields", "class"), FIELD | {"label_en": "Which joint hurts?"})

    page = client.get(url("form-draft", "class")).content.decode()
    answer = client.post(url("form-draft-publication", "class"))

    assert "One place must change before you can publish" in page
    assert answer.status_code == 422
    assert "something must go first" in answer.content.decode()


def test_a_draft_is_published_and_visitors_see_it(form, member):
    client = member()
    client.post(url("form-draft-texts", "class"), TEXTS | {"title_en": "Morning class", "button_en": "Join"})

    client.post(url("form-draft-publication", "class"))
    page = client.get(url("hosted-form", "class")).content.decode()

    assert "<h1>Morning class</h1>" in page
    assert ">Join</button>" in page


def test_nothing_to_publish_is_said(form, member):
    answer = member().post(url("form-draft-publication", "class"))

    assert answer.status_code == 409


def test_a_consent_question_is_added_worded_and_taken_out(workspace, form, member):
    client = member()
    asked = {"purpose": "events", "channel": "sms", "wording_en": "Yes, text me about events. I can stop."}

    client.post(url("form-draft-consents", "class"), asked)
    client.post(url("form-draft-consent-removal", "class", "events", "email"))

    assert [(ask.channel, ask.wording) for ask in drafted(workspace).consents] == [
        ("sms", {"en": "Yes, text me about events. I can stop."})
    ]


def test_the_preview_shows_the_draft_marks_what_must_go_and_sends_nothing(form, member):
    client = member()
    client.post(url("form-draft-fields", "class"), FIELD | {"label_en": "Which joint hurts?"})

    answer = client.get(url("form-draft-preview", "class"))

    page = answer.content.decode()
    assert "preview-bar is-block" in page
    assert 'method="post"' not in page
    assert "altcha" not in page
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"].split("; ")


def test_the_preview_speaks_the_language_that_was_chosen(form, member):
    page = member().get(url("form-draft-preview", "class") + "?language=zh-hans").content.decode()

    assert "<h1>讲座</h1>" in page
    assert '<html lang="zh-Hans">' in page


def test_a_draft_can_be_thrown_away(workspace, form, member):
    client = member()
    client.post(url("form-draft-texts", "class"), TEXTS)

    client.post(url("form-draft-discard", "class"))

    assert drafted(workspace) is None
    assert client.get(url("form", "class")).status_code == 200


def test_a_form_that_was_never_published_leads_editors_to_its_draft_and_says_so_to_others(form, member):
    member().post(url("form-new"), {"name": "Open day"})

    led = member(Role.OWNER).get(url("form", "open-day"))
    told = member(Role.COMPLIANCE).get(url("form", "open-day"))
    hidden = member(Role.COMPLIANCE).get(url("hosted-form", "open-day"))

    assert led.status_code == 302
    assert "Nobody sees this form yet" in told.content.decode()
    assert hidden.status_code == 404


@pytest.mark.parametrize("role", [Role.COMPLIANCE, Role.SALES, Role.ANALYST])
def test_only_those_who_make_forms_reach_the_builder(form, member, role):
    client = member(role)

    answers = [client.get(url("form-draft", "class")), client.post(url("form-draft-publication", "class"))]

    assert [answer.status_code for answer in answers] == [403, 403]


def test_yes_or_no_is_asked_as_a_choice(form, member):
    client = member()
    client.post(url("form-draft-fields", "class"), FIELD | {"label_en": "Adult", "kind": "yes_no"})
    client.post(url("form-draft-publication", "class"))

    page = client.get(url("hosted-form", "class")).content.decode()

    assert '<option value="yes">Yes</option>' in page


def test_the_name_of_a_form_is_no_persons_name(form, member):
    page = member().get(url("form-new"), headers={"accept-language": "zh-hans"}).content.decode()

    assert "名称" in page
    assert "姓名" not in page
