"""
From a cluster of phrases to the world: country, sectors, office, and the rule that decided.

The best phrase decides; where it is silent the other phrases of the cluster are asked, and for
peoples without a state (`Kurdish groups`) the states that the report speaks of.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.records import Sector
from onrecord.resolution.actors import ActorAnswer
from onrecord.resolution.clusters import Cluster, Linked
from onrecord.resolution.codes import record_country, record_sectors
from onrecord.resolution.references import Form, Reference

__all__ = ["Worldly", "world_of", "world_of_phrase"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worldly:
    """What is known of an actor outside the report."""

    country: str | None = None
    sectors: tuple[Sector, ...] = ()
    office: str | None = None
    rank: str | None = None
    rule: str | None = None
    score: float = 0.0


def world_of(cluster: Cluster, context: Counter[str]) -> Worldly:
    """Return what is known of a cluster: its best phrase first, the others where that is silent."""
    return _read([reference.answer for reference in _best_first(cluster)], context)


def world_of_phrase(link: Linked, context: Counter[str], whole: Worldly, owner: Worldly) -> Worldly:
    """
    Return what one phrase of a cluster means: what it says itself, then its cluster, then its possessor.

    `its navy` is MIL by its noun and of the country of `its`; `the group` is what its cluster is.
    `whole` and `owner` are what is known of the cluster and of the possessor.
    """
    own = _read([link.reference.answer], context)
    says_little = link.reference.answer.is_weak or not own.sectors
    sectors = own.sectors
    if says_little:
        better = whole.sectors if whole.sectors and not _is_weak(link.cluster) else owner.sectors
        sectors = better or own.sectors or whole.sectors
    country = own.country or whole.country or owner.country
    if country is None and link.reference.form in (Form.NOMINAL, Form.INDEFINITE) and set(sectors[:1]) & _AT_HOME:
        country = _setting_of(context)
        if country is not None:
            return Worldly(
                country=country,
                sectors=sectors,
                office=own.office,
                rank=own.rank,
                rule="setting of the report",
                score=0.5,
            )
    rule = (
        own.rule if own.country or own.sectors else whole.rule or (f"possessor: {owner.rule}" if owner.rule else None)
    )
    return Worldly(
        country=country, sectors=sectors, office=own.office, rank=own.rank, rule=rule, score=max(own.score, whole.score)
    )


_AT_HOME = frozenset(
    {Sector.REB, Sector.MIL, Sector.GOV, Sector.JUD, Sector.COP, Sector.CVL, Sector.LEG, Sector.OPP, Sector.REF}
)
# Share of all countries named, above which a report is set in one; compared at 0.4, 0.5 and 0.6 on gold/dev.
_SETTING_SHARE = 0.5


def _setting_of(context: Counter[str]) -> str | None:
    """Return the country a report is set in, where it is named more than all others together."""
    if not context:
        return None
    country, count = context.most_common(1)[0]
    return country if count > 3 and count > _SETTING_SHARE * context.total() else None


def _is_weak(cluster: Cluster) -> bool:
    return all(reference.answer.is_weak or not reference.answer.sectors for reference in cluster.references)


def _read(answers: Sequence[ActorAnswer], context: Counter[str]) -> Worldly:
    country, rule = None, None
    for answer in answers:
        country = record_country(answer.country) or _among(answer, context)
        if country:
            rule = answer.rule or "people in context"
            break
    sectors: tuple[Sector, ...] = ()
    for answer in sorted(answers, key=lambda answer: answer.is_weak):
        sectors = _sectors(answer)
        if sectors:
            rule = rule or answer.rule
            break
    return Worldly(
        country=country,
        sectors=sectors,
        office=next((a.office for a in answers if a.office), None),
        rank=next((a.rank for a in answers if a.rank), None),
        rule=rule,
        score=max((a.score for a in answers), default=0.0) if country or sectors else 0.0,
    )


def _best_first(cluster: Cluster) -> Iterable[Reference]:
    head = cluster.head
    yield head
    yield from (r for r in cluster.references if r is not head and r.form is not Form.PRONOUN)


def _among(answer: ActorAnswer, context: Counter[str]) -> str | None:
    """The candidate that the report speaks of most; of two alike, the first in the table."""
    counted = [(context[code], -n, code) for n, code in enumerate(answer.candidates) if context[code]]
    return max(counted)[2] if counted else None


def _sectors(answer: ActorAnswer) -> tuple[Sector, ...]:
    """A state that acts is its government; a minister of defense is of the military first (FORMAT.md)."""
    sectors = record_sectors(answer.sectors)
    if answer.kind == "state" and not sectors and (answer.country or answer.candidates):
        return (Sector.GOV,) if answer.name or "adjective" in (answer.rule or "") else (Sector.CVL,)
    if set(sectors) >= {Sector.GOV, Sector.MIL} and answer.office in (
        "defense minister",
        "defence minister",
        "minister of defense",
    ):
        return (Sector.MIL, *(s for s in sectors if s is not Sector.MIL))
    return sectors
