"""
Events of annotated reports as the ledger sees them: views with their gold groups.

`ecbplus`: mentions are given, with the entities of their sentence, untyped and undated.
`event-links`: PLOVER events of Guardian reports, with sides, place, date and type.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from evaluation.corpora import jsonl
from onrecord.ledger.matching import EventView, Party
from onrecord.ledger.matching.days import first_day, last_day
from onrecord.ledger.matching.views import STORY
from onrecord.ledger.matching.words import content_stems, stem, weight
from onrecord.ledger.tokens import tokens_of, whole
from onrecord.reading.sentences import split_sentences
from onrecord.records import EventType, Factuality, Sector

__all__ = ["GoldEvent", "ecb_events", "guardian_events", "story_of"]

GoldEvent = tuple[EventView, str]
"""A view and the name of its gold group."""


def story_of(words: Sequence[str]) -> frozenset[str]:
    """Return the stems that a report of these words is about."""
    counts: dict[str, int] = defaultdict(int)
    for one in content_stems(words):
        counts[one] += 1
    return frozenset(sorted(counts, key=lambda one: (-counts[one] * weight(one), one))[:STORY])


def ecb_events(first_topic: int, last_topic: int) -> list[GoldEvent]:
    """Return the event mentions of the topics; groups are the corpus's chains."""
    found = []
    for document in jsonl("corpora", "ecbplus", "train.jsonl"):
        if first_topic <= document["topic"] <= last_topic:
            story = story_of(_keys(" ".join(document["tokens"])))
            for number, mention in enumerate(document["event_mentions"]):
                found.append((_ecb_view(document, number, mention, story), str(mention["chain"])))
    return found


def _ecb_view(document: dict[str, Any], number: int, mention: dict[str, Any], story: frozenset[str]) -> EventView:
    """The view of one mention of ecbplus: people before it act, people after it are acted on."""
    tokens, at = document["tokens"], mention["tokens"]
    place, (low, high) = next(
        (n, bounds) for n, bounds in enumerate(document["sentences"]) if bounds[0] <= at[0] < bounds[1]
    )
    around = [one for one in document["entity_mentions"] if low <= one["tokens"][0] < high]
    words = _words_at(tokens, mention)
    sentence = _keys(" ".join(tokens[low:high]))
    sides = [
        (one["tokens"][0] < at[0], Party(stems=frozenset(content_stems(_words_at(tokens, one)))))
        for one in around
        if one["type"].startswith(("HUM", "NON_HUMAN"))
    ]
    places = [one for one in around if one["type"].startswith("LOC")]
    return EventView(
        id=f"{document['doc']}:{number:03}",
        report=document["doc"],
        type=None,
        mode=None,
        trigger=" ".join(words),
        stem=max(map(stem, words), key=lambda one: (weight(one), one), default=""),
        actors=tuple(party for before, party in sides if before),
        recipients=tuple(party for before, party in sides if not before),
        place=" ".join(_words_at(tokens, places[0])) if places else None,
        numbers=frozenset(word for word in sentence if word.isdigit()),
        stems=frozenset(content_stems(sentence)),
        story=story,
        sentence=place,
    )


def _words_at(tokens: Sequence[str], mention: dict[str, Any]) -> tuple[str, ...]:
    """The words of a mention."""
    return _keys(" ".join(tokens[i] for i in mention["tokens"]))


def guardian_events() -> list[GoldEvent]:
    """Return the events of the reports of `event-links`; an event in no group is a group of its own."""
    rows = [*jsonl("corpora", "plover-events", "train.jsonl"), *jsonl("corpora", "plover-events", "dev.jsonl")]
    rows += list(jsonl("gold", "dev.jsonl"))
    reports = {row["id"]: row for row in rows if row["id"].startswith("guardian-")}
    group = {
        mention: row["event"] for row in jsonl("corpora", "event-links", "dev.jsonl") for mention in row["mentions"]
    }
    found = []
    for _, report in sorted(reports.items()):
        story = story_of(_keys(report["text"]))
        for event in report["events"]:
            view = _guardian_view(report, event, story)
            found.append((view, group.get(view.id, view.id)))
    return found


def _guardian_view(report: dict[str, Any], event: dict[str, Any], story: frozenset[str]) -> EventView:
    """The view of one annotated PLOVER event."""
    text = report["text"]
    number, sentence = _sentence(report, event["trigger"])
    words = _keys(text[slice(*event["trigger"])])
    around = _keys(text[slice(*sentence)])
    place, date = event["place"], event["date"] or {}
    return EventView(
        id=f"{report['id']}:{event['id']}",
        report=report["id"],
        type=EventType(event["type"]),
        mode=event["mode"],
        trigger=" ".join(words),
        stem=max(map(stem, words), key=lambda one: (weight(one), one), default=""),
        actors=tuple(_party(text, one) for one in event["actors"]),
        recipients=tuple(_party(text, one) for one in event["recipients"]),
        start=first_day(date.get("start")),
        end=last_day(date.get("end")),
        day=report["published"],
        place=" ".join(word for word in _keys(text[slice(*place)]) if word != "the") if place else None,
        place_country=event.get("place_country"),
        numbers=frozenset(word for word in around if word.isdigit()),
        stems=frozenset(content_stems(around)),
        story=story,
        sentence=number,
        factuality=Factuality(event["factuality"]),
    )


def _party(text: str, row: dict[str, Any]) -> Party:
    """One side, by its phrase and codes."""
    return Party(
        stems=frozenset(content_stems(_keys(text[slice(*row["span"])]))),
        country=row["country"],
        sector=Sector(row["sector"]) if row["sector"] in set(Sector) else None,
    )


def _sentence(report: dict[str, Any], trigger: list[int]) -> tuple[int, list[int]]:
    """The sentence of a trigger and its number."""
    bounds = report.get("sentences") or [(one.start, one.end) for one in split_sentences(report["text"])]
    for number, (start, end) in enumerate(bounds):
        if start <= trigger[0] < end:
            return number, [start, end]
    return 0, trigger


def _keys(text: str) -> tuple[str, ...]:
    """The words of a text, as they are compared."""
    return tuple(token.key for token in tokens_of(text, whole(text)))
