"""Memory of a process and of all that it started, with real processes."""

import os
import subprocess
import sys

import pytest
from evaluation.speed import resident_bytes, resident_sizes

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")

_WAITS = "print('ready', flush=True); input()"
_PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {_WAITS!r}])"


def test_a_child_and_its_child_are_weighed() -> None:
    """Each once, whoever started it; nothing once they have ended."""
    with subprocess.Popen([sys.executable, "-c", _PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"ready\n"
        sizes = resident_sizes(parent.pid)
        assert len(sizes) == 2
        assert min(sizes) > 1_000_000
        assert len(resident_sizes(os.getpid())) >= 3
        parent.communicate(b"\n")
        assert resident_bytes(parent.pid) == 0
