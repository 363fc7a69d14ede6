"""
`train`: one run over the mixture, with checkpoints one can go on from.

Checkpoints are safetensors files (weights, averaged weights, optimizer moments)
and one JSON of scalars; no pickle. A run that was stopped goes on at the batch
where its last checkpoint was written.
"""

import json
import math
import time
import tomllib
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from onrecord.reading.tokens import Tokenizer
from training.batches import Batch, ahead, batches_of, moved, schedule
from training.encoder import encoder_weights, vocabulary_file
from training.examples import LabelledReport, label_report
from training.losses import Weights, losses
from training.model import Network
from training.rows import read_rows

__all__ = [
    "CostFunction",
    "Learner",
    "Made",
    "labelled",
    "load_network",
    "made_of",
    "save_tensors",
    "take_over",
    "train",
]

CHECKPOINT_SECONDS = 240

Made = dict[str, Any]
CostFunction = Callable[[Network, Batch], dict[str, Tensor]]
Costs = Callable[[Made], CostFunction]
"""Makes of a mixture's settings what a batch costs."""


def train(
    prepared: Path, run: Path, mixture: Path, *, scale: float = 1.0, start: Path | None = None, seed: int | None = None,
    device: str = "cpu", minutes: float | None = None, costs: Costs | None = None, made: Made | None = None,
) -> None:  # fmt: skip
    """
    Train on the prepared rows; `scale` multiplies all passes (a small one is a rehearsal).

    With `start`, the weights of that finished run are where this one begins; heads of another shape begin anew.
    `seed` takes the place of the mixture's; after `minutes` the run ends, its rate having fallen in time. `costs`
    makes of the mixture what a batch costs, where it is more than `losses`; `made` is said of the run in its
    mixture.json.
    """
    settings = tomllib.loads(mixture.read_text(encoding="utf-8"))
    if seed is not None:
        settings["seed"] = seed
    torch.manual_seed(settings["seed"])
    tokenizer = Tokenizer.from_file(vocabulary_file())
    passes = {name: count * scale for name, count in settings["passes"].items()}
    order = schedule(labelled(prepared / "train", passes, tokenizer), passes, settings["seed"])
    total_pieces = sum(len(report.words.pieces) for report in order)
    print(f"{len(order)} rows, {total_pieces} word pieces", flush=True)
    network = Network()
    if start is not None:
        take_over(network, start)
    else:
        network.load_encoder(load_file(str(encoder_weights())))
    learner = Learner(network.to(device), settings, total_pieces, minutes)
    costs_of = costs(settings) if costs is not None else None
    run.mkdir(parents=True, exist_ok=True)
    whole = settings | {"scale": scale} | (made or {})
    if start is not None:
        whole["start"] = made_of(start)
    (run / "mixture.json").write_text(json.dumps(whole, indent=1), encoding="utf-8")
    seen_before = learner.resume(run)
    started = saved = time.monotonic()
    window: dict[str, list[Tensor]] = defaultdict(list)
    for number, batch in enumerate(ahead(batches_of(order, tokenizer, settings["seed"], settings["batch_pieces"]))):
        if number < seen_before:
            learner.skip(batch)
            continue
        for name, value in learner.step(moved(batch, torch.device(device)), batch, costs_of).items():
            window[name].append(value)
        if number % 50 == 49:
            rate = learner.pieces / max(time.monotonic() - started, 1e-9)
            means = " ".join(f"{name}={float(torch.stack(v).mean()):.4f}" for name, v in sorted(window.items()))
            print(f"batch {number + 1} {learner.progress:.3f} {rate:.0f} pieces/s {means}", flush=True)
            window.clear()
        if learner.progress >= 1.0:
            break
        if time.monotonic() - saved > CHECKPOINT_SECONDS:
            learner.save(run, number + 1)
            saved = time.monotonic()
    learner.save(run, -1)
    print(f"done in {time.monotonic() - started:.0f} s")


def made_of(run: Path) -> Made:
    """Return what a finished run says of how it was made."""
    said: Made = json.loads((run / "mixture.json").read_text(encoding="utf-8"))
    return said


def labelled(folder: Path, passes: dict[str, float], tokenizer: Tokenizer) -> dict[str, list[LabelledReport]]:
    """Return the labelled rows of every corpus that a mixture passes over."""
    return {
        name: [label_report(row, tokenizer) for row in read_rows(folder / f"{name}.jsonl")]
        for name, count in passes.items()
        if count > 0
    }


