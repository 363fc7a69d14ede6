"""
Step `coreference`: phrases first, then links among phrases, on gum; the arrays go into the model folder.

Links are fitted on phrases as they will be found: each third of the documents gets its phrases from a
net fitted on the other two. The line between joining and
being new is the one with the best CoNLL F1 on gum dev.
"""

from collections.abc import Sequence
from dataclasses import fields, replace
from itertools import starmap
from pathlib import Path

import numpy as np
import torch
from evaluation.chains import score_chains, total_score
from safetensors.torch import load_file

from onrecord.reading.coreference.finder import traits_of
from onrecord.reading.coreference.links import chains_of, link_scores, links_of
from onrecord.reading.coreference.pairs import Pairs, pairs_of
from onrecord.reading.coreference.phrases import Phrases, find_phrases
from onrecord.reading.coreference.weights import ChainWeights, LinkWeights, PhraseWeights
from onrecord.records import Span
from training.coreference.examples import Example, examples_of
from training.coreference.link_net import fit_links, link_weights, linked_of
from training.coreference.phrase_net import fit_phrases, phrase_weights
from training.encoder import encoder_weights
from training.manifest import rewrite_manifest

__all__ = ["fit_coreference", "meaning_table", "save_chain_weights", "with_best_line"]

FOLDS = 3
PHRASE_PASSES = 14
LINK_PASSES = 8
SEEDS = (1,)
"""More than one are averaged; two gave no more than one (LOG.md)."""
MEANING_COLUMNS = 40
LEAST_PHRASE, LEAST_CHAINED = -4.0, -2.5
"""Set on gum dev: 94 % of the heads of chained phrases stay, and two phrases in three of those that would."""
LINES = tuple(round(-2.0 + 0.25 * i, 2) for i in range(13))


def fit_coreference(shared: Path, model: Path, cache: Path) -> None:
    """Fit the chain finder on the encoder of a model folder; write `coreference.npz` and the manifest there."""
    torch.set_num_threads(1)  # the matrices are small; and one thread adds in one order
    codes, step = meaning_table()
    meaning = codes.astype(np.float32) * step
    train, dev = (examples_of(shared, split, model, cache, meaning) for split in ("train", "dev"))
    found: list[Phrases] = [None] * len(train)  # type: ignore[list-item]
    for fold in range(FOLDS):
        others = [e for n, e in enumerate(train) if n % FOLDS != fold]
        weights = _phrase_fit(others, seed=fold)
        for n in range(fold, len(train), FOLDS):
            found[n] = find_phrases(train[n].seen.inputs, train[n].seen.sentences, weights)
        print(f"phrases: part {fold + 1} of {FOLDS}", flush=True)
    phrase = _phrase_fit(train, seed=FOLDS)
    ready = [
        linked_of(e.seen.inputs, p, traits_of(e.seen, p), e.phrases, e.chain_of)
        for e, p in zip(train, found, strict=True)
    ]
    links: list[LinkWeights] = []
    for seed in SEEDS:
        links.append(link_weights(fit_links(ready, passes=LINK_PASSES, seed=seed), 0.0))
        print(f"links: net {seed} of {len(SEEDS)}", flush=True)
    weights = with_best_line(ChainWeights(meaning, phrase, tuple(links)), dev)
    save_chain_weights(model / "coreference.npz", weights, codes, step)
    rewrite_manifest(model)


def _phrase_fit(examples: Sequence[Example], seed: int) -> PhraseWeights:
    return phrase_weights(fit_phrases(examples, passes=PHRASE_PASSES, seed=seed), LEAST_PHRASE, LEAST_CHAINED)


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
    spans = [example.report.span(int(a), int(b)) for a, b in zip(phrases.starts, phrases.ends, strict=True)]
    return spans, pairs, *link_scores(example.seen.inputs, pairs, phrases, traits, weights.links)


def _chains(
    spans: list[Span], pairs: Pairs, scores: np.ndarray, new: np.ndarray, line: float
) -> list[set[tuple[int, int]]]:
    chains = chains_of(links_of(scores, new + np.float32(line), pairs))
    return [{(spans[row].start, spans[row].end) for row in chain} for chain in chains]


def _gold(example: Example) -> list[set[tuple[int, int]]]:
    return [set(chain) for chain in example.chains]


def meaning_table() -> tuple[np.ndarray, np.float32]:
    """Return the word pieces of the untrained encoder in their first principal components: int8 [V, L] and its step."""
    pieces = next(t for name, t in load_file(encoder_weights()).items() if name.endswith("word_embeddings.weight"))
    table = torch.nn.functional.normalize(pieces.float() - pieces.float().mean(0), dim=1)
    _, directions = torch.linalg.eigh(table.T @ table)
    reduced = (table @ directions[:, -MEANING_COLUMNS:].flip(1)).numpy()
    step = np.float32(np.abs(reduced).max() / 127)
    return np.round(reduced / step).astype(np.int8), np.float32(step * 4)  # about as large as the encoder's vectors


def save_chain_weights(path: Path, weights: ChainWeights, codes: np.ndarray, step: np.float32) -> None:
    """Write the file that `open_chain_weights` reads."""
    arrays: dict[str, np.ndarray] = {"meaning": codes, "meaning_step": step, "links": np.int64(len(weights.links))}
    parts = {"phrase": weights.phrase} | {f"link{n}": net for n, net in enumerate(weights.links)}
    for name, part in parts.items():
        arrays |= {f"{name}.{f.name}": np.asarray(getattr(part, f.name), dtype=np.float16) for f in fields(part)}
    np.savez(path, **arrays)
