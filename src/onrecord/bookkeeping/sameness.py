"""
Which actors, events and statements are the same: links for the new rows, groups for what they touch.

    e9 arrives: shares a key with e3 and e7  ->  two links looked at  ->  the group of e3 formed again

Of actors their namings are linked and grouped, each once however many reports use it. Groups are
formed over whole components of links, so that the outcome is that of forming all of them at once.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.bookkeeping.candidates import pairs_of
from onrecord.bookkeeping.corrections import Ties, alias_key
from onrecord.bookkeeping.reach import regrouped
from onrecord.bookkeeping.views import packed, unpacked
from onrecord.errors import StoreError
from onrecord.ledger.accounts import Stance, Telling, tellings
from onrecord.ledger.grouping import components
from onrecord.ledger.matching import (
    ActorView,
    EventView,
    Link,
    StatementView,
    actor_keys,
    actor_views,
    actors,
    event_reasons,
    event_rows,
    event_scores,
    event_views,
    events,
    keys_of,
    link_namings,
    link_statements,
    naming_of,
    packed_rows,
    statement_keys,
    statement_views,
    statements,
    story_of,
    unpacked_rows,
)
from onrecord.records import Record, row_id
from onrecord.store.ledger import LedgerRow, LedgerTables
from onrecord.store.ledger.rows import LinkRow

__all__ = ["LOWEST_LINE", "Regrouped", "TakenIn", "link_rows", "regroup", "take_in_rows", "tied_groups"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """How rows of one kind are grouped."""

    name: str
    letter: str
    """First letter of the id of a group."""
    line: float
    """Mean score from which two groups are one."""


KINDS = (
    _Kind(name="naming", letter="m", line=actors.LINE),
    _Kind(name="event", letter="g", line=events.LINE),
    _Kind(name="statement", letter="t", line=statements.LINE),
)
_ROUNDING = 1e-6
"""Scores are rounded to millionths where groups are formed."""

LOWEST_LINE = min(kind.line for kind in KINDS) - _ROUNDING
"""No link below this score ever joins two groups."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """What reports brought."""

    rows: Mapping[str, tuple[str, ...]]
    """Rows by their kind; of namings, those that no report used before."""
    tellings: Mapping[str, Telling]
    """Of the events and statements."""

    @property
    def of_reports(self) -> list[str]:
        """The actors, events and statements."""
        return [row for kind, some in self.rows.items() if kind != "naming" for row in some]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouped:
    """What a regrouping changed."""

    rows: frozenset[str]
    """Rows that are in another group than before."""
    groups: frozenset[str]
    """Groups that lost or won a row, old and new."""


def take_in_rows(tables: LedgerTables, records: Iterable[Record]) -> TakenIn:
    """Store the rows of reports with what they are compared by; each is a group of its own as yet."""
    rows: list[LedgerRow] = []
    keys: dict[str, Sequence[str]] = {}
    namings: dict[str, ActorView] = {}
    all_told: dict[str, Telling] = {}
    for record in records:
        told = {telling.row: telling for telling in tellings(record)}
        all_told |= told
        story = story_of(record)
        for view in actor_views(record):
            naming = naming_of(view)
            name = None if naming is None else row_id("n", packed(naming))
            if naming is not None and name is not None and name not in namings:
                namings[name] = replace(naming, id=name)
            rows.append(
                LedgerRow(
                    row=view.id,
                    kind="actor",
                    report=view.report,
                    view="",
                    naming=name,
                    member_of="w" + view.id[1:],
                )
            )
            keys[view.id] = [alias_key(view.name)]
        event_rows_of = [view for view in event_views(record, story) if view.id in told]
        for event, figures in zip(event_rows_of, packed_rows(event_rows(event_rows_of)), strict=True):
            # The figures hold the words of the sentence and of the story; of the view, what reasons are given by.
            bare = replace(event, stems=frozenset(), story=frozenset())
            rows.append(_told(bare, "event", told[event.id], figures))
            keys[event.id] = [f"g:{key}" for key in keys_of(event)]
        for statement in statement_views(record, story):
            if statement.id in told:  # a statement without content says nothing that another could say
                rows.append(_told(statement, "statement", told[statement.id]))
                keys[statement.id] = [f"t:{key}" for key in statement_keys(statement)]
    known = tables.rows.groups_of(namings)
    for name, naming in namings.items():
        if name not in known:
            rows.append(
                LedgerRow(row=name, kind="naming", report="", view=_packed(naming, None), member_of="m" + name[1:])
            )
            keys[name] = [f"w:{key}" for key in actor_keys(naming)]
    tables.rows.put(rows, keys)
    kinds = ("actor", "naming", "event", "statement")
    by_kind = {kind: tuple(row.row for row in rows if row.kind == kind) for kind in kinds}
    return TakenIn(rows=by_kind, tellings=all_told)


def _told(view: EventView | StatementView, kind: str, telling: Telling, figures: bytes | None = None) -> LedgerRow:
    return LedgerRow(
        row=view.id,
        kind=kind,
        report=view.report,
        view=_packed(view, telling),
        member_of=("g" if kind == "event" else "t") + view.id[1:],
        figures=figures,
        takes_back=Stance.RETRACT in {account.stance for account in telling.accounts},
    )


def link_rows(tables: LedgerTables, taken: TakenIn, tied: Ties) -> set[str]:
    """
    Link new rows with those they share a key with, and hold to the corrections.

    Returns the rows at the ends of what corrections tie, or tied until now.
    """
    for kind, link in (("naming", _naming_links), ("event", _event_links), ("statement", _statement_links)):
        fresh = taken.rows[kind]
        shared = np.frombuffer(tables.rows.sharing_keys(fresh), dtype=np.int64).reshape(-1, 2)
        for pairs in pairs_of(shared, tables.rows.numbers(fresh)):
            tables.rows.put_links(_link_row(each) for each in link(tables, _comparable(tables, pairs)))
    own = _views(tables, ActorView, tables.rows.numbers(taken.rows["naming"]))
    tables.rows.put_links(_link_row(each) for each in link_namings((view, view) for view in own.values()))
    return _hold_ties(tables, tied)


def _comparable(tables: LedgerTables, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """The pairs of rows but those of one report of which one takes back what the other says instead."""
    known = tables.rows.numbered(map(int, np.unique(pairs)))
    numbers = np.array([row[0] for row in known], dtype=np.int64)
    reports = {report: n for n, report in enumerate(dict.fromkeys(row[2] for row in known))}
    report_of = np.array([reports[row[2]] for row in known], dtype=np.int64)
    takes_back = np.array([row[3] for row in known], dtype=bool)
    a, b = (np.searchsorted(numbers, pairs[:, side]) for side in (0, 1))
    kept: NDArray[np.int64] = pairs[(report_of[a] != report_of[b]) | ~(takes_back[a] | takes_back[b])]
    return kept


def _views(tables: LedgerTables, kind: type, numbers: Iterable[int]) -> dict[int, Any]:
    return {number: unpacked(kind, json.loads(view)["view"]) for number, view in tables.rows.views(numbers)}


def _naming_links(tables: LedgerTables, pairs: NDArray[np.int64]) -> Sequence[Link]:
    views = _views(tables, ActorView, map(int, np.unique(pairs)))
    return link_namings((views[a], views[b]) for a, b in pairs.tolist())


def _statement_links(tables: LedgerTables, pairs: NDArray[np.int64]) -> Sequence[Link]:
    views = _views(tables, StatementView, map(int, np.unique(pairs)))
    return link_statements((views[a], views[b]) for a, b in pairs.tolist())


def _event_links(tables: LedgerTables, pairs: NDArray[np.int64]) -> Sequence[Link]:
    """The links of events, by their figures; words are looked up where a link can join two events, for its reasons."""
    numbers = np.unique(pairs)
    try:
        rows = unpacked_rows(tables.rows.figures(map(int, numbers)))
    except ValueError as error:
        raise StoreError(f"the figures of an event are damaged ({error}); build the record again") from error
    scores = event_scores(rows, np.searchsorted(numbers, pairs))
    kept = scores >= events.WORTH_KEEPING
    ids = {number: row for number, row, _, _ in tables.rows.numbered(map(int, np.unique(pairs[kept])))}
    views = _views(tables, EventView, map(int, np.unique(pairs[scores >= events.LINE])))
    links = []
    for (a, b), score in zip(pairs[kept].tolist(), scores[kept].tolist(), strict=True):
        low, high = (a, b) if ids[a] < ids[b] else (b, a)
        reasons = event_reasons(views[low], views[high]) if score >= events.LINE else ()
        links.append(Link(first=ids[low], second=ids[high], score=score, reasons=reasons))
    return links


def _link_row(link: Link) -> LinkRow:
    return LinkRow(row_a=link.first, row_b=link.second, score=link.score, reasons=tuple(link.reasons))


def _hold_ties(tables: LedgerTables, tied: Ties) -> set[str]:
    """Make the links of corrections those that are in force."""
    wanted = {(a, b): correction for a, b, correction in tied.together}
    known = tables.rows.get({row for pair in wanted for row in pair})
    wanted = {pair: each for pair, each in wanted.items() if pair[0] in known and pair[1] in known}
    there = {(link.row_a, link.row_b): link.correction for link in tables.rows.corrected_links()}
    gone = [pair for pair, correction in there.items() if wanted.get(pair) != correction]
    tables.rows.drop_links(gone)
    fresh = {pair: each for pair, each in wanted.items() if there.get(pair) != each}
    tables.rows.put_links(
        LinkRow(row_a=a, row_b=b, score=1.0, reasons=("by correction",), correction=correction)
        for (a, b), correction in fresh.items()
    )
    return {row for pair in (*gone, *fresh) for row in pair}


def regroup(tables: LedgerTables, rows: Iterable[str], tied: Ties) -> Regrouped:
    """
    Form anew the groups of all namings, events and statements that may change by these rows.

    Two groups are joined only where some link between them reaches the line, so what
    weaker links tie need not be looked at: it stays as it is.
    """
    lines = {kind.letter: kind.line for kind in KINDS}
    region = regrouped(tables, rows, _tied_rows(tied), lines, lowest=LOWEST_LINE)
    known = region.group_of
    changed: dict[str, str] = {}
    for letter, found in region.found.items():
        for part in tied_groups(found, sorted(region.forced[letter]), tied):
            name = letter + part[0][1:]
            changed |= {row: name for row in part if known[row] != name}
    tables.rows.set_groups(changed)
    groups_touched = {known[row] for row in changed} | set(changed.values())
    return Regrouped(rows=frozenset(changed), groups=frozenset(groups_touched))


def _tied_rows(tied: Ties) -> frozenset[str]:
    """All rows that corrections tie or part."""
    together = (row for first, second, _ in tied.together for row in (first, second))
    return frozenset().union(together, *(these | those for these, those in tied.apart))


def tied_groups(
    found: Iterable[tuple[str, ...]], forced: Sequence[tuple[str, str]], tied: Ties
) -> list[tuple[str, ...]]:
    """Return groups of rows as corrections tie and part them."""
    parts = _joined(found, forced)
    for these, those in tied.apart:
        parts = [piece for part in parts for piece in _parted(part, these, those)]
    return sorted(parts)


def _joined(found: Iterable[tuple[str, ...]], forced: Sequence[tuple[str, str]]) -> list[tuple[str, ...]]:
    listed = list(found)
    chained = [(group[0], row) for group in listed for row in group[1:]]
    return list(components([row for group in listed for row in group], chained + list(forced)))


def _parted(part: tuple[str, ...], these: frozenset[str], those: frozenset[str]) -> list[tuple[str, ...]]:
    """Return a group, or two where it holds rows that were taken apart."""
    inside = set(part)
    if not (inside & these and inside & those):
        return [part]
    return [tuple(sorted(inside & these)), tuple(sorted(inside - these))]


def _packed(view: Any, telling: Telling | None) -> str:
    shown = packed(view)
    return f'{{"view":{shown}}}' if telling is None else f'{{"telling":{packed(telling)},"view":{shown}}}'
