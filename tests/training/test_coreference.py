"""The chain finder as it is fitted and as it runs: the same numbers, and a fit that learns."""

import hashlib
from copy import deepcopy
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from onrecord.reading.coreference import ChainWeights, open_chain_weights
from onrecord.reading.coreference.finder import see, traits_of
from onrecord.reading.coreference.links import link_scores
from onrecord.reading.coreference.pairs import pairs_of
from onrecord.reading.coreference.phrases import find_phrases, phrase_scores
from onrecord.reading.labels import MENTION_TAGS
from tests.chain_weights import drawn_weights
from tests.reading.coreference.reports import encoded, phrases_at, tokenizer

torch = pytest.importorskip("torch", reason="the fit needs the training extra")
torch.set_num_threads(1)

from training.coreference.examples import Document, Example, with_vectors  # noqa: E402
from training.coreference.fit import save_chain_weights  # noqa: E402
from training.coreference.graphs import write_tower  # noqa: E402
from training.coreference.heads import heads_of  # noqa: E402
from training.coreference.joint import fit_together  # noqa: E402
from training.coreference.labels import labelled_chains, read_chains  # noqa: E402
from training.coreference.link_net import LinkNet, link_weights, linked_of  # noqa: E402
from training.coreference.phrase_net import PhraseNet, fit_phrases, phrase_weights  # noqa: E402
from training.coreference.tower import Tower, lower_states  # noqa: E402
from training.model import Encoder, Sizes  # noqa: E402
from training.rows import Row  # noqa: E402

_TEXT = "The director spoke. She praised the team. The team thanked her."
_PHRASES = ("The director", "She", "the team", "The team", "her")
_SIZES = Sizes(hidden=48, layers=2, heads=4, inner=96)


@pytest.fixture(scope="module")
def tower() -> Tower:
    """One upper layer of a small encoder."""
    torch.manual_seed(5)
    return Tower(_SIZES, depth=1).eval()


@pytest.fixture(scope="module")
def example(tower: Tower) -> Example:
    """Three sentences with two chains."""
    torch.manual_seed(6)
    report = encoded(_TEXT)
    windows = lower_states(report, Encoder(_SIZES).eval(), tokenizer(), depth=1)
    with torch.no_grad():
        vectors = windows.vectors(tower).numpy()
    seen = see(report, vectors, np.zeros((len(report.words), len(MENTION_TAGS)), np.float32))
    phrases, chain_of = {}, {}
    for phrase, chain in zip(_PHRASES, (0, 0, 1, 1, 0), strict=True):
        start = _TEXT.index(phrase)
        found = phrases_at(report, [(start + len(phrase) - 1, start, start + len(phrase))])
        head = int(found.heads[0])
        phrases[head] = (int(found.starts[0]), int(found.ends[0]))
        chain_of[head] = chain
    return Example(Document("x", report, windows, seen), phrases, chain_of, [], whole=True)


def test_torch_and_numpy_find_the_same_phrases(example: Example) -> None:
    """Head odds and borders are those of the network that was fitted."""
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


def test_torch_and_numpy_score_pairs_alike(example: Example) -> None:
    """Scores of pairs and of newness are those of the network that was fitted."""
    places = [(_TEXT.index(p) + len(p) - 1, _TEXT.index(p), _TEXT.index(p) + len(p)) for p in _PHRASES]
    phrases = phrases_at(example.document.report, sorted(places))
    traits = traits_of(example.seen, phrases)
    linked = linked_of(example.seen.inputs, phrases, traits, example.phrases, example.chain_of)
    torch.manual_seed(4)
    net = LinkNet(example.seen.inputs.shape[1]).eval()
    with torch.no_grad():
        scores, new = net(linked)
    found = link_scores(example.seen.inputs, pairs_of(traits), phrases, traits, (link_weights(net, 0.25),))
    assert found[0] == pytest.approx(scores.numpy(), abs=1e-4)
    assert found[1] == pytest.approx(new.numpy() + 0.25, abs=1e-4)


