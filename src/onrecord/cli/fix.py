"""
`onrecord fix [STORE] ID…`: put a row right, once and for all.

    onrecord fix e3k… --set factuality=PS+ --reason "the ministry said 'may'"
    onrecord fix e3k… --reject            onrecord fix s7q… --confirm
    onrecord fix w4a… w9c… --merge        onrecord fix a5d… --split
    onrecord fix w4a… --alias "Moscow's envoy"
    onrecord fix k2f… --undo
    onrecord fix --log --format jsonl > corrections.jsonl
    onrecord fix other.record --apply corrections.jsonl
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from onrecord.bookkeeping import Fixer, Ledger, bring_up_to_date
from onrecord.cli.options import format_option, quiet_option, store_and_ids
from onrecord.cli.output import Talk, counted, pick_format, write_rows
from onrecord.errors import CorrectionError
from onrecord.ledger.corrections import Correction, correction_from_json, correction_to_json
from onrecord.store import Store

__all__ = ["command", "outcome_words", "read_log"]

_LOG = (
    "SELECT number, made, author, action, in_table, field, before, after, quote, outcome, row, reason, undoes, "
    "correction FROM correction_log ORDER BY number, row"
)


@click.command("fix")
@click.argument("words", metavar="[STORE] [ID]...", nargs=-1)
@click.option("--set", "settings", metavar="FIELD=VALUE", multiple=True, help="Set a field; an empty value is unknown.")
@click.option("--reject", "action", flag_value="reject", help="The row is none: take it out.")
@click.option("--confirm", "action", flag_value="confirm", help="The row is right.")
@click.option("--merge", "action", flag_value="merge", help="The actors, events or claims are one.")
@click.option("--split", "action", flag_value="split", help="Take the rows out of the group they were made part of.")
@click.option("--alias", metavar="NAME", help="The name is that of the actor, wherever it stands.")
@click.option("--undo", "action", flag_value="undo", help="Take a correction back: ID, or the last.")
@click.option("--log", "action", flag_value="log", help="Show the log of corrections and what became of each.")
@click.option("--apply", "log_file", type=click.Path(exists=True, allow_dash=True, path_type=Path), help="Another log.")
@click.option("--reason", help="Why.")
@click.option("--by", "author", help="Who corrects; default: the name of your account.")
@format_option("table", "jsonl", "json", "csv", "tsv")
@quiet_option
def command(
    words: tuple[str, ...],
    settings: tuple[str, ...],
    action: str | None,
    alias: str | None,
    log_file: Path | None,
    reason: str | None,
    author: str | None,
    format: str | None,
    quiet: bool,
) -> None:
    """
    Correct the rows ID (or the beginnings of ids) of STORE.

    Every correction goes into a log that only grows, is keyed to the words of the report and
    is applied again after every build; what finds its words no longer is listed by --log.
    """
    path, ids = store_and_ids(words)
    given = [bool(settings), action is not None, alias is not None, log_file is not None]
    if sum(given) != 1:
        raise click.UsageError(
            "expected one of --set, --reject, --confirm, --merge, --split, --alias, --undo, --log, --apply"
        )
    if action == "log":
        _show_log(path, pick_format(format))
        return
    if not ids and action != "undo" and log_file is None:
        raise click.UsageError("the id is missing; expected [STORE] ID…")
    talk = Talk(quiet=quiet)
    with Store(path, "w") as store:
        bring_up_to_date(store)
        fixer = Ledger(store).fixer(author=author, reason=reason)
        if log_file is not None:
            count = fixer.apply_log(read_log(log_file))
            talk.say(f"{counted(count, 'correction')} added to the log of {path}")
            _say_lost(store, talk)
            return
        for made in _corrections(fixer, ids, settings, action, alias):
            talk.say(f"{made.id}  {outcome_words(store, made)}; undo with: onrecord fix {path} {made.id} --undo")


def _corrections(
    fixer: Fixer, ids: list[str], settings: tuple[str, ...], action: str | None, alias: str | None
) -> Iterator[Correction]:
    for setting in settings:
        field, equals, value = setting.partition("=")
        if not equals:
            raise click.UsageError(f"--set {setting!r}: expected FIELD=VALUE")
        for row in ids:
            yield fixer.set_field(row, field.strip(), value)
    if alias is not None:
        if len(ids) != 1:
            raise click.UsageError("--alias takes one id")
        yield fixer.alias(ids[0], alias)
    if action == "undo":
        yield from map(fixer.undo, ids or [""])
    elif action is not None:
        yield getattr(fixer, action)(*ids)


def outcome_words(store: Store, correction: Correction) -> str:
    """Return what a correction did, in a few words."""
    if correction.undoes:
        return f"taken back: {correction.undoes}"
    answer = store.sql("SELECT outcome FROM correction_log WHERE correction = ?", (correction.id,))
    outcomes = dict.fromkeys(str(row[0]) for row in answer.rows)
    change = f" {correction.field}: {correction.before} → {correction.after}" if correction.field else ""
    return f"{correction.action.value}{change}: {', '.join(outcomes)}"


def read_log(path: Path) -> Iterator[Correction]:
    """Yield the corrections of a file of JSON lines; `CorrectionError` names the line that is none."""
    with click.open_file(str(path), encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                try:
                    yield correction_from_json(json.loads(line))
                except ValueError as error:
                    raise CorrectionError(f"{path}:{number}: not JSON: {error}") from error
                except CorrectionError as error:
                    raise CorrectionError(f"{path}:{number}: {error}") from error


def _show_log(path: Path, shown: str) -> None:
    if shown in ("jsonl", "json"):
        with Store(path, "w") as store:
            lines: list[dict[str, Any]] = [correction_to_json(each) for each in Ledger(store).fixer().log()]
        write_rows(lines, shown)
        return
    with Store(path) as store:
        write_rows((dict(row) for row in store.rows(_LOG)), shown)


def _say_lost(store: Store, talk: Talk) -> None:
    answer = store.sql("SELECT outcome, count(*) FROM correction_log GROUP BY outcome ORDER BY 2 DESC, 1")
    for outcome, count in answer.rows:
        talk.say(f"{count} {outcome}")
