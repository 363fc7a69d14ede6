"""
Turn an actor phrase into country, PLOVER sectors, office and canonical name, on a day.

    "Russia's ambassador to Poland"          -> RUS, GOV                 rule: possessor + noun
    "Sergei Shoigu", 2023-08-04              -> RUS, GOV MIL, minister   rule: person on the day
    "rebels in Darfur"                       -> SDN, REB
    "a car theft syndicate"                  -> no country, CRM

The phrase is read from its head outward: the head noun or name gives the sector, and the
state nearest to the left of it (possessive, adjective) or, failing that, the first to the
right gives the country. Nothing is guessed: a name that no table knows gets no country.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.resolution.lexicon import AgentHit, NameHit
from onrecord.resolution.names import is_corporate, personal_name
from onrecord.resolution.persons import ELITE_WITHOUT_OFFICE, person_in
from onrecord.resolution.phrase import OPPOSED, Phrase, read_phrase
from onrecord.resolution.tables import Name, Tables
from onrecord.resolution.words import phrases, words_of

__all__ = ["ActorAnswer", "actor_of", "actor_of_phrase"]

_COMPOUND = phrases(
    "backed, led, held, ruled, controlled, born, allied, supported, funded, trained, occupied, aligned, made, "
    "based, based, educated, brokered, sponsored, armed, style, linked"
)
_EPITHETS = phrases(
    "mercenary, rebel, militant, terrorist, separatist, militia, group, party, movement, terror group, jihadist, "
    "opposition, paramilitary, organization, guerrilla, force, forces, network, news agency, agency, charity, "
    "watchdog, militant group, rebel group, ngo, paramilitary group, state news agency, media, ruling party, "
    "opposition party"
)
"""Nouns that beside the name of a body say what it is, not somebody of it: the mercenary Wagner Group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorAnswer:
    """Who a phrase means, as far as it and the tables say; empty where nothing decides."""

    country: str | None = None
    sectors: tuple[str, ...] = ()
    office: str | None = None
    rank: str | None = None
    name: str | None = None
    """Canonical name of a table, else the personal name without titles; None for a description."""
    kind: str | None = None
    """person, organization, group, state, or None for a description by a noun."""
    wikidata: str | None = None
    rule: str | None = None
    score: float = 0.0
    is_weak: bool = False
    """Whether the sectors rest on a noun that says little by itself: leader, member, group."""
    body: str | None = None
    """The organization or group that the phrase names or belongs to: Islamic State, for `Isis fighters`."""
    is_of_group: bool = False
    """Whether that body is an armed group or another group without a state of its own."""
    is_side: bool = False
    """Whether it names a people as one that acts: the Ukrainians, the Kurds; not Ukrainians at large."""
    candidates: tuple[str, ...] = ()
    """Countries between which the phrase alone cannot decide (Kurdish: SYR, TUR, IRQ, IRN)."""


def actor_of_phrase(text: str, date: str | None, tables: Tables) -> ActorAnswer:
    """
    Return who a phrase means on an ISO day, by the phrase and the tables alone.

    Without a day the last office known counts. `resolve_actor` looks at the report around it too.
    """
    words = words_of(text)
    return actor_of(text, read_phrase(text, words, date, tables), tables) if words else ActorAnswer()


def actor_of(text: str, phrase: Phrase, tables: Tables) -> ActorAnswer:
    """Return who a phrase of at least one word means, once it is cut into names and nouns."""
    person = person_in(phrase)
    country, candidates = _country(phrase)
    sectors, body = _sectors(phrase)
    if person is not None:
        return _as_person(phrase, person, country, sectors)
    if body is not None and not _is_description(phrase, body):
        return _as_body(body, sectors)
    name = personal_name(text, phrase.words, phrase.agents, phrase.names, phrase.head_end)
    if body is not None:
        country = country if _own_country(phrase, body) else (body.country or country)
    if candidates and (not country or country in candidates) and sectors[:1] in (("MIL",), ("UNK",)):
        sectors = ("REB",)
        phrase.rules.append("armed without a state")
    office, rank = _office(phrase)
    if phrase.is_former and "ELI" not in sectors and set(sectors) & {"GOV", "LEG", "MIL", "JUD"}:
        sectors = ("ELI", *sectors)
        phrase.rules.append("former")
    lone = _lone_state(phrase)
    if lone is not None:
        sectors = lone.sectors or (("GOV",) if lone.kind in ("metonym", "capital") else sectors)
        name = lone.canonical if lone.kind not in ("adjective", "demonym", "people") else None
    return ActorAnswer(
        country=country,
        sectors=sectors,
        office=office,
        rank=rank,
        name=name,
        kind="state" if lone is not None else _kind_of(name),
        wikidata=_item_of(lone, tables),
        body=body.canonical if body is not None else None,
        is_of_group=body is not None and body.kind == "group",
        is_side=lone is not None and _is_side(phrase, lone),
        candidates=candidates,
        is_weak=_is_weak(phrase, sectors, body),
        rule=" + ".join(dict.fromkeys(phrase.rules)) or None,
        score=0.9 if country and sectors else 0.8 if country or sectors else 0.0,
    )


