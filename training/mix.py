"""
Step 3, `mix`: the weights of a run and of the run it began with, averaged.

A second run from a first one's weights stays in the same valley; a point between the two reads new reports
better than either end (Wortsman et al. 2022, Model soups). Heads that the first run lacks are the second's.
"""

from pathlib import Path

from safetensors.torch import load_file, save_file

__all__ = ["SHARE", "mix"]

SHARE = 0.3
"""Share of the first run; set on PolNeAR dev and plover-events dev (training/LOG.md)."""


def mix(run: Path, start: Path, out: Path) -> None:
    """Write the averaged weights of two finished runs, and the mixture of the later one, into a third folder."""
    first, second = (load_file(str(folder / "average.safetensors")) for folder in (start, run))
    mixed = {
        name: tensor.lerp(first[name], SHARE) if name in first and first[name].shape == tensor.shape else tensor
        for name, tensor in second.items()
    }
    out.mkdir(parents=True, exist_ok=True)
    save_file({name: tensor.contiguous() for name, tensor in mixed.items()}, str(out / "average.safetensors"))
    (out / "mixture.json").write_text((run / "mixture.json").read_text(encoding="utf-8"), encoding="utf-8")
    print(f"{len(mixed)} tensors, {SHARE:.0%} of {start.name} and {1 - SHARE:.0%} of {run.name}")
