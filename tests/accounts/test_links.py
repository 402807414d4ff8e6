"""Links for a new password: from the owner of everything they open, or from the machine."""

import pytest
from click.testing import CliRunner
from django.test import Client

from lightyear.accounts import links, second_factor
from lightyear.accounts.matrix import Role
from lightyear.accounts.models import Membership, SignInLink
from lightyear.cli.staff import staff
from lightyear.kit import clock
from lightyear.ledger.actors import Actor
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
    services_join(ben, other)

    answer = ask(ana, ben)

    assert answer.status_code == 403
    assert not SignInLink.objects.exists()


def services_join(user, workspace):
    from lightyear.accounts import services

    services.join(user=user, workspace=workspace, role=Role.SALES, by=BY)


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
