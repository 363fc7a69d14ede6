"""
A record of many events made from a small one, to measure the reading room on.

    python -m evaluation.big_record [RECORD] [--events 100000] [--from SMALL]

The small record is that of the examples, built with `onrecord build` unless one is given. Each copy
of it shifts the ids, the days, the outlets, the countries and places, and the names of the actors,
and adds a line to each text, so that no two reports are the same. Actors of many
reports come again in every third copy, others in every twelfth or fortieth, and four copies of each
ten tell one story: happenings and claims then have several reports, outlets and accounts, as in a
record of real news. Spans and quotes stay those
of the texts. What no page reads is left out: the keys that rows are compared by, the sketches of the
texts, and the links between rows of different groups.
"""

import argparse
import sqlite3
import subprocess
import sys
import tempfile
import time
from base64 import b32encode
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from evaluation.parts import ROOT
from onrecord.records import Run
from onrecord.store import Store
from onrecord.store.runs import pack_runs, unpack_runs

__all__ = ["ACTOR_TURNS", "EXAMPLES", "make_example_record", "make_record"]

Row = tuple[object, ...]

EXAMPLES = ROOT / "examples" / "reports"
EVENTS = 100_000
ACTOR_TURNS = (3, 12, 40)
"""
So many copies in a row have an actor of their own, then the first comes again: an actor of four reports
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

# Tables in an order in which triggers and references find what they need; the others stay empty.
TABLES = (
    "reports inputs report_sources zones facts sentences actors mentions actor_mentions statements spans events "
    "participants objects event_statements sketches copies shared_sentences agencies links world_actors event_groups "
    "claims accounts dependences details"
).split()
ROWS = "row row_a row_b event statement actor mention parent speaker addressee via doer receiver".split()
"""Columns that hold the id of a row of a report."""
DAY_COLUMNS = "date_start date_end published_start published_end published first_published last_published first_denied"


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of the small record."""

    number: int
    turns: Mapping[str, int]
    """Copies after which an actor comes again, by its id across reports and by its names."""
    sizes: Mapping[str, int]
    """Accounts of each claim of the small record."""

    def turn(self, actor: str) -> int:
        """Return which of its kind an actor is in this copy, from 0."""
        return self.number % self.turns.get(actor, 1)

    @property
    def teller(self) -> int:
        """The copy that told first what this one tells: of each ten, the last four tell one story."""
        return self.number if self.number % 10 < 6 else self.number // 10 * 10 + 6


def make_record(path: Path, small: Path, events: int, talk: Callable[[str], None] = print) -> int:
    """Write a record of at least so many events made of the small one; return how many it holds."""
    Store(path, "w").close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
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
        columns = {table: _columns(connection, table) for table in (*TABLES, "ledger_rows")}
        rows = {table: connection.execute(_question(table, columns[table])).fetchall() for table in columns}
        turns = _turns(connection)
        sizes = dict(connection.execute("SELECT claim, count(*) FROM small.accounts GROUP BY claim"))
        for copy in (Copy(number, turns, sizes) for number in range(copies)):
            connection.execute("BEGIN")
            for table, names in columns.items():
                marks = ", ".join("?" * len(names))
                verb = "INSERT OR IGNORE" if table in SHARED else "INSERT"
                shifted = _shift(table, names, rows[table], copy)
                connection.executemany(f"{verb} INTO {table} ({', '.join(names)}) VALUES ({marks})", shifted)
            connection.execute("COMMIT")
            if copy.number % 50 == 49:
                talk(f"{copy.number + 1} of {copies} copies")
        _settle(connection)
        return int(connection.execute("SELECT count(*) FROM events").fetchone()[0])


SHARED = ("world_actors", "event_groups", "claims")
"""Tables of which a later copy finds the row of an earlier one."""


def _begin(connection: sqlite3.Connection) -> None:
    """The rows that all reports share: the pipeline, the run, the outlets and agencies."""
    connection.execute("INSERT INTO pipelines SELECT * FROM small.pipelines")
    connection.execute("INSERT INTO runs SELECT * FROM small.runs")
    connection.execute("INSERT INTO sources SELECT * FROM small.sources")
    names = [(_outlet(n),) for n in range(OUTLETS)]
    connection.executemany("INSERT OR IGNORE INTO sources (name) VALUES (?)", names)


