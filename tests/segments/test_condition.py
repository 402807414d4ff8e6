"""Conditions: the set in SQL, the answer in Python and the sentence are one thing."""

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lightyear.consent.models import Answer, ConsentRecord, Purpose, Standing
from lightyear.contacts import services as contacts
from lightyear.contacts.models import Contact, Property, PropertyValue, Stage
from lightyear.kit import clock
from lightyear.ledger.actors import Actor
from lightyear.segments import condition
from lightyear.segments.predicate import Malformed

TEST = Actor.system("test")
VALUES: dict[str, list[Any]] = {
    "text": ["red", "blue", "", "Ohio", "俄亥俄"],
    "number": [Decimal("-1"), Decimal("0"), Decimal("2.5"), Decimal("1000000")],
    "date": [date(1999, 12, 31), date(2024, 2, 29), date(2026, 1, 1)],
    "boolean": [True, False],
}


@pytest.fixture
def people(inside):
    """Thirty contacts of every kind, some with values, consents and events, some erased."""
    chance = random.Random(7)
    purposes = [
        Purpose.objects.create(key=key, kind="commercial", name_en=key.title(), name_zh="活动")
        for key in ("events", "newsletter")
    ]
    properties = [
        Property.objects.create(key=f"p-{kind}", name_en=kind.title(), name_zh="属性", type=kind, purpose="x")
        for kind in VALUES
    ]
    return [person(chance, number, purposes, properties) for number in range(1, 31)]


def person(chance, number, purposes, properties):
    contact = Contact.objects.create(
        number=number,
        language=chance.choice(["en", "zh-hans"]),
        region=chance.choice(["", "Ohio", "Oregon"]),
        stage=chance.choice(Stage.values),
        email_domain=chance.choice(["mailbox.example", "post.example"]),
        source=chance.choice(["form:a", "form:b"]),
    )
    for declared in properties:
        if chance.random() < 0.7:
            value = {declared.type: chance.choice(VALUES[declared.type])}
            PropertyValue.objects.create(contact=contact, property=declared, **value)
    for purpose in purposes:
        if chance.random() < 0.7:
            answer(contact, purpose, chance.choice(Answer.values))
    for _ in range(chance.randrange(4)):
        event = contacts.happened(contact, chance.choice(["form.confirmed", "message.sent"]))
        event.at -= timedelta(days=chance.choice([0, 3, 40]))
        event.save()
    if number % 10 == 0:
        contacts.erase(contact, by=TEST)
    return contact


def answer(contact, purpose, word):
    record = ConsentRecord.objects.create(
        contact=contact, purpose=purpose, channel="email", answer=word, source="test"
    )
    Standing.objects.create(
        contact=contact, purpose=purpose, channel="email", answer=word, record=record, since=record.at
    )


def chosen(raw, among=None):
    statement, params = condition.sql(condition.read(raw), among=among)
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        found = [row[0] for row in cursor.fetchall()]
    assert len(set(found)) == len(found)
    return set(found)


def whole(value):
    return (
        float(value)
        if isinstance(value, Decimal)
        else value.isoformat()
        if isinstance(value, date)
        else value
    )


CLAIMS = st.one_of(
    *[
        st.fixed_dictionaries(
            {"property": st.just(f"p-{kind}"), comparison: st.sampled_from(list(map(whole, values)))}
        )
        for kind, values in VALUES.items()
        for comparison in {
            "number": ["is", "is_not", "above", "below"],
            "date": ["is", "is_not", "before", "after"],
        }.get(kind, ["is", "is_not"])
    ],
    st.builds(lambda v: {"field": "region", "is": v}, st.sampled_from(["", "Ohio", "Utah"])),
    st.builds(lambda v: {"field": "stage", "is": v}, st.sampled_from(Stage.values)),
    st.builds(lambda v: {"field": "language", "is": v}, st.sampled_from(["en", "zh-hans"])),
    st.builds(
        lambda purpose, channel: {"agreed": purpose, "channel": channel},
        st.sampled_from(["events", "newsletter"]),
        st.sampled_from(["email", "sms"]),
    ),
    st.builds(
        lambda did, days, times: {"did": did, "at_least": times} | ({"within_days": days} if days else {}),
        st.sampled_from(["form.confirmed", "message.sent", "never.happened"]),
        st.sampled_from([None, 1, 5, 400]),
        st.integers(1, 3),
    ),
)
CONDITIONS = st.recursive(
    CLAIMS,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=6,
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=CONDITIONS)
def test_the_set_and_the_answer_for_each_contact_agree(people, raw):
    read = condition.read(raw)

    found, found_of_some = chosen(raw), chosen(raw, [contact.id for contact in people[::3]])

    assert found == {contact.id for contact in people if condition.holds(read, contact)}
    assert found_of_some == found & {contact.id for contact in people[::3]}


