"""The example reports: what they promise about themselves."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord import Ledger, Store, build

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


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A record of the example reports, read by the shipped reader."""
    path = tmp_path_factory.mktemp("examples") / "examples.record"
    build([REPORTS], path)
    with Store(path) as store:
        yield store


def test_four_carriers_are_one_source(examples: Store) -> None:
    """What only four carriers of one wire story tell has one outlet as source, and one speaker where one is quoted."""
    ledger = Ledger(examples)
    (family,) = {row["family"] for row in ledger.families()}
    assert len(ledger.families(family)) == 4
    question = "SELECT id FROM claims WHERE kind = 'event' AND reports = 4 AND families = 1"
    told = [ledger.claim(claim) for (claim,) in examples.sql(question).rows]
    assert told
    for sheet in told:
        quoted = {account.via is not None for account in sheet.accounts if account.stance == "assert"}
        assert sheet.claim.outlets == 3  # the fourth names none
        assert sheet.claim.sources == len(quoted)


def test_the_accusation_and_its_denial_are_one_disputed_claim(examples: Store) -> None:
    """That North Korea sent arms to Russia is one claim, which Washington makes and Pyongyang denies."""
    ledger = Ledger(examples)
    sides = set()
    for claim in ledger.claims(standing="disputed", who="North Korea"):
        accounts = ledger.claim(claim.id).accounts
        said = {each.report for each in accounts if each.stance == "assert"}
        denied = {each.report for each in accounts if each.stance == "deny"}
        if said - denied and denied:
            sides |= {each.speaker_name for each in accounts if each.stance == "deny"}
            assert claim.sources >= 1
            assert claim.sources_denying >= 1
    assert any("North Korea" in (name or "") for name in sides)


def test_the_correction_takes_back_what_it_corrects(examples: Store) -> None:
    """What the corrected report says of its earlier version is a claim that the outlet retracts."""
    (claim,) = Ledger(examples).claims(standing="retracted")
    assert "August 1" in claim.what
    assert claim.standing_words == "retracted by Larkmoor Post"
