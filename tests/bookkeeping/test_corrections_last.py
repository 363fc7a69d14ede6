"""Corrections last: through rebuilds, another model, another order; what no longer applies is listed."""

import json
import tempfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsroom import SENTENCES, build, ledger_of, newsrooms, pipeline, problems, report

from onrecord.bookkeeping import Fixer, Ledger, bring_up_to_date, confirmed_records, training_rows
from onrecord.errors import CorrectionError
from onrecord.ledger.corrections import FIELDS, Correction
from onrecord.records import Act, Factuality, RawReport
from onrecord.store import ClaimFilters, Store

VALUES = {
    "events": [("factuality", "PS+"), ("tense", "future"), ("date", "2024-05-03"), ("dead", "3"), ("country", "UKR")],
    "statements": [("act", "think"), ("form", "direct"), ("speaker", "Kyiv"), ("source_kind", "unnamed")],
    "actors": [("name", "Anna Maria Berg"), ("country", "RUS"), ("office", "spokesman"), ("sectors", "GOV MIL")],
    "mentions": [("kind", "person")],
    "reports": [("outlet", "Night Wire"), ("credit", "Crosswind News Agency"), ("published", "2024-06-01")],
}


def _rows(store: Store) -> dict[str, list[str]]:
    return {
        table: [row[0] for row in store.sql(f"SELECT id FROM {table} ORDER BY id").rows]
        for table in ("events", "statements", "actors", "mentions", "reports")
    }


def _correct(store: Store, fixer: Fixer, random: Random) -> Correction | None:
    """Make one random correction; None where the one that was drawn cannot be made."""
    rows = {table: ids for table, ids in _rows(store).items() if ids}
    table = random.choice(sorted(rows))
    row = random.choice(rows[table])
    action = random.choice(["set", "set", "set", "reject", "confirm", "merge", "split", "alias", "undo"])
    try:
        if action == "set":
            field, value = random.choice(VALUES[table])
            return fixer.set_field(row, field, value)
        if action in ("reject", "confirm"):
            return getattr(fixer, action)(row)
        if action == "merge":
            others = [claim.id for claim in store.claims.find()] if table == "reports" else rows[table]
            return fixer.merge(*random.sample(others, min(len(others), 2)))
        if action == "split":
            return fixer.split(row)
        if action == "alias":
            return fixer.alias(row, random.choice(["Berg", "Moscow", "Holm"]))
        return fixer.undo(random.choice(fixer.log()).id) if fixer.log() else None
    except CorrectionError:
        return None


def _corrected(path: Path, seed: int, count: int) -> None:
    random = Random(seed)  # noqa: S311  # no secrets here
    with Store(path, "w") as store:
        fixer = Ledger(store).fixer(author="A. Editor", reason="by chance")
        made = 0
        while made < count:
            made += _correct(store, fixer, random) is not None


def _outcomes(path: Path) -> dict[str, set[str]]:
    with Store(path) as store:
        found: dict[str, set[str]] = {}
        for correction, outcome in store.sql("SELECT correction, outcome FROM correction_log").rows:
            found.setdefault(correction, set()).add(outcome)
        return found


def _log(path: Path) -> list[Correction]:
    with Store(path, "w") as store:
        return Ledger(store).fixer().log()


def _newsroom() -> list[RawReport]:
    return [
        report(
            f"r{n}",
            *(SENTENCES[(n * 3 + k) % len(SENTENCES)] for k in range(3)),
            outlet=["Bugle", None, "Harbour Courier"][n % 3],
            published=f"2024-05-0{n % 4 + 1}",
        )
        for n in range(8)
    ]


