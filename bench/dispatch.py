"""How fast queued mail leaves, from the outbox to a mail server on this machine.

    python -m bench.dispatch --messages 2000

The mail server is a process of its own that takes everything and keeps nothing. One worker with the
usual number of connections; every message is filled in, judged, signed and marked by itself, and the
database waits for its disk. The reference is 100 messages/s: a million in less than three hours.
"""

import json
import multiprocessing
import os
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

import click
from bench import people, stage

if TYPE_CHECKING:
    from lightyear.messaging.models import Template

REFERENCE = 100.0
ORGANIZATION: dict[str, Any] = {
    "slug": "bench",
    "name": "Bench Clinic",
    "profiles": ["hipaa", "ftc", "us-wa"],
    "postal_address": "1 Mill Road, Riverbend, OR 97000, USA",
    "sender_name": "Bench Clinic",
    "sender_email": "hello@bench.example",
}
WORDING = "Yes, Bench Clinic may e-mail me about classes and events. I can stop at any time."
LETTER = """
<mj-section><mj-column>
  <mj-text font-size="20px">Hello{% if contact.name != '' %} {{ contact.name }}{% endif %}</mj-text>
  <mj-text>Six free evenings between now and December: moving well, sleeping well, cooking for a crowd.
    Each takes an hour, and there is tea.</mj-text>
  <mj-button href="{{ links.preferences }}">Choose what you get</mj-button>
</mj-column></mj-section>
"""


@click.command()
@click.option("--messages", default=2000, show_default=True, help="How many messages leave.")
def main(messages: int) -> None:
    """Fill the outbox, prepare a batch, and send everything."""
    with _sink() as port:
        os.environ["LIGHTYEAR_SMTP_URL"] = f"smtp+plain://127.0.0.1:{port}"
        with stage.database():
            rows = list(_measure(messages))
    for row in rows:
        click.echo(json.dumps(row))
    stage.print_table(rows)


def _measure(count: int) -> Iterator[stage.Row]:
    from lightyear.messaging import outbox
    from lightyear.workspaces import wall

    workspace_id, template = _furnish(count)
    with wall.enter(workspace_id):
        seconds = stage.timed(lambda: outbox.fill(template, channel="email", origin="bench"))
    yield stage.rate("messages queued", count / seconds, "messages/s", reference=58_000, bar=20_000)
    seconds = stage.timed(lambda: _send_all(workspace_id))
    _expect_sent(workspace_id, count)
    yield stage.rate("messages sent", count / seconds, "messages/s", reference=REFERENCE, bar=REFERENCE)


def _furnish(count: int) -> tuple[Any, "Template"]:
    from lightyear.consent import services as consent
    from lightyear.ledger.actors import Actor
    from lightyear.messaging import services as messaging
    from lightyear.workspaces import services as workspaces
    from lightyear.workspaces import wall

    by = Actor.system("bench")
    workspaces.ensure_system()
    workspace = workspaces.create(**ORGANIZATION)
    with wall.enter(workspace.id):
        purpose = consent.declare(key="events", kind="commercial", name_en="Events", name_zh="活动", by=by)
        notice = consent.word(purpose=purpose, channel="email", language="en", wording=WORDING, by=by)
        variants = {"en": messaging.Variant("The autumn program is here", LETTER)}
        template = messaging.define(key="news", name="News", purpose=purpose, variants=variants, by=by)
        people.agree(count, notice)
    return workspace.id, template


def _send_all(workspace_id: Any) -> None:
    from lightyear.messaging import dispatch

    while dispatch.dispatch(workspace_id):
        pass


def _expect_sent(workspace_id: Any, count: int) -> None:
    from lightyear.messaging.models import Message
    from lightyear.workspaces import wall

    with wall.enter(workspace_id):
        sent = Message.objects.filter(state="sent").count()
    if sent != count:
        raise click.ClickException(f"Of {count} messages {sent} were sent.")


@contextmanager
def _sink() -> Iterator[int]:
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.terminate()
        process.join()


def _serve(channel: Connection) -> None:
    """A mail server that takes every message until the process is ended."""
    import asyncio

    from aiosmtpd.smtp import SMTP

    class Everything:
        async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
            return "250 2.0.0 Taken"

    async def serve() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: SMTP(Everything(), hostname="localhost"), "127.0.0.1", 0)
        channel.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(serve())


if __name__ == "__main__":
    main()
