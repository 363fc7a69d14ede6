"""
`glance`: a run's network on development rows, head by head, without export or decoding rules; seconds on a GPU.

Spans are those of the best tags (statements by their chain), links and labels are judged on gold cues and triggers.
For choosing among runs; `score` and `evaluation.score` measure what ships.
"""

from collections import Counter
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from onrecord.reading.labels import (
    EVENT_ROLE_TAGS,
    MENTION_TAGS,
    STATEMENT_ROLE_TAGS,
    STATEMENT_TAGS,
    TRIGGER_TAGS,
)
from onrecord.reading.tokens import Tokenizer
from training.batches import collate, moved
from training.crf import LinearChain
from training.encoder import vocabulary_file
from training.examples import IGNORED, label_report, windows_of
from training.labels import mention_masks
from training.model import LABEL_HEADS, Network
from training.rows import read_rows
from training.train import load_network

__all__ = ["glance"]

SETS = ("polnear", "statement-labels", "plover-events", "ewn", "factuality-uw", "factuality-meantime")
_Span = tuple[int, int, str]


def glance(prepared: Path, runs: list[Path], device: str = "cpu") -> None:
    """Print a line of figures for each run."""
    tokenizer = Tokenizer.from_file(vocabulary_file())
    for run in runs:
        network = load_network(run).to(device)
        figures = {name: _figures(network, prepared / "dev" / f"{name}.jsonl", tokenizer, device) for name in SETS}
        print(run.name, figures, flush=True)


@torch.no_grad()
def _figures(network: Network, path: Path, tokenizer: Tokenizer, device: str) -> dict[str, float]:
    rng = np.random.default_rng(1)
    windows = [w for row in read_rows(path) for w in windows_of(label_report(row, tokenizer), rng)]
    windows.sort(key=lambda w: w.end - w.start)
    counts: Counter[str] = Counter()
    apart: list[float] = []
    for at in range(0, len(windows), 32):
        batch = moved(collate(windows[at : at + 32], tokenizer), torch.device(device))
        with torch.autocast(torch.device(device).type, dtype=torch.bfloat16):
            vectors, statements, _, triggers, mentions, certainty = network.encoder(
                batch.pieces, batch.features, batch.mask, batch.firsts
            )
        if "statements" in batch.tags:
            path_ = best(network.statement_chain, statements, batch.word_mask)
            _count(counts, STATEMENT_TAGS, path_, batch.tags["statements"])
        if "triggers" in batch.tags:
            _count(counts, TRIGGER_TAGS, triggers.argmax(-1), batch.tags["triggers"], "typed")
        if "mentions" in batch.tags:
            allowed = torch.from_numpy(mention_masks()[1]).to(device)
            known = batch.tags["mentions"] != IGNORED
            right = allowed[batch.tags["mentions"].clamp(min=0)].gather(2, mentions.argmax(-1)[..., None])[..., 0]
            named = known & (mentions.argmax(-1) != MENTION_TAGS.index("O"))
            wanted = known & ~allowed[batch.tags["mentions"].clamp(min=0)][..., 0]
            counts["mention words right"] += int((named & right).sum())
            counts["mention words given"] += int(named.sum())
            counts["mention words gold"] += int(wanted.sum())
        rated = ~batch.certainty.isnan()
        apart += (certainty.float()[rated].clamp(-3, 3) - batch.certainty[rated]).abs().tolist()
        for family, p in batch.predicates.items():
            if family == "role":
                continue
            words = vectors[p.window[:, None], p.words]
            predicate = (vectors[p.window, p.start] + vectors[p.window, p.end - 1]) / 2
            out = network.arguments(words.float(), predicate.float(), p.distance, p.type, p.mask, p.centre)
            chain = network.statement_role_chain if family == "statement" else network.event_role_chain
            tags = STATEMENT_ROLE_TAGS if family == "statement" else EVENT_ROLE_TAGS
            roles = best(chain, out[0 if family == "statement" else 1], p.mask.bool())
            _count(counts, tags, roles, torch.where(p.mask.bool(), p.tags, IGNORED), "linked ")
            for name, scores in zip(LABEL_HEADS, out[2:], strict=True):
                if name in p.labels:
                    known = p.labels[name] != IGNORED
                    counts[f"{name} right"] += int((scores.argmax(-1) == p.labels[name])[known].sum())
                    counts[f"{name} gold"] += int(known.sum())
    return _shares(counts) | ({"certainty": round(float(np.mean(apart)), 3)} if apart else {})


def _shares(counts: Counter[str]) -> dict[str, float]:
    found = {}
    for name in sorted({key.rsplit(" ", 1)[0] for key in counts}):
        right, gold = counts[f"{name} right"], counts[f"{name} gold"]
        given = counts[f"{name} given"] or gold
        found[name] = round(200 * right / max(1, gold + given), 1)
    return found


def _count(counts: Counter[str], names: tuple[str, ...], found: Tensor, gold: Tensor, prefix: str = "") -> None:
    for mine, theirs in zip(found.cpu().numpy(), gold.cpu().numpy(), strict=True):
        real = theirs != IGNORED
        if not real.any():
            continue
        ours, wanted = _spans(mine * real, names), _spans(np.where(real, theirs, 0), names)
        for part, spans in (("given", ours), ("gold", wanted), ("right", ours & wanted)):
            for _, _, name in spans:
                counts[f"{prefix if prefix == 'typed' else prefix + name} {part}"] += 1


def _spans(tags: np.ndarray, names: tuple[str, ...]) -> set[_Span]:
    found: set[_Span] = set()
    start, kind = -1, 0
    for i, tag in enumerate([*tags.tolist(), 0]):
        goes_on = start >= 0 and tag and tag % 2 == 0 and tag - 1 == kind
        if start >= 0 and not goes_on:
            found.add((start, i, names[kind][2:]))
            start = -1
        if tag and not goes_on:
            start, kind = i, tag if tag % 2 else tag - 1
    return found


def best(chain: LinearChain, emissions: Tensor, mask: Tensor) -> Tensor:
    """Return the best tags of each sequence, [S, T] (Viterbi 1967); emissions [S, T, K], mask [S, T]."""
    emissions, scores = emissions.float().cpu(), chain.scores().detach().cpu()
    mask = mask.cpu()
    inner, alpha, back = scores[:-1], emissions[:, 0] + scores[-1], []
    same = torch.arange(inner.shape[0]).expand(len(emissions), -1)
    for t in range(1, emissions.shape[1]):
        value, came = (alpha[:, :, None] + inner).max(1)
        alpha = torch.where(mask[:, t, None], value + emissions[:, t], alpha)
        back.append(torch.where(mask[:, t, None], came, same))
    tags = [alpha.argmax(1)]
    for came in reversed(back):
        tags.append(came.gather(1, tags[-1][:, None])[:, 0])
    return torch.stack(tags[::-1], 1) * mask
