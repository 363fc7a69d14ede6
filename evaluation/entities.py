"""
Names against those of the worldwide newswire: exact spans, nine classes.

Our kinds are mapped down to those classes as in training (`training/labels.py`): what is `other` to us may be a
product or a miscellaneous name there; a group is an organization. Kinds that the set does not mark (quantities,
documents, laws) are not judged; a weapon, vehicle or platform is, where the set has a product in that very place.
"""

from collections.abc import Sequence
from typing import Any

from training.convert.names import convert_ewn
from training.labels import MENTION_TARGETS

from evaluation.loaded import Loaded, report_of
from evaluation.parts import SHARED
from evaluation.sets import count_lines, described
from onrecord.records import Mention
from onrecord.scoring.counts import Count, Counts, f1_of
from onrecord.scoring.judge import Judged

__all__ = ["NAME", "judged", "mentions_of", "named_entities"]

NAME = "ewn dev"
PATH = "corpora/ewn/dev.tsv"
_PREFIX = "ewn:"
_CLASSES = {name.removeprefix(_PREFIX): kinds for name, kinds in MENTION_TARGETS.items() if name.startswith(_PREFIX)}
_ONLY_THERE = frozenset({"weapon", "vehicle", "platform"})
_ALSO = {"Organization": ("group",)}

Marked = tuple[list[tuple[tuple[int, int], str]], Sequence[Mention]]
"""Gold spans with their class, and what the reader found."""


def mentions_of(loaded: Loaded) -> list[Marked]:
    """Read the articles and return gold and found mentions of each."""
    rows = list(convert_ewn(SHARED / "corpora", "dev"))
    readings = []
    for at in range(0, len(rows), 16):
        readings += loaded.reader([report_of(row.id, row.text) for row in rows[at : at + 16]])
    return [
        ([((start, end), label.removeprefix(_PREFIX)) for start, end, label in row.mentions or ()], reading.mentions)
        for row, reading in zip(rows, readings, strict=True)
    ]


def named_entities(marked: Sequence[Marked]) -> dict[str, Any]:
    """Return the set's entry: all nine classes together, then each."""
    reports = [_counts(*each) for each in marked]
    names = ["mention", *sorted({name for counts in reports for name in counts} - {"mention"})]
    lines = count_lines(reports, {name: f1_of(name) for name in names})
    return described(PATH, "exact span and class", "people", len(marked), lines)


def judged(marked: Sequence[Marked]) -> list[list[Judged]]:
    """Return the score of each judged mention of each article, and whether it is right."""
    return [[(mention.score, right is not None) for mention, right in _answers(gold, found)] for gold, found in marked]


def _answers(gold: Sequence[tuple[tuple[int, int], str]], found: Sequence[Mention]) -> list[tuple[Mention, str | None]]:
    """Pair each mention that the set can judge with the class it is right about."""
    classes = dict(gold)
    out = []
    for mention in found:
        name = classes.get((mention.span.start, mention.span.end))
        right = name is not None and mention.kind in (*_CLASSES[name], *_ALSO.get(name, ()))
        if right or _class_of(mention) is not None:
            out.append((mention, name if right else None))
    return out


def _class_of(mention: Mention) -> str | None:
    """The class that a kind maps down to; None for kinds that the set does not mark."""
    if mention.kind in _ONLY_THERE:
        return None
    return next(
        (name for name, kinds in _CLASSES.items() if mention.kind in (*kinds, *_ALSO.get(name, ()))),
        None,
    )


def _counts(gold: Sequence[tuple[tuple[int, int], str]], found: Sequence[Mention]) -> Counts:
    answers = _answers(gold, found)
    counts = {"mention": Count(sum(right is not None for _, right in answers), len(answers), len(gold))}
    given = [right or _class_of(mention) for mention, right in answers]
    for name in _CLASSES:
        right = sum(each == name for _, each in answers)
        counts[f"mention, {name}"] = Count(
            right, sum(each == name for each in given), sum(each == name for _, each in gold)
        )
    return counts
