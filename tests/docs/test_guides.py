"""The guides do what they show: their commands run, one after the other, and so does their Python."""

import importlib.util
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from onrecord.cli.main import COMMANDS, group

ROOT = Path(__file__).resolve().parents[2]
SPEC = importlib.util.spec_from_file_location("render", ROOT / "docs" / "render.py")
assert SPEC is not None
assert SPEC.loader is not None
render = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(render)

PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
WITH_PYTHON = (*render.GUIDES, ROOT / "docs" / "data-model.md", ROOT / "docs" / "reference" / "python.md")
NEEDS = {"pdfs.md": "pypdfium2", "many.md": "duckdb"}
"""What a guide says must be installed first."""
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
MARKED = re.compile(r"<!-- (?:run|transcript|opened): .+? -->\n.*?<!-- end -->", re.S)


def name_of(path: Path) -> str:
    """Name a page in a test's id by its path from the root."""
    return path.relative_to(ROOT).as_posix()


def commands(text: str) -> Iterator[str]:
    """Yield the commands that a page shows in blocks, without what they print."""
    for language, block in FENCE.findall(text):
        if language == "console":
            yield from (line[2:] for line in block.splitlines() if line.startswith("$ "))


def mentioned(text: str) -> Iterator[str]:
    """Yield the commands that the running text of a page names."""
    yield from (" ".join(named.split()) for named in re.findall(r"`(onrecord\s[a-z-][^`]*)`", FENCE.sub("", text)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every command of the guides has run."""
    made: Path = render.with_copies(tmp_path_factory.mktemp("guides"))
    for page in render.GUIDES:
        if page.name not in NEEDS or importlib.util.find_spec(NEEDS[page.name]):
            render.render(page.read_text(encoding="utf-8"), made)
    return made


def test_every_command_of_the_guides_runs(folder: Path) -> None:
    """The commands of tutorial and how-tos end well, in their order, and leave what the pages say they make."""
    made = ("examples.record", "demo.record", "tables/events.csv", "brief.html", "corrections.jsonl", "bundle.json")
    assert [name for name in made if not (folder / name).stat().st_size] == []


@pytest.mark.parametrize("page", WITH_PYTHON, ids=name_of)
def test_the_python_of_the_guides_runs(folder: Path, page: Path) -> None:
    """What the pages show in Python runs beside the record that the tutorial has built."""
    if page.name in NEEDS:
        pytest.importorskip(NEEDS[page.name])
    for language, block in FENCE.findall(page.read_text(encoding="utf-8")):
        if language == "python":
            done = subprocess.run(
                [sys.executable, "-c", block], cwd=folder, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stderr


def test_the_room_opens_as_shown(folder: Path) -> None:
    """The record of the tutorial opens in the browser: the command shown prints the address of a page."""
    pytest.importorskip("starlette")
    (shown,) = re.findall(r"<!-- opened: onrecord (.+?) -->", (ROOT / "docs" / "tutorial.md").read_text("utf-8"))
    command = [sys.executable, "-m", "onrecord", *shown.split(), "--no-browser", "--port", "0", "--quiet"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as room:
        assert room.stdout is not None
        try:
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", room.stdout.readline().strip())
        finally:
            room.terminate()


@pytest.mark.parametrize("page", render.GUIDES, ids=name_of)
def test_no_guide_shows_a_command_that_is_not_run(page: Path) -> None:
    """Outside of blocks that are run, a guide shows how to install and nothing else; the extras it names exist."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    for command in commands(MARKED.sub("", page.read_text(encoding="utf-8"))):
        assert re.fullmatch(r"python3 -m venv \.venv|(\.venv/bin/)?pip install \"(onrecord|\.)\[\w+\]\"", command)
        assert set(re.findall(r"\[(\w+)\]", command)) <= set(extras)


def test_every_guide_is_run() -> None:
    """Each page under docs/howto stands in the list of those whose commands are run."""
    assert set((ROOT / "docs" / "howto").glob("*.md")) == {
        page for page in render.GUIDES if page.parent.name == "howto"
    }


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_option_shown_exists(page: Path) -> None:
    """A command that any page shows or names, run or not, is one of onrecord's and has the options it is given."""
    context = click.Context(group)
    text = page.read_text(encoding="utf-8")
    for command in (*commands(text), *mentioned(text)):
        for verb, rest in re.findall(r"\bonrecord (?:--settings \S+ )?([a-z]+)\b([^|<>&]*)", command):
            assert verb in COMMANDS, command
            found = group.get_command(context, verb)
            assert found is not None
            nested = found.commands.values() if isinstance(found, click.Group) else ()
            known = {option for each in (found, *nested) for option in options(each)}
            assert set(re.findall(r"(?<=\s)--?[a-z][\w-]*", re.sub(r'"[^"]*"|\'[^\']*\'', "", rest))) <= known, command


def options(command: click.Command) -> set[str]:
    """Return the options of a command, its help included."""
    given = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    return given | {"--help", "-h"}
