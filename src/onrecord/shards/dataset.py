"""
Questions over shards, with no record in between: DuckDB on the Parquet files.

    with Dataset("shards/") as dataset:
        dataset.sql("select month, type, count(*) from events group by all order by 1").rows

Tables and views have the names and columns of a record's; tables that belong to a month have
the column `month` besides, and a question that names it opens only the files of that month.
Only shards that are whole are seen, and a report that lies in several, once: that of the first.
"""

import re
from collections import defaultdict
from importlib.resources import files
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Any, Self

import duckdb

from onrecord.errors import StoreError
from onrecord.shards.folder import ShardFolder
from onrecord.shards.tables import LEDGER_TABLES, TABLES, WHOLE, table_columns
from onrecord.store import Answer

__all__ = ["VIEWS", "Dataset"]

VIEWS = (
    *("who_said_what", "who_did_what", "disputed", "provenance"),
    *("who_claims_what", "differing_details", "wire_families", "monthly_events"),
)
"""Views of a record; the last four, and the tables of the ledger, are empty before a merge."""

_VIEW = re.compile(r"CREATE VIEW (?P<name>\w+) AS")
_KINDS = {"TEXT": "VARCHAR", "INTEGER": "BIGINT", "REAL": "DOUBLE", "BLOB": "BLOB"}


class Dataset:
    """The finished shards of a folder, open for questions; a context manager."""

    def __init__(self, folder: str | Path) -> None:
        """Open a folder of shards; ShardError where it is none."""
        self.folder = ShardFolder(folder)
        self.folder.description()
        # Nothing is fetched: DuckDB would download what it lacks.
        apart = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
        self._connection = duckdb.connect(":memory:", config=dict(apart))
        places = self._places()
        repeats = self._find_repeats(places)
        for table in (*TABLES, *WHOLE, *LEDGER_TABLES):
            self._connection.execute(_table_view(table, places[table], repeats=repeats))
        for view in _record_views():
            self._connection.execute(view)
        root = self.folder.path.resolve()
        # From here on only our own files can be opened, and nobody can change that.
        allowed = ", ".join(_literal(str(root / name)) for name in ("tables", "ledger"))
        self._connection.execute(f"SET allowed_directories = [{allowed}]")
        self._connection.execute("SET enable_external_access = false")
        self._connection.execute("SET lock_configuration = true")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the files go."""
        self._connection.close()

    def sql(
        self,
        question: str,
        parameters: list[Any] | None = None,
        *,
        max_rows: int | None = None,
        max_seconds: float = 60,
    ) -> Answer:
        """Return the answer to one SELECT in DuckDB's SQL; `StoreError` where it is refused, wrong or too slow."""
        watch = Timer(max_seconds, self._connection.interrupt)
        watch.daemon = True
        try:
            kinds = [each.type for each in duckdb.extract_statements(question)]
            if kinds != [duckdb.StatementType.SELECT]:
                raise StoreError("the SQL was refused: shards are only read here; expected one SELECT")
            watch.start()
            self._connection.execute(question, parameters or [])
            rows = self._connection.fetchall() if max_rows is None else self._connection.fetchmany(max_rows + 1)
        except duckdb.InterruptException as error:
            message = f"the SQL took longer than {max_seconds:g} seconds and was stopped; narrow it down"
            raise StoreError(f"{message}, or raise the limit") from error
        except duckdb.Error as error:
            raise StoreError(f"the SQL is wrong: {error}; tables and columns are listed by: onrecord schema") from error
        finally:
            watch.cancel()
        columns = tuple(column[0] for column in self._connection.description or ())
        cut = max_rows is not None and len(rows) > max_rows
        return Answer(columns=columns, rows=tuple(map(tuple, rows[:max_rows])), cut=cut)

    def _places(self) -> dict[str, list[str]]:
        """Return the files of each table, of the shards that are whole."""
        places: defaultdict[str, list[str]] = defaultdict(list)
        root = self.folder.path.resolve()
        for shard in self.folder.plan():
            marker = self.folder.marker(shard.key)
            for file, _, _ in marker.files if marker else ():
                kind, _, rest = file.partition("/")
                if kind == "tables":
                    places[rest.partition("/")[0]].append(str(root / file))
        for path in sorted((root / "ledger").glob("*.parquet")):
            places[path.stem].append(str(path))
        return places

    def _find_repeats(self, places: dict[str, list[str]]) -> bool:
        """Write down which rows are those of a report that an earlier shard holds too; return whether there are any."""
        run = self._connection.execute
        run("CREATE TEMP TABLE repeats (id VARCHAR, shard VARCHAR)")
        if not places["reports"]:
            return False
        order = {place: n for n, place in enumerate(places["reports"])}
        found = run(
            f"SELECT id, list(filename) FROM {_files(places['reports'])} GROUP BY id HAVING count(*) > 1"  # noqa: S608
        ).fetchall()
        late = [(report, path) for report, paths in found for path in sorted(paths, key=order.__getitem__)[1:]]
        if not late:
            return False
        shards = {"/".join(path.split("/")[-2:]) for _, path in late}
        self._connection.executemany(f"INSERT INTO repeats SELECT ?, {_SHARD.format('?')}", late)
        for table in ("statements", "events", "actors"):
            mine = [path for path in places[table] if "/".join(path.split("/")[-2:]) in shards]
            if mine:
                run(
                    f"INSERT INTO repeats SELECT rows.id, repeats.shard FROM {_files(mine)} AS rows "  # noqa: S608
                    f"JOIN repeats ON repeats.id = rows.report AND repeats.shard = {_SHARD.format('rows.filename')}"
                )
        return True


