"""
`mix`: the weights of several runs, averaged.

Runs that began with the same weights stay in one valley; a point between them reads new reports better than any
of them (Wortsman et al. 2022, Model soups).
"""

import json
from pathlib import Path

from safetensors.torch import load_file

from training.train import made_of, save_tensors

__all__ = ["mix"]


def mix(runs: list[Path], out: Path) -> None:
    """Write the averaged weights of finished runs, each counting as much, into another folder."""
    found = [load_file(str(run / "average.safetensors")) for run in runs]
    for run, tensors in zip(runs[1:], found[1:], strict=True):
        if tensors.keys() != found[0].keys():
            raise SystemExit(f"{run} has other weights than {runs[0]}; average runs of one network only")
    out.mkdir(parents=True, exist_ok=True)
    averaged = {name: sum(t[name].float() for t in found) / len(found) for name in found[0]}
    save_tensors(out / "average.safetensors", averaged)
    made = [made_of(run) for run in runs]
    (out / "mixture.json").write_text(json.dumps(made[0] | {"averaged": made}, indent=1), encoding="utf-8")
    print(f"{len(averaged)} tensors of {len(runs)} runs averaged")
