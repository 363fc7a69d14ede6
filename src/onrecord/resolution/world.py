"""
From a cluster of phrases to the world: country, sectors, office, and the rule that decided.

The best phrase decides; where it is silent the other phrases of the cluster are asked, and for
peoples without a state (`Kurdish groups`) the states that the report speaks of.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.records import Sector
from onrecord.resolution.actors import ActorAnswer
from onrecord.resolution.clusters import Cluster
from onrecord.resolution.codes import record_country, record_sectors
from onrecord.resolution.references import Form, Reference

__all__ = ["Worldly", "world_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worldly:
    """What is known of an actor outside the report."""

    country: str | None = None
    sectors: tuple[Sector, ...] = ()
    office: str | None = None
    rank: str | None = None
    rule: str | None = None
    score: float = 0.0


def world_of(cluster: Cluster, context: Counter[str], own: Reference | None = None) -> Worldly:
    """Return what is known of a cluster, or of one of its phrases as far as that phrase says it itself."""
    answers = [own.answer] if own is not None else [r.answer for r in _best_first(cluster)]
    country, rule = None, None
    for answer in answers:
        country = record_country(answer.country) or _among(answer, context)
        if country:
            rule = answer.rule or "people in context"
            break
    sectors: tuple[Sector, ...] = ()
    for answer in answers:
        sectors = _sectors(answer)
        if sectors:
            rule = rule or answer.rule
            break
    office = next((a.office for a in answers if a.office), None)
    rank = next((a.rank for a in answers if a.rank), None)
    return Worldly(
        country=country, sectors=sectors, office=office, rank=rank, rule=rule,
        score=max((a.score for a in answers), default=0.0) if country or sectors else 0.0,
    )  # fmt: skip


def _best_first(cluster: Cluster) -> Iterable[Reference]:
    head = cluster.head
    yield head
    yield from (r for r in cluster.references if r is not head and r.form is not Form.PRONOUN)


def _among(answer: ActorAnswer, context: Counter[str]) -> str | None:
    """The candidate that the report speaks of most; None where it speaks of none, or of two alike."""
    counted = [(context[code], code) for code in answer.candidates if context[code]]
    counted.sort(reverse=True)
    if not counted or (len(counted) > 1 and counted[0][0] == counted[1][0]):
        return None
    return counted[0][1]


def _sectors(answer: ActorAnswer) -> tuple[Sector, ...]:
    """A state that acts is its government; a minister of defense is of the military first (FORMAT.md)."""
    sectors = record_sectors(answer.sectors)
    if answer.kind == "state" and not sectors and answer.country:
        return (Sector.GOV,)
    if set(sectors) >= {Sector.GOV, Sector.MIL} and answer.office in ("defense minister", "defence minister", "minister of defense"):
        return (Sector.MIL, *(s for s in sectors if s is not Sector.MIL))
    return sectors