def test_the_people_are_varied_enough_to_tell_conditions_apart(people):
    sizes = [
        len(chosen(raw))
        for raw in (
            {"agreed": "events", "channel": "email"},
            {"property": "p-number", "above": 0},
            {"not": {"did": "form.confirmed"}},
        )
    ]

    assert all(3 < size < 27 for size in sizes)
    assert not {contact.id for contact in people if contact.erased_at} & chosen(
        {"any": [{"field": "region", "is": ""}, {"not": {"field": "region", "is": ""}}]}
    )


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "region",
        {},
        {"all": []},
        {"any": {"did": "form.confirmed"}},
        {"all": [{"did": "form.confirmed"}], "any": [{"did": "form.confirmed"}]},
        {"not": {"did": "form.confirmed"}, "channel": "email"},
        {"did": "form.confirmed", "since": "ever"},
        {"did": "form.confirmed", "within_days": 0},
        {"did": "form.confirmed'; --"},
        {"property": "p-text"},
        {"property": "p-text", "is": "red", "is_not": "blue"},
        {"property": "p-text", "is": "nul \x00 byte"},
        {"property": "p-text", "is": "half a pair \ud800"},
        {"property": "p-text", "above": 3},
        {"property": "p-text", "is": 3},
        {"property": "p-number", "is": "red"},
        {"property": "p-number", "is": True},
        {"property": "p-number", "above": float("inf")},
        {"property": "p-date", "before": "soon"},
        {"property": "p-boolean", "is": 1},
        {"property": "undeclared", "is": "red"},
        {"field": "name", "is": "Ana"},
        {"field": "stage", "is": "friend"},
        {"agreed": "events"},
        {"agreed": "undeclared", "channel": "email"},
        {"agreed": "events", "channel": "pigeon"},
        {"all": [{"did": "form.confirmed"}] * 61},
    ],
)
def test_what_is_no_condition_of_this_workspace_is_refused(people, raw):
    with pytest.raises(Malformed):
        condition.read(raw)


def test_a_condition_nested_too_deep_is_refused(people):
    raw: dict[str, object] = {"did": "form.confirmed"}
    for _ in range(9):
        raw = {"not": raw}

    with pytest.raises(Malformed, match="deep"):
        condition.read(raw)


def test_a_sensitive_property_cannot_be_looked_at(inside):
    Property.objects.create(
        key="blood", name_en="Blood", name_zh="血型", type="text", purpose="x", sensitivity="sensitive"
    )

    with pytest.raises(Malformed, match="sensitive"):
        condition.read({"property": "blood", "is": "A"})


def test_a_property_that_became_sensitive_since_matches_nobody(people):
    raw = {"not": {"property": "p-text", "is": "red"}}
    read = condition.read({"property": "p-text", "is_not": "red"})

    Property.objects.filter(key="p-text").update(sensitivity="sensitive")

    statement, params = condition.sql(read)
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        assert cursor.fetchall() == []
    assert not any(condition.holds(read, contact) for contact in people)
    with pytest.raises(Malformed):
        condition.read(raw)


def test_time_is_what_the_caller_says_it_is(inside):
    contact = Contact.objects.create(number=1)
    contacts.happened(contact, "form.confirmed")
    read = condition.read({"did": "form.confirmed", "within_days": 3})

    later = clock.now() + timedelta(days=4)

    assert condition.holds(read, contact)
    assert not condition.holds(read, contact, at=later)


@pytest.mark.parametrize(
    ("raw", "english", "chinese"),
    [
        (
            {"agreed": "events", "channel": "email"},
            "the person agreed to Events by e-mail",
            "此人同意通过电子邮件接收活动",
        ),
        (
            {"all": [{"field": "region", "is": "Ohio"}, {"not": {"property": "p-number", "above": 3}}]},
            "the region is Ohio and not (Number is above 3)",
            "地区为Ohio，且并非（属性大于3）",
        ),
        (
            {
                "any": [
                    {"did": "form.confirmed", "at_least": 2, "within_days": 30},
                    {"field": "stage", "is": "lead"},
                ]
            },
            "the person confirmed a form by mail at least 2 times within 30 days or the stage is Lead",
            "此人在30天内至少2次完成邮件确认，或阶段为线索",
        ),
    ],
)
def test_a_condition_can_be_said_in_both_languages(people, raw, english, chinese):
    read = condition.read(raw)

    assert condition.say(read, "en") == english
    assert condition.say(read, "zh-hans") == chinese
