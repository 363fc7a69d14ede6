"""
What could be one with an actor, an event or a claim, and of what rows it is made: for merging and splitting by hand.

    w7a… "Sergei Shoigu"   ->   w9b… "Shoigu", 0.41, because: same last name      its rows: a5d… in r1, a8e… in r7
"""

import json
import sqlite3
from dataclasses import dataclass

__all__ = [
    "Alike",
    "Member",
    "alike_claims",
    "alike_groups",
    "group_of",
    "group_words",
    "member_count",
    "members",
    "others_with",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A row of a report that a group is made of."""

    row: str
    report: str
    words: str
    """The name of an actor, the sentence of an event, what a statement says."""
    outlet: str | None
    title: str | None
    published: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Another group or claim that could be the same."""

    id: str
    words: str
    reports: int
    score: float | None = None
    """How likely the two most alike of their rows are the same, 0 to 1; null where no link says so."""
    reasons: tuple[str, ...] = ()


def members(connection: sqlite3.Connection, group: str, *, after: str = "", most: int = 50) -> list[Member]:
    """Return the rows of a group, or those that give the accounts of a claim, by id, after one of them."""
    whose = (
        "SELECT DISTINCT coalesce(ledger.row, accounts.row) AS row FROM accounts LEFT JOIN ledger_rows AS ledger "
        "ON ledger.row = accounts.row WHERE accounts.claim = ?1"
        if group.startswith("c")
        else "SELECT row FROM ledger_rows WHERE member_of = ?1"
    )
    rows = connection.execute(
        "SELECT ledger_rows.row, ledger_rows.report, "  # noqa: S608  # one of two of our own
        "coalesce(actors.name, events.sentence, events.quote, (SELECT quote FROM spans "
        "WHERE statement = ledger_rows.row AND role = 'content' ORDER BY ordinal LIMIT 1), '') "
        "AS words, reports.outlet, reports.title, reports.published_start AS published "
        "FROM ledger_rows JOIN reports ON reports.id = ledger_rows.report "
        "LEFT JOIN actors ON actors.id = ledger_rows.row LEFT JOIN events ON events.id = ledger_rows.row "
        f"WHERE ledger_rows.row IN ({whose}) AND ledger_rows.row > ?2 ORDER BY ledger_rows.row LIMIT ?3",
        (group, after, most),
    )
    return [Member(**dict(row)) for row in rows]


def others_with(connection: sqlite3.Connection, group: str, words: str, *, most: int = 20) -> list[Alike]:
    """Return other actors whose name, or other claims or events whose account in words, holds all these words."""
    table, column = {"w": ("world_actors", "name")}.get(group[:1], ("claims", "what"))
    patterns = [f"%{_plain(word)}%" for word in words.split()[:8]]
    if not patterns:
        return []
    holds = " AND ".join(f"{column} LIKE ? ESCAPE '!'" for _ in patterns)
    found = "id" if group[:1] in "wc" else "(SELECT id FROM event_groups WHERE claim = claims.id ORDER BY id LIMIT 1)"
    rows = connection.execute(
        f"SELECT {found} AS id, {column} AS words, reports FROM {table} "  # noqa: S608  # names of our own
        f"WHERE {holds} ORDER BY reports DESC, id LIMIT ?",
        (*patterns, most + 1),
    )
    return [Alike(**dict(row)) for row in rows if row["id"] not in (None, group)][:most]


def _plain(word: str) -> str:
    """Return a word as LIKE takes it literally; half a surrogate pair, which cannot be asked for, as a mark."""
    whole = word.encode("utf-8", "replace").decode("utf-8")
    return whole.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def group_of(connection: sqlite3.Connection, row: str) -> str | None:
    """Return the group a row of a report belongs to; None where the ledger does not hold it."""
    found = connection.execute("SELECT member_of FROM ledger_rows WHERE row = ?", (row,)).fetchone()
    return str(found[0]) if found else None


def group_words(connection: sqlite3.Connection, group: str) -> str:
    """Return an actor across reports by its name, an event or a claim by the words of one account."""
    question = {
        "w": "SELECT name FROM world_actors WHERE id = ?",
        "c": "SELECT what FROM claims WHERE id = ?",
    }.get(
        group[:1],
        "SELECT coalesce(sentence, quote) FROM events JOIN ledger_rows ON ledger_rows.row = events.id "
        "WHERE member_of = ? ORDER BY events.id LIMIT 1",
    )
    found = connection.execute(question, (group,)).fetchone()
    return str(found[0]) if found else ""


def member_count(connection: sqlite3.Connection, group: str) -> int:
    """Return how many rows of reports a group or a claim is made of."""
    question = (
        "SELECT count(DISTINCT row) FROM accounts WHERE claim = ?"
        if group.startswith("c")
        else "SELECT count(*) FROM ledger_rows WHERE member_of = ?"
    )
    return int(connection.execute(question, (group,)).fetchone()[0])


_LINKED = """
SELECT other.member_of AS id, max(links.score) AS score, links.reasons AS reasons
FROM (SELECT row, member_of FROM ledger_rows WHERE member_of = :group ORDER BY row LIMIT 200) AS own
JOIN links ON links.{end} = own.row
JOIN ledger_rows AS other ON other.row = links.{far} AND other.member_of <> own.member_of
GROUP BY other.member_of
"""
"""Two hundred rows of a group are enough to see what it is like; a state may have tens of thousands."""


def alike_groups(connection: sqlite3.Connection, group: str, *, most: int = 8) -> list[Alike]:
    """Return the groups that links tie to an actor or an event across reports, the likeliest first."""
    words = (
        "SELECT name AS words, reports FROM world_actors WHERE id = ?"
        if group.startswith("w")
        else "SELECT (SELECT coalesce(sentence, quote) FROM events JOIN ledger_rows ON ledger_rows.row = events.id "
        "WHERE member_of = event_groups.id ORDER BY events.id LIMIT 1) AS words, reports FROM event_groups WHERE id = ?"
    )
    linked = " UNION ALL ".join(
        _LINKED.format(end=end, far=far) for end, far in (("row_a", "row_b"), ("row_b", "row_a"))
    )
    rows = connection.execute(
        f"SELECT id, max(score) AS score, reasons FROM ({linked}) GROUP BY id ORDER BY score DESC, id LIMIT :most",  # noqa: S608
        {"group": group, "most": most},
    ).fetchall()
    found = []
    for row in rows:
        known = connection.execute(words, (row["id"],)).fetchone()
        if known is not None:
            found.append(
                Alike(
                    id=row["id"],
                    words=known["words"] or "",
                    reports=known["reports"],
                    score=row["score"],
                    reasons=tuple(json.loads(row["reasons"])),
                )
            )
    return found


def alike_claims(connection: sqlite3.Connection, claim: str, *, most: int = 8) -> list[Alike]:
    """Return the claims whose rows links tie to those of a claim, the likeliest first."""
    linked = " UNION ALL ".join(
        "SELECT other.claim AS id, max(links.score) AS score, links.reasons AS reasons FROM accounts AS own "  # noqa: S608
        f"JOIN links ON links.{end} = own.row JOIN accounts AS other ON other.row = links.{far} "
        "AND other.claim <> own.claim WHERE own.claim = :claim GROUP BY other.claim"
        for end, far in (("row_a", "row_b"), ("row_b", "row_a"))
    )
    rows = connection.execute(
        "SELECT claims.id, claims.what AS words, claims.reports, max(linked.score) AS score, linked.reasons "  # noqa: S608
        f"FROM ({linked}) AS linked JOIN claims ON claims.id = linked.id GROUP BY claims.id "
        "ORDER BY 4 DESC, 1 LIMIT :most",
        {"claim": claim, "most": most},
    ).fetchall()
    return [Alike(**{**dict(row), "reasons": tuple(json.loads(row["reasons"]))}) for row in rows]