def _as_person(phrase: Phrase, person: Name, country: str | None, sectors: tuple[str, ...]) -> ActorAnswer:
    out_of_office = person.sectors in ((), ELITE_WITHOUT_OFFICE)
    titled = _titles(phrase)
    if phrase.is_former:
        chosen: tuple[str, ...] = ("ELI",)
    else:
        chosen = tuple(titled) if out_of_office and titled else person.sectors or sectors
    known = person.country or country or None
    office, rank = _office(phrase)
    phrase.rules.append("person on the day" if phrase.date else "person")
    return ActorAnswer(
        country=known,
        sectors=chosen,
        office=person.office or office,
        rank=person.rank or rank,
        name=person.canonical,
        kind="person",
        rule=" + ".join(dict.fromkeys(phrase.rules)),
        score=0.95,
    )


def _titles(phrase: Phrase) -> tuple[str, ...]:
    return next((hit.agent.sectors for hit in phrase.agents if hit.agent.sectors[0] not in ("UNK", "CVL")), ())


def _country(phrase: Phrase) -> tuple[str | None, tuple[str, ...]]:
    """The state of the head; candidates where only a people without a state is named."""
    peoples = [hit.meanings[0] for hit in phrase.names if hit.meanings[0].kind == "people"]
    candidates = tuple(peoples[0].country.split()) if peoples else ()
    partial: str | None = None
    for hit in _head_first(phrase):
        if not hit.is_state or _is_aside(phrase, hit):
            continue
        meaning = hit.meanings[0]
        if meaning.kind == "people":
            continue
        phrase.rules.append(f"state:{meaning.kind}")
        return meaning.country, candidates if meaning.country in candidates else ()
    for hit in phrase.names:
        if not hit.is_state and hit.meanings[0].country and hit.meanings[0].kind != "person":
            partial = partial or hit.meanings[0].country
    if partial is None and len(candidates) == 1:
        phrase.rules.append("people with one state")
        return candidates[0], candidates
    if partial is None and not candidates:
        partial = _state_of_leader(phrase)
    return partial, candidates


def _state_of_leader(phrase: Phrase) -> str | None:
    """The state whose government or army is called by a name: Assad's forces, loyal to Assad."""
    for hit in phrase.names:
        countries = {meaning.country for meaning in hit.meanings}
        if hit.meanings[0].kind != "person" or len(countries) != 1:
            continue
        before = phrase.words[hit.first - 1].key if hit.first else ""
        owned = any(
            agent.first >= hit.last and agent.agent.sectors[0] in ("GOV", "MIL", "PTY") for agent in phrase.agents
        )
        if (owned and hit.first < phrase.head_end) or before == "to":
            phrase.rules.append("state of the leader")
            return countries.pop() or None
    return None


def _head_first(phrase: Phrase) -> list[NameHit]:
    """States in the order that they count: possessors and adjectives of the head, then what follows it."""
    return sorted(phrase.names, key=lambda hit: (hit.first >= phrase.head_end, hit.first))


def _is_aside(phrase: Phrase, hit: NameHit) -> bool:
    """Whether the state is only mentioned: anti-Syria, US-backed, ambassador to Poland."""
    words = phrase.words
    before = words[hit.first - 1].key if hit.first else ""
    if words[hit.first].joined and before in OPPOSED:
        return True
    follows = words[hit.last] if hit.last < len(words) else None
    if follows is not None and follows.joined and follows.key in _COMPOUND:
        return any(other.is_state and other is not hit for other in phrase.names)
    return (
        before in ("to", "against", "for")
        and hit.first >= phrase.head_end
        and any(other.first < hit.first for other in phrase.names if other is not hit)
    )


def _lone_state(phrase: Phrase) -> Name | None:
    """The state where the phrase is nothing but its name: Pyongyang, the United States."""
    if len(phrase.names) != 1 or phrase.agents or not phrase.names[0].is_state:
        return None
    hit = phrase.names[0]
    others = [w for i, w in enumerate(phrase.words) if not hit.first <= i < hit.last and w.key != "the"]
    return hit.meanings[0] if not others else None


def _item_of(lone: Name | None, tables: Tables) -> str | None:
    """The Wikidata item of the state that a phrase names; its people, its capital and its government have others."""
    if lone is None or lone.kind not in ("name", "partial"):
        return None
    country = tables.countries.get(lone.country)
    return country.wikidata if country is not None and lone.kind == "name" else None


