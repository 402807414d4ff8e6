"""Where the next page of a list begins: moment and identifier of the last row shown, in one opaque word."""

import base64
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Q

Place = tuple[datetime, UUID]


class Unknown(ValueError):
    """A word that names no place."""


def write(at: datetime, row_id: UUID) -> str:
    """The word for a place, its moment aware; letters, digits, `-`, `_` and `=`."""
    return base64.urlsafe_b64encode(f"{at.astimezone(UTC).isoformat()} {row_id}".encode()).decode()


def read(word: str) -> Place:
    """The place that a word of `write` names. Raises Unknown for any other."""
    try:
        moment, row_id = base64.urlsafe_b64decode(word).decode().split(" ")
        place = datetime.fromisoformat(moment), UUID(row_id)
    except ValueError:
        raise Unknown from None
    if place[0].tzinfo is None:
        raise Unknown
    return place


def before(place: Place, moment: str) -> Q:
    """The rows behind a place in a list with the latest first, by the field of their moment and their id."""
    at, row_id = place
    return Q(**{f"{moment}__lt": at}) | Q(**{moment: at, "id__lt": row_id})
