"""
Cards and words of rows made anew where rows have changed, in the transaction that changes them.

    with changing(connection):            # commits the change and the cards that follow from it, or neither
        connection.execute("DELETE FROM reports WHERE id = 'r1'")

Triggers note the rows (`room_stale`); a row that is noted and not there any more loses its card.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from onrecord.store.connection import transaction
from onrecord.store.inserting import as_text, insert_rows
from onrecord.store.room.cards import BLOCK_BITS, KINDS, TURN_BITS, card_of, first_number
from onrecord.store.room.words import folded

__all__ = ["are_cards_stale", "changing", "renew_cards"]

_BATCH = 5_000
"""Rows whose facets are in memory at once."""

_MONTH = (
    "CASE WHEN date_start IS NULL "
    "THEN CASE WHEN length(published_start) >= 7 AND (published_end IS NULL "
    "OR substr(published_start, 1, 7) = substr(published_end, 1, 7)) THEN substr(published_start, 1, 7) END "
    "ELSE CASE WHEN length(date_start) >= 7 AND (date_end IS NULL "
    "OR substr(date_start, 1, 7) = substr(date_end, 1, 7)) THEN substr(date_start, 1, 7) END END"
)
"""The month that a row lies in, of its own date or else of publication; none where it may lie in several."""
_OWN_DAYS = (
    "coalesce(date_start, published_start) AS first, coalesce(date_end, date_start, published_end) AS last, "
    "score AS weight"
)
_DUE = "FROM room_stale AS due CROSS JOIN"
_OF = "WHERE due.kind = ?1 AND due.row <= CAST(?2 AS TEXT)"
_ROWS = {
    "events": f"SELECT events.id AS id, {_OWN_DAYS}, coalesce(sentence, quote) AS words, events.type, "
    f"events.factuality, place_country AS country, reports.outlet, {_MONTH} AS month, room_events.standing, "
    f"CASE WHEN voice = 'own' THEN voice END AS speaker {_DUE} events ON events.id = due.row "
    "CROSS JOIN reports ON reports.id = events.report LEFT JOIN room_events ON room_events.event = events.id "
    f"{_OF}",
    "statements": f"SELECT statements.id AS id, {_OWN_DAYS}, (SELECT group_concat(quote, ' … ') FROM ("  # noqa: S608  # names of our own
    "SELECT quote FROM spans WHERE statement = statements.id AND role = 'content' ORDER BY ordinal)) AS words, "
    f"statements.act, statements.source_kind AS speaker, reports.outlet, {_MONTH} AS month, "
    f"room_sayings.speaker AS actor, (SELECT country FROM actors WHERE id = statements.speaker) AS country "
    f"{_DUE} statements ON statements.id = due.row CROSS JOIN reports ON reports.id = statements.report "
    f"LEFT JOIN room_sayings ON room_sayings.statement = statements.id {_OF}",
    "claims": "SELECT id, first_published AS first, coalesce(last_published, first_published) AS last, "
    "families AS weight, what || coalesce(' ' || place, '') AS words, standing, type, "
    f"substr(first_published, 1, 7) AS month {_DUE} claims ON id = due.row {_OF}",
    "reports": "SELECT id, published_start AS first, coalesce(published_end, published_start) AS last, 1 AS weight, "
    f"NULL AS words, outlet, credit, substr(published_start, 1, 7) AS month {_DUE} reports ON id = due.row {_OF}",
    "actors": "SELECT id, NULL AS first, NULL AS last, reports AS weight, name AS words, world_actors.kind "
    f"AS kind_of_actor, country {_DUE} world_actors ON id = due.row {_OF}",
}
"""Of each kind: id, first and last day, weight, the words that are searched, and the facets that have one value."""
_MORE = {
    "events": (
        f"SELECT event, country {_DUE} participants ON event = due.row {_OF} AND country IS NOT NULL",
        f"SELECT room_events.event, doer AS actor, receiver AS actor_too {_DUE} room_events "
        f"ON room_events.event = due.row CROSS JOIN room_pairs ON room_pairs.number = room_events.number {_OF}",
        f"SELECT event, source_kind AS speaker {_DUE} event_statements ON event = due.row AND relation = 'stated_by' "
        f"CROSS JOIN statements ON statements.id = statement {_OF}",
        f"SELECT event, type {_DUE} own_types ON event = due.row {_OF}",
    ),
    "statements": (
        f"SELECT accounts.row, standing {_DUE} accounts ON accounts.row = due.row "
        f"CROSS JOIN claims ON claims.id = accounts.claim {_OF}",
        f"SELECT accounts.via, standing {_DUE} accounts ON accounts.via = due.row "
        f"CROSS JOIN claims ON claims.id = accounts.claim {_OF}",
    ),
    "claims": (
        f"SELECT claim, world_actor AS actor, source_kind AS speaker, outlet {_DUE} accounts ON claim = due.row "
        f"CROSS JOIN reports ON reports.id = accounts.report {_OF}",
        f"SELECT claim, type {_DUE} accounts ON claim = due.row CROSS JOIN own_types ON event = accounts.row {_OF}",
    ),
}
"""Facets that may have several values: an id, and a value of each of the facets."""


@contextmanager
def changing(connection: sqlite3.Connection) -> Iterator[None]:
    """
    Commit what happens inside together with the cards that follow from it, or none of it.

    Inside another change too: cards made for several reports at once would be numbered by how many came together.
    """
    with transaction(connection):
        yield
        renew_cards(connection)


def are_cards_stale(connection: sqlite3.Connection) -> bool:
    """Whether some row has changed since its card was made."""
    return bool(connection.execute("SELECT EXISTS (SELECT 1 FROM room_stale)").fetchone()[0])


def renew_cards(connection: sqlite3.Connection) -> None:
    """Make the cards and words of all rows that have changed; inside the transaction of the caller."""
    if not are_cards_stale(connection):
        return
    codes = _Codes(connection)
    for kind in KINDS:
        while (last := _last_of_batch(connection, kind)) is not None:
            _renew(connection, kind, last, codes)


class _Codes(dict[tuple[str, str], int]):
    """The codes of values of facets, each asked for once, and given where there is none."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, pair: tuple[str, str]) -> int:
        values = pair[0], as_text(pair[1])
        question = "SELECT code FROM room_facets WHERE facet = ? AND value = CAST(? AS TEXT)"
        found = self._connection.execute(question, values).fetchone()
        if found is None:
            adding = "INSERT INTO room_facets (facet, value) VALUES (?, CAST(? AS TEXT))"
            self._connection.execute(adding, values)
            found = self._connection.execute(question, values).fetchone()
        self[pair] = int(found[0])
        return self[pair]


