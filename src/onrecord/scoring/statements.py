"""
Statements of a record against those of an annotated report.

    exact        a span of a role counts when start and end agree
    letters      the visible characters that the role covers
    linked exact, linked half    whole statements, paired one to one: all three roles agree to the character,
                 or the cues touch and source and content each overlap by half

A gold statement without a source asks for a predicted one without. Labels are judged in pairs
and counted over all statements, so that a missed or an invented statement costs there too.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.records import ActorId, SourceKind, Statement
from onrecord.scoring.counts import Count
from onrecord.scoring.gold import GoldStatement
from onrecord.scoring.overlaps import HALF, letters, overlap

__all__ = ["ROLES", "StatementPair", "count_labels", "count_spans", "pair_statements", "same_name"]

ROLES = ("source", "cue", "content")
_NAMED = (SourceKind.PERSON, SourceKind.ORGANIZATION)
_LABELS = {"statement source kind": "source_kind", "statement form": "form", "statement act": "act"}


@dataclass(frozen=True, slots=True)
class StatementPair:
    """A gold statement and the predicted one that it is judged by."""

    gold: GoldStatement
    found: Statement
    exact: bool
    half: bool


def pair_statements(gold: Sequence[GoldStatement], found: Sequence[Statement], text: str) -> list[StatementPair]:
    """Pair statements one to one, the largest overlap of cue and content first."""
    wanted, given = _letters(gold, text), _letters(found, text)
    scored = []
    for i, asked in enumerate(wanted):
        for j, answer in enumerate(given):
            cue = overlap(asked["cue"], answer["cue"]) if asked["cue"] or answer["cue"] else 0.0
            content = overlap(asked["content"], answer["content"])
            if cue > 0 or content >= HALF:
                scored.append((-(cue + content), i, j))
    pairs, used = [], (set[int](), set[int]())
    for _, i, j in sorted(scored):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append(_pair(gold[i], found[j], wanted[i], given[j]))
    return pairs


def _letters(rows: Sequence[GoldStatement] | Sequence[Statement], text: str) -> list[dict[str, frozenset[int]]]:
    return [{role: letters(getattr(row, role), text) for role in ROLES} for row in rows]


def _pair(
    gold: GoldStatement, found: Statement, wanted: Mapping[str, frozenset[int]], given: Mapping[str, frozenset[int]]
) -> StatementPair:
    half = bool(wanted["cue"] & given["cue"]) and all(
        overlap(wanted[role], given[role]) >= HALF for role in ("source", "content")
    )
    return StatementPair(gold, found, all(wanted[role] == given[role] for role in ROLES), half)


def count_spans(
    gold: Sequence[GoldStatement], found: Sequence[Statement], pairs: Sequence[StatementPair], text: str
) -> Iterator[tuple[str, Count]]:
    """Yield the lines on spans and links, by name."""
    for role in ROLES:
        asked = {span for row in gold for span in getattr(row, role)}
        given = {span for row in found for span in getattr(row, role)}
        yield f"{role} exact", Count(len(asked & given), len(given), len(asked))
        covered = letters(asked, text), letters(given, text)
        yield f"{role} letters", Count(len(covered[0] & covered[1]), len(covered[1]), len(covered[0]))
    totals = len(found), len(gold)
    yield "linked exact", Count(sum(pair.exact for pair in pairs), *totals)
    yield "linked half", Count(sum(pair.half for pair in pairs), *totals)


def count_labels(
    gold: Sequence[GoldStatement],
    found: Sequence[Statement],
    pairs: Sequence[StatementPair],
    names: Mapping[ActorId, str],
) -> Iterator[tuple[str, Count]]:
    """Yield the lines on what pairs are labelled with; `names` are those of the record's actors."""
    totals = len(found), len(gold)
    yield "statement found", Count(len(pairs), *totals)
    right = sum(
        same_name(pair.gold.speaker, names.get(pair.found.speaker) if pair.found.speaker else None)
        for pair in pairs
        if pair.gold.speaker and pair.gold.source_kind in _NAMED
    )
    given = sum(bool(row.speaker) and row.source_kind in _NAMED for row in found)
    asked = sum(bool(row.speaker) and row.source_kind in _NAMED for row in gold)
    yield "speaker", Count(right, given, asked)
    for line, label in _LABELS.items():
        agreeing = sum(getattr(pair.gold, label) == getattr(pair.found, label) for pair in pairs)
        yield line, Count(agreeing, *totals)


def same_name(wanted: str | None, found: str | None) -> bool:
    """Whether one name's words are all in the other's, case, accents, `the` and `of` set aside."""
    a, b = _name_words(wanted or ""), _name_words(found or "")
    return bool(a and b) and (a <= b or b <= a)


def _name_words(name: str) -> set[str]:
    folded = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(each for each in folded if not unicodedata.combining(each))
    return set(re.findall(r"\w+", plain)) - {"the", "of"}