_KEYS = {
    **dict.fromkeys(TABLES, "report"),
    "reports": "id",
    **dict.fromkeys(("actor_mentions",), "actor"),
    **dict.fromkeys(("spans",), "statement"),
    **dict.fromkeys(("participants", "objects", "event_statements", "own_types"), "event"),
}
"""By what a row is known to belong to a report that is repeated."""
_SHARD = "array_to_string(string_split({}, '/')[-2:], '/')"
"""Month and key of the shard that a file belongs to, which its files of all tables share."""


def _table_view(table: str, places: list[str], *, repeats: bool) -> str:
    """Return the SQL of a view over the files of a table; an empty one where there is no file."""
    columns = table_columns(table)
    if not places:
        nulls = ", ".join(f'CAST(NULL AS {_KINDS[kind]}) AS "{name}"' for name, kind in columns.items())
        month = ", CAST(NULL AS VARCHAR) AS month" if table in TABLES else ""
        return f'CREATE VIEW "{table}" AS SELECT {nulls}{month} WHERE false'
    named = ", ".join(f'"{name}"' for name in (*columns, *(("month",) if table in TABLES else ())))
    view = f'CREATE VIEW "{table}" AS SELECT {named} FROM {_files(places)} AS rows'  # noqa: S608  # our own names
    if table not in TABLES or not repeats:
        return view
    return (
        f'{view} WHERE NOT EXISTS (SELECT 1 FROM repeats WHERE repeats.id = rows."{_KEYS[table]}" '  # noqa: S608
        f"AND repeats.shard = {_SHARD.format('rows.filename')})"
    )


def _files(places: list[str]) -> str:
    listed = ", ".join(map(_literal, places))
    return f"read_parquet([{listed}], hive_partitioning = true, hive_types_autocast = false, filename = true)"


def _record_views() -> list[str]:
    """Return the views of a record as DuckDB takes them: `end` is a word of its own there."""
    found: dict[str, str] = {}
    for name in ("0002_views.sql", "0003_ledger.sql", "0006_own_types.sql"):
        script = files("onrecord.store").joinpath("schema", name).read_text(encoding="utf-8")
        for statement in re.split(r";\s*\n", re.sub(r"--[^\n]*", "", script)):
            view = _VIEW.match(statement.strip())
            if view and view["name"] in VIEWS:
                found[view["name"]] = re.sub(r"\bend\b", '"end"', statement)
    return list(found.values())


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
