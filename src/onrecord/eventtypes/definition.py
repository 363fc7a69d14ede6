"""
What an event type of the user's own is made of.

    name = "arms transfer"      builds on AID and COOPERATE
    objects: any of "shells", "missiles", or any of kind weapon
    examples: yes "North Korea [[shipped]] shells to Russia."   no "It [[shipped]] rice to the flooded province."
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.records import EventType, MentionKind, Sector, Span

__all__ = [
    "AROUND_WORDS",
    "PARTS",
    "Base",
    "Condition",
    "Example",
    "OwnType",
    "Vocabulary",
    "marked",
    "slug_of",
    "words_of",
]

PARTS = ("sentence", "around", "actors", "recipients", "objects")
"""What a condition may be set on: the sentence, the words around the trigger, or who or what fills a role."""
AROUND_WORDS = 5
"""
Words of the sentence on either side of the trigger that are around it: the thing that is sent mostly stands there, and
what a later clause tells of mostly does not. On the examples of
`examples/types/arms-transfer.toml` five and six do better than four and eight.
"""
_MARKED = re.compile(r"\[\[(.+?)\]\]", re.S)
_WORD = re.compile(r"[^\W_]+(?:'s\b)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What is known of words and of PLOVER; handed in, so that this part rests on no other."""

    stem: Callable[[str], str]
    """The stem of a word in lower case: shipped, shipping, shipment -> ship."""
    content_stems: Callable[[Iterable[str]], tuple[str, ...]]
    """The stems of the words that mean something."""
    meaning: Callable[[frozenset[str]], NDArray[np.float32]]
    """The mean vector of stems, of length 1; zeros where no stem is known."""
    modes: Mapping[str, tuple[str, ...]]
    """PLOVER's modes by type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A PLOVER type that the own type builds on."""

    type: EventType
    mode: str | None = None
    """Only events of this mode; None for all."""

    def __str__(self) -> str:
        return f"{self.type}/{self.mode}" if self.mode else self.type.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What must and must not stand in a part of the event."""

    any: tuple[str, ...] = ()
    """Words or phrases, in any form: one of them has to stand there."""
    none: tuple[str, ...] = ()
    """Words or phrases of which none may stand there."""
    kinds: tuple[MentionKind, ...] = ()
    """Of objects: kinds that do as well as the words of `any`."""
    countries: tuple[str, ...] = ()
    """Of actors and recipients: codes of which one has to fit."""
    sectors: tuple[Sector, ...] = ()
    """Of actors and recipients: PLOVER sectors of which one has to fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence with the words that name the event, and whether it is one of the type."""

    text: str
    trigger: Span
    is_one: bool
    line: int = 0
    """Of the file it stands in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnType:
    """An event type that somebody defined."""

    slug: str
    """What rows carry and `--type` takes; the name of the file."""
    name: str
    definition: str
    builds_on: tuple[Base, ...]
    triggers: tuple[str, ...] = ()
    """Words that name the event, in any form; empty for all words that the reader takes for a base type."""
    conditions: tuple[tuple[str, Condition], ...] = ()
    """Each of `PARTS` that has a condition, with it."""
    examples: tuple[Example, ...] = ()
    scorer: bool = True
    """Whether the examples may decide, where there are enough."""
    path: str = ""


def slug_of(name: str) -> str:
    """Return the short form of a name: `Arms transfer` -> `arms-transfer`; empty where it has no letter."""
    return "-".join(re.findall(r"[a-z0-9]+", name.lower()))


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, in order."""
    return [word.replace("’", "'").lower() for word in _WORD.findall(text.replace("’", "'"))]


def marked(text: str) -> tuple[str, Span] | None:
    """Return an example without its marks and where the marked words stand; None where not one place is marked."""
    found = list(_MARKED.finditer(text))
    if len(found) != 1:
        return None
    (match,) = found
    start = match.start()
    return text[:start] + match[1] + text[match.end() :], Span(start, start + len(match[1]))
