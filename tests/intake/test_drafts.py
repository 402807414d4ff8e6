"""A draft is saved with every change, is always usable, and changes nothing for visitors until published."""

import msgspec
import pytest

from lightyear.intake import edits
from lightyear.intake.definition import Field
from tests.intake.conftest import BY


def definition(version):
    from lightyear.intake import definition as definitions

    return definitions.read(version.definition)


def add(slug, **field):
    from lightyear.intake import drafts

    asked = {"kind": "text", "label": {"en": "More"}, "purpose": "requests", "retention_days": 30} | field
    new = msgspec.convert(asked, Field)
    return drafts.edit(slug=slug, change=lambda old: edits.add_field(old, new), what="fields", by=BY)


def keys(version) -> list[str]:
    return [field.key for field in definition(version).fields]


def test_a_new_form_asks_what_suffices_and_the_linter_asks_for_the_other_title_alone(form):
    from lightyear.intake import drafts, linter, queries

    draft = drafts.begin(name="Open day 2027", by=BY)

    assert (draft.form.slug, draft.number, draft.published_at) == ("open-day-2027", 1, None)
    assert keys(draft) == ["first_name", "email"]
    remarks = queries.remarks(definition(draft))
    assert [remark.key for remark in remarks if remark.level != "ok"] == ["title_lacks_zh-hans"]
    assert linter.worst(remarks) == "note"


@pytest.mark.parametrize(
    ("names", "slug"), [(["New"], "new-2"), (["Class"], "class-2"), (["Talk", "Talk"], "talk-2")]
)
def test_a_form_gets_an_address_of_its_own(form, names, slug):
    from lightyear.intake import drafts

    for name in names:
        draft = drafts.begin(name=name, by=BY)

    assert draft.form.slug == slug


def test_a_chinese_name_gives_an_address_too(form):
    from lightyear.intake import drafts

    draft = drafts.begin(name="护牙讲座", by=BY)

    assert draft.form.slug.startswith("form-")


@pytest.mark.parametrize("name", ["Diabetes class", "Knee pain screening", "For 521-44-9078"])
def test_a_name_that_tells_gives_an_address_that_says_nothing(form, name):
    from lightyear.intake import drafts

    draft = drafts.begin(name=name, by=BY)

    assert draft.form.slug.startswith("form-")
    assert draft.form.name == name


def test_visitors_see_the_published_version_until_the_next_is_published(form):
    from lightyear.intake import drafts, queries

    draft = add("class", key="more")
    seen = queries.published("class")
    published = drafts.publish(slug="class", by=BY)

    assert (seen, draft.number) == (form, 2)
    assert queries.published("class") == published == draft
    assert keys(published) == ["first_name", "email", "message", "more"]


def test_every_change_goes_to_the_one_draft_and_to_the_ledger(form):
    from lightyear.intake.models import FormVersion
    from lightyear.ledger.models import Entry

    add("class", key="more")
    add("class", key="even_more")

    assert FormVersion.objects.filter(form__slug="class").count() == 2
    entries = Entry.objects.filter(event="form.drafted")
    assert [entry.facts for entry in entries] == [{"form": "class", "version": 2, "what": "fields"}] * 2


def test_what_is_refused_leaves_the_draft_as_it_was(form):
    from lightyear.intake import drafts

    before = add("class", key="more").definition
    with pytest.raises(edits.Refused):
        drafts.edit(slug="class", change=lambda old: edits.remove_field(old, "email"), what="fields", by=BY)

    draft = drafts.of(form.form)
    assert draft is not None
    assert draft.definition == before


def test_a_draft_with_something_that_must_go_is_not_published(form):
    from lightyear.intake import drafts, queries

    add("class", key="joint", kind="long_text", label={"en": "Which joint hurts?"})
    with pytest.raises(drafts.NotReady) as refused:
        drafts.publish(slug="class", by=BY)

    assert [remark.place for remark in refused.value.remarks] == ["field/joint"]
    assert queries.published("class") == form


