"""
The figures of a whole annotated file: one row a line, with the interval it would move in.

    cue exact    precision 67.8  recall 75.0  F1 71.2  [68.8, 73.6]  of 2192

A line is there only where the file has what it judges: no act without acts, no voice without `stated_by`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from onrecord.scoring.calibration import expected_error
from onrecord.scoring.counts import Interval, bootstrap, f1_of, macro_f1_of, resampled, total
from onrecord.scoring.gold import GoldReport
from onrecord.scoring.judge import KIND, OWN, TYPE, TYPED, Judgement
from onrecord.scoring.statements import ROLES

__all__ = ["MACRO", "Figure", "figures"]

MACRO = "report types, macro F1"
_SPANS = (*(f"{role} {measure}" for role in ROLES for measure in ("exact", "letters")), "linked exact", "linked half")
_EVENTS = (
    *("event found", "event typed", "actor span", "actor country", "actor sector"),
    *("recipient span", "recipient country", "recipient sector"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table; precision, recall and `gold` are None where they mean nothing."""

    line: str
    value: float
    """F1 in percent; for calibration the expected error, 0 to 1."""
    precision: float | None = None
    recall: float | None = None
    gold: int | None = None
    interval: Interval | None = None


def figures(gold: Sequence[GoldReport], judged: Sequence[Judgement], *, detail: bool = False) -> list[Figure]:
    """Return the figures of a file, each report with its judgement; `detail` adds types and kinds of source."""
    reports = [judgement.counts for judgement in judged]
    summed = total(reports)
    lines = list(_lines(gold))
    lines += sorted(line for line in summed if line.startswith(OWN))
    if detail:
        lines += sorted(line for line in summed if line.startswith((KIND, TYPED)))
    measures = {line: macro_f1_of(TYPE) if line == MACRO else f1_of(line) for line in lines}
    intervals = bootstrap(reports, measures)
    out = []
    for line, measure in measures.items():
        count = summed.get(line)
        out.append(
            Figure(
                line=line,
                value=measure(summed),
                precision=count.precision if count else None,
                recall=count.recall if count else None,
                gold=count.gold if count else None,
                interval=intervals.get(line),
            )
        )
    return [*out, *_calibration(gold, judged)]


def _lines(gold: Sequence[GoldReport]) -> Iterator[str]:
    """The lines that the file bears out, in the order of the table."""
    said = list(chain.from_iterable(report.statements or () for report in gold))
    happened = list(chain.from_iterable(report.events or () for report in gold))
    if any(report.statements is not None for report in gold):
        yield from _SPANS
        yield "statement found"
        if any(each.speaker and each.source_kind for each in said):
            yield "speaker"
        for line in ("source kind", "form", "act"):
            if any(getattr(each, line.replace(" ", "_")) is not None for each in said):
                yield f"statement {line}"
    if any(report.events is not None for report in gold):
        yield MACRO
        yield from _EVENTS
        if any(each.date and each.date.start for each in happened):
            yield "date"
        if any(each.factuality for each in happened):
            yield from ("factuality", "factuality, not CT+")
        if said and any(each.stated_by is not None for each in happened):
            yield from ("voice", "voice, attributed")


def _calibration(gold: Sequence[GoldReport], judged: Sequence[Judgement]) -> Iterator[Figure]:
    """How far scores are from the share that is right."""
    for kind, speaks in (
        ("statements", any(report.statements is not None for report in gold)),
        ("events", any(report.events is not None for report in gold)),
    ):
        if speaks:
            reports = [getattr(judgement, kind) for judgement in judged]
            yield Figure(
                line=f"calibration error, {kind}",
                value=expected_error(chain.from_iterable(reports)),
                gold=sum(map(len, reports)),
                interval=resampled(reports, lambda drawn: expected_error(chain.from_iterable(drawn)), rounds=200),
            )
