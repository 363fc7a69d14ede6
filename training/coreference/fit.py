"""
Step `coreference`: upper layers of its own, phrases and links, on gum and on reports labelled apart.

Writes `coreference.onnx` (int8) and `coreference.npz` into a model folder, and has `encoder.onnx` tell what its lower
layers give. The run must be the one that the encoder was exported from. The line between joining and being new is the
one with the best CoNLL F1 on gum dev, by what ships.
"""

from collections.abc import Sequence
from dataclasses import fields, replace
from itertools import starmap
from pathlib import Path

import numpy as np
from evaluation.chains import score_chains, total_score
from evaluation.ontogum import read_chained_texts

from onrecord.reading.coreference import chain_vectors
from onrecord.reading.coreference.finder import traits_of
from onrecord.reading.coreference.links import chains_of, link_scores, links_of
from onrecord.reading.coreference.pairs import Pairs, pairs_of
from onrecord.reading.coreference.phrases import find_phrases
from onrecord.reading.coreference.weights import ChainWeights
from onrecord.reading.session import Session
from onrecord.reading.tokens import Tokenizer
from onrecord.records import Span
from training.coreference.examples import (
    Example,
    documents_of,
    labelled_examples,
    ontogum_examples,
    with_vectors,
)
from training.coreference.graphs import open_lower, write_tower
from training.coreference.joint import LEAST_CHAINED, LEAST_PHRASE, fit_together
from training.coreference.labels import labelled_chains, read_chains
from training.coreference.link_net import link_weights
from training.coreference.phrase_net import fit_phrases, phrase_weights
from training.coreference.texts import labelled_texts
from training.coreference.tower import Tower
from training.manifest import rewrite_manifest
from training.rows import Row
from training.train import load_network

__all__ = ["fit_coreference", "save_chain_weights", "with_best_line"]

PASSES = 6
SEED = 1
OF_GUM = 2
"""How often a pass goes over gum, whose labels are people's and were read more than once."""
HEAD_PASSES = 14
"""Of the net that says which word heads a phrase that is marked without its head."""
LINES = tuple(round(-2.0 + 0.25 * i, 2) for i in range(13))


def fit_coreference(shared: Path, prepared: Path, run: Path, model: Path, cache: Path) -> None:
    """Fit the chain finder of a model folder; write its files and the manifest there."""
    network = load_network(run).eval()
    tower = Tower(network.sizes)
    tower.take_from(network.encoder)
    gum = shared / "corpora" / "gum"
    told = {split: list(read_chained_texts(gum, split)) for split in ("train", "dev")}
    labelled = list(labelled_chains(labelled_texts(prepared, shared), read_chains()))
    rows = {split: [Row(id=text.id, corpus="gum", text=text.text) for text in texts] for split, texts in told.items()}
    rows["labelled"] = [row for row, _ in labelled]
    documents = {name: list(documents_of(some, model, cache, network.encoder, tower)) for name, some in rows.items()}
    train, dev = (ontogum_examples(told[split], documents[split]) for split in ("train", "dev"))
    heads = phrase_weights(fit_phrases(train, passes=HEAD_PASSES, seed=0), LEAST_PHRASE, LEAST_CHAINED)
    train = OF_GUM * train + labelled_examples([chains for _, chains in labelled], documents["labelled"], heads)
    print(f"{len(train)} documents, {sum(len(each.chain_of) for each in train)} phrases in chains", flush=True)
    phrases, links = fit_together(train, tower, passes=PASSES, seed=SEED)
    open_lower(model / "encoder.onnx", len(tower.layers))
    write_tower(tower, run / "export", model / "coreference.onnx")
    weights = ChainWeights(phrase_weights(phrases, LEAST_PHRASE, LEAST_CHAINED), (link_weights(links, 0.0),))
    save_chain_weights(model / "coreference.npz", with_best_line(weights, _as_shipped(dev, model)))
    rewrite_manifest(model)


def _as_shipped(examples: Sequence[Example], model: Path) -> list[Example]:
    """The examples with the vectors of the int8 graphs."""
    session, tokenizer = Session(model), Tokenizer.from_file(model / "vocab.txt")
    return [with_vectors(each, chain_vectors(each.document.report, session, tokenizer)) for each in examples]


def with_best_line(weights: ChainWeights, dev: Sequence[Example]) -> ChainWeights:
    """Return the weights with the line that gives the best CoNLL F1 on the documents; print what each gives."""
    scored = [_scored(example, weights) for example in dev]
    figures: dict[float, float] = {}
    for line in LINES:
        found = [_chains(*parts, line) for parts in scored]
        figures[line] = total_score(starmap(score_chains, zip(map(_gold, dev), found, strict=True))).conll_f1
        print(f"line {line:5.2f}: CoNLL F1 {figures[line]:.1f}", flush=True)
    best = np.float32(max(figures, key=lambda line: figures[line]))
    return replace(weights, links=tuple(replace(net, new_line=best) for net in weights.links))


def _scored(example: Example, weights: ChainWeights) -> tuple[list[Span], Pairs, np.ndarray, np.ndarray]:
    """The spans of the phrases found, their pairs, the scores of these and of newness."""
    phrases = find_phrases(example.seen.inputs, example.seen.sentences, weights.phrase)
    traits = traits_of(example.seen, phrases)
    pairs = pairs_of(traits)
    report = example.document.report
    spans = [report.span(int(a), int(b)) for a, b in zip(phrases.starts, phrases.ends, strict=True)]
    return spans, pairs, *link_scores(example.seen.inputs, pairs, phrases, traits, weights.links)


def _chains(
    spans: list[Span], pairs: Pairs, scores: np.ndarray, new: np.ndarray, line: float
) -> list[set[tuple[int, int]]]:
    chains = chains_of(links_of(scores, new + np.float32(line), pairs))
    return [{(spans[row].start, spans[row].end) for row in chain} for chain in chains]


def _gold(example: Example) -> list[set[tuple[int, int]]]:
    return [set(chain) for chain in example.chains]


def save_chain_weights(path: Path, weights: ChainWeights) -> None:
    """Write the file that `open_chain_weights` reads."""
    arrays: dict[str, np.ndarray] = {"links": np.int64(len(weights.links))}
    parts = {"phrase": weights.phrase} | {f"link{n}": net for n, net in enumerate(weights.links)}
    for name, part in parts.items():
        arrays |= {f"{name}.{f.name}": np.asarray(getattr(part, f.name), dtype=np.float16) for f in fields(part)}
    np.savez(path, **arrays)
