"""
`onrecord review [STORE]`: the least certain rows, one key each.

    a accept   x reject   e set a field   space pass over   u undo   q stop

Works on a terminal, where a key is enough, and with input from a pipe, one verdict a line.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from onrecord.bookkeeping import Fixer, Ledger, bring_up_to_date
from onrecord.cli.options import quiet_option, store_path
from onrecord.cli.output import Talk, counted, visible
from onrecord.cli.standing import source_name, standing
from onrecord.errors import CorrectionError
from onrecord.ledger.corrections import FIELDS
from onrecord.records import Record, Span
from onrecord.records.labels import ACT_WORDS
from onrecord.store import Store

__all__ = ["command"]

_KEYS = "a accept, x reject, e set a field, space pass over, u undo, q stop"
_CONTEXT = 60


@click.command("review")
@click.argument("store", required=False, type=click.Path(path_type=Path))
@click.option("--events", "table", flag_value="events", help="Events only.")
@click.option("--statements", "table", flag_value="statements", help="Statements only.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Most rows.")
@click.option("--by", "author", help="Who judges; default: the name of your account.")
@click.option("--list", "only_list", is_flag=True, help="Show the rows and ask nothing.")
@quiet_option
def command(
    store: Path | None, table: str | None, limit: int, author: str | None, only_list: bool, quiet: bool
) -> None:
    """Show the least certain rows of STORE and take a verdict on each."""
    talk = Talk(quiet=quiet)
    with Store(store_path(store), "w") as opened:
        bring_up_to_date(opened)
        ledger = Ledger(opened)
        rows = ledger.uncertain(limit, table)
        if not rows:
            talk.say(f"{opened.path} holds no row that nobody has judged")
            return
        if only_list:
            for row in rows:
                click.echo("\n".join(_row_lines(opened.record(row["report"]), row["in_table"], row["id"])))
            return
        talk.say(_KEYS)
        verdicts = _Verdicts(opened, ledger.fixer(author=author, reason="review"), _asker())
        for number, row in enumerate(rows, 1):
            click.echo(f"\n{number} of {len(rows)}")
            if not verdicts.take(row["in_table"], row["id"], row["report"]):
                break
        talk.say(f"{counted(verdicts.count, 'verdict')} taken; see: onrecord fix {opened.path} --log")


class _Verdicts:
    """Takes verdicts one by one."""

    def __init__(self, store: Store, fixer: Fixer, ask: Callable[[str], str | None]) -> None:
        self._store = store
        self._fixer = fixer
        self._ask = ask
        self._made: list[str] = []
        self.count = 0

    def take(self, table: str, id: str, report: str) -> bool:
        """Show a row and take verdicts until it is judged or passed over; False to stop."""
        click.echo("\n".join(_row_lines(self._store.record(report), table, id)))
        while True:
            key = self._ask("> ")
            if key is None or key == "q":
                return False
            if key in ("", " ", "s"):
                return True
            if key == "u":
                self._undo()
            elif key in ("a", "x"):
                made = self._fixer.confirm(id) if key == "a" else self._fixer.reject(id)
                self._keep(made.id)
                return True
            elif key[0] == "e":
                if self._set(table, id, key[1:].strip()):
                    return True
            else:
                click.echo(f"{visible(key)!r} is no verdict; {_KEYS}", err=True)

    def _keep(self, id: str) -> None:
        self._made.append(id)
        self.count += 1

    def _undo(self) -> None:
        if not self._made:
            click.echo("there is no verdict of this review to undo", err=True)
            return
        self._fixer.undo(self._made.pop())
        self.count -= 1
        click.echo("undone", err=True)

    def _set(self, table: str, id: str, setting: str) -> bool:
        if not setting:
            setting = click.prompt(f"FIELD=VALUE ({', '.join(FIELDS[table])})", err=True)
        field, _, value = setting.partition("=")
        try:
            self._keep(self._fixer.set_field(id, field.strip(), value).id)
        except CorrectionError as error:
            click.echo(str(error), err=True)
            return False
        return True


def _asker() -> Callable[[str], str | None]:
    """Return what gives the next verdict: one key on a terminal, else one line; None at the end of input."""
    if sys.stdin.isatty():

        def key(prompt: str) -> str | None:
            click.echo(prompt, nl=False, err=True)
            pressed: str = click.getchar()
            click.echo(pressed if pressed.isprintable() else "", err=True)
            return "" if pressed in ("\r", "\n") else pressed

        return key
    lines: Iterator[str] = iter(sys.stdin)
    return lambda _prompt: next((line.rstrip("\r\n") for line in lines), None)


def _row_lines(record: Record, table: str, id: str) -> Iterator[str]:
    """Yield a row for people: what it says, and the words it rests on with those around them."""
    if table == "events":
        event = next(each for each in record.events if each.id == id)
        names = {each.id: source_name(record, each) for each in record.statements}
        stated, denied = ([names[each] for each in ids] for ids in (event.stated_by, event.denied_by))
        who, whom = (
            ", ".join(record.quote(each.span) for each in getattr(event, role)) for role in ("actors", "recipients")
        )
        word = standing(event.factuality, event.tense, stated, denied, record.report.outlet)
        yield _flat(f"{id}  {event.type}: {who or '—'} {record.quote(event.trigger)} {whom}   ({event.score:.2f})")
        yield _flat(f"    {word}")
        span = event.trigger
    else:
        statement = next(each for each in record.statements if each.id == id)
        said = record.quote(*statement.content) if statement.content else "…"
        who = source_name(record, statement)
        yield _flat(f"{id}  {who} {ACT_WORDS[statement.act]}: {said}   ({statement.score:.2f})")
        span = (*statement.cue, *statement.content, *statement.source)[0]
    yield _flat(f"    {_around(record, span)}")
    yield _flat(f"    {record.report.outlet or record.report.path} · {record.report.published.start or 'no date'}")


def _around(record: Record, span: Span) -> str:
    text = record.report.text
    sentence = next((each for each in record.sentences if each.contains(span)), None)
    start = max(sentence.start if sentence else 0, span.start - 4 * _CONTEXT)
    end = min(sentence.end if sentence else len(text), span.end + 4 * _CONTEXT)
    return f"{text[start : span.start]}[{text[span.start : span.end]}]{text[span.end : end]}"


def _flat(line: str) -> str:
    indent = len(line) - len(line.lstrip())
    return " " * indent + " ".join(visible(line).split())
