"""
A record of many events made from a small one, to measure the reading room on.

    python -m evaluation.big_record [RECORD] [--events 100000] [--from SMALL]

The small record is that of the examples, built with `onrecord build` unless one is given. Each copy
of it shifts the ids, the days, the outlets, the countries and places, and the names of the actors,
and adds a line to each text, so that no two reports are the same. Actors of many
reports come again in every third story, others in every twelfth or fortieth, and four copies of each
ten tell one story: happenings and claims then have several reports, outlets and accounts, as in a
record of real news. Spans and quotes stay those of the texts.

The ledger is that of the software: rows, namings and keys as a build takes them in, claims as it forms
them. Two things are said rather than found, because the texts of all copies are alike: which rows are
the same (those of one story that are the same in the small record), and that a report is a copy of
none outside its own copy of the small record.
"""

import argparse
import sqlite3
import subprocess
import sys
import tempfile
import time
from base64 import b32encode
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from itertools import combinations_with_replacement
from pathlib import Path

from evaluation.parts import ROOT
from onrecord.bookkeeping.claims import Touched, form_claims
from onrecord.bookkeeping.sameness import take_in_rows
from onrecord.ledger.grouping import components
from onrecord.records import Run
from onrecord.store import Store
from onrecord.store.ledger.rows import LinkRow
from onrecord.store.runs import pack_runs, unpack_runs

__all__ = ["ACTOR_TURNS", "EXAMPLES", "make_example_record", "make_record"]

Row = tuple[object, ...]

EXAMPLES = ROOT / "examples" / "reports"
EVENTS = 100_000
ACTOR_TURNS = (3, 12, 40)
"""
So many stories in a row have an actor of their own, then the first comes again: an actor of four reports
and more, of two or three, of one. A few actors are in thousands of reports then, most in a dozen.
"""
OUTLETS = 60
PLACE_TURNS = 8
DAYS_APART = 5
"""Days between one copy and the next: 585 copies fill eight years."""
COUNTRIES = (
    "SYR RUS UKR CHN USA PRK KOR JPN GBR FRA DEU TUR IRN IRQ ISR LBN EGY SAU YEM LBY SDN ETH SOM KEN NGA MLI NER COD "
    "ZAF VEN COL MEX BRA ARG CUB HTI IND PAK AFG BGD MMR THA VNM PHL IDN MYS AUS POL HUN SRB GRC ITA ESP SWE FIN NOR "
    "KAZ UZB GEO ARM AZE BLR"
).split()

TABLES = (
    "reports inputs report_sources zones facts sentences actors mentions actor_mentions statements spans events "
    "participants objects event_statements sketches copies shared_sentences agencies"
).split()
"""In an order in which triggers find what they need."""
ROWS = "event statement actor mention parent speaker addressee".split()
"""Columns that hold the id of a row of a report."""
EVENT_DAYS = "date_start date_end".split()
PUBLISHED_DAYS = "published_start published_end".split()
SAME_SCORE, SAME_REASONS = 0.99, ("same words", "same story")


@dataclass(frozen=True, slots=True)
class Small:
    """What is to be known of the small record."""

    columns: Mapping[str, Sequence[str]]
    """Of each table."""
    rows: Mapping[str, Sequence[Row]]
    """Of each table."""
    group_of: Mapping[str, str]
    """The group of each actor, event and statement."""
    turns: Mapping[str, int]
    """Stories after which each actor comes again, by its id."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of the small record."""

    number: int
    small: Small

    def turn(self, actor: str) -> int:
        """Return which of its kind an actor is in this copy, from 0."""
        return self.teller % self.small.turns.get(actor, 1)

    @property
    def teller(self) -> int:
        """The copy that told first what this one tells: of each ten, the last four tell one story."""
        return self.number if self.number % 10 < 6 else self.number // 10 * 10 + 6


