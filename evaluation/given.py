"""
Labels at spans that the annotators drew: the statement-labels reports, source, cue and content given.

The reader gives act and kind of source from the cue, resolution the speaker's name; the shared scorer judges.
"""

from typing import Any

from evaluation.loaded import Loaded, report_of
from evaluation.parts import SHARED, Row, gold_rows
from evaluation.scorers import Scorer
from evaluation.sets import count_lines, described
from onrecord.reading import StatementSpans
from onrecord.records import Span
from onrecord.records.wire import record_to_json
from onrecord.scoring.counts import f1_of

__all__ = ["NAME", "labels_given_spans"]

NAME = "statement-labels dev, given spans"
PATH = "corpora/statement-labels/dev.jsonl"
LINES = ("speaker", "statement act", "statement source kind")
_ROLES = ("source", "cue", "content")


def labels_given_spans(loaded: Loaded) -> dict[str, Any]:
    """Return the set's entry; every statement is found, so each line is the share of right labels."""
    rows = gold_rows(SHARED / PATH)
    records = {row["id"]: _labelled(row, loaded) for row in rows}
    counts = Scorer(SHARED / "score", "record").counts(rows, records)
    lines = count_lines(counts, {line: f1_of(line) for line in LINES})
    return described(PATH, "record", "a language model, on spans by people", len(rows), lines)


def _labelled(row: Row, loaded: Loaded) -> dict[str, Any]:
    given = [
        StatementSpans(**{role: tuple(Span(*span) for span in statement[role]) for role in _ROLES})
        for statement in row["statements"]
    ]
    reading = loaded.reader.label(report_of(row["id"], row["text"], row.get("published")), given)
    return record_to_json(loaded.resolver([reading])[0])
