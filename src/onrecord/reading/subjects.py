"""
Who stands before a verb.

    The navy and its captain | have repeatedly | rejected …          subject, auxiliaries and adverbs, verb

The network names sources; where it sees none, or has not learnt to look, the words next to the verb tell: a pronoun,
a name, a phrase with a determiner. Anything else is left unknown.
"""

import re

from onrecord.records import Span

__all__ = [
    "NO_WORD_OF_A_NAME",
    "SEEN_CHARACTERS",
    "SUBJECT",
    "is_taken_back",
    "subject_at_end",
    "subject_before",
    "without_helping",
]

NO_WORD_OF_A_NAME = (
    r"(?!(?:of|that|to|in|on|by|for|and|or|but|with|from|who|which|whom|as|had|has|have|is|are|was|were|be|been|"
    r"said|says|say|told|tells|added|than|it|he|she|they|not|never|no|if|whether|because|after|before|when|while)\b)"
)
"""Looks ahead: the next word may be part of a name or phrase."""
_WORD_OF_SUBJECT = rf"(?:{NO_WORD_OF_A_NAME}[\w’'.-]*[\w’'])"
SUBJECT = (
    rf"(?:(?i:he|she|it|they|we|i)|(?i:the|its|his|her|their|both|an?|[\w-]+[’']s?)\s+(?:{_WORD_OF_SUBJECT}\s+){{0,4}}?"
    rf"{_WORD_OF_SUBJECT}|(?:[A-Z][\w’'.-]*\s+(?:of\s+|the\s+)*){{0,4}}[A-Z](?:[\w’'.-]*[\w’'])?|[a-z]+s)"
)
"""A subject, as a regular expression; names are told by their capitals."""
_PASSED_OVER = frozenset(
    "has have had also all both always ever since then again long once soon himself herself itself themselves "
    "is are was were been being did does do".split()
)
_TAKES_BACK = frozenset(
    "not never nor neither or to will would could can cannot may might must should shall if whether unless no nobody "
    "none without rather than let’s let's please".split()
)
_MAY_BE = _TAKES_BACK - frozenset("or to if whether unless".split())
_LONGEST_CHARACTERS = 120
"""A subject with its auxiliaries is not longer."""
SEEN_CHARACTERS = 400
"""As many characters before a verb are enough to find its subject: more than its auxiliaries and the subject take."""
_WORD = re.compile(r"[\w’'.-]*[\w’']|[^\w\s]")
_AT_END = re.compile(rf"(?:^|(?<=[\s“\"(]))(?P<subject>(?:{SUBJECT}\s+and\s+)?{SUBJECT})$")
_ENDS_IN_DATE = re.compile(
    r"(?:day|week|month|year|January|February|March|April|May|June|July|August|September|October|November|December|\d)$"
)
"""In "Pyongyang on Friday denied" who reacts stands further back."""
_NO_SUBJECT = frozenset(
    "and but or as while who which that when after because although though the a an this these those".split()
)


def is_taken_back(words: str) -> bool:
    """Whether a word among them takes back the verb after them: "was not", "would"."""
    return any(word in _TAKES_BACK or word.endswith(("n’t", "n't")) for word in words.lower().split())


def without_helping(before: str) -> str | None:
    """Return what stands before a verb without its auxiliaries and adverbs; None where one of them takes it back."""
    words = _last_words(before)
    while words and _helps(words[-1].group()):
        words.pop()
    if words and is_taken_back(words[-1].group()):
        return None
    return before[: words[-1].end()] if words else ""


def subject_before(before: str) -> Span | None:
    """Return the subject of a verb that comes after these words, whatever its auxiliaries say of it."""
    words = _last_words(before)
    while words and (
        _helps(words[-1].group()) or words[-1].group().lower() in _MAY_BE or words[-1].group()[-3:-1] in ("n’", "n'")
    ):
        words.pop()
    return subject_at_end(before[: words[-1].end()]) if words else None


def subject_at_end(before: str) -> Span | None:
    """Return the pronoun, name or phrase with a determiner that ends there."""
    # Only the end is searched, so that the cost of a sentence does not grow with its square.
    first = max(0, len(before) - _LONGEST_CHARACTERS)
    end = re.sub(r"(?<=\b[HhSsIi][et])[’']s$", "", before[first:])
    match = _AT_END.search(end)
    if match is None or match["subject"].lower() in _NO_SUBJECT or _ENDS_IN_DATE.search(end):
        return None
    return Span(first + match.start("subject"), first + match.end("subject"))


def _last_words(before: str) -> list[re.Match[str]]:
    return list(_WORD.finditer(before, max(0, len(before) - _LONGEST_CHARACTERS)))


def _helps(word: str) -> bool:
    return word.lower() in _PASSED_OVER or (word.endswith("ly") and len(word) > len("only") and word[0].islower())
