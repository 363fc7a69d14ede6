"""
Is this event one of the user's type? Each condition in turn; the first that fails is the answer.

    AID "shipped", objects "rice"   ->   Verdict(is_one=False, reason="no object has 'shells', 'missiles', … or …")

Nothing that the reader found is changed by it: an event of the type is the same PLOVER event with a label more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.eventtypes.definition import AROUND_WORDS, Condition, OwnType, Vocabulary, words_of
from onrecord.eventtypes.forms import base_forms
from onrecord.eventtypes.scorer import LINE, Scorer
from onrecord.records import Event, MentionKind, Object, Participant, Record, Span

__all__ = ["Decider", "Verdict", "sentence_of"]

_Words = tuple[frozenset[str], ...]
"""The possible bases of each word of a text."""

_ONE = {
    "sentence": "the sentence has none of",
    "around": "the words around it are none of",
    "actors": "no actor has any of",
    "recipients": "no recipient has any of",
    "objects": "no object has any of",
}
_THE = {"actors": "an actor", "recipients": "a recipient", "objects": "an object", "around": "the words around it"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether an event is one of the type, and what decided it."""

    is_one: bool
    reason: str
    score: float | None = None
    """Of the examples; None where they were not asked."""


@dataclass(frozen=True, slots=True)
class _Filler:
    """What stands in a part of an event."""

    words: Sequence[_Words]
    """Of the text, and of the name of the actor it means."""
    kind: MentionKind | None = None
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Decider:
    """One type made ready to decide."""

    own: OwnType
    vocabulary: Vocabulary
    scorer: Scorer | None = None
    _known: dict[str, _Words] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, own: OwnType, vocabulary: Vocabulary) -> "Decider":
        """Fit the scorer where the examples can bear it and the file does not switch it off."""
        return cls(own, vocabulary, Scorer.fit(own.examples, vocabulary) if own.scorer else None)

    def verdict(self, event: Event, record: Record) -> Verdict:
        """Return whether an event of a record is one of the type."""
        reason = self.failing(event, record)
        if reason is not None:
            return Verdict(is_one=False, reason=reason)
        if self.scorer is None:
            return Verdict(is_one=True, reason="every condition holds")
        sentence = sentence_of(event.trigger, record)
        trigger = Span(event.trigger.start - sentence.start, event.trigger.end - sentence.start)
        return self.by_score(self.scorer.score(sentence.slice(record.report.text), trigger))

    def by_score(self, score: float) -> Verdict:
        """Return the verdict on an event for which every condition holds."""
        what = "like" if score >= LINE else "unlike"
        return Verdict(is_one=score >= LINE, reason=f"{what} the examples ({score:.2f})", score=score)

    def failing(self, event: Event, record: Record) -> str | None:
        """Return the first condition that does not hold, in words; None where all hold."""
        bases = self.own.builds_on
        if not any(event.type is base.type and base.mode in (None, event.mode) for base in bases):
            found = f"{event.type}/{event.mode}" if event.mode else event.type.value
            return f"the event is {found}, not {' or '.join(map(str, bases))}"
        said = record.quote(event.trigger)
        if self.own.triggers and not self._holds(self._forms(said), self.own.triggers):
            return f"'{said}' is none of the triggers"
        for part, condition in self.own.conditions:
            fillers = list(self._fillers(part, event, record))
            for filler in fillers:
                for word in condition.none:
                    if any(self._holds(words, (word,)) for words in filler.words):
                        return f"{word!r} stands in {_THE.get(part, 'the sentence')}"
            if _asks(condition) and not any(self._fits(filler, condition) for filler in fillers):
                return f"{_ONE[part]} {_shown(condition)}"
        return None

    def _fillers(self, part: str, event: Event, record: Record) -> Iterator[_Filler]:
        sentence, text = sentence_of(event.trigger, record), record.report.text
        if part == "sentence":
            yield _Filler([self._forms(sentence.slice(text))])
            return
        if part == "around":
            before, after = text[sentence.start : event.trigger.start], text[event.trigger.end : sentence.end]
            yield _Filler([self._forms(before)[-AROUND_WORDS:] + self._forms(event.trigger.slice(text))])
            yield _Filler([self._forms(event.trigger.slice(text)) + self._forms(after)[:AROUND_WORDS]])
            return
        each: Object | Participant
        for each in getattr(event, part):
            words = [self._forms(record.quote(each.span))]
            if isinstance(each, Object):
                yield _Filler(words, kind=each.kind)
                continue
            actor = record.actor(each.actor)
            words += [self._forms(actor.name)] if actor else []
            yield _Filler(words, country=each.country, sector=each.sector.value if each.sector else None)

    def _fits(self, filler: _Filler, condition: Condition) -> bool:
        """Whether one filler is all that is asked: of the words or of the kinds, of the countries, of the sectors."""
        worded = any(self._holds(words, condition.any) for words in filler.words) or filler.kind in condition.kinds
        return (
            (worded or not (condition.any or condition.kinds))
            and (filler.country in condition.countries or not condition.countries)
            and (filler.sector in condition.sectors or not condition.sectors)
        )

    def _holds(self, words: _Words, phrases: Sequence[str]) -> bool:
        """Whether one of the phrases stands in a text, its words in any form, one after the other."""
        for phrase in phrases:
            wanted = self._known.setdefault(phrase, self._forms(phrase))
            size = len(wanted)
            for n in range(len(words) - size + 1):
                if all(here & asked for here, asked in zip(words[n : n + size], wanted, strict=True)):
                    return True
        return False

    def _forms(self, text: str) -> _Words:
        return tuple(base_forms(word, self.vocabulary.stem) for word in words_of(text))


def sentence_of(trigger: Span, record: Record) -> Span:
    """Return the sentence that holds a trigger; the trigger itself where none does."""
    return next((sentence for sentence in record.sentences if sentence.contains(trigger)), trigger)


def _asks(condition: Condition) -> bool:
    return bool(condition.any or condition.kinds or condition.countries or condition.sectors)


def _shown(condition: Condition) -> str:
    """Return what is asked, cut short: a list of sixty weapons helps nobody."""
    words = [*(repr(word) for word in condition.any), *condition.kinds, *condition.countries, *condition.sectors]
    return ", ".join(words[:3]) + (", …" if len(words) > 3 else "")
