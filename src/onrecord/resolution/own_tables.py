"""
A user's own tables, laid over those of the package: a CSV file of names, one of places.

    name,kind,country,sectors,canonical,office,rank,from,to
    Olga Brandt,person,DEU,GOV MIL,Olga Brandt,defense minister,minister,2023-01-19,2024-05-01

    name,country,latitude,longitude,admin1,population,geonameid
    Bad Haas,DEU,50.1,8.6,,,

A name of the file replaces every row of ours for that name. Each row is checked, and a bad one stops the run with
its file and line: what was found, what was expected. Every answer that rests on a row names the file and line.
"""

import csv
import difflib
import io
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from onrecord.errors import KnowledgeError
from onrecord.records import Sector
from onrecord.resolution.dates.intervals import parse_iso
from onrecord.resolution.gazetteer import City
from onrecord.resolution.ranks import RANKS
from onrecord.resolution.words import key_of

__all__ = ["KINDS", "NAME_COLUMNS", "PLACE_COLUMNS", "read_own_names", "read_own_places"]

NAME_COLUMNS = ("name", "kind", "country", "sectors", "canonical", "office", "rank", "from", "to")
PLACE_COLUMNS = ("name", "country", "latitude", "longitude", "admin1", "population", "geonameid")
KINDS = ("person", "organization", "group", "outlet", "name", "adjective", "demonym", "capital", "metonym")
"""Kinds of a name; the last five are of a state: its name, adjective, demonym, capital, seat of government."""
NO_STATE = ("IGO", "UNO", "EUR", "NGO", "IMG", "MNC")
"""Codes beside ISO 3166 alpha-3 for what is no state."""
_LONGEST = 200
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a file, for what went wrong with it."""

    file: str
    line: int
    cells: Mapping[str, str]

    def refuse(self, found: str, expected: str) -> NoReturn:
        """Raise KnowledgeError with file and line."""
        raise KnowledgeError(f"{self.file}, line {self.line}: {found}; expected {expected}")

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


def read_own_names(path: Path, countries: Collection[str]) -> dict[str, list[str]]:
    """
    Return the rows of a file of names as lines of the table of names, by lookup form.

    Raises KnowledgeError for a file or row that cannot be used, an unknown code, a malformed or impossible day,
    and two rows of one name that hold at the same time.
    """
    found: dict[str, list[str]] = {}
    held: dict[str, list[tuple[str, str, int]]] = {}
    for row in _rows(path, NAME_COLUMNS, ("name", "kind")):
        key = _name_key(row)
        if row["kind"] not in KINDS:
            row.refuse(f"the kind {row['kind']!r}", f"one of {', '.join(KINDS)}{_nearest(row['kind'], KINDS)}")
        sectors = _sectors(row)
        country = _country(row, countries, required=row["kind"] not in ("person", "organization", "group", "outlet"))
        if row["rank"] and row["rank"] not in RANKS:
            row.refuse(f"the rank {row['rank']!r}", f"one of {', '.join(RANKS)}{_nearest(row['rank'], RANKS)}")
        start, end = _day(row, "from"), _day(row, "to")
        if start and end and start > end:
            row.refuse(f"from {start} to {end}", "a first day that is not after the last")
        for other_start, other_end, line in held.setdefault(key, []):
            begins_before, ends_after = not end or other_start <= end, not start or not other_end or start <= other_end
            if begins_before and ends_after:
                row.refuse(
                    f"{row['name']!r} at the same time as in line {line}", "rows of one name that do not overlap"
                )
        held[key].append((start, end, row.line))
        canonical = row["canonical"] or row["name"]
        cells = (key, row["name"], row["kind"], country, sectors, canonical, row["office"], row["rank"], start, end)
        found.setdefault(key, []).append("\t".join((*cells, f"{row.file}:{row.line}")))
    return found


def read_own_places(path: Path, countries: Collection[str]) -> dict[str, tuple[City, ...]]:
    """
    Return the places of a file, by lookup form.

    Raises KnowledgeError for a file or row that cannot be used, an unknown country and a place outside the world.
    """
    found: dict[str, list[City]] = {}
    for row in _rows(path, PLACE_COLUMNS, ("name", "country", "latitude", "longitude")):
        key = _name_key(row)
        country = _country(row, countries, required=True)
        if country in NO_STATE:
            row.refuse(f"the country {country}", "a country on the map, as ISO 3166 alpha-3")
        latitude, longitude = _degrees(row, "latitude", 90), _degrees(row, "longitude", 180)
        population, geonameid = _count(row, "population"), _count(row, "geonameid")
        city = City(row["name"], country, row["admin1"], latitude, longitude, geonameid, population or 0)
        if city in found.setdefault(key, []):
            row.refuse(f"{row['name']!r} a second time", "each place once")
        found[key].append(city)
    return {key: tuple(cities) for key, cities in found.items()}


def _rows(path: Path, columns: Sequence[str], required: Sequence[str]) -> Iterator[_Row]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise KnowledgeError(f"the table {path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise KnowledgeError(f"{path}: byte {error.start} is not UTF-8; save the table as CSV in UTF-8") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        _check_header(path, header, columns, required)
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            row = _Row(path.name, reader.line_num, dict.fromkeys(columns, "") | dict(zip(header, cells, strict=False)))
            if len(cells) != len(header):
                row.refuse(f"{len(cells)} cells", f"{len(header)}, one for each column")
            stripped = {column: cell.strip() for column, cell in row.cells.items()}
            if bad := next((column for column, cell in stripped.items() if _has_control(cell)), None):
                row.refuse(f"a line break, tab or control character in the column {bad}", "plain text")
            yield _Row(row.file, row.line, stripped)
    except csv.Error as error:
        line = f"{path.name}, line {reader.line_num}"
        raise KnowledgeError(f"{line}: {error}; expected CSV with quotes in pairs") from error


def _check_header(path: Path, header: Sequence[str], columns: Sequence[str], required: Sequence[str]) -> None:
    for column in header:
        if column not in columns:
            expected = f"{', '.join(columns)}{_nearest(column, columns)}"
            raise KnowledgeError(f"{path.name}, line 1: the column {column!r}; expected {expected}")
        if header.count(column) > 1:
            raise KnowledgeError(f"{path.name}, line 1: the column {column!r} twice; expected each column once")
    for column in required:
        if column not in header:
            raise KnowledgeError(f"{path.name}, line 1: no column {column!r}; expected at least {', '.join(required)}")


def _name_key(row: _Row) -> str:
    name = row["name"]
    if len(name) > _LONGEST:
        row.refuse(f"a name of {len(name)} characters", f"at most {_LONGEST}")
    scripts = sorted({script for c in name if (script := _script(c))})
    if len(scripts) > 1:
        row.refuse(f"the name {name!r} in {' and '.join(scripts)} letters", "letters of one script")
    key = key_of(name)
    if not key:
        row.refuse(f"the name {name!r}" if name else "no name", "a name with letters or digits")
    return key


def _script(character: str) -> str | None:
    """The script of a letter, the first word of its Unicode name; None for what is no letter."""
    return unicodedata.name(character, "").partition(" ")[0].capitalize() if character.isalpha() else None


def _has_control(cell: str) -> bool:
    return any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in cell)


def _country(row: _Row, countries: Collection[str], *, required: bool) -> str:
    code = row["country"]
    if not code and not required:
        return ""
    if code not in countries and code not in NO_STATE:
        near = _nearest(code.upper(), [*countries, *NO_STATE], instead_of=code)
        row.refuse(
            f"the country {code!r}" if code else "no country", f"ISO 3166 alpha-3 or one of {', '.join(NO_STATE)}{near}"
        )
    return code


def _sectors(row: _Row) -> str:
    known = [sector.value for sector in Sector]
    sectors = row["sectors"].replace(",", " ").split()
    for sector in sectors:
        if sector not in known:
            row.refuse(
                f"the sector {sector!r}",
                f"PLOVER's codes: {' '.join(known)}{_nearest(sector.upper(), known, instead_of=sector)}",
            )
    return " ".join(dict.fromkeys(sectors))


def _day(row: _Row, column: str) -> str:
    text = row[column]
    if not text:
        return ""
    if not _DAY.fullmatch(text) or parse_iso(text) is None:
        row.refuse(f"the day {text!r} in the column {column}", "a day of the calendar such as 2024-05-31")
    return text


def _degrees(row: _Row, column: str, most: int) -> float:
    text = row[column]
    try:
        degrees = float(text)
    except ValueError:
        row.refuse(f"the {column} {text!r}", "degrees as a number, such as 50.57")
    if not -most <= degrees <= most:  # also refuses nan
        row.refuse(f"the {column} {text}", f"a place in this world: from -{most} to {most}")
    return degrees


def _count(row: _Row, column: str) -> int | None:
    text = row[column]
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        row.refuse(f"the {column} {text!r}", "a whole number, or nothing")
    return int(text)


def _nearest(word: str, known: Collection[str], *, instead_of: str | None = None) -> str:
    near = difflib.get_close_matches(word, list(known), n=1)
    return f" (did you mean {near[0]}?)" if near and near[0] != (word if instead_of is None else instead_of) else ""