def test_new_consent_wording_comes_into_force_when_the_form_is_published_and_not_before(form):
    from lightyear.consent import queries as consents
    from lightyear.consent.models import Purpose
    from lightyear.intake import drafts

    events = Purpose.objects.get(key="events")
    wording = {"en": "Yes, Riverbend may e-mail me about events. I can stop at any time."}
    drafts.edit(
        slug="class",
        change=lambda old: edits.ask(old, "events", "email", wording),
        what="consent/events/email",
        by=BY,
    )
    before = consents.latest_notice(events, "email", "en")
    published = drafts.publish(slug="class", by=BY)
    after = consents.latest_notice(events, "email", "en")

    assert before is not None
    assert after is not None
    assert (before.version, after.version, after.wording) == (1, 2, wording["en"])
    assert definition(published).consents[0].wording == {}


def test_publishing_twice_says_that_there_is_no_draft(form):
    from lightyear.intake import drafts
    from lightyear.intake.models import FormVersion

    with pytest.raises(FormVersion.DoesNotExist):
        drafts.publish(slug="class", by=BY)


def test_a_discarded_draft_leaves_what_is_published_and_a_form_that_never_was_goes_with_it(form):
    from lightyear.intake import drafts, queries
    from lightyear.intake.models import Form

    add("class", key="more")
    drafts.begin(name="Open day", by=BY)
    was_published = drafts.discard(slug="class", by=BY)
    was_new = drafts.discard(slug="open-day", by=BY)

    assert (was_published, was_new) == (False, True)
    assert queries.published("class") == form
    assert not Form.objects.filter(slug="open-day").exists()


def test_renaming_changes_the_name_alone(form):
    from lightyear.intake import drafts

    renamed = drafts.rename(slug="class", name="Evening class", by=BY)

    assert (renamed.name, renamed.slug) == ("Evening class", "class")


@pytest.mark.parametrize(
    ("key", "by", "order"),
    [
        ("email", -1, ["email", "first_name", "message"]),
        ("email", 1, ["first_name", "message", "email"]),
        ("first_name", -1, ["first_name", "email", "message"]),
        ("message", 5, ["first_name", "email", "message"]),
    ],
)
def test_a_field_moves_and_stops_at_the_ends(form, key, by, order):
    moved = edits.move_field(definition(form), key, by=by)

    assert [field.key for field in moved.fields] == order


def test_a_form_never_grows_without_bound(form):
    asked, plain = definition(form), msgspec.structs.replace(definition(form).fields[0], role="")
    while len(asked.fields) < edits.MOST_FIELDS:
        asked = edits.add_field(asked, plain)

    with pytest.raises(edits.Refused):
        edits.add_field(asked, plain)


def test_a_consent_question_is_worded_in_its_place_and_taken_out(form):
    asked = edits.ask(definition(form), "newsletter", "email", {"en": "Yes."})
    asked = edits.ask(asked, "events", "email", {"en": "Yes, do."})

    assert [(ask.purpose, ask.wording) for ask in asked.consents] == [
        ("events", {"en": "Yes, do."}),
        ("newsletter", {"en": "Yes."}),
    ]
    assert [ask.purpose for ask in edits.stop_asking(asked, "events", "email").consents] == ["newsletter"]


def test_yes_or_no_takes_nothing_else(form):
    from lightyear.intake import answers

    adult = msgspec.convert(
        {
            "key": "adult",
            "kind": "yes_no",
            "label": {"en": "Adult?"},
            "purpose": "requests",
            "retention_days": 1,
        },
        Field,
    )
    asked = edits.add_field(definition(form), adult)

    taken = answers.check(asked, {"email": "ana@mailbox.example", "adult": "yes"}, language="en")
    with pytest.raises(answers.Invalid):
        answers.check(asked, {"email": "ana@mailbox.example", "adult": "perhaps"}, language="en")

    assert taken["adult"] == "yes"
