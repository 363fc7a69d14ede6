"""
A type tried on its own examples: each is read like a report, and judged by a fit that has not seen it.

    yes  "North Korea [[shipped]] shells to Russia."   right   like the examples (0.91)
    no   "It [[shipped]] rice to the province."        right   no object has any of 'shells', weapon
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.assembly import vocabulary
from onrecord.cli.output import counted
from onrecord.eventtypes import LEAST_RIGHT, Decider, Example, OwnType, held_out_scores, share_right
from onrecord.pipeline import Pipeline, read_reports
from onrecord.records import Event, Given, RawReport, Record

__all__ = ["Outcome", "summary_lines", "tried"]

_NOT_READ = "the reader finds no event there"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one example."""

    own: OwnType
    example: Example
    found: bool
    """Whether the event was taken for one of the type."""
    reason: str
    score: float | None
    """By a fit to other examples; None where there are too few."""

    def row(self) -> dict[str, Any]:
        """Return it as a row to print."""
        trigger = self.example.trigger
        text = self.example.text
        return {
            "type": self.own.slug,
            "line": self.example.line,
            "wanted": "yes" if self.example.is_one else "no",
            "found": "yes" if self.found else "no",
            "why": self.reason,
            "example": f"{text[: trigger.start]}[[{trigger.slice(text)}]]{text[trigger.end :]}",
        }


def tried(own: OwnType, pipeline: Pipeline) -> list[Outcome]:
    """Return what becomes of each example of a type, in the order of the file."""
    words = vocabulary()
    decider = Decider.of(own, words)
    scores = held_out_scores(own.examples, words) if own.scorer else None
    records = _read(own.examples, pipeline)
    outcomes = []
    for n, example in enumerate(own.examples):
        score = scores[n] if scores else None
        asked = score if decider.scorer else None
        found, reason = _decided(decider, example, records.get(str(n)), asked)
        outcomes.append(Outcome(own=own, example=example, found=found, reason=reason, score=score))
    return outcomes


def summary_lines(own: OwnType, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield the figures of a type: as read, and of the examples' judgement alone."""
    if not outcomes:
        return
    yield f"{own.slug}, as read: {_figures([(each.found, each.example.is_one) for each in outcomes])}"
    missed = sum(each.example.is_one and each.reason == _NOT_READ for each in outcomes)
    if missed:
        yield f"{own.slug}: in {counted(missed, 'yes example')} {_NOT_READ}, which no type can mend"
    scores = [each.score for each in outcomes if each.score is not None]
    if len(scores) == len(outcomes):
        right = share_right([each.example for each in outcomes], scores)
        decide = "so they decide too" if right >= LEAST_RIGHT else f"so they decide nothing: {LEAST_RIGHT:.0%} is asked"
        yield f"{own.slug}: by their words alone {right:.0%} of both sorts are right when held out, {decide}"


def _figures(judged: Sequence[tuple[bool, bool]]) -> str:
    """Return precision, recall and F1 of pairs of found and wanted."""
    right = sum(found and wanted for found, wanted in judged)
    found, wanted = sum(each for each, _ in judged), sum(each for _, each in judged)
    agreeing = sum(found == wanted for found, wanted in judged)
    shown = [f"{agreeing} of {len(judged)} examples right"]
    shown.append(f"precision {100 * right / found:.0f}" if found else "nothing found")
    if wanted:
        shown.append(f"recall {100 * right / wanted:.0f}")
        shown.append(f"F1 {200 * right / (found + wanted):.0f}")
    return ", ".join(shown)


def _read(examples: Sequence[Example], pipeline: Pipeline) -> dict[str, Record]:
    """Return the record of each example by its number; an example that cannot be read has none."""
    raws = [
        RawReport(
            path=f"example {n}",
            body=example.text.encode("utf-8"),
            media_type="text/plain",
            given=Given(id=str(n), text=example.text),
        )
        for n, example in enumerate(examples)
    ]
    return {each.report.id: each for each in read_reports(pipeline, raws) if isinstance(each, Record)}


def _decided(decider: Decider, example: Example, record: Record | None, score: float | None) -> tuple[bool, str]:
    """Return whether an example is taken for one of the type, and why."""
    events = [each for each in record.events if _touch(each, example)] if record else []
    if record is None or not events:
        return False, _NOT_READ
    reasons = [decider.failing(event, record) for event in events]
    if all(reasons):
        return False, str(reasons[0])
    if score is None:
        return True, "every condition holds"
    verdict = decider.by_score(score)
    return verdict.is_one, verdict.reason


def _touch(event: Event, example: Example) -> bool:
    return event.trigger.start < example.trigger.end and example.trigger.start < event.trigger.end
