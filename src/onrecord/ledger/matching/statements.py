"""
The same thing said: statements of different reports, or of one, that bear on one proposition.

    "Moscow had bought shells" (Kirby)  –  "it sold shells to Russia" (denied by Pyongyang)
    ->  0.74, opposed: the one asserts what the other denies

    "We are running short"  –  "we're running short"   ->  0.97, one quotation

Content decides whether two statements bear on one proposition: a logistic regression fitted to
pairs of news sentences graded for likeness (STS Benchmark, Cer et al. 2017). Act and negation
decide only whether the two agree on it. Who speaks, when, and in which story was set by hand.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import combinations, pairwise
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from onrecord.ledger.grouping import groups
from onrecord.ledger.matching.days import days_between, days_said, this_and_next
from onrecord.ledger.matching.kept import kept
from onrecord.ledger.matching.links import CANDIDATE, Link, candidate_pairs, scores_of
from onrecord.ledger.matching.views import StatementView
from onrecord.ledger.matching.words import meaning, shared_weight, weight
from onrecord.records import Act, Form

__all__ = [
    "SAID_FEATURES",
    "Relation",
    "StatementLink",
    "group_statements",
    "link_statements",
    "said_features",
    "statement_keys",
    "statement_link",
    "statement_links",
]

LINE = 0.6
"""Mean score from which two groups of statements are one; set on the development part of STSb-news."""
KEYS = 6
"""Stems of a content that it is looked up by, three at a time; see training/ledger/LOG.md, 12 and 13."""
FEW = 4
"""As many, or fewer, are looked up two at a time as well."""
QUOTED = 0.8
"""Likeness of two quotations of one speaker from which they are one utterance."""
SAME_SPEAKER, OTHER_STORY, LONG_AGO = 0.6, -1.2, -0.8
"""Added to the log odds; set by hand on the example reports."""
FAINT = log(CANDIDATE / (1 - CANDIDATE))
"""Log odds below which a link is not worth keeping."""
FAR_STORY = 0.02
FAR_DAYS = 90

SAID_FEATURES = ("shared", "contained", "meaning", "runs", "length", "numbers", "other_numbers", "constant")


class Relation(StrEnum):
    """What two statements on one proposition are to each other."""

    SAME_QUOTE = "same quote"
    """One utterance, carried twice: same speaker, nearly the same words."""
    AGREE = "agree"
    OPPOSE = "oppose"
    """The one asserts what the other denies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLink(Link):
    """Two statements that bear on one proposition."""

    relation: Relation


def statement_keys(view: StatementView) -> tuple[str, ...]:
    """
    Return the keys under which a statement is looked up: two that share none are never linked.

    Any three of the stems of its content that are worth most; where there are few, also any two of them in one year
    or the next; a single one with a word of the speaker, without whom one word is no proposition.
    """
    best = sorted(sorted(view.stems, key=lambda one: (-weight(one), one))[:KEYS])
    if len(best) == 1:
        return tuple(sorted(f"{best[0]} by {stem}" for stem in view.speaker_stems))
    keys = [" ".join(some) for some in combinations(best, 3)]
    if len(best) <= FEW:
        years = [f"@{each}" for each in this_and_next(view.day, 12)] or [""]
        keys += [f"{' '.join(pair)}{year}" for pair in combinations(best, 2) for year in years]
    return tuple(keys)


