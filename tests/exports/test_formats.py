"""The registry of formats, and its page."""

import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.errors import StoreError
from onrecord.exports import FORMATS, Selection, Target, format_named, format_of_suffix
from onrecord.store import Store

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", [name for name, kind in FORMATS.items() if kind.extra != "spacy" and name != "brief"])
def test_every_format_says_what_it_writes(name: str) -> None:
    """Columns have a meaning, what is left out is a sentence, and what it writes is named once."""
    kind = format_named(name)
    assert kind.name == name
    assert kind.for_whom.endswith(".")
    if kind.texts.value.startswith("the whole text: it is the record"):
        assert not kind.left_out
    else:
        assert kind.columns
        assert all(meaning for _, meaning in kind.columns)
        assert len({column for column, _ in kind.columns}) == len(kind.columns)


def test_suffixes_name_one_format_each() -> None:
    """A suffix belongs to one format, and an unknown one to none."""
    suffixes = [suffix for kind in FORMATS.values() for suffix in kind.suffixes]
    assert len(suffixes) == len(set(suffixes))
    for suffix in suffixes:
        found = format_of_suffix(suffix.upper())
        assert found is not None
        assert suffix in found.suffixes
    assert format_of_suffix(".docx") is None


def test_a_format_that_is_not_there_is_named(examples: Store, tmp_path: Path) -> None:
    """An unknown name is an error that lists the known ones; a row without its module is no format."""
    with pytest.raises(StoreError, match="expected one of jsonl, json, csv"):
        format_named("docx")
    for name, kind in FORMATS.items():
        assert (ROOT / "src/onrecord/exports" / f"{kind.module}.py").exists(), name


@pytest.mark.parametrize(
    ("name", "path", "found"),
    [
        ("csv", "gossip.csv", "names no table"),
        ("parquet", None, "a file for each table"),
        ("timemap", None, "not standard output"),
        ("obsidian", "file.txt", "is a file"),
        ("inception", "cas", "--full-text"),
    ],
)
def test_a_place_that_cannot_be(examples: Store, tmp_path: Path, name: str, path: str | None, found: str) -> None:
    """What cannot be written there is refused before anything is, and says what to do."""
    (tmp_path / "file.txt").touch()
    target = Target(tmp_path / path if path else None)
    with pytest.raises(StoreError, match=found):
        format_named(name).write(Selection(store=examples), target)
    assert [each.name for each in tmp_path.iterdir()] == ["file.txt"]


def _without_pyarrow(record: Path, name: str, out: Path) -> subprocess.CompletedProcess[str]:
    """Run the command where the optional library is not installed."""
    words = ["export", str(record), "-o", str(out), "--as", name]
    blocked = "import sys; sys.modules['pyarrow'] = None"
    code = f"{blocked}\nfrom onrecord.cli.main import main\nsys.argv[1:] = {words!r}\nmain()"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_a_missing_library_is_named(examples_path: Path, tmp_path: Path) -> None:
    """Without pyarrow Parquet says what to install, and a dataset is made of JSON lines."""
    done = _without_pyarrow(examples_path, "parquet", tmp_path / "tables")
    assert done.returncode == 1
    assert "pip install 'onrecord[parquet]'" in done.stderr
    done = _without_pyarrow(examples_path, "huggingface", tmp_path / "dataset")
    assert done.returncode == 0, done.stderr
    assert "data/events/train-00000-of-00001.jsonl" in (tmp_path / "dataset" / "README.md").read_text("utf-8")
    assert list((tmp_path / "dataset").rglob("*.jsonl"))
    assert not list((tmp_path / "dataset").rglob("*.parquet"))


def test_the_page_of_formats_is_in_step() -> None:
    """docs/formats-out.md is what the registry says."""
    pytest.importorskip("spacy", reason="the page names the columns of the DocBin, which needs spaCy")
    command = [sys.executable, str(ROOT / "docs" / "formats_out.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
