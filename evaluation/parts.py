"""
The development parts: which file, which scorer, which lines of its table hold there.

A part judges only what its labels are complete for. PolNeAR marks statements and
nothing else; plover-events marks events and no statements, so `voice` means nothing
there; statement-labels adds kind, act and speaker to PolNeAR's spans.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["PARTS", "ROOT", "SHARED", "Part", "Row", "gold_rows"]

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
"""The annotated reports and scorers lie beside the repository; they are not part of it."""

Row = Mapping[str, Any]
"""One gold row as its file holds it: a foreign format, read in `gold_rows` alone."""

ATTRIBUTION = ("source exact", "cue exact", "content exact", "linked exact", "linked half")
EVENTS = (
    "report types, macro F1",
    "event found",
    "event typed",
    "actor span",
    "actor country",
    "actor sector",
    "recipient span",
    "recipient country",
    "recipient sector",
    "date",
    "factuality",
    "factuality, not CT+",
)
VOICES = ("voice", "voice, attributed")
LABELS = ("statement found", "speaker", "statement source kind", "statement act")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One set of annotated reports and one scorer for it."""

    name: str
    path: str
    """Under the shared folder."""
    scorer: str
    """Module of `../shared/score`: `attribution` or `record`."""
    lines: Sequence[str]
    """Lines of the scorer's table that the labels support."""
    labelled_by: str
    """People or a language model: said wherever a figure is quoted."""


PARTS = (
    Part(
        name="PolNeAR dev",
        path="corpora/polnear/dev.jsonl",
        scorer="attribution",
        lines=ATTRIBUTION,
        labelled_by="people",
    ),
    Part(
        name="gold dev",
        path="gold/dev.jsonl",
        scorer="record",
        lines=(*EVENTS, *VOICES, *LABELS, "statement form"),
        labelled_by="a language model",
    ),
    Part(
        name="gold dev, spans",
        path="gold/dev.jsonl",
        scorer="attribution",
        lines=ATTRIBUTION,
        labelled_by="a language model",
    ),
    Part(
        name="plover-events dev",
        path="corpora/plover-events/dev.jsonl",
        scorer="record",
        lines=EVENTS,
        labelled_by="a language model",
    ),
    Part(
        name="statement-labels dev",
        path="corpora/statement-labels/dev.jsonl",
        scorer="record",
        lines=LABELS,
        labelled_by="a language model, on spans by people",
    ),
)


def gold_rows(path: Path) -> list[Row]:
    """
    Read the gold rows of a file, with the fields the scorers ask for present.

    A set without events or statements gets an empty list, and a statement without
    `form` gets None; the lines that would judge them are left out by `Part.lines`.
    """
    if not path.is_file():
        raise SystemExit(f"evaluation: no file {path}: the annotated reports are expected beside the repository")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        row
        | {
            "events": row.get("events", []),
            "statements": [{"form": None} | statement for statement in row.get("statements", [])],
        }
        for row in rows
    ]
