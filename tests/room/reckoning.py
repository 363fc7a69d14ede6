"""
What a search should find, by going through the rows of a record one by one: slow, plain, and from the tables alone.

    plain_search(store, "events", {"type": {"ACCUSE"}})   ->   ids in order, and the counts of every facet
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from onrecord.store import Store
from onrecord.store.hits import holds

__all__ = ["PlainRow", "plain_rows", "plain_search"]

Facets = Mapping[str, set[str]]


@dataclass
class PlainRow:
    """One row as a search sees it."""

    id: str
    first: str | None
    last: str | None
    weight: float
    words: str | None
    facets: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def put(self, **values: str | None) -> None:
        """Add a value to each of the facets; None adds none."""
        for name, value in values.items():
            if value is not None:
                self.facets[name].add(value)


class _Tables:
    """The tables of a record, as lists of rows."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getitem__(self, question: str) -> list[dict[str, Any]]:
        answer = self._store.sql(question if " " in question else f"SELECT * FROM {question}")
        return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def plain_rows(store: Store, kind: str) -> list[PlainRow]:
    """Return every row of a kind."""
    return _KINDS[kind](_Tables(store))


def plain_search(
    store: Store,
    kind: str,
    chosen: Facets,
    *,
    text: str | None = None,
    since: str | None = None,
    until: str | None = None,
    sort: str = "newest",
) -> tuple[list[str], dict[str, dict[str, int]]]:
    """Return the ids of the rows that pass, in order, and of each facet how many rows have each value."""
    rows = [row for row in plain_rows(store, kind) if _passes(row, text, since, until)]
    passing = [row for row in rows if _has(row, chosen)]
    counts = {}
    for name in {name for row in rows for name in row.facets}:
        others = {other: values for other, values in chosen.items() if other != name}
        counts[name] = dict(Counter(value for row in rows if _has(row, others) for value in row.facets[name]))
    return [row.id for row in sorted(passing, key=lambda row: _place(row, sort))], {
        name: found for name, found in counts.items() if found
    }


def _has(row: PlainRow, chosen: Facets) -> bool:
    return all(row.facets[name] & values for name, values in chosen.items())


def _passes(row: PlainRow, text: str | None, since: str | None, until: str | None) -> bool:
    if text is not None and not (row.words is not None and holds(text, row.words)):
        return False
    if since is not None and not (_day(row.last) and _day(row.last) >= since):
        return False
    return until is None or bool(_day(row.first) and _day(row.first) <= until)


def _place(row: PlainRow, sort: str) -> tuple[object, ...]:
    """Return what the row is put in order by: days backwards are their digits taken from nine."""
    day = _day(row.first)
    backwards = "".join(str(9 - int(sign)) for sign in day if sign.isdigit()) or "~"
    if sort == "oldest":
        return day or "~", row.id
    return (-row.weight, backwards, row.id) if sort in ("surest", "repeated") else (backwards, row.id)


def _day(day: str | None) -> str:
    """Return a whole day; nothing for what is none."""
    return day if day is not None and len(day) == 10 else ""


def _month(row: Mapping[str, Any], report: Mapping[str, Any]) -> str | None:
    own = row["date_start"] is not None
    start, end = (row["date_start"], row["date_end"]) if own else (report["published_start"], report["published_end"])
    alone = start is not None and len(start) >= 7 and (end is None or end[:7] == start[:7])
    return start[:7] if alone else None


def _own(row: Mapping[str, Any], report: Mapping[str, Any], words: str | None) -> PlainRow:
    """Return an event or a statement with what both have."""
    first = row["date_start"] or report["published_start"]
    last = row["date_end"] or row["date_start"] or report["published_end"]
    plain = PlainRow(row["id"], first, last, row["score"], words)
    plain.put(outlet=report["outlet"], month=_month(row, report))
    return plain


