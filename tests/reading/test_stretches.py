"""Very long reports: stretches tile the words, work grows with length and no faster."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading import Reader
from onrecord.reading.encoding import encode_report
from onrecord.reading.predicates import Neighbourhood
from onrecord.reading.scores import PREDICATES_PER_RUN
from onrecord.reading.session import ArgumentScores, EncoderScores, FloatArray, Session
from onrecord.reading.stretches import MAX_WINDOWS, cut_stretches, packed
from onrecord.reading.tokens import IntArray, Tokenizer
from onrecord.reading.weights import open_weights
from onrecord.reading.windows import CONTEXT_PIECES, MAX_PIECES
from onrecord.records import Origin, Report, ReportId, Span, Zone, ZoneKind, text_digest

_NEWS = "The army said that the rebels had shelled the port. Two men were arrested. "
_VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "army", "said"]


def report(text: str) -> Report:
    """A report of one zone."""
    origin = Origin(sha256="", media_type="text/plain", encoding="utf-8", size_bytes=0)
    zones = (Zone(kind=ZoneKind.BODY, span=Span(0, len(text))),)
    return Report(id=ReportId("r"), sha256=text_digest(text), text=text, zones=zones, path="-", origin=origin)


@settings(max_examples=25)
@given(st.lists(st.integers(1, 40), min_size=1, max_size=60), st.integers(2, 9), st.sampled_from(["\n\n", " "]))
def test_stretches_tile_the_words(lengths: list[int], most: int, between: str) -> None:
    """Every word is in one stretch, in order, with its pieces and features, and each stretch has windows of its own."""
    text = between.join("the army said " * n + "." for n in lengths)
    whole = encode_report(report(text), Tokenizer(_VOCABULARY))
    parts = cut_stretches(whole, max_windows=most)
    assert np.array_equal(np.concatenate([part.words.starts for part in parts]), whole.words.starts)
    assert np.array_equal(np.concatenate([part.words.pieces for part in parts]), whole.words.pieces)
    assert np.array_equal(np.concatenate([part.features for part in parts]), whole.features)
    assert np.array_equal(np.concatenate([part.breaks for part in parts]), whole.breaks)
    for part in parts:
        assert len(part.windows) <= most
        owned = [word for window in part.windows for word in range(window.own_start, window.own_end)]
        assert owned == list(range(len(part.words)))
        assert all(0 <= w.start <= w.own_start and w.own_end <= w.end <= len(part.words) for w in part.windows)


def test_a_stretch_ends_at_a_paragraph_where_one_is_near() -> None:
    """Of sixty paragraphs of forty words no stretch but the last ends inside one."""
    text = "\n\n".join(["the army said " * 13 + "."] * 60)
    parts = cut_stretches(encode_report(report(text), Tokenizer(_VOCABULARY)), max_windows=4)
    assert len(parts) > 2
    assert all(part.breaks[0] == 1 for part in parts[1:])


def test_groups_keep_order_and_are_bounded() -> None:
    """Parts are packed in order; only a part that is larger by itself makes a larger group."""
    parts = cut_stretches(encode_report(report("the army said " * 4000), Tokenizer(_VOCABULARY)), max_windows=5)
    groups = list(packed(parts, max_windows=12))
    assert [part for group in groups for part in group] == parts
    assert all(sum(len(part.windows) for part in group) <= 12 for group in groups)


class CountingSession(Session):
    """Both networks, and how much each was given."""

    def __init__(self) -> None:
        super().__init__(open_weights().folder)
        self.pieces = 0
        self.most_words = 0
        self.predicates = 0

    def encode(self, pieces: IntArray, features: IntArray, firsts: IntArray) -> EncoderScores:
        """Count pieces."""
        self.pieces += pieces.size
        return super().encode(pieces, features, firsts)

    def arguments(
        self, words: FloatArray, around: Neighbourhood, predicates: FloatArray, sorts: IntArray
    ) -> ArgumentScores:
        """Count words and predicates of a run."""
        self.most_words = max(self.most_words, words.shape[0] * words.shape[1])
        self.predicates += len(predicates)
        return super().arguments(words, around, predicates, sorts)


@pytest.mark.parametrize("repeats", [20, 200])
def test_the_work_of_a_report_is_bounded_by_its_length(repeats: int) -> None:
    """Pieces fed are the report's and its windows' context; a run of predicates never sees the whole report."""
    session = CountingSession()
    reader = Reader(open_weights(), session, 1)
    text = _NEWS * repeats
    (reading,) = reader([report(text)])
    words = len(text.split()) * 1.2
    windows = words / ((MAX_PIECES - 2 * CONTEXT_PIECES) / 2) + 1
    assert session.pieces <= 1.3 * words + windows * (2 * CONTEXT_PIECES + 2)
    assert session.most_words <= (PREDICATES_PER_RUN + 1) * MAX_PIECES
    assert session.predicates <= words
    assert reading.statements
    assert all(span.end <= len(text) for s in reading.statements for span in s.content)


def test_a_report_of_several_stretches_is_read_to_its_end() -> None:
    """Rows come from the first stretch and the last, in text order, and their ids are their own."""
    text = "The army said that the port was open.\n\n" + "It rained in the hills all week. " * 1500
    text += "\n\nThe rebels denied that they had shelled the town."
    reader = Reader.load(threads=1)
    assert len(text.split()) > MAX_WINDOWS * 100
    (reading,) = reader([report(text)])
    cues = [s.cue[0].slice(text) for s in reading.statements]
    assert cues[0] == "said"
    assert cues[-1] == "denied"
    assert len({m.id for m in reading.mentions}) == len(reading.mentions)
    assert [e.trigger for e in reading.events] == sorted(e.trigger for e in reading.events)
