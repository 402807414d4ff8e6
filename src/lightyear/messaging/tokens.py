"""Secrets in links, derived from a key of the workspace so that a message can be rendered again."""

import base64
from uuid import UUID

from lightyear.workspaces import keys


def of(kind: str, row_id: UUID) -> str:
    """The token of one row for one kind of link: 144 bits, opaque; the row keeps only its digest."""
    return base64.urlsafe_b64encode(keys.blind_index(f"link:{kind}", row_id.hex)[:18]).decode()
