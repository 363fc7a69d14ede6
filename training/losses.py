"""
What a batch costs: the joint negative log likelihood of everything its corpora say, per word.

Each head is trained only where its tags are not IGNORED. Mentions use the
marginal likelihood of all sequences that the corpus leaves open (training/labels.py).
A story that was written to show a type costs the log of the chance that no
word of it triggers that type.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from training.batches import Batch, PredicateBatch
from training.crf import FORBIDDEN
from training.examples import IGNORED
from training.labels import mention_masks
from training.model import LABEL_HEADS, Network

__all__ = ["Weights", "losses"]


@dataclass(frozen=True, slots=True)
class Weights:
    """Weight of each part in the sum; set on development parts, training/LOG.md."""

    statements: float = 1.0
    statement_roles: float = 1.0
    cues: float = 0.5
    triggers: float = 1.0
    event_roles: float = 1.0
    labels: float = 1.0
    mentions: float = 0.8
    certainty: float = 0.5
    phrases: float = 0.2
    sides: float = 0.3
    roles: float = 0.3
    report_type: float = 0.3


_, _MASKS = mention_masks()
_MENTION_MASKS = torch.from_numpy(_MASKS)


def losses(
    network: Network, batch: Batch, weights: Weights, outputs: tuple[Tensor, ...] | None = None
) -> dict[str, Tensor]:
    """
    Return the weighted cost of each part that the batch speaks of, already divided by its words.

    `outputs` are what the network's encoder gave for the batch, where that is known.
    """
    if outputs is None:
        outputs = network.encoder(batch.pieces, batch.features, batch.mask, batch.firsts)
    vectors, statements, cues, triggers, mentions, certainty = outputs
    out: dict[str, Tensor] = {}
    per_word = 1.0 / batch.word_count
    tags = batch.tags
    if "statements" in tags:
        rows = (tags["statements"] != IGNORED).any(1)
        chain = network.statement_chain(statements[rows], tags["statements"][rows], batch.word_mask[rows])
        out["statements"] = chain.sum() * per_word * weights.statements
        out["cues"] = _cross_entropy(cues, tags["cues"]) * per_word * weights.cues
    if "triggers" in tags:
        out["triggers"] = _cross_entropy(triggers, tags["triggers"]) * per_word * weights.triggers
    if "mentions" in tags:
        out["mentions"] = _open_cost(network, mentions, tags["mentions"]) * per_word * weights.mentions
    if "phrases" in tags:
        out["phrases"] = _cross_entropy(network.phrases(vectors), tags["phrases"]) * per_word * weights.phrases
    if "sides" in tags:
        out["sides"] = _cross_entropy(network.sides(vectors), tags["sides"]) * per_word * weights.sides
    rated = ~batch.certainty.isnan()
    if rated.any():
        cost = F.smooth_l1_loss(certainty.float()[rated], batch.certainty[rated], reduction="sum")
        out["certainty"] = cost * per_word * weights.certainty
    if batch.report_types.any():
        out["report_type"] = _story_cost(triggers, batch) * per_word * weights.report_type
    for family, predicates in batch.predicates.items():
        for name, cost in _predicate_costs(network, vectors, predicates, family).items():
            weight = {"statement": weights.statement_roles, "event": weights.event_roles, "role": weights.roles}
            scale = weight[family] if name == "chain" else weights.labels
            out[f"{family} {name}"] = cost * per_word * scale
    return out


def _cross_entropy(scores: Tensor, tags: Tensor) -> Tensor:
    return F.cross_entropy(scores.float().flatten(0, 1), tags.flatten(), ignore_index=IGNORED, reduction="sum")


def _open_cost(network: Network, scores: Tensor, targets: Tensor) -> Tensor:
    masks = _MENTION_MASKS.to(scores.device)
    if scores.is_cuda:
        # Word by word: the chain over 31 tags is slow there, and the step `refit` fits it anew.
        known = targets != IGNORED
        log = F.log_softmax(scores.float()[known], -1)
        return -torch.logsumexp(log.masked_fill(~masks[targets[known]], FORBIDDEN), -1).sum()
    rows = (targets != IGNORED).any(1)
    known = targets[rows] != IGNORED
    return network.mention_chain.open_cost(scores[rows], masks[targets[rows].clamp(min=0)], known).sum()


def _story_cost(triggers: Tensor, batch: Batch) -> Tensor:
    rows = batch.report_types.any(1)
    chance = F.softmax(triggers.float()[rows], -1)
    # Columns are O, then B- and I- of each type in turn: the chance that a word opens a wanted type.
    opens = (chance[..., 1::2] * batch.report_types[rows][:, None]).sum(-1) * batch.word_mask[rows]
    none = torch.log1p(-opens.clamp(max=0.999)).sum(1)
    return -torch.log(-torch.expm1(none.clamp(max=-1e-4))).sum()


def _predicate_costs(network: Network, vectors: Tensor, p: PredicateBatch, family: str) -> dict[str, Tensor]:
    words = vectors[p.window[:, None], p.words]
    # A predicate of several words is the mean of its first and last.
    predicate = (vectors[p.window, p.start] + vectors[p.window, p.end - 1]) / 2
    arguments = network.arguments
    x = arguments.encode(words, predicate, p.distance, p.type, p.mask)
    mask = p.mask.bool()
    if family == "role":
        return {"chain": network.prop_chain(arguments.props(x), p.tags, mask).sum()}
    chain = network.statement_role_chain if family == "statement" else network.event_role_chain
    statement_roles = arguments.statement(x)
    emissions = statement_roles if family == "statement" else arguments.event(x)
    out = {"chain": chain(emissions, p.tags, mask).sum()}
    own = x[torch.arange(len(x), device=x.device), p.centre]
    scores = dict(zip(LABEL_HEADS, arguments.labels(x, predicate, own, statement_roles, p.mask), strict=True))
    for name, target in p.labels.items():
        out[name] = F.cross_entropy(scores[name].float(), target, ignore_index=IGNORED, reduction="sum")
    return out
