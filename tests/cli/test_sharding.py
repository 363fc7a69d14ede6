"""Shards on the command line: build, merge, ask."""

import json
from pathlib import Path

import pooled
import pytest
from click.testing import CliRunner, Result

from onrecord.assembly import Parts
from onrecord.cli.main import group

pytest.importorskip("pyarrow", reason="shards are Parquet; pyarrow is not installed")
pytest.importorskip("duckdb", reason="shards are asked by DuckDB; duckdb is not installed")

TEXT = "Moscow accused Kyiv of shelling the port. Kyiv denied that it had done so."


def run(*words: object, code: int = 0, parts: Parts | None = None) -> Result:
    """Run a command and check its exit code."""
    parts = parts or Parts(assemble=pooled.assemble)
    result = CliRunner().invoke(group, [str(word) for word in words], obj=parts)
    assert result.exit_code == code, result.output
    return result


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Twelve texts and an empty file in a folder of the current one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    for n in range(12):
        (tmp_path / "news" / f"{n:02}.txt").write_text(f"{TEXT} Report {n}.")
    (tmp_path / "news" / "empty.txt").touch()
    return tmp_path


def test_build_merge_ask() -> None:
    """Shards are made, merged and asked, and each command says what to do next."""
    built = run("build", "news", "--shards", "sh", "--shard-reports", "3", "--workers", "1", code=3)
    assert "12 read, 1 skipped" in built.stderr
    assert "try: onrecord merge sh -o news.record" in built.stderr
    merged = run("merge", "sh", "-o", "news.record", code=3)
    assert "13 seen, 12 read, 0 unchanged, 1 skipped" in merged.stderr
    asked = run("sql", "--on", "sh", "select count(*) as n from disputed")
    assert json.loads(asked.stdout) == {"n": 12}
    assert json.loads(run("sql", "news.record", "select count(*) as n from disputed").stdout) == {"n": 12}
    listed = run("sql", "--on", "sh", "select input, reason from failures", "--format", "csv")
    assert listed.stdout == "input,reason\nnews/empty.txt,empty\n"


def test_parts_add_up() -> None:
    """Three machines that each make a part make all shards."""
    for part in ("2/3", "3/3"):
        run("build", "news", "--shards", "sh", "--shard-reports", "3", "--workers", "1", "--part", part, "-q")
    assert "are not made yet" in run("merge", "sh", code=1).stderr
    run("build", "news", "--shards", "sh", "--shard-reports", "3", "--workers", "1", "-q", code=3)
    assert "12 read" in run("merge", "sh", "-o", "news.record", code=3).stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("build", "news", "--part", "1/2"), "--part is for shards"),
        (("build", "news", "--shard-reports", "5"), "--shard-reports is for shards"),
        (("build", "news", "--replace"), "--replace is for shards"),
        (("build", "news", "--shards", "sh", "--part", "4/3"), "expected K/N"),
        (("build", "news", "--shards", "sh", "--address", "ray://x"), "expected --engine ray"),
        (("build", "news", "--shards", "sh", "-o", "a.record"), "onrecord merge"),
        (("sql", "--on", "news"), "Missing argument"),
        (("sql", "--on", "news", "a.record", "select 1"), "expected one question"),
    ],
)
def test_options_that_do_not_fit(words: tuple[str, ...], message: str) -> None:
    """Options that say nothing where they stand are usage errors that name what is missing."""
    assert message in run(*words, code=2).stderr


def test_a_pipeline_without_a_name_makes_no_shards() -> None:
    """What other processes cannot make by name is refused for shards."""
    parts = Parts(assemble=lambda settings, published: pooled.assemble(settings, published))
    result = run("build", "news", "--shards", "sh", code=2, parts=parts)
    assert "other processes can make by name" in result.stderr


def test_workers_on_the_command_line() -> None:
    """A build with two workers reports what a build with one does."""
    for n in range(12, 60):
        Path("news", f"{n:02}.txt").write_text(f"{TEXT} Report {n}.")
    for workers in (1, 2):
        result = run("build", "news", "-o", f"{workers}.record", "--workers", workers, "--no-ledger", code=3)
        assert "61 seen, 60 read, 0 unchanged, 1 skipped" in result.stderr
