"""The example reports: what they promise about themselves."""

import json
import re
import zipfile
from pathlib import Path

REPORTS = Path(__file__).resolve().parent.parent / "examples" / "reports"
PAGE = (REPORTS.parent / "README.md").read_text(encoding="utf-8")


def test_every_example_is_described() -> None:
    """Each file of examples/reports has its line in examples/README.md, and each file named there exists."""
    files = {path.relative_to(REPORTS).as_posix() for path in REPORTS.rglob("*") if path.is_file()}
    named = set(re.findall(r"`([\w./-]+/[\w./-]+\.(?:html|txt|md|jsonl|zip))`", PAGE))
    assert files == named


def test_the_wire_story_stands_in_four_outlets() -> None:
    """Four outlets carry the same sentence under four credit lines."""
    shared = "The parade marked the 70th anniversary of the armistice that halted the Korean War."
    carriers = [
        path.parent.name
        for path in REPORTS.rglob("*")
        if path.is_file() and path.suffix != ".zip" and shared in path.read_bytes().decode("utf-8", "replace")
    ]
    assert sorted(carriers) == ["gull-rock-gazette", "harbour-courier", "larkmoor-post", "tidewater-ledger"]


def test_the_containers_are_whole() -> None:
    """The archive passes its checksums and every JSON line is an object with an id and a text."""
    with zipfile.ZipFile(REPORTS / "larkmoor-post" / "archive-2023.zip") as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 3
    lines = (REPORTS / "tidewater-ledger" / "export.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert all(row["id"] and row["text"].startswith(row["title"]) for row in rows)
