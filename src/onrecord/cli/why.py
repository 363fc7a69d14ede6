"""
`onrecord why ID`: every field of a row with the characters it rests on.

    type      CONSULT    "visited"   characters [412, 419)  bytes [9120, 9127)   reader-2026.11
"""

from dataclasses import asdict
from typing import Any

import click

from onrecord.bookkeeping import Ledger
from onrecord.cli.claims import sheet_row
from onrecord.cli.ledger_view import claim_lines, echo, source_lines
from onrecord.cli.options import format_option, store_and_rest
from onrecord.cli.output import pick_format, visible, write_rows
from onrecord.records import Span
from onrecord.store import Ground, Store, Why

__all__ = ["command", "why_lines", "why_row"]


@click.command("why")
@click.argument("words", metavar="[STORE] ID", nargs=-1, required=True)
@format_option("table", "json", "jsonl", "csv", "tsv")
def command(words: tuple[str, ...], format: str | None) -> None:
    """Show every field of the row ID (or the beginning of one) with its characters, file, offsets and rule."""
    path, rest = store_and_rest(words, 1, "[STORE] ID")
    if not rest:
        raise click.UsageError("the id is missing; expected [STORE] ID")
    shown = pick_format(format, "table", "json")
    with Store(path) as store:
        table, whole, _ = store.locate(rest[0])
        if table in ("claims", "event_groups", "world_actors"):
            _why_one(store, table, whole, shown)
            return
        why = store.why(whole)
    if shown == "table":
        click.echo("\n".join(why_lines(why)))
    elif shown == "json":
        write_rows([why_row(why)], "jsonl")
    else:
        write_rows([{"id": why.id, **row} for row in why_row(why)["grounds"]], shown)


def _why_one(store: Store, table: str, id: str, shown: str) -> None:
    """Show why rows of several reports are one: links with score and reasons; for a claim, its sources."""
    ledger = Ledger(store)
    if table == "claims":
        sheet = ledger.claim(id)
        if shown == "table":
            echo(claim_lines(sheet.claim))
            echo(source_lines(sheet))
        else:
            write_rows([sheet_row(sheet)], shown)
        return
    links = ledger.links(id)
    if shown != "table":
        write_rows(links, shown)
        return
    for link in links:
        click.echo(f"{link['row_a']} – {link['row_b']}  {link['score']:.2f}  {'; '.join(link['reasons'])}")
        click.echo(visible(f"    {link['first']}\n    {link['second']}"))
    if not links:
        click.echo(f"{id} stands alone: no other row was found to be the same")


def why_row(why: Why) -> dict[str, Any]:
    """Return the grounds of a row as one JSON object; spans are [start, end]."""
    grounds = [
        {**asdict(each), **{name: _pair(getattr(each, name)) for name in ("span", "utf16", "raw")}}
        for each in why.grounds
    ]
    return {**asdict(why), "grounds": grounds}


def why_lines(why: Why) -> list[str]:
    """Return the grounds of a row for people."""
    lines = [
        f"{why.table[:-1]} {why.id}",
        f"report {why.report}",
        f"file   {why.path} (sha256 {why.file_sha256})",
        "",
    ]
    for each in why.grounds:
        lines.append(f"  {each.field:<12} {each.value or ''}".rstrip())
        if each.quote is not None:
            lines.append(f"{'':15}“{each.quote}”")
        where = _where(each)
        if where:
            lines.append(f"{'':15}{where}")
        if each.place:
            lines.append(f"{'':15}{each.place}")
        if each.set_by:
            lines.append(f"{'':15}set by {each.set_by}")
    return [visible(" ".join(line.splitlines())) for line in lines]


def _where(ground: Ground) -> str:
    names = {"characters": ground.span, "UTF-16": ground.utf16, "bytes": ground.raw}
    return ", ".join(f"{name} [{span.start}, {span.end})" for name, span in names.items() if span)


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None
