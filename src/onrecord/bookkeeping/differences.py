"""
What a rebuild added, changed and removed: two record files compared row by row.

    differences(old, new)   ->   Difference(table="events", id="e3…", change="changed", field="factuality",
                                            before="CT+", after="PS+")

Rows have ids made from content and position, so a row that both hold is the same words
of the same report; what other models or corrections make of it may differ.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.store import Store

__all__ = ["Difference", "differences"]

# Table -> the question, and the column that tells rows apart. Paths and order of storing are no content.
_QUESTIONS = {
    "reports": "SELECT id, title, outlet, byline, dateline, credit, url, published_start, published_end, sha256, model "
    "FROM reports",
    "statements": "SELECT statement AS id, speaker, source, cue, said, act, form, source_kind, addressee, date_start, "
    "date_end FROM who_said_what",
    "events": "SELECT event AS id, type, mode, who, did, to_whom, with_what, place, place_country, date_start, "
    "date_end, factuality, tense, stated_by, denied_by FROM who_did_what",
    "claims": "SELECT id, what, standing, standing_words, accounts, reports, outlets, families, sources, "
    "sources_denying FROM claims",
    "corrections": "SELECT correction || ' ' || coalesce(row, '') AS id, action, field, after, outcome "
    "FROM correction_log",
}
_SHOWN = {"reports": "title", "statements": "said", "events": "did", "claims": "what", "corrections": "action"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One row that only one of two records holds, or one field that they do not agree on."""

    table: str
    id: str
    change: str
    """added, removed or changed."""
    what: str | None
    """A few words of the row."""
    field: str | None = None
    before: str | None = None
    after: str | None = None


def differences(old: Store, new: Store) -> Iterator[Difference]:
    """Yield what the new record has and the old one had not, by table and id."""
    for table in _QUESTIONS:
        before, after = _rows(old, table), _rows(new, table)
        for key in sorted(before.keys() | after.keys()):
            if key not in before:
                yield _difference(table, key, "added", after[key])
            elif key not in after:
                yield _difference(table, key, "removed", before[key])
            else:
                for field in after[key]:
                    if before[key][field] != after[key][field]:
                        yield Difference(
                            table=table,
                            id=key,
                            change="changed",
                            what=_text(after[key][_SHOWN[table]]),
                            field=field,
                            before=_text(before[key][field]),
                            after=_text(after[key][field]),
                        )


def _rows(store: Store, table: str) -> Mapping[str, dict[str, Any]]:
    return {row["id"]: dict(row) for row in store.rows(_QUESTIONS[table])}


def _difference(table: str, key: str, change: str, row: Mapping[str, Any]) -> Difference:
    return Difference(table=table, id=key, change=change, what=_text(row[_SHOWN[table]]))


def _text(value: object) -> str | None:
    return None if value is None else str(value)
