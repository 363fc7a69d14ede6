"""
Which groups new links may change, and what becomes of these alone.

    e9 is new and like e3 of {e3, e5}   ->   e9, e3 and e5 are grouped anew, and none of the neighbours of e5

Average linkage joins the likest first. The groups next to what changes are formed again with it; where one of them
comes whole out of its own links before it meets anything else, as it did before, its other neighbours cannot have been
touched. Where one does not, they are looked at too. Without this a few years of news would hang together by strong
links from day to day, and each new report touch all of it.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

from onrecord.ledger.grouping import PairScores, groups_again
from onrecord.store.ledger import LedgerTables

__all__ = ["Region", "regrouped"]


@dataclass(slots=True)
class Region:
    """The rows that may be in another group than before, and their neighbours."""

    group_of: dict[str, str] = field(default_factory=dict)
    """The group that each row stands in as yet."""
    found: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    """By first letter of a group's id: the groups that links make of the rows."""
    forced: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    """Likewise: rows that corrections tie."""


def regrouped(
    tables: LedgerTables, rows: Iterable[str], held: Set[str], lines: Mapping[str, float], *, lowest: float
) -> Region:
    """
    Form the groups anew that may change: `rows` are new, or lost or won a link.

    `held` are rows whose groups corrections had a hand in, so that their links alone do not tell how these were formed.
    `lines` are mean scores from which two groups are one, by the first letter of a group's id; no link
    below `lowest` ever joins two groups.
    """
    region = Region(forced={letter: set() for letter in lines})
    scores = {letter: PairScores() for letter in lines}
    start = tables.rows.groups_of(rows).values()
    edge = _take(tables, region, {group for group in start if group[0] in lines})
    changing: set[str] = set()
    loaded: set[str] = set()
    while edge:
        changing |= edge
        near = {row for link in tables.rows.links_from(edge, line=lowest) for row in link[:2]} - region.group_of.keys()
        taken = _take(tables, region, tables.rows.groups_of(near).values())
        edge = _groups_with(region, taken & held)
        if edge:
            continue
        _load(tables, region, region.group_of.keys() - loaded, scores)
        loaded |= region.group_of.keys()
        for letter, line in lines.items():
            own = [row for row, group in region.group_of.items() if group[0] == letter]
            before = {row: region.group_of[row] for row in own if row not in changing}
            region.found[letter], broken = groups_again(own, scores[letter], before, line=line)
            edge |= {row for row, group in before.items() if group in broken}
    return region


def _take(tables: LedgerTables, region: Region, groups: Iterable[str]) -> set[str]:
    """Take the rows of groups in; return them."""
    taken = {row: group for group, members in tables.rows.members(set(groups)).items() for row in members}
    region.group_of |= taken
    return set(taken)


def _groups_with(region: Region, rows: Set[str]) -> set[str]:
    """All rows of the groups that these are in."""
    groups = {region.group_of[row] for row in rows}
    return {row for row, group in region.group_of.items() if group in groups} if groups else set()


def _load(tables: LedgerTables, region: Region, rows: Set[str], scores: Mapping[str, PairScores]) -> None:
    """Load the links of rows to each other and to those that are there."""
    for first, second, score, correction in tables.rows.links_from(rows):
        if first in region.group_of and second in region.group_of:
            letter = region.group_of[first][0]
            if correction is not None:
                region.forced[letter].add((first, second))
            elif first != second:
                scores[letter].add(first, second, score)
