"""
`onrecord claims [STORE] [ID]`: what several reports assert, deny, question or take back.

    onrecord claims --standing disputed
    onrecord claims c4k…              # one claim with all its accounts
"""

from collections.abc import Callable
from dataclasses import asdict, fields
from itertools import islice
from pathlib import Path
from typing import Any

import click

from onrecord.bookkeeping import ClaimSheet, Ledger
from onrecord.cli.ledger_view import claim_lines, echo, opened, sheet_lines
from onrecord.cli.options import check_type, format_option, iso_day, quiet_option, store_and_rest, type_option
from onrecord.cli.output import Talk, pick_format, write_rows
from onrecord.ledger.standing import Standing
from onrecord.store import ClaimFilters, FoundClaim

__all__ = ["command", "sheet_row"]

_TABLE_LIMIT = 30


def _filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--only", type=click.Choice(["confirmed"]), help="Only claims of which a row was confirmed."),
        click.option("--min-score", type=click.FloatRange(0, 1), default=0.0, help="Least probability."),
        click.option("--report", help="Id of one report."),
        click.option("--text", help='Words, and "phrases", that stand in one account.'),
        click.option("--until", callback=iso_day, help="Last day of what is claimed, else of publication."),
        click.option("--since", callback=iso_day, help="First day of what is claimed, else of publication."),
        click.option("--first-since", callback=iso_day, help="First reported on this day or later."),
        click.option("--min-reports", type=click.IntRange(1), help="Least number of reports."),
        click.option("--min-sources", type=click.IntRange(1), help="Least number of original sources for it."),
        click.option("--denied", is_flag=True, help="Denied by somebody."),
        click.option("--standing", type=click.Choice([each.value for each in Standing]), help="How the claim stands."),
        type_option,
        click.option("--who", "--actor", "who", help="Who does it, to whom, or who speaks: a name, country or id."),
    ):
        command = option(command)
    return command


@click.command("claims")
@click.argument("words", metavar="[STORE] [ID]", nargs=-1)
@_filter_options
@click.option("--limit", type=click.IntRange(1), help=f"Most claims; default {_TABLE_LIMIT} in a table, else all.")
@format_option("table", "jsonl", "json", "csv", "tsv")
@quiet_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    words: tuple[str, ...],
    limit: int | None,
    format: str | None,
    quiet: bool,
    only: str | None,
    **given: Any,
) -> None:
    """List the claims that pass all filters; with an ID (of a claim or of a row), one claim with its accounts."""
    shown, talk = pick_format(format), Talk(quiet=quiet)
    path, rest = store_and_rest(words, 1, "[STORE] [ID]")
    with opened(path, talk) as store:
        ledger = Ledger(store)
        if rest:
            sheet = ledger.claim(rest[0])
            if shown == "table":
                echo(sheet_lines(sheet, ledger.drifts(sheet)))
            else:
                write_rows([sheet_row(sheet)], shown)
            return
        check_type(ctx, store, given["type"])
        found = ledger.claims(ClaimFilters(**given, confirmed=only is not None))
        most = limit or (_TABLE_LIMIT if shown == "table" else None)
        rows = islice(found, most)
        if shown == "table":
            count = sum(1 for claim in rows if echo(claim_lines(claim)))
        else:
            count = write_rows(map(asdict, rows), shown, [each.name for each in fields(FoundClaim)])
        if count == 0:
            ((total,),) = store.sql("SELECT count(*) FROM claims").rows
            talk.say(f"0 found, of {total} claims in {Path(store.path)}; lift a filter, or see: onrecord status")
        elif next(found, None) is not None:
            talk.say(f"the first {count}; there are more: raise --limit or narrow it down")


def sheet_row(sheet: ClaimSheet) -> dict[str, Any]:
    """Return a claim with its accounts as one JSON object."""
    accounts = [{**asdict(account), "note": note} for account, note in zip(sheet.accounts, sheet.notes, strict=True)]
    return {
        **asdict(sheet.claim),
        "given_by": accounts,
        "dependences": [asdict(each) for each in sheet.dependences],
        "details": [asdict(each) for each in sheet.details],
    }
