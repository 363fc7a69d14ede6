"""
The same thing said: statements of different reports, or of one, that bear on one proposition.

    "Kirby said Moscow had bought shells"  –  "Pyongyang denied that it sold shells to Russia"
    ->  0.74, opposed: the one asserts what the other denies

    "We are running short"  –  "we're running short"   ->  0.97, one quotation

Content decides whether two statements bear on one proposition; act and negation only
whether they agree on it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from onrecord.ledger.grouping import groups
from onrecord.ledger.matching.links import CANDIDATE, Link, candidate_pairs, scores_of
from onrecord.ledger.matching.views import StatementView
from onrecord.ledger.matching.words import shared_weight, weight
from onrecord.records import Act, Form

__all__ = ["Relation", "StatementLink", "group_statements", "statement_keys", "statement_link", "statement_links"]

LINE = 0.5
"""Mean score from which two groups of statements are one."""
KEYS = 8


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
    """Return the keys under which a statement is looked up: pairs of the stems of its content that are worth most."""
    best = sorted(sorted(view.stems), key=weight, reverse=True)[:KEYS]
    return tuple(sorted(f"{a} {b}" for place, a in enumerate(sorted(best)) for b in sorted(best)[place + 1 :]))


def statement_link(first: StatementView, second: StatementView) -> StatementLink | None:
    """Return the link of two statements; None where nothing ties them. Symmetric."""
    low, high = sorted((first, second), key=lambda view: view.id)
    if low.id == high.id:
        return None
    score = shared_weight(low.stems, high.stems)
    if not score:
        return None
    shared = sorted(low.stems & high.stems, key=lambda one: (-weight(one), one))[:5]
    reasons = [f"{len(low.stems & high.stems)} words in common: {', '.join(shared)}"]
    speaker = bool(low.speaker_stems & high.speaker_stems)
    if speaker:
        reasons.append("same speaker")
    relation = Relation.OPPOSE if _stance(low) * _stance(high) < 0 else Relation.AGREE
    if relation is Relation.AGREE and speaker and Form.INDIRECT not in (low.form, high.form) and score > 0.8:
        relation = Relation.SAME_QUOTE
    return StatementLink(first=low.id, second=high.id, score=score, reasons=tuple(reasons), relation=relation)


def statement_links(views: Iterable[StatementView]) -> tuple[StatementLink, ...]:
    """Return all links worth keeping between the statements, by ids."""
    found = (statement_link(first, second) for first, second in candidate_pairs(views, statement_keys))
    return tuple(link for link in found if link is not None and link.score >= CANDIDATE)


def group_statements(
    views: Iterable[StatementView], links: Iterable[Link] | None = None
) -> tuple[tuple[str, ...], ...]:
    """Return the groups of statements on one proposition, single ones included; the same for any order of the views."""
    known = tuple(views)
    found = statement_links(known) if links is None else links
    return groups((view.id for view in known), scores_of(found), line=LINE)


def _stance(view: StatementView) -> int:
    """-1 where the statement says that its content's proposition is not so."""
    return (-1 if view.act is Act.DENY else 1) * (-1 if view.negated else 1)
