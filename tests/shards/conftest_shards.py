"""A folder of small news to cut into shards, and what an undisturbed build makes of it."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pooled
import pytest
from newsroom import DAYS, OUTLETS, SENTENCES

from onrecord.assembly import build
from onrecord.cli.export import command as export
from onrecord.pipeline import Recipe
from onrecord.settings import Settings

Export = Callable[[Path], dict[str, bytes]]


def recipe(assemble=pooled.assemble, workers: int = 1) -> Recipe:
    """Return a recipe of scripted reading."""
    found = Recipe.of(assemble, Settings(workers=workers), None)
    assert found is not None
    return found


def texts(count: int) -> list[str]:
    """Return texts that share sentences, each with one of its own."""
    return [
        f"{SENTENCES[n % 10]} {SENTENCES[(n * 7 + 3) % 10]} Anna Berg said that depot {n} \ud800 was open."
        for n in range(count)
    ]


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Thirty texts, twenty JSON lines, an archive of ten, two copies, an empty file, one of no known kind."""
    monkeypatch.chdir(tmp_path)
    return write_news(tmp_path / "news")


def write_news(folder: Path) -> Path:
    """Write the news into a new folder and return it."""
    (folder / "town").mkdir(parents=True)
    written = texts(60)
    for n, text in enumerate(written[:30]):
        (folder / "town" / f"{n:02}.txt").write_bytes(f"Report {n}\n{text}".encode("utf-8", "surrogatepass"))
    lines = [
        {"id": f"q{n}", "text": text, "outlet": OUTLETS[n % 5], "published": DAYS[n % 4]}
        for n, text in enumerate(written[30:50])
    ]
    lines.append({"id": "q0", "text": "Another text under an id that is taken."})
    broken = "this is no JSON\n"
    (folder / "export.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines) + broken)
    with zipfile.ZipFile(folder / "old.zip", "w") as archive:
        for n, text in enumerate(written[50:]):
            archive.writestr(zipfile.ZipInfo(f"{n}.txt"), text.encode("utf-8", "surrogatepass"))
    for name in ("copy.txt", "zz.txt"):
        (folder / name).write_bytes((folder / "town" / "07.txt").read_bytes())
    (folder / "empty.txt").touch()
    (folder / "picture.png").write_bytes(b"\x89PNG")
    return folder


@pytest.fixture
def exported(tmp_path: Path) -> Export:
    """Return all that a record exports, file by file: the records as JSON lines, the tables as CSV."""

    def files(record: Path) -> dict[str, bytes]:
        out = tmp_path / f"out-{record.stem}"
        for arguments in (["-o", str(out / "records.jsonl")], ["-o", str(out / "tables"), "--as", "csv"]):
            export.main([str(record), *arguments, "--quiet"], standalone_mode=False)
        return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*.*"))}

    return files


@pytest.fixture
def undisturbed(news: Path, tmp_path: Path, exported: Export) -> dict[str, bytes]:
    """Return the export of one build of the news in one process."""
    build(["news"], tmp_path / "undisturbed.record", pipeline=recipe().pipeline())
    return exported(tmp_path / "undisturbed.record")
