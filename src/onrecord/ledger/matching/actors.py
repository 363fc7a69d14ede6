"""
The same actor in several reports.

    "Shoigu" (RUS) – "Sergei Shoigu" (RUS)                              0.90  the family name of the full one
    "Sergei Shoigu" – "the Russian defence minister", July 2023         0.80  the office, held in the same weeks
    "John Smith" – "Jane Smith"                                         none  other given names
    "a Western official" – "a Western official"                         none  unnamed: never the same

Rules, not a trained scorer: a wrong merge of two persons is the worst error of a record, and
each link has to give a reason that a reader can check. Scores were set by hand.

Across a collection not actors but namings are compared: "Shoigu" (RUS) is one naming, however
many reports use it, and where one naming means one actor, all of them follow.
"""

from collections.abc import Iterable

from onrecord.ledger.grouping import groups
from onrecord.ledger.matching.kept import kept
from onrecord.ledger.matching.links import CANDIDATE, Link, candidate_pairs, linked, scores_of
from onrecord.ledger.matching.names import PersonName, agree, person_name
from onrecord.ledger.matching.views import ActorView
from onrecord.ledger.tokens import tokens_of, whole
from onrecord.records import MentionKind, Sector

__all__ = ["actor_keys", "actor_link", "actor_links", "group_actors", "link_namings", "naming_of"]

LINE = 0.5
"""Mean score from which two groups of actors are one."""
TERM = 1
"""Months between two reports within which an office is taken to be held by the same person."""

_NOT_ACTORS = frozenset(
    {MentionKind.DATE, MentionKind.MONEY, MentionKind.QUANTITY, MentionKind.WEAPON, MentionKind.VEHICLE}
)
_HELD_BY_ONE = ("minister of", "president", "prime minister", "chancellor", "king", "queen", "emir", "sultan", "pope",
                "supreme leader", "secretary of state", "secretary of defense", "secretary-general",
                "secretary general", "first lady", "vice president", "crown prince")  # fmt: skip
_BESIDE = frozenset("deputy assistant former junior shadow acting vice-minister undersecretary".split())
"""Words of offices that several hold, or that are held no more."""
_STATES = frozenset({"state:name", "state:metonym", "state:name + noun:states"})
_RULES = _STATES | {"state:adjective"}
"""Rules of resolution that tell whether a name stands for a state."""
_OF_STATE = frozenset({Sector.GOV, Sector.MIL, Sector.LEG, Sector.JUD})
_MINISTRIES = frozenset("defense defence foreign interior finance justice energy health trade home prime".split())


def actor_keys(view: ActorView) -> tuple[str, ...]:
    """Return the keys under which an actor is looked up; none for what is unnamed."""
    if view.kind in _NOT_ACTORS:
        return ()
    keys = {f"w:{view.wikidata}"} if view.wikidata else set()
    if view.kind is MentionKind.PERSON:
        name = person_name(view.name)
        if name is not None and _is_named(view):
            keys |= {f"n:{part}" for part in (name.parts[0], name.parts[-1]) if len(part) > 1}
    elif _is_named(view):
        keys.add(f"o:{_folded(view.name)}")
    if _is_state(view):
        keys.add(f"s:{view.country}")
    office = _office(view)
    if office:
        keys.add(f"f:{view.country}:{office}")
    return tuple(sorted(keys))


def actor_link(first: ActorView, second: ActorView) -> Link | None:
    """Return the link of two actors of different reports; None where nothing makes them the same."""
    if first.report == second.report or first.kind in _NOT_ACTORS or second.kind in _NOT_ACTORS:
        return None
    low, high = sorted((first, second), key=lambda view: view.id)
    scored = _scored(low, high)
    if scored is None:
        return None
    score, reasons = scored
    return Link(first=low.id, second=high.id, score=score, reasons=reasons)


def naming_of(view: ActorView) -> ActorView | None:
    """
    Return how an actor is named: all that it is compared by, and nothing of its report.

    None where not even two actors named so are one, as for "officials" or "Smith" of no known country.
    An office is held for a time: where it tells who is meant, the first day of the month of the report stays.
    """
    if not actor_keys(view):
        return None
    office = _office(view)
    naming = ActorView(
        id="",
        report="",
        name=view.name,
        kind=view.kind,
        country=view.country,
        sectors=tuple(sorted(set(view.sectors))) if view.office else (),
        office=view.office,
        wikidata=view.wikidata,
        day=f"{view.day[:7]}-01" if office and view.day else None,
        rule=view.rule if view.rule in _RULES else None,
    )
    itself = _scored(naming, naming)
    return None if itself is None or itself[0] < LINE else naming


def link_namings(pairs: Iterable[tuple[ActorView, ActorView]]) -> list[Link]:
    """Return the links worth keeping of pairs of namings; of one with itself, why it means one actor everywhere."""
    found = []
    for first, second in pairs:
        low, high = (first, second) if first.id <= second.id else (second, first)
        scored = _scored(low, high)
        if scored is not None and scored[0] >= CANDIDATE:
            found.append(Link(first=low.id, second=high.id, score=scored[0], reasons=scored[1]))
    return found


