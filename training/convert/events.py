"""PLOVER events: whole reports with every event marked, sentences with both sides, stories with a type."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.convert.detokenize import join
from training.rows import Row

__all__ = ["convert_cameo_spans", "convert_plover_events", "convert_plover_synthetic"]


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
            yield Row(id=story["id"], corpus="plover-synthetic", text=story["text"], report_type=story["label"])


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
