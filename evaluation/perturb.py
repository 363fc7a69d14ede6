"""
Reports as they also arrive: mistyped, run together, in capitals, in one block, as a live blog, in other quotes.

    He said the bridge was open.    ->    HE SAID THE BRIDGE WAS OPEN.    ->    He siad thebridge was open.

Each change is a list of edits, so that every annotated offset moves with the text and the same gold rows judge
the changed report. Chance is drawn from a seed and the report's id.
"""

import random
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from evaluation.parts import Row

__all__ = ["PERTURBATIONS", "Edit", "applied", "joined", "perturbed"]

SEED = 20261125
ROLES = ("source", "cue", "content")

Edit = tuple[int, int, str]
"""Start and end of what is replaced, and by what; equal ends insert."""

_NEIGHBOURS = "qwertyuiop asdfghjkl zxcvbnm"
_WORD = re.compile(r"[A-Za-z]{5,}")
_SPACE = re.compile(r"(?<=\S) (?=\S)")
_OPENS = re.compile(r"(?:^|[\s(\[—–-])$")


@dataclass(frozen=True, slots=True)
class _Moves:
    """Where offsets go: before each old offset, so many characters were put in or taken out."""

    starts: Sequence[int]
    ends: Sequence[int]
    shifts: Sequence[int]
    sizes: Sequence[int]

    def start(self, offset: int) -> int:
        """Where a span that starts here starts: behind what is put in at its start."""
        return self._moved(offset, bisect_right(self.starts, offset))

    def end(self, offset: int) -> int:
        """Where a span that ends here ends: before what is put in at its end."""
        return self._moved(offset, bisect_left(self.starts, offset))

    def _moved(self, offset: int, edits: int) -> int:
        if edits and offset < self.ends[edits - 1]:  # inside what is replaced
            before = self.starts[edits - 1] + (self.shifts[edits - 2] if edits > 1 else 0)
            return before + min(offset - self.starts[edits - 1], self.sizes[edits - 1])
        return offset + (self.shifts[edits - 1] if edits else 0)


def applied(text: str, edits: Sequence[Edit]) -> tuple[str, _Moves]:
    """Return the text after ordered edits that do not overlap, and where its offsets went."""
    pieces, at = [], 0
    for start, end, new in edits:
        pieces += [text[at:start], new]
        at = end
    shifts = list(accumulate(len(new) - (end - start) for start, end, new in edits))
    moves = _Moves([e[0] for e in edits], [e[1] for e in edits], shifts, [len(e[2]) for e in edits])
    return "".join([*pieces, text[at:]]), moves


def perturbed(row: Row, change: Callable[[str, random.Random], Iterator[Edit]], name: str) -> dict[str, Any]:
    """Return a gold row whose text was changed, its spans with it."""
    draw = random.Random(f"{SEED} {name} {row['id']}")  # noqa: S311 - chance, not secrecy
    text, moves = applied(row["text"], list(change(row["text"], draw)))

    def moved(span: Sequence[int]) -> list[int]:
        start, end = moves.start(span[0]), moves.end(span[1])
        return [start, max(end, start)]

    statements = [
        {**s, **{role: [m for span in s[role] if (m := moved(span))[0] < m[1]] for role in ROLES}}
        for s in row["statements"]
    ]
    return {**row, "text": text, "statements": statements}


def joined(rows: Sequence[Row], name: str) -> dict[str, Any]:
    """Return one very long report of several."""
    text, statements = "", []
    for row in rows:
        text += "\n\n" if text else ""
        base = len(text)
        for s in row["statements"]:
            spans = {role: [[start + base, end + base] for start, end in s[role]] for role in ROLES}
            statements.append({**s, **spans, "id": f"{row['id']}/{s['id']}"})
        text += row["text"]
    return {"id": name, "text": text, "statements": statements, "events": []}


def _typing_errors(text: str, draw: random.Random) -> Iterator[Edit]:
    """In three of a hundred words of five letters or more: two letters swapped, one lost, doubled or mistyped."""
    for match in _WORD.finditer(text):
        if draw.random() >= 0.03:
            continue
        at = draw.randrange(match.start() + 1, match.end() - 1)
        letter = text[at]
        kind = draw.choice(("swapped", "lost", "doubled", "mistyped"))
        if kind == "swapped":
            yield at, at + 2, text[at + 1] + letter
        elif kind == "mistyped":
            place = _NEIGHBOURS.find(letter.lower())
            beside = _NEIGHBOURS[place - 1 : place] or _NEIGHBOURS[place + 1]
            yield at, at + 1, beside.strip() or "x"
        else:
            yield at, at + 1, "" if kind == "lost" else letter * 2


def _missing_spaces(text: str, draw: random.Random) -> Iterator[Edit]:
    """One space of fifty lost, and one of seven after a mark."""
    for match in _SPACE.finditer(text):
        marked = not text[match.start() - 1].isalnum()
        if draw.random() < (1 / 7 if marked else 1 / 50):
            yield match.start(), match.end(), ""


def _capitals(text: str, _draw: random.Random) -> Iterator[Edit]:
    """All letters capital, as agencies used to send."""
    yield 0, len(text), "".join(upper if len(upper := each.upper()) == 1 else each for each in text)


def _no_paragraphs(text: str, _draw: random.Random) -> Iterator[Edit]:
    """One block of text."""
    yield from ((match.start(), match.end(), " ") for match in re.finditer(r"\s*\n\s*", text))


def _live_blog(text: str, draw: random.Random) -> Iterator[Edit]:
    """Paragraphs as entries with a time of day, or as points of a list."""
    minute = 9 * 60
    for match in re.finditer(r"(?<=\n\n)(?=\S)", text):
        minute += draw.randrange(3, 30)
        stamp = f"{minute // 60 % 24:02d}.{minute % 60:02d}\n"
        yield match.start(), match.start(), stamp if draw.random() < 2 / 3 else "- "


def _quotes(double: tuple[str, str], single: tuple[str, str]) -> Callable[[str, random.Random], Iterator[Edit]]:
    def change(text: str, _draw: random.Random) -> Iterator[Edit]:
        for match in re.finditer("[\"“”„«»'‘’]", text):
            mark, at = match[0], match.start()
            opens = mark in "“„«‘" or (mark in "\"'" and bool(_OPENS.search(text[max(at - 1, 0) : at])))
            pair = double if mark in '"“”„«»' else single
            yield at, at + 1, pair[0] if opens else pair[1]

    return change


PERTURBATIONS: Mapping[str, Callable[[str, random.Random], Iterator[Edit]]] = {
    "typing errors": _typing_errors,
    "missing spaces": _missing_spaces,
    "all capitals": _capitals,
    "no paragraphs": _no_paragraphs,
    "live blog": _live_blog,
    "straight quotes": _quotes(('"', '"'), ("'", "'")),
    "curly quotes": _quotes(("“", "”"), ("‘", "’")),
    "British quotes": _quotes(("‘", "’"), ("“", "’")),
}
