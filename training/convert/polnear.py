"""PolNeAR and the statement labels on top of it: who says what, complete for each report."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.rows import Row

__all__ = ["convert_polnear", "convert_statement_labels"]


def _statement(row: dict[str, Any]) -> dict[str, Any]:
    kept = {key: row[key] for key in ("source", "cue", "content")}
    return kept | {key: row[key] for key in ("source_kind", "act", "speaker") if key in row}


def _rows(path: Path, corpus: str) -> Iterator[Row]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            report = json.loads(line)
            text = report["text"]
            # The first paragraph of these texts is the headline.
            title_end = max(text.find("\n"), 0)
            statements = [_statement(s) for s in report["statements"]]
            yield Row(id=report["id"], corpus=corpus, text=text, title_end=title_end, statements=statements)


def convert_polnear(corpora: Path, split: str) -> Iterator[Row]:
    """Yield the reports of `polnear/{split}.jsonl`."""
    return _rows(corpora / "polnear" / f"{split}.jsonl", "polnear")


def convert_statement_labels(corpora: Path, split: str) -> Iterator[Row]:
    """Yield the reports of `statement-labels/{split}.jsonl`: PolNeAR train reports with kind, act and speaker."""
    return _rows(corpora / "statement-labels" / f"{split}.jsonl", "statement-labels")
