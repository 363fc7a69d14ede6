"""The names of the package, and what importing it costs."""

import subprocess
import sys
from pathlib import Path

import pooled
import pytest
from scripted import scripted_pipeline

import onrecord
from onrecord import Failure, ReportError, Settings, Store
from onrecord.assembly import Parts

EXPORTED = [
    *("ClaimFilters", "ClaimSheet", "CorrectionError", "Difference", "Drift", "Fixer", "FoundAccount", "FoundClaim"),
    *("Ledger", "differences", "open_ledger"),
    *("Actor", "Event", "EventDate", "EventPlace", "Failure", "Filters", "FoundEvent", "FoundStatement"),
    *("KnowledgeError", "Mention", "ModelError", "Object", "OnrecordError", "Participant", "Pipeline", "Problem"),
    *("Published", "Record", "Report", "ReportError", "Settings", "SettingsError", "SkipReason", "Span", "Stage"),
    *("Statement", "Status", "Store", "StoreError", "Summary", "Why", "Zone", "build", "read", "read_many"),
    *("record_from_json", "record_from_line", "record_to_json", "record_to_line"),
]


def test_the_exported_names_are_these() -> None:
    """The public names are these and no others: adding one is a decision."""
    assert sorted(onrecord.__all__) == sorted(EXPORTED)
    assert all(getattr(onrecord, name).__doc__ for name in EXPORTED)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """A name that is not there is an AttributeError, as of any module."""
    with pytest.raises(AttributeError, match="Ledger2"):
        _ = onrecord.Ledger2


@pytest.mark.parametrize("module", ["onrecord", "onrecord.cli.main"])
def test_importing_is_light(module: str) -> None:
    """Importing the package or its command line loads no model, no numbers, no database."""
    script = f"import sys, {module}; print(*(set(sys.modules) & {{'numpy', 'onnxruntime', 'sqlite3', 'py3langid'}}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_a_string_is_read_unchanged() -> None:
    """A string that names no file is the text itself."""
    record = onrecord.read("Anna Berg said that it rained.", pipeline=scripted_pipeline())
    assert record.report.text == "Anna Berg said that it rained."
    assert [record.quote(*statement.content) for statement in record.statements] == ["it rained"]


def test_a_path_is_read_from_its_file(tmp_path: Path) -> None:
    """A path, or a string that names a file, is read from there."""
    file = tmp_path / "a.txt"
    file.write_text("Anna Berg said that it rained.")
    for given in (file, str(file)):
        assert onrecord.read(given, pipeline=scripted_pipeline()).report.path == str(file)


def test_a_report_that_cannot_be_read_raises(tmp_path: Path) -> None:
    """One report that cannot be read is an exception, as is a folder of several or of none."""
    with pytest.raises(ReportError, match="English"):
        onrecord.read("UNREADABLE", pipeline=scripted_pipeline())
    with pytest.raises(ReportError, match="no report"):
        onrecord.read(tmp_path, pipeline=scripted_pipeline())
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("It rained.")
    with pytest.raises(ReportError, match="read_many"):
        onrecord.read(tmp_path, pipeline=scripted_pipeline())


def test_many_are_read_and_built(tmp_path: Path) -> None:
    """Records and failures come in order, and a build stores the same and passes over its own file."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("Anna Berg said that it rained.")
    (folder / "b.txt").write_text("UNREADABLE")
    outcomes = list(onrecord.read_many([folder], pipeline=scripted_pipeline()))
    assert [type(outcome).__name__ for outcome in outcomes] == ["Record", "Failure"]
    store = folder / "news.record"
    for _ in range(2):
        summary = onrecord.build([folder], store, pipeline=scripted_pipeline())
        assert (summary.seen, summary.skipped) == (2, 1)
    with Store(store) as opened:
        assert list(opened.records()) == outcomes[:1]


@pytest.mark.parametrize("workers", [1, 2])
def test_many_are_read_by_as_many_processes_as_are_asked_for(tmp_path: Path, workers: int) -> None:
    """Forty reports give the same records and failures, in order, whoever reads; a few start no process."""
    for number in range(40):
        (tmp_path / f"{number:02}.txt").write_text("UNREADABLE" if number == 7 else f"Anna Berg said {number} left.")
    settings, parts = Settings(workers=workers), Parts(assemble=pooled.assemble)
    outcomes = list(onrecord.read_many([tmp_path], settings=settings, parts=parts))
    assert outcomes == list(onrecord.read_many([tmp_path], pipeline=scripted_pipeline()))
    assert sum(isinstance(outcome, Failure) for outcome in outcomes) == 1
    few = [tmp_path / "00.txt", tmp_path / "01.txt"]
    assert list(onrecord.read_many(few, settings=settings, parts=Parts(assemble=lambda *_: scripted_pipeline())))
