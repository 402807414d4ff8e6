"""A key does what it says, never more than its owner may, and ends with her."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightyear.accounts import api_keys, matrix, services
from lightyear.accounts.matrix import Action, Role
from lightyear.accounts.models import ApiKey, Membership
from lightyear.kit import clock
from lightyear.ledger.actors import Actor
from lightyear.workspaces import wall
from tests import populate

BY = Actor.system("test")


def membership(user) -> Membership:
    return Membership.objects.get(user_id=user.id)


def issue(clinic, user, *scopes) -> str:
    with wall.enter(clinic.id):
        return api_keys.issue(owner=membership(user), name="Website", scopes=list(scopes), by=BY)[1]


def test_a_key_is_found_by_its_token_and_kept_as_a_digest(clinic, ana):
    token = issue(clinic, ana, Action.FORMS_VIEW)

    key = api_keys.authenticate_key(token)

    assert key is not None
    assert (key.workspace_id, key.owner_id) == (clinic.id, ana.id)
    assert token not in str(ApiKey.objects.values())
    assert token.startswith(f"ly_{key.prefix}_")


@pytest.mark.django_db
@given(st.text(max_size=80) | st.from_regex(api_keys.TOKEN, fullmatch=True))
def test_anything_else_is_no_key(text):
    assert api_keys.authenticate_key(text) is None


def test_a_token_with_one_letter_changed_is_no_key(clinic, ana):
    token = issue(clinic, ana, Action.FORMS_VIEW)
    changed = token[:-1] + ("A" if token[-1] != "A" else "B")

    assert api_keys.authenticate_key(changed) is None


def test_a_key_may_do_its_scopes_alone(clinic, ana):
    key = api_keys.authenticate_key(issue(clinic, ana, Action.FORMS_VIEW))

    assert key is not None
    assert [action for action in Action if api_keys.may(key, action)] == [Action.FORMS_VIEW]


def test_no_key_makes_members_or_keys(clinic, ana):
    key = api_keys.authenticate_key(issue(clinic, ana, *matrix.PEOPLE_ONLY, Action.HOME_VIEW))

    assert key is not None
    assert not any(api_keys.may(key, action) for action in matrix.PEOPLE_ONLY)


@pytest.mark.parametrize("role", Role.values)
def test_no_key_may_do_more_than_its_owner(clinic, role):
    user = populate.member(clinic, role, email=f"{role}-2@clinic.example")
    beyond = [action for action in Action if not matrix.allows(role, action)]

    for action in beyond:
        with pytest.raises(api_keys.BeyondRole):
            issue(clinic, user, Action.HOME_VIEW, action)

    assert beyond or role == Role.OWNER


def test_a_key_without_scopes_is_refused(clinic, ana):
    with pytest.raises(api_keys.BeyondRole):
        issue(clinic, ana)


def test_a_key_shrinks_with_its_owners_role(clinic, ana):
    ben = populate.member(clinic, Role.MARKETER)
    key = api_keys.authenticate_key(issue(clinic, ben, Action.MESSAGES_SEND, Action.HOME_VIEW))
    assert key is not None
    assert api_keys.may(key, Action.MESSAGES_SEND)

    with wall.enter(clinic.id):
        services.change_role(membership=membership(ben), role=Role.ANALYST, by=BY)

    assert not api_keys.may(key, Action.MESSAGES_SEND)
    assert api_keys.may(key, Action.HOME_VIEW)


def test_an_ended_key_opens_nothing(clinic, ana):
    token = issue(clinic, ana, Action.FORMS_VIEW)
    key = ApiKey.objects.get()

    populate.signed_in(ana).post(f"/w/clinic/settings/keys/{key.id}/ends")

    assert api_keys.authenticate_key(token) is None


def test_a_key_opens_nothing_once_its_owner_has_left(clinic, ana):
    ben = populate.member(clinic, Role.MARKETER)
    token = issue(clinic, ben, Action.HOME_VIEW)

    with wall.enter(clinic.id):
        services.leave(membership=membership(ben), by=BY)

    assert api_keys.authenticate_key(token) is None


def test_last_use_is_noted_once_a_minute(clinic, ana):
    token = issue(clinic, ana, Action.FORMS_VIEW)

    api_keys.authenticate_key(token)
    first = ApiKey.objects.get().last_used_at
    api_keys.authenticate_key(token)
    again = ApiKey.objects.get().last_used_at
    with clock.shifted(2 * api_keys.USE_NOTED_EVERY):
        api_keys.authenticate_key(token)

    assert first is not None
    assert again == first
    assert ApiKey.objects.filter(last_used_at__gt=first).exists()


def test_the_page_shows_the_token_once(clinic, ana):
    browser = populate.signed_in(ana)

    made = browser.post("/w/clinic/settings/keys/issues", {"name": "Website", "scopes": ["forms.view"]})
    again = browser.get("/w/clinic/settings/keys/").content.decode()

    token = made.content.decode().split('<pre id="key">')[1].split("<")[0]
    assert api_keys.authenticate_key(token) is not None
    assert token not in again
    assert f"ly_{ApiKey.objects.get().prefix}" in again
