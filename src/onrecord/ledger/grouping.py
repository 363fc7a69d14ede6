"""
Groups out of links between pairs, the same in whatever order the pairs arrive.

    links  a-b 0.9, b-c 0.8, a-c 0.1   ->  {a, b}, {c}: c is like b but not like the group

Average linkage: two groups are joined while the mean of the links between them is
above the line, best pair first, ties by id. Every step is a function of the set of
links, so a part of the record that nothing new touches need not be grouped again.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush

import numpy as np
import numpy.typing as npt

__all__ = ["PairScores", "components", "groups", "groups_again"]


MILLIONTHS = 1_000_000
"""Scores are added as whole numbers, so that the order of adding cannot show."""

_LINKS_AT_A_TIME = 4096

_Numbers = npt.NDArray[np.intp]


class PairScores:
    """Links between pairs of members, each once, as numbers: years of news have half a million side by side."""

    def __init__(self, links: Mapping[tuple[str, str], float] | None = None) -> None:
        """Begin with the scores in [0, 1] of some pairs, or with none."""
        self._number_of: dict[str, int] = {}
        self._firsts, self._seconds, self._scores = array("i"), array("i"), array("i")
        for (first, second), score in (links or {}).items():
            self.add(first, second, score)

    def add(self, first: str, second: str, score: float) -> None:
        """Add a link between two members that has not been added yet; one of 0 is none."""
        if not round(score * MILLIONTHS):
            return
        for end, ends in ((first, self._firsts), (second, self._seconds)):
            ends.append(self._number_of.setdefault(end, len(self._number_of)))
        self._scores.append(round(score * MILLIONTHS))

    def between(self, members: Sequence[str]) -> tuple[_Numbers, _Numbers, _Numbers]:
        """Return the links as places of their ends among the members, first and second, and scores in millionths."""
        place_of = {member: place for place, member in enumerate(members)}
        places = np.array([place_of[member] for member in self._number_of], dtype=np.intp)
        firsts, seconds = (places[np.asarray(ends, dtype=np.intp)] for ends in (self._firsts, self._seconds))
        return firsts, seconds, np.asarray(self._scores, dtype=np.intp)


def components(members: Iterable[str], pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Return what hangs together through pairs, members sorted, components by their first member."""
    named = sorted(set(members))
    place_of = {member: place for place, member in enumerate(named)}
    found: dict[int, list[str]] = defaultdict(list)
    for place, first in enumerate(_firsts(len(named), ((place_of[a], place_of[b]) for a, b in pairs))):
        found[first].append(named[place])
    return tuple(map(tuple, found.values()))


