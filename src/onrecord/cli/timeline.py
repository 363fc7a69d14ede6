"""
`onrecord timeline [STORE] ID`: the history of a claim, of an actor, or of a pair of actors.

    onrecord timeline c4k…                          # who came first, who followed, when the denial came
    onrecord timeline --actor Moscow                # events by month and quad class
    onrecord timeline --actor Moscow --with Kyiv    # only those between the two
"""

from dataclasses import asdict

import click

from onrecord.bookkeeping import Ledger
from onrecord.cli.ledger_view import account_lines, claim_lines, echo, opened
from onrecord.cli.options import format_option, quiet_option, store_and_rest
from onrecord.cli.output import Talk, pick_format, write_rows

__all__ = ["command"]


@click.command("timeline")
@click.argument("words", metavar="[STORE] [ID]", nargs=-1)
@click.option("--actor", help="Who: part of a name, a country code, a Wikidata id or the id of an actor.")
@click.option("--with", "other", help="The other side of a pair.")
@format_option("table", "jsonl", "json", "csv", "tsv")
@quiet_option
def command(words: tuple[str, ...], actor: str | None, other: str | None, format: str | None, quiet: bool) -> None:
    """Show the history of the claim or actor ID, or of the actors named: events by month and quad class."""
    shown, talk = pick_format(format), Talk(quiet=quiet)
    path, rest = store_and_rest(words, 1, "[STORE] [ID]")
    if not rest and actor is None:
        raise click.UsageError("of what is missing; expected the id of a claim or an actor, or --actor NAME")
    if other is not None and actor is None and not rest:
        raise click.UsageError("--with names the other side; expected --actor NAME or an id as well")
    with opened(path, talk) as store:
        ledger = Ledger(store)
        if rest:
            table, whole, _ = store.locate(rest[0])
            if table in ("actors", "world_actors"):
                actor = whole
            else:
                _claim(ledger, whole, shown)
                return
        rows = ledger.months(actor or "", other)
        write_rows(rows, shown)
        if not rows:
            talk.say(f"no dated event has {actor}" + (f" on one side and {other} on the other" if other else " in it"))


def _claim(ledger: Ledger, id: str, shown: str) -> None:
    sheet = ledger.claim(id)
    if shown == "table":
        echo(claim_lines(sheet.claim))
        click.echo("")
        for account, note in zip(sheet.accounts, sheet.notes, strict=True):
            echo(account_lines(account, note))
        return
    pairs = zip(sheet.accounts, sheet.notes, strict=True)
    write_rows(({**asdict(account), "note": note} for account, note in pairs), shown)
