"""
The map from characters to bytes, packed into one blob.

    (Run(0, 120, 512, 1), Run(120, 1, 632, 3))   ->   about ten bytes

Each run is four unsigned LEB128 varints: the gap between its first character and
the end of the run before it (zigzag; 0 where runs tile the text), its length, the gap
between its first byte and the end of the run before it (zigzag: it may be
negative), and its width. All of that is deflated with zlib. No run: an empty blob.
"""

import zlib
from collections.abc import Iterator

from onrecord.errors import StoreError
from onrecord.records import Run

__all__ = ["pack_runs", "unpack_runs"]


def pack_runs(runs: tuple[Run, ...]) -> bytes:
    """Return the runs as one blob."""
    packed = bytearray()
    text_end = raw_end = 0
    for run in runs:
        for number in (_zigzag(run.text_start - text_end), run.length, _zigzag(run.raw_start - raw_end), run.width):
            while number > 0x7F:
                packed.append(number & 0x7F | 0x80)
                number >>= 7
            packed.append(number)
        text_end = run.text_start + run.length
        raw_end = run.raw_start + run.length * run.width
    return zlib.compress(bytes(packed)) if packed else b""


def unpack_runs(blob: bytes) -> tuple[Run, ...]:
    """Return the runs of a blob; `StoreError` where it is not one."""
    try:
        numbers = list(_varints(zlib.decompress(blob))) if blob else []
    except zlib.error as error:
        raise StoreError(f"a map of characters to bytes is damaged: {error}; build the record again") from error
    runs = []
    text_end = raw_end = 0
    for text_gap, length, raw_gap, width in zip(*[iter(numbers)] * 4, strict=True):
        run = Run(text_end + _unzigzag(text_gap), length, raw_end + _unzigzag(raw_gap), width)
        runs.append(run)
        text_end, raw_end = run.text_start + length, run.raw_start + length * width
    return tuple(runs)


def _varints(packed: bytes) -> Iterator[int]:
    number = shift = 0
    for byte in packed:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield number
            number = shift = 0


def _zigzag(number: int) -> int:
    return number * 2 if number >= 0 else -number * 2 - 1


def _unzigzag(number: int) -> int:
    return number // 2 if number % 2 == 0 else -(number + 1) // 2