def _last_of_batch(connection: sqlite3.Connection, kind: str) -> str | None:
    question = "SELECT max(row) FROM (SELECT row FROM room_stale WHERE kind = ? ORDER BY row LIMIT ?)"
    last: str | None = connection.execute(question, (kind, _BATCH)).fetchone()[0]
    return last


def _renew(connection: sqlite3.Connection, kind: str, last: str, codes: _Codes) -> None:
    """Make the cards of the changed rows of a kind up to one of them."""
    batch = (kind, as_text(last))
    found = connection.execute(_ROWS[kind], batch)
    names = [column[0] for column in found.description][5:]
    rows = [tuple(row) for row in found]
    values: defaultdict[str, set[tuple[str, int]]] = defaultdict(set)
    for row in rows:
        values[row[0]].update((name, codes[name, value]) for name, value in zip(names, row[5:], strict=True) if value)
    for question in _MORE.get(kind, ()):
        found = connection.execute(question, batch)
        names = [column[0].removesuffix("_too") for column in found.description][1:]
        for row, *listed in found:
            values[row].update((name, codes[name, value]) for name, value in zip(names, listed, strict=True) if value)
    turns, held = _turns(connection, kind, batch, [row[0] for row in rows])
    base = first_number(kind)
    made = [
        (base + turns[row], as_text(row), card_of(turns[row], first, until, weight or 0, values[row]))
        for row, first, until, weight, *_ in rows
    ]
    changed = [each for each in made if held.pop(each[0], None) != each[2]]
    insert_rows(
        connection,
        "INSERT INTO room_cards (number, row, card) VALUES",
        "?, CAST(? AS TEXT), ?",
        changed,
        "ON CONFLICT (number) DO UPDATE SET card = excluded.card",
    )
    _join(connection, {number >> BLOCK_BITS for number, *_ in changed} | {number >> BLOCK_BITS for number in held})
    wordless = [(base + turns[row[0]],) for row in rows if row[4] is None]
    connection.executemany("DELETE FROM room_words WHERE number = ?", wordless)
    insert_rows(
        connection,
        "INSERT INTO room_words (number, words) VALUES",
        "?, ?",
        [(base + turns[row[0]], folded(row[4])) for row in rows if row[4] is not None],
        "ON CONFLICT (number) DO UPDATE SET words = excluded.words WHERE words <> excluded.words",
    )
    connection.execute("DELETE FROM room_stale WHERE kind = ? AND row <= CAST(? AS TEXT)", batch)


