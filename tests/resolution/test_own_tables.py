"""A user's own tables: what they change, and what is refused with file and line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import KnowledgeError
from onrecord.resolution import Resolver, load_tables, look_up, resolve_actor, resolve_place, summaries

NAMES = "name,kind,country,sectors,canonical,office,rank,from,to\n"
PLACES = "name,country,latitude,longitude\n"


@pytest.fixture
def written(tmp_path):
    """Return a function that writes a table and gives its path."""

    def write(text, name="own.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


def test_a_row_of_the_users_replaces_ours(written):
    """A name of the user's table means what the user says, on the days the user says, and names file and line."""
    own = NAMES + (
        "Olga Brandt,person,KEN,GOV MIL,,defense minister,minister,2023-01-01,2023-12-31\n"
        "Kremlin,organization,KEN,BUS,Kremlin Hotel,,,,\n"
    )
    tables = load_tables().with_own(names=written(own, "people.csv"))
    found = resolve_actor("Olga Brandt", "2023-07-01", tables=tables)
    assert (found.country, found.sectors, found.office) == ("KEN", ("GOV", "MIL"), "defense minister")
    assert resolve_actor("Olga Brandt", "2024-07-01", tables=tables).sectors == ("ELI",)
    assert resolve_actor("the Kremlin", tables=tables).country == "KEN"
    assert resolve_actor("the Kremlin").country == "RUS"
    assert [row.source for row in look_up("Kremlin", tables) if row.table == "names"] == ["people.csv:3"]


def test_a_place_of_the_users_is_found(written):
    """A place that no gazetteer has is found where the user put it."""
    tables = load_tables().with_own(places=written(PLACES + "Bad Haas,DEU,50.25,8.61\n"))
    found = resolve_place("Bad Haas", "He left Bad Haas.", tables=tables)
    assert (found.country, found.latitude, found.longitude, found.geonameid) == ("DEU", 50.25, 8.61, None)
    assert found.rule == "own table"
    assert {summary.table: summary.rows for summary in summaries(tables)}["own places"] == 1


def test_records_made_with_other_tables_are_told_apart(written):
    """The version of the stage changes with the user's tables, and is the same for the same ones."""
    own, other = written(PLACES + "Bad Haas,DEU,50.25,8.61\n"), written(PLACES + "Haas,DEU,50.25,8.61\n", "b.csv")
    versions = [Resolver.load(places=path).version for path in (None, own, own, other)]
    assert versions[1] == versions[2]
    assert len(set(versions)) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (NAMES + "Olga Brandt,person,KE,,,,,,\n", "own.csv, line 2: the country 'KE'"),
        (NAMES + "Olga Brandt,person,ken,,,,,,\n", "did you mean KEN?"),
        (NAMES + "Olga Brandt,boss,KEN,,,,,,\n", "line 2: the kind 'boss'; expected one of person"),
        (NAMES + "Olga Brandt,person,KEN,GOVT,,,,,\n", "did you mean GOV?"),
        (NAMES + "Olga Brandt,person,KEN,GOV,,,minster,,\n", "did you mean minister?"),
        (NAMES + "Olga Brandt,person,KEN,GOV,,,,2023-02-30,\n", "line 2: the day '2023-02-30' in the column from"),
        (NAMES + "Olga Brandt,person,KEN,GOV,,,,01/02/2023,\n", "expected a day of the calendar"),
        (NAMES + "Olga Brandt,person,KEN,GOV,,,,2023-02-02,2022-02-02\n", "a first day that is not after the last"),
        (
            NAMES + "Olga Brandt,person,KEN,GOV,,,,,2023-02-02\nolga brandt,person,KEN,MIL,,,,2023-02-02,\n",
            "line 3: 'olga brandt' at the same time as in line 2",
        ),
        (NAMES + "x" * 1000 + ",person,KEN,,,,,,\n", "line 2: a name of 1000 characters; expected at most 200"),
        (NAMES + "Оlga Brandt,person,KEN,,,,,,\n", "in Cyrillic and Latin letters"),
        (NAMES + "...,person,KEN,,,,,,\n", "expected a name with letters or digits"),
        (NAMES + ",person,KEN,,,,,,\n", "line 2: no name"),
        (NAMES + "Olga Brandt,person,KEN\n", "line 2: 3 cells; expected 9"),
        (NAMES + '"Olga\nBrandt",person,KEN,,,,,,\n', "a line break, tab or control character in the column name"),
        (NAMES + '"Olga Brandt,person,KEN,,,,,,\n', "expected CSV with quotes in pairs"),
        (NAMES + "Ruritania,name,,,,,,,\n", "line 2: no country"),
        ("name,kind,land\nOlga Brandt,person,KEN\n", "line 1: the column 'land'"),
        ("name,name,kind\nOlga,Olga,person\n", "line 1: the column 'name' twice"),
        ("name,country\nOlga Brandt,KEN\n", "line 1: no column 'kind'"),
        ("", "line 1: no column 'name'"),
    ],
)
def test_a_bad_row_of_names_is_refused(written, text, said):
    """The file and line are named, what was found and what was expected."""
    with pytest.raises(KnowledgeError) as caught:
        load_tables().with_own(names=written(text))
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (PLACES + "Bad Haas,DEU,91,8\n", "own.csv, line 2: the latitude 91; expected a place in this world"),
        (PLACES + "Bad Haas,DEU,50,-180.5\n", "the longitude -180.5"),
        (PLACES + "Bad Haas,DEU,nan,8\n", "the latitude nan; expected a place in this world"),
        (PLACES + "Bad Haas,DEU,50°N,8\n", "expected degrees as a number"),
        (PLACES + "Bad Haas,,50,8\n", "line 2: no country"),
        (PLACES + "Bad Haas,IGO,50,8\n", "expected a country on the map"),
        (PLACES + "Bad Haas,DEU,50,8\nBad Haas,DEU,50,8\n", "line 3: 'Bad Haas' a second time"),
        ("name,country,latitude,longitude,population\nBad Haas,DEU,50,8,many\n", "expected a whole number, or nothing"),
    ],
)
def test_a_bad_row_of_places_is_refused(written, text, said):
    """A place outside the world, without a country or twice is no place."""
    with pytest.raises(KnowledgeError) as caught:
        load_tables().with_own(places=written(text))
    assert said in str(caught.value)


def test_a_file_that_is_no_table_is_refused(tmp_path, written):
    """A file that is not there, or not in UTF-8, is named."""
    with pytest.raises(KnowledgeError, match=r"none\.csv cannot be read"):
        load_tables().with_own(names=tmp_path / "none.csv")
    with pytest.raises(KnowledgeError, match="is not UTF-8"):
        load_tables().with_own(names=written(NAMES + "Michèle,person,KEN,,,,,,\n", encoding="latin-1"))


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_a_table_or_refused(tmp_path_factory, text):
    """Whatever stands in the file, there is a table or an error that names the file."""
    path = tmp_path_factory.mktemp("own") / "own.csv"
    path.write_text(NAMES + text, encoding="utf-8", errors="replace", newline="")
    refusal = None
    try:
        load_tables().with_own(names=path)
    except KnowledgeError as error:
        refusal = str(error)
    assert refusal is None or "own.csv" in refusal