def test_a_fit_learns_its_document(example: Example, tower: Tower) -> None:
    """After some passes over one document its phrases are found with their borders, and its links with them."""
    own = deepcopy(tower)
    phrase_net, link_net = fit_together([example], own, passes=120, seed=1)
    with torch.no_grad():
        seen = with_vectors(example, example.document.windows.vectors(own).numpy()).seen
    found = find_phrases(seen.inputs, seen.sentences, phrase_weights(phrase_net, 0.0, 0.0))
    assert {h: (s, e) for h, s, e in zip(found.heads, found.starts, found.ends, strict=True)} == example.phrases
    traits = traits_of(seen, found)
    linked = linked_of(seen.inputs, found, traits, example.phrases, example.chain_of)
    assert linked.is_new.tolist() == [True, False, True, False, False]
    pairs = pairs_of(traits)
    scores, new = link_scores(seen.inputs, pairs, found, traits, (link_weights(link_net, 0.0),))
    best = {int(i): (-np.inf, -1) for i in pairs.later}
    for i, j, score in zip(pairs.later.tolist(), pairs.earlier.tolist(), scores.tolist(), strict=True):
        best[i] = max(best[i], (score, j))
    assert {i for i, (score, _) in best.items() if score > new[i]} == {1, 3, 4}


def test_heads_are_those_of_a_net_that_knows_the_phrases(example: Example) -> None:
    """Of the words of a phrase the one that heads it, each word for one phrase."""
    net = phrase_weights(fit_phrases([example], passes=50, seed=1, rate=2e-2), 0.0, 0.0)
    heads = sorted(example.phrases)
    places = [example.phrases[head] for head in heads]
    assert heads_of(example.seen.inputs, example.seen.sentences, places, net) == heads
    assert heads_of(example.seen.inputs, example.seen.sentences, [(0, 1), (0, 1)], net) == [0, None]


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::torch.jit.TracerWarning")
def test_the_graph_says_what_the_tower_says(example: Example, tower: Tower, tmp_path: Path) -> None:
    """The int8 graph gives the tower's vectors, but for rounding."""
    write_tower(deepcopy(tower), tmp_path / "work", tmp_path / "tower.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "tower.onnx"), providers=["CPUExecutionProvider"])
    windows = example.document.windows
    feeds = {"lower": windows.lower.float(), "features": windows.features.long(), "firsts": windows.firsts}
    (found,) = session.run(None, {name: tensor.numpy() for name, tensor in feeds.items()})
    expected = example.document.windows.vectors(tower).detach().numpy()
    assert found[0] == pytest.approx(expected, abs=0.1)


def test_chains_of_labelled_reports(tmp_path: Path) -> None:
    """A line names a report by its digest; what is no line, or leaves the text, is refused with its place."""
    row = Row(id="a", corpus="ewn", text="Anna left. She wept.")
    digest = hashlib.sha256(row.text.encode("utf-8")).hexdigest()[:16]
    file = tmp_path / "labels.tsv"
    file.write_text(f"{digest}\t0-4 11-14\n", encoding="utf-8")
    assert list(labelled_chains([row, row], read_chains(file))) == [(row, [[(0, 4), (11, 14)]])]
    file.write_text(f"{digest}\t0-4 11-140\n", encoding="utf-8")
    with pytest.raises(ValueError, match="ends at 140"):
        list(labelled_chains([row], read_chains(file)))
    for chains in ("0-4", "4-0 11-14", "x 11-14"):
        file.write_text(f"{digest}\t{chains}\n", encoding="utf-8")
        with pytest.raises(ValueError, match="expected"):
            read_chains(file)


def test_saved_arrays_are_read_by_the_runtime(tmp_path: Path) -> None:
    """The file that a fit writes opens."""
    drawn = drawn_weights()
    save_chain_weights(tmp_path / "coreference.npz", drawn)
    read: ChainWeights = open_chain_weights(tmp_path / "coreference.npz")
    assert len(read.links) == len(drawn.links)