def _is_side(phrase: Phrase, lone: Name) -> bool:
    """`The Ukrainians` have advanced, `the Kurds` have asked for help: a people with an article acts as one."""
    return phrase.words[0].key == "the" and lone.kind in ("demonym", "people") and phrase.words[-1].key.endswith("s")


def _sectors(phrase: Phrase) -> tuple[tuple[str, ...], Name | None]:
    """Sectors, and the body that the phrase names or belongs to."""
    head = [hit for hit in phrase.agents if hit.first < phrase.head_end]
    bodies = [hit for hit in phrase.names if not hit.is_state and hit.meanings[0].kind != "person"]
    body = bodies[0].meanings[0] if bodies else None
    rest = [hit for hit in phrase.agents if hit.first >= phrase.head_end]
    last = head[-1] if head else None
    if last is not None and last.agent.sectors[0] == "UNK" and _are_civilians(phrase):
        return ("CVL",), body
    if (
        body is not None
        and body.sectors
        and bodies[0].last == phrase.head_end
        and all(hit.last <= bodies[0].first for hit in head)
    ):
        phrase.rules.append(f"body:{body.canonical}")
        return body.sectors, body
    if last is not None and last.agent.is_strong and not _is_member_noun(last, bodies):
        phrase.rules.append(f"noun:{last.noun}")
        return last.agent.sectors, body
    civil = [hit for hit in head if hit.agent.sectors[0] == "CVL"]
    if last is not None and last.agent.sectors[0] == "UNK" and civil:
        return ("CVL",), body
    strong = [hit for hit in head if hit.agent.is_strong]
    if strong and not (bodies and bodies[0].first > strong[-1].last):
        phrase.rules.append(f"noun:{strong[-1].noun}")
        return strong[-1].agent.sectors, body
    if body is not None and body.sectors:
        phrase.rules.append(f"body:{body.canonical}")
        return body.sectors, body
    after = [hit for hit in rest if hit.agent.is_strong and hit.agent.sectors[0] != "CVL"]
    if last is not None and after and last.agent.sectors[0] in ("GOV", "UNK"):
        phrase.rules.append(f"noun:{after[0].noun}")
        return after[0].agent.sectors, body
    if last is not None:
        phrase.rules.append(f"noun:{last.noun}")
        return last.agent.sectors, body
    if any(hit.meanings[0].kind == "partial" for hit in phrase.names):
        return ("PRE",), body
    return (
        rest[0].agent.sectors
        if rest and not any(h.is_state and h.first < phrase.head_end for h in phrase.names)
        else ()
    ), body


def _are_civilians(phrase: Phrase) -> bool:
    """Men, women and children are civilians; men alone may be anybody."""
    return {"women", "children"} <= {word.key for word in phrase.words}


def _is_member_noun(last: AgentHit, bodies: Sequence[NameHit]) -> bool:
    """Whether the last noun says less than what stands before it: Isis fighters, UN peacekeepers keep theirs."""
    return bool(bodies) and last.agent.sectors[0] in ("CVL", "UNK") and bodies[0].last <= last.first


def _is_description(phrase: Phrase, body: Name) -> bool:
    """Whether the phrase is more than the name of the body: a Hezbollah leader is not Hezbollah."""
    agents = [hit for hit in phrase.agents if hit.noun not in _EPITHETS]
    return bool(agents) or (phrase.head_end < len(phrase.words) and body.kind != "group")


def _own_country(phrase: Phrase, body: Name) -> bool:
    """Whether the phrase names a state that counts for more than that of the body."""
    if body.country in ("IGO", "UNO", "EUR", "IMG"):
        return False
    first = next((hit for hit in phrase.names if hit.is_state), None)
    return (first is not None and first.first < phrase.head_end) or not body.country


def _as_body(body: Name, sectors: tuple[str, ...]) -> ActorAnswer:
    sectors = body.sectors or sectors
    return ActorAnswer(
        country=body.country or None,
        sectors=sectors,
        name=body.canonical,
        body=body.canonical,
        is_of_group=body.kind == "group",
        rule=f"name:{body.source}",
        score=0.9,
        kind="group" if body.kind == "group" else "organization",
    )


def _kind_of(name: str | None) -> str | None:
    return None if not name else "organization" if is_corporate(name) else "person"


def _is_weak(phrase: Phrase, sectors: tuple[str, ...], body: Name | None) -> bool:
    if body is not None or not sectors:
        return not sectors
    return not any(hit.agent.is_strong and hit.agent.sectors == sectors for hit in phrase.agents)


def _office(phrase: Phrase) -> tuple[str | None, str | None]:
    for hit in phrase.agents:
        if hit.agent.rank:
            return hit.noun, hit.agent.rank
    return None, None
