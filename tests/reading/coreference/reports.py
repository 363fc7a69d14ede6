"""Reports of one zone and the words in them, without a network."""

from functools import cache

import numpy as np

from onrecord.reading.coreference.finder import Seen, see
from onrecord.reading.coreference.phrases import Phrases
from onrecord.reading.encoding import EncodedReport, encode_report
from onrecord.reading.labels import MENTION_TAGS
from onrecord.reading.tokens import Tokenizer
from onrecord.reading.weights import default_folder
from onrecord.records import Origin, Report, ReportId, Span, Zone, ZoneKind, text_digest

__all__ = ["encoded", "phrases_at", "seen_of", "tokenizer", "word_at"]


@cache
def tokenizer() -> Tokenizer:
    """The vocabulary that ships."""
    return Tokenizer.from_file(default_folder() / "vocab.txt")


def encoded(text: str) -> EncodedReport:
    """Cut a text, all of it body."""
    zones = (Zone(kind=ZoneKind.BODY, span=Span(0, len(text))),) if text else ()
    origin = Origin(sha256="", media_type="text/plain", encoding="utf-8", size_bytes=0)
    report = Report(id=ReportId("r"), sha256=text_digest(text), text=text, zones=zones, path="-", origin=origin)
    return encode_report(report, tokenizer())


def seen_of(report: EncodedReport, width: int = 4) -> Seen:
    """Lay out a report whose words all have the same vector."""
    count = len(report.words)
    vectors, tags = np.ones((count, width), np.float32), np.zeros((count, len(MENTION_TAGS)), np.float32)
    return see(report, vectors, tags)


def word_at(report: EncodedReport, character: int) -> int:
    """The word that a character stands in."""
    return int(np.searchsorted(report.words.ends, character, "right"))


def phrases_at(report: EncodedReport, places: list[tuple[int, int, int]]) -> Phrases:
    """Phrases at (head, start, end) in characters."""
    rows = [(word_at(report, h), word_at(report, s), word_at(report, e - 1) + 1) for h, s, e in places]
    heads, starts, ends = np.array(rows, dtype=np.int32).reshape(-1, 3).T
    return Phrases(heads, starts, ends, np.zeros(len(rows), dtype=np.float32))
