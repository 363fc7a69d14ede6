"""
What is done to whom, in words: the sixteen event types of PLOVER and the four classes they fall into.

    deed("SANCTION")   ->   "sanctions"
    QUADS[3].words     ->   "accuses, demands, rejects, threatens"
"""

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.records import EventType

__all__ = ["QUADS", "Quad", "deed", "deeds", "quad_of", "types_of"]

_DEEDS = {
    "AGREE": "agrees with",
    "CONSULT": "meets",
    "SUPPORT": "backs",
    "CONCEDE": "yields to",
    "COOPERATE": "works with",
    "AID": "supplies or helps",
    "RETREAT": "draws back from",
    "REQUEST": "demands of",
    "ACCUSE": "accuses",
    "REJECT": "rejects",
    "THREATEN": "threatens",
    "PROTEST": "protests against",
    "SANCTION": "sanctions",
    "MOBILIZE": "musters against",
    "COERCE": "coerces",
    "ASSAULT": "attacks",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quad:
    """One of the four classes of events."""

    number: int
    name: str
    words: str
    mark: str
    """How its lines are drawn, for those who do not see its colour."""


QUADS = {
    1: Quad(number=1, name="verbal cooperation", words="meets, agrees, backs, yields", mark="dotted"),
    2: Quad(number=2, name="material cooperation", words="works with, supplies, helps", mark="solid"),
    3: Quad(number=3, name="verbal conflict", words="accuses, demands, rejects, threatens", mark="dashed"),
    4: Quad(number=4, name="material conflict", words="sanctions, coerces, attacks, musters", mark="dash and dot"),
}


def deed(type: str) -> str:
    """Return an event type as a verb."""
    return _DEEDS.get(type, type)


def deeds(counts: Iterable[tuple[str, int]]) -> str:
    """Return counts of event types in words, the most frequent first: "accuses 12, meets 3"."""
    ranked = sorted(counts, key=lambda each: (-each[1], each[0]))
    return ", ".join(f"{deed(kind)} {count:,}" for kind, count in ranked)


def quad_of(type: str) -> int:
    """Return the class of an event type."""
    return EventType(type).quad


def types_of(quad: int) -> list[str]:
    """Return the event types of a class."""
    return [each.value for each in EventType if each.quad == quad]
