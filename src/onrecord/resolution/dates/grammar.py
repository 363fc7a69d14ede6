"""
The rules, in the order they are tried; each has a name, which every answer carries.

    "the last week of July" -> part-of-month    "two days ago" -> ago    "since 2016" -> since

Absolute rules need no date of publication. Relative ones count from it and refuse without it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from onrecord.records import DateBasis, Tense, changed
from onrecord.resolution.dates.absolute import ABSOLUTE
from onrecord.resolution.dates.composite import composite
from onrecord.resolution.dates.intervals import Interval, parse_iso
from onrecord.resolution.dates.parts import PARTS
from onrecord.resolution.dates.relative import RELATIVE
from onrecord.resolution.dates.wording import normalise

__all__ = ["Rule", "resolve_date"]

_LONGEST = 200
"""Characters: an expression longer than this is a clause, not a date."""
_LEADING = re.compile(
    r"^(?:(?:on|in|at|by|during|for|over|of|from|to|the|as of|come|within|through|throughout|across|only|late in|"
    r"later in|"
    r"later on|"
    r"its|their|his|her|our|a|an|later|earlier in|earlier on|beginning|starting|ending|ended|and|dated|that)\s+)+"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern on normalised words, and what it means."""

    name: str
    pattern: re.Pattern[str]
    meaning: Callable[[re.Match[str], date | None, Tense | None], Interval | None]


_RULES = [Rule(name, re.compile(pattern), meaning) for name, pattern, meaning in (*ABSOLUTE, *PARTS, *RELATIVE)]
_RELATIVE_NAMES = {name for name, _, _ in RELATIVE}


def resolve_date(text: str, published: str | None, tense: Tense | None = None) -> Interval | None:
    """
    Return when an expression means, or None where it names no time.

    Parameters
    ----------
    text:
        The expression as it stands: "Last November", "on July 27", "18 months ago".
    published:
        ISO day (month, year) of publication, or None where it is unknown: then relative expressions get None.
    tense:
        Of the clause, where known. It decides what "Friday" or "July" means: the one past or the one to come.
    """
    if not text or len(text) > _LONGEST:
        return None
    anchor = parse_iso(published)
    words = normalise(text)
    return _one(words, anchor, tense) or composite(words, lambda part, at: _one(part, anchor, at), anchor, tense)


def _one(words: str, anchor: date | None, tense: Tense | None) -> Interval | None:
    core = _LEADING.sub("", words)
    for form in dict.fromkeys((words, core)):
        for rule in _RULES:
            match = rule.pattern.fullmatch(form)
            if match is None:
                continue
            interval = rule.meaning(match, anchor, tense)
            if interval is not None:
                basis = DateBasis.RELATIVE if rule.name in _RELATIVE_NAMES else DateBasis.STATED
                return changed(interval, rule=rule.name, basis=basis)
    return None
