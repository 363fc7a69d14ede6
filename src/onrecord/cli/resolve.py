"""
`onrecord resolve actor|date|place`: one phrase for people, JSON lines for scripts.

    onrecord resolve date "late last month" --published 2023-08-04
    echo '{"text": "four Saudi men"}' | onrecord resolve actor --jsonl -

Lines come back with their own fields and the resolved ones; what nothing decides is null.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import IO, Any

import click

from onrecord.cli.options import load_settings

__all__ = ["command"]

Row = dict[str, Any]


@click.group()
def command() -> None:
    """Resolve an actor, a date or a place."""


def _jsonl_option(function: Callable[..., None]) -> Callable[..., None]:
    function = click.option(
        "--jsonl", type=click.File("r", encoding="utf-8"), help="JSON lines to read; - for standard input."
    )(function)
    return click.option("--why", is_flag=True, help="Add the rule that decided, and its score.")(function)


@command.command()
@click.argument("text", required=False)
@click.option("--date", "day", help="Day (YYYY-MM-DD) for offices that change hands; 'today' for today.")
@click.option("--context", default="", help="Text around it, which decides what the North or Georgia is.")
@_jsonl_option
@click.pass_context
def actor(
    ctx: click.Context, text: str | None, day: str | None, context: str, jsonl: IO[str] | None, why: bool
) -> None:
    """Say who TEXT means: country, sectors, office and name."""
    from onrecord.resolution import resolve_actor

    tables = _tables(ctx)

    def answer(row: Row) -> Row:
        found = resolve_actor(_text(row), _day(row.get("date")), str(row.get("context") or ""), tables=tables)
        fields: Row = {
            "country": found.country, "sectors": list(found.sectors), "office": found.office, "rank": found.rank,
            "name": found.name, "wikidata": found.wikidata,
        }  # fmt: skip
        return fields | ({"rule": found.rule, "score": found.score} if why else {})

    _run({"text": text, "date": day, "context": context}, jsonl, answer)


@command.command(name="date")
@click.argument("text", required=False)
@click.option("--published", help="Day of publication (YYYY-MM-DD), which relative dates count from.")
@_jsonl_option
def date_command(text: str | None, published: str | None, jsonl: IO[str] | None, why: bool) -> None:
    """Say when TEXT means: start, end and precision."""
    from onrecord.records import Tense
    from onrecord.resolution import resolve_date

    def answer(row: Row) -> Row:
        tense = Tense(row["tense"]) if row.get("tense") in ("past", "present", "future", "none") else None
        found = resolve_date(_text(row), _day(row.get("published")), tense)
        fields: Row = dict.fromkeys(("start", "end", "precision", "basis"))
        if found is not None:
            fields = {
                "start": found.start,
                "end": found.end,
                "precision": found.precision.value,
                "basis": found.basis.value,
            }
        return fields | ({"rule": found.rule if found else None} if why else {})

    _run({"text": text, "published": published}, jsonl, answer)


@command.command()
@click.argument("text", required=False)
@click.option("--context", default="", help="Text around it, which decides between places of one name.")
@_jsonl_option
@click.pass_context
def place(ctx: click.Context, text: str | None, context: str, jsonl: IO[str] | None, why: bool) -> None:
    """Say where TEXT lies: name, country, coordinates and GeoNames id."""
    from onrecord.resolution import resolve_place

    tables = _tables(ctx)

    def answer(row: Row) -> Row:
        found = resolve_place(_text(row), str(row.get("context") or ""), _span(row), tables=tables)
        names = ("name", "country", "latitude", "longitude", "geonameid")
        fields: Row = {name: getattr(found, name) if found else None for name in names}
        fields["precision"] = found.precision.value if found else None
        return fields | (
            {"rule": found.rule if found else None, "score": found.score if found else None} if why else {}
        )

    _run({"text": text, "context": context}, jsonl, answer)


def _tables(ctx: click.Context) -> Any:
    """Return the tables of the package with the user's own, if the settings name any, laid over them."""
    from onrecord.resolution import load_tables

    return load_tables().with_own(**load_settings(ctx).knowledge.paths())


def _run(asked: Row, jsonl: IO[str] | None, answer: Callable[[Row], Row]) -> None:
    if (asked["text"] is None) == (jsonl is None):
        raise click.UsageError("give either a TEXT or --jsonl FILE (- for standard input)")
    if jsonl is None:
        for field, value in answer(asked).items():
            click.echo(f"{field:10} {_shown(value)}")
        return
    for row in _rows(jsonl):
        click.echo(json.dumps(row | answer(row), ensure_ascii=False))


def _shown(value: Any) -> str:
    if value is None or value == []:
        return "-"
    return " ".join(value) if isinstance(value, list) else str(value)


def _rows(jsonl: IO[str]) -> Iterator[Row]:
    for number, line in enumerate(jsonl, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise click.ClickException(f"line {number} is not JSON ({error}); expected one object a line") from error
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise click.ClickException(f"line {number} has no text; expected an object with a string field `text`")
        yield row


def _text(row: Row) -> str:
    return str(row["text"])


def _day(value: Any) -> str | None:
    """Return an ISO day of a date as people write it; None where it names no day."""
    if value is None:
        return None
    if value == "today":
        return date.today().isoformat()
    from onrecord.resolution import resolve_date

    found = resolve_date(str(value), None)
    return found.start if found is not None else None


def _span(row: Row) -> Any:
    from onrecord.records import Span

    span = row.get("span")
    if isinstance(span, list) and len(span) == 2 and all(isinstance(n, int) for n in span) and 0 <= span[0] < span[1]:
        return Span(*span)
    return None