def _turns(connection: sqlite3.Connection) -> dict[str, int]:
    """How soon each actor of the small record comes again, by its id across reports and by its names."""
    found: dict[str, int] = {}
    rows = connection.execute(
        "SELECT world_actors.id, world_actors.name, actors.name, world_actors.reports FROM small.world_actors "
        "JOIN small.ledger_rows ON member_of = world_actors.id JOIN small.actors ON actors.id = row "
        "ORDER BY world_actors.reports"
    )
    for world_actor, world_name, name, reports in rows:
        often, seldom, once = ACTOR_TURNS
        turns = often if reports >= 4 else seldom if reports >= 2 else once
        found |= {world_actor: turns, world_name: turns, name: turns}  # those of most reports last
    return found


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table, but for the number that SQLite gives."""
    return [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})") if name != "number"]


def _question(table: str, names: Sequence[str]) -> str:
    """What is taken of a table."""
    where = "WHERE role = 'credit'" if table == "report_sources" else ""  # the outlets have names of their own
    if table == "links":
        same = "(SELECT member_of FROM small.ledger_rows WHERE row = {})"
        where = f"WHERE {same.format('row_a')} = {same.format('row_b')}"
    elif table == "ledger_rows":
        where = "ORDER BY kind"  # actors before events
    return f"SELECT {', '.join(names)} FROM small.{table} {where}"  # noqa: S608  # names of our own schema


def _shift(
    table: str, names: Sequence[str], rows: Sequence[tuple[object, ...]], copy: Copy
) -> list[tuple[object, ...]]:
    """The rows of one copy of a table."""
    changes = [_change(table, name, copy) for name in names]
    shifted = [tuple(change(value) for change, value in zip(changes, row, strict=True)) for row in rows]
    if table == "reports":
        shifted = [_with_line(names, row, copy) for row in shifted]
    if table in ("accounts", "dependences", "details"):  # told again: after the accounts of the copies before
        claim, places = names.index("claim"), [n for n, name in enumerate(names) if name.startswith("ordinal")]
        before = [copy.sizes[str(row[claim])] * (copy.number - copy.teller) for row in rows]
        shifted = [
            tuple(int(str(value)) + more if n in places else value for n, value in enumerate(row))
            for row, more in zip(shifted, before, strict=True)
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


def _change(table: str, name: str, copy: Copy) -> Callable[[object], object]:
    """What becomes of a value of one column."""
    if name in ("claim", "member_of", "world_actor") or (name == "id" and table in SHARED):
        return lambda value: _group(value, copy)
    if name in ("id", "report", "report_a", "report_b", "superseded", "family", *ROWS):
        return lambda value: value and _shifted(str(value), copy.number)
    if name in DAY_COLUMNS.split():
        return lambda value: value and _later(str(value), copy.number)
    if name in ("fingerprint", "sha256", "origin_sha256"):
        return lambda value: value and _digest(f"{copy.number} {value}")
    if name == "path" or name == "container":
        return lambda value: value and f"{copy.number:04}/{value}"
    if name in ("outlet",):
        return lambda value: value and _outlet(int(sha256(str(value).encode()).hexdigest()[:6], 16) + copy.number)
    if name in ("country", "place_country"):
        return lambda value: _country(value, copy.number)
    if (table, name) in (("actors", "name"), ("world_actors", "name"), ("accounts", "speaker_name")):
        return lambda value: _renamed(copy, value)
    if name == "place_name":
        return lambda value: value and f"{value} {copy.number % PLACE_TURNS + 1}"
    if name == "place_geonameid":
        return lambda value: value and int(str(value)) * 100 + copy.number % PLACE_TURNS
    if name in ("place_latitude", "place_longitude"):
        return lambda value: (
            None if value is None else max(-60, min(75, round(float(str(value)) + copy.number % 29 - 14, 3)))
        )
    if name == "title":
        return lambda value: value and f"{value} ({copy.number + 1})"
    if (table, name) == ("ledger_rows", "view"):
        return lambda _: "{}"
    return lambda value: b"" if (table, name) == ("sketches", "sketch") else value


def _group(value: object, copy: Copy) -> object:
    """The id of a group: actors come again after some copies, events and claims in those that tell them again."""
    if value is None:
        return None
    return _shifted(str(value), copy.turn(str(value)) if str(value)[0] == "w" else copy.teller)


@lru_cache(maxsize=20_000)
def _shifted(id: str, copy: int) -> str:
    """An id of the same kind that belongs to the copy."""
    return id[0] + b32encode(sha256(f"{copy} {id}".encode()).digest())[:12].decode().lower()


def _renamed(copy: Copy, name: object) -> object:
    """The name of an actor in this turn."""
    turn = copy.turn(str(name))
    return name if name is None or not turn else f"{name} {turn + 1}"


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


def _settle(connection: sqlite3.Connection) -> None:
    """Count anew what groups and claims hold, and say that the ledger is up to date."""
    connection.execute("DELETE FROM ledger_queue")
    connection.execute(
        "INSERT INTO report_sources (report, role, source) SELECT reports.id, 'outlet', sources.id "
        "FROM reports JOIN sources ON sources.name = reports.outlet"
    )
    connection.execute(
        "UPDATE event_groups SET (mentions, reports) = (SELECT count(*), count(DISTINCT report) "
        "FROM ledger_rows WHERE member_of = event_groups.id)"
    )
    connection.execute(
        "UPDATE claims SET (accounts, reports) = (SELECT count(*), count(DISTINCT report) FROM accounts "
        "WHERE claim = claims.id)"
    )
    connection.execute(
        "UPDATE claims SET outlets = (SELECT count(DISTINCT outlet) FROM accounts "
        "JOIN reports ON reports.id = accounts.report WHERE claim = claims.id)"
    )
    connection.execute(
        "UPDATE world_actors SET reports = (SELECT count(DISTINCT report) FROM ledger_rows "
        "WHERE member_of = world_actors.id)"
    )
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


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
