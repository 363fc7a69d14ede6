"""
How long each format out takes and how much memory, from a record at hand.

    python -m evaluation.exports STORE [--formats NAME…]

Runs `onrecord export` once for each format, each in its own process, and prints seconds, peak memory and bytes written.
Formats stream their rows, so that peaks of a small and a large record lie close together; `docbin` into one file is the
exception, and is measured as a folder. A store of any reader will do.
"""

import argparse
import shutil
import tempfile
from pathlib import Path

from evaluation.speed import ONRECORD, Measured, measure

__all__ = ["measure_format"]


def main() -> None:
    """Print one line for each format."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.exports", description="Time and memory of each format.")
    parser.add_argument("store", type=Path)
    parser.add_argument("--formats", nargs="*", help="default: all of them")
    options = parser.parse_args()
    names = options.formats or _names()
    print(f"{'format':16} {'seconds':>8} {'peak MB':>8} {'bytes':>12}")
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            run, size = measure_format(options.store, name, Path(folder))
            print(f"{name:16} {run.seconds:8.1f} {run.peak_bytes / 1e6:8.0f} {size:12}", flush=True)


def measure_format(store: Path, name: str, folder: Path) -> tuple[Measured, int]:
    """Export a record once into a new folder; return time and memory, and the bytes written."""
    out = folder / name
    run = measure([*ONRECORD, "export", str(store), "-o", str(out), "--as", name, "--full-text", "-q"])
    if run.code != 0:
        raise SystemExit(f"evaluation: onrecord export --as {name} ended with {run.code}:\n{run.talk[-2000:]}")
    size = _size(out)
    if out.is_dir():
        shutil.rmtree(out)
    return run, size


def _names() -> list[str]:
    """Return the formats that the command knows."""
    from onrecord.exports import FORMATS

    return list(FORMATS)


def _size(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(each.stat().st_size for each in files if each.is_file())


if __name__ == "__main__":
    main()