def test_two_hundred_corrections_are_applied_or_listed_after_a_rebuild(tmp_path: Path) -> None:
    """After 200 random corrections another model reads all anew: each correction is applied, or listed with why not."""
    path, fresh = tmp_path / "news.record", tmp_path / "fresh.record"
    build(path, _newsroom())
    _corrected(path, seed=7, count=200)
    assert len(_log(path)) == 200
    build(fresh, _newsroom()[::-1], read_by=pipeline(other=True))
    with Store(fresh, "w") as store:
        assert Ledger(store).fixer().apply_log(_log(path)) == 200
    build(path, _newsroom(), read_by=pipeline(other=True))
    for each in (path, fresh):
        outcomes = _outcomes(each)
        assert len(outcomes) == 200
        assert not any("not applied yet" in found for found in outcomes.values())
        assert {"applied", "no such row"} <= set().union(*outcomes.values())
        assert problems(each) == []
    assert ledger_of(fresh) == ledger_of(path)


@given(newsrooms(), st.integers(0, 2**16), st.randoms(use_true_random=False))
@settings(max_examples=12)
def test_corrections_hold_in_any_order(raws: list[RawReport], seed: int, random: Random) -> None:
    """Corrections made on a part of the reports give the same ledger as the same log applied to all of them at once."""
    with tempfile.TemporaryDirectory() as folder:
        grown, whole = Path(folder) / "grown.record", Path(folder) / "whole.record"
        build(grown, raws[:2])
        _corrected(grown, seed, 6)
        build(grown, raws[2:])
        shuffled = random.sample(raws, len(raws))
        build(whole, shuffled)
        with Store(whole, "w") as store:
            Ledger(store).fixer().apply_log(_log(grown))
        assert ledger_of(whole) == ledger_of(grown)
        assert problems(grown) == []


@given(newsrooms(), st.integers(0, 2**16))
@settings(max_examples=10)
def test_undoing_all_gives_back_what_was_read(raws: list[RawReport], seed: int) -> None:
    """When every correction is taken back, the record and its ledger are what they were."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.record"
        build(path, raws)
        with Store(path) as store:
            before = list(store.records())
        ledger = ledger_of(path)
        _corrected(path, seed, 5)
        with Store(path, "w") as store:
            fixer = Ledger(store).fixer()
            for made in reversed([each for each in fixer.log() if not each.undoes]):
                if not any(each.undoes == made.id for each in fixer.log()):
                    fixer.undo(made.id)
            assert list(store.records()) == before
        after = ledger_of(path)
        outcomes = after.pop("correction_outcomes")
        ledger.pop("correction_outcomes")
        assert {outcome for *_, outcome in outcomes} <= {"undone"}
        assert after == ledger


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record of two reports, one of which denies what the other reports."""
    path = tmp_path / "news.record"
    build(
        path,
        [
            report("r1", SENTENCES[0], SENTENCES[5], outlet="Bugle", published="2024-05-01"),
            report("r2", SENTENCES[1], SENTENCES[6], outlet="Harbour Courier", published="2024-05-02"),
        ],
    )
    return path


def _one(path: Path, table: str, report: str, n: int = 0) -> str:
    with Store(path) as store:
        return str(getattr(store.record(report), table)[n].id)


def test_a_field_stays_set_after_another_model_read_the_report(path: Path) -> None:
    """A factuality set by hand is there again after a rebuild, and `why` names the correction and its reason."""
    event = _one(path, "events", "r1")
    with Store(path, "w") as store:
        made = Ledger(store).fixer(author="A. Editor", reason="it said may").set_field(event, "factuality", "ps+")
        assert made.before == '"CT+"'
        assert made.after == '"PS+"'
    build(path, [report("r1", SENTENCES[0], SENTENCES[5], outlet="Bugle", published="2024-05-01")],
          read_by=pipeline(other=True))  # fmt: skip
    with Store(path) as store:
        (read,) = store.record("r1").events
        assert read.factuality is Factuality.POSSIBLE
        grounds = {each.field: each.set_by for each in store.why(read.id).grounds}
        assert grounds["factuality"] == f"correction {made.id} by A. Editor: it said may"


def test_a_rejected_statement_leaves_what_it_held(path: Path) -> None:
    """A statement that is none goes, nothing points at it, and an undo brings it back."""
    statement = _one(path, "statements", "r2")
    with Store(path, "w") as store:
        fixer = Ledger(store).fixer()
        made = fixer.reject(statement)
        assert statement not in {each.id for each in store.record("r2").statements}
        fixer.undo(made.id[:6])
        assert statement in {each.id for each in store.record("r2").statements}
    assert problems(path) == []


