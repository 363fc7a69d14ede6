"""Settings: command line, then environment, then file, then default."""

from pathlib import Path

import pytest

from onrecord.errors import SettingsError
from onrecord.settings import Settings


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "onrecord.toml"


def test_the_defaults_stand_without_a_file(file: Path) -> None:
    """Without file, environment or option, the defaults are in force."""
    assert Settings.load(environment={}) == Settings()


def test_the_nearer_word_wins(file: Path) -> None:
    """An option beats the environment, the environment beats the file, the file beats the default."""
    file.write_text("threads = 1\nbatch_reports = 2\n[limits]\nmax_file_bytes = 3\n[min_score]\nfind = 0.5\n")
    environment = {"ONRECORD_BATCH_REPORTS": "20", "ONRECORD_LIMITS_MAX_FILE_BYTES": "30", "PATH": "/bin"}
    settings = Settings.load(environment=environment, given={"limits.max_file_bytes": 300, "threads": None})
    assert (settings.threads, settings.batch_reports, settings.limits.max_file_bytes) == (1, 20, 300)
    assert settings.min_score.find == 0.5


def test_a_named_file_is_read_instead(file: Path, tmp_path: Path) -> None:
    """The file of ONRECORD_SETTINGS is read in place of the one in the folder, and an option beats both."""
    file.write_text("threads = 1\n")
    named, given = tmp_path / "other.toml", tmp_path / "third.toml"
    named.write_text("threads = 2\n")
    given.write_text("threads = 3\n")
    environment = {"ONRECORD_SETTINGS": str(named)}
    assert Settings.load(environment=environment).threads == 2
    assert Settings.load(given, environment=environment).threads == 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("thread = 1", "no setting 'thread'; the nearest is 'threads'"),
        ("[limits]\nmax_file_byte = 1", "no setting 'limits.max_file_byte'; the nearest is 'limits.max_file_bytes'"),
        ("[min_score]\nfnd = 0.5", "the nearest is 'min_score.find'"),
        ("threads = 'two'", "threads is 'two'; expected a whole number"),
        ("threads = true", "threads is True; expected a whole number"),
        ("threads = 0", "threads is 0; expected a whole number from 1"),
        ("batch_reports = 1.5", "batch_reports is 1.5; expected a whole number"),
        ("[limits]\nmax_depth = 0", "max_depth is 0"),
        ("[min_score]\nfind = 2", "min_score.find is 2.0; expected a number from 0 to 1"),
        ("[knowledge]\nnames = 1", "knowledge.names is 1; expected the path of a file"),
        ("[knowledge]\nname = 'a.csv'", "the nearest is 'knowledge.names'"),
        ("[types]\nfolder = 1", "types.folder is 1; expected the path of a folder"),
        ("threads = ", "not TOML"),
    ],
)
def test_a_wrong_file_is_explained(file: Path, text: str, message: str) -> None:
    """An unknown name is answered with the nearest one, a wrong value with what was expected."""
    file.write_text(text)
    with pytest.raises(SettingsError) as caught:
        Settings.load(environment={})
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("ONRECORD_THREDS", "1", "the nearest is 'ONRECORD_THREADS'"),
        ("ONRECORD_THREADS", "many", "threads is 'many'; expected a whole number"),
        ("ONRECORD_SETTINGS", "/no/such/file.toml", "cannot be read"),
    ],
)
def test_a_wrong_variable_is_explained(file: Path, variable: str, value: str, message: str) -> None:
    """A variable that names no setting, or holds no value for it, is an error."""
    with pytest.raises(SettingsError) as caught:
        Settings.load(environment={variable: value})
    assert message in str(caught.value)


def test_paths_of_tables_count_from_the_file_that_names_them(file: Path, tmp_path: Path) -> None:
    """A relative path in a settings file lies beside it; one in the environment counts from the current folder."""
    named = tmp_path / "folder" / "other.toml"
    named.parent.mkdir()
    named.write_text('[knowledge]\nnames = "people.csv"\n')
    settings = Settings.load(named, environment={"ONRECORD_KNOWLEDGE_PLACES": "places.csv"})
    assert settings.knowledge.paths() == {"names": named.parent / "people.csv", "places": Path("places.csv")}
    assert Settings().knowledge.paths() == {"names": None, "places": None}


def test_every_setting_is_shown() -> None:
    """All settings can be listed by the names that files and variables use."""
    shown = Settings().shown()
    assert {"threads", "batch_reports", "limits.max_file_bytes", "min_score.find"} <= set(shown)
    assert shown["batch_reports"] == 16


def test_a_folder_of_event_types_is_found_beside_the_settings(file: Path, tmp_path: Path) -> None:
    """`onrecord-types` beside the settings file, or in the current folder, is used; a folder that is named beats it."""
    assert Settings.load(environment={}).types.folder is None
    (tmp_path / "onrecord-types").mkdir()
    assert Settings.load(environment={}).types.folder == "onrecord-types"
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "onrecord-types").mkdir(parents=True)
    named = elsewhere / "other.toml"
    named.write_text("threads = 2\n")
    assert Settings.load(named, environment={}).types.folder == str(elsewhere / "onrecord-types")
    named.write_text("[types]\nfolder = 'mine'\n")
    assert Settings.load(named, environment={}).types.folder == str(elsewhere / "mine")
    assert Settings.load(named, environment={"ONRECORD_TYPES_FOLDER": "7"}).types.folder == "7"
