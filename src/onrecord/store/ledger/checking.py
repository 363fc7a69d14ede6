"""
Whether the ledger fits the reports it was made from: every row there, every quote where it is said to stand.

    Problem(where="agencies r1 0", message="stored as 'AP', the text has 'A.P.'")
"""

import sqlite3
from collections.abc import Iterator

from onrecord.store.problems import Problem

__all__ = ["ledger_problems"]

_SEARCHED = (
    "SELECT * FROM (SELECT 1 AS kind, id FROM events UNION ALL SELECT 2, id FROM statements "
    "UNION ALL SELECT 3, id FROM claims UNION ALL SELECT 4, id FROM reports UNION ALL SELECT 5, id FROM world_actors)"
)
_CARDS = "SELECT number >> 40 AS kind, row AS id FROM room_cards"
# What should hold once the ledger is up to date -> the rows for which it does not.
_CHECKS = {
    "is in the ledger, and no report has it": "SELECT row FROM ledger_rows WHERE kind <> 'naming' "
    "AND row NOT IN (SELECT id FROM events) AND row NOT IN (SELECT id FROM statements) "
    "AND row NOT IN (SELECT id FROM actors)",
    "is a naming by which no actor is called": "SELECT row FROM ledger_rows WHERE kind = 'naming' "
    "AND row NOT IN (SELECT naming FROM ledger_rows WHERE naming IS NOT NULL)",
    "is an event of a report, and not in the ledger": "SELECT id FROM events WHERE id NOT IN "
    "(SELECT row FROM ledger_rows)",
    "is an event that is no account of any claim": "SELECT row FROM ledger_rows WHERE kind = 'event' "
    "AND row NOT IN (SELECT row FROM accounts)",
    "is an account of a row that is not in the ledger": "SELECT claim || ' ' || ordinal FROM accounts "
    "WHERE row NOT IN (SELECT row FROM ledger_rows)",
    "is an actor across reports without a row": "SELECT id FROM world_actors WHERE id NOT IN "
    "(SELECT member_of FROM ledger_rows)",
    "is an event group without a row": "SELECT id FROM event_groups WHERE id NOT IN "
    "(SELECT member_of FROM ledger_rows)",
    "is an event group of no claim": "SELECT id FROM event_groups WHERE claim NOT IN (SELECT id FROM claims)",
    "is sketched, and no report": "SELECT report FROM sketches WHERE report NOT IN (SELECT id FROM reports)",
    "is an event that the timeline leaves out or shows otherwise": "SELECT event FROM room_events_due "
    "WHERE event NOT IN (SELECT event FROM room_events) UNION SELECT event FROM (SELECT event, happening, day, month, "
    "year, dated, type, quad, factuality, voice, standing, outlet, place, country, precision FROM room_events "
    "EXCEPT SELECT * FROM room_events_due)",
    "is a statement that the page of its source leaves out or counts otherwise": "SELECT statement FROM ("
    "SELECT * FROM room_sayings_due EXCEPT SELECT * FROM room_sayings) UNION SELECT statement FROM ("
    "SELECT * FROM room_sayings EXCEPT SELECT * FROM room_sayings_due)",
    "is an actor of a report that the page of the actor leaves out or calls otherwise": "SELECT row FROM ("
    "SELECT * FROM room_actors_due EXCEPT SELECT * FROM room_actors) UNION SELECT row FROM ("
    "SELECT * FROM room_actors EXCEPT SELECT * FROM room_actors_due)",
    "is a row that a search leaves out": f"SELECT id FROM ({_SEARCHED} EXCEPT {_CARDS})",  # noqa: S608
    "is found by searches, and not there": f"SELECT id FROM ({_CARDS} EXCEPT {_SEARCHED})",  # noqa: S608
    "has changed, and searches see it as it was": "SELECT row FROM room_stale",
    "is a block of cards that are not those of its rows": "SELECT block FROM room_blocks WHERE length(cards) IS NOT "
    "(SELECT sum(length(card)) FROM room_cards WHERE number BETWEEN block * 512 AND block * 512 + 511) "
    "UNION SELECT number / 512 FROM room_cards WHERE number / 512 NOT IN (SELECT block FROM room_blocks)",
    "is a claim whose sources are more than its accounts": "SELECT id FROM claims WHERE sources > accounts",
}
_QUOTES = {
    "agencies": "SELECT report || ' ' || ordinal AS key, report, start, end, quote FROM agencies "
    "WHERE start IS NOT NULL",
    "supersessions": "SELECT report || ' ' || superseded AS key, report, start, end, quote FROM supersessions "
    "WHERE start IS NOT NULL",
}
_MOST = 20


def ledger_problems(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Yield what does not fit; a note alone where the ledger is behind the reports."""
    (behind,) = connection.execute("SELECT count(*) FROM ledger_queue").fetchone()
    if behind:
        message = f"{behind} reports are not taken in yet; the next build or `onrecord claims` does it"
        yield Problem(where="ledger", message=message, is_failure=False)
        return
    for message, question in _CHECKS.items():
        for (row,) in connection.execute(question).fetchmany(_MOST):
            yield Problem(where=f"ledger {row}", message=message)
    for table, question in _QUOTES.items():
        for key, report, start, end, quote in connection.execute(question).fetchall():
            (text,) = connection.execute("SELECT text FROM reports WHERE id = ?", (report,)).fetchone()
            if text[start:end] != quote:
                message = f"stored as {quote!r}, the text has {text[start:end]!r}"
                yield Problem(where=f"{table} {key}", message=message)
    lost = connection.execute(
        "SELECT count(DISTINCT correction) FROM correction_outcomes "
        "WHERE outcome NOT IN ('applied', 'undone', 'overruled')"
    ).fetchone()[0]
    if lost:
        message = f"{lost} corrections find their words no longer; they are listed by: onrecord fix --log"
        yield Problem(where="corrections", message=message, is_failure=False)