def test_undo_without_an_id_takes_back_the_last_that_holds(path: Path) -> None:
    """Each undo takes back one correction more, and says so when none is left."""
    event = _one(path, "events", "r1")
    with Store(path, "w") as store:
        fixer = Ledger(store).fixer()
        fixer.set_field(event, "factuality", "PS+")
        fixer.set_field(event, "tense", "future")
        fixer.undo()
        assert store.record("r1").events[0].factuality is Factuality.POSSIBLE
        fixer.undo()
        assert store.record("r1").events[0].factuality is Factuality.CERTAIN
        with pytest.raises(CorrectionError, match="no correction holds"):
            fixer.undo()


def test_merged_and_split_claims_stay_so(path: Path) -> None:
    """Two claims made one have the accounts of both; taken apart again they are two."""
    event, denial = _one(path, "events", "r1"), _one(path, "statements", "r2")
    with Store(path, "w") as store:
        ledger = Ledger(store)
        first, second = ledger.claim(event).claim.id, ledger.claim(denial).claim.id
        assert first != second
        made = ledger.fixer().merge(first, second)
        sheet = ledger.claim(event)
        assert {event, denial} <= {account.row for account in sheet.accounts}
        assert sheet.claim.standing == "disputed"
        ledger.fixer().undo(made.id)
        assert ledger.claim(denial).claim.id == second


def test_an_actor_split_from_another_stays_apart(tmp_path: Path) -> None:
    """Two reports' actors that were taken for one are two after a split, and one again after a merge."""
    path = tmp_path / "news.record"
    raws = [report(f"r{n}", SENTENCES[5 + n], published="2024-05-01") for n in range(2)]
    build(path, raws)
    ours, theirs = (_actor(path, f"r{n}") for n in range(2))
    with Store(path, "w") as store:
        ledger = Ledger(store)
        assert ledger.actors(ours)[0]["id"] == ledger.actors(theirs)[0]["id"]
        ledger.fixer().split(ours)
        assert ledger.actors(ours)[0]["id"] != ledger.actors(theirs)[0]["id"]
    build(path, raws, read_by=pipeline("2"))
    with Store(path, "w") as store:
        ledger = Ledger(store)
        assert ledger.actors(ours)[0]["id"] != ledger.actors(theirs)[0]["id"]
        ledger.fixer().merge(ours, theirs)
        assert ledger.actors(ours)[0]["id"] == ledger.actors(theirs)[0]["id"]


def test_one_text_is_not_taken_apart(tmp_path: Path) -> None:
    """Rows of two reports of the same words cannot be told apart, and a split of them is refused."""
    path = tmp_path / "news.record"
    build(path, [report(f"r{n}", SENTENCES[5], published="2024-05-01") for n in range(2)])
    with Store(path, "w") as store, pytest.raises(CorrectionError, match="word for word"):
        Ledger(store).fixer().split(_actor(path, "r0"))


def _actor(path: Path, report: str) -> str:
    with Store(path) as store:
        return next(str(each.id) for each in store.record(report).actors if each.name == "Anna Berg")


def test_an_alias_holds_for_reports_to_come(path: Path) -> None:
    """A name said to be that of an actor ties every actor of that name to it, also in reports that come later."""
    actor = _actor(path, "r1")
    with Store(path, "w") as store:
        Ledger(store).fixer().alias(actor, "Jonas Holm")
    build(path, [report("r9", SENTENCES[8], published="2024-05-05")])
    with Store(path) as store:
        later = next(each.id for each in store.record("r9").actors if each.name == "Jonas Holm")
        ledger = Ledger(store)
        assert ledger.actors(later)[0]["id"] == ledger.actors(actor)[0]["id"]


