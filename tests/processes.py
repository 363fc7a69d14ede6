"""Which processes a process has started, as Linux tells it in /proc."""

from pathlib import Path

import pytest

__all__ = ["children_of", "is_alive", "needs_proc"]

needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc, which is Linux's")


def children_of(parent: int) -> list[int]:
    """Return the living child processes of a process."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            state, above = _state_and_parent(int(folder.name))
            if above == parent and state not in ("Z", "X"):
                found.append(int(folder.name))
    return sorted(found)


def is_alive(process: int) -> bool:
    """Whether a process runs; one that has ended and is not yet collected does not."""
    return _state_and_parent(process)[0] not in ("Z", "X")


def _state_and_parent(process: int) -> tuple[str, int]:
    try:
        # the command in brackets may hold spaces; state and parent come after it
        state, parent = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[:2]
    except (FileNotFoundError, ProcessLookupError):
        return "X", 0
    return state, int(parent)
