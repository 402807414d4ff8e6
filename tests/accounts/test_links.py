"""Links for a new password: from the owner of everything they open, or from the machine."""

import pytest
from click.testing import CliRunner
from django.test import Client

from lightyear.accounts import links, second_factor, services
from lightyear.accounts.matrix import Role
from lightyear.accounts.models import Membership, SignInLink
from lightyear.cli.staff import staff
from lightyear.kit import clock
from lightyear.ledger.actors import Actor
from lightyear.workspaces import wall
from tests import populate
from tests.accounts import people

BY = Actor.system("test")
NEW = "granite harmonica soup"


@pytest.fixture
def ben(clinic, ana):
    made = people.with_password(populate.member(clinic, Role.MARKETER, email="ben@clinic.example"))
    browser = Client()
    people.sign_in(browser, made)
    people.enroll(browser)
    return made


def ask(owner, member, **given):
    membership = Membership.objects.filter(user=member).first()
    assert membership is not None
    return populate.signed_in(owner).post(f"/members/{membership.id}/resets", given)


def token_in(answer) -> str:
    return str(answer.content.decode().split("/resets/")[1].split("<")[0])


def test_a_new_password_still_takes_the_second_factor(ana, ben):
    token = token_in(ask(ana, ben))

    Client().post(f"/resets/{token}", {"password": NEW})

    browser = Client()
    assert people.sign_in(browser, ben, password=NEW)["Location"] == "/sign-in/code"
    assert people.recorded("password.reset")[0]["dropped_second_factor"] is False


def test_who_lost_the_authenticator_sets_up_another(ana, ben):
    token = token_in(ask(ana, ben, drops_second_factor="yes"))
    assert second_factor.has_one(ben)

    Client().post(f"/resets/{token}", {"password": NEW})

    browser = Client()
    people.sign_in(browser, ben, password=NEW)
    assert browser.get("/w/clinic/")["Location"] == "/account/authenticator"
    assert people.recorded("reset_link.issued")[0]["actor"] == f"staff:{ana.id}"


def test_a_reset_link_works_once_and_for_a_day(ana, ben):
    token = token_in(ask(ana, ben))

    with clock.shifted(links.RESET_LIFE):
        late = Client().get(f"/resets/{token}")
    first = Client().post(f"/resets/{token}", {"password": NEW})
    second = Client().post(f"/resets/{token}", {"password": f"{NEW} again"})

    assert (late.status_code, first.status_code, second.status_code) == (410, 302, 410)


def test_a_reset_link_does_not_sign_in(ana, ben):
    token = token_in(ask(ana, ben))

    assert Client().get(f"/sign-in/{token}").status_code == 403
    with pytest.raises(links.LinkUnusable):
        links.redeem_sign_in(token)


def test_no_owner_takes_over_a_colleague_of_another_organization(ana, ben):
    other = populate.workspace("other")
    services.join(user=ben, workspace=other, role=Role.SALES, by=BY)

    answer = ask(ana, ben)

    assert answer.status_code == 403
    assert not SignInLink.objects.exists()


def test_only_an_owner_makes_the_link(clinic, ana, ben):
    compliance = populate.member(clinic, Role.COMPLIANCE)
    stranger = populate.member(populate.workspace("other"), Role.OWNER)

    assert ask(compliance, ben).status_code == 404
    assert ask(stranger, ben).status_code == 404
    assert not SignInLink.objects.exists()


def test_the_machine_makes_a_link_for_anybody(ben):
    outcome = CliRunner().invoke(staff, ["link", "BEN@clinic.example", "--lost-authenticator"])

    token = outcome.output.strip().rsplit("/", 1)[1]
    assert outcome.exit_code == 0
    assert links.holder(token) == ben
    assert SignInLink.objects.get().drops_second_factor


def test_the_machine_says_when_nobody_has_the_address(clinic):
    outcome = CliRunner().invoke(staff, ["link", "nobody@clinic.example"])

    assert outcome.exit_code == 2
    assert "Nobody has this address" in outcome.output


@pytest.fixture
def second_owner(clinic):
    return populate.member(clinic, Role.OWNER, email="second@clinic.example")


def choose_password(token):
    return Client().post(f"/resets/{token}", {"password": NEW})


def test_an_owner_who_left_has_no_way_into_a_colleagues_account(clinic, ana, ben, second_owner):
    token = token_in(ask(ana, ben, drops_second_factor="yes"))
    with wall.enter(clinic.id):
        services.leave(membership=Membership.objects.get(user_id=ana.id), by=BY)

    answer = choose_password(token)

    assert answer.status_code == 410
    assert second_factor.has_one(ben)
    assert people.recorded("password.reset") == []


def test_an_owner_who_is_none_any_more_has_no_way_in_either(clinic, ana, ben, second_owner):
    token = token_in(ask(ana, ben))
    with wall.enter(clinic.id):
        mine = Membership.objects.get(user_id=ana.id)
        services.change_role(membership=mine, role=Role.MARKETER, by=BY)

    assert choose_password(token).status_code == 410


def test_a_reset_link_ends_when_the_member_joins_another_organization(ana, ben):
    token = token_in(ask(ana, ben, drops_second_factor="yes"))
    services.join(user=ben, workspace=populate.workspace("other"), role=Role.SALES, by=BY)

    assert choose_password(token).status_code == 410
    assert second_factor.has_one(ben)


def test_a_withdrawn_reset_link_does_not_come_back_with_its_owner(
    clinic, ana, ben, second_owner, django_capture_on_commit_callbacks
):
    token = token_in(ask(ana, ben))
    with django_capture_on_commit_callbacks(execute=True), wall.enter(clinic.id):
        services.leave(membership=Membership.objects.get(user_id=ana.id), by=BY)

    services.join(user=ana, workspace=clinic, role=Role.OWNER, by=BY)

    assert not SignInLink.objects.exists()
    assert choose_password(token).status_code == 410


def test_a_link_of_the_machine_needs_no_owner(ben):
    services.join(user=ben, workspace=populate.workspace("other"), role=Role.SALES, by=BY)

    token = links.issue_reset(user=ben, drops_second_factor=False, by=BY)

    assert choose_password(token).status_code == 302
