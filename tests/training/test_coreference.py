"""The chain finder as it is fitted and as it runs: the same numbers, and a fit that learns."""

from pathlib import Path

import numpy as np
import pytest

from onrecord.reading.coreference import ChainWeights, open_chain_weights
from onrecord.reading.coreference.finder import traits_of
from onrecord.reading.coreference.links import link_scores
from onrecord.reading.coreference.pairs import pairs_of
from onrecord.reading.coreference.phrases import find_phrases, phrase_scores
from tests.chain_weights import drawn_weights
from tests.reading.coreference.reports import encoded, phrases_at, seen_of

torch = pytest.importorskip("torch", reason="the fit needs the training extra")
torch.set_num_threads(1)

from training.coreference.examples import Example  # noqa: E402
from training.coreference.fit import save_chain_weights  # noqa: E402
from training.coreference.link_net import fit_links, link_weights, linked_of  # noqa: E402
from training.coreference.phrase_net import PhraseNet, fit_phrases, phrase_weights  # noqa: E402

_TEXT = "The director spoke. She praised the team. The team thanked her."
_PHRASES = ("The director", "She", "the team", "The team", "her")


def _example() -> Example:
    report = encoded(_TEXT)
    meaning = np.random.default_rng(0).normal(0, 1, (30522, 8)).astype(np.float32)
    phrases, chain_of = {}, {}
    for phrase, chain in zip(_PHRASES, (0, 0, 1, 1, 0), strict=True):
        start = _TEXT.index(phrase)
        found = phrases_at(report, [(start + len(phrase) - 1, start, start + len(phrase))])
        head = int(found.heads[0])
        phrases[head] = (int(found.starts[0]), int(found.ends[0]))
        chain_of[head] = chain
    return Example("x", report, seen_of(report, meaning), phrases, chain_of, [])


def test_torch_and_numpy_find_the_same_phrases() -> None:
    """Head odds and borders are those of the network that was fitted."""
    example = _example()
    torch.manual_seed(3)
    net = PhraseNet(example.seen.inputs.shape[1]).eval()
    weights = phrase_weights(net, -99.0, -99.0)
    with torch.no_grad():
        hidden, odds = net(torch.from_numpy(example.seen.inputs))
        heads = torch.arange(len(odds))
        starts, ends = net.borders(hidden, heads, torch.from_numpy(example.seen.sentences.astype(np.int64)))
    assert phrase_scores(example.seen.inputs, weights)[1] == pytest.approx(odds.numpy(), abs=1e-4)
    found = find_phrases(example.seen.inputs, example.seen.sentences, weights)
    assert (found.heads - found.starts).tolist() == starts.argmax(1)[found.heads].tolist()
    assert (found.ends - 1 - found.heads).tolist() == ends.argmax(1)[found.heads].tolist()


def test_torch_and_numpy_score_pairs_alike() -> None:
    """Scores of pairs and of newness are those of the network that was fitted."""
    example = _example()
    places = [(_TEXT.index(p) + len(p) - 1, _TEXT.index(p), _TEXT.index(p) + len(p)) for p in _PHRASES]
    phrases = phrases_at(example.report, sorted(places))
    traits = traits_of(example.seen, phrases)
    linked = linked_of(example.seen.inputs, phrases, traits, example.phrases, example.chain_of)
    net = fit_links([linked], passes=1, seed=1)
    with torch.no_grad():
        scores, new = net(linked)
    found = link_scores(example.seen.inputs, pairs_of(traits), phrases, traits, (link_weights(net, 0.25),))
    assert found[0] == pytest.approx(scores.numpy(), abs=1e-4)
    assert found[1] == pytest.approx(new.numpy() + 0.25, abs=1e-4)


def test_a_fit_learns_its_document() -> None:
    """After some passes over one document its phrases are found with their borders, and its links with them."""
    example = _example()
    weights = phrase_weights(fit_phrases([example], passes=50, seed=1, rate=2e-2), 0.0, 0.0)
    found = find_phrases(example.seen.inputs, example.seen.sentences, weights)
    assert {h: (s, e) for h, s, e in zip(found.heads, found.starts, found.ends, strict=True)} == example.phrases
    traits = traits_of(example.seen, found)
    linked = linked_of(example.seen.inputs, found, traits, example.phrases, example.chain_of)
    assert linked.is_new.tolist() == [True, False, True, False, False]
    net = link_weights(fit_links([linked], passes=40, seed=1, rate=2e-2, drop=0.0), 0.0)
    pairs = pairs_of(traits)
    scores, new = link_scores(example.seen.inputs, pairs, found, traits, (net,))
    best = {int(i): (-np.inf, -1) for i in pairs.later}
    for i, j, score in zip(pairs.later.tolist(), pairs.earlier.tolist(), scores.tolist(), strict=True):
        best[i] = max(best[i], (score, j))
    assert {i for i, (score, _) in best.items() if score > new[i]} == {1, 3, 4}


def test_saved_arrays_are_read_by_the_runtime(tmp_path: Path) -> None:
    """The file that a fit writes opens, with the coded meanings multiplied out."""
    drawn = drawn_weights(50)
    codes = np.arange(250, dtype=np.int64).reshape(50, 5).astype(np.int8)
    save_chain_weights(tmp_path / "coreference.npz", drawn, codes, np.float32(0.5))
    read: ChainWeights = open_chain_weights(tmp_path / "coreference.npz")
    assert read.meaning[1, 3] == pytest.approx(4.0)
    assert len(read.links) == len(drawn.links)