class Learner:
    """The network with its optimizer, its rate schedule and its averaged copy."""

    def __init__(
        self, network: Network, settings: dict[str, Any], total_pieces: int, minutes: float | None = None
    ) -> None:
        self.network = network
        self._settings = settings
        self._total = total_pieces
        self._started, self._minutes = time.monotonic(), minutes
        self.pieces = 0
        self._skipped = 0
        groups = {"encoder": [], "head": [], "chain": []}
        fresh = ("features", "shape", "quote", "mix", "statements", "cues", "triggers", "mentions", "certainty")
        # The table of word vectors stays as it came: half of all weights, and a tenth of each step to move them.
        network.encoder.words.weight.requires_grad_(False)
        for name, parameter in network.named_parameters():
            if not parameter.requires_grad:
                continue
            inside = name.startswith("encoder.") and not name.split(".")[1].startswith(fresh)
            groups["chain" if "transitions" in name else "encoder" if inside else "head"].append(parameter)
        self._optimizer = torch.optim.AdamW(
            [{"params": p, "base": settings[f"{name}_rate"]} for name, p in groups.items()],
            weight_decay=0.01, betas=(0.9, 0.98), foreach=True,
        )  # fmt: skip
        self._average: dict[str, Tensor] | None = None

    @property
    def progress(self) -> float:
        """Share of the run's pieces that were seen, or of its time that is over, 0 to 1."""
        seen = (self.pieces + self._skipped) / self._total
        over = (time.monotonic() - self._started) / 60 / self._minutes if self._minutes else 0.0
        return min(1.0, max(seen, over))

    def step(self, batch: Batch, counted: Batch, costs_of: CostFunction | None = None) -> dict[str, Tensor]:
        """Learn from one batch, `counted` being the same on the CPU; return the cost of each part."""
        self.network.train()
        with torch.autocast(batch.pieces.device.type, dtype=torch.bfloat16):
            costs = costs_of(self.network, batch) if costs_of else losses(self.network, batch, Weights())
        total = torch.stack(list(costs.values())).sum()
        self._optimizer.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), self._settings["clip"])
        for group in self._optimizer.param_groups:
            group["lr"] = group["base"] * self._rate()
        self._optimizer.step()
        self.pieces += int(counted.mask.sum()) - 2 * len(counted.mask)
        if self.progress >= self._settings["average_from"]:
            self._update_average()
        return {name: cost.detach() for name, cost in costs.items()}

    def skip(self, batch: Batch) -> None:
        """Count a batch that an earlier part of this run has learnt from."""
        self._skipped += int(batch.mask.sum()) - 2 * len(batch.mask)

    def _rate(self) -> float:
        warm = self._settings["warmup"]
        if self.progress < warm:
            return max(self.progress / warm, 0.01)
        return 0.5 * (1 + math.cos(math.pi * (self.progress - warm) / (1 - warm))) * 0.98 + 0.02

    def _update_average(self) -> None:
        state = self.network.state_dict()
        if self._average is None:
            self._average = {name: tensor.detach().clone() for name, tensor in state.items()}
            return
        names = list(state)
        torch._foreach_lerp_(
            [self._average[n] for n in names], [state[n].detach() for n in names],
            1 - self._settings["average_decay"],
        )  # fmt: skip

    def save(self, run: Path, batches: int) -> None:
        """Write weights, their average, the optimizer and the place in the run; each file whole or not at all."""
        save_tensors(run / "weights.safetensors", self.network.state_dict())
        if self._average is not None:
            save_tensors(run / "average.safetensors", self._average)
        moments = self._optimizer.state_dict()["state"]
        save_tensors(run / "optimizer.safetensors", {f"{i}.{k}": v for i, s in moments.items() for k, v in s.items()})
        _write(run / "progress.json", json.dumps({"batches": batches, "progress": self.progress}))

    def resume(self, run: Path) -> int:
        """Load the last checkpoint of the run; return how many batches it had seen, 0 for a new run."""
        if not (run / "progress.json").exists():
            return 0
        batches = int(json.loads((run / "progress.json").read_text(encoding="utf-8"))["batches"])
        if batches < 0:
            raise SystemExit(f"{run} holds a finished run; choose another folder or remove it")
        self.network.load_state_dict(load_file(str(run / "weights.safetensors")))
        if (run / "average.safetensors").exists():
            self._average = load_file(str(run / "average.safetensors"))
        state: dict[int, dict[str, Tensor]] = defaultdict(dict)
        for key, tensor in load_file(str(run / "optimizer.safetensors")).items():
            index, name = key.split(".", 1)
            state[int(index)][name] = tensor
        whole = self._optimizer.state_dict()
        self._optimizer.load_state_dict({"state": dict(state), "param_groups": whole["param_groups"]})
        return batches


def take_over(network: Network, start: Path) -> None:
    """Begin with a finished run's weights where they fit."""
    own = network.state_dict()
    found = load_file(str(start / "average.safetensors"))
    fitting = {name: tensor for name, tensor in found.items() if name in own and own[name].shape == tensor.shape}
    network.load_state_dict(own | fitting)
    print(f"from {start.name}; anew: {', '.join(sorted(own.keys() - fitting.keys())) or 'nothing'}", flush=True)


def save_tensors(path: Path, tensors: dict[str, Tensor]) -> None:
    """Write a safetensors file whole or not at all."""
    part = path.with_suffix(".part")
    save_file({name: tensor.contiguous().cpu() for name, tensor in tensors.items()}, str(part))
    part.rename(path)


def _write(path: Path, text: str) -> None:
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    part.rename(path)


def load_network(run: Path) -> Network:
    """Return the network of a run, averaged weights where there are some, ready to predict."""
    network = Network()
    averaged = run / "average.safetensors"
    network.load_state_dict(load_file(str(averaged if averaged.exists() else run / "weights.safetensors")))
    return network.eval()
