"""
Event types from their files, each checked where it is read, each error with file and line.

    onrecord-types/arms-transfer.toml:4: builds_on: found 'AIDS'; expected PLOVER types such as AID or COERCE/seize, …
"""

import difflib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from onrecord.errors import OwnTypeError
from onrecord.eventtypes.definition import PARTS, Base, Condition, Example, OwnType, marked, slug_of, words_of
from onrecord.records import EventType, MentionKind, Sector

__all__ = ["read_folder", "read_type"]

Label = TypeVar("Label", bound=StrEnum)

_TOP = ("name", "definition", "builds_on", "triggers", "scorer")
_COUNTRY = re.compile(r"[A-Z]{3}")
_HOLDS = {
    "sentence": ("any", "none"),
    "around": ("any", "none"),
    "objects": ("any", "none", "kinds"),
    "actors": ("any", "none", "countries", "sectors"),
    "recipients": ("any", "none", "countries", "sectors"),
    "examples": ("yes", "no"),
}


def read_folder(folder: Path, modes: Mapping[str, Sequence[str]]) -> tuple[OwnType, ...]:
    """Return the types of a folder, by name; `OwnTypeError` for a folder or file that cannot be used."""
    if not folder.is_dir():
        raise OwnTypeError(f"{folder} is no folder; expected the one that holds your event types: [types] folder")
    return tuple(read_type(path, modes) for path in sorted(folder.glob("*.toml")))


