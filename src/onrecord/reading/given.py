"""
What the network says of spans that somebody else has drawn.

    a person draws   [The envoy]source [ruled out]cue [a truce]content
    the reader says  act deny, form indirect, kind of source person

A correction of a border, and an annotated file that is to be judged, give the
spans; the labels are still the network's. The view from the cue decides them.
A statement without a cue is seen from its source, and without one from the first
word of its content. Words may also be rated by how certain the author is that
what they name happened.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from onrecord.errors import ReportError, SkipReason
from onrecord.reading.calibration import CertaintyCurve
from onrecord.reading.chains import FloatArray
from onrecord.reading.encoding import EncodedReport
from onrecord.reading.scores import ReportScores, score_predicates
from onrecord.reading.session import Session
from onrecord.reading.statements import labelled, with_parents
from onrecord.records import Act, Mention, Report, Span, Statement, Zone, ZoneKind

__all__ = ["StatementSpans", "certainty_at", "label_statements", "with_spans_read"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementSpans:
    """The spans of one statement; source or cue may be empty, the content may not."""

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...]

    @property
    def seen_from(self) -> Span:
        """The span whose words are the predicate."""
        return (self.cue or self.source or self.content)[0]

    @property
    def spans(self) -> tuple[Span, ...]:
        """All of them."""
        return (*self.source, *self.cue, *self.content)


def with_spans_read(report: Report, spans: Sequence[Span]) -> Report:
    """Return the report with all zones that the spans touch among those read; ReportError outside the text."""
    for span in spans:
        if span.end > len(report.text):
            length = len(report.text)
            found = f"[{span.start}, {span.end})"
            raise ReportError(f"found the span {found}; expected one inside {length} characters", SkipReason.MALFORMED)
    zones = tuple(
        zone
        if zone.kind.is_read or not any(zone.span.overlaps(span) for span in spans)
        else Zone(kind=ZoneKind.BODY, span=zone.span)
        for zone in report.zones
    )
    return report if zones == report.zones else replace(report, zones=zones)


def label_statements(
    report: EncodedReport,
    scores: ReportScores,
    given: Sequence[StatementSpans],
    mentions: Sequence[Mention],
    session: Session,
    judge: Callable[[Sequence[Statement], FloatArray], Sequence[Act]] | None = None,
) -> tuple[Statement, ...]:
    """
    Return the given statements, in the order given, with act, form, kind of source and parent; each is sure.

    A judge is given the statements and the scores [N, 8] of the network's own head; without one that head decides.
    """
    if not given:
        return ()
    words = [_words(report, each.seen_from) for each in given]
    order = sorted(range(len(given)), key=words.__getitem__)
    starts, ends = np.array([words[n] for n in order], dtype=np.int32).T
    # A predicate of more than one word is what its first and last say; a whole content would say little.
    ends = np.where([bool(given[n].cue or given[n].source) for n in order], ends, starts + 1).astype(np.int32)
    predicates = score_predicates(report, scores, starts, ends, np.zeros(len(order), dtype=np.int32), session)
    place = {n: at for at, n in enumerate(order)}
    statements = [
        labelled(report, each.source, each.cue, each.content, predicates, place[n], 1.0, mentions)
        for n, each in enumerate(given)
    ]
    if judge is not None:
        acts = judge(statements, predicates.scores.act[[place[n] for n in range(len(given))]])
        statements = [replace(s, act=act) for s, act in zip(statements, acts, strict=True)]
    return tuple(with_parents(statements))


def certainty_at(
    report: EncodedReport, scores: ReportScores, words: Sequence[Span], curve: CertaintyCurve
) -> list[float]:
    """Return how certain it is that what each word names happened, from -3 to 3; a phrase counts by its first word."""
    firsts = [_words(report, span)[0] for span in words]
    return [round(float(rating), 3) for rating in curve(scores.certainty[firsts])] if firsts else []


def _words(report: EncodedReport, span: Span) -> tuple[int, int]:
    """Return the first word that a span touches and one past the last; ReportError where it touches none."""
    first = int(np.searchsorted(report.words.ends, span.start, side="right"))
    last = int(np.searchsorted(report.words.starts, span.end, side="left"))
    if first >= last:
        found = f"[{span.start}, {span.end}) {span.slice(report.report.text)[:40]!r}"
        raise ReportError(f"found no word in the span {found}; expected a letter or a mark", SkipReason.MALFORMED)
    return first, last
