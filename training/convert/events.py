"""PLOVER events: whole reports with every event marked, sentences with both sides, stories with a type."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.convert.detokenize import join
from training.rows import Row

__all__ = ["convert_cameo_classes", "convert_cameo_spans", "convert_plover_events", "convert_plover_synthetic"]

# CAMEO's five classes as PLOVER types; 0 is a public statement, which PLOVER has no type for. Appeals are verbal
# cooperation there and demands verbal conflict, both REQUEST in PLOVER; yielding is CONCEDE or RETREAT.
_CLASS_TYPES = {
    "1": ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST"],
    "2": ["COOPERATE", "AID", "RETREAT", "CONCEDE"],
    "3": ["ACCUSE", "REQUEST", "REJECT", "THREATEN"],
    "4": ["PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT"],
}


def _event(event: dict[str, Any]) -> dict[str, Any]:
    date = event.get("date") or {}
    return {
        "type": event["type"],
        "mode": event["mode"],
        "trigger": event["trigger"],
        "actors": [p["span"] for p in event["actors"] if p.get("span")],
        "recipients": [p["span"] for p in event["recipients"] if p.get("span")],
        "place": event.get("place"),
        "date": date.get("span"),
        "factuality": event["factuality"],
        "tense": event["tense"],
    }


def convert_plover_events(corpora: Path, split: str) -> Iterator[Row]:
    """Yield the reports of `plover-events/{split}.jsonl`, complete for all sixteen types."""
    with (corpora / "plover-events" / f"{split}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            report = json.loads(line)
            events = [_event(e) for e in report["events"]]
            yield Row(id=report["id"], corpus="plover-events", text=report["text"], events=events)


def convert_plover_synthetic(corpora: Path) -> Iterator[Row]:
    """Yield machine-written stories with the type their prompt asked for; the caller splits by template."""
    with (corpora / "plover-synthetic" / "stories.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            story = json.loads(line)
            yield Row(id=story["id"], corpus="plover-synthetic", text=story["text"], report_types=[story["label"]])


def convert_cameo_spans(corpora: Path, split: str) -> Iterator[Row]:
    """Yield sentences with source (S), target (T) and reciprocal (R) actor spans."""
    blocks = (corpora / "cameo-spans" / f"ner.{split}.txt").read_text(encoding="utf-8").split("\n\n")
    for number, block in enumerate(blocks):
        pairs = [line.rsplit(" ", 1) for line in block.splitlines() if line.strip()]
        if not pairs:
            continue
        text, spans = join([token for token, _ in pairs])
        sides: list[list[Any]] = []
        for (start, end), (_, tag) in zip(spans, pairs, strict=True):
            if tag.startswith("B-"):
                sides.append([start, end, tag[2:]])
            elif tag.startswith("I-") and sides:
                sides[-1][1] = end
        yield Row(id=f"cameo-spans-{split}-{number}", corpus="cameo-spans", text=text, sides=sides)


def convert_cameo_classes(corpora: Path, split: str) -> Iterator[Row]:
    """Yield sentences with the types that their class leaves open, but for those that `plover-gsr` has too."""
    kept_apart = {_folded(text) for text in _manual_sentences(corpora)}
    lines = (corpora / "cameo-spans" / f"class.{split}.tsv").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        text, _, label = line.rpartition("\t")
        if label in _CLASS_TYPES and _folded(text) not in kept_apart:
            yield Row(
                id=f"cameo-class-{split}-{number}", corpus="cameo-classes", text=text, report_types=_CLASS_TYPES[label]
            )


def _manual_sentences(corpora: Path) -> Iterator[str]:
    with (corpora / "plover-gsr" / "dev.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def _folded(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
