"""
How well found chains agree with the gold ones: MUC, B-cubed, CEAF-e, and their mean, the CoNLL F1.

A chain is the set of all mentions of one thing, in a report or across reports:

    gold    {Maria Weber, she, the minister}  {the treaty, it}
    found   {Maria Weber, she}  {the minister, the treaty, it}

Mentions may be anything that can be compared and hashed (spans, ids of events). Every
measure keeps what its recall and its precision are fractions of, so that scores of
several reports add up before anything is divided, as the CoNLL scorer adds them.

Sources: MUC links, Vilain et al. 1995; B-cubed, Bagga and Baldwin 1998, with mentions that only
one side has counted as Pradhan et al. 2014 do; CEAF-e, Luo 2005, phi 4; the mean, Pradhan et al. 2012.
"""

from collections.abc import Hashable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

__all__ = ["ChainScore", "Share", "mention_share", "score_chains", "total_score"]

Chain = AbstractSet[Hashable]


@dataclass(frozen=True, slots=True)
class Share:
    """What was right of all gold (recall) and what was right of all found (precision)."""

    recalled: float = 0.0
    gold: float = 0.0
    precise: float = 0.0
    found: float = 0.0

    def __add__(self, other: "Share") -> "Share":
        return Share(
            self.recalled + other.recalled,
            self.gold + other.gold,
            self.precise + other.precise,
            self.found + other.found,
        )

    @property
    def recall(self) -> float:
        """In percent; 0 where there is no gold."""
        return 100 * self.recalled / self.gold if self.gold else 0.0

    @property
    def precision(self) -> float:
        """In percent; 0 where nothing was found."""
        return 100 * self.precise / self.found if self.found else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both, in percent."""
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0


@dataclass(frozen=True, slots=True)
class ChainScore:
    """The three measures of one report or of many."""

    muc: Share = Share()
    b_cubed: Share = Share()
    ceaf_e: Share = Share()

    def __add__(self, other: "ChainScore") -> "ChainScore":
        return ChainScore(self.muc + other.muc, self.b_cubed + other.b_cubed, self.ceaf_e + other.ceaf_e)

    @property
    def conll_f1(self) -> float:
        """Mean of the three F1, in percent."""
        return (self.muc.f1 + self.b_cubed.f1 + self.ceaf_e.f1) / 3


def score_chains(gold: Sequence[Chain], found: Sequence[Chain]) -> ChainScore:
    """
    Compare the chains of one report (or of one pool of reports) with the gold ones.

    Chains of one mention count for B-cubed and CEAF-e and have no link for MUC. Raises ValueError
    where one side has an empty chain or a mention in two chains.
    """
    of_gold, of_found = _chain_of(gold, "gold"), _chain_of(found, "found")
    return ChainScore(
        muc=Share(*_links(gold, of_found), *_links(found, of_gold)),
        b_cubed=Share(*_cubed(gold, of_found), *_cubed(found, of_gold)),
        ceaf_e=_aligned(gold, found, of_found),
    )


def total_score(scores: Iterable[ChainScore]) -> ChainScore:
    """Add the scores of several reports; the figures are then of all of them together."""
    return sum(scores, ChainScore())


def mention_share(gold: Sequence[Chain], found: Sequence[Chain]) -> Share:
    """Mentions of the one side that the other has too, whatever chains they stand in."""
    asked, given = set().union(*gold), set().union(*found)
    both = float(len(asked & given))
    return Share(both, float(len(asked)), both, float(len(given)))


def _chain_of(chains: Sequence[Chain], side: str) -> dict[Hashable, int]:
    """The number of the chain that each mention stands in."""
    number: dict[Hashable, int] = {}
    for index, chain in enumerate(chains):
        if not chain:
            raise ValueError(f"a {side} chain is empty; expected at least one mention in each")
        for mention in chain:
            if mention in number:
                raise ValueError(f"{mention!r} stands in two {side} chains; expected each mention in one")
            number[mention] = index
    return number


def _links(chains: Sequence[Chain], others: dict[Hashable, int]) -> tuple[float, float]:
    """MUC: links of the chains that survive when the other side cuts them, and all their links."""
    kept = 0
    for chain in chains:
        alone = sum(mention not in others for mention in chain)
        pieces = len({others[mention] for mention in chain if mention in others}) + alone
        kept += len(chain) - pieces
    return float(kept), float(sum(len(chain) - 1 for chain in chains))


def _cubed(chains: Sequence[Chain], other_of: dict[Hashable, int]) -> tuple[float, float]:
    """B-cubed: for each mention, how much of its chain stands with it on the other side; and how many mentions."""
    right = 0.0
    for chain in chains:
        shared: dict[int, int] = {}
        for mention in chain:
            if mention in other_of:
                shared[other_of[mention]] = shared.get(other_of[mention], 0) + 1
        right += sum(count * count for count in shared.values()) / len(chain)
    return right, float(sum(map(len, chains)))


def _aligned(gold: Sequence[Chain], found: Sequence[Chain], of_found: dict[Hashable, int]) -> Share:
    """CEAF-e: the best one-to-one pairing of chains, a pair worth 2 |both| / (|one| + |other|)."""
    alike: dict[int, dict[int, float]] = {}
    for row, chain in enumerate(gold):
        alike[row] = {}
        for column in {of_found[mention] for mention in chain if mention in of_found}:
            other = found[column]
            alike[row][column] = 2 * len(chain & other) / (len(chain) + len(other))
    best = sum(_best_pairing(part) for part in _connected(alike))
    return Share(best, float(len(gold)), best, float(len(found)))


def _connected(alike: dict[int, dict[int, float]]) -> list[list[dict[int, float]]]:
    """Rows that share no column can be paired apart; long reports then stay cheap."""
    groups: list[tuple[set[int], list[dict[int, float]]]] = []
    for row in alike.values():
        if not row:
            continue
        touching = [group for group in groups if group[0] & row.keys()]
        columns, rows = set(row), [row]
        for group in touching:
            columns |= group[0]
            rows += group[1]
            groups.remove(group)
        groups.append((columns, rows))
    return [rows for _, rows in groups]


def _best_pairing(rows: list[dict[int, float]]) -> float:
    """Return the largest sum of a one-to-one pairing: the Hungarian method with potentials, rows added one by one."""
    columns = sorted({column for row in rows for column in row})
    size = max(len(rows), len(columns))
    cost = [[-row.get(column, 0.0) for column in columns] + [0.0] * (size - len(columns)) for row in rows]
    row_potential, column_potential = [0.0] * (len(rows) + 1), [0.0] * (size + 1)
    row_of = [0] * (size + 1)  # the row, from 1, that each column, from 1, is paired with; column 0 holds the new row
    for new in range(1, len(rows) + 1):
        row_of[0], at = new, 0
        slack, came_from, done = [float("inf")] * (size + 1), [0] * (size + 1), [False] * (size + 1)
        while row_of[at]:
            done[at] = True
            row, step, following = row_of[at], float("inf"), 0
            for column in range(1, size + 1):
                if done[column]:
                    continue
                reduced = cost[row - 1][column - 1] - row_potential[row] - column_potential[column]
                if reduced < slack[column]:
                    slack[column], came_from[column] = reduced, at
                if slack[column] < step:
                    step, following = slack[column], column
            for column in range(size + 1):
                if done[column]:
                    row_potential[row_of[column]] += step
                    column_potential[column] -= step
                else:
                    slack[column] -= step
            at = following
        while at:
            row_of[at] = row_of[came_from[at]]
            at = came_from[at]
    return -sum(cost[row - 1][column - 1] for column, row in enumerate(row_of) if column and row)
