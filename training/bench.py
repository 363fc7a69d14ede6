"""
`bench`: the ratios that decided how windows run and how attention is written.

Ratios within one run mean something; the figures themselves depend on the machine.
"""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from onrecord.reading.session import Session

__all__ = ["bench"]


def bench(model: Path) -> None:
    """Print word pieces a second by windows per run and by window size, and the time of attention two ways."""
    session = Session(model)
    print("encoder, one thread: windows per run x word pieces -> word pieces a second")
    for windows, pieces in ((1, 128), (1, 256), (1, 384), (4, 256), (16, 256)):
        seconds = _seconds(_encode(session, windows, pieces))
        print(f"  {windows:2} x {pieces}: {windows * pieces / seconds:.0f}")
    print("attention, forward and backward, bfloat16: windows x heads x pieces x width -> seconds fused, written out")
    for shape in ((8, 12, 382, 32), (16, 12, 190, 32), (82, 4, 161, 48)):
        fused, written = (_seconds(_attention(shape, kind)) for kind in (True, False))
        print(f"  {' x '.join(map(str, shape))}: {fused:.3f} {written:.3f}")


def _seconds(run: Callable[[], object], repeats: int = 5) -> float:
    run()
    started = time.process_time()
    for _ in range(repeats):
        run()
    return (time.process_time() - started) / repeats


def _encode(session: Session, windows: int, pieces: int) -> Callable[[], object]:
    rng = np.random.default_rng(0)
    ids = rng.integers(1000, 20000, (windows, pieces)).astype(np.int32)
    features = rng.integers(0, 4, (windows, pieces, 4)).astype(np.int32)
    firsts = np.tile(np.arange(pieces - 20, dtype=np.int32), (windows, 1))
    return lambda: session.encode(ids, features, firsts)


def _attention(shape: tuple[int, int, int, int], fused: bool) -> Callable[[], object]:
    q, k, v = (torch.randn(shape, dtype=torch.bfloat16, requires_grad=True) for _ in range(3))
    bias = torch.zeros(shape[0], 1, 1, shape[2], dtype=torch.bfloat16)

    def run() -> None:
        if fused:
            seen = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        else:
            weight = torch.softmax(torch.matmul(q, k.transpose(-1, -2)) * shape[3] ** -0.5 + bias, -1)
            seen = torch.matmul(weight, v)
        seen.float().sum().backward()

    return run
