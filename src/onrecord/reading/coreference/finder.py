"""
From the vectors of a report to its chains, on one screen.
"""

from dataclasses import dataclass

import numpy as np

from onrecord.reading.chains import FloatArray
from onrecord.reading.coreference.links import chains_of, link_scores, links_of
from onrecord.reading.coreference.pairs import pairs_of
from onrecord.reading.coreference.phrases import Phrases, find_phrases
from onrecord.reading.coreference.traits import Traits, phrase_traits
from onrecord.reading.coreference.weights import ChainWeights, LinkWeights
from onrecord.reading.coreference.words import function_words, word_inputs
from onrecord.reading.encoding import EncodedReport
from onrecord.reading.tokens import IntArray
from onrecord.records import Span

__all__ = ["Seen", "chains_among", "find_chains", "see", "traits_of"]


@dataclass(frozen=True, slots=True)
class Seen:
    """The words of one report as the chain finder sees them."""

    surface: list[str]
    """Lower case."""
    inputs: FloatArray
    """[W, …] of `word_inputs`"""
    mention_scores: FloatArray
    features: IntArray
    sentences: IntArray
    """[W] the number of each word's sentence"""


def find_chains(report: EncodedReport, seen: Seen, weights: ChainWeights) -> tuple[tuple[Span, ...], ...]:
    """Return the chains of a report, two phrases or more each, no phrase in two; in text order, longer spans first."""
    if not len(report.words):
        return ()
    phrases = find_phrases(seen.inputs, seen.sentences, weights.phrase)
    found = chains_among(seen, phrases, weights.links)
    spans = [[report.span(int(phrases.starts[row]), int(phrases.ends[row])) for row in chain] for chain in found]
    return tuple(sorted(tuple(sorted(chain, key=_place)) for chain in spans))


def _place(span: Span) -> tuple[int, int]:
    return span.start, -span.end


def see(report: EncodedReport, vectors: FloatArray, mention_scores: FloatArray) -> Seen:
    """Lay out the words of a report; vectors [W, H], mention_scores [W, tags]."""
    text, words = report.report.text, report.words
    surface = [text[s:e].lower() for s, e in zip(words.starts.tolist(), words.ends.tolist(), strict=True)]
    starts = [sentence.start for sentence in report.sentences]
    return Seen(
        surface=surface,
        inputs=word_inputs(vectors, mention_scores, report.features, surface),
        mention_scores=mention_scores,
        features=report.features,
        sentences=(np.searchsorted(starts, words.starts, "right") - 1).astype(np.int32),
    )


def traits_of(seen: Seen, phrases: Phrases) -> Traits:
    """Return the traits of phrases of a report."""
    known = function_words(seen.surface)
    return phrase_traits(phrases, seen.surface, seen.features, seen.sentences, seen.mention_scores, known)


def chains_among(seen: Seen, phrases: Phrases, nets: tuple[LinkWeights, ...]) -> list[list[int]]:
    """Return the chains among given phrases, as indices of phrases."""
    traits = traits_of(seen, phrases)
    pairs = pairs_of(traits)
    scores, new = link_scores(seen.inputs, pairs, phrases, traits, nets)
    return chains_of(links_of(scores, new, pairs))
