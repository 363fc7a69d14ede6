"""The command as a process: pipes that close early, output encodings, help."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from scripted import raw_line, scripted_pipeline

from onrecord.pipeline import build_store
from onrecord.store import Store


@pytest.fixture
def record_path(tmp_path: Path) -> Path:
    path = tmp_path / "news.record"
    raws = [
        raw_line(f"x.jsonl:{n}", id=f"q{n}", text=f"Anna Berg said that \ud800 {n} bridges were closed.", outlet="Büge")
        for n in range(400)
    ]
    with Store(path, "w") as store:
        build_store(store, scripted_pipeline(), raws)
    return path


def onrecord(*words: object, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "onrecord", *map(str, words)], capture_output=True, **options)


@pytest.mark.parametrize("format", ["jsonl", "csv", "table", "json"])
def test_a_pipe_that_closes_early_is_no_error(record_path: Path, format: str) -> None:
    """When the reader of a pipe has seen enough, the command ends without a traceback."""
    command = [sys.executable, "-m", "onrecord", "find", str(record_path), "--format", format, "--limit", "400"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()
    assert b"Traceback" not in errors
    assert b"Exception" not in errors


@pytest.mark.parametrize("format", ["jsonl", "csv", "table"])
def test_any_text_passes_an_ascii_locale(record_path: Path, format: str) -> None:
    """Output is UTF-8 into pipes whatever the locale, and a lone surrogate is escaped, not an error."""
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = onrecord("find", record_path, "--format", format, "--limit", "3", env=environment)
    assert done.returncode == 0, done.stderr
    assert "\\ud800" in done.stdout.decode("utf-8")
    if format != "jsonl":
        assert "Büge" in done.stdout.decode("utf-8")


def test_data_and_talk_are_apart(record_path: Path) -> None:
    """Standard output holds rows only; what is said about them is on standard error."""
    done = onrecord("find", record_path, "--limit", "2")
    assert [json.loads(line)["kind"] for line in done.stdout.splitlines()] == ["statement", "statement"]
    assert b"there are more" in done.stderr


def test_errors_are_one_line(tmp_path: Path) -> None:
    """An error of ours is one line that begins with the name of the program, and exit code 1."""
    done = onrecord("status", tmp_path / "nowhere.record")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"onrecord: there is no record at")
    assert done.stderr.count(b"\n") == 1


def test_version_and_help() -> None:
    """The version is name and number; help lists every command without importing one."""
    assert onrecord("--version").stdout.startswith(b"onrecord ")
    script = "import sys; from onrecord.cli.main import group\ntry: group(['--help'])\nexcept SystemExit: pass\n"
    check = "print([m for m in sys.modules if m.startswith('onrecord.') and m not in "
    check += "('onrecord.cli', 'onrecord.cli.main', 'onrecord.errors')])"
    done = subprocess.run([sys.executable, "-c", script + check], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert "verify" in done.stdout
