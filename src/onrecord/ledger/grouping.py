"""
Groups out of links between pairs, the same in whatever order the pairs arrive.

    links  a-b 0.9, b-c 0.8, a-c 0.1   ->  {a, b}, {c}: c is like b but not like the group

Average linkage: two groups are joined while the mean of the links between them is
above the line, best pair first, ties by id. Every step is a function of the set of
links, so a part of the record that nothing new touches need not be grouped again.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush

__all__ = ["components", "groups", "groups_again"]


MILLIONTHS = 1_000_000
"""Scores are added as whole numbers, so that the order of adding cannot show."""


def components(members: Iterable[str], pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Return what hangs together through pairs, members sorted, components by their first member."""
    parent = {member: member for member in members}

    def root(member: str) -> str:
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    for first, second in pairs:
        low, high = sorted((root(first), root(second)))
        parent[high] = low
    found: dict[str, list[str]] = defaultdict(list)
    for member in sorted(parent):
        found[root(member)].append(member)
    return tuple(sorted(map(tuple, found.values())))


def groups(
    members: Iterable[str], links: Mapping[tuple[str, str], float], *, line: float
) -> tuple[tuple[str, ...], ...]:
    """
    Return groups of members, singletons included, members and groups sorted.

    `links` holds scores in [0, 1] by pairs of ids in order; a pair without a link counts 0. Two
    groups join while the mean score of all pairs between them is at least `line`.
    """
    return groups_again(members, links, {}, line=line)[0]


def groups_again(
    members: Iterable[str], links: Mapping[tuple[str, str], float], before: Mapping[str, str], *, line: float
) -> tuple[tuple[tuple[str, ...], ...], set[str]]:
    """
    As `groups`, and which of the groups that members were in before were not formed as they were.

    `before` names the groups of members that have all theirs here; one is formed as before where its members join
    each other before any of them joins another.
    """
    named = sorted(set(members))
    found: list[tuple[str, ...]] = []
    # No two groups are joined unless some link between them reaches the line: parts that none joins stay apart.
    parts = components(named, [pair for pair, score in links.items() if _rounded(score) >= line * MILLIONTHS])
    part_of = {member: number for number, part in enumerate(parts) for member in part}
    inside: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for (first, second), score in links.items():
        if score > 0 and part_of[first] == part_of[second]:
            inside[part_of[first]][first, second] = _rounded(score)
    watch = _Watch(before)
    for number, part in enumerate(parts):
        found += _agglomerated(part, inside[number], line, watch) if len(part) > 1 else [part]
    return tuple(sorted(found)), watch.broken


class _Watch:
    """Groups that were there before, and whether they come together again before meeting others."""

    def __init__(self, before: Mapping[str, str]) -> None:
        self._sizes = Counter(before.values())
        self._part = {member: (group, 1) for member, group in before.items() if self._sizes[group] > 1}
        """Of which group a cluster is a part as yet, by its name, and how many of its members it has."""
        self.broken: set[str] = set()

    def joined(self, first: str, second: str) -> None:
        """Say that the second cluster went into the first."""
        one, other = self._part.pop(first, None), self._part.pop(second, None)
        if one is not None and other is not None and one[0] == other[0]:
            if one[1] + other[1] < self._sizes[one[0]]:
                self._part[first] = (one[0], one[1] + other[1])
        else:
            self.broken |= {part[0] for part in (one, other) if part is not None}


def _rounded(score: float) -> int:
    """A score in millionths."""
    return round(score * MILLIONTHS)


def _agglomerated(
    members: tuple[str, ...], links: Mapping[tuple[str, str], int], line: float, watch: _Watch
) -> list[tuple[str, ...]]:
    """Average linkage inside one component, of links in millionths: groups are named by their smallest member."""
    inside: dict[str, list[str]] = {member: [member] for member in members}
    total: dict[str, dict[str, int]] = {member: {} for member in members}
    queue: list[tuple[float, str, str]] = []

    def offer(first: str, second: str) -> None:
        low, high = sorted((first, second))
        mean = total[low][high] / (MILLIONTHS * len(inside[low]) * len(inside[high]))
        if mean >= line:
            heappush(queue, (-mean, low, high))

    for (first, second), score in links.items():
        low, high = (first, second) if first < second else (second, first)
        total[low][high] = total[high][low] = score
        if total[low][high] / MILLIONTHS >= line:
            queue.append((-total[low][high] / MILLIONTHS, low, high))
    heapify(queue)
    while queue:
        mean, first, second = heappop(queue)
        if second not in total.get(first, {}):
            continue  # one of the two has been joined to another since
        if -mean != total[first][second] / (MILLIONTHS * len(inside[first]) * len(inside[second])):
            continue  # offered before one of the two grew
        inside[first] += inside.pop(second)
        watch.joined(first, second)
        for other, score in total.pop(second).items():
            del total[other][second]
            if other != first:
                total[first][other] = total[other][first] = total[first].get(other, 0) + score
        for other in total[first]:
            offer(first, other)
    return [tuple(sorted(group)) for group in inside.values()]