def _turns(
    connection: sqlite3.Connection, kind: str, batch: tuple[str, str | bytes | None], ids: list[str]
) -> tuple[dict[str, int], dict[int, bytes]]:
    """
    Return the turn of each row among those of its kind, and the cards by number that changed rows have.

    The cards of rows that are gone are taken away; they are empty in what is returned.
    """
    base = first_number(kind)
    question = (
        f"SELECT due.row, number, card {_DUE} room_cards ON room_cards.row = due.row AND number BETWEEN ?3 AND ?4 {_OF}"
    )
    found = connection.execute(question, (*batch, base, base + (1 << TURN_BITS) - 1)).fetchall()
    held = {number: bytes(card) for _, number, card in found}
    turns = {row: number - base for row, number, _ in found}
    # The turn of a report is its number in the full-text index, which then says at once which cards hold a word.
    given = _numbers(connection, ids) if kind == "reports" else {row: turns.get(row) for row in ids}
    gone = [(base + turns.pop(row),) for row, turn in list(turns.items()) if given.get(row) != turn]
    connection.executemany("DELETE FROM room_cards WHERE number = ?", gone)
    connection.executemany("DELETE FROM room_words WHERE number = ?", gone)
    held |= {number: b"" for (number,) in gone}
    if kind == "reports":  # a number may have been that of a report that is gone
        turns = {row: number for row, number in given.items() if number}
        taken = [(base + number, as_text(row)) for row, number in turns.items()]
        connection.executemany("DELETE FROM room_cards WHERE number = ? AND row <> CAST(? AS TEXT)", taken)
        return turns, held
    new = [row for row in ids if row not in turns]
    if new:
        values = (len(new), KINDS.index(kind) + 1)
        connection.execute("UPDATE room_kinds SET last = last + ? WHERE kind = ?", values)
        (last,) = connection.execute("SELECT last FROM room_kinds WHERE kind = ?", values[1:]).fetchone()
        turns |= {row: last - n for n, row in enumerate(new)}
    return turns, held


def _join(connection: sqlite3.Connection, blocks: set[int]) -> None:
    """Put the cards of each of the blocks one after the other."""
    for block in sorted(blocks):
        bounds = block << BLOCK_BITS, (block + 1 << BLOCK_BITS) - 1
        cards = connection.execute("SELECT card FROM room_cards WHERE number BETWEEN ? AND ? ORDER BY number", bounds)
        joined = b"".join(card for (card,) in cards)
        if joined:
            connection.execute("INSERT OR REPLACE INTO room_blocks (block, cards) VALUES (?, ?)", (block, joined))
        else:
            connection.execute("DELETE FROM room_blocks WHERE block = ?", (block,))


def _numbers(connection: sqlite3.Connection, reports: list[str]) -> dict[str, int | None]:
    """Return the number of each report in the full-text index."""
    question = "SELECT number FROM reports WHERE id = CAST(? AS TEXT)"
    return {report: int(connection.execute(question, (as_text(report),)).fetchone()[0]) for report in reports}
