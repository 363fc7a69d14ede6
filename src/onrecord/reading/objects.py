"""
What changes hands or is used in an event, and how many people it touched.

    supplying [train loads of ammunition]object        at least 12 people were killed -> dead 12

By rule, from the mentions and the words of the trigger's own sentence: no
training set marks them. A thing belongs to the nearest trigger of a type that
can have one; a number to the verb it stands with.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from onrecord.records import Event, EventId, EventType, Mention, MentionKind, Object, Size, Span, changed

__all__ = ["with_objects_and_sizes"]

_THINGS = frozenset({MentionKind.WEAPON, MentionKind.VEHICLE, MentionKind.PLATFORM, MentionKind.MONEY})
_TYPES = frozenset(
    {
        EventType.AID, EventType.COOPERATE, EventType.SANCTION, EventType.ASSAULT, EventType.MOBILIZE,
        EventType.COERCE, EventType.RETREAT,
    }
)  # fmt: skip
_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+|\d+|" + "|".join(_WORDS) + r")"
_PERSONS = (
    "people persons men women children civilians soldiers troops others officers protesters fighters militants "
    "residents workers migrants"
).split()
_PEOPLE = rf"(?:\s+(?:[\w’'-]+\s+){{0,3}}?(?:{'|'.join(_PERSONS)}))?"
_OTHER_UNITS = r"(?!\s*(?:%|percent|years?|months?|weeks?|days?|hours?|miles|km))"
_ROUGHLY = r"(?:at\s+least\s+|about\s+|some\s+|more\s+than\s+|nearly\s+|up\s+to\s+)?"
_KINDS = {
    "dead": (r"(?:killed|dead|died|slain)", r"(?:killed|killing|kills)"),
    "injured": (r"(?:injured|wounded|hurt)", r"(?:injured|injuring|wounded|wounding|injures|wounds)"),
    "arrested": (r"(?:arrested|detained)", r"(?:arrested|arresting|detained|detaining|arrests|detains)"),
}
_PATTERNS = {
    kind: (
        re.compile(rf"\b{_NUMBER}{_PEOPLE}\s+(?:were\s+|was\s+|had\s+been\s+|have\s+been\s+|are\s+)?{after}\b", re.I),
        re.compile(rf"\b{before}\s+{_ROUGHLY}{_NUMBER}\b{_OTHER_UNITS}", re.I),
    )
    for kind, (after, before) in _KINDS.items()
}  # fmt: skip
_SIZED = {"dead": {EventType.ASSAULT}, "injured": {EventType.ASSAULT}, "arrested": {EventType.COERCE}}


def with_objects_and_sizes(
    events: Sequence[Event], mentions: Sequence[Mention], sentences: Sequence[Span], text: str
) -> list[Event]:
    """Return the events with their objects and sizes; both come from the trigger's own sentence."""
    starts = [s.start for s in sentences]
    home = {e.id: bisect_right(starts, e.trigger.start) - 1 for e in events}
    objects: dict[EventId, list[Object]] = {e.id: [] for e in events}
    for mention in mentions:
        if mention.kind not in _THINGS:
            continue
        sentence = bisect_right(starts, mention.span.start) - 1
        near = [
            (abs(mention.span.start - e.trigger.start), e.id)
            for e in events
            if home[e.id] == sentence
            and e.type in _TYPES
            and not any(p.span.overlaps(mention.span) for p in (*e.actors, *e.recipients))
            and not e.trigger.overlaps(mention.span)
        ]
        if near:
            objects[min(near)[1]].append(Object(span=mention.span, kind=mention.kind))
    return [changed(e, objects=tuple(objects[e.id]), size=_size(e, events, home, sentences, text)) for e in events]


def _size(
    event: Event, events: Sequence[Event], home: Mapping[EventId, int], sentences: Sequence[Span], text: str
) -> Size:
    """The numbers of its sentence, given to the nearest event that such a number can belong to."""
    if home[event.id] < 0:
        return Size()
    sentence = sentences[home[event.id]]
    found = {}
    for kind, patterns in _PATTERNS.items():
        if event.type not in _SIZED[kind]:
            continue
        for pattern in patterns:
            for match in pattern.finditer(text, sentence.start, sentence.end):
                rivals = [e for e in events if home[e.id] == home[event.id] and e.type in _SIZED[kind]]
                nearest = min(rivals, key=lambda e: (abs(e.trigger.start - match.start()), e.trigger.start))
                if nearest.id == event.id and kind not in found:
                    found[kind] = _value(match.group("number"))
    return Size(**found)


def _value(number: str) -> int:
    lowered = number.casefold()
    return _WORDS.index(lowered) + 1 if lowered in _WORDS else int(number.replace(",", ""))
