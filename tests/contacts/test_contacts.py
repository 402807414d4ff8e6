"""Contacts: found by a blind index, masked, opened for a reason, erased for good."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightyear import guard
from lightyear.contacts import points, profile, queries, services, upkeep
from lightyear.contacts.models import Contact, ContactPoint
from lightyear.gate import services as gate
from lightyear.gate.models import Destination
from lightyear.ledger.actors import Actor
from lightyear.ledger.models import Entry
from lightyear.workspaces import services as workspaces
from lightyear.workspaces import wall

BY = Actor.system("test")


def admitted(address="elena@mailbox.example", name="Elena", *, confirms=True):
    own, _ = Destination.objects.get_or_create(key="lightyear", defaults={"name": "Lightyear", "kind": "own"})
    flow = guard.Flow(direction="in", channel="form", purpose="requests", declared=("email", "name"))
    typed: Mapping[str, str] = {"email": address, "name": name}
    flows = dict.fromkeys(typed, flow)
    cleared = gate.clear(typed, flows, destination=own, source="test", by=BY)
    assert isinstance(cleared, gate.Cleared)
    contact = services.admit(cleared, email="email", name="name", language="en", source="test", by=BY)
    if confirms:
        services.confirm(contact, kind="email", name=name, by=BY)
    return contact


def test_an_address_is_found_however_it_is_written(inside):
    contact = admitted()

    assert queries.by_email(" Elena@MAILBOX.example") == contact
    assert queries.by_email("elen@mailbox.example") is None
    assert queries.by_email("not an address") is None


def test_equal_addresses_of_two_workspaces_have_nothing_in_common(workspace, db):
    other = workspaces.create(slug="other", name="Other", profiles=["hipaa"])
    lookups = set()

    for workspace_id in (workspace.id, other.id):
        with wall.enter(workspace_id):
            admitted()
            lookups.add(bytes(ContactPoint.objects.get().lookup))

    assert len(lookups) == 2


def test_only_the_gate_lets_personal_data_in(inside):
    with pytest.raises(TypeError):
        gate.Cleared({"email": "elena@mailbox.example"}, None, object())  # type: ignore[arg-type]


def typed_by_a_stranger(name="Buy at shop"):
    return admitted(name=name, confirms=False)


def test_what_a_stranger_called_her_does_not_count_once_she_confirms(inside):
    contact = typed_by_a_stranger()

    services.confirm(contact, kind="email", name="", by=BY)

    assert Contact.objects.values_list("name", "name_key").get() == ("", "")


def test_who_confirmed_keeps_her_name_when_she_leaves_it_out_later(inside):
    contact = admitted()

    services.confirm(contact, kind="email", name="", by=BY)

    assert Contact.objects.get().name == "Elena"


def test_what_a_stranger_called_her_does_not_count_once_the_organization_knows_her(inside):
    contact = typed_by_a_stranger()

    upkeep.vouch(contact, name="Elena", by=BY)
    upkeep.vouch(contact, name="Somebody", by=BY)

    assert (Contact.objects.get().name, contact.name) == ("Elena", "Elena")


def test_nothing_is_written_to_who_was_erased_meanwhile(inside):
    contact = admitted()
    services.erase(Contact.objects.get(), by=BY)

    with pytest.raises(profile.Erased):
        upkeep.change(contact, cleared=None, choices={"language": "de"}, named={}, emptied=["name"], by=BY)

    assert Contact.objects.get().language == "en"


def test_an_opened_address_leaves_its_reason_in_the_ledger(inside):
    contact = admitted()

    value = services.reveal(contact, kind="email", reason="call_back", by=BY)

    entry = Entry.objects.get(event="contact.revealed")
    assert value == "elena@mailbox.example"
    assert entry.facts == {"kind": "email", "reason": "call_back"}
    assert bytes(entry.subject or b"") == services.reference(contact)


def test_erasing_leaves_nothing_to_open_and_nothing_to_find(inside):
    contact = admitted()

    for _ in range(2):
        services.erase(contact, by=BY)

    erased = Contact.objects.get()
    assert (erased.name, erased.name_key, erased.email_domain, erased.profile) == ("", "", "", None)
    assert queries.by_email("elena@mailbox.example") is None
    assert queries.masked_points(erased) == []
    assert services.reference(erased) is None
    with pytest.raises(profile.Erased):
        profile.read(erased)
    assert Entry.objects.filter(event="contact.erased").count() == 1


def test_numbers_are_given_out_once(inside):
    first = services.take_numbers(3)

    assert services.take_numbers(1) == first + 3


def test_names_are_found_by_their_beginning_in_any_case_and_width(inside):
    contact = admitted(name="Ｅlena Marsh")

    assert queries.by_name("elena m", limit=5) == [contact]
    assert queries.by_name("", limit=5) == []
    assert queries.by_name("marsh", limit=5) == []


@given(st.text(max_size=60))
def test_what_is_taken_for_an_address_is_one(text):
    try:
        normal = points.normalize("email", text)
    except points.NotAnAddress:
        return

    assert normal == normal.strip().lower()
    assert normal.count("@") == 1
    assert not any(character.isspace() or ord(character) < 33 for character in normal)


@pytest.mark.parametrize(
    ("typed", "chinese", "english"),
    [
        ("010-8888 6666", "+861088886666", "+861088886666"),
        ("021-12345678", "+862112345678", "+862112345678"),
        ("138 0013 8000", "+8613800138000", "+8613800138000"),
        ("(614) 645-7400", "+16146457400", "+16146457400"),
        ("+44 20 7946 0018", "+442079460018", "+442079460018"),
    ],
)
def test_a_phone_number_is_read_as_people_there_write_it(typed, chinese, english):
    read = [points.normalize("phone", typed, language=language) for language in ("zh-hans", "en")]

    assert read == [chinese, english]


@given(st.emails())
def test_a_masked_address_keeps_two_letters_and_the_ending(address):
    masked = points.masked("email", address.lower())

    name, _, domain = address.lower().rpartition("@")
    assert masked.startswith(name[:1])
    assert len(name) < 4 or name not in masked
    assert masked.endswith(domain.rpartition(".")[2])
