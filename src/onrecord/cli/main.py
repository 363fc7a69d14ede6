"""
The entry point `onrecord`.

Commands are named here and imported when called, so that `onrecord --help`
costs click and nothing else. Errors of this package become one line on
standard error and an exit code: 1 failed, 2 usage, 3 finished with skipped
inputs, 4 verification failed.
"""

import sys
from importlib import import_module

import click

from onrecord.errors import OnrecordError

__all__ = ["main"]

# name -> (module, one line of help shown by `onrecord --help` without importing the module)
COMMANDS = {
    "demo": ("onrecord.cli.demo", "Build a record from the bundled examples and show what it holds."),
    "read": ("onrecord.cli.read", "Read one report or many and print them with who says what and what happened."),
    "build": ("onrecord.cli.build", "Turn files, folders and archives into one record file."),
    "status": ("onrecord.cli.status", "Show what a record holds, and what was skipped and why."),
    "find": ("onrecord.cli.find", "List statements and events, narrowed down."),
    "show": ("onrecord.cli.show", "Show one row, or one report, of a record."),
    "why": ("onrecord.cli.why", "Show every field of a row with the characters, file and rule it rests on."),
    "sql": ("onrecord.cli.sql", "Run a read-only SQL query on a record."),
    "export": ("onrecord.cli.export", "Write the whole of a record in another format."),
    "verify": ("onrecord.cli.verify", "Re-slice every span and re-check every digest of a record."),
    "resolve": ("onrecord.cli.resolve", "Resolve an actor, a date or a place."),
    "schema": ("onrecord.cli.schema", "Describe tables, views and columns; the JSON Schema with --json."),
    "doctor": ("onrecord.cli.doctor", "Report on the installation, for bug reports."),
}


class LazyGroup(click.Group):
    """A group that knows the names and help lines of its commands but imports them on demand."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Return the command names in the order a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the module of a command and return its `command`; None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name][0]).command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


def _version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib import metadata  # costs 25 ms, which --help need not pay

        click.echo(f"onrecord {metadata.version('onrecord')}")
        ctx.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
def group() -> None:
    """News reports as a record one can question: who did what to whom, and who says so."""


def main() -> None:
    """Run the command line; turn this package's errors into a line and an exit code."""
    try:
        group(prog_name="onrecord")
    except OnrecordError as error:
        click.echo(f"onrecord: {error}", err=True)
        sys.exit(1)
