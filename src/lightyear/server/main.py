"""The `lightyear` command: the parts of a running installation, and everything the cli package offers."""

import click

from lightyear.cli.demo import demo
from lightyear.cli.ledger import ledger
from lightyear.cli.messages import messages
from lightyear.cli.staff import staff
from lightyear.server.up import up
from lightyear.server.worker import worker


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="lightyear")
def main() -> None:
    """Lightyear: growth for healthcare in which no data moves without a recorded decision."""


for command in (up, worker, ledger, messages, demo, staff):
    main.add_command(command)


if __name__ == "__main__":
    main()
