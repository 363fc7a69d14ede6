"""
`distil`: one network learns from the labels and from what several others make of the same words.

    teachers (runs with other seeds)  -> chance of every tag and label, averaged     on every window, labelled or not
    student                           -> the cost of the labels, as in `train`, + cross entropy with those chances

The teachers read the window as it is, the student as training disturbs it (Xie et al. 2020, Noisy Student). Chains are
compared by the marginal chance of each tag (Wang et al. 2020, Structure-level knowledge distillation). A corpus that
labels one thing is so taught all the others; a report without labels teaches all of them.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from onrecord.reading.labels import STATEMENT_TAGS
from onrecord.reading.predicates import neighbourhoods
from training.batches import Batch, PredicateBatch, moved
from training.crf import LinearChain
from training.losses import Weights, losses
from training.model import LABEL_HEADS, Network
from training.train import CostFunction, Made, load_network, made_of, train

__all__ = ["distil"]

OPEN = 0.2
"""Chance from which a word is looked at as a cue or a trigger."""
LARGEST = 400
"""Predicates of a family in a batch; of more, the likeliest."""
_CUE = STATEMENT_TAGS.index("B-cue")


@dataclass(frozen=True, slots=True)
class _Chances:
    """What the teachers make of a batch."""

    statements: Tensor
    cues: Tensor
    triggers: Tensor
    mentions: Tensor
    certainty: Tensor
    predicates: dict[str, tuple[PredicateBatch, Tensor, tuple[Tensor, ...]]]
    """Family -> predicates, chance of their role tags [N, L, tags], chances of each label head [N, labels]."""


def distil(
    prepared: Path, run: Path, mixture: Path, teachers: list[Path], *, scale: float = 1.0, start: Path | None = None,
    seed: int | None = None, device: str = "cpu", minutes: float | None = None,
) -> None:  # fmt: skip
    """Train the student of `teachers` over a mixture, as `train` does and with its checkpoints."""
    council = [load_network(path).to(device).requires_grad_(False) for path in teachers]

    def costs(settings: Made) -> CostFunction:
        taught, chains = float(settings["taught"]), float(settings["taught_roles"])

        def costs_of(student: Network, batch: Batch) -> dict[str, Tensor]:
            chances = _chances(council, batch)
            outputs = student.encoder(batch.pieces, batch.features, batch.mask, batch.firsts)
            out = losses(student, batch, Weights(), outputs)
            for name, cost in _taught(student, batch, outputs, chances, chains).items():
                out[f"taught {name}"] = cost * (taught / batch.word_count)
            return out

        return costs_of

    train(
        prepared, run, mixture, scale=scale, start=start, seed=seed, device=device, minutes=minutes, costs=costs,
        made={"teachers": [made_of(path) for path in teachers]},
    )  # fmt: skip


@torch.no_grad()
def _chances(council: list[Network], batch: Batch) -> _Chances:
    seen = [t.encoder(*batch.undisturbed, batch.mask, batch.firsts) for t in council]
    statements = _mean([t.statement_chain.marginals(o[1], batch.word_mask) for t, o in zip(council, seen, strict=True)])
    cues, triggers, mentions = (_mean([F.softmax(o[i].float(), -1) for o in seen]) for i in (2, 3, 4))
    triggers = _given_the_story(triggers, batch)
    spoken = torch.maximum(statements[..., _CUE], cues[..., 1]) * batch.word_mask
    inside = torch.maximum(statements[..., _CUE + 1], cues[..., 2]) * batch.word_mask
    opening, kind = triggers[..., 1::2].max(-1)
    going = triggers[..., 2::2].sum(-1) * batch.word_mask
    chosen = {
        "statement": _predicates(spoken, inside, torch.zeros_like(kind), batch),
        "event": _predicates(opening * batch.word_mask, going, kind + 1, batch),
    }
    predicates = {}
    for family, p in chosen.items():
        if p is not None:
            told = [_roles(t, o[0], p, family) for t, o in zip(council, seen, strict=True)]
            labels = tuple(_mean([F.softmax(x[1][i].float(), -1) for x in told]) for i in range(len(LABEL_HEADS)))
            predicates[family] = (p, _mean([_chain(t, family).marginals(x[0], p.mask.bool())
                                            for t, x in zip(council, told, strict=True)]), labels)  # fmt: skip
    return _Chances(statements, cues, triggers, mentions, _mean([o[5].float() for o in seen]), predicates)


def _mean(parts: list[Tensor]) -> Tensor:
    return torch.stack(parts).mean(0)


def _chain(network: Network, family: str) -> LinearChain:
    return network.statement_role_chain if family == "statement" else network.event_role_chain


def _given_the_story(triggers: Tensor, batch: Batch) -> Tensor:
    """
    Raise the chance of the types that a text is known to show, as far as the teachers see any of them.

    Given that one word at least triggers a wanted type, each word's chance of it is divided by the chance of that.
    """
    wanted = batch.report_types.repeat_interleave(2, 1)[:, None].to(triggers.dtype)
    hoped = triggers[..., 1:] * wanted * batch.word_mask[..., None]
    some = 1 - torch.exp(torch.log1p(-hoped[..., 0::2].sum(-1).clamp(max=0.999)).sum(1))
    factor = torch.where(some > 0.1, 1 / some.clamp(min=0.1), 1.0)[:, None, None]
    raised = hoped * factor
    total = raised.sum(-1, keepdim=True)
    raised = raised * (0.97 / total.clamp(min=0.97))
    rest = torch.cat([triggers[..., :1], triggers[..., 1:] * (1 - wanted)], -1)
    left = (1 - raised.sum(-1, keepdim=True)) / rest.sum(-1, keepdim=True).clamp(min=1e-6)
    changed = rest * left + F.pad(raised, (1, 0))
    return torch.where((batch.report_types.any(1))[:, None, None], changed, triggers)


def _predicates(opening: Tensor, going: Tensor, kind: Tensor, batch: Batch) -> PredicateBatch | None:
    """opening, going [B, W] chances that a word begins a predicate and goes on with one; kind [B, W] its type."""
    start, on, what = opening.cpu().numpy(), going.cpu().numpy(), kind.cpu().numpy()
    lengths = batch.word_mask.sum(1).cpu().numpy().astype(np.int32)
    window, word = np.nonzero(start > OPEN)
    if len(window) > LARGEST:
        best = np.sort(np.argsort(-start[window, word])[:LARGEST])
        window, word = window[best], word[best]
    if not len(window):
        return None
    end = word + 1
    for step in range(1, 4):
        longer = (end == word + step) & (end < lengths[window])
        longer[longer] = on[window[longer], end[longer]] > np.maximum(0.5, start[window[longer], end[longer]])
        end = end + longer
    around = neighbourhoods(word.astype(np.int32), end.astype(np.int32), lengths[window])
    found = PredicateBatch(
        window=torch.from_numpy(window).long(), start=torch.from_numpy(word).long(), end=torch.from_numpy(end).long(),
        type=torch.from_numpy(what[window, word]).long(), words=torch.from_numpy(around.words).long(),
        distance=torch.from_numpy(around.distance).long(), mask=torch.from_numpy(around.mask).float(),
        centre=torch.from_numpy(around.centre).long(), tags=torch.zeros(0), labels={},
    )  # fmt: skip
    moved_there: PredicateBatch = moved(found, batch.pieces.device)
    return moved_there


def _roles(network: Network, vectors: Tensor, p: PredicateBatch, family: str) -> tuple[Tensor, tuple[Tensor, ...]]:
    words = vectors[p.window[:, None], p.words]
    predicate = (vectors[p.window, p.start] + vectors[p.window, p.end - 1]) / 2
    out = network.arguments(words, predicate, p.distance, p.type, p.mask, p.centre)
    return out[0 if family == "statement" else 1], out[2:]


def _taught(
    student: Network, batch: Batch, outputs: tuple[Tensor, ...], chances: _Chances, chains: float
) -> dict[str, Tensor]:
    vectors, statements, cues, triggers, mentions, certainty = outputs
    real = batch.word_mask[..., None]
    chance = student.statement_chain.marginals(statements, batch.word_mask, differentiable=True)
    out = {"statements": _cross(chances.statements, torch.log(chance.clamp(min=1e-6)), real)}
    for name, scores, wanted, weight in (
        ("cues", cues, chances.cues, 0.5),
        ("triggers", triggers, chances.triggers, 1.0),
        ("mentions", mentions, chances.mentions, 0.5),
    ):
        out[name] = _cross(wanted, F.log_softmax(scores.float(), -1), real) * weight
    apart = F.smooth_l1_loss(certainty.float(), chances.certainty, reduction="none") * batch.word_mask
    # Only what happens is more or less certain; elsewhere the teachers were never told.
    out["certainty"] = (apart * (1 - chances.triggers[..., 0])).sum() * 0.5
    for family, (p, wanted, labels) in chances.predicates.items():
        scores, found = _roles(student, vectors, p, family)
        mask = p.mask.bool()
        chance = _chain(student, family).marginals(scores, mask, differentiable=True)
        out[f"{family} roles"] = _cross(wanted, torch.log(chance.clamp(min=1e-6)), mask[..., None]) * chains
        used = ("kind", "act") if family == "statement" else ("factuality", "tense", "mode")
        for name, score, target in zip(LABEL_HEADS, found, labels, strict=True):
            if name in used:
                out[name] = _cross(target, F.log_softmax(score.float(), -1), torch.ones_like(target[:, :1]))
    return out


def _cross(wanted: Tensor, log_chance: Tensor, mask: Tensor) -> Tensor:
    return -(wanted * log_chance * mask).sum()
