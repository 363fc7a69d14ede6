"""
The reader, on one screen: report in, reading out.

    encode    text -> words, features, windows
    infer     windows -> scores of words; predicates -> scores of the words around them
    decode    scores -> mentions, statements, events, voices
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import Self, TypeVar

import numpy as np

from onrecord.reading.acts import ActJudge
from onrecord.reading.by_form import with_intentions, with_reactions
from onrecord.reading.charges import with_charges
from onrecord.reading.continued import with_continued_quotations
from onrecord.reading.coreference import Seen, chain_vectors, find_chains, see
from onrecord.reading.cues import Standing, bearing_cues, find_cues
from onrecord.reading.encoding import EncodedReport, encode_report
from onrecord.reading.events import Candidate, assemble_events, find_triggers, with_borders, with_words
from onrecord.reading.flat import FlatTags, Tagged, tag_reports
from onrecord.reading.foremost import Foremost, foremost_of
from onrecord.reading.given import StatementSpans, certainty_at, label_statements, with_spans_read
from onrecord.reading.mentions import assemble_mentions
from onrecord.reading.nested import stands_inside
from onrecord.reading.objects import with_objects_and_sizes
from onrecord.reading.ranking import chance_of, given_events
from onrecord.reading.scores import EVENT_REACH, ReportScores, score_predicates, score_report
from onrecord.reading.session import Session
from onrecord.reading.statements import StatementCandidate, assemble_statements, with_parents
from onrecord.reading.stretches import cut_stretches, joined, packed
from onrecord.reading.thresholds import Thresholds
from onrecord.reading.tokens import Tokenizer
from onrecord.reading.voices import with_voices
from onrecord.reading.weights import Weights, model_name, open_weights
from onrecord.records import Event, Mention, Reading, Report, Span, Statement, changed

__all__ = ["Reader", "available_cores", "reader_version"]

DECODER_VERSION = "7"
MAX_THREADS = 8
"""More threads than this wait for the interpreter, not for the processor."""

_In = TypeVar("_In")
_Out = TypeVar("_Out")


def available_cores() -> int:
    """Return how many cores this process may use; affinity masks count where the system has them."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def reader_version(folder: Path | None = None) -> str:
    """Return the version that a reader of the shipped model, or of one from a folder, will have; nothing is loaded."""
    return _version(model_name(folder))


def _version(model: str) -> str:
    return f"{model}/{DECODER_VERSION}"


