"""
Which actors, events and statements are the same: links for the new rows, groups for what they touch.

    e9 arrives: shares a key with e3 and e7  ->  two links looked at  ->  the group of e3 formed again

Groups are formed over whole components of links, so that the outcome is that of forming
all of them at once.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.bookkeeping.corrections import Ties, alias_key
from onrecord.bookkeeping.views import packed, telling_of, unpacked
from onrecord.ledger.accounts import Stance, Telling, tellings
from onrecord.ledger.grouping import components, groups
from onrecord.ledger.matching import (
    CANDIDATE,
    ActorView,
    EventView,
    Link,
    StatementView,
    actor_keys,
    actor_link,
    actor_views,
    actors,
    event_views,
    events,
    keys_of,
    link_events,
    link_statements,
    statement_keys,
    statement_views,
    statements,
)
from onrecord.records import Record
from onrecord.store.ledger import LedgerRow, LedgerTables
from onrecord.store.ledger.rows import LinkRow

__all__ = ["LOWEST_LINE", "Regrouped", "link_rows", "regroup", "take_in_rows"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """How rows of one kind are compared."""

    name: str
    letter: str
    """First letter of the id of a group."""
    view: type
    views: Callable[[Record], Sequence[Any]]
    keys: Callable[[Any], Sequence[str]]
    link: Callable[[Iterable[tuple[Any, Any]]], Iterable[Link]]
    """The links worth keeping of some pairs."""
    line: float
    """Mean score from which two groups are one."""


def _link_actors(pairs: Iterable[tuple[ActorView, ActorView]]) -> list[Link]:
    found = (actor_link(first, second) for first, second in pairs)
    return [link for link in found if link is not None and link.score >= CANDIDATE]


_ROUNDING = 1e-6
"""Scores are rounded to millionths where groups are formed."""

KINDS = (
    _Kind(
        name="actor",
        letter="w",
        view=ActorView,
        views=actor_views,
        keys=actor_keys,
        link=_link_actors,
        line=actors.LINE,
    ),
    _Kind(
        name="event", letter="g", view=EventView, views=event_views, keys=keys_of, link=link_events, line=events.LINE
    ),
    _Kind(
        name="statement",
        letter="t",
        view=StatementView,
        views=statement_views,
        keys=statement_keys,
        link=link_statements,
        line=statements.LINE,
    ),
)
_Tie = tuple[str, str, float, str | None]
"""The two ends of a link, its score and the correction that made it."""

LOWEST_LINE = min(kind.line for kind in KINDS) - _ROUNDING
"""No link below this score ever joins two groups."""
_KIND_OF = {kind.name: kind for kind in KINDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouped:
    """What a regrouping changed."""

    rows: frozenset[str]
    """Rows that are in another group than before."""
    groups: frozenset[str]
    """Groups that lost or won a row, old and new."""


def take_in_rows(tables: LedgerTables, record: Record) -> None:
    """Store the rows of a report with what they are compared by; each is a group of its own as yet."""
    told = {telling.row: telling for telling in tellings(record)}
    rows: list[LedgerRow] = []
    keys: dict[str, list[str]] = {}
    for kind in KINDS:
        for view in kind.views(record):
            telling = told.get(view.id)
            if telling is None and kind.name != "actor":
                continue  # a statement without content says nothing that another could say
            rows.append(
                LedgerRow(
                    row=view.id,
                    kind=kind.name,
                    report=record.report.id,
                    view=_packed(view, telling),
                    member_of=kind.letter + view.id[1:],
                )
            )
            keys[view.id] = [f"{kind.letter}:{key}" for key in kind.keys(view)]
            if kind.name == "actor":
                keys[view.id].append(alias_key(view.name))
    tables.rows.put(rows, keys)


def link_rows(tables: LedgerTables, fresh: Sequence[str], tied: Ties) -> set[str]:
    """
    Link new rows with those they share a key with, and hold to the corrections.

    Returns the rows at the ends of what corrections tie, or tied until now.
    """
    pairs = tables.rows.sharing_keys(fresh)
    rows = tables.rows.get({row for pair in pairs for row in pair})
    views = _views(rows.values())
    compared: dict[str, list[tuple[Any, Any]]] = {kind.name: [] for kind in KINDS}
    for a, b in pairs:
        first, second = rows[a], rows[b]
        if first.kind == second.kind and (first.report != second.report or not _takes_back(first, second)):
            compared[first.kind].append((views[a], views[b]))
    links = []
    for kind in KINDS:
        links += [
            LinkRow(row_a=link.first, row_b=link.second, score=link.score, reasons=tuple(link.reasons))
            for link in kind.link(compared[kind.name])
        ]
    tables.rows.put_links(links)
    return _hold_ties(tables, tied)


def _takes_back(first: LedgerRow, second: LedgerRow) -> bool:
    """Whether one row takes back an earlier version of their report and the other says how it is instead."""
    if first.kind == "actor":
        return False
    return Stance.RETRACT in {account.stance for row in (first, second) for account in telling_of(row).accounts}


def _views(rows: Iterable[LedgerRow]) -> dict[str, Any]:
    return {row.row: unpacked(_KIND_OF[row.kind].view, json.loads(row.view)["view"]) for row in rows}


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
    Form anew the groups of all that links tie to these rows.

    Two groups are joined only where some link between them reaches the line, so what
    weaker links tie need not be looked at: it stays as it is.
    """
    reached = tables.rows.reachable(rows, line=LOWEST_LINE)
    known = tables.rows.get(reached)
    of_kind: dict[str, list[_Tie]] = {kind.name: [] for kind in KINDS}
    for tie in tables.rows.links_among(known):
        of_kind[known[tie[0]].kind].append(tie)
    changed: dict[str, str] = {}
    before = {key: row.member_of for key, row in known.items()}
    for kind in KINDS:
        members = sorted(key for key, row in known.items() if row.kind == kind.name)
        for group in _groups(kind, members, of_kind[kind.name], tied):
            name = kind.letter + group[0][1:]
            changed |= {row: name for row in group if before[row] != name}
    tables.rows.set_groups(changed)
    groups_touched = {before[row] for row in changed} | set(changed.values())
    return Regrouped(rows=frozenset(changed), groups=frozenset(groups_touched))


def _groups(kind: _Kind, members: Sequence[str], links: Sequence[_Tie], tied: Ties) -> list[tuple[str, ...]]:
    """Return the groups of some components: by likeness, then as corrections tie and part them."""
    scores = {(a, b): score for a, b, score, correction in links if correction is None}
    found = groups(members, scores, line=kind.line)
    forced = [(a, b) for a, b, _, correction in links if correction is not None]
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
