"""The runner: order, failures in their place, batches."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripted import raw_text, scripted_pipeline

from onrecord.assembly import default_pipeline
from onrecord.errors import OnrecordError, SkipReason
from onrecord.pipeline import Deferred, Pipeline, read_reports
from onrecord.records import Failure, RawReport
from onrecord.settings import Settings

found = Failure(path="x.zip", stage="intake", reason=SkipReason.ENCRYPTED, message="found a password")
kinds = st.lists(st.sampled_from(["good", "empty", "unreadable", "failed"]), max_size=20)


@settings(max_examples=50, derandomize=True, deadline=None)
@given(kinds, st.integers(1, 7))
def test_each_outcome_stands_where_its_input_stood(wanted: list[str], batch_reports: int) -> None:
    """Whatever fails, and however the batches fall, outcomes come one for each input and in order."""
    texts = {"good": "Anna Berg said that it rained.", "empty": " ", "unreadable": "UNREADABLE"}
    raws = [found if kind == "failed" else raw_text(f"{n}", texts[kind]) for n, kind in enumerate(wanted)]
    outcomes = list(read_reports(scripted_pipeline(), raws, batch_reports=batch_reports))
    assert [_kind(outcome) for outcome in outcomes] == wanted
    for raw, outcome in zip(raws, outcomes, strict=True):
        assert raw.path == (outcome.path if isinstance(outcome, Failure) else outcome.report.path)


def _kind(outcome: object) -> str:
    names = {SkipReason.EMPTY: "empty", SkipReason.NOT_ENGLISH: "unreadable", SkipReason.ENCRYPTED: "failed"}
    return names[outcome.reason] if isinstance(outcome, Failure) else "good"


def test_a_failure_names_stage_and_digest() -> None:
    """A failure says which stage gave up and on which bytes."""
    (failure,) = scripted_pipeline()([raw_text("a.txt", "UNREADABLE")])
    assert (failure.stage, failure.message) == ("read", "found UNREADABLE; expected English")
    assert len(failure.sha256) == 64


def test_reading_is_lazy() -> None:
    """No more inputs are taken than the batch at hand needs."""
    taken = []

    def raws():
        for n in range(100):
            taken.append(n)
            yield raw_text(f"{n}", "Anna Berg said that it rained.")

    next(read_reports(scripted_pipeline(), raws(), batch_reports=4))
    assert taken == [0, 1, 2, 3]


def test_large_reports_make_small_batches() -> None:
    """A batch is closed by its bytes as well as by its number."""
    taken = []

    def raws():
        for n in range(10):
            taken.append(n)
            yield raw_text(f"{n}", "x" * 3_000_000)

    next(read_reports(Pipeline(()), raws(), batch_reports=100))
    assert taken == [0, 1]


def test_a_stage_that_loses_an_input_is_a_bug() -> None:
    """A stage that gives fewer outputs than inputs stops the run: it would shift every later outcome."""

    class Loser:
        name, version = "lose", "1"

        def __call__(self, items: Sequence[RawReport], /) -> list[RawReport]:
            return list(items)[1:]

    with pytest.raises(OnrecordError, match="lose gave 1 outputs for 2 inputs"):
        Pipeline((Loser(),))([raw_text("a", "x"), raw_text("b", "y")])


def test_the_version_names_every_stage() -> None:
    """The version of a pipeline is that of all its stages."""
    assert scripted_pipeline(version="7").version == "clean=1 read=7 resolve=1"


class _Counting:
    """A stage that counts how often one is made."""

    name, version = "count", "1"
    made = 0

    def __init__(self) -> None:
        type(self).made += 1

    def __call__(self, items: Sequence[int], /) -> list[int]:
        return [item + 1 for item in items]


def test_a_deferred_stage_is_made_once_and_when_first_run() -> None:
    """Its version is known before; several threads that run it first make one."""
    _Counting.made = 0
    stage = Deferred("count", "1", _Counting)
    assert Pipeline((stage,)).version == "count=1"
    assert _Counting.made == 0
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(stage, [[n] for n in range(8)])) == [[n + 1] for n in range(8)]
    assert _Counting.made == 1


def test_a_deferred_stage_that_is_another_is_a_fault() -> None:
    """A record would say that it was made by what did not make it."""
    with pytest.raises(AssertionError):
        Deferred("count", "2", _Counting).ready()


def test_the_pipeline_of_this_release_says_what_the_stages_it_makes_say() -> None:
    """Its version is the same before and after the model is loaded."""
    pipeline = default_pipeline(Settings(threads=1))
    before = pipeline.version
    pipeline.ready()
    assert pipeline.version == before
