"""What is learnt from: chains counted two ways, chances of a story, weights averaged, pieces hidden whole."""

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the training extra")
torch.set_num_threads(1)

from safetensors.torch import load_file, save_file  # noqa: E402
from training.batches import ahead  # noqa: E402
from training.crf import LinearChain, _joined  # noqa: E402
from training.distil import _given_the_story  # noqa: E402
from training.mix import mix  # noqa: E402
from training.pretrain import PIECES, WINDOWS, _starts  # noqa: E402

from onrecord.reading.labels import TRIGGER_TAGS  # noqa: E402

TAGS = ("O", "B-a", "I-a", "B-b", "I-b")


def _chain() -> tuple[LinearChain, "torch.Tensor", "torch.Tensor"]:
    torch.manual_seed(7)
    chain = LinearChain(TAGS)
    chain.transitions.data.normal_()
    mask = torch.ones(4, 23, dtype=torch.bool)
    mask[1, 10:] = False
    mask[2, 1:] = False
    return chain, torch.randn(4, 23, len(TAGS)), mask


def test_steps_joined_in_pairs_count_as_steps_in_a_row() -> None:
    """The log sum over all paths is the same by pairs, as on a GPU, and step by step."""
    chain, emissions, mask = _chain()
    scores = chain.scores()
    first = emissions[:, 0] + scores[-1]
    paired = first[:, :, None] + _joined(emissions[:, 1:], scores[:-1], mask[:, 1:])
    assert torch.logsumexp(paired, dim=(1, 2)).tolist() == pytest.approx(
        chain._partition(emissions, mask).tolist(), 1e-4
    )


@pytest.mark.parametrize("differentiable", [False, True])
def test_marginals_are_chances(differentiable: bool) -> None:
    """At each real word the chances of all tags sum to one, a forbidden tag has none, and padding has nothing."""
    chain, emissions, mask = _chain()
    chance = chain.marginals(emissions.requires_grad_(), mask, differentiable=differentiable)
    assert chance.sum(-1)[mask].tolist() == pytest.approx([1.0] * int(mask.sum()), abs=1e-4)
    assert float(chance[~mask].detach().abs().sum()) == 0
    assert chance[:, 0, 2].abs().max() < 1e-6, "no span begins with its inside"
    assert chance.requires_grad is differentiable


class _Story:
    """The parts of a batch that a story's type is read from."""

    def __init__(self, types: list[list[bool]], words: int) -> None:
        self.report_types = torch.tensor(types)
        self.word_mask = torch.ones(len(types), words, dtype=torch.bool)


def test_a_story_raises_the_chance_of_its_type_alone() -> None:
    """Given that a type is shown, its words become likelier; chances sum to one, other texts stay as they were."""
    torch.manual_seed(3)
    count = len(TRIGGER_TAGS)
    chance = torch.softmax(torch.randn(2, 5, count) * 2 + torch.tensor([4.0, 3.0] + [0.0] * (count - 2)), -1)
    batch = _Story([[True] + [False] * 15, [False] * 16], 5)
    given = _given_the_story(chance, batch)
    assert (given[0, :, 1] > chance[0, :, 1]).all()
    assert given.sum(-1).flatten().tolist() == pytest.approx([1.0] * 10, abs=1e-5)
    assert torch.equal(given[1], chance[1])
    assert (given[0, :, 3] <= chance[0, :, 3]).all()


def test_weights_are_averaged_and_say_of_what(tmp_path: Path) -> None:
    """Each run counts as much; runs of another network are refused."""
    for name, value in (("a", 1.0), ("b", 4.0)):
        (tmp_path / name).mkdir()
        save_file({"w": torch.full((2,), value)}, str(tmp_path / name / "average.safetensors"))
        (tmp_path / name / "mixture.json").write_text(json.dumps({"seed": name}))
    mix([tmp_path / "a", tmp_path / "b"], tmp_path / "out")
    assert load_file(str(tmp_path / "out" / "average.safetensors"))["w"].tolist() == [2.5, 2.5]
    assert [made["seed"] for made in json.loads((tmp_path / "out" / "mixture.json").read_text())["averaged"]] == [
        "a",
        "b",
    ]
    save_file({"v": torch.zeros(2)}, str(tmp_path / "b" / "average.safetensors"))
    with pytest.raises(SystemExit, match="other weights"):
        mix([tmp_path / "a", tmp_path / "b"], tmp_path / "out")


def test_a_pass_of_pretraining_tiles_the_texts() -> None:
    """Windows of a pass do not overlap and stay inside; as many batches come as were asked for."""
    length = (PIECES - 2) * WINDOWS * 2 + 2 * PIECES
    batches = list(_starts(length, 3, np.random.default_rng(1)))
    assert [len(batch) for batch in batches] == [WINDOWS] * 3
    first_pass = np.sort(np.concatenate(batches[:2]))
    assert (np.diff(first_pass) >= PIECES - 2).all()
    assert first_pass.max() + PIECES - 2 <= length


def test_what_goes_wrong_while_batches_are_made_ahead_is_raised() -> None:
    """An error of the thread that makes batches reaches the one that learns from them."""

    def batches():  # type: ignore[no-untyped-def]
        yield 1
        raise ValueError("a bad row")

    found = ahead(batches())
    assert next(found) == 1
    with pytest.raises(ValueError, match="a bad row"):
        next(found)
