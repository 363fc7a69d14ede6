"""Where the reference folder is, and how its rows are read."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["SHARED", "jsonl"]

_ROOT = Path(__file__).resolve().parents[1]
SHARED = next((shared for parent in _ROOT.parents if (shared := parent / "shared").is_dir()), _ROOT.parent / "shared")


def jsonl(*path: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a JSON-lines file under the reference folder."""
    for line in SHARED.joinpath(*path).read_text("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)
