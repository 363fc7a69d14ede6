"""`onrecord export` in the formats of other tools, run as a caller runs it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from newsroom import build, report

from onrecord.cli.main import group


def run(*words: object, code: int = 0) -> Result:
    """Run a command and check its exit code."""
    result = CliRunner().invoke(group, [str(word) for word in words])
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds one record."""
    monkeypatch.chdir(tmp_path)
    raws = [
        report("r1", "Moscow accused Kyiv of shelling the port.", "Rain fell.", outlet="Bugle", published="2024-05-01"),
        report("r2", "Kyiv denied that it had shelled the port.", published="2024-05-02"),
    ]
    build(tmp_path / "news.record", raws)
    return tmp_path


def test_the_suffix_names_the_format(folder: Path) -> None:
    """A file is written in the format of its suffix, and what that cannot hold is said beside it and on the screen."""
    said = run("export", "news.record", "-o", "out/events.geojson").stderr
    assert json.loads((folder / "out/events.geojson").read_text()) == {"type": "FeatureCollection", "features": []}
    assert "left out: events without coordinates: 1" in said
    assert "events.geojson.left-out.json" in said
    assert (folder / "out/events.geojson.left-out.json").exists()


def test_the_name_of_the_format_wins(folder: Path) -> None:
    """`--as` decides, whatever the suffix; `-` is standard output, with nothing beside it."""
    run("export", "news.record", "-o", "events.txt", "--as", "acled")
    assert (folder / "events.txt").read_text().startswith("event_id_cnty,event_date,year,")
    shown = run("export", "news.record", "-o", "-", "--as", "plover").stdout
    assert [json.loads(line)["event"] for line in shown.splitlines()] == [["ACCUSE"]]
    assert run("export", "-o", "-", "--as", "bibtex", "-q").stdout.count("@") == 2
    assert not list(folder.glob("-*"))


def test_whole_texts_are_asked_for(folder: Path) -> None:
    """Texts go out with `--full-text`; a format that needs them says so and writes nothing."""
    run("export", "news.record", "-o", "tasks.jsonl", "--as", "prodigy")
    assert "Rain fell" not in (folder / "tasks.jsonl").read_text()
    run("export", "news.record", "-o", "tasks.jsonl", "--as", "prodigy", "--full-text")
    assert "Rain fell" in (folder / "tasks.jsonl").read_text()
    assert "--full-text" in run("export", "news.record", "-o", "cas", "--as", "inception", code=2).stderr
    assert not (folder / "cas").exists()
    run("export", "news.record", "-o", "cas", "--as", "inception", "--full-text")
    assert sorted(path.name for path in (folder / "cas").iterdir()) == [
        "TypeSystem.xml",
        "left-out.json",
        "r1.xmi",
        "r2.xmi",
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("-o", "gossip.parquet"), "names no table"),
        (("-o", "-", "--as", "obsidian"), "not standard output"),
        (("-o", "-", "--as", "csv"), "a file for each table"),
        (("-o", "news.record", "--as", "timemap"), "is a file"),
        (("-o", "page.docx"), "names no format"),
    ],
)
def test_what_cannot_be_is_refused(folder: Path, words: tuple[str, ...], found: str) -> None:
    """A place or a format that cannot be is a usage error before anything is written."""
    before = sorted(folder.iterdir())
    assert found in run("export", "news.record", *words, code=2).stderr
    assert sorted(folder.iterdir()) == before
