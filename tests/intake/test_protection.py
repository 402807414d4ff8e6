"""The proof of work: solved as a browser solves it, taken once."""

import altcha
import pytest

from lightyear.intake import protection


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


def test_a_proof_is_worth_nothing_in_another_workspace(workspace, db):
    from lightyear.workspaces import services, wall

    other = services.create(slug="other", name="Other", profiles=["hipaa"])
    with wall.enter(other.id):
        foreign = solved()

    with wall.enter(workspace.id):
        assert protection.spend(foreign) is False
