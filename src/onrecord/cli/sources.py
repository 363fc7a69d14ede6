"""
`onrecord sources [STORE] [ID]`: which accounts are independent, and why the others are not.

    onrecord sources                  # the outlets, their copies and agencies
    onrecord sources c4k…             # the sources of a claim, each with the accounts that rest on it
    onrecord sources r7q…             # the reports that carry the text of a report
"""

from dataclasses import asdict

import click

from onrecord.bookkeeping import ClaimSheet, Ledger
from onrecord.cli.ledger_view import claim_lines, echo, opened, source_lines
from onrecord.cli.options import format_option, quiet_option, store_and_rest
from onrecord.cli.output import Talk, pick_format, write_rows

__all__ = ["command"]


@click.command("sources")
@click.argument("words", metavar="[STORE] [ID]", nargs=-1)
@click.option("--families", is_flag=True, help="List the reports that carry the text of others.")
@format_option("table", "jsonl", "json", "csv", "tsv")
@quiet_option
def command(words: tuple[str, ...], families: bool, format: str | None, quiet: bool) -> None:
    """Show the sources of the claim or row ID, the copies of the report ID, or all outlets."""
    shown = pick_format(format)
    talk = Talk(quiet=quiet)
    path, rest = store_and_rest(words, 1, "[STORE] [ID]")
    with opened(path, talk) as store:
        ledger = Ledger(store)
        if not rest:
            write_rows(ledger.families() if families else ledger.outlets(), shown)
            return
        table, whole, _ = store.locate(rest[0])
        if table == "reports":
            rows = ledger.overlaps(whole)
            write_rows(rows, shown)
            if not rows:
                talk.say(f"no other report of {store.path} shares text with {whole}")
            return
        sheet = ledger.claim(whole)
        if shown == "table":
            echo(claim_lines(sheet.claim))
            click.echo("")
            echo(source_lines(sheet))
        else:
            write_rows(_rows(sheet), shown)


def _rows(sheet: ClaimSheet) -> list[dict[str, object]]:
    reasons = {each.ordinal_b: each for each in sheet.dependences}
    rows = []
    for account in sheet.accounts:
        reason = reasons.get(account.ordinal)
        shown = {name: value for name, value in asdict(account).items() if name not in ("quote", "start", "end")}
        rows.append(
            {
                **shown,
                "depends_on": reason.ordinal_a if reason else None,
                "reason": reason.reason if reason else None,
                "evidence": reason.evidence if reason else None,
            }
        )
    return rows
