"""Submissions beside submissions, and beside the erasing of who never confirmed."""

from contextlib import ExitStack
from datetime import timedelta

import pytest

from lightyear.contacts.models import Contact
from lightyear.intake import protection
from lightyear.intake import services as intake
from lightyear.intake.models import Submission
from lightyear.kit import clock
from lightyear.workspaces import wall
from tests import committed
from tests.intake.conftest import BY, published
from tests.intake.test_submissions import submit, token_of


@pytest.fixture
def organization(db):
    with committed.workspace(profiles=["hipaa"]) as workspace:
        yield workspace


@pytest.fixture
def form(organization):
    with wall.enter(organization.id):
        return published()


def expire_a_week_later():
    with clock.shifted(timedelta(days=8)):
        return intake.expire(by=BY)


def test_sixteen_at_once_are_no_more_than_the_limit(organization, form):
    works = [lambda n=n: submit(form, email=f"someone{n}@mailbox.example") for n in range(16)]

    with committed.beside(organization, *works) as futures:
        refused = [future.exception() for future in futures]

    assert len([error for error in refused if error is None]) == protection.PER_CLIENT_WITHOUT_PROOF
    assert {type(error) for error in refused if error} == {protection.TooMany}


def test_a_submission_beside_her_erasing_is_somebody_new(organization, form):
    with wall.enter(organization.id):
        submit(form)

    with ExitStack() as until_both_ended:
        with wall.enter(organization.id):
            expire_a_week_later()
            [again] = until_both_ended.enter_context(committed.beside(organization, lambda: submit(form)))
            was_waiting = not again.done()
        submission = again.result()

    with wall.enter(organization.id):
        intake.confirm(token_of(submission))
        assert was_waiting
        assert Contact.objects.filter(confirmed_at=None).get().erased_at is not None
        assert Contact.objects.get(id=submission.contact_id).erased_at is None


def test_nobody_is_erased_beside_her_new_submission(organization, form):
    with wall.enter(organization.id):
        submit(form)

    with ExitStack() as until_both_ended, wall.enter(organization.id):
        with clock.shifted(timedelta(days=8)):
            submit(form)
        erasing = committed.beside(organization, expire_a_week_later)
        [ended] = until_both_ended.enter_context(erasing)
        was_waiting = not ended.done()

    with wall.enter(organization.id):
        assert was_waiting
        assert sorted(Submission.objects.values_list("state", flat=True)) == ["expired", "pending"]
        assert Contact.objects.get().erased_at is None
