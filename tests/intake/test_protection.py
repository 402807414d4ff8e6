"""The proof of work: solved as a browser solves it, taken once."""

import base64
from contextlib import nullcontext
from datetime import timedelta

import altcha
import pytest

from lightyear.intake import protection
from lightyear.intake.models import Attempt, SpentChallenge
from lightyear.kit import clock


def solved() -> str:
    challenge = altcha.Challenge.from_dict(protection.challenge())
    solution = altcha.solve_challenge(challenge)
    assert solution is not None
    payload: str = altcha.Payload(challenge, solution).to_base64()
    return payload


def test_a_solved_challenge_counts_once(inside):
    payload = solved()

    assert [protection.spend(payload), protection.spend(payload)] == [True, False]


@pytest.mark.parametrize("payload", ["", "e30=", "no base64", "x" * 9000, "eyJjaGFsbGVuZ2UiOnt9fQ=="])
def test_what_is_no_proof_is_not_taken(inside, payload):
    assert protection.spend(payload) is False


def test_what_no_limit_looks_at_any_more_is_forgotten(inside):
    spent = solved()
    assert protection.spend(spent)
    protection.count_client("192.0.2.7", has_proof=True)
    with clock.shifted(protection.ADDRESS_WINDOW + timedelta(minutes=1)):
        protection.count_client("192.0.2.8", has_proof=True)

        protection.forget()

    assert (SpentChallenge.objects.count(), Attempt.objects.count()) == (0, 1)


def test_what_a_limit_still_looks_at_is_kept(inside):
    spent = solved()
    protection.spend(spent)
    protection.count_client("192.0.2.7", has_proof=True)

    protection.forget()

    assert protection.spend(spent) is False
    assert Attempt.objects.count() == 1


def test_a_solved_challenge_counts_once_however_it_is_written(inside):
    payload = solved()
    json = base64.b64decode(payload)
    written = [payload, *(base64.b64encode(json + b" " * spaces).decode() for spaces in range(1, 4))]
    written.append(base64.b64encode(json.replace(b'": ', b'" : ')).decode())

    assert [protection.spend(one) for one in written] == [True, False, False, False, False]


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
        ("203.0.113.7", "203.0.113.8", False),
        ("unknown", "unknown", True),
    ],
)
def test_one_client_is_an_address_or_the_site_it_moves_about_in(inside, first, second, is_one):
    for _ in range(protection.PER_CLIENT_TRAPPED):
        protection.count_trapped(first)

    with pytest.raises(protection.TooMany) if is_one else nullcontext():
        protection.count_trapped(second)


def test_a_proof_is_worth_nothing_in_another_workspace(workspace, db):
    from lightyear.workspaces import services, wall

    other = services.create(slug="other", name="Other", profiles=["hipaa"])
    with wall.enter(other.id):
        foreign = solved()

    with wall.enter(workspace.id):
        assert protection.spend(foreign) is False
