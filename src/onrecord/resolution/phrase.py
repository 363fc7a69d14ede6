"""
An actor phrase cut into words, names and nouns, and where its head ends.

`Russia's ambassador to Poland`: names Russia and Poland, noun ambassador; the head ends at `to`,
so that Poland does not count as whose ambassador it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.resolution.lexicon import AgentHit, NameHit, find_agents, find_names
from onrecord.resolution.tables import Tables
from onrecord.resolution.words import Word, phrases

__all__ = ["BREAKS", "OPPOSED", "Phrase", "head_end_of", "read_phrase"]

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
    names = [hit for hit in find_names(words, tables) if hit.is_state or not _is_opposed(words, hit)]
    inside = {i for hit in names if not hit.is_state for i in range(hit.first, hit.last)}
    agents = [hit for hit in find_agents(words, tables) if not inside & set(range(hit.first, hit.last))]
    head_end = head_end_of(text, words, names, agents)
    return Phrase(words, names, agents, head_end, any(word.key in _FORMER for word in words[:3]), date)


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
