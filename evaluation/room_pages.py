"""
Addresses of every kind of page of a record, to ask for many times: the heaviest of its kind first.

    pages_of(Path("big.record"))   ->   {"front": ["/"], "actor": ["/actors/w…", …], …}
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from onrecord.room import addresses as to
from onrecord.store import Store

__all__ = ["pages_of"]

MOST = 25
"""Pages of one kind: the heaviest, and others spread over the record."""

# Rows of each kind, those that ask most of a page first.
_HEAVY = {
    "report": "SELECT report FROM events GROUP BY report ORDER BY count(*) DESC",
    "claim": "SELECT id FROM claims ORDER BY accounts DESC",
    "event": "SELECT id FROM event_groups ORDER BY mentions DESC",
    "actor": "SELECT id FROM world_actors ORDER BY reports DESC",
    "source": "SELECT world_actor FROM accounts WHERE world_actor IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC",
    "row": "SELECT event FROM room_events ORDER BY number",
    "outlet": "SELECT outlet FROM reports WHERE outlet IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC",
}
_PAGES: dict[str, Callable[[str], str]] = {
    "report": to.report,
    "claim": to.claim,
    "event": to.event,
    "actor": to.actor,
    "source": to.source,
    "outlet": to.outlet,
}


def pages_of(record: Path) -> dict[str, list[str]]:
    """Return the addresses of each kind of page."""
    with Store(record) as store:
        rows = {kind: _spread([str(row[0]) for row in store.sql(sql).rows]) for kind, sql in _HEAVY.items()}
        dated = store.sql("SELECT DISTINCT month FROM room_events WHERE month IS NOT NULL ORDER BY month")
        months = [str(row[0]) for row in dated.rows]
    pages = {kind: [page(row) for row in rows[kind]] for kind, page in _PAGES.items()}
    month, year = (months[len(months) // 2], months[len(months) // 2][:4]) if months else ("2023-01", "2023")
    actors, outlets = rows["actor"], rows["outlet"] or ["Post"]
    queries: list[dict[str, str]] = [
        {},
        {"quad": "3"},
        {"type": "ACCUSE"},
        {"since": month, "until": month},
        {"since": year, "until": year},
        {"actor": actors[0]},
        {"actor": actors[-1]},
        {"outlet": outlets[0]},
        {"factuality": "Uu"},
        {"voice": "attributed"},
        {"standing": "disputed"},
        {"standing": "reported"},
        {"country": "RUS"},
    ]
    searches: list[dict[str, str]] = [
        {},
        {"text": "ammunition"},
        {"text": '"North Korea"'},
        {"text": "drones", "kind": "statements"},
        {"kind": "events"},
        {"kind": "claims"},
        {"kind": "reports", "text": "Russia"},
        {"kind": "events", "speaker": "own", "factuality": "CT+"},
        {"kind": "events", "who": "Russia", "sort": "surest"},
        {"kind": "events", "page": "3000"},
        {"kind": "statements", "standing": "disputed", "sort": "oldest"},
    ]
    pages |= {
        "front": [to.front()],
        "find": [to.find(**each) for each in searches],
        "timeline": [to.timeline(**each) for each in queries],
        "map": [to.map_(**each) for each in queries],
        "network": [to.network(**each) for each in queries],
        "matrix": [to.network(nodes=60, **each) for each in queries],
        "review": [to.review(), to.review(kind="events"), to.review(kind="statements")],
        "fix": [to.fix(row) for row in rows["row"]],
        "corrections": [to.corrections()],
        "evidence": [to.evidence(row) for row in rows["row"]],
    }
    data = {
        f"{kind}.{ending}": [to.with_format(path, ending) for path in pages[kind]]
        for kind, ending in (
            ("claim", "json"),
            ("actor", "csv"),
            ("timeline", "json"),
            ("map", "json"),
            ("find", "csv"),
        )
    }
    return {kind: paths for kind, paths in (pages | data).items() if paths}


def _spread(ids: Sequence[str]) -> list[str]:
    """Return the first few and some from all over the rest."""
    step = max(1, len(ids) // MOST)
    return list(dict.fromkeys([*ids[:5], *ids[5::step]]))[:MOST]
