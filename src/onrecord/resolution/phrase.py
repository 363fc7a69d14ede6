"""
An actor phrase cut into words, names and nouns, and where its head ends.

`Russia's ambassador to Poland`: names Russia and Poland, noun ambassador; the head ends at `to`,
so that Poland does not count as whose ambassador it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.resolution.given_names import FEMALE, MALE
from onrecord.resolution.lexicon import AgentHit, NameHit, find_agents, find_names
from onrecord.resolution.names import TITLES, is_corporate
from onrecord.resolution.tables import Tables
from onrecord.resolution.words import Word, phrases

__all__ = ["BREAKS", "GEOGRAPHIC", "OPPOSED", "Phrase", "head_end_of", "read_phrase"]

GEOGRAPHIC = phrases(
    "river, valley, lake, sea, island, islands, mountains, mountain, coast, peninsula, city, airport, agreement, "
    "accord, accords, summit, border, strait, highway, bridge, square, region, province, club, daily, bulldogs"
)
"""Words that after the name of a state or seat make it the name of a thing: Jordan River, Paris Agreement."""
BREAKS = phrases(
    "of, in, at, from, to, for, who, which, that, on, with, near, inside, against, across, throughout, by, "
    "living, based, fleeing, operating, loyal, ordered, suspected, under, after, along, over, within, including, "
    "such, like, about"
)
OPPOSED = frozenset({"anti", "pro", "non"})
_FORMER = frozenset({"former", "ex", "ousted", "deposed", "retired", "late", "onetime", "toppled"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a phrase is made of; `rules` collects what decided, in order."""

    words: Sequence[Word]
    names: Sequence[NameHit]
    agents: Sequence[AgentHit]
    head_end: int
    """Word index where the head noun phrase ends: the first preposition, relative pronoun or comma."""
    is_former: bool
    date: str | None
    rules: list[str] = field(default_factory=list)


def read_phrase(text: str, words: Sequence[Word], date: str | None, tables: Tables) -> Phrase:
    """Cut a phrase into what resolution looks at."""
    found = find_names(words, tables)
    names = [
        hit for hit in found if not (_is_personal(words, hit, tables) if hit.is_state else _is_opposed(words, hit))
    ]
    inside = {i for hit in names if not hit.is_state or hit.last - hit.first > 1 for i in range(hit.first, hit.last)}
    agents = [hit for hit in find_agents(words, tables) if not inside & set(range(hit.first, hit.last))]
    head_end = head_end_of(text, words, names, agents)
    return Phrase(words, names, agents, head_end, any(word.key in _FORMER for word in words[:3]), date)


_ALSO_GIVEN = frozenset({"chad", "jordan", "georgia", "israel", "paris", "china", "kenya", "india", "london", "sofia"})
"""States and seats of government whose names are first names too."""


def _is_personal(words: Sequence[Word], hit: NameHit, tables: Tables) -> bool:
    """Whether the name of a state is part of a person's: George Washington, Chad Haas; not Jordan's King Abdullah."""
    if hit.last - hit.first != 1 or words[hit.first].joined:
        return False
    before = words[hit.first - 1] if hit.first else None
    if before is not None and before.is_capitalised and not before.possessive and before.key in FEMALE | MALE:
        return words[hit.first].start - before.end == 1
    after = words[hit.last] if hit.last < len(words) else None
    if after is None or words[hit.first].key not in _ALSO_GIVEN or words[hit.first].possessive:
        return False
    is_name = after.is_capitalised and after.text[1:].islower() and after.start - words[hit.first].end == 1
    known = after.key in tables or after.key in tables.agents or after.key in TITLES or is_corporate(after.text)
    return is_name and not known and after.key not in GEOGRAPHIC


def _is_opposed(words: Sequence[Word], hit: NameHit) -> bool:
    """Whether the name is what somebody is against: an anti-Isis force is not of Isis."""
    return hit.first > 0 and words[hit.first].joined and words[hit.first - 1].key in OPPOSED


def head_end_of(text: str, words: Sequence[Word], names: Sequence[NameHit], agents: Sequence[AgentHit]) -> int:
    """Return the word where the head noun phrase ends: the first comma, preposition or "who" outside a name."""
    taken = {i for hit in names for i in range(hit.first, hit.last)} | {
        i for hit in agents for i in range(hit.first + 1, hit.last)
    }
    for i, word in enumerate(words):
        if i and (
            "," in text[words[i - 1].end : word.start]
            or (word.key in BREAKS and not word.is_capitalised and i not in taken)
        ):
            return i
    return len(words)
