"""Who becomes a member, as what, and how a membership ends."""

import pytest
from django.test import Client

from lightyear.accounts import api_keys, invitations, services
from lightyear.accounts.matrix import Action, Role
from lightyear.accounts.models import ApiKey, Invitation, Membership, User
from lightyear.kit import clock
from lightyear.ledger.actors import Actor
from lightyear.ledger.models import Entry
from lightyear.workspaces import wall
from tests import populate
from tests.accounts import people

BY = Actor.system("test")
ADDRESS = "ben@clinic.example"
NEW = {"name": "Ben Okoye", "password": populate.PASSWORD}


@pytest.fixture
def token(clinic, ana):
    with wall.enter(clinic.id):
        return invitations.invite(email=ADDRESS, role=Role.MARKETER, inviter=ana)


def events(clinic) -> list[str]:
    with wall.enter(clinic.id):
        return list(Entry.objects.order_by("at", "id").values_list("event", flat=True))


def role_of(user, workspace) -> str | None:
    return Membership.objects.filter(user=user, workspace=workspace).values_list("role", flat=True).first()


def test_the_invited_makes_an_account_and_is_led_to_the_second_factor(clinic, token):
    browser = Client()

    answer = browser.post(f"/invitations/{token}", NEW)

    ben = User.objects.get(email=ADDRESS)
    assert role_of(ben, clinic) == Role.MARKETER
    assert answer["Location"] == "/"
    assert browser.get("/")["Location"] == "/account/authenticator"
    people.enroll(browser)
    assert browser.get("/w/clinic/").status_code == 200
    assert events(clinic)[-2:] == ["member.invited", "member.joined"]


def test_an_invitation_works_once(clinic, token):
    Client().post(f"/invitations/{token}", NEW)

    answer = Client().post(f"/invitations/{token}", {**NEW, "name": "Somebody Else"})

    assert answer.status_code == 410
    assert User.objects.filter(email=ADDRESS).count() == 1


def test_an_invitation_ends_after_three_days(token):
    with clock.shifted(invitations.LIFE):
        assert Client().get(f"/invitations/{token}").status_code == 410


def test_a_withdrawn_invitation_opens_nothing(clinic, ana, token):
    with wall.enter(clinic.id):
        invitation = Invitation.objects.get()
    browser = populate.signed_in(ana)

    browser.post(f"/w/clinic/settings/members/invitations/{invitation.id}/withdrawals")

    assert Client().get(f"/invitations/{token}").status_code == 410
    assert events(clinic)[-1] == "invitation.withdrawn"


def test_a_second_invitation_ends_the_first(clinic, ana, token):
    with wall.enter(clinic.id):
        second = invitations.invite(email=ADDRESS.upper(), role=Role.SALES, inviter=ana)

    assert Client().get(f"/invitations/{token}").status_code == 410
    assert Client().get(f"/invitations/{second}").status_code == 200


def test_who_is_a_member_is_not_invited_again(clinic, ana):
    with wall.enter(clinic.id), pytest.raises(invitations.AlreadyMember):
        invitations.invite(email=ana.email, role=Role.SALES, inviter=ana)


def test_an_invitation_changes_the_role_of_no_member(clinic, token):
    ben = populate.member(clinic, Role.OWNER, email=ADDRESS)

    with pytest.raises(invitations.InvitationUnusable):
        invitations.accept(token, user=ben)

    assert role_of(ben, clinic) == Role.OWNER


def test_somebody_with_an_account_joins_as_who_she_is(clinic, token):
    other = populate.workspace("other")
    ben = populate.member(other, Role.SALES, email=ADDRESS)

    stranger = Client().post(f"/invitations/{token}", NEW)
    joined = populate.signed_in(ben).post(f"/invitations/{token}")

    assert b"has an account" in stranger.content
    assert joined["Location"] == "/w/clinic/"
    assert (role_of(ben, clinic), role_of(ben, other)) == (Role.MARKETER, Role.SALES)


def test_an_invitation_is_for_one_address_alone(clinic, token):
    eve = populate.member(populate.workspace("other"), Role.SALES, email="eve@other.example")

    answer = populate.signed_in(eve).post(f"/invitations/{token}")

    assert answer.status_code == 403
    assert role_of(eve, clinic) is None


def test_joining_takes_the_second_factor_too(clinic, token):
    ben = people.with_password(populate.member(populate.workspace("other"), Role.SALES, email=ADDRESS))
    browser = Client()
    people.sign_in(browser, ben)

    answer = browser.post(f"/invitations/{token}")

    assert answer["Location"] == "/account/authenticator"
    assert role_of(ben, clinic) is None


