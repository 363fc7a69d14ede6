"""Each format out is timed and weighed by itself."""

from pathlib import Path

from evaluation.exports import measure_format
from newsroom import SENTENCES, build, report


def test_a_format_is_measured_and_cleared_away(tmp_path: Path) -> None:
    """The bytes of all files count, folders go, and time and memory are those of the command."""
    build(tmp_path / "a.record", [report("r1", *SENTENCES[:3], outlet="Bugle")])
    (tmp_path / "out").mkdir()
    run, size = measure_format(tmp_path / "a.record", "timemap", tmp_path / "out")
    assert size > 0
    assert run.peak_bytes > 0
    assert not list((tmp_path / "out").iterdir())
