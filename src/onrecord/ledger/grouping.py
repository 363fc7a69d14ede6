"""
Groups out of links between pairs, the same in whatever order the pairs arrive.

    links  a-b 0.9, b-c 0.8, a-c 0.1   ->  {a, b}, {c}: c is like b but not like the group

Average linkage: two groups are joined while the mean of the links between them is
above the line, best pair first, ties by id. Every step is a function of the set of
links, so a part of the record that nothing new touches need not be grouped again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush

__all__ = ["cohesion", "components", "groups"]


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
    named = sorted(set(members))
    found: list[tuple[str, ...]] = []
    # No two groups are joined unless some link between them reaches the line: parts that none joins stay apart.
    parts = components(named, [pair for pair, score in links.items() if _rounded(score) >= line * MILLIONTHS])
    part_of = {member: number for number, part in enumerate(parts) for member in part}
    inside: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for (first, second), score in links.items():
        if score > 0 and part_of[first] == part_of[second]:
            inside[part_of[first]][first, second] = _rounded(score)
    for number, part in enumerate(parts):
        found += [group for group, _ in _agglomerated(part, inside[number], line)] if len(part) > 1 else [part]
    return tuple(sorted(found))


def cohesion(members: Iterable[str], links: Mapping[tuple[str, str], float]) -> float:
    """Return the lowest mean score that joined members, 1 for one alone; 0 where links do not join them all."""
    scores = {pair: _rounded(score) for pair, score in links.items() if score > 0}
    parts = _agglomerated(tuple(sorted(set(members))), scores, 1 / MILLIONTHS)
    return parts[0][1] if len(parts) == 1 else 0.0


def _rounded(score: float) -> int:
    """A score in millionths."""
    return round(score * MILLIONTHS)


def _agglomerated(
    members: tuple[str, ...], links: Mapping[tuple[str, str], int], line: float
) -> list[tuple[tuple[str, ...], float]]:
    """Average linkage inside one component, of links in millionths: groups, and the lowest mean that joined each."""
    inside: dict[str, list[str]] = {member: [member] for member in members}
    lowest = dict.fromkeys(members, 1.0)
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
        lowest[first] = min(lowest[first], lowest[second], -mean)
        for other, score in total.pop(second).items():
            del total[other][second]
            if other != first:
                total[first][other] = total[other][first] = total[first].get(other, 0) + score
        for other in total[first]:
            offer(first, other)
    return [(tuple(sorted(group)), lowest[name]) for name, group in inside.items()]
