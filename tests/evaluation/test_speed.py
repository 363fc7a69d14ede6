"""Memory is measured over the whole process tree."""

import sys
from pathlib import Path

import pytest
from evaluation.speed import measure

pytestmark = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads /proc, which is Linux's")

MEGABYTE = 1_000_000
CHILD = f"import time; held = b'x' * (60 * {MEGABYTE}); time.sleep(0.4)"
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {CHILD!r}], check=True)"


def test_memory_of_children_counts() -> None:
    """A process whose child holds 60 MB is seen to hold at least that."""
    assert measure([sys.executable, "-c", PARENT]).peak_bytes > 60 * MEGABYTE


def test_exit_code_and_talk_are_kept() -> None:
    """What the command says on standard error and its exit code come back."""
    run = measure([sys.executable, "-c", "import sys; print('skipped', file=sys.stderr); sys.exit(3)"])
    assert (run.code, run.talk) == (3, "skipped\n")