class Reader:
    """A stage: reports in, readings out. Load once per process; calls are pure."""

    name = "read"

    def __init__(self, weights: Weights, session: Session, threads: int) -> None:
        self._weights = weights
        self._session = session
        self._threads = threads
        self._tokenizer = Tokenizer.from_file(weights.vocabulary)
        self.model = weights.name
        self.version = _version(weights.name)

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int | None = None) -> Self:
        """Load the shipped model, or one from a folder, to read on so many threads (default: all cores, at most 8)."""
        weights = open_weights(folder)
        return cls(weights, Session(weights.folder), threads or min(available_cores(), MAX_THREADS))

    def __call__(self, reports: Sequence[Report]) -> list[Reading]:
        """Read a batch; one reading per report, in order. Long reports are read in stretches."""
        encoded = self._shared_out(self._encode_one, reports)
        cut = [cut_stretches(each) for each in encoded]
        readings: list[Reading] = []
        for group in packed(list(chain.from_iterable(cut))):
            readings += self.decode(self._shared_out(self._score_one, group))
        following = iter(readings)
        return [joined(each, [next(following) for _ in parts]) for each, parts in zip(encoded, cut, strict=True)]

    def infer(self, reports: Sequence[Report]) -> list[tuple[EncodedReport, ReportScores]]:
        """Encode and score reports; what `decode` needs."""
        return self._shared_out(self._infer_one, reports)

    def _infer_one(self, report: Report) -> tuple[EncodedReport, ReportScores]:
        return self._score_one(self._encode_one(report))

    def _encode_one(self, report: Report) -> EncodedReport:
        return encode_report(report, self._tokenizer)

    def _score_one(self, encoded: EncodedReport) -> tuple[EncodedReport, ReportScores]:
        return encoded, score_report(encoded, self._session, self._tokenizer)

    def _shared_out(self, work: Callable[[_In], _Out], items: Sequence[_In]) -> list[_Out]:
        """Do the work on each item, several at a time, results in order. Matrix products leave the interpreter free."""
        if self._threads == 1 or len(items) < 2:
            return [work(each) for each in items]
        with ThreadPoolExecutor(self._threads) as pool:
            return list(pool.map(work, items))

    def decode(self, scored: Sequence[tuple[EncodedReport, ReportScores]]) -> list[Reading]:
        """Turn scores into readings, with this reader's thresholds."""
        each = [(e, s, f) for (e, s), f in zip(scored, self.flat_tags(scored), strict=True)]
        return self._shared_out(lambda parts: self._decode(*parts), each)

    def label(self, report: Report, given: Sequence[StatementSpans]) -> Reading:
        """
        Return the reading of a report in which the statements are the given ones, in the order given.

        Act, form and kind of source are the network's, as are mentions and events; whose voice an event is in
        follows the given statements. Zones that a given span touches are read, whatever they are. Raises
        ReportError for a span that leaves the text or holds no word.
        """
        report = with_spans_read(report, [span for each in given for span in each.spans])
        encoded, scores = self._infer_one(report)
        (found,) = self([report])
        judge = ActJudge(encoded, scores, self._weights.acts)
        statements = label_statements(encoded, scores, given, found.mentions, self._session, judge)
        events = with_voices(found.events, statements, report.text)
        return changed(found, statements=statements, events=tuple(events))

    def certainty(self, report: Report, words: Sequence[Span]) -> list[float]:
        """
        Return how certain the author is that the event each word names happened: -3 certainly not, 3 certainly.

        Raises ReportError for a span that leaves the text or holds no word.
        """
        encoded, scores = self._infer_one(with_spans_read(report, words))
        return certainty_at(encoded, scores, words, self._weights.certainty)

    def foremost(self, report: Report, passages: Sequence[Span]) -> list[Foremost | None]:
        """
        Return what each passage is foremost about: one event, though it may tell of several; None where of none.

        It may be one that is too faint to be given in a reading. Raises ReportError for a span that leaves the text.
        """
        encoded, scores = self._infer_one(with_spans_read(report, passages))
        (flat,) = self.flat_tags([(encoded, scores)])
        found = (
            self.candidates(encoded, scores, assemble_mentions(encoded, flat.mentions)) if len(encoded.words) else []
        )
        sure = [(chance_of(each.features, self._weights.event_weights), each) for each in found]
        return [foremost_of(report.text, passage, sure, self._weights.foremost_weights) for passage in passages]

    def chains(self, report: Report) -> tuple[tuple[Span, ...], ...]:
        """
        Return the phrases of a report that mean the same: names, descriptions and pronouns, each chain in text order.

        Apart from reading, which it would slow by a twentieth: records do not use them, since rules find who a
        speaker is more often (training/LOG.md, coreference 9). Empty where the model has no chain finder.
        """
        finder = self._weights.coreference
        return find_chains(*self.seen_for_chains(report), finder) if finder is not None else ()

    def seen_for_chains(self, report: Report) -> tuple[EncodedReport, Seen]:
        """Return the words of a report as the chain finder sees them; ModelError where the model has none."""
        encoded, scores = self._infer_one(report)
        return encoded, see(encoded, chain_vectors(encoded, self._session, self._tokenizer), scores.mentions)

    @property
    def thresholds(self) -> Thresholds:
        """Where this reader draws its lines."""
        return self._weights.thresholds

    def with_thresholds(self, thresholds: Thresholds) -> Self:
        """Return a reader of the same model that draws its lines elsewhere; for tuning."""
        return type(self)(changed(self._weights, thresholds=thresholds), self._session, self._threads)

    def flat_tags(self, scored: Sequence[tuple[EncodedReport, ReportScores]]) -> list[FlatTags]:
        """Return the flat tags of statements and mentions of each report."""
        return tag_reports(scored, self._weights.chains, self._weights.thresholds)

    def _decode(self, report: EncodedReport, scores: ReportScores, flat: FlatTags) -> Reading:
        mentions = assemble_mentions(report, flat.mentions)
        statements: list[Statement] = []
        events: list[Event] = []
        if len(report.words):
            lines = self._weights.thresholds
            likely = self._likely_events(report, scores, mentions)
            events = given_events(likely, lines.event, lines.surest_event)
            statements = self._statements(report, scores, flat, mentions, events)
            events = with_charges(events, likely, statements, lines.surest_event)
        calibrated = self._weights.calibration
        text = report.report.text
        voiced = with_voices(events, statements, text)
        return Reading(
            report=report.report,
            sentences=report.sentences,
            mentions=tuple(changed(m, score=calibrated("mention", m.score)) for m in mentions),
            statements=tuple(changed(s, score=calibrated("statement", s.score)) for s in statements),
            events=tuple(
                changed(e, score=calibrated("event", e.score))
                for e in with_objects_and_sizes(voiced, mentions, report.sentences, text)
            ),
            model=self.model,
        )

    def _statements(
        self,
        report: EncodedReport,
        scores: ReportScores,
        flat: FlatTags,
        mentions: Sequence[Mention],
        events: Sequence[Event],
    ) -> list[Statement]:
        weights, lines = self._weights, self._weights.thresholds
        found, kept = [], []
        for c in self.statement_candidates(report, scores, flat.statements, mentions, events):
            nested = c.standing is Standing.NESTED
            chance = chance_of(c.features, weights.nested_weights if nested else weights.statement_weights)
            least = max(lines.nested, lines.statement) if nested else lines.statement
            if chance >= least and (not nested or stands_inside(c.statement, events, report.report.text)):
                found.append(c)
                kept.append(changed(c.statement, score=chance))
        if kept:
            acts = ActJudge(report, scores, weights.acts)(kept, np.stack([c.acts for c in found]))
            kept = [changed(statement, act=act) for statement, act in zip(kept, acts, strict=True)]
        roles = weights.chains["statement_role"]
        kept = with_reactions(report, scores, kept, mentions, self._session, roles)
        kept = with_intentions(report, scores, kept, mentions, events, self._session, roles)
        read = [zone.span for zone in report.report.zones if zone.kind.is_read]
        return with_continued_quotations(with_parents(kept), report.report.text, read)

    def statement_candidates(
        self,
        report: EncodedReport,
        scores: ReportScores,
        flat: Tagged,
        mentions: Sequence[Mention],
        events: Sequence[Event],
    ) -> list[StatementCandidate]:
        """Return all that may be a statement in one report, with the features of its chance."""
        lines = self._weights.thresholds
        found = find_cues(flat.tags, flat.chances, scores.cues, report.breaks, lines.faint_cue)
        triggers = np.searchsorted(report.words.starts, [e.trigger.start for e in events]).astype(np.int32)
        cues = bearing_cues(found, flat.tags, report.breaks, triggers)
        if not cues:
            return []
        starts, ends = np.array([[c.start, c.end] for c in cues], dtype=np.int32).T
        sorts = np.zeros(len(cues), dtype=np.int32)
        predicates = score_predicates(report, scores, starts, ends, sorts, self._session)
        chain = self._weights.chains["statement_role"]
        return assemble_statements(report, cues, flat.tags, predicates, chain, lines, mentions)

    def _likely_events(
        self, report: EncodedReport, scores: ReportScores, mentions: Sequence[Mention]
    ) -> list[tuple[float, Event]]:
        found = self.candidates(report, scores, mentions)
        return [(chance_of(c.features, self._weights.event_weights), c.event) for c in found]

    def candidates(self, report: EncodedReport, scores: ReportScores, mentions: Sequence[Mention]) -> list[Candidate]:
        """Return all that may be an event in one report, with the features of its chance."""
        triggers = find_triggers(scores.triggers, report.breaks, self._weights.thresholds.trigger)
        if (words := self._weights.trigger_words) is not None:
            triggers = with_words(report, scores, triggers, words, self._weights.trigger_judge)
            triggers = [t for t in triggers if t.likelihood >= self._weights.thresholds.judged]
        triggers = with_borders(report, triggers)
        if not triggers:
            return []
        starts, ends = np.array([[t.start, t.end] for t in triggers], dtype=np.int32).T
        sorts = np.array([t.sort for t in triggers], dtype=np.int32)
        predicates = score_predicates(report, scores, starts, ends, sorts, self._session, EVENT_REACH)
        chain = self._weights.chains["event_role"]
        return assemble_events(report, triggers, predicates, mentions, chain, self._weights.thresholds)
