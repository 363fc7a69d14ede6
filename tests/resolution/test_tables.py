"""The tables of the package, and tables that are not there."""

from pathlib import Path

import pytest

import onrecord.resolution
from onrecord.errors import KnowledgeError
from onrecord.resolution.gazetteer import find_cities
from onrecord.resolution.tables import Tables, load_tables
from onrecord.resolution.weapons import weapon_of

FOLDER = Path(onrecord.resolution.__file__).parent / "tables"


def test_a_holder_of_an_office_is_valid_on_his_days_only():
    """A dated row says on which days it holds."""
    rows = load_tables().names("sergei shoigu")
    assert {row.office for row in rows if row.holds_on("2023-07-27")} == {"defense minister"}
    assert not any(row.office == "defense minister" for row in rows if row.holds_on("2024-06-01"))


def test_every_row_has_its_source():
    """No fact is without provenance."""
    for line in (FOLDER / "names.tsv").read_text("utf-8").splitlines()[1:]:
        columns = line.split("\t")
        assert len(columns) == 11
        assert columns[-1]


def test_the_gazetteer_finds_first_and_last_and_nothing_between():
    """The search in the sorted file finds its ends, and no name that is not there."""
    lines = (FOLDER / "gazetteer.tsv").read_bytes().splitlines()
    for line in (lines[0], lines[-1], lines[len(lines) // 2]):
        key = line.split(b"\t")[0].decode()
        assert find_cities(key)
    assert find_cities("zzzz no such town") == ()
    assert find_cities("") == ()


def test_tables_stay_small():
    """All tables together are under 25 MB."""
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 25_000_000


def test_a_missing_table_is_said_so(tmp_path):
    """A folder without the tables is an error that names the table."""
    with pytest.raises(KnowledgeError, match=r"names\.tsv"):
        Tables(tmp_path)


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("122mm “Grad” multiple launch rocket systems", "122mm rocket"),
        ("North Korean rockets", "rocket"),
        ("152mm howitzers", "152mm howitzer"),
        ("long-range civilian drones", "drone"),
        ("a trade deal", None),
    ],
)
def test_a_weapon_has_its_family(text, family):
    """The most particular name in a phrase gives the family."""
    found = weapon_of(text)
    assert (found.family if found else None) == family
