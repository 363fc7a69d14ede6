"""
`onrecord show [STORE] [ID]`: the reports of a record, one report, or one row.

    onrecord show                 # the list of reports
    onrecord show r7q…            # a report with its statements and events marked
    onrecord show e3k…            # one event, statement, actor or mention
    onrecord show c4k…            # one claim with its accounts
"""

from typing import Any

import click

from onrecord.bookkeeping import Ledger
from onrecord.cli.claims import sheet_row
from onrecord.cli.ledger_view import echo, sheet_lines
from onrecord.cli.options import format_option, no_color_option, store_and_rest
from onrecord.cli.output import pick_format, use_color, write_rows
from onrecord.cli.report_view import report_lines
from onrecord.cli.why import why_lines
from onrecord.records.wire import record_to_json, record_to_line
from onrecord.store import Store

__all__ = ["command"]

_REPORTS = (
    "SELECT id, published_start AS published, outlet, title, path, "
    "(SELECT count(*) FROM statements WHERE report = reports.id) AS statements, "
    "(SELECT count(*) FROM events WHERE report = reports.id) AS events FROM reports ORDER BY number"
)


@click.command("show")
@click.argument("words", metavar="[STORE] [ID]", nargs=-1)
@format_option("table", "jsonl", "json", "csv", "tsv")
@no_color_option
def command(words: tuple[str, ...], format: str | None, no_color: bool) -> None:
    """Show the report or row ID (or the beginning of one); without ID, the list of reports."""
    path, rest = store_and_rest(words, 1, "[STORE] [ID]")
    shown = pick_format(format)
    with Store(path) as store:
        if not rest:
            write_rows((dict(row) for row in store.rows(_REPORTS)), shown)
            return
        table, whole, report = store.locate(rest[0])
        if table in ("claims", "event_groups", "world_actors"):
            _show_group(store, table, whole, shown)
            return
        record = store.record(report)
        if table == "reports":
            text = "\n".join(report_lines(record, color=use_color(no_color)))
            click.echo(text if shown == "table" else record_to_line(record))
        elif shown == "table":
            click.echo("\n".join(why_lines(store.why(whole))))
        else:
            write_rows([_row(record_to_json(record), table, whole)], shown)


def _show_group(store: Store, table: str, id: str, shown: str) -> None:
    """Show a claim with its accounts, or an event or actor across reports with the rows it is made of."""
    ledger = Ledger(store)
    if table == "world_actors":
        write_rows(ledger.members(id), shown)
        return
    sheet = ledger.claim(id)
    if shown == "table":
        echo(sheet_lines(sheet, ledger.drifts(sheet)))
    else:
        write_rows([sheet_row(sheet)], shown)


def _row(record: dict[str, Any], table: str, id: str) -> dict[str, Any]:
    row = next(each for each in record[table] if each["id"] == id)
    return {**row, "report": record["report"]["id"]}
