"""What a channel is to the rest of the product, and where channels register themselves.

A channel turns a message into what its provider takes (`prepare`) and hands it over (`deliver`). It says
what became of it in one of four words; only `Unreachable` and a temporary refusal may be tried again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from lightyear.contacts.models import Contact
from lightyear.gate.models import Destination
from lightyear.gate.services import Cleared
from lightyear.messaging.models import Message
from lightyear.workspaces.models import Workspace


@dataclass(frozen=True)
class Accepted:
    """The provider took the message over."""

    reply: str


@dataclass(frozen=True)
class Refused:
    """The provider said no; `permanent` when it will go on doing so, `stage` at which step."""

    code: int
    reply: str
    permanent: bool
    stage: str = ""


@dataclass(frozen=True)
class Unreachable:
    """It failed before the provider can have taken the message: it may be tried again."""

    reason: str


@dataclass(frozen=True)
class Uncertain:
    """The provider may have taken it: it must not be sent again by itself."""

    reason: str


Outcome = Accepted | Refused | Unreachable | Uncertain


@dataclass(frozen=True, repr=False)
class Envelope:
    """A prepared message: whom it goes to and its bytes; its repr shows neither."""

    sender: str
    recipient: str
    content: bytes


class Unwritable(ValueError):
    """An address, a name or a subject can't be written the way the channel needs it."""


class Unknown(LookupError):
    """No channel of this key is installed."""


class Channel(Protocol):
    """One way to reach people. `point` is the kind of contact point it needs."""

    key: str
    point: str

    def destination(self) -> Destination:
        """Who receives what is handed over, for the gate."""
        ...

    def prepare(
        self,
        message: Message,
        cleared: Cleared[Mapping[str, str]],
        *,
        workspace: Workspace,
        contact: Contact,
        address: str,
    ) -> Envelope:
        """What to hand over of "subject", "text" and "html"; runs inside the wall. Raises Unwritable."""
        ...

    def deliver(self, envelope: Envelope, *, before_data: Callable[[], None]) -> Outcome:
        """Hand the message over; calls `before_data` before the first byte that may count as sent."""
        ...


_channels: dict[str, Channel] = {}


def register(channel: Channel) -> None:
    """Make a channel known under its key."""
    _channels[channel.key] = channel


def get(key: str) -> Channel:
    """The channel of a key; raises Unknown."""
    if key not in _channels:
        raise Unknown(key)
    return _channels[key]
