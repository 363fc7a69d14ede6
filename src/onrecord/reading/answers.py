"""
What a reaction answers: the statement before it that its noun or pronoun stands for, and what is said to happen there.

    Kyiv [accused] Minsk of [shelling] the bridge. Officials [said] the bridge was shut. Minsk denied the accusations.
         └ what "the accusations" stands for; the shelling is what Minsk denies

An accusation answers to an accusing act, a report to an outlet's word, a claim or "it" to the nearest thing said:
the same sentence first, then those before it, back to the paragraph before. "Kyiv's claims" are Kyiv's alone. Where
no statement accuses, an event of accusing does ("charged with killing two men. He denies the charges"). What is only
presupposed ("in its war", "after the coup") is not denied.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.reading.reactions import act_of_cue, is_dismissal, points_back
from onrecord.records import Act, Event, EventType, SourceKind, Span, Statement

__all__ = ["answered_events", "is_confirmation", "is_denial"]

_ACCUSING = re.compile(r"accus|alleg|charge|insinuat")
_REPORTING = re.compile(r"report|rumou?r|account|finding")
_POINTING = re.compile(r"it|this|that|them|these|those|which|something|all\s")
_SPOKEN = frozenset({Act.ACCUSE, Act.ASSERT})
_REFUSES = re.compile(
    r"\b(?:refus|declin|balk|resist|reject|dismiss|oppos|reluctan|rebuff|spurn|veto|turn\w*\s+down|block)",
    re.IGNORECASE,
)
"""Cues of the act `deny` that say no to a demand or a plan, not to a report of what happened."""
_LEAVES_OPEN = re.compile(
    r"(?:\b(?:neither|nor|not|never|yet\s+to|declin\w+\s+to|refus\w+\s+to)\b|n[’']t\b)[\w\s]*$", re.IGNORECASE
)
"""Before a cue of reaction, in it, or between its words: "neither confirmed nor denied", "has not denied"."""
_NEGATION_CHARACTERS = 40
_WHAT_IS_SAID = re.compile(
    r"(?:the|any|all|that|this|these|those|[\w’'-]+[’']s?)?\s*(?:\w+\s+){0,2}"
    r"(?:accusation|allegation|claim|charge|assertion|insinuation|suggestion|report|rumou?r|notion|idea|theory)s?\b",
    re.IGNORECASE,
)
_PRESUPPOSED = re.compile(
    r"\b(?:the|its|their|his|her|this|that|these|those|[\w-]+[’']s?|when|after|before|since|while|because|although|"
    r"despite|following|amid|during|until|for|against|from|in|over|about)\s+(?:[\w’'-]+\s+){0,2}$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?][”\"’)]*\s|\n")
_REACH_CHARACTERS = 1200
_REACH_OF_PRONOUN = 400
"""Farther back an "it" or "which" stands for something else."""


@dataclass(frozen=True, slots=True)
class _Reaction:
    """A statement that points back: by which word, where it begins, how far back it may point."""

    statement: Statement
    noun: str
    start: int
    reach: int
    owner: frozenset[str]
    """Words of whose claims they are, small; empty where the content does not say."""


def is_denial(statement: Statement, text: str) -> bool:
    """Whether a statement says of what happened that it did not; refusing to do something says nothing of that."""
    if statement.act is not Act.DENY:
        return False
    cue, content = _words(statement.cue, text), _words(statement.content, text)
    if act_of_cue(cue) and _is_left_open(statement, text):
        return False
    return not _REFUSES.search(cue) or bool(_WHAT_IS_SAID.match(content)) or is_dismissal(cue, content)


def is_confirmation(statement: Statement, text: str) -> bool:
    """Whether a statement bears out something said before, which it only points at."""
    cue, content = _words(statement.cue, text), _words(statement.content, text)
    return act_of_cue(cue) is Act.ASSERT and points_back(content) is not None and not _is_left_open(statement, text)


def answered_events(
    statement: Statement, statements: Sequence[Statement], events: Sequence[Event], text: str
) -> list[Event]:
    """Return the events that a reaction answers; none for a statement that does not point back."""
    cue, content = _words(statement.cue, text), _words(statement.content, text)
    noun = _untrue(content) if is_dismissal(cue, content) else points_back(content)
    if noun is None:
        return []
    start = min(statement.cue[0].start, statement.content[0].start) if statement.cue else statement.content[0].start
    reach = _reach(text, start, _REACH_OF_PRONOUN if _POINTING.match(noun) else _REACH_CHARACTERS)
    reaction = _Reaction(statement, noun, start, reach, frozenset() if _POINTING.match(noun) else _owner(content))
    answered = _answered(reaction, statements, text)
    if answered is not None and (answered.act is Act.ACCUSE or not _ACCUSING.match(noun)):
        return _asserted([s for s in answered.content if s.start < start], events, start, text)
    accusing = [e for e in events if e.type is EventType.ACCUSE and reach <= e.trigger.start and e.trigger.end <= start]
    if accusing and not reaction.owner:
        trigger = max(accusing, key=lambda e: e.trigger.start).trigger
        if found := _asserted([_rest_of_sentence(text, trigger.end, start)], events, start, text):
            return found
    return _asserted([s for s in answered.content if s.start < start], events, start, text) if answered else []


def _is_left_open(statement: Statement, text: str) -> bool:
    end = statement.cue[0].end
    return bool(_LEAVES_OPEN.search(text[max(0, end - _NEGATION_CHARACTERS) : end]))


def _words(spans: Sequence[Span], text: str) -> str:
    return " ".join(span.slice(text) for span in spans)


def _owner(content: str) -> frozenset[str]:
    """Whose claims they are: "the minister's claims", "accusations by Kyiv"."""
    owned = re.search(r"([\w’' -]*\w)(?:[’']\s?s|(?<=s)[’'])\s", content) or re.search(r"\b(?:by|from)\s+(.+)", content)
    return _small_words(owned[1]) if owned else frozenset()


def _small_words(words: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"[^\W_]+", words.casefold()) if word not in {"the", "a", "an", "s"})


def _untrue(content: str) -> str:
    """The noun or pronoun of "the claims are baseless"."""
    found = re.match(r"\W*(?:that\s+)?(it|this|that|them|these|those|they)\b", content, re.IGNORECASE)
    noun = re.search(r"(?i)accus\w+|alleg\w+|charges?\b|claims?\b|reports?\b|rumou?rs?\b|suggest\w+|assert\w+", content)
    if noun is not None and (found is None or noun.start() - found.start() < len("that repeated new ")):
        return noun.group().lower()
    return "it"


def _reach(text: str, start: int, most: int) -> int:
    """How far back a reaction may point: over one border of paragraphs, and over so many characters."""
    own = text.rfind("\n", 0, start)
    before = len(text[: max(own, 0)].rstrip())
    first = text.rfind("\n", 0, before) + 1 if own >= 0 else 0
    return max(first, start - most)


def _answered(reaction: _Reaction, statements: Sequence[Statement], text: str) -> Statement | None:
    """The statement that the noun stands for; the nearest of those that it may."""
    mine, noun = reaction.statement, reaction.noun
    fronted = bool(mine.cue) and mine.content[0] < mine.cue[0]
    source = _words(mine.source, text).casefold()
    before = [
        s
        for s in statements
        if s.id != mine.id
        and s.cue
        and reaction.reach <= s.cue[0].start < reaction.start
        and (fronted or not any(span.contains(reaction.statement.cue[0]) for span in s.content if mine.cue))
        and not (source and _words(s.source, text).casefold() == source)
        and (not reaction.owner or reaction.owner & _small_words(_words(s.source, text)))
        and points_back(_words(s.content, text)) is None
    ]
    nearest = max(before, key=lambda s: s.cue[0].start, default=None)
    if _POINTING.match(noun) and nearest is not None and nearest.act not in _SPOKEN:
        return None
    said = _nearest_of([s for s in before if s.act in _SPOKEN], reaction.start, text)
    if _ACCUSING.match(noun):
        said = [s for s in said if s.act is Act.ACCUSE] or said
    elif _REPORTING.match(noun):
        said = [s for s in said if _is_report(s, text)] or said
    return max(said, key=lambda s: s.cue[0].start, default=None)


def _nearest_of(statements: Sequence[Statement], start: int, text: str) -> Sequence[Statement]:
    """Those of the same sentence; where there are none, those of the paragraph; else all."""
    paragraph = text.rfind("\n", 0, start) + 1
    sentence = max((end.end() for end in _SENTENCE_END.finditer(text, paragraph, start)), default=paragraph)
    for border in (sentence, paragraph):
        if near := [s for s in statements if max(s.cue[0].start, s.content[0].start) >= border]:
            return near
    return statements


def _is_report(statement: Statement, text: str) -> bool:
    told = statement.source_kind in (SourceKind.OUTLET, SourceKind.DOCUMENT)
    return told or "report" in _words((*statement.cue, *statement.source), text).lower()


def _rest_of_sentence(text: str, start: int, most: int) -> Span:
    end = _SENTENCE_END.search(text, start, most)
    return Span(start, max(end.start() if end else most, start + 1))


def _asserted(spans: Sequence[Span], events: Sequence[Event], before: int, text: str) -> list[Event]:
    """The events of a content that it says happened: the first, and those that it does not presuppose."""
    inside = sorted(
        (e for e in events if e.trigger.end <= before and any(span.contains(e.trigger) for span in spans)),
        key=lambda e: e.trigger,
    )
    return [
        e
        for n, e in enumerate(inside)
        if n == 0 or not _PRESUPPOSED.search(text[inside[n - 1].trigger.end : e.trigger.start])
    ]
