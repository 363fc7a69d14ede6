"""
Everything a user may set, in one place: command line, then environment, then file, then default.

    # onrecord.toml, beside the reports
    threads = 2
    [limits]
    max_file_bytes = 50_000_000
    [columns]
    text = "Full Text"
    [min_score]
    find = 0.6
    [knowledge]
    names = "people.csv"
    [types]
    folder = "onrecord-types"

The same from the environment: `ONRECORD_THREADS=2`, `ONRECORD_LIMITS_MAX_FILE_BYTES=50000000`,
`ONRECORD_MIN_SCORE_FIND=0.6`. A name we do not know is an error that says which was meant.
"""

import difflib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, get_type_hints

from onrecord.errors import SettingsError
from onrecord.intake import Columns, Limits

__all__ = ["FILE_NAME", "TYPES_FOLDER", "Knowledge", "MinScore", "Settings", "Types"]

FILE_NAME = "onrecord.toml"
_PREFIX = "ONRECORD_"
TYPES_FOLDER = "onrecord-types"
"""Looked for beside the settings file, or in the current folder, where `[types] folder` says nothing."""
_PATHS = ("knowledge.", "types.")
"""Settings that are paths; in a file they count from its folder."""
_NAMED = (*_PATHS, "columns.")
"""Settings whose value is a name or a path, whatever it looks like."""
# Names the environment may hold besides the settings themselves.
_FILE_VARIABLE = "ONRECORD_SETTINGS"


