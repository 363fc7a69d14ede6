"""
Is this event one of the user's type? Each condition in turn; the first that fails is the answer.

    AID "shipped", objects "rice"   ->   Verdict(is_one=False, reason="no object has 'shells', 'missiles', … or …")

Nothing that the reader found is changed by it: an event of the type is the same PLOVER event with a label more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.eventtypes.definition import Condition, OwnType, Vocabulary, words_of
from onrecord.eventtypes.scorer import Scorer
from onrecord.records import Event, MentionKind, Object, Participant, Record, Span

__all__ = ["Decider", "Verdict", "sentence_of"]

LINE = 0.5
"""A score below this is a no: yes and no examples weigh the same in the fit, so one half is where they balance."""

_Words = tuple[str, ...]
_ONE = {"sentence": "the sentence", "actors": "no actor", "recipients": "no recipient", "objects": "no object"}


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

    stems: Sequence[_Words]
    """Of its words, and of the name of the actor it means."""
    kind: MentionKind | None = None
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Decider:
    """One type made ready to decide."""

    own: OwnType
    vocabulary: Vocabulary
    scorer: Scorer | None = None
    _stems: dict[str, _Words] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, own: OwnType, vocabulary: Vocabulary) -> "Decider":
        """Fit the scorer where there are examples enough and the file does not switch it off."""
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
        if self.own.triggers and not self._holds(self._stemmed(said), self.own.triggers):
            return f"'{said}' is none of the triggers"
        for part, condition in self.own.conditions:
            fillers = list(self._fillers(part, event, record))
            for filler in fillers:
                for word in condition.none:
                    if any(self._holds(stems, (word,)) for stems in filler.stems):
                        return f"{word!r} stands in the {part.removesuffix('s') if part != 'sentence' else part}"
            if _asks(condition) and not any(self._fits(filler, condition) for filler in fillers):
                verb = "has none of" if part == "sentence" else "has any of"
                return f"{_ONE[part]} {verb} {_shown(condition)}"
        return None

    def _fillers(self, part: str, event: Event, record: Record) -> Iterator[_Filler]:
        if part == "sentence":
            yield _Filler([self._stemmed(sentence_of(event.trigger, record).slice(record.report.text))])
            return
        each: Object | Participant
        for each in getattr(event, part):
            stems = [self._stemmed(record.quote(each.span))]
            if isinstance(each, Object):
                yield _Filler(stems, kind=each.kind)
                continue
            actor = record.actor(each.actor)
            stems += [self._stemmed(actor.name)] if actor else []
            yield _Filler(stems, country=each.country, sector=each.sector.value if each.sector else None)

    def _fits(self, filler: _Filler, condition: Condition) -> bool:
        """Whether one filler is all that is asked: of the words or of the kinds, of the countries, of the sectors."""
        worded = any(self._holds(stems, condition.any) for stems in filler.stems) or filler.kind in condition.kinds
        return (
            (worded or not (condition.any or condition.kinds))
            and (filler.country in condition.countries or not condition.countries)
            and (filler.sector in condition.sectors or not condition.sectors)
        )

    def _holds(self, stems: _Words, phrases: Sequence[str]) -> bool:
        """Whether one of the phrases stands among the stems, its words one after the other."""
        for phrase in phrases:
            wanted = self._stems.setdefault(phrase, self._stemmed(phrase))
            size = len(wanted)
            if any(stems[n : n + size] == wanted for n in range(len(stems) - size + 1)):
                return True
        return False

    def _stemmed(self, text: str) -> _Words:
        return tuple(self.vocabulary.stem(word) for word in words_of(text))


def sentence_of(trigger: Span, record: Record) -> Span:
    """Return the sentence that holds a trigger; the trigger itself where none does."""
    return next((sentence for sentence in record.sentences if sentence.contains(trigger)), trigger)


def _asks(condition: Condition) -> bool:
    return bool(condition.any or condition.kinds or condition.countries or condition.sectors)


def _shown(condition: Condition) -> str:
    """Return what is asked, cut short: a list of sixty weapons helps nobody."""
    words = [*(repr(word) for word in condition.any), *condition.kinds, *condition.countries, *condition.sectors]
    return ", ".join(words[:3]) + (", …" if len(words) > 3 else "")
