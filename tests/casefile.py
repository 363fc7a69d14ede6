"""Behaviour kept as data: one JSON object a line in tests/cases."""

import json
from pathlib import Path
from typing import Any

import pytest

__all__ = ["cases"]


def cases(name: str) -> list[Any]:
    """Return the cases of a file as pytest parameters; a known failure is a strict xfail."""
    lines = (Path(__file__).parent / "cases" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return [
        pytest.param(
            row,
            id=row["comment"],
            marks=[pytest.mark.xfail(reason=row["comment"], strict=True)] if row.get("expect") == "fail" else [],
        )
        for row in rows
    ]
