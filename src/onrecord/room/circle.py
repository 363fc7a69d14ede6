"""
A network one can read: actors on a circle, those with much to do with each other side by side.

Names stand outside the circle and never overlap; lines bend through the middle. The order is found by
setting the strongest ties next to each other and then swapping pairs while that shortens the lines, so
the same record gives the same drawing every time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, log2, pi, sin

import numpy as np

__all__ = ["RADIUS", "SIZE", "Line", "Seat", "line", "order", "seats"]

SIZE = 1000
"""Of the drawing, both ways."""
RADIUS = 270.0
_SWAPS = 100
_LABEL = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Where an actor sits, and how its name is turned."""

    x: float
    y: float
    label_x: float
    label_y: float
    turn: float
    """Degrees."""
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line from who does it to whom it is done."""

    path: str
    width: float


def order(names: Sequence[str], ties: Mapping[tuple[str, str], int]) -> list[str]:
    """Return the names in the order they sit around the circle."""
    weight = {name: dict.fromkeys(names, 0) for name in names}
    for (one, other), count in ties.items():
        weight[one][other] += count
        weight[other][one] += count
    left = sorted(names, key=lambda name: (-sum(weight[name].values()), name))
    row = left[:1]
    left = left[1:]
    while left:
        ends = ((weight[name][end], at, name) for name in left for at, end in ((0, row[0]), (1, row[-1])))
        _, at, name = max(ends, key=lambda each: (each[0], each[1], -left.index(each[2])))
        row = [*row, name] if at else [name, *row]
        left.remove(name)
    return _swapped(row, weight)


def _swapped(row: list[str], weight: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Swap the pair that brings those who have to do with each other closest together, again and again."""
    count = len(row)
    apart = np.array([[min(abs(i - j), count - abs(i - j)) for j in range(count)] for i in range(count)])
    ties = np.array([[weight[one][other] for other in row] for one in row])
    at = np.arange(count)
    for _ in range(_SWAPS):
        seated = ties[np.ix_(at, at)]
        length = seated @ apart  # of all lines of one, if it alone sat on another's seat
        own = length.diagonal()
        gain = own[:, None] + own[None, :] - length - length.T - 2 * seated * apart
        i, j = np.unravel_index(int(gain.argmax()), gain.shape)
        if gain[i, j] <= 0:
            break
        at[i], at[j] = at[j], at[i]
    return [row[who] for who in at]


def seats(count: int) -> list[Seat]:
    """Return so many seats around the circle, the first at the top; names on the left read outwards too."""
    found = []
    for n in range(count):
        angle = 2 * pi * n / count - pi / 2
        x, y = SIZE / 2 + RADIUS * cos(angle), SIZE / 2 + RADIUS * sin(angle)
        leftward = cos(angle) < -1e-9
        degrees = angle * 180 / pi
        found.append(
            Seat(
                x=round(x, 1),
                y=round(y, 1),
                label_x=round(SIZE / 2 + (RADIUS + _LABEL) * cos(angle), 1),
                label_y=round(SIZE / 2 + (RADIUS + _LABEL) * sin(angle), 1),
                turn=round(degrees + 180 if leftward else degrees, 1),
                anchor="end" if leftward else "start",
            )
        )
    return found


def line(start: Seat, end: Seat, quad: int, count: int) -> Line:
    """Return the line of one kind from one seat to another; there and back, and other kinds, run beside it."""
    middle_x, middle_y = (start.x + end.x) / 2, (start.y + end.y) / 2
    across_x, across_y = end.y - start.y, start.x - end.x
    span = hypot(across_x, across_y) or 1.0
    aside = 6.0 + 9.0 * quad
    bend_x = SIZE / 2 + (middle_x - SIZE / 2) * 0.35 + across_x / span * aside
    bend_y = SIZE / 2 + (middle_y - SIZE / 2) * 0.35 + across_y / span * aside
    return Line(
        path=f"M{start.x} {start.y}Q{bend_x:.1f} {bend_y:.1f} {end.x} {end.y}", width=round(1 + log2(count) * 0.9, 2)
    )
