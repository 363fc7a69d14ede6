"""Read the cases: one JSON object a line."""

import json
from pathlib import Path
from typing import Any

CASES = Path(__file__).parent / "cases"


def read_cases(name: str) -> list[dict[str, Any]]:
    """Return the cases of one file."""
    return [json.loads(line) for line in (CASES / name).read_text("utf-8").splitlines()]
