"""Behaviour kept as data: one JSON object a line in tests/cases."""

import json
from pathlib import Path
from typing import Any

import pytest

__all__ = ["cases", "read_cases"]


def read_cases(name: str) -> list[dict[str, Any]]:
    """Return the rows of `tests/cases/{name}.jsonl`."""
    lines = (Path(__file__).parent / "cases" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def cases(name: str) -> list[Any]:
    """Return the cases of a file as pytest parameters; a known failure is a strict xfail."""
    return [
        pytest.param(
            row,
            id=row["comment"],
            marks=[pytest.mark.xfail(reason=row["comment"], strict=True)] if row.get("expect") == "fail" else [],
        )
        for row in read_cases(name)
    ]