def _firsts(count: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """The least of the numbers below a count that each hangs together with."""
    parent = list(range(count))

    def root(member: int) -> int:
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    for first, second in pairs:
        low, high = sorted((root(first), root(second)))
        parent[high] = low
    return [root(member) for member in range(count)]


def groups(
    members: Iterable[str], links: Mapping[tuple[str, str], float], *, line: float
) -> tuple[tuple[str, ...], ...]:
    """
    Return groups of members, singletons included, members and groups sorted.

    `links` holds scores in [0, 1] by pairs of ids in order; a pair without a link counts 0. Two
    groups join while the mean score of all pairs between them is at least `line`.
    """
    return groups_again(members, PairScores(links), {}, line=line)[0]


def groups_again(
    members: Iterable[str], links: PairScores, before: Mapping[str, str], *, line: float
) -> tuple[tuple[tuple[str, ...], ...], set[str]]:
    """
    As `groups`, and which of the groups that members were in before were not formed as they were.

    `before` names the groups of members that have all theirs here; one is formed as before where its members join
    each other before any of them joins another.
    """
    named = sorted(set(members))
    watch = _Watch({place: before[member] for place, member in enumerate(named) if member in before})
    found: list[tuple[str, ...]] = []
    for part, inside in _parts(len(named), *links.between(named), line):
        joined = _agglomerated(part, inside, line, watch) if len(part) > 1 else [part]
        found += (tuple(named[place] for place in group) for group in joined)
    return tuple(sorted(found)), watch.broken


def _parts(
    count: int, firsts: _Numbers, seconds: _Numbers, scores: _Numbers, line: float
) -> Iterator[tuple[list[int], Iterable[tuple[int, int, int]]]]:
    """
    Yield members that may come to be in one group, and the links among them.

    No two groups are joined unless some link between them reaches the line: parts that none joins stay apart.
    """
    strong = scores >= line * MILLIONTHS
    part_of = np.array(
        _firsts(count, zip(firsts[strong].tolist(), seconds[strong].tolist(), strict=True)), dtype=np.intp
    )
    kept = np.flatnonzero(part_of[firsts] == part_of[seconds])
    kept = kept[np.argsort(part_of[firsts[kept]], kind="stable")]
    parts: dict[int, list[int]] = defaultdict(list)
    for place, part in enumerate(part_of.tolist()):
        parts[part].append(place)
    # Parts are met by their first members, which is the order that the links are in.
    edges = np.searchsorted(part_of[firsts[kept]], [*parts, count]).tolist()
    for places, low, high in zip(parts.values(), edges, edges[1:], strict=False):
        yield places, _links(kept[low:high], firsts, seconds, scores)


def _links(own: _Numbers, firsts: _Numbers, seconds: _Numbers, scores: _Numbers) -> Iterator[tuple[int, int, int]]:
    """Yield the links at some places, not all at once as objects: years of news have a hundred thousand in a part."""
    for at in range(0, len(own), _LINKS_AT_A_TIME):
        some = own[at : at + _LINKS_AT_A_TIME]
        yield from zip(firsts[some].tolist(), seconds[some].tolist(), scores[some].tolist(), strict=True)


class _Watch:
    """Groups that were there before, and whether they come together again before meeting others."""

    def __init__(self, before: Mapping[int, str]) -> None:
        self._sizes = Counter(before.values())
        self._part = {member: (group, 1) for member, group in before.items() if self._sizes[group] > 1}
        """Of which group a cluster is a part as yet, by its name, and how many of its members it has."""
        self.broken: set[str] = set()

    def joined(self, first: int, second: int) -> None:
        """Say that the second cluster went into the first."""
        one, other = self._part.pop(first, None), self._part.pop(second, None)
        if one is not None and other is not None and one[0] == other[0]:
            if one[1] + other[1] < self._sizes[one[0]]:
                self._part[first] = (one[0], one[1] + other[1])
        else:
            self.broken |= {part[0] for part in (one, other) if part is not None}


def _agglomerated(
    members: Sequence[int], links: Iterable[tuple[int, int, int]], line: float, watch: _Watch
) -> list[list[int]]:
    """Average linkage inside one component, of links in millionths: groups are named by their smallest member."""
    inside: dict[int, list[int]] = {member: [member] for member in members}
    total: dict[int, dict[int, int]] = {member: {} for member in members}
    queue: list[tuple[float, int, int]] = []

    def offer(first: int, second: int) -> None:
        low, high = (first, second) if first < second else (second, first)
        mean = total[low][high] / (MILLIONTHS * len(inside[low]) * len(inside[high]))
        if mean >= line:
            heappush(queue, (-mean, low, high))

    own = {member: member for member in members}
    for one, other, score in links:
        first, second = own[one], own[other]  # one object of a number, however many links have it
        total[first][second] = total[second][first] = score
        if score / MILLIONTHS >= line:
            queue.append((-score / MILLIONTHS, min(first, second), max(first, second)))
    heapify(queue)
    while queue:
        mean, first, second = heappop(queue)
        if second not in total.get(first, {}):
            continue  # one of the two has been joined to another since
        if -mean != total[first][second] / (MILLIONTHS * len(inside[first]) * len(inside[second])):
            continue  # offered before one of the two grew
        inside[first] += inside.pop(second)
        watch.joined(first, second)
        for near, score in total.pop(second).items():
            del total[near][second]
            if near != first:
                total[first][near] = total[near][first] = total[first].get(near, 0) + score
        for near in total[first]:
            offer(first, near)
    return [sorted(group) for group in inside.values()]
