"""The `lightyear` command: the parts of a running installation, and everything the cli package offers."""

import importlib

import click

# Where each command is; only the one that is called is loaded, so that those on files start at once.
COMMANDS = {
    "up": "lightyear.server.up:up",
    "worker": "lightyear.server.worker:worker",
    "scan": "lightyear.cli.guarding:scan",
    "redact": "lightyear.cli.guarding:redact",
    "decide": "lightyear.cli.guarding:decide",
    "check-copy": "lightyear.cli.guarding:check_copy",
    "ledger": "lightyear.cli.ledger:ledger",
    "messages": "lightyear.cli.messages:messages",
    "demo": "lightyear.cli.demo:demo",
    "staff": "lightyear.cli.staff:staff",
}


class Commands(click.Group):
    """Loads a command when it is called."""

    def list_commands(self, context: click.Context) -> list[str]:
        """List every command, in the order in which one meets them."""
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Load a command."""
        module, _, attribute = COMMANDS.get(name, "").partition(":")
        command: click.Command | None = (
            getattr(importlib.import_module(module), attribute) if module else None
        )
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="lightyear")
def main() -> None:
    """Lightyear: growth for healthcare in which no data moves without a recorded decision."""


if __name__ == "__main__":
    main()