def read_type(path: Path, modes: Mapping[str, Sequence[str]]) -> OwnType:
    """Return the type that a file defines; `OwnTypeError`, with the line, where it does not define one."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OwnTypeError(f"{path} cannot be read: {error}; expected TOML in UTF-8") from error
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        line = at[1] if at else str(text.count("\n") + 1)
        raise OwnTypeError(f"{path}:{line}: not TOML: {error}") from error
    return _File(path, text, tables).own_type(modes)


@dataclass(frozen=True, slots=True)
class _File:
    """One file while it is checked."""

    path: Path
    text: str
    tables: dict[str, Any]

    def own_type(self, modes: Mapping[str, Sequence[str]]) -> OwnType:
        """Return the type; every key is looked at, so that none is passed over for a slip of the pen."""
        self._check_keys()
        slug = self.path.stem
        if slug != slug_of(slug):
            self._refuse("", "", f"the file is called {self.path.name!r}; expected small letters, digits and hyphens")
        if slug.upper() in EventType.__members__:
            self._refuse("", "", f"{slug!r} is a type of PLOVER's; expected a name of your own")
        conditions = ((part, self._condition(part)) for part in PARTS if part in self.tables)
        return OwnType(
            slug=slug,
            name=self._line_of_text("name"),
            definition=self._line_of_text("definition"),
            builds_on=tuple(self._base(word, modes) for word in self._strings("", "builds_on", required=True)),
            triggers=self._phrases("", "triggers"),
            conditions=tuple((part, condition) for part, condition in conditions if condition != Condition()),
            examples=tuple(
                self._example(key, n, example)
                for key in ("yes", "no")
                for n, example in enumerate(self._strings("examples", key))
            ),
            scorer=self._switch("scorer"),
            path=str(self.path),
        )

    def _check_keys(self) -> None:
        for key, value in self.tables.items():
            if key not in (*_TOP, *_HOLDS):
                self._unknown("", key, (*_TOP, *_HOLDS))
            if key in _HOLDS:
                if not isinstance(value, dict):
                    self._refuse("", key, f"{key}: found {value!r}; expected a table, [{key}]")
                for each in value:
                    if each not in _HOLDS[key]:
                        self._unknown(key, each, _HOLDS[key])

    def _line_of_text(self, key: str) -> str:
        value = self.tables.get(key)
        if not isinstance(value, str) or not value.strip():
            self._refuse("", key, f"{key}: found {value!r}; expected words in quotation marks")
        return " ".join(value.split())

    def _switch(self, key: str) -> bool:
        value = self.tables.get(key, True)
        if not isinstance(value, bool):
            self._refuse("", key, f"{key}: found {value!r}; expected true or false")
        return value

    def _strings(self, table: str, key: str, *, required: bool = False) -> tuple[str, ...]:
        holder = self.tables.get(table, {}) if table else self.tables
        value = holder.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
            self._refuse(table, key, f"{key}: found {value!r}; expected a list of words in quotation marks")
        if required and not value:
            self._refuse(table, key, f"{key}: found nothing; expected at least one PLOVER type, such as AID")
        return tuple(value)

    def _phrases(self, table: str, key: str) -> tuple[str, ...]:
        phrases = self._strings(table, key)
        for phrase in phrases:
            if not words_of(phrase):
                self._refuse(table, key, f"{key}: found {phrase!r}; expected a word or several", phrase)
        return phrases

    def _base(self, word: str, modes: Mapping[str, Sequence[str]]) -> Base:
        name, slash, mode = word.partition("/")
        if name not in EventType.__members__:
            expected = f"PLOVER types such as AID or COERCE/seize, of {', '.join(EventType)}"
            self._refuse("", "builds_on", f"builds_on: found {word!r}; expected {expected}", word)
        known = modes.get(name, ())
        if slash and mode not in known:
            expected = f"one of the modes of {name}: {', '.join(known)}" if known else f"{name} alone: it has no modes"
            self._refuse("", "builds_on", f"builds_on: found {word!r}; expected {expected}", word)
        return Base(type=EventType(name), mode=mode or None)

    def _condition(self, part: str) -> Condition:
        countries = self._strings(part, "countries")
        for code in countries:
            if not _COUNTRY.fullmatch(code):
                expected = "codes of three capital letters, such as PRK"
                self._refuse(part, "countries", f"countries: found {code!r}; expected {expected}", code)
        return Condition(
            any=self._phrases(part, "any"),
            none=self._phrases(part, "none"),
            kinds=tuple(self._label(part, "kinds", MentionKind, each) for each in self._strings(part, "kinds")),
            countries=countries,
            sectors=tuple(self._label(part, "sectors", Sector, each) for each in self._strings(part, "sectors")),
        )

    def _label(self, part: str, key: str, kind: type[Label], value: str) -> Label:
        if value not in list(kind):
            self._refuse(part, key, f"{key}: found {value!r}; expected some of {', '.join(kind)}", value)
        return kind(value)

    def _example(self, key: str, number: int, example: str) -> Example:
        found = marked(example)
        if found is None:
            shown = example if len(example) <= 60 else example[:57] + "..."
            expected = "one place in double brackets, as in 'The army [[shelled]] the port.'"
            self._refuse("examples", key, f"examples.{key}: found {shown!r}; expected {expected}", example)
        text, trigger = found
        line = self._line("examples", key, example)
        if not words_of(trigger.slice(text)):
            self._refuse("examples", key, f"examples.{key}: no word is marked in entry {number + 1}", example)
        return Example(text=text, trigger=trigger, is_one=key == "yes", line=line)

    def _unknown(self, table: str, key: str, known: Sequence[str]) -> NoReturn:
        near = difflib.get_close_matches(key, known, n=1, cutoff=0.0)
        where = f"[{table}] " if table else ""
        nearest = f"; the nearest is {near[0]!r}" if near else ""
        self._refuse(table, key, f"there is no key {where}{key!r}{nearest}; expected some of {', '.join(known)}")

    def _refuse(self, table: str, key: str, message: str, entry: str = "") -> NoReturn:
        raise OwnTypeError(f"{self.path}:{self._line(table, key, entry)}: {message}")

    def _line(self, table: str, key: str, entry: str = "") -> int:
        """The line of a key of a table, or of an entry of its list; the first where the key is not there."""
        current, at = "", 0
        for number, line in enumerate(self.text.split("\n"), 1):
            if header := re.match(r"\s*\[([\w.-]+)\]\s*(#.*)?$", line):
                current = header[1]
                if (current, key) == (key, key) and not table:
                    at = at or number
            elif not at and current == table and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
                at = number
            if at and (not entry or entry[:30].split('"')[0] in line):
                return number
        return at or 1
