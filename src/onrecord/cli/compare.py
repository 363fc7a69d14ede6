"""
`onrecord compare [STORE] ID…`: what accounts of a claim agree and differ on, field by field.

    onrecord compare c4k…             # one claim: who says, who denies, what differs, quotations in other words
    onrecord compare c4k… c7m…        # claims beside each other
"""

import click

from onrecord.bookkeeping import ClaimSheet, Ledger
from onrecord.cli.claims import sheet_row
from onrecord.cli.ledger_view import echo, opened, sheet_lines
from onrecord.cli.options import format_option, quiet_option, store_and_ids
from onrecord.cli.output import Talk, pick_format, write_rows

__all__ = ["command"]


@click.command("compare")
@click.argument("words", metavar="[STORE] ID...", nargs=-1, required=True)
@format_option("table", "jsonl", "json", "csv", "tsv")
@quiet_option
def command(words: tuple[str, ...], format: str | None, quiet: bool) -> None:
    """Compare the accounts of the claim ID, or the claims of several IDs, field by field."""
    shown = pick_format(format)
    path, ids = store_and_ids(words)
    with opened(path, Talk(quiet=quiet)) as store:
        ledger = Ledger(store)
        sheets = {sheet.claim.id: sheet for sheet in map(ledger.claim, ids)}
        if shown not in ("table", "csv", "tsv"):
            write_rows(map(sheet_row, sheets.values()), shown)
        elif len(sheets) == 1 and shown == "table":
            (sheet,) = sheets.values()
            echo(sheet_lines(sheet, ledger.drifts(sheet)))
        else:
            write_rows(_beside(list(sheets.values())), shown)


def _beside(sheets: list[ClaimSheet]) -> list[dict[str, str | None]]:
    """Return a row for each field, a column for each claim."""
    fields = ["what", "standing", "standing_words", "first_published", "first_denied", "reports", "outlets", "families"]
    fields += ["sources", "sources_own", "sources_denying"]
    rows = [
        {"field": field, **{sheet.claim.id: _shown(getattr(sheet.claim, field)) for sheet in sheets}}
        for field in fields
    ]
    for field in ("who", "to whom", "where", "when", "dead", "injured", "arrested"):
        values = {sheet.claim.id: _values(sheet, field) for sheet in sheets}
        if any(values.values()):
            rows.append({"field": field, **values})
    return rows


def _values(sheet: ClaimSheet, field: str) -> str | None:
    counts: dict[str, int] = {}
    for detail in sheet.details:
        if detail.field == field:
            counts[detail.value] = counts.get(detail.value, 0) + 1
    return "; ".join(f"{value} ({count})" for value, count in counts.items()) or None


def _shown(value: object) -> str | None:
    return None if value is None else str(value)
