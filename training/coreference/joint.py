"""
The tower and both nets on it, fitted together.

Phrases are learnt from the first pass on; links, from the second, among the phrases that are found by then, as they
will be when it runs. The tower learns from links by half: what it learns of one document's chains serves no other.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor, nn

from onrecord.reading.coreference.finder import traits_of
from onrecord.reading.coreference.phrases import find_phrases
from training.coreference.examples import Example
from training.coreference.link_net import LinkNet, link_loss, linked_of
from training.coreference.phrase_net import PhraseNet, PhraseTargets, phrase_loss, phrase_targets, phrase_weights
from training.coreference.tower import Tower

__all__ = ["LEAST_CHAINED", "LEAST_PHRASE", "fit_together"]

LEAST_PHRASE, LEAST_CHAINED = -4.0, -2.5
"""Set on gum dev: 94 % of the heads of chained phrases stay, and two phrases in three of those that would."""
TOWER_RATE, NET_RATE = 1e-4, 1.5e-3
LINK_SHARE = 0.5
DECAY = 0.02


def fit_together(examples: Sequence[Example], tower: Tower, *, passes: int, seed: int) -> tuple[PhraseNet, LinkNet]:
    """Fit a tower, in place, and nets of its own on documents; return the nets."""
    torch.manual_seed(seed)
    width = examples[0].seen.inputs.shape[1]
    phrases, links = PhraseNet(width), LinkNet(width)
    of_tower, of_nets = list(tower.parameters()), [*phrases.parameters(), *links.parameters()]
    groups = [{"params": of_tower, "lr": TOWER_RATE}, {"params": of_nets, "lr": NET_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=DECAY)
    steps = passes * len(examples)
    rates = [TOWER_RATE, NET_RATE]
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rates, total_steps=steps, pct_start=0.1)
    targets = [phrase_targets(example) for example in examples]
    order = np.random.default_rng(seed)
    for number in range(passes):
        for net in (tower, phrases, links):
            net.train()
        costs = []
        for at in order.permutation(len(examples)):
            parts = _costs(examples[at], targets[at], tower, phrases, links if number else None)
            optimizer.zero_grad()
            sum(parts[1:], parts[0]).backward()
            nn.utils.clip_grad_norm_(of_tower + of_nets, 1.0)
            optimizer.step()
            schedule.step()
            costs.append([part.item() for part in parts])
        shown = "  ".join(f"{cost:.3f}" for cost in np.mean(costs, axis=0))
        print(f"pass {number + 1} of {passes}: cost of phrases, and of links: {shown}", flush=True)
    for net in (tower, phrases, links):
        net.eval()
    return phrases, links


def _costs(
    example: Example, targets: PhraseTargets, tower: Tower, phrases: PhraseNet, links: LinkNet | None
) -> list[Tensor]:
    """The cost of a document's phrases, and of its links where a net for them is given."""
    vectors = example.document.windows.vectors(tower)
    rest = torch.from_numpy(example.seen.inputs[:, vectors.shape[1] :])
    inputs = torch.cat([vectors, rest], 1)
    costs = [phrase_loss(phrases, inputs, targets)]
    if links is not None:
        seen = inputs.detach().numpy()
        with torch.no_grad():
            phrases.eval()
            weights = phrase_weights(phrases, LEAST_PHRASE, LEAST_CHAINED)
            phrases.train()
        found = find_phrases(seen, example.seen.sentences, weights)
        linked = linked_of(seen, found, traits_of(example.seen, found), example.phrases, example.chain_of)
        linked = replace(linked, inputs=inputs.detach() * (1 - LINK_SHARE) + inputs * LINK_SHARE)
        costs.append(link_loss(*links(linked), linked))
    return costs
