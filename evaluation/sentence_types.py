"""
Event types of the ontology's own example sentences: one sentence a record, each with its type.

A few sentences stand there twice, under two types; a sentence is therefore judged by the set of its types. The
macro average is over all sixteen. The manual codes one event a sentence, what its main clause says, and leaves out
the bombs and curfews that it mentions beside; the reader reports those too, as the guidelines of reports ask.
So three lines: `event type` counts every type of every event that the record holds, `surest type` that of the event
with the highest score, `foremost type` that of the one that the reader holds to be the main one (`Reader.foremost`).
"""

from typing import Any

from evaluation.corpora import jsonl
from evaluation.loaded import Loaded, report_of
from evaluation.parts import Row
from evaluation.reading import read_records
from evaluation.sets import count_lines, described
from onrecord.records import EventType, Span
from onrecord.scoring.counts import Count, Counts, macro_f1_of

__all__ = ["NAME", "sentence_types"]

NAME = "plover-gsr dev"
PATH = "corpora/plover-gsr/dev.jsonl"
_AS_SETS, _SUREST, _FOREMOST = "type: ", "surest: ", "foremost: "


def sentence_types(loaded: Loaded) -> dict[str, Any]:
    """Return the set's entry; sentences go through the command line as reports do, but for the foremost event."""
    gold: dict[str, set[str]] = {}
    for row in jsonl(*PATH.split("/")):
        gold.setdefault(row["text"], set()).add(row["type"])
    rows = [{"id": str(n), "text": text} for n, text in enumerate(gold)]
    records = read_records(rows)
    reports = [
        _counts(gold[row["text"]], records.get(row["id"]), _foremost(loaded, row["id"], row["text"])) for row in rows
    ]
    names = {"event": _AS_SETS, "surest": _SUREST, "foremost": _FOREMOST}
    lines = count_lines(reports, {f"{name} type, macro F1": macro_f1_of(prefix) for name, prefix in names.items()})
    missing = sum(row["id"] not in records for row in rows)
    return described(PATH, "types of a sentence", "the authors of the ontology", len(rows), lines, missing)


def _foremost(loaded: Loaded, key: str, text: str) -> set[str]:
    (found,) = loaded.reader.foremost(report_of(key, text), [Span(0, len(text))])
    return {found.type.value} if found else set()


def _counts(asked: set[str], record: Row | None, foremost: set[str]) -> Counts:
    events = sorted(record["events"] if record else (), key=lambda event: -event["score"])
    given = {event["type"] for event in events}
    surest = {event["type"] for event in events[:1]}
    counts = {}
    for prefix, found in ((_AS_SETS, given), (_SUREST, surest), (_FOREMOST, foremost)):
        for kind in map(str, EventType):
            counts[prefix + kind] = Count(int(kind in asked & found), int(kind in found), int(kind in asked))
    return counts
