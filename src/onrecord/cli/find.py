"""
`onrecord find [STORE]`: statements and events, narrowed down.

    onrecord find --actor "Ministry of Defence" --denied --since 2024-05-01
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict, fields
from itertools import chain, islice
from pathlib import Path
from typing import Any, Literal

import click

from onrecord.cli.options import (
    check_type,
    format_option,
    iso_day,
    load_settings,
    quiet_option,
    store_path,
    type_option,
)
from onrecord.cli.output import Talk, counted, pick_format, visible, write_rows
from onrecord.cli.standing import standing
from onrecord.records import Act, Factuality, Tense
from onrecord.records.labels import ACT_WORDS
from onrecord.store import Filters, FoundEvent, FoundStatement, Store

__all__ = ["command"]

_TABLE_LIMIT = 50
Found = FoundEvent | FoundStatement


def _filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--min-score", type=click.FloatRange(0, 1), help="Least probability; default from the settings."),
        click.option("--events", "kind", flag_value="events", help="Events only."),
        click.option("--statements", "kind", flag_value="statements", help="Statements only."),
        click.option("--report", help="Id of one report."),
        click.option("--text", help='Words, and "phrases", of what is said or of the sentence of the event.'),
        click.option("--only", type=click.Choice(["confirmed"]), help="Only rows that somebody confirmed."),
        click.option("--first-since", callback=iso_day, help="Part of a claim first reported on this day or later."),
        click.option("--min-sources", type=click.IntRange(1), help="Part of a claim with so many original sources."),
        click.option("--disputed", is_flag=True, help="Part of a claim that somebody makes and somebody denies."),
        click.option("--denied", is_flag=True, help="Events that a source denies; statements that deny."),
        click.option("--attributed", "voice", flag_value="attributed", help="Events that a source states."),
        click.option("--own-voice", "voice", flag_value="own", help="Events that the outlet states itself."),
        click.option("--act", type=click.Choice([each.value for each in Act]), help="What a statement does."),
        click.option("--factuality", type=click.Choice([each.value for each in Factuality]), help="Of an event."),
        click.option("--until", callback=iso_day, help="Last day: of the event, else of publication."),
        click.option("--since", callback=iso_day, help="First day: of the event, else of publication."),
        click.option("--place", help="Where: a name, or a country code such as UKR."),
        type_option,
        click.option("--speaker", "--said-by", "speaker", help="Who says so, or denies it."),
        click.option("--recipient", "--target", "recipient", help="To whom it is done, or who is spoken to."),
        click.option("--actor", help="Who does it or says it: part of a name, country code, Wikidata id."),
    ):
        command = option(command)
    return command


@click.command("find")
@click.argument("store", required=False, type=click.Path(path_type=Path))
@_filter_options
@click.option("--limit", type=click.IntRange(1), help=f"Most rows; default {_TABLE_LIMIT} in a table, else all.")
@format_option("table", "jsonl", "json", "csv", "tsv")
@quiet_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    store: Path | None,
    kind: Literal["events", "statements"] | None,
    limit: int | None,
    format: str | None,
    quiet: bool,
    only: str | None,
    **given: Any,
) -> None:
    """List the events and statements of STORE that pass all filters given."""
    shown = pick_format(format)
    settings = load_settings(ctx, **{"min_score.find": given.pop("min_score")})
    filters = Filters(**given, confirmed=only is not None, min_score=settings.min_score.find)
    most = limit or (_TABLE_LIMIT if shown == "table" else None)
    talk = Talk(quiet=quiet)
    path = store_path(store)
    with Store(path) as opened:
        check_type(ctx, opened, filters.type)
        _say_pending(opened, filters, talk)
        found = _found(opened, filters, kind)
        rows = islice(found, most)
        if shown == "table":
            count = _write_entries(rows)
        else:
            count = write_rows((_flat(row) for row in rows), shown, _columns(kind) if shown in ("csv", "tsv") else None)
        if count == 0:
            for line in _nothing_found(opened, path, filters, kind):
                talk.say(line)
        elif most is not None and next(found, None) is not None:
            talk.say(f"the first {count}; there are more: raise --limit or narrow it down")


def _say_pending(store: Store, filters: Filters, talk: Talk) -> None:
    """Say so where filters that ask the ledger meet one that is not up to date."""
    asks = filters.disputed or filters.min_sources or filters.first_since or filters.denied
    pending = store.claims.pending() if asks else 0
    if pending:
        talk.say(f"{counted(pending, 'report')} not in the ledger yet; to take them in: onrecord claims {store.path}")


def _write_entries(rows: Iterator[Found]) -> int:
    count = 0
    for row in rows:
        click.echo("\n".join(_entry(row)))
        count += 1
    return count


def _found(store: Store, filters: Filters, kind: str | None) -> Iterator[Found]:
    events = store.find_events(filters) if kind != "statements" else iter(())
    statements = store.find_statements(filters) if kind != "events" else iter(())
    return chain(events, statements)


def _flat(row: Found) -> dict[str, Any]:
    return {"kind": "event" if isinstance(row, FoundEvent) else "statement", **asdict(row)}


def _columns(kind: str | None) -> list[str]:
    """Return the columns of a file that holds the rows: those of both kinds unless one was asked for."""
    events = [] if kind == "statements" else [each.name for each in fields(FoundEvent)]
    statements = [] if kind == "events" else [each.name for each in fields(FoundStatement)]
    return list(dict.fromkeys(["kind", *events, *statements]))


def _entry(row: Found) -> list[str]:
    """Return a found row for people: what, then whose word it is, then the very words."""
    source = " · ".join(part for part in (row.outlet, row.published, row.path) if part)
    if isinstance(row, FoundStatement):
        who = row.speaker or row.source or "somebody not named"
        lines = [f"{row.statement}  {who} {ACT_WORDS[row.act]}", f"    “{row.said or '…'}”", f"    {source}"]
    else:
        day = row.date_start if row.date_end in (None, row.date_start) else f"{row.date_start} to {row.date_end}"
        kind = f"{row.type} [{row.own_types}]" if row.own_types else row.type
        what = f"{kind}: {row.who or '—'} {row.did} {row.to_whom or ''}"
        flag = "   DISPUTED" if row.denied_by else ""
        stated, denied = ((names or "").split("; ") if names else [] for names in (row.stated_by, row.denied_by))
        word = standing(Factuality(row.factuality), Tense(row.tense), stated, denied, row.outlet)
        head = "  ".join(part.strip() for part in (row.event, day or "no date", row.place, what) if part)
        lines = [head + flag, f"    {word}"]
        lines += [f"    “{row.sentence}”"] if row.sentence else []
        lines.append(f"    {source}")
    return [_one_line(line) for line in lines]


def _one_line(line: str) -> str:
    return " ".join(visible(line).splitlines())


def _nothing_found(store: Store, path: Path, filters: Filters, kind: str | None) -> Iterator[str]:
    """Explain an empty answer: what the record holds, and which filter alone stands in the way."""
    status = store.status()
    yield f"0 found, of {counted(status.events, 'event')} and {counted(status.statements, 'statement')} in {path}"
    if not status.reports:
        yield "the record is empty; fill it with: onrecord build FOLDER -o " + str(path)
        return
    names = list(filters.given())
    for name in names:
        count = sum(1 for _ in islice(_found(store, filters.without(name), kind), 1000))
        if count:
            shown = "1000 or more" if count == 1000 else str(count)
            yield f"without --{_option(name, filters)}: {shown}"
    if filters.actor or filters.speaker or filters.recipient:
        actors = store.sql("SELECT name, count(*) AS n FROM actors GROUP BY name ORDER BY n DESC", max_rows=5)
        if actors.rows:
            yield "named most often: " + ", ".join(visible(str(name)) for name, _ in actors.rows)
    yield f"next: onrecord find {path} --text WORD, or onrecord status {path}"


def _option(name: str, filters: Filters) -> str:
    if name == "confirmed":
        return "only confirmed"
    if name == "voice":
        return "own-voice" if filters.voice == "own" else "attributed"
    return name.replace("_", "-")