def said_features(
    first: Sequence[str], ours: frozenset[str], second: Sequence[str], theirs: frozenset[str]
) -> tuple[float, ...]:
    """Return the numbers of two contents, their words in order and their stems, as `SAID_FEATURES`."""
    one, other = _said(tuple(first)), _said(tuple(second))
    fewer = min(len(ours), len(theirs)) or 1
    return (
        shared_weight(ours, theirs),
        len(ours & theirs) / fewer,
        max(0.0, float((_meaning(ours) * _meaning(theirs)).sum())),
        2 * len(one.runs & other.runs) / ((len(one.runs) + len(other.runs)) or 1),
        fewer / (max(len(ours), len(theirs)) or 1),
        float(bool(one.numbers & other.numbers)),
        float(bool(one.numbers) and bool(other.numbers) and not one.numbers & other.numbers),
        1.0,
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """The words of a content, as they are held against those of others."""

    runs: frozenset[tuple[str, str]]
    numbers: frozenset[str]


@kept(1 << 11)
def _said(words: tuple[str, ...]) -> _Said:
    return _Said(frozenset(pairwise(words)), frozenset(word for word in words if word.isdigit()))


@kept(1 << 11)
def _meaning(stems: frozenset[str]) -> NDArray[np.float32]:
    return meaning(stems)


def statement_link(first: StatementView, second: StatementView) -> StatementLink | None:
    """Return the link of two statements; None where nothing ties them, or hardly anything. Symmetric."""
    low, high = (first, second) if first.id < second.id else (second, first)
    common = low.stems & high.stems
    if low.id == high.id or not common:
        return None
    speaker = bool(low.speaker_stems & high.speaker_stems)
    if len(common) == 1 and not speaker:
        return None  # "not to be named", twice: one word is no proposition
    if _at_most(low.stems, high.stems, common) + (SAME_SPEAKER if speaker else 0.0) < FAINT:
        return None
    features = said_features(low.words, low.stems, high.words, high.stems)
    odds = sum(value * worth for value, worth in zip(features, _weights(), strict=True))
    best = sorted(common, key=lambda one: (-weight(one), one))[:5]
    reasons = [f"{len(common)} words in common: {', '.join(best)}"]
    if speaker:
        odds += SAME_SPEAKER
        reasons.append("same speaker")
    odds += _setting(low, high, reasons)
    relation = Relation.OPPOSE if _stance(low) * _stance(high) < 0 else Relation.AGREE
    if relation is Relation.AGREE and speaker and Form.INDIRECT not in (low.form, high.form) and features[0] >= QUOTED:
        relation = Relation.SAME_QUOTE
    return StatementLink(
        first=low.id,
        second=high.id,
        score=round(1 / (1 + exp(-odds)), 6),
        reasons=tuple(reasons),
        relation=relation,
    )


def _at_most(ours: frozenset[str], theirs: frozenset[str], common: frozenset[str]) -> float:
    """The most that the log odds can come to, whatever the words mean and in whichever order they stand."""
    shared, contained, meant, runs, length, numbers, other_numbers, constant = _weights()
    fewer = min(len(ours), len(theirs))
    known = shared * shared_weight(ours, theirs) + contained * len(common) / fewer + constant
    unknown = sum(max(0.0, worth) for worth in (meant, runs, numbers, other_numbers))
    return known + length * fewer / max(len(ours), len(theirs)) + unknown


def link_statements(pairs: Iterable[tuple[StatementView, StatementView]]) -> tuple[StatementLink, ...]:
    """Return the links worth keeping of the given pairs."""
    found = (statement_link(first, second) for first, second in pairs)
    return tuple(link for link in found if link is not None and link.score >= CANDIDATE)


def statement_links(views: Iterable[StatementView]) -> tuple[StatementLink, ...]:
    """Return all links worth keeping between the statements, by ids."""
    return link_statements(candidate_pairs(views, statement_keys))


def group_statements(
    views: Iterable[StatementView], links: Iterable[Link] | None = None
) -> tuple[tuple[str, ...], ...]:
    """Return the groups of statements on one proposition, single ones included; the same for any order of the views."""
    known = tuple(views)
    found = statement_links(known) if links is None else links
    return groups((view.id for view in known), scores_of(found), line=LINE)


def _setting(low: StatementView, high: StatementView, reasons: list[str]) -> float:
    """What story and days add to the log odds."""
    added = 0.0
    if low.story and high.story and shared_weight(low.story, high.story) < FAR_STORY:
        added += OTHER_STORY
        reasons.append("reports on different matters")
    apart = days_between(low.day, high.day)
    if apart is not None and apart > FAR_DAYS:
        added += LONG_AGO
        reasons.append(f"reports {days_said(apart)}")
    return added


def _stance(view: StatementView) -> int:
    """-1 where the statement says that its content's proposition is not so."""
    return (-1 if view.act is Act.DENY else 1) * (-1 if view.negated else 1)


@cache
def _weights() -> tuple[float, ...]:
    """The weights of `SAID_FEATURES`, as training/ledger fitted them."""
    read = json.loads((files("onrecord.ledger.matching") / "tables" / "statements.json").read_text("utf-8"))
    if tuple(read["features"]) != SAID_FEATURES:
        raise ValueError(f"the weights are of {read['features']}, expected {list(SAID_FEATURES)}: fit them again")
    return tuple(read["weights"])
