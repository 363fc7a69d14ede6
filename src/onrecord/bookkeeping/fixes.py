"""
Corrections made: what was typed, turned into a line of the log that finds its rows again.

    fix e3k… --set factuality=PS+   ->   set events.factuality of "accused" in the text 9f…, from CT+ to PS+
    fix w7a… w9b… --merge           ->   two actors are one, by the words that three reports know each of them by
"""

import getpass
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from onrecord.bookkeeping.corrections import log_of, put_on_log
from onrecord.bookkeeping.update import bring_up_to_date
from onrecord.bookkeeping.views import telling_of
from onrecord.errors import BusyError, CorrectionError
from onrecord.ledger.corrections import (
    Action,
    Anchor,
    Correction,
    anchor_of,
    field_value,
    identified,
    in_force,
    value_for,
)
from onrecord.records import Record
from onrecord.store import Store
from onrecord.store.ledger import LedgerRow, LedgerTables

__all__ = ["Fixer"]

_ANCHORS_OF_A_GROUP = 3
"""A group is known by so many of its rows: another model may miss one."""
_GROUP_TABLES = {"world_actors": "actors", "event_groups": "events"}
_KIND_TABLES = {"actor": "actors", "event": "events", "statement": "statements"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    """What an id of a command line names."""

    table: str
    id: str
    rows: tuple[str, ...]
    """Rows of reports that stand for it."""


class Fixer:
    """Makes corrections in a store that is open for writing."""

    def __init__(self, store: Store, *, author: str | None = None, reason: str | None = None) -> None:
        """Take who corrects and why; without a name, that of the account on this computer."""
        self._store = store
        self._author = author or _account()
        self._reason = reason

    def set_field(self, id: str, field: str, value: str) -> Correction:
        """Set a field of a row; the value as typed, empty or `null` for unknown."""
        table, whole, report = self._store.locate(id)
        if table in _GROUP_TABLES or table == "claims":
            raise CorrectionError(f"{whole} is made of rows of several reports; set a field of one of these")
        original, current = self._records(report)
        after = value_for(table, field, value, words=current.report.text)
        before = field_value(current, table, whole, field)
        anchors = (anchor_of(original, table, whole),)
        made = self._made(Action.SET, table, anchors, field=field, before=before, after=after)
        return self._append(made)

    def reject(self, *ids: str) -> Correction:
        """Take rows out of the record: they are none."""
        return self._judge(Action.REJECT, ids)

    def confirm(self, *ids: str) -> Correction:
        """Say that rows are right."""
        return self._judge(Action.CONFIRM, ids)

    def merge(self, *ids: str) -> Correction:
        """Make actors, events or claims one."""
        targets = [self._target(each) for each in ids]
        if len({target.id for target in targets}) < 2:
            raise CorrectionError("a merge takes two ids or more")
        tables = {target.table for target in targets}
        if len(tables) > 1:
            raise CorrectionError(f"found {', '.join(sorted(tables))}; expected ids of one kind to merge")
        rows = [row for target in targets for row in target.rows]
        return self._append(self._made(Action.MERGE, tables.pop(), self._anchors(rows)))

    def split(self, *ids: str) -> Correction:
        """Take rows of reports out of the actor, event or claim they were made part of."""
        located = [self._store.locate(each)[1] for each in dict.fromkeys(ids)]
        with self._store.ledger() as tables:
            found = tables.rows.get(located)
            if len(found) < len(located):
                raise CorrectionError("a split takes ids of actors, events or statements of reports")
            found, those = _apart(tables, found)
        if len({row.kind for row in found.values()}) > 1 or len({row.member_of for row in found.values()}) > 1:
            raise CorrectionError("the rows belong to several groups; expected those of one to take them out of")
        if not those:
            raise CorrectionError("nothing else is in that group, so there is nothing to take apart")
        these, rest = self._anchors(sorted(found)), self._anchors(those, side="those")
        alike = {(each.report_sha256, each.start) for each in these}
        anchors = these + tuple(each for each in rest if (each.report_sha256, each.start) not in alike)
        if len(anchors) == len(these):
            raise CorrectionError("the others stand in the same text, word for word: what holds of one holds of all")
        return self._append(self._made(Action.SPLIT, anchors[0].in_table, anchors))

    def alias(self, id: str, name: str) -> Correction:
        """Say that a name, wherever it stands, is that of an actor."""
        target = self._target(id)
        if target.table != "actors":
            raise CorrectionError(f"{target.id} is no actor; expected the id of one")
        if not name.strip():
            raise CorrectionError("the name is empty; expected one")
        after = json.dumps(name.strip())
        return self._append(self._made(Action.ALIAS, "actors", self._anchors(target.rows), after=after))

    def undo(self, id: str = "") -> Correction:
        """Take a correction back, by the beginning of its id; without one, the last that holds."""
        with self._store.ledger() as tables:
            log = log_of(tables)
        found = [each for each in log if each.id.startswith(id)] if id else in_force(log)[-1:]
        if not id and not found:
            raise CorrectionError("no correction holds, so there is none to undo")
        if len(found) != 1:
            raise CorrectionError(f"{len(found) or 'no'} corrections begin with {id!r}; see: onrecord fix --log")
        return self._append(self._made(Action.UNDO, "corrections", (), undoes=found[0].id))

    def apply_log(self, corrections: Iterable[Correction]) -> int:
        """Add the lines of another log, in their order; return how many were new."""
        with self._store.ledger() as tables:
            count = sum(put_on_log(tables, each) for each in corrections)
        bring_up_to_date(self._store)
        return count

    def log(self) -> list[Correction]:
        """Return every line of the log, in order."""
        with self._store.ledger() as tables:
            return log_of(tables)

    def _judge(self, action: Action, ids: Sequence[str]) -> Correction:
        located = [self._store.locate(each) for each in dict.fromkeys(ids)]
        tables = {table for table, _, _ in located}
        if len(tables) != 1 or tables - {"events", "statements", "actors", "mentions"}:
            found = ", ".join(sorted(tables)) or "no id"
            raise CorrectionError(f"found {found}; expected ids of events, of statements, of actors or of mentions")
        anchors = [anchor_of(self._records(report)[0], table, row) for table, row, report in located]
        return self._append(self._made(action, tables.pop(), tuple(anchors)))

    def _target(self, id: str) -> _Target:
        table, whole, _ = self._store.locate(id)
        with self._store.ledger() as tables:
            if table == "claims":
                rows = sorted(tables.claims.rows_of([whole]))[:_ANCHORS_OF_A_GROUP]
                return _Target(table="claims", id=whole, rows=tuple(rows))
            group = whole if table in _GROUP_TABLES else _group_of(tables, whole)
            rows = tables.rows.members([group]).get(group, [])
            if whole in rows:
                rows = [whole, *(row for row in rows if row != whole)]
        if not rows:
            raise CorrectionError(f"{whole} is no actor, event, statement or claim; these can be merged")
        table = _GROUP_TABLES.get(table, table)
        table = "claims" if table == "statements" else table
        return _Target(table=table, id=group, rows=tuple(rows[:_ANCHORS_OF_A_GROUP]))

    def _anchors(self, rows: Iterable[str], *, side: str = "these") -> tuple[Anchor, ...]:
        with self._store.ledger() as tables:
            found = tables.rows.get(rows)
        anchors = []
        for row in dict.fromkeys(rows):
            original, _ = self._records(found[row].report)
            anchors.append(anchor_of(original, _KIND_TABLES[found[row].kind], row, side=side))
        return tuple(anchors)

    def _records(self, report: str) -> tuple[Record, Record]:
        """Return a record as it was read, and as it stands."""
        with self._store.ledger() as tables:
            original = tables.log.original(report)
        current = self._store.record(report)
        return original or current, current

    def _made(
        self,
        action: Action,
        table: str,
        anchors: tuple[Anchor, ...],
        *,
        field: str | None = None,
        before: str | None = None,
        after: str | None = None,
        undoes: str | None = None,
    ) -> Correction:
        return identified(
            Correction(
                made=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
                author=self._author,
                reason=self._reason,
                action=action,
                in_table=table,
                anchors=anchors,
                field=field,
                before=before,
                after=after,
                undoes=undoes,
            )
        )

    def _append(self, correction: Correction) -> Correction:
        with self._store.ledger() as tables:
            put_on_log(tables, correction)
        try:
            bring_up_to_date(self._store)
        except BusyError:
            # It is on the log, and its reports are queued: whoever writes just now, or next, applies it.
            return correction
        return correction


def _apart(tables: LedgerTables, found: dict[str, LedgerRow]) -> tuple[dict[str, LedgerRow], list[str]]:
    """Return the rows to take out, and those that stay; a statement that is alone stands for the events it holds."""
    members = tables.rows.members({row.member_of for row in found.values()})
    those = [row for some in members.values() for row in some if row not in found]
    if those or {row.kind for row in found.values()} != {"statement"}:
        return found, those
    held = tables.rows.get(event for row in found.values() for event in telling_of(row).holds)
    members = tables.rows.members({row.member_of for row in held.values()})
    return (held or found), [row for some in members.values() for row in some if row not in held]


def _group_of(tables: LedgerTables, row: str) -> str:
    found = tables.rows.get([row])
    return found[row].member_of if row in found else ""


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in a container
        return "unknown"
