"""
From a cluster of phrases to the world: country, sectors, office, and the rule that decided.

The best phrase decides; where it is silent the other phrases of the cluster are asked, and for
peoples without a state (`Kurdish groups`) the states that the report speaks of.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from onrecord.records import Sector
from onrecord.resolution.actors import ActorAnswer
from onrecord.resolution.clusters import Cluster, Linked
from onrecord.resolution.codes import record_country, record_sectors
from onrecord.resolution.places import resolve_place
from onrecord.resolution.references import Form, Reference
from onrecord.resolution.surroundings import Surroundings
from onrecord.resolution.tables import Tables
from onrecord.resolution.words import phrases

__all__ = ["Worldly", "country_of_place", "world_of", "world_of_phrase"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worldly:
    """What is known of an actor outside the report."""

    country: str | None = None
    sectors: tuple[Sector, ...] = ()
    office: str | None = None
    rank: str | None = None
    rule: str | None = None
    score: float = 0.0


def world_of(cluster: Cluster, context: Counter[str], tables: Tables) -> Worldly:
    """Return what is known of a cluster: its best phrase first, the others where that is silent."""
    references = list(_best_first(cluster))
    found = _read([reference.answer for reference in references], context)
    if found.country in (None, "IMG") and cluster.head.is_personal:
        own = next((c for r in references if (c := _own_country(r, context, tables))), None)
        if own is not None:
            return replace(found, country=own[0], rule=f"{found.rule}; {own[1]}" if found.rule else own[1])
    return found


def _own_country(reference: Reference, context: Counter[str], tables: Tables) -> tuple[str, str] | None:
    """Where a person is from, as a phrase says it: not that of the group without a state that he belongs to."""
    country = record_country(reference.answer.country)
    if country not in (None, "IMG"):
        return country, reference.answer.rule or "state"
    return country_of_place(reference.text, context, tables)


_FROM_PLACE = re.compile(r"\b(?:from|in|near|at|of) (?:the )?(?:[a-z]+ of )?(?=[A-Z])")


def country_of_place(text: str, context: Counter[str], tables: Tables) -> tuple[str, str] | None:
    """Return the country of the place in a phrase, `the court in Kilis`, if the report speaks of it; and the rule."""
    match = _FROM_PLACE.search(text)
    if match is None:
        return None
    place = resolve_place(text[match.end() :], surroundings=Surroundings(context), tables=tables)
    if place is None or place.country is None or not context[place.country]:
        return None
    return place.country, f"place in the phrase: {place.rule}"


def world_of_phrase(
    link: Linked,
    context: Counter[str],
    whole: Worldly,
    owner: Worldly,
    before: Callable[[Sector], str | None],
    tables: Tables,
) -> Worldly:
    """
    Return what one phrase of a cluster means: what it says itself, then its cluster, then its possessor.

    `its navy` is MIL by its noun and of the country of `its`; `the group` is what its cluster is.
    `whole` and `owner` are what is known of the cluster and of the possessor; `before` is the country of
    the last one before of a sector.
    """
    own = _read([link.reference.answer], context)
    is_other = bool(set(link.reference.nouns) & _OTHERS)
    if is_other:
        owner = Worldly()
    says_little = link.reference.answer.is_weak or not own.sectors
    sectors = own.sectors
    if says_little:
        better = whole.sectors if whole.sectors and not _is_weak(link.cluster) else owner.sectors
        sectors = better or own.sectors or whole.sectors
    country = own.country if own.country not in (None, "IMG") else whole.country or own.country
    country = country or owner.country
    if country is None and (placed := country_of_place(link.reference.text, context, tables)):
        country = placed[0]
    if country is None and link.reference.form in (Form.NOMINAL, Form.INDEFINITE) and set(sectors[:1]) & _AT_HOME:
        country, setting = _setting_of(context), "setting of the report"
        if country is None and sectors[0] in _OF_ONE_COURT:
            country, setting = before(sectors[0]), "sector named before"
        if country is not None:
            return Worldly(country=country, sectors=sectors, office=own.office, rank=own.rank, rule=setting, score=0.5)
    rule = (
        own.rule if own.country or own.sectors else whole.rule or (f"possessor: {owner.rule}" if owner.rule else None)
    )
    return Worldly(
        country=country, sectors=sectors, office=own.office, rank=own.rank, rule=rule, score=max(own.score, whole.score)
    )


_OF_ONE_COURT = frozenset({Sector.JUD, Sector.COP})
"""Sectors that go on being those of the country last named; tried for all, it cost 4 points on gold half b."""
_OTHERS = phrases(
    "ally, allies, sponsor, sponsors, enemy, enemies, rival, rivals, neighbor, neighbors, neighbour, neighbours, "
    "partner, partners, adversary, adversaries, opponent, opponents, counterpart, counterparts, visitors, captors, "
    "backers, patron, patrons, foes, foe, critics"
)
"""Nouns for somebody other than the possessor: its allies are not of its country."""
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
    if answer.is_side and not sectors:
        return (Sector.REB,) if answer.candidates else (Sector.GOV,)
    if answer.kind == "state" and not sectors and (answer.country or answer.candidates):
        return (Sector.GOV,) if answer.name or "adjective" in (answer.rule or "") else (Sector.CVL,)
    if set(sectors) >= {Sector.GOV, Sector.MIL} and answer.office in (
        "defense minister",
        "defence minister",
        "minister of defense",
    ):
        return (Sector.MIL, *(s for s in sectors if s is not Sector.MIL))
    return sectors
