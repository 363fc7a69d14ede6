"""
Which groups may change by new links, so that these alone are formed again.

    {e3, e5} were joined at 0.8; e9 is new, and as like e3 as 0.7   ->   e9, e3 and e5, but none of their neighbours

Average linkage joins the likest first. A group whose members were all joined above the strongest link that leads to it
from what changes is formed as before, whatever comes of the rest; so what lies behind it cannot change either. Without
this a few years of news would hang together by strong links from day to day, and each new report touch all of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Set

from onrecord.ledger.grouping import cohesion
from onrecord.store.ledger import LedgerTables

__all__ = ["reached"]

_ROUNDING = 1e-6
"""Scores are rounded to millionths where groups are formed."""


def reached(tables: LedgerTables, rows: Iterable[str], held: Set[str], *, line: float) -> set[str]:
    """
    Return the rows of all groups that may change, whole groups: `rows` are new or lost or won a link.

    `held` are rows whose groups corrections had a hand in, so that their links alone do not tell how these were formed.
    No link below `line` joins two groups.
    """
    known = tables.rows.groups_of(rows)
    changing = set(known).union(*tables.rows.members(known.values()).values())
    whole = set(changing)
    strongest: dict[str, float] = defaultdict(float)
    edge = changing
    while edge:
        hit: set[str] = set()
        for first, second, score in tables.rows.links_from(edge, line=line):
            for here, other in ((first, second), (second, first)):
                if here in edge and other not in changing:
                    strongest[other] = max(strongest[other], score)
                    hit.add(other)
        groups = tables.rows.members(tables.rows.groups_of(hit).values())
        whole |= {row for members in groups.values() for row in members}
        edge = _broken(tables, groups, strongest, held)
        changing |= edge
    return whole


def _broken(
    tables: LedgerTables, groups: dict[str, list[str]], strongest: dict[str, float], held: Set[str]
) -> set[str]:
    """Return the rows of the groups that may not be formed as before."""
    several = {group: set(members) for group, members in groups.items() if len(members) > 1}
    group_of = {row: group for group, members in several.items() for row in members}
    inside: dict[str, dict[tuple[str, str], float]] = {group: {} for group in several}
    for first, second, score, correction in tables.rows.links_among(group_of):
        if correction is None and first != second and group_of[first] == group_of[second]:
            inside[group_of[first]][first, second] = score
    broken = {row for members in groups.values() if not held.isdisjoint(members) for row in members}
    for group, members in several.items():
        drawn = max(strongest[row] for row in members)
        if drawn >= cohesion(members, inside[group]) - _ROUNDING:
            broken |= members
    return broken