def test_only_confirmed_rows_are_given_out(path: Path) -> None:
    """Confirmed rows come out with what they point at, and nothing else does."""
    statement = _one(path, "statements", "r2")
    with Store(path, "w") as store:
        ledger = Ledger(store)
        made = ledger.fixer().confirm(statement)
        (record,) = confirmed_records(store)
        assert [each.id for each in record.statements] == [statement]
        assert [each.name for each in record.actors] == ["Kyiv"]
        assert record.events == ()
        assert {claim.id for claim in ledger.claims(ClaimFilters(confirmed=True))} == {ledger.claim(statement).claim.id}
        (row,) = training_rows(store)
        assert (row["action"], row["quote"], row["correction"]) == ("confirm", "denied", made.id)
        assert row["sentence"] == SENTENCES[1]


def test_a_correction_of_a_text_that_is_gone_is_listed(path: Path) -> None:
    """When the report of a correction holds another text, the correction is listed as having none; it is not lost."""
    event = _one(path, "events", "r1")
    with Store(path, "w") as store:
        made = Ledger(store).fixer().set_field(event, "tense", "future")
    build(path, [report("r1", "Anna Berg said that nothing of it was true.")])
    assert _outcomes(path)[made.id] == {"no such report"}
    with Store(path) as store:
        assert store.status().corrections_lost == 1
    build(path, [report("r1", SENTENCES[0], SENTENCES[5], outlet="Bugle", published="2024-05-01")])
    assert _outcomes(path)[made.id] == {"applied"}


def test_the_log_only_grows(path: Path) -> None:
    """No line of the log can be changed or deleted, not by SQL either."""
    import sqlite3

    with Store(path, "w") as store:
        Ledger(store).fixer().confirm(_one(path, "events", "r1"))
    connection = sqlite3.connect(path)
    for sql in ("DELETE FROM corrections", "UPDATE corrections SET author = 'nobody'"):
        with pytest.raises(sqlite3.IntegrityError, match="only grows"):
            connection.execute(sql)
    connection.close()


@pytest.mark.parametrize(
    ("table", "field", "value", "message"),
    [
        ("events", "colour", "red", "no field of events"),
        ("events", "factuality", "sure", "expected one of CT\\+"),
        ("events", "date", "last week", "expected a day"),
        ("events", "date", "2024-05-09 to 2024-05-01", "expected a day"),
        ("events", "dead", "-1", "expected a whole number"),
        ("events", "country", "Ukraine", "expected a country code"),
        ("actors", "name", " ", "expected a text"),
    ],
)
def test_what_cannot_be_set_is_refused(path: Path, table: str, field: str, value: str, message: str) -> None:
    """A field or a value that there is not is refused with what was expected, and the log stays as it is."""
    with Store(path, "w") as store:
        fixer = Ledger(store).fixer()
        with pytest.raises(CorrectionError, match=message):
            fixer.set_field(_one(path, table, "r1"), field, value)
        assert fixer.log() == []


def test_an_unknown_speaker_is_listed_as_such(path: Path) -> None:
    """A speaker by a name that the report does not hold cannot be set: the log says so, the row stays as it was."""
    statement = _one(path, "statements", "r2")
    with Store(path, "w") as store:
        made = Ledger(store).fixer().set_field(statement, "speaker", "Nobody Known")
        assert store.record("r2").statements[0].act is Act.DENY
        assert store.record("r2").statements[0].speaker is not None
    (outcome,) = _outcomes(path)[made.id]
    assert "no actor named 'Nobody Known'" in outcome


def test_the_values_tried_are_fields_there_are() -> None:
    """Every field of these tests can be set, so that a refusal in them means something."""
    assert all(field in FIELDS[table] for table, some in VALUES.items() for field, _ in some)


def test_bringing_up_to_date_twice_changes_nothing(path: Path) -> None:
    """An update with nothing to do leaves the file's ledger as it is."""
    before = ledger_of(path)
    with Store(path, "w") as store:
        assert bring_up_to_date(store) == 0
    assert ledger_of(path) == before
    assert json.dumps(before, default=str)
