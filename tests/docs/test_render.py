"""Blocks of the documentation are filled by running their commands."""

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest

PATH = Path(__file__).resolve().parent.parent.parent / "docs" / "render.py"
SPEC = importlib.util.spec_from_file_location("render", PATH)
assert SPEC is not None
assert SPEC.loader is not None
MODULE = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(MODULE)
render: Callable[..., str] = MODULE.render


def block(kind: str, command: str, shown: str = "") -> str:
    """Return a page of one block."""
    return f"above\n<!-- {kind}: {command} -->\n{shown}<!-- end -->\nbelow\n"


def test_a_block_shows_its_command_and_what_it_printed(tmp_path: Path) -> None:
    """Command and output stand as a terminal shows them; text around the block stays."""
    shown = "```console\n$ echo one; echo two >&2\none\ntwo\n```\n"
    assert render(block("run", "echo one; echo two >&2"), tmp_path) == block("run", "echo one; echo two >&2", shown)


def test_filling_a_filled_page_changes_nothing(tmp_path: Path) -> None:
    """Old output is replaced, not added to."""
    once = render(block("run", "echo one", "stale\n"), tmp_path)
    assert "stale" not in once
    assert render(once, tmp_path) == once


def test_blocks_share_a_folder_and_the_last_id(tmp_path: Path) -> None:
    """A later command sees the files of an earlier one, and ID stands for the id shown above."""
    page = block("transcript", "echo eabcdefghijkl | tee made") + block("transcript", "grep ID made")
    assert "$ grep eabcdefghijkl made\neabcdefghijkl\n" in render(page, tmp_path)


def test_an_id_is_where_commands_print_one(tmp_path: Path) -> None:
    """ID is the first id of a line or of a row in JSON, of whatever row; a word inside a line is none."""
    page = block("transcript", "echo said: conversations; echo cabcdefghijkl DISPUTED") + block("transcript", "echo ID")
    assert "$ echo cabcdefghijkl\n" in render(page, tmp_path)
    page = block("transcript", 'echo \'{"id": "rabcdefghijkl"}\'') + block("transcript", "echo ID")
    assert "$ echo rabcdefghijkl\n" in render(page, tmp_path)


def test_a_silent_command_shows_itself_alone(tmp_path: Path) -> None:
    """A command that prints nothing leaves no empty line behind it."""
    assert "```console\n$ true\n```\n" in render(block("transcript", "true"), tmp_path)


def test_transcripts_are_not_checked(tmp_path: Path) -> None:
    """Only blocks of the kinds asked for are run."""
    page = block("transcript", "false", "kept\n")
    assert render(page, tmp_path, kinds=("run",)) == page


def test_a_failing_command_is_an_error(tmp_path: Path) -> None:
    """A page cannot show a failure as if it were output."""
    with pytest.raises(SystemExit, match="false ended with 1"):
        render(block("run", "false"), tmp_path)
