"""`onrecord open`: the room as a process, and what it says where it cannot open."""

import re
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner
from newsroom import build, report

from onrecord.cli.main import group


@pytest.fixture
def path(tmp_path: Path) -> Path:
    build(tmp_path / "a.record", [report("r1", "Anna Berg said that it rained.")])
    return tmp_path / "a.record"


def test_the_room_opens_at_a_free_port_and_closes_on_ctrl_c(path: Path) -> None:
    """The address printed answers; the port asked for was taken, so another is; Ctrl-C ends it with success."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "onrecord", "open", str(path), "--no-browser", "--port", str(port)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as room:
            address = room.stdout.readline().strip()
            match = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/", address)
            assert match
            assert int(match[1]) != port
            with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310  # our own address
                assert b"1 report" in answer.read()
            room.send_signal(signal.SIGINT)
            said = room.stderr.read()
    assert room.returncode == 0
    assert f"port {port} is taken" in said
    assert "is closed" in said
    assert "Traceback" not in said


def test_others_need_a_token(path: Path) -> None:
    """A host that others reach is refused without a token, before anything listens."""
    done = CliRunner().invoke(group, ["open", str(path), "--host", "0.0.0.0", "--no-browser"])  # noqa: S104
    assert done.exit_code == 2
    assert "--token" in done.output


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "there is no record at"), (b"hello", "is not a record"), (b"SQLite format 3\x00", "cut short")],
)
def test_what_is_no_record_is_said(tmp_path: Path, content: bytes | None, words: str) -> None:
    """A record that is missing or damaged is one line that says what to do, and nothing stays open."""
    path = tmp_path / "a.record"
    if content is not None:
        path.write_bytes(content)
    done = CliRunner().invoke(group, ["open", str(path), "--no-browser", "--port", "0"])
    assert done.exit_code == 1
    assert words in done.output


def test_a_record_of_a_later_version_is_said(path: Path) -> None:
    """A record that a later onrecord made is left as it is."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    done = CliRunner().invoke(group, ["open", str(path), "--no-browser", "--port", "0"])
    assert done.exit_code == 1
    assert "upgrade onrecord" in done.output


def test_a_host_that_is_not_ours_is_said(path: Path) -> None:
    """An address of another computer cannot be listened on."""
    done = CliRunner().invoke(group, ["open", str(path), "--host", "192.0.2.1", "--token", "a", "--no-browser"])
    assert done.exit_code == 1
    assert "cannot listen on 192.0.2.1" in done.output