def actor_links(views: Iterable[ActorView]) -> tuple[Link, ...]:
    """Return all links between actors of different reports, by ids."""
    return linked(candidate_pairs(views, actor_keys), actor_link)


def group_actors(views: Iterable[ActorView], links: Iterable[Link] | None = None) -> tuple[tuple[str, ...], ...]:
    """Return the groups of actors that are one, single ones included; the same for any order of the views."""
    known = tuple(views)
    found = actor_links(known) if links is None else links
    return groups((view.id for view in known), scores_of(found), line=LINE)


def _scored(first: ActorView, second: ActorView) -> tuple[float, tuple[str, ...]] | None:
    """How likely both are one actor, and why."""
    if first.wikidata and second.wikidata:
        return (1.0, ("same entry of the tables",)) if first.wikidata == second.wikidata else None
    if first.country and second.country and first.country != second.country:
        return None
    if MentionKind.PERSON in (first.kind, second.kind):
        return _persons(first, second)
    if _is_state(first) and _is_state(second) and first.country:
        return 0.9, (f"both stand for the state {first.country}",)
    if _is_named(first) and _is_named(second) and _folded(first.name) == _folded(second.name):
        known = first.country is not None and first.country == second.country
        return (0.95, ("same name", f"same country: {first.country}")) if known else (0.85, ("same name",))
    return None


def _persons(first: ActorView, second: ActorView) -> tuple[float, tuple[str, ...]] | None:
    """Two persons: by name, else by office."""
    ours, theirs = _name(first), _name(second)
    same_country = first.country is not None and first.country == second.country
    if ours is not None and theirs is not None:
        how = agree(ours, theirs, first.country or second.country)
        if how is None or first.kind is not second.kind:
            return None
        return _named(how, same_country, first, second)
    office = _office(first)
    if office and office == _office(second) and same_country:
        apart = _months_between(first.day, second.day)
        if apart is not None and apart <= TERM:
            when = "in one month" if not apart else "in two months that follow each other"
            return 0.8, (f"same office: {office}, {first.country}", f"reports {when}")
    return None


def _named(how: str, same_country: bool, first: ActorView, second: ActorView) -> tuple[float, tuple[str, ...]]:
    """The score of two names that agree."""
    score = {"full": 0.9, "initial": 0.65, "family": 0.55}[how]
    reasons = [{"full": "same name", "initial": "same family name and initial", "family": "same family name"}[how]]
    if same_country:
        score += 0.08 if how == "full" else 0.25
        reasons.append(f"same country: {first.country}")
    if first.office and first.office == second.office:
        score += 0.1
        reasons.append(f"same office: {first.office}")
    elif how == "family" and not same_country:
        score -= 0.1
    return min(score, 0.99), tuple(reasons)


def _months_between(first: str | None, second: str | None) -> int | None:
    """How many months lie between those of two days."""
    if first is None or second is None:
        return None
    return abs((int(first[:4]) - int(second[:4])) * 12 + int(first[5:7]) - int(second[5:7]))


def _name(view: ActorView) -> PersonName | None:
    """The name of a person who has one."""
    return person_name(view.name) if view.kind is MentionKind.PERSON and _is_named(view) else None


def _is_named(view: ActorView) -> bool:
    """Whether it has a name: its last word has a capital, as "Western official" and "Russia's army" have not."""
    capitals = _capitals(view.name)
    return bool(capitals) and capitals[-1][1] and view.rule != "state:adjective"


def _is_state(view: ActorView) -> bool:
    """Whether it stands for a state: its name, or a capital that means its government."""
    if view.country is None or view.rule not in _STATES:
        return False
    # "Moscow and Pyongyang", "several of Ukraine's allies" hold the name of a state and are none
    words = [capital for key, capital in _capitals(view.name) if key != "of"]
    return bool(words) and all(words)


@kept(1 << 13)
def _capitals(name: str) -> tuple[tuple[str, bool], ...]:
    """The words of a name but its articles, each with whether it begins with a capital."""
    tokens = tokens_of(name, whole(name))
    return tuple((token.key, name[token.span.start].isupper()) for token in tokens if token.key != "the")


def _office(view: ActorView) -> str | None:
    """An office that one person holds at a time, where its country is known."""
    if not view.office or not view.country or view.kind is not MentionKind.PERSON:
        return None
    office = view.office.replace("defence", "defense")
    words = office.split()
    if _BESIDE & set(words) or (view.sectors and not _OF_STATE & set(view.sectors)):
        return None
    of_ministry = words[-1] in ("minister", "secretary") and bool(_MINISTRIES & set(words))
    return office if of_ministry or office.startswith(_HELD_BY_ONE) or office in _HELD_BY_ONE else None


@kept(1 << 13)
def _folded(name: str) -> str:
    """A name as organizations are compared by: no article, case or punctuation."""
    return " ".join(token.key for token in tokens_of(name, whole(name)) if token.key != "the")
