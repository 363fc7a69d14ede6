"""
Event types of the ontology's own example sentences: one sentence a record, each with its type.

A few sentences stand there twice, under two types; a sentence is therefore judged by the set of its types. The
macro average is over all sixteen. `surest type` asks for one type a sentence, that of the event with the highest score.
"""

from typing import Any

from evaluation.corpora import jsonl
from evaluation.parts import Row
from evaluation.reading import read_records
from evaluation.sets import count_lines, described
from onrecord.records import EventType
from onrecord.scoring.counts import Count, Counts, macro_f1_of

__all__ = ["NAME", "sentence_types"]

NAME = "plover-gsr dev"
PATH = "corpora/plover-gsr/dev.jsonl"
_AS_SETS, _SUREST = "type: ", "surest: "


def sentence_types() -> dict[str, Any]:
    """Return the set's entry; sentences go through the command line as reports do."""
    gold: dict[str, set[str]] = {}
    for row in jsonl(*PATH.split("/")):
        gold.setdefault(row["text"], set()).add(row["type"])
    rows = [{"id": str(n), "text": text} for n, text in enumerate(gold)]
    records = read_records(rows)
    reports = [_counts(gold[str(row["text"])], records.get(str(row["id"]))) for row in rows]
    lines = count_lines(
        reports, {"event type, macro F1": macro_f1_of(_AS_SETS), "surest type, macro F1": macro_f1_of(_SUREST)}
    )
    missing = sum(row["id"] not in records for row in rows)
    return described(PATH, "types of a sentence", "the authors of the ontology", len(rows), lines, missing)


def _counts(asked: set[str], record: Row | None) -> Counts:
    events = sorted(record["events"] if record else (), key=lambda event: -event["score"])
    given = {event["type"] for event in events}
    surest = {event["type"] for event in events[:1]}
    counts = {}
    for prefix, found in ((_AS_SETS, given), (_SUREST, surest)):
        for kind in map(str, EventType):
            counts[prefix + kind] = Count(int(kind in asked & found), int(kind in found), int(kind in asked))
    return counts
