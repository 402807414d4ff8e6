"""Makes an installation's tables, one organization, and messages for so many who agreed.

    python -m tests.chaos.seed 200

Prints the identifier of the workspace, which is called chaos.
"""

import sys

from bench import people


def main(count: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from lightyear.ledger import sealing
    from lightyear.messaging import services
    from lightyear.workspaces import keys, wall
    from lightyear.workspaces import services as workspaces
    from tests.messaging import outreach

    keys.ensure_master_key()
    sealing.ensure_signing_key()
    call_command("migrate", verbosity=0, interactive=False)
    workspaces.ensure_system()
    workspace = workspaces.create(
        slug="chaos",
        name="Cedar Clinic",
        profiles=["hipaa"],
        postal_address="1 Mill Road, Riverbend, OH 44001",
        sender_name="Cedar Clinic",
        sender_email="hello@cedar.example",
    )
    with wall.enter(workspace.id):
        template = outreach.template(outreach.purpose(), languages=("en",))
        people.agree(count, outreach.notice(template.purpose))
        services.queue_for_everyone(template=template, origin="chaos", by=outreach.BY)
    print(workspace.id)  # noqa: T201 (the answer to whoever started it)


if __name__ == "__main__":
    main(int(sys.argv[1]))