@dataclass(frozen=True, slots=True, kw_only=True)
class MinScore:
    """Rows below these calibrated probabilities are not shown; the record keeps them."""

    find: float = 0.0
    export: float = 0.0

    def __post_init__(self) -> None:
        for each in fields(self):
            score = getattr(self, each.name)
            if not 0.0 <= score <= 1.0:
                raise SettingsError(f"min_score.{each.name} is {score!r}; expected a number from 0 to 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """A user's own tables, laid over those of the package; `docs/method/actors.md` describes their columns."""

    names: str | None = None
    """CSV file of people, bodies and states; a relative path counts from the folder of the settings file."""
    places: str | None = None
    """CSV file of places."""

    def paths(self) -> dict[str, Path | None]:
        """Return the paths of the files by what they hold; None for what the user has no file of."""
        return {
            "names": Path(self.names) if self.names else None,
            "places": Path(self.places) if self.places else None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Types:
    """Event types of the user's own; `docs/own-types.md` describes their files."""

    folder: str | None = None
    """Folder with one TOML file for each type; None where the user has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings, checked."""

    workers: int | None = None
    """Processes that read during a build; None is one for each core. With 1 the reading stays in this process."""
    threads: int | None = None
    """Threads of the reader where one process reads; None lets it take the cores there are."""
    batch_reports: int = 16
    """Reports read at a time: more is faster and takes more memory."""
    report_seconds: int = 600
    """Longest that one report may take where processes read; one that takes longer is left out and listed."""
    limits: Limits = field(default_factory=Limits)
    columns: Columns = field(default_factory=Columns)
    """What the columns of tables hold, where their own names do not say."""
    min_score: MinScore = field(default_factory=MinScore)
    knowledge: Knowledge = field(default_factory=Knowledge)
    types: Types = field(default_factory=Types)

    def __post_init__(self) -> None:
        for name in ("workers", "threads", "batch_reports", "report_seconds"):
            number = getattr(self, name)
            if number is not None and not 1 <= number <= 4096:
                raise SettingsError(f"{name} is {number!r}; expected a whole number from 1 to 4096")

    @classmethod
    def load(
        cls,
        path: Path | None = None,
        *,
        environment: Mapping[str, str] | None = None,
        given: Mapping[str, Any] | None = None,
    ) -> "Settings":
        """
        Return the settings in force.

        `path` is the file; without one, that of `ONRECORD_SETTINGS`, then
        `onrecord.toml` in the current folder, if any. A folder `onrecord-types`
        beside it, or in the current folder, holds event types. `given` holds what the
        command line says, by dotted name (`limits.max_file_bytes`); None there
        says nothing. Raises `SettingsError` for an unknown name or a wrong value.
        """
        environment = environment or {}
        named = Path(environment[_FILE_VARIABLE]) if environment.get(_FILE_VARIABLE) else None
        path = path or named or (Path(FILE_NAME) if Path(FILE_NAME).is_file() else None)
        values: dict[str, Any] = {}
        beside = (path.parent if path else Path()) / TYPES_FOLDER
        if beside.is_dir():
            values["types.folder"] = str(beside)
        if path is not None:
            values.update(_from_file(path))
        values.update(_from_environment(environment))
        values.update({name: value for name, value in (given or {}).items() if value is not None})
        settings: Settings = _built(cls, values, "")
        return settings

    def shown(self) -> dict[str, object]:
        """Return every setting by its dotted name."""
        return {name: _value_at(self, name) for name in _names(Settings)}

    @classmethod
    def from_shown(cls, shown: Mapping[str, Any]) -> "Settings":
        """Return the settings that `shown` described, with no look at files or the environment."""
        settings: Settings = _built(cls, {name: value for name, value in shown.items() if value is not None}, "")
        return settings


def _names(kind: Any, prefix: str = "") -> dict[str, Any]:
    """Return the dotted name of every setting, and its type."""
    found: dict[str, Any] = {}
    for name, hint in get_type_hints(kind).items():
        if is_dataclass(hint):
            found.update(_names(hint, f"{prefix}{name}."))
        else:
            found[prefix + name] = hint
    return found


def _value_at(settings: object, name: str) -> object:
    for part in name.split("."):
        settings = getattr(settings, part)
    return settings


def _built(kind: Any, values: Mapping[str, Any], prefix: str) -> Any:
    """Make a settings object of the values under a prefix, over the defaults."""
    parts = {}
    for name, hint in get_type_hints(kind).items():
        if is_dataclass(hint):
            parts[name] = _built(hint, values, f"{prefix}{name}.")
        elif prefix + name in values:
            parts[name] = _checked(prefix + name, hint, values[prefix + name])
    return kind(**parts)


def _checked(name: str, hint: Any, value: Any) -> Any:
    """Return the value as its type; `SettingsError` where it is none."""
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if hint in (str, str | None):
        if isinstance(value, str) and value:
            return value
        kind = name.partition(".")[0]
        expected = {"knowledge": "the path of a file", "types": "the path of a folder"}.get(
            kind, "the name of a column"
        )
        raise SettingsError(f"{name} is {value!r}; expected {expected}, in quotes")
    wanted = float if hint is float else int
    if isinstance(value, wanted) and not isinstance(value, bool):
        return value
    expected = "a number" if wanted is float else "a whole number"
    raise SettingsError(f"{name} is {value!r}; expected {expected}")


def _from_file(path: Path) -> dict[str, Any]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"the settings file {path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise SettingsError(f"{path} is not TOML: {error}") from error
    values = dict(_dotted(tables, ""))
    for name in values:
        if name not in _names(Settings):
            raise SettingsError(f"{path}: {_unknown(name, list(_names(Settings)))}")
    return {
        name: str(path.parent / value) if name.startswith(_PATHS) and isinstance(value, str) and value else value
        for name, value in values.items()
    }


def _dotted(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _dotted(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    known = {_PREFIX + name.replace(".", "_").upper(): name for name in _names(Settings)}
    values: dict[str, Any] = {}
    for variable, text in environment.items():
        if not variable.startswith(_PREFIX) or variable == _FILE_VARIABLE:
            continue
        if variable not in known:
            raise SettingsError(f"the environment: {_unknown(variable, [*known, _FILE_VARIABLE])}")
        values[known[variable]] = text if known[variable].startswith(_NAMED) else _parsed(text)
    return values


def _parsed(text: str) -> object:
    """Return the number a variable holds; the text itself where it holds none, for the check to name."""
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _unknown(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)
    return f"there is no setting {name!r}; the nearest is {near[0]!r}" if near else f"there is no setting {name!r}"
