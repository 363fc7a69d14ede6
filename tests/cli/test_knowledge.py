"""`onrecord knowledge`: the tables, a name in them, and a user's own."""

import json

import pytest
from click.testing import CliRunner

from onrecord.cli.main import group


def ran(*arguments):
    """Return what the command line gives, settings of the current folder included."""
    return CliRunner().invoke(group, [*arguments], obj=None)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows(done):
    """Return the JSON lines printed."""
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.output.splitlines()]


def test_every_table_has_rows_and_sources(folder):
    """Each table of the package is listed with the number of its rows, and its sources with their licences."""
    listed = {row["table"]: row for row in rows(ran("knowledge", "--format", "jsonl"))}
    assert {"names", "agents", "weapons", "countries", "regions", "counties", "gazetteer"} <= set(listed)
    assert all(row["rows"] > 0 for row in listed.values())
    assert "CC BY 4.0" in listed["gazetteer"]["sources"]
    assert "MIT" in listed["names"]["sources"]


def test_a_name_is_shown_with_every_meaning(folder):
    """Georgia is a country with its codes and a state of the United States."""
    found = rows(ran("knowledge", "Georgia", "--format", "jsonl"))
    meanings = {(row["table"], row["country"]) for row in found}
    assert {("names", "GEO"), ("regions", "USA")} <= meanings
    assert "COW 372" in next(row["codes"] for row in found if row["country"] == "GEO")


def test_an_unknown_name_says_where_to_put_it(folder):
    """A name that no table has is an error that names the settings for a table of one's own."""
    done = ran("knowledge", "Xyzzyx Qwrt")
    assert done.exit_code == 1
    assert "[knowledge]" in done.output


def test_the_tables_named_in_the_settings_are_laid_over_ours(folder):
    """The paths count from the settings file; every command that resolves takes the user's rows."""
    own = folder / "own"
    own.mkdir()
    (own / "people.csv").write_text("name,kind,country,sectors\nOlga Brandt,person,KEN,BUS\n")
    (own / "places.csv").write_text("name,country,latitude,longitude\nBad Haas,DEU,50.25,8.61\n")
    (own / "onrecord.toml").write_text('[knowledge]\nnames = "people.csv"\nplaces = "places.csv"\n')
    settings = ("--settings", str(own / "onrecord.toml"))
    (row,) = rows(ran(*settings, "knowledge", "Olga Brandt", "--format", "jsonl"))
    assert (row["country"], row["source"]) == ("KEN", "people.csv:2")
    done = ran(*settings, "resolve", "place", "Bad Haas")
    assert "50.25" in done.output
    assert "KEN" in ran(*settings, "resolve", "actor", "Olga Brandt").output


def test_a_bad_row_stops_the_command_with_its_line(folder):
    """An unknown country in a user's table ends every command that resolves, with file and line."""
    (folder / "people.csv").write_text("name,kind,country\nOlga Brandt,person,Kenya\n")
    (folder / "onrecord.toml").write_text('[knowledge]\nnames = "people.csv"\n')
    for command in (("knowledge",), ("resolve", "actor", "Olga Brandt")):
        done = ran(*command)
        assert done.exit_code == 1
        assert "people.csv, line 2: the country 'Kenya'" in done.output
