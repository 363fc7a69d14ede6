"""Finding, asking in SQL, and why."""

import json
from pathlib import Path

import pytest
from scripted import raw_line, raw_text, scripted_pipeline

from onrecord.errors import StoreError
from onrecord.pipeline import build_store
from onrecord.records import Span
from onrecord.store import Filters, Store
from onrecord.store.hits import hits

CASES = Path(__file__).parent.parent / "cases"
FIND = [json.loads(line) for line in (CASES / "find.jsonl").read_text(encoding="utf-8").splitlines()]
HITS = [json.loads(line) for line in (CASES / "hits.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("find") / "news.record"
    raws = [
        raw_line(
            "x.jsonl:1",
            id="q1",
            text="Moscow accused Kyiv of shelling the port. Kyiv denied that it had shelled the port.",
            published="2024-05-02",
            outlet="The Bugle",
        ),
        raw_line(
            "x.jsonl:2",
            id="q2",
            text="Anna Bergström said that the naïve plan was \ud800 dead.",
            published="2024-06-01",
        ),
        raw_text("c.txt", "\N{GRINNING FACE} Pyongyang accused Anna Berg of spying."),
    ]
    with Store(path, "w") as opened:
        build_store(opened, scripted_pipeline(), raws)
    with Store(path) as opened:
        yield opened


@pytest.mark.parametrize("case", FIND, ids=[case["comment"] for case in FIND])
def test_filters_narrow_down(store: Store, case: dict[str, object]) -> None:
    """Each filter lets through the events and statements it names, and no others."""
    filters = Filters(**case["filters"])
    assert [event.who for event in store.find_events(filters)] == case["who"]
    assert [statement.speaker for statement in store.find_statements(filters)] == case["speakers"]


@pytest.mark.parametrize("case", HITS, ids=[case["comment"] for case in HITS])
def test_hits_are_found_where_they_stand(case: dict[str, object]) -> None:
    """The words of a search are found again in the text as whole words, without regard to case or accents."""
    assert [span.slice(case["text"]) for span in hits(case["wanted"], case["text"])] == case["hits"]


def test_hits_point_into_the_report(store: Store) -> None:
    """A full-text hit comes with its offsets in the text of the report."""
    (statement,) = store.find_statements(Filters(text="naive"))
    ((start, end),) = statement.hits
    assert store.record("q2").report.text[start:end] == "naïve"


def test_why_names_characters_bytes_and_rule(store: Store) -> None:
    """Each field comes with its characters, its offsets in code points, UTF-16 and bytes, and who set it."""
    (event,) = store.find_events(Filters(actor="Pyongyang"))
    why = store.why(event.event[:8])
    actor = next(ground for ground in why.grounds if ground.field == "actor")
    assert (why.id, why.table, why.path) == (event.event, "events", "c.txt")
    assert (actor.quote, actor.value, actor.set_by) == ("Pyongyang", "Pyongyang, PRK", "same name")
    assert (actor.span, actor.utf16, actor.raw) == (Span(2, 11), Span(3, 12), Span(5, 14))


@pytest.mark.parametrize("table", ["statements", "events", "actors", "mentions", "reports"])
def test_why_answers_for_every_row(store: Store, table: str) -> None:
    """Every row of every table has its grounds, and every quote is what the text has at the span."""
    for (row,) in store.sql(f"SELECT id FROM {table}").rows:
        why = store.why(row)
        text = store.record(why.report).report.text
        quoted = [ground for ground in why.grounds if ground.span]
        assert all(ground.span.slice(text) == ground.quote for ground in quoted)
        assert quoted or table == "reports"


def test_why_asks_for_more_of_an_ambiguous_id(store: Store) -> None:
    """The beginning of several ids is refused with some of them; the beginning of none with what to do."""
    with pytest.raises(StoreError, match="more than one"):
        store.why("a")
    with pytest.raises(StoreError, match="onrecord find"):
        store.why("zzz")


@pytest.mark.parametrize(
    "question",
    [
        "DELETE FROM reports",
        "PRAGMA query_only = OFF",
        "PRAGMA journal_mode = DELETE",
        "ATTACH 'other.sqlite' AS other",
        "CREATE TEMP TABLE t (a)",
        "BEGIN",
        "VACUUM INTO 'copy.sqlite'",
        "SELECT load_extension('x')",
        "INSERT INTO reports_fts (reports_fts) VALUES ('rebuild')",
    ],
)
def test_sql_only_reads(store: Store, question: str) -> None:
    """SQL that would change anything, inside the file or beside it, is refused and changes nothing."""
    with pytest.raises(StoreError, match="refused"):
        store.sql(question)
    assert store.status().reports == 3


@pytest.mark.parametrize("question", ["SELECT nothing FROM nowhere", "SELECT 1; SELECT 2", "", "SELEC 1"])
def test_wrong_sql_is_explained(store: Store, question: str) -> None:
    """SQL that is wrong is an error of one line."""
    with pytest.raises(StoreError, match="SQL"):
        store.sql(question)


def test_endless_sql_is_stopped(store: Store) -> None:
    """A question that would never end is stopped, and the record can be asked again."""
    endless = "WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t"
    with pytest.raises(StoreError, match="seconds"):
        store.sql(endless, max_seconds=0.05)
    assert store.sql("SELECT count(*) FROM reports").rows == ((3,),)


def test_rows_are_cut_at_the_limit(store: Store) -> None:
    """No more rows than asked for come back, and the answer says that there were more."""
    answer = store.sql("SELECT id FROM reports ORDER BY number", max_rows=2)
    assert answer.rows == (("q1",), ("q2",))
    assert answer.cut
    assert answer.columns == ("id",)


def test_full_text_search_works_from_sql(store: Store) -> None:
    """The full-text index answers plain SQL, without regard to accents."""
    question = "SELECT reports.id FROM reports_fts JOIN reports ON number = reports_fts.rowid WHERE reports_fts MATCH ?"
    assert store.sql(question, ("bergstrom",)).rows == (("q2",),)
