"""
The entry point `onrecord`.

Commands are named here and imported when called, so that `onrecord --help`
costs click and nothing else. Errors of this package become one line on
standard error and an exit code: 1 failed, 2 usage, 3 finished with skipped
inputs, 4 verification failed.
"""

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, TextIO

import click

from onrecord.errors import OnrecordError, SettingsError

__all__ = ["COMMANDS", "group", "main"]

# name -> (module, one line of help shown by `onrecord --help` without importing the module)
COMMANDS = {
    "demo": ("onrecord.cli.demo", "Build a record from the bundled examples and show what it holds."),
    "read": ("onrecord.cli.read", "Read one report or many and print them with who says what and what happened."),
    "build": ("onrecord.cli.build", "Turn files, folders and archives into one record file."),
    "fetch": ("onrecord.cli.fetch", "Fetch pages into a web archive that the other commands read."),
    "merge": ("onrecord.cli.merge", "Put shards made by `build --shards` together into one record file."),
    "status": ("onrecord.cli.status", "Show what a record holds, and what was skipped and why."),
    "open": ("onrecord.cli.open", "Show a record in the browser: the text with its voices, claims, who, when, where."),
    "find": ("onrecord.cli.find", "List statements and events, narrowed down."),
    "claims": ("onrecord.cli.claims", "List what several reports assert, deny or take back, and how it stands."),
    "compare": ("onrecord.cli.compare", "Show what the accounts of a claim agree and differ on."),
    "sources": ("onrecord.cli.sources", "Show which accounts are independent, and why the others are not."),
    "timeline": ("onrecord.cli.timeline", "Show the history of a claim, of an actor or of a pair of actors."),
    "show": ("onrecord.cli.show", "Show one row, or one report, of a record."),
    "why": ("onrecord.cli.why", "Show every field of a row with the characters, file and rule it rests on."),
    "review": ("onrecord.cli.review", "Judge the least certain rows, one key each."),
    "fix": ("onrecord.cli.fix", "Correct rows, merge, split, reject or confirm them, once and for all."),
    "diff": ("onrecord.cli.diff", "List what one record has and another had not."),
    "sql": ("onrecord.cli.sql", "Run a read-only SQL query on a record."),
    "export": ("onrecord.cli.export", "Write the whole of a record in another format."),
    "verify": ("onrecord.cli.verify", "Re-slice every span and re-check every digest of a record."),
    "resolve": ("onrecord.cli.resolve", "Resolve an actor, a date or a place."),
    "types": ("onrecord.cli.types", "Define event types of your own, list them, try them on their examples."),
    "eval": ("onrecord.cli.eval", "Judge the reader on annotated reports of your own."),
    "knowledge": ("onrecord.cli.knowledge", "Show the tables of facts behind actors and places, or a name's rows."),
    "schema": ("onrecord.cli.schema", "Describe tables, views and columns; the JSON Schema with --json."),
    "doctor": ("onrecord.cli.doctor", "Report on the installation, for bug reports."),
}


class _Refusal(click.ClickException):
    """An error of this package, as one line and an exit code."""

    exit_code = 1

    def show(self, file: Any = None) -> None:
        """Write the line to standard error."""
        click.echo(f"onrecord: {self.message}", file=file, err=True)


class _UsageRefusal(_Refusal):
    """A setting that we do not understand."""

    exit_code = 2


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

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error of this package becomes a line and an exit code."""
        try:
            return super().invoke(ctx)
        except OnrecordError as error:
            kind = _UsageRefusal if isinstance(error, SettingsError) else _Refusal
            raise kind(str(error)) from error


def _version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib import metadata  # costs 25 ms, which --help need not pay

        click.echo(f"onrecord {metadata.version('onrecord')}")
        ctx.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
@click.option(
    "--settings",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Settings file; else ONRECORD_SETTINGS, else onrecord.toml in the current folder.",
)
@click.pass_context
def group(ctx: click.Context, settings: Path | None) -> None:
    """News reports as a record one can question: who did what to whom, and who says so."""
    ctx.meta["onrecord.settings"] = settings


def main() -> None:
    """Run the command line; turn this package's errors into a line and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        _prepare(stream)
    # Reports are shared out among threads, small matrices are not worth it: numpy's idle threads would only wait
    # in a loop, at six times the processor time of the work. Read when numpy is first imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    group(prog_name="onrecord")


def _prepare(stream: TextIO) -> None:
    """Let a stream take any text: UTF-8 into files and pipes on every system, and no error on a lone surrogate."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
