"""Getting in takes a password and a code; whoever fails learns nothing, and the ledger knows."""

import re
import time

import pytest
from django.conf import settings
from django.test import Client

from lightyear.accounts.matrix import Role
from lightyear.accounts.models import User
from tests import populate
from tests.accounts import people, totp

HOME = "/w/clinic/"


@pytest.fixture
def enrolled(ana):
    """Ana with an authenticator app, signed out again."""
    browser = Client()
    people.sign_in(browser, ana)
    secret = people.enroll(browser)
    browser.post("/sign-out")
    return ana, secret


def later(secret) -> str:
    """The next code: the one that enrolled may still be on the screen."""
    return totp.code(secret, at=time.time() + 30)


def test_the_password_alone_opens_nothing_but_the_set_up_of_the_second_factor(ana):
    browser = Client()
    people.sign_in(browser, ana)

    answers = {path: browser.get(path) for path in ("/", HOME, "/account/", "/account/recovery-codes")}

    assert {answer.status_code for answer in answers.values()} == {302}
    assert {answer["Location"] for answer in answers.values()} == {"/account/authenticator"}


def test_with_the_second_factor_the_workspace_opens(ana):
    browser = Client()
    people.sign_in(browser, ana)

    people.enroll(browser)

    assert browser.get(HOME).status_code == 200


def test_who_has_a_second_factor_is_asked_for_it_and_is_nobody_before(enrolled):
    ana, _secret = enrolled
    browser = Client()

    answer = people.sign_in(browser, ana)

    assert answer["Location"] == "/sign-in/code"
    assert browser.get(HOME)["Location"].startswith("/sign-in/")


def test_the_right_code_opens_the_workspace_and_not_twice(enrolled, settings):
    settings.MFA_TOTP_TOLERANCE = 1
    ana, secret = enrolled
    now = later(secret)
    first, second = Client(), Client()
    for browser in (first, second):
        people.sign_in(browser, ana)

    first.post("/sign-in/code", {"code": now})
    second.post("/sign-in/code", {"code": now})

    assert first.get(HOME).status_code == 200
    assert second.get(HOME).status_code == 302


def test_a_recovery_code_works_once(enrolled):
    ana, _secret = enrolled
    codes = recovery_codes(ana)
    first, second = Client(), Client()

    for browser in (first, second):
        people.sign_in(browser, ana)
        browser.post("/sign-in/code", {"code": codes[0]})

    assert (first.get(HOME).status_code, second.get(HOME).status_code) == (200, 302)


def recovery_codes(user) -> list[str]:
    from allauth.mfa.models import Authenticator

    found = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    return list(found.wrap().get_unused_codes())


def test_the_secrets_of_the_second_factor_are_sealed_in_the_database(enrolled):
    from allauth.mfa.models import Authenticator

    ana, secret = enrolled

    stored = str([made.data for made in Authenticator.objects.filter(user=ana)])
    assert secret.replace(" ", "") not in stored
    assert len(recovery_codes(ana)) == 10


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(ana):
    def told(address):
        answer = Client().post("/sign-in/", {"login": address, "password": "wrong and long enough"})
        page = answer.content.decode().replace(address, "")
        return answer.status_code, re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)

    known, unknown = told(ana.email), told("nobody@clinic.example")

    assert known == unknown
    assert "fit together" in known[1]


@pytest.mark.parametrize("address", ["owner@clinic.example", "nobody@clinic.example"])
def test_after_five_failures_even_the_right_password_waits(ana, address):
    for _ in range(5):
        Client().post("/sign-in/", {"login": address, "password": "wrong and long enough"})

    answer = Client().post("/sign-in/", {"login": address, "password": populate.PASSWORD})

    assert answer.status_code == 200
    assert b"Wait five minutes" in answer.content


def test_after_five_wrong_codes_the_right_one_waits(enrolled):
    ana, secret = enrolled
    browser = Client()
    people.sign_in(browser, ana)
    for _ in range(5):
        browser.post("/sign-in/code", {"code": "000000"})

    browser.post("/sign-in/code", {"code": totp.code(secret)})

    assert browser.get(HOME).status_code == 302


def test_the_ledger_names_accounts_and_never_what_was_typed(ana):
    for _ in range(6):
        people.sign_in(Client(), ana, password="my other password")
    Client().post("/sign-in/", {"login": "my other password", "password": "x"})
    Client().post("/sign-in/", {"login": "nobody@clinic.example", "password": "my other password"})

    failed, locked = people.recorded("staff.sign_in_failed"), people.recorded("staff.locked")
    assert [entry["member"] for entry in failed] == [str(ana.id)] * 5 + [None]
    assert [entry["member"] for entry in locked] == [str(ana.id)]
    assert "other password" not in str(failed + locked)
    assert ana.email not in str(failed + locked)


def test_signing_in_and_out_is_in_the_ledger(enrolled):
    ana, _secret = enrolled

    signed_in, signed_out = people.recorded("staff.signed_in"), people.recorded("staff.signed_out")
    assert [entry["by"] for entry in signed_in] == ["password"]
    assert [entry["how"] for entry in signed_out] == ["asked"]
    assert {entry["actor"] for entry in signed_in + signed_out} == {f"staff:{ana.id}"}
    assert len(people.recorded("second_factor.set_up")) == 1


def test_the_session_gets_a_new_key_at_each_step(ana):
    browser = Client()
    browser.get("/sign-in/")
    people.sign_in(browser, ana)
    after_password = browser.cookies[settings.SESSION_COOKIE_NAME].value

    people.enroll(browser)

    assert browser.cookies[settings.SESSION_COOKIE_NAME].value != after_password
    replayed = Client()
    replayed.cookies[settings.SESSION_COOKIE_NAME] = after_password
    assert replayed.get(HOME)["Location"].startswith("/sign-in/")


def test_another_members_second_factor_does_not_count(clinic, ana):
    ben = people.with_password(populate.member(clinic, Role.MARKETER))
    browser = Client()
    people.sign_in(browser, ana)
    people.enroll(browser)

    people.sign_in(browser, ben)

    assert User.objects.get(id=browser.session["_auth_user_id"]) == ana
    browser.post("/sign-out")
    people.sign_in(browser, ben)
    assert browser.get(HOME)["Location"] == "/account/authenticator"


def test_in_the_demonstration_nobody_is_asked_for_a_second_factor(ana, settings):
    settings.LIGHTYEAR_DEMO = True
    browser = Client()

    people.sign_in(browser, ana)

    assert browser.get(HOME).status_code == 200


@pytest.mark.parametrize(
    "path", ["/sign-up/", "/accounts/signup/", "/account/email", "/account/password/reset/"]
)
def test_what_allauth_offers_besides_is_not_there(ana, path):
    browser = populate.signed_in(ana)

    assert browser.get(path).status_code == 404
