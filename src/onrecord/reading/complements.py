"""
Words of intention, decision and belief with the clause that they take.

    [Trump]’s [decision]cue [to withdraw from the country]content      [it]subject [wants]cue [to sell shells]content
    [fears]cue [that it might stop]content

The guidelines mark decisions, plans, wishes and beliefs like speech; the network passes over many of their nouns, and
over most of them inside another's content, where it was never shown any. Their form is plain: a word of the list,
then "to" with a verb or "that" with a clause. Words of trying, of being able and of mere news ("efforts to", "ready
to", "news that") are not in the list: the training part of PolNeAR marks them in a quarter of the cases or fewer.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.reading.sentences import sentences_with
from onrecord.reading.subjects import SEEN_CHARACTERS, subject_before
from onrecord.records import Act, Span

__all__ = ["Complement", "find_complements"]

_VERBS = (
    r"want(?:s|ed|ing)?|wish(?:es|ed|ing)?|hop(?:e|es|ed|ing)|intend(?:s|ed|ing)?|plan(?:s|ned|ning)?|seek(?:s|ing)?|"
    r"sought|decid(?:e|es|ed|ing)|cho(?:ose|oses|se|sen|osing)|vow(?:s|ed|ing)?|pledg(?:e|es|ed|ing)|"
    r"promis(?:e|es|ed|ing)|threaten(?:s|ed|ing)?|refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|agree(?:s|d|ing)?|"
    r"offer(?:s|ed|ing)?|looking|willing|unwilling|reluctant|eager|keen|"
    r"(?:(?<=\bis )|(?<=\bare )|(?<=\bwas )|(?<=\bwere )|(?<=\bbe ))determined"
)
_NOUNS = (
    r"decisions?|plans?|pledges?|promises?|vows?|threats?|offers?|proposals?|desires?|intentions?|willingness|"
    r"unwillingness|reluctance|refusals?|commitments?|hopes?|wish(?:es)?|requests?|invitations?|calls?|demands?|"
    r"determination|resolve"
)
_BELIEFS = (
    r"fears?|beliefs?|suspicions?|speculation|claims?|allegations?|concerns?|hopes?|rumou?rs?|assurances?|guarantees?|"
    r"warnings?|promises?|pledges?|threats?|suggestions?|accusations?|assertions?|doubts?|worries|conviction|"
    r"conclusion|view|complaints?"
)
_TO = r"(?P<content>(?:not\s+|never\s+)?to\s+(?!the\b|an?\b|its\b|his\b|their\b|her\b)[a-z]+\b)"
_VERB = re.compile(rf"\b(?P<cue>(?i:{_VERBS}))\s+{_TO}")
_NOUN = re.compile(rf"\b(?P<cue>(?i:{_NOUNS}))\s+{_TO}")
_THAT = re.compile(
    rf"\b(?P<cue>(?i:{_BELIEFS}))\s+(?P<content>that\s+(?!is\b|are\b|was\b|were\b|has\b|have\b)[\w’'-]+)"
)
_LEADING = re.compile(r"\b[^\W\d_]+(?=\s+(?:not\s+|never\s+)?(?:to|that)\b)", re.IGNORECASE)
"""A word before "to" or "that": few, so that only these are looked up among the many that are meant."""
_MEANT = re.compile(rf"(?:{_VERBS}|{_NOUNS}|{_BELIEFS})(?=\s)", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:.!?—–)”\"]+(?=\s|$)|\s+-|\s+(?:but|while|although|whereas)\b")
_OWNER = re.compile(
    r"\b(?P<owner>(?i:its|his|her|their|our|my|your)|(?:(?:the\s+)?(?:[A-Z][\w.-]*\s+){0,3}[A-Z][\w.-]*|"
    r"(?i:the|an?|its|his|her|their)\s+(?:[\w-]+\s+){0,2}[\w-]+)(?=[’']))(?:[’']s?)?\s+(?:[\w-]+\s+){0,2}$"
)
_BE = re.compile(r"(?:^|\s)(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_OF_ONESELF = re.compile(
    r"looking|planning|wanting|hoping|seeking|wishing|willing|unwilling|reluctant|eager|keen|determined", re.IGNORECASE
)
"""After a form of "be" these are the subject's own; "was decided" is somebody else's."""
_THERE = re.compile(r"there\b", re.IGNORECASE)
_THE = re.compile(r"the\s(?:.*\s)?[\w’'-]*[^s\W]$", re.IGNORECASE)
_PART_OF_NOUN = re.compile(r"(?i:an?|the|both)\s|[a-z]+$")
"""Before a noun: "a clear threat to", "the best plan to", "includes plans to"; but "the campaign plans to"."""
_NEEDS_OWNER = re.compile(r"threats?|commitments?|resolve|calls?|demands?", re.IGNORECASE)
"""Nouns whose "to" may as well lead to what they are for or against: "a threat to international peace"."""
_NEAR_CHARACTERS = 120
_LONGEST_CHARACTERS = 1200
"""A clause without a mark in so many characters is none: the text has lost its punctuation."""


_ACTS = tuple(
    (act, re.compile(words, re.IGNORECASE))
    for act, words in (
        (Act.THREATEN, r"threat.*"),
        (Act.DENY, r"refus.*|declin.*"),
        (Act.ACCUSE, r"alleg.*|accus.*|complaint.*"),
        (Act.DEMAND, r"request.*|demand.*|calls?|invitation.*|proposal.*"),
        (
            Act.COMMIT,
            r"decid.*|decision.*|plan.*|vow.*|pledg.*|promis.*|offer.*|agree.*|commitment.*|assurance.*|guarantee.*",
        ),
        (Act.ASSERT, r"claims?|rumou?rs?|assertions?|suggestions?|warnings?|conclusion"),
    )
)
"""What the guidelines say of these words; all others are wishes, intentions and beliefs that are not spoken."""


@dataclass(frozen=True, slots=True)
class Complement:
    """One such word with its clause, as their form shows them."""

    cue: Span
    content: Span
    """To the end of the clause, as punctuation shows it."""
    subject: Span | None
    """Whose intention or belief it is, where the words stand next to it."""
    act: Act


def find_complements(text: str, sentences: Sequence[Span]) -> list[Complement]:
    """Return the words of intention and belief with a clause, in text order."""
    found: list[Complement] = []
    for sentence in sentences_with(_LEADING, text, sentences, meant=_MEANT):
        found += _in_sentence(sentence.slice(text), sentence.start)
    return sorted(found, key=lambda complement: complement.cue)


def _in_sentence(sentence: str, base: int) -> Iterator[Complement]:
    taken: set[int] = set()
    for pattern in (_NOUN, _VERB, _THAT):
        for match in pattern.finditer(sentence):
            first = max(0, match.start("cue") - SEEN_CHARACTERS)
            before, cue = sentence[first : match.start("cue")], Span(base + match.start("cue"), base + match.end("cue"))
            is_passive = _BE.search(before[-_NEAR_CHARACTERS:]) and not _OF_ONESELF.fullmatch(match["cue"])
            if cue.start in taken or (pattern is _VERB and is_passive):
                continue
            subject = None if is_passive else _subject(pattern, before, match["cue"])
            if subject is None and _NEEDS_OWNER.fullmatch(match["cue"]) and pattern is _NOUN:
                continue
            taken.add(cue.start)
            last = _end_of_clause(sentence, match.end("content"))
            content = Span(base + match.start("content"), base + max(last, match.end("content")))
            moved = Span(base + first + subject.start, base + first + subject.end) if subject else None
            act = next((act for act, words in _ACTS if words.fullmatch(match["cue"])), Act.THINK)
            yield Complement(cue, content, moved, act)


def _end_of_clause(sentence: str, start: int) -> int:
    """Where the clause ends that goes on from there: at the next mark, or after so many characters without one."""
    limit = start + _LONGEST_CHARACTERS
    end = _CLAUSE_END.search(sentence, start, limit)
    if end is not None:
        return end.start()
    if limit < len(sentence):
        return max(sentence.rfind(" ", start, limit), start)
    return start + len(sentence[start:].rstrip(" \n.!?"))


def _subject(pattern: re.Pattern[str], before: str, cue: str) -> Span | None:
    """Whose word it is: the owner of a noun, the subject of a verb. "Plans to" may be either."""
    owner = _OWNER.search(before, max(0, len(before) - _NEAR_CHARACTERS)) if pattern is not _VERB else None
    if owner is not None:
        return Span(*owner.span("owner"))
    subject = subject_before(before) if pattern is not _THAT else None
    words = subject.slice(before) if subject else ""
    is_part = pattern is _NOUN and _PART_OF_NOUN.match(words) and not (cue.endswith("s") and _THE.match(words))
    return None if is_part or _THERE.match(words) else subject