@pytest.mark.parametrize("password", ["short", "ben@clinic.example", "password1234"])
def test_a_weak_password_is_said_beside_its_field(token, password):
    answer = Client().post(f"/invitations/{token}", {**NEW, "password": password})

    assert answer.status_code == 422
    assert b"field-error" in answer.content
    assert not User.objects.filter(email=ADDRESS).exists()


def test_the_last_owner_stays_and_stays_owner(clinic, ana):
    browser = populate.signed_in(ana)
    mine = Membership.objects.get(user=ana)

    browser.post(f"/w/clinic/settings/members/{mine.id}/roles", {"role": "analyst"})
    browser.post(f"/w/clinic/settings/members/{mine.id}/departures")

    assert role_of(ana, clinic) == Role.OWNER


def test_an_owner_may_go_when_there_is_another(clinic, ana):
    populate.member(clinic, Role.OWNER, email="second@clinic.example")
    browser = populate.signed_in(ana)
    mine = Membership.objects.get(user=ana)

    browser.post(f"/w/clinic/settings/members/{mine.id}/departures")

    assert role_of(ana, clinic) is None


def test_a_changed_role_is_in_the_ledger_with_the_one_before(clinic, ana):
    ben = populate.member(clinic, Role.MARKETER)
    membership = Membership.objects.get(user=ben)

    populate.signed_in(ana).post(f"/w/clinic/settings/members/{membership.id}/roles", {"role": "sales"})

    with wall.enter(clinic.id):
        entry = Entry.objects.get(event="member.role_changed")
    assert entry.facts == {"member": str(ben.id), "role": "sales", "role_before": "marketer"}
    assert entry.actor == f"staff:{ana.id}"


def test_leaving_ends_the_keys_too_and_coming_back_does_not_renew_them(clinic):
    ben = populate.member(clinic, Role.OWNER, email=ADDRESS)
    populate.member(clinic, Role.OWNER, email="second@clinic.example")
    with wall.enter(clinic.id):
        membership = Membership.objects.get(user_id=ben.id)
        _key, token = api_keys.issue(owner=membership, name="Site", scopes=[Action.FORMS_VIEW], by=BY)
        services.leave(membership=membership, by=BY)
        services.leave(membership=membership, by=BY)

    services.join(user=ben, workspace=clinic, role=Role.OWNER, by=BY)

    assert api_keys.authenticate_key(token) is None
    assert ApiKey.objects.get().ended_at is not None
    assert events(clinic).count("member.left") == 1
    assert events(clinic)[-1] == "member.joined"


def test_the_page_shows_a_link_once_and_only_to_who_may_invite(clinic, ana):
    compliance = populate.member(clinic, Role.COMPLIANCE)
    browser = populate.signed_in(ana)

    made = browser.post("/w/clinic/settings/members/invitations", {"email": ADDRESS, "role": "sales"})
    again = browser.get("/w/clinic/settings/members/")
    read = populate.signed_in(compliance).get("/w/clinic/settings/members/")

    assert b"/invitations/" in made.content
    assert b'id="invitation"' not in again.content
    assert ADDRESS.encode() in again.content
    assert b"Make a link" not in read.content


@pytest.fixture
def second_owner(clinic):
    return populate.member(clinic, Role.OWNER, email="second@clinic.example")


def test_an_owner_who_left_lets_nobody_in_any_more(clinic, ana, token, second_owner):
    with wall.enter(clinic.id):
        services.leave(membership=Membership.objects.get(user_id=ana.id), by=BY)
    services.join(user=ana, workspace=clinic, role=Role.OWNER, by=BY)

    answer = Client().post(f"/invitations/{token}", NEW)

    assert answer.status_code == 410
    assert not User.objects.filter(email=ADDRESS).exists()
    with wall.enter(clinic.id):
        assert Entry.objects.get(event="member.left").facts["invitations"] == 1


def test_an_owner_who_is_none_any_more_lets_nobody_in(clinic, ana, token, second_owner):
    with wall.enter(clinic.id):
        mine = Membership.objects.get(user_id=ana.id)
        services.change_role(membership=mine, role=Role.COMPLIANCE, by=BY)

    assert Client().post(f"/invitations/{token}", NEW).status_code == 410
    assert Invitation.objects.get().withdrawn_at is not None


@pytest.mark.parametrize("change", [{"ended_at": clock.now()}, {"role": Role.SALES}])
def test_an_invitation_is_worth_what_its_inviters_role_is_today(ana, token, change):
    Membership.objects.filter(user=ana).update(**change)

    assert Client().post(f"/invitations/{token}", NEW).status_code == 410
