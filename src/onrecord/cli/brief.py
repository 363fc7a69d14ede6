"""
The brief of `onrecord export`: claims and events, or all that a search finds, in one HTML file.

    onrecord export brief.html c4k… g7q…
    onrecord export news.record -o brief.html --who Moscow --standing disputed
    onrecord claims --standing disputed --format jsonl | onrecord export brief.html -
"""

import json
import sys
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, Any

import click

from onrecord.cli.ledger_view import opened
from onrecord.cli.options import iso_day, store_path
from onrecord.cli.output import Talk, counted
from onrecord.errors import StoreError
from onrecord.ledger.standing import Standing
from onrecord.records import EventType
from onrecord.store import ClaimFilters, Store

__all__ = ["brief_options", "is_brief", "write_brief"]

_SUFFIXES = (".html", ".htm")
_MOST_CLAIMS = 50
_KEYS = ("id", "event", "statement", "claim")
_SEARCH = ("who", "type", "standing", "text", "since", "until")

Write = Callable[[Path, Callable[[IO[str]], int]], int]
"""Opens a file and has it filled; the file stands under its name only when it is whole."""


def brief_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what chooses the claims of a brief."""
    for option in (
        click.option("--title", help="Of a brief: its title."),
        click.option("--limit", type=click.IntRange(1), help=f"Of a brief: most claims of a search ({_MOST_CLAIMS})."),
        click.option("--until", callback=iso_day, help="Of a brief: last day of what is claimed."),
        click.option("--since", callback=iso_day, help="Of a brief: first day of what is claimed."),
        click.option("--text", help="Of a brief: claims with these words in one account."),
        click.option(
            "--standing", type=click.Choice([each.value for each in Standing]), help="Of a brief: claims that stand so."
        ),
        click.option(
            "--type",
            type=click.Choice([each.value for each in EventType], case_sensitive=False),
            help="Of a brief: claims of this type of event.",
        ),
        click.option("--who", help="Of a brief: claims about or by this name, country or id."),
    ):
        command = option(command)
    return command


def is_brief(words: Sequence[str], output: Path | None, format: str | None, asked: dict[str, Any]) -> bool:
    """Whether the command line asks for a brief; a usage error where only some of it does."""
    outs = [word for word in (*words, *([str(output)] if output else [])) if word.lower().endswith(_SUFFIXES)]
    wanted = format == "brief" or (format is None and bool(outs))
    given = [name for name, value in asked.items() if value is not None]
    if given and not wanted:
        options = ", ".join(f"--{name}" for name in given)
        raise click.UsageError(f"{options} choose the claims of a brief; expected --as brief, or a file named .html")
    return wanted


def write_brief(
    words: Sequence[str], output: Path | None, only: str | None, asked: dict[str, Any], talk: Talk, write: Write
) -> None:
    """Write the brief of the ids among the words, or of the claims that the search finds."""
    # jinja2 and starlette are no part of it: a brief needs no more than the base install.
    from onrecord.room.brief import brief_of, html_of

    path, out, ids = _places(words, output)
    search = {name: asked[name] for name in _SEARCH if asked[name] is not None}
    if only is not None:
        search["confirmed"] = True
    if not ids and not search:
        raise click.UsageError("of what is missing; expected ids of claims or events, or a search such as --who NAME")
    if ids and search:
        raise click.UsageError("found ids and a search; expected one of them")
    with opened(path, talk) as store, store.snapshot():
        chosen = ids or _found(store, search, asked["limit"] or _MOST_CLAIMS, talk)
        brief = brief_of(store, chosen, title=asked["title"])
    page = html_of(brief)
    write(out, lambda stream: stream.write(page))
    talk.say(f"{out}: {brief.lead[:-1]}; the words quoted remain their publishers'")


def _places(words: Sequence[str], output: Path | None) -> tuple[Path, Path, list[str]]:
    """Return the record, the file to write and the ids of the command line; `-` reads ids from standard input."""
    rest = list(words)
    record = next((word for word in rest if word.endswith(".record")), None)
    if record is None and rest and not rest[0].lower().endswith(_SUFFIXES) and Path(rest[0]).is_file():
        record = rest[0]
    if record is not None:
        rest.remove(record)
    out = output
    if out is None:
        named = next((word for word in rest if word.lower().endswith(_SUFFIXES)), None)
        if named is None:
            raise click.UsageError("where to is missing; expected a file such as brief.html, or -o OUT")
        rest.remove(named)
        out = Path(named)
    ids = [each for word in rest for each in (_given_ids() if word == "-" else [word])]
    return store_path(Path(record) if record else None), out, ids


def _given_ids() -> list[str]:
    """Return the ids on standard input: one a line, or JSON lines as the other commands write them."""
    found = []
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        row = _row(line, number)
        known = row if isinstance(row, str) else next((row[key] for key in _KEYS if row.get(key)), None)
        if not isinstance(known, str):
            raise click.UsageError(f"line {number} of standard input has no id; expected ids, or rows of claims")
        found.append(known)
    return found


def _row(line: str, number: int) -> str | dict[str, Any]:
    if not line.lstrip().startswith("{"):
        return line.split()[0]
    try:
        row = json.loads(line)
    except ValueError as error:
        raise click.UsageError(f"line {number} of standard input is no JSON: {error}; expected rows or ids") from error
    return dict(row)


def _found(store: Store, search: dict[str, Any], most: int, talk: Talk) -> list[str]:
    claims = store.claims.find(ClaimFilters(**search))
    ids = [claim.id for claim in islice(claims, most)]
    if not ids:
        raise StoreError(f"no claim of {store.path} passes this search, so there is no brief; lift a filter")
    if next(claims, None) is not None:
        talk.say(f"the first {counted(len(ids), 'claim')}; there are more: raise --limit or narrow it down")
    return ids
