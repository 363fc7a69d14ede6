"""
Names that mean one thing here and another there, decided by what else stands in the report.

    "the North" in a report on Pyongyang -> North Korea; in one on England's towns -> nothing
    "Georgia" beside Atlanta and Alabama -> the state of the United States
    "Jordan" after "Michael Jordan" -> the man; alone -> the kingdom
"""

import re
from collections.abc import Callable
from functools import lru_cache

from onrecord.records import changed
from onrecord.resolution.actors import ActorAnswer, actor_of_phrase
from onrecord.resolution.given_names import FEMALE, MALE
from onrecord.resolution.references import Form, Reference
from onrecord.resolution.surroundings import Surroundings, surroundings_of
from onrecord.resolution.tables import Tables, load_tables
from onrecord.resolution.words import fold, key_of, words_of

__all__ = ["resolve_actor", "settle_answer", "settle_reference"]

_HALVES = frozenset({"the north", "the south"})
"""Names of the two Koreas that are sides of any other country too."""
_FORENAME = re.compile(r"\b[A-Z][\w’'-]+\.? (?:[A-Z]\. )?$")
_LONGEST_FORENAME = 60
"""Characters before a name in which its forename begins."""
_NAME_ENDS = re.compile(r"\b(?!,? [A-Z])")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Capt|Sir|Dame)\.? $")


def resolve_actor(
    text: str, date: str | None = None, context: str = "", *, tables: Tables | None = None
) -> ActorAnswer:
    """
    Return who a phrase means on a day.

    Parameters
    ----------
    text:
        An actor phrase: "Russia's defense minister, Sergei Shoigu", "four Saudi men", "FSB".
    date:
        ISO day for offices that change hands; None takes the last office known.
    context:
        The report around it, which decides between meanings of one name: the North, Georgia.
    tables:
        Those to look in; without them, those of the package.
    """
    tables = tables or load_tables()
    return settle_answer(
        actor_of_phrase(text, date, tables),
        text,
        lambda: surroundings_of(context, tables) if context else Surroundings(),
    )


def settle_answer(answer: ActorAnswer, text: str, surroundings: Callable[[], Surroundings]) -> ActorAnswer:
    """
    Return the answer for a phrase, in a report with these surroundings; none where they do not bear it out.

    They are asked for where a phrase needs them, which few do.
    """
    if answer.country not in ("PRK", "KOR", "GEO"):
        return answer
    key = key_of(text)
    if key in _HALVES:
        return answer if surroundings().apart_from(key, answer.country) > 0 else ActorAnswer()
    if answer.country == "GEO" and "georgia" in key.split() and _is_american_georgia(surroundings()):
        rule = f"{answer.rule}; a state of the United States, by the report" if answer.rule else None
        return changed(answer, country="USA", wikidata=None, rule=rule)
    return answer


def _is_american_georgia(surroundings: Surroundings) -> bool:
    """Whether the report speaks of states of the United States, and of nothing else that is Georgian."""
    states = sum(n for (country, code), n in surroundings.regions.items() if country == "USA" and code != "GA")
    return states >= 1 and surroundings.apart_from("georgia", "GEO") <= 0


def settle_reference(reference: Reference, text: str, surroundings: Callable[[], Surroundings]) -> Reference:
    """Return the reference as the report bears it out: a state, a person of the same name, or somebody unknown."""
    if reference.form is Form.STATE and _is_surname(reference, text):
        keys = tuple(word.key for word in words_of(reference.text))
        answer = ActorAnswer(name=reference.text, kind="person", rule="surname in the report", score=0.8)
        return changed(reference, form=Form.NAME, is_personal=True, name=reference.text, name_keys=keys, answer=answer)
    settled = settle_answer(reference.answer, reference.text, surroundings)
    if settled is reference.answer:
        return reference
    if not settled.country:
        return changed(reference, form=Form.NOMINAL, name=None, name_keys=(), answer=settled)
    return changed(reference, answer=settled)


def _is_surname(reference: Reference, text: str) -> bool:
    """Whether the report has somebody of this surname: a first name or a title stands before the word elsewhere."""
    word = reference.text
    return word.isalpha() and word.istitle() and _has_bearer(word, text)


@lru_cache(maxsize=256)
def _has_bearer(word: str, text: str) -> bool:
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if (before := _FORENAME.search(text, max(0, at - _LONGEST_FORENAME), at)) and _NAME_ENDS.match(text, end):
            first = fold(before[0].split()[0])
            if first in FEMALE or first in MALE or _TITLED.search(text, max(0, at - 8), at):
                return True
        at = text.find(word, end)
    return False