def _events(tables: _Tables) -> list[PlainRow]:
    reports = {row["id"]: row for row in tables["reports"]}
    group_of = {row["row"]: row["member_of"] for row in tables["ledger_rows"]}
    standings = {row["id"]: row["standing"] for row in tables["claims"]}
    claims = {row["id"]: row["claim"] for row in tables["event_groups"]}
    statements = {row["id"]: row for row in tables["statements"]}
    found = {}
    for row in tables["events"]:
        plain = _own(row, reports[row["report"]], row["quote"] if row["sentence"] is None else row["sentence"])
        plain.put(type=row["type"], factuality=row["factuality"], country=row["place_country"])
        plain.put(standing=standings.get(claims.get(group_of.get(row["id"]))))
        found[row["id"]] = plain
    carried = set()
    for row in tables["event_statements"]:
        if row["relation"] == "stated_by":
            carried.add(row["event"])
            found[row["event"]].put(speaker=statements[row["statement"]]["source_kind"])
    for event, plain in found.items():
        if event in group_of and event not in carried:
            plain.put(speaker="own")
    for row in tables["participants"]:
        found[row["event"]].put(country=row["country"])
        if row["event"] in group_of:
            found[row["event"]].put(actor=group_of.get(row["actor"]))
    for row in tables["own_types"]:
        found[row["event"]].put(type=row["type"])
    return list(found.values())


def _statements(tables: _Tables) -> list[PlainRow]:
    reports = {row["id"]: row for row in tables["reports"]}
    group_of = {row["row"]: row["member_of"] for row in tables["ledger_rows"]}
    standings = {row["id"]: row["standing"] for row in tables["claims"]}
    countries = {row["id"]: row["country"] for row in tables["actors"]}
    queued = {row["report"] for row in tables["ledger_queue"]}
    said = defaultdict(list)
    for row in tables["SELECT * FROM spans WHERE role = 'content' ORDER BY statement, ordinal"]:
        said[row["statement"]].append(row["quote"])
    found = {}
    for row in tables["statements"]:
        words = " … ".join(said[row["id"]]) if row["id"] in said else None
        plain = _own(row, reports[row["report"]], words)
        plain.put(act=row["act"], speaker=row["source_kind"], country=countries.get(row["speaker"]))
        if row["report"] not in queued:
            plain.put(actor=group_of.get(row["speaker"]))
        found[row["id"]] = plain
    for row in tables["accounts"]:
        for statement in {row["row"], row["via"]} & found.keys():
            found[statement].put(standing=standings[row["claim"]])
    return list(found.values())


def _claims(tables: _Tables) -> list[PlainRow]:
    outlets = {row["id"]: row["outlet"] for row in tables["reports"]}
    types = defaultdict(list)
    for row in tables["own_types"]:
        types[row["event"]].append(row["type"])
    found = {}
    for row in tables["claims"]:
        first, last = row["first_published"], row["last_published"] or row["first_published"]
        words = " ".join(part for part in (row["what"], row["place"]) if part is not None)
        found[row["id"]] = PlainRow(row["id"], first, last, row["families"], words)
        found[row["id"]].put(standing=row["standing"], type=row["type"], month=first and first[:7])
    for row in tables["accounts"]:
        plain = found[row["claim"]]
        plain.put(actor=row["world_actor"], speaker=row["source_kind"], outlet=outlets[row["report"]])
        for own_type in types[row["row"]]:
            plain.put(type=own_type)
    return list(found.values())


def _reports(tables: _Tables) -> list[PlainRow]:
    found = []
    for row in tables["reports"]:
        first = row["published_start"]
        plain = PlainRow(row["id"], first, row["published_end"] or first, 1, row["text"])
        plain.put(outlet=row["outlet"], credit=row["credit"], month=first and first[:7])
        found.append(plain)
    return found


def _actors(tables: _Tables) -> list[PlainRow]:
    found = []
    for row in tables["world_actors"]:
        plain = PlainRow(row["id"], None, None, row["reports"], row["name"])
        plain.put(kind_of_actor=row["kind"], country=row["country"])
        found.append(plain)
    return found


_KINDS = {"events": _events, "statements": _statements, "claims": _claims, "reports": _reports, "actors": _actors}


def differing(found: Iterable[Mapping[str, Any]], expected: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Return the facets that a search counts otherwise than they should be counted."""
    counted = {each["name"]: {value["value"]: value["rows"] for value in each["values"]} for each in found}
    return sorted(name for name in counted.keys() | expected.keys() if counted.get(name) != expected.get(name))
