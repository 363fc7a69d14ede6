"""
Options and arguments that several commands share.

    onrecord find news.record --actor Shoigu --format csv
    onrecord find --actor Shoigu                 # the one record of the current folder
"""

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from onrecord.assembly import Parts
from onrecord.errors import StoreError
from onrecord.records import EventType
from onrecord.settings import Settings
from onrecord.store import Store

__all__ = [
    "DEFAULT_STORE",
    "check_type",
    "format_option",
    "input_options",
    "iso_day",
    "load_settings",
    "no_color_option",
    "parts",
    "quiet_option",
    "store_and_ids",
    "store_and_rest",
    "store_path",
    "type_option",
    "workers_option",
]

Command = TypeVar("Command", bound=Callable[..., Any])

DEFAULT_STORE = "onrecord.record"
_GIVEN = "onrecord.given"
"""Where options leave what they say of the settings."""

quiet_option = click.option("-q", "--quiet", is_flag=True, help="Say nothing on standard error but errors.")
no_color_option = click.option("--no-color", is_flag=True, help="No colours; so does the variable NO_COLOR.")


def format_option(*formats: str) -> Callable[[Command], Command]:
    """Add `--format`; without it people get the first format on a terminal, programs the second."""
    return click.option(
        "--format",
        "format",
        type=click.Choice(formats),
        help=f"Default: {formats[0]} on a terminal, {formats[1]} otherwise.",
    )


def input_options(command: Command) -> Command:
    """Add what says how inputs are read."""
    for option in (
        click.option("--batch", "batch_reports", type=click.IntRange(1, 4096), help="Reports read at a time."),
        click.option("--threads", type=click.IntRange(1, 4096), help="Threads of the reader."),
        click.option(
            "--input",
            "input_format",
            type=click.Choice(["jsonl", "html", "text"]),
            help="What standard input holds; else its first bytes decide.",
        ),
        click.option(
            "--column",
            "columns",
            multiple=True,
            metavar="FIELD=NAME",
            expose_value=False,
            callback=_columns,
            help="Column of a table that holds text, title, published, url, outlet or id; else its name decides.",
        ),
        click.option("--published", callback=iso_day, help="Day of publication for reports that declare none."),
        click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, allow_dash=True, path_type=Path)),
    ):
        command = option(command)
    return command


def _columns(ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> None:
    """Keep the columns that were given for the settings; a usage error for what is none."""
    known = ("text", "title", "published", "url", "outlet", "id")
    for value in values:
        field, equals, name = value.partition("=")
        if field not in known or not equals or not name:
            raise click.BadParameter(f"found {value!r}; expected one of {', '.join(known)}, then =NAME")
        ctx.meta.setdefault(_GIVEN, {})[f"columns.{field}"] = name


def type_option(command: Command) -> Command:
    """Add `--type`: a PLOVER type in any case, or the short name of one of the user's own."""
    line = "PLOVER event type, such as AID, or one of your own, such as arms-transfer."
    return click.option("--type", metavar="TYPE", callback=_event_type, help=line)(command)


def _event_type(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Return a type of PLOVER's in capitals, and any other as rows would carry it."""
    if value is None or value.upper() in EventType.__members__:
        return value and value.upper()
    return "-".join(value.lower().split())


def check_type(ctx: click.Context, store: Store, type: str | None) -> None:
    """Refuse a type that is neither PLOVER's, nor in the record, nor one that the settings define."""
    if type is None or type in EventType.__members__:
        return
    folder = load_settings(ctx).types.folder
    defined_here = [path.stem for path in Path(folder).glob("*.toml")] if folder else []
    own = {*store.own_types(), *defined_here}
    if type not in own:
        defined = f"your own are {', '.join(sorted(own))}" if own else "you have defined none: onrecord types new"
        raise click.UsageError(f"--type: found {type!r}; expected one of {', '.join(EventType)}; {defined}")


workers_option = click.option(
    "--workers", type=click.IntRange(1, 4096), help="Processes that read; default: one for each core."
)


def iso_day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Return an ISO 8601 date or date-time as it was given; a usage error for anything else."""
    if value is None:
        return None
    for parse in (date.fromisoformat, datetime.fromisoformat):
        try:
            parse(value)
        except ValueError:
            continue
        return value
    raise click.BadParameter(f"found {value!r}; expected a date such as 2024-05-31")


def load_settings(ctx: click.Context, **given: object) -> Settings:
    """Return the settings in force: command line, environment, file, default."""
    return Settings.load(
        ctx.meta.get("onrecord.settings"), environment=os.environ, given={**ctx.meta.get(_GIVEN, {}), **given}
    )


def parts(ctx: click.Context) -> Parts:
    """Return what the commands run with: the caller's own, or those of this release."""
    return ctx.obj if isinstance(ctx.obj, Parts) else Parts()


def store_path(path: Path | None) -> Path:
    """Return the record to open: the one named, else the one in the current folder."""
    if path is not None:
        return path
    if Path(DEFAULT_STORE).is_file():
        return Path(DEFAULT_STORE)
    found = sorted(Path().glob("*.record"))
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(str(each) for each in found[:5])
        raise StoreError(f"there is more than one record here ({names}); name one")
    raise StoreError(f"there is no record here; make one with: onrecord build FOLDER -o {DEFAULT_STORE}")


def store_and_rest(words: tuple[str, ...], most: int, expected: str) -> tuple[Path, list[str]]:
    """
    Return the record, and the other words, of a command line such as `[STORE] ID`.

    The record is the word that names a file where there is one word too many,
    and any word that ends in `.record`.
    """
    rest = list(words)
    for n, word in enumerate(rest):
        if word.endswith(".record") or (len(rest) > most and Path(word).is_file()):
            return Path(rest.pop(n)), rest
    if len(rest) > most:
        raise click.UsageError(f"none of {' '.join(rest)!r} is a record file; expected {expected}")
    return store_path(None), rest


def store_and_ids(words: tuple[str, ...]) -> tuple[Path, list[str]]:
    """Return the record, the first word that names a file, and the ids of a command line such as `[STORE] ID…`."""
    rest = list(words)
    for n, word in enumerate(rest):
        if word.endswith(".record") or (n == 0 and Path(word).is_file()):
            return Path(rest.pop(n)), rest
    return store_path(None), rest
