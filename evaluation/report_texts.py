"""
Reports with the happening they tell of, as the ledger sees them.

The incidents of wire-copies come in two halves by incident number: scorers are fitted on the even
ones and judged on the odd ones and on `same-event.jsonl`, which no step of training sees.
"""

from collections.abc import Iterable
from typing import Any

from evaluation.corpora import jsonl
from onrecord.ledger.matching import ReportView
from onrecord.ledger.matching.views import view_of_text
from onrecord.ledger.tokens import whole
from onrecord.reading.sentences import split_sentences

__all__ = ["GoldReport", "incident_reports", "same_event_reports"]

GoldReport = tuple[ReportView, str]
"""A view and the name of what happened."""


def incident_reports(*, even: bool) -> list[GoldReport]:
    """Return one half of the reports of wire-copies, by their incident number."""
    rows = jsonl("corpora", "wire-copies", "train.jsonl")
    return _views((row, row["incident"]) for row in rows if (int(row["incident"]) % 2 == 0) == even)


def same_event_reports() -> list[GoldReport]:
    """Return the reports that one encyclopaedic news story cites."""
    return _views((row, row["event"]) for row in jsonl("corpora", "wire-copies", "same-event.jsonl"))


def _views(rows: Iterable[tuple[dict[str, Any], str]]) -> list[GoldReport]:
    """Views of rows of the corpus, each id once."""
    found: dict[str, GoldReport] = {}
    for row, happening in rows:
        text = row["text"]
        view = view_of_text(
            row["id"],
            text,
            whole(text),
            split_sentences(text),
            title=row["title"] or "",
            day=row["published"][:10] if row["published"] else None,
        )
        found.setdefault(row["id"], (view, str(happening)))
    return list(found.values())
