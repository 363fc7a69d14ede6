"""Chains of any report: spans that re-slice, none in two chains, the same every time."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from onrecord.errors import ModelError
from onrecord.reading import Reader
from onrecord.reading.coreference import ChainWeights, chain_vectors, find_chains
from onrecord.reading.coreference.finder import chains_among, see
from onrecord.reading.coreference.phrases import REACH_AHEAD, REACH_BACK, find_phrases
from onrecord.reading.coreference.words import FUNCTION_WORDS, INPUT_EXTRAS, function_words
from onrecord.reading.labels import MENTION_TAGS
from onrecord.reading.session import Session
from onrecord.reading.weights import default_folder, open_weights
from onrecord.records import Span
from tests.chain_weights import drawn_weights
from tests.reading.coreference.reports import encoded, tokenizer
from tests.strategies import texts

_TEXT = "Anna Berg runs the port. She said the port was safe. “I saw it,” the director added. Her office agreed."


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The model that ships, with a chain finder that knows nothing."""
    weights = replace(open_weights(), coreference=drawn_weights())
    return Reader(weights, Session(default_folder()), threads=1)


@pytest.fixture(scope="module")
def weights() -> ChainWeights:
    """Small vectors, no knowledge."""
    return drawn_weights(vectors=3)


def _faults(chains: tuple[tuple[Span, ...], ...], text: str) -> list[str]:
    spans = [span for chain in chains for span in chain]
    faults = ["empty span" for span in spans if not span.slice(text).strip()]
    faults += ["a span in two chains"] * (len(spans) - len(set(spans)))
    faults += ["a chain of one" for chain in chains if len(chain) < 2]
    faults += ["out of order" for chain in chains if [s.start for s in chain] != sorted(s.start for s in chain)]
    return faults


@settings(max_examples=40)
@given(text=texts())
def test_any_text_gives_chains_with_spans_inside_it(reader: Reader, text: str) -> None:
    """Whatever the text, chains are disjoint, of two phrases and more, in text order, and re-slice."""
    report, seen = reader.seen_for_chains(encoded(text).report)
    chains = find_chains(report, seen, drawn_weights())
    assert _faults(chains, text) == []


def test_a_reader_gives_the_chains_of_a_report(reader: Reader) -> None:
    """The reader gives what the finder finds, and nothing where the model has no finder."""
    report = encoded(_TEXT).report
    chains = reader.chains(report)
    assert chains
    assert _faults(chains, _TEXT) == []
    without = Reader(replace(open_weights(), coreference=None), Session(default_folder()), threads=1)
    assert without.chains(report) == ()


def test_a_model_without_upper_layers_is_told_of(tmp_path: Path) -> None:
    """A folder without the finder's graph reads, and says what it lacks where chains are asked for."""
    for name in ("encoder.onnx", "arguments.onnx"):
        (tmp_path / name).symlink_to(default_folder() / name)
    with pytest.raises(ModelError, match=r"coreference\.onnx could not be loaded.*reinstall"):
        chain_vectors(encoded(_TEXT), Session(tmp_path), tokenizer())


@pytest.mark.parametrize("text", ["", "No", "word " * 4000, "Anna. " * 2000])
def test_long_and_empty_reports(weights: ChainWeights, text: str) -> None:
    """Nothing, one word, and thousands of phrases alike: bounded work, no fault."""
    report = encoded(text)
    vectors = np.ones((len(report.words), 3), np.float32)
    tags = np.zeros((len(report.words), len(MENTION_TAGS)), np.float32)
    seen = see(report, vectors, tags)
    phrases = find_phrases(seen.inputs, seen.sentences, weights.phrase)
    chains = chains_among(seen, phrases, weights.links)
    rows = [row for chain in chains for row in chain]
    assert len(rows) == len(set(rows)) <= len(report.words)


@given(text=texts())
def test_phrases_hold_their_heads(weights: ChainWeights, text: str) -> None:
    """A phrase contains its head, stays in its sentence and in reach, and no two are the same."""
    report = encoded(text)
    vectors = np.ones((len(report.words), 3), np.float32)
    tags = np.zeros((len(report.words), len(MENTION_TAGS)), np.float32)
    seen = see(report, vectors, tags)
    phrases = find_phrases(seen.inputs, seen.sentences, weights.phrase)
    assert ((phrases.starts <= phrases.heads) & (phrases.heads < phrases.ends)).all()
    assert (phrases.heads - phrases.starts <= REACH_BACK).all()
    assert (phrases.ends - 1 - phrases.heads <= REACH_AHEAD).all()
    assert (seen.sentences[phrases.starts] == seen.sentences[phrases.ends - 1]).all()
    assert len({*zip(phrases.starts.tolist(), phrases.ends.tolist(), strict=True)}) == len(phrases)


def test_what_the_finder_sees_of_a_word() -> None:
    """A function word has its own column, a content word none."""
    assert function_words(["the", "cat", FUNCTION_WORDS[0]]).tolist() == [FUNCTION_WORDS.index("the") + 1, 0, 1]
    tags = np.zeros((2, len(MENTION_TAGS)), np.float32)
    assert see(encoded("cat zorbicat"), np.ones((2, 3), np.float32), tags).inputs.shape == (2, 3 + INPUT_EXTRAS)
