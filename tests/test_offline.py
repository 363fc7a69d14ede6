"""
Nothing leaves this machine: the whole demonstration with the network out of reach.

Two walls. The interpreter's own audit events stop any socket but a local one that
Python code opens; where the system lets a user make an empty network namespace, the
run is repeated in one, which holds for native code too.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

WALL = """
import socket, sys

def wall(event, arguments):
    if event == "socket.__new__" and arguments[1] != getattr(socket, "AF_UNIX", None):
        raise RuntimeError(f"a socket was opened: {arguments}")
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.connect", "urllib.Request"):
        raise RuntimeError(f"the network was asked for: {event} {arguments}")

sys.addaudithook(wall)
"""

DEMO = WALL + "sys.argv = ['onrecord', 'demo']\nfrom onrecord.cli.main import main\nmain()\n"


def test_the_wall_stops_a_socket() -> None:
    """The audit hook refuses an internet socket, so the tests below can fail."""
    done = subprocess.run([sys.executable, "-c", WALL + "socket.socket()"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "a socket was opened" in done.stderr


def test_the_demo_opens_no_socket(tmp_path: Path) -> None:
    """`onrecord demo` builds its record without opening a socket or resolving a name."""
    done = subprocess.run([sys.executable, "-c", DEMO], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "reports" in done.stdout + done.stderr


def _may_unshare() -> bool:
    """Whether this system lets us make an empty network namespace."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return False
    return subprocess.run([unshare, "-r", "-n", "true"], capture_output=True, check=False).returncode == 0


def test_the_demo_runs_without_a_network(tmp_path: Path) -> None:
    """`onrecord demo` gives the same result in a namespace that has no network at all."""
    if not _may_unshare():
        pytest.skip("this system does not let a user make a network namespace")
    command = ["unshare", "-r", "-n", sys.executable, "-m", "onrecord", "demo"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
