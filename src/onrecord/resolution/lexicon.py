"""
Find the names and agent nouns that stand in a phrase.

`the Turkish president, Recep Tayyip Erdogan` -> Turkish (adjective of TUR), president (agent noun),
Recep Tayyip Erdogan (person). The longest name that begins at a word wins; names written in
capitals only (US, WHO, IS) match only words written so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.resolution.tables import Agent, Name, Tables
from onrecord.resolution.words import Word

__all__ = ["AgentHit", "NameHit", "find_agents", "find_names"]

_STATE_KINDS = frozenset({"name", "adjective", "demonym", "capital", "metonym", "partial", "people"})
_LONGEST_AGENT = 4


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name at words [first, last) of the phrase, with its meanings."""

    first: int
    last: int
    meanings: tuple[Name, ...]

    @property
    def is_state(self) -> bool:
        """Whether it names a state, its people or its government."""
        return self.meanings[0].kind in _STATE_KINDS


@dataclass(frozen=True, slots=True)
class AgentHit:
    """An agent noun at words [first, last) of the phrase."""

    first: int
    last: int
    agent: Agent
    noun: str


def find_names(words: Sequence[Word], tables: Tables) -> list[NameHit]:
    """Return the names of the phrase, left to right, none overlapping."""
    hits: list[NameHit] = []
    first_words, last = tables.first_words, 0
    # A whole report goes through here: words that no name begins with are left out first.
    for at in [at for at, word in enumerate(words) if word.key in first_words]:
        hit = _longest_name(words, at, tables) if at >= last else None
        if hit is not None:
            hits.append(hit)
            last = hit.last
    return hits


def _longest_name(words: Sequence[Word], at: int, tables: Tables) -> NameHit | None:
    first = words[at].key
    longest = min(tables.first_words.get(first, 0), len(words) - at)
    if longest > 1 and f"{first} {words[at + 1].key}" not in tables.openings:
        longest = 1
    for length in range(longest, 0, -1):
        key = first if length == 1 else " ".join([word.key for word in words[at : at + length]])
        if key not in tables:
            continue
        written = words[at : at + length]
        meanings = tuple(name for name in tables.names(key) if _is_written_so(name.surface, written))
        if meanings:
            return NameHit(at, at + length, meanings)
    return None


def _is_written_so(surface: str, written: Sequence[Word]) -> bool:
    """Names need a capital somewhere; one in capitals only, or short, must be written exactly so."""
    in_capitals, needs_none = _spelling(surface)
    if in_capitals:
        return "".join(c for word in written for c in word.text if c.isalnum()).isupper()
    return needs_none or any(word.text[:1].isupper() for word in written)


@lru_cache(maxsize=65536)
def _spelling(surface: str) -> tuple[bool, bool]:
    """Return whether a name is short and in capitals only, and whether it needs no capital to be met."""
    letters = "".join(c for c in surface if c.isalnum())
    return letters.isupper() and len(letters) <= 6, letters.islower() or surface.startswith("the ")


def find_agents(words: Sequence[Word], tables: Tables) -> list[AgentHit]:
    """Return the agent nouns of the phrase, left to right, longest first, none overlapping."""
    hits: list[AgentHit] = []
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST_AGENT, len(words) - at), 0, -1):
            key = words[at].key if length == 1 else " ".join(word.key for word in words[at : at + length])
            agent = tables.agents.get(key) or (tables.agents.get(_singular(key)) if key[-1] in "sn" else None)
            if agent is not None:
                hits.append(AgentHit(at, at + length, agent, key))
                at += length
                break
        else:
            at += 1
    return hits


def _singular(key: str) -> str:
    if key.endswith("ies") and len(key) > 4:
        return key[:-3] + "y"
    if key.endswith("men"):
        return key[:-2] + "an"
    return key[:-1] if key.endswith("s") and not key.endswith("ss") else key