def make_record(path: Path, small: Path, events: int, talk: Callable[[str], None] = print) -> int:
    """Write a record of at least so many events made of the small one; return how many it holds."""
    Store(path, "w").close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection, Store(path, "w") as store:
        connection.text_factory = lambda stored: stored.decode("utf-8", "surrogatepass")
        connection.execute("PRAGMA foreign_keys = OFF")  # rows refer to each other; the order of tables is no matter
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -200000")
        connection.execute("ATTACH ? AS small", (str(small),))
        (each,) = connection.execute("SELECT count(*) FROM small.events").fetchone()
        if not each:
            raise ValueError(f"{small} holds no event: expected a record with some, such as that of the examples")
        copies = -(-events // each)
        _begin(connection)
        known = Small(
            columns={table: _columns(connection, table) for table in TABLES},
            rows={table: connection.execute(_question(connection, table)).fetchall() for table in TABLES},
            group_of=dict(connection.execute("SELECT row, member_of FROM small.ledger_rows WHERE kind <> 'naming'")),
            turns=_turns(connection),
        )
        same: dict[tuple[str, int], list[str]] = defaultdict(list)  # by group of the small record and turn or story
        for copy in (Copy(number, known) for number in range(copies)):
            _put(connection, copy)
            _take_in(store, copy)
            for row, group in known.group_of.items():
                told_in = copy.turn(row) if row.startswith("a") else copy.teller
                same[group, told_in].append(_shifted(row, copy.number))
            if copy.number % 50 == 49:
                talk(f"{copy.number + 1} of {copies} copies")
        _form_groups(store, list(same.values()), talk)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return int(connection.execute("SELECT count(*) FROM events").fetchone()[0])


def _put(connection: sqlite3.Connection, copy: Copy) -> None:
    """Write the rows of the reports of one copy."""
    connection.execute("BEGIN")
    for table, names in copy.small.columns.items():
        marks = ", ".join("?" * len(names))
        into = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608  # our own names
        connection.executemany(into, _shift(table, copy))
    connection.execute(
        "INSERT INTO report_sources (report, role, source) SELECT queued.report, 'outlet', sources.id "
        "FROM ledger_queue AS queued JOIN reports ON reports.id = queued.report "
        "JOIN sources ON sources.name = reports.outlet"
    )
    connection.execute("DELETE FROM ledger_queue")
    connection.execute("COMMIT")


def _take_in(store: Store, copy: Copy) -> None:
    """Take the rows of one copy into the ledger, as a build does; each is a group of its own as yet."""
    place = copy.small.columns["reports"].index("id")
    with store.ledger() as tables:
        found = (tables.log.current(_shifted(str(row[place]), copy.number)) for row in copy.small.rows["reports"])
        take_in_rows(tables, [record for record in found if record is not None])


def _form_groups(store: Store, same: Sequence[Sequence[str]], talk: Callable[[str], None]) -> None:
    """Say which rows are the same, and form the claims from that."""
    told: list[str] = []
    with store.ledger() as tables:
        namings = tables.rows.namings_of(row for some in same for row in some if row.startswith("a"))
        # An office is held from month to month: what one naming calls is one actor, whichever turns it came from.
        ties = [(some[0], row) for some in same for row in some]
        ties += [(row, naming) for row, naming in namings.items() if naming]
        for part in components({end for tie in ties for end in tie}, ties):
            for letter, group in (("a", "w"), ("n", "m"), ("e", "g"), ("s", "t")):
                members = [row for row in part if row.startswith(letter)]
                if members:
                    tables.rows.set_groups(dict.fromkeys(members, group + members[0][1:]))
                if letter != "a":  # actors follow their namings
                    tables.rows.put_links(_links(members, twice=letter == "n"))
                if letter in "es":
                    told += members
        tables.claims.put_world_actors(set(tables.rows.groups_of(namings).values()))
    for n in range(0, len(told), CLAIM_ROWS):
        with store.ledger() as tables:
            form_claims(tables, Touched(rows=set(told[n : n + CLAIM_ROWS])), (), {})
        talk(f"claims of {min(n + CLAIM_ROWS, len(told))} of {len(told)} events and statements")


CLAIM_ROWS = 4000
"""Events and statements whose claims are formed in one transaction."""


def _links(members: Sequence[str], *, twice: bool) -> Iterator[LinkRow]:
    """Every pair of a group; of namings each with itself too."""
    for first, second in combinations_with_replacement(sorted(members), 2):
        if first != second or twice:
            yield LinkRow(row_a=first, row_b=second, score=SAME_SCORE, reasons=SAME_REASONS)


def _begin(connection: sqlite3.Connection) -> None:
    """The rows that all reports share: the pipeline, the run, the outlets and agencies."""
    connection.execute("INSERT INTO pipelines SELECT * FROM small.pipelines")
    connection.execute("INSERT INTO runs SELECT * FROM small.runs")
    connection.execute("INSERT INTO sources SELECT * FROM small.sources")
    names = [(_outlet(n),) for n in range(OUTLETS)]
    connection.executemany("INSERT OR IGNORE INTO sources (name) VALUES (?)", names)


def _turns(connection: sqlite3.Connection) -> dict[str, int]:
    """How soon each actor of the small record comes again."""
    often, seldom, once = ACTOR_TURNS
    rows = connection.execute(
        "SELECT row, reports FROM small.ledger_rows JOIN small.world_actors ON world_actors.id = member_of"
    )
    return {row: often if reports >= 4 else seldom if reports >= 2 else once for row, reports in rows}


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table, but for the number that SQLite gives."""
    return [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})") if name != "number"]


def _question(connection: sqlite3.Connection, table: str) -> str:
    """What is taken of a table."""
    names = _columns(connection, table)
    where = "WHERE role = 'credit'" if table == "report_sources" else ""  # the outlets have names of their own
    return f"SELECT {', '.join(names)} FROM small.{table} {where}"  # noqa: S608  # names of our own schema


def _shift(table: str, copy: Copy) -> list[Row]:
    """The rows of one copy of a table."""
    names, rows = copy.small.columns[table], copy.small.rows[table]
    changes = [_change(name, copy) for name in names]
    shifted = [tuple(change(value) for change, value in zip(changes, row, strict=True)) for row in rows]
    if table == "reports":
        shifted = [_with_line(names, row, copy) for row in shifted]
    if table == "actors":
        name = names.index("name")
        turns = [copy.turn(str(row[names.index("id")])) for row in rows]
        shifted = [
            (*row[:name], f"{row[name]} {turn + 1}" if turn else row[name], *row[name + 1 :])
            for row, turn in zip(shifted, turns, strict=True)
        ]
    return shifted


def _with_line(names: Sequence[str], row: Row, copy: Copy) -> Row:
    """The row of a report with one more line in its text, which no byte of the file stands behind."""
    report = dict(zip(names, row, strict=True))
    text, line = str(report["text"]), f"\n\nEdition {copy.number + 1:05}, press {copy.number % 17 + 1:02}."
    runs = unpack_runs(bytes(report["origin_runs"]))  # type: ignore[call-overload]
    if runs:
        end = runs[-1].raw_start + runs[-1].length * runs[-1].width
        report["origin_runs"] = pack_runs((*runs, Run(len(text), len(line), end, 0)))
    report["text"] = text + line
    report["sha256"] = _digest(text + line)
    return tuple(report.values())


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _change(name: str, copy: Copy) -> Callable[[object], object]:
    """What becomes of a value of one column."""
    if name in ("id", "report", "report_a", "report_b", "family", *ROWS):
        return lambda value: value and _shifted(str(value), copy.number)
    if name in EVENT_DAYS:
        return lambda value: value and _later(str(value), copy.teller)
    if name in PUBLISHED_DAYS:
        return lambda value: value and _later(str(value), copy.number)
    if name in ("fingerprint", "sha256", "origin_sha256"):
        return lambda value: value and _digest(f"{copy.number} {value}")
    if name in ("path", "container"):
        return lambda value: value and f"{copy.number:04}/{value}"
    if name == "outlet":
        return lambda value: value and _outlet(int(sha256(str(value).encode()).hexdigest()[:6], 16) + copy.number)
    if name in ("country", "place_country"):
        return lambda value: _country(value, copy.teller)
    if name == "place_name":
        return lambda value: value and f"{value} {copy.teller % PLACE_TURNS + 1}"
    if name == "place_geonameid":
        return lambda value: value and int(str(value)) * 100 + copy.teller % PLACE_TURNS
    if name in ("place_latitude", "place_longitude"):
        return lambda value: (
            None if value is None else max(-60, min(75, round(float(str(value)) + copy.teller % 29 - 14, 3)))
        )
    if name == "title":
        return lambda value: value and f"{value} ({copy.number + 1})"
    return lambda value: value


@lru_cache(maxsize=20_000)
def _shifted(id: str, copy: int) -> str:
    """An id of the same kind that belongs to the copy."""
    return id[0] + b32encode(sha256(f"{copy} {id}".encode()).digest())[:12].decode().lower()


def _later(day: str, copy: int) -> str:
    """A day, month or year so many copies later, as fine as it was."""
    whole = date.fromisoformat((day + "-01-01")[:10] if len(day) == 4 else (day + "-01")[:10])
    return (whole + timedelta(days=copy * DAYS_APART)).isoformat()[: len(day)]


def _outlet(number: int) -> str:
    towns = "Larkmoor Tidewater Harbour Gullrock Stonebridge Eastfield Millport Northgate Ashford Riverton".split()
    kinds = "Post Ledger Courier Gazette Herald Echo".split()
    return f"{towns[number % 10]} {kinds[number // 10 % 6]}"


def _country(value: object, copy: int) -> object:
    if value not in COUNTRIES:
        return value
    return COUNTRIES[(COUNTRIES.index(str(value)) + copy * copy) % len(COUNTRIES)]


def make_example_record(path: Path, events: int) -> int:
    """Build a record of the examples and write one of at least so many events made of it; return how many it holds."""
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "examples.record"
        command = [sys.executable, "-m", "onrecord", "build", str(EXAMPLES), "-o", str(small)]
        subprocess.run(command, check=True, capture_output=True)
        return make_record(path, small, events)


def main(arguments: Sequence[str]) -> int:
    """Make the record and say how long it took."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.big_record", description=__doc__.splitlines()[1])
    parser.add_argument("record", type=Path, nargs="?", default=Path("big.record"), help="where to put it")
    parser.add_argument("--events", type=int, default=EVENTS, help="at least so many events")
    parser.add_argument("--from", dest="small", type=Path, help="a record to make it of; the examples are built else")
    given = parser.parse_args(arguments)
    if given.record.exists():
        print(f"{given.record} exists; give another name, or delete it", file=sys.stderr)
        return 2
    began = time.monotonic()
    if given.small is None:
        count = make_example_record(given.record, given.events)
    else:
        count = make_record(given.record, given.small, given.events)
    size = given.record.stat().st_size / 1e6
    print(f"{given.record}: {count} events, {size:.0f} MB, in {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
