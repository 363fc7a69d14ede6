"""
The framework, all of it: a stage is a callable on a batch, a pipeline is a list of stages.

Stages are pure, so running one again is safe. A report that cannot be read costs
itself, never its neighbours: a failing batch is run again one by one.

    raw reports -> [clean] -> [read] -> [resolve] -> records, with each failure in its place
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from onrecord.cycles import no_looking_for_cycles
from onrecord.errors import OnrecordError, ReportError
from onrecord.records import Failure, RawReport, Reading, Record, Report
from onrecord.store import PreparedRecord, prepare

__all__ = ["Pipeline", "Stage", "batches", "prepared", "read_reports", "run"]

In = TypeVar("In", contravariant=True)
Out = TypeVar("Out", covariant=True)

# A batch is closed at so many bytes of input, however few reports that is: it bounds memory.
_BATCH_BYTES = 4 * 1024 * 1024


class Stage(Protocol[In, Out]):
    """One step of the pipeline."""

    @property
    def name(self) -> str:
        """Shown in failures and provenance."""

    @property
    def version(self) -> str:
        """Changes when the same input may give a different output."""

    def __call__(self, items: Sequence[In], /) -> Sequence[Out]:
        """Return one output per input, in order; raise ReportError for an input that cannot be read."""


def run(
    stage: Stage[Any, Any], items: Sequence[Any], failed: Callable[[Stage[Any, Any], Any, ReportError], Failure]
) -> list[Any]:
    """Run one batch; where it fails, run each item alone and put a Failure in the place of the bad one."""
    try:
        outputs = list(stage(items))
    except ReportError as error:
        if len(items) == 1:
            return [failed(stage, items[0], error)]
        return [result for item in items for result in run(stage, [item], failed)]
    if len(outputs) != len(items):
        raise OnrecordError(f"stage {stage.name} gave {len(outputs)} outputs for {len(items)} inputs; expected as many")
    return outputs


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Named stages, run one after the other; failures travel past the later stages untouched."""

    stages: tuple[Stage[Any, Any], ...]

    @property
    def version(self) -> str:
        """Versions of all stages: what a stored record was made with."""
        return " ".join(f"{stage.name}={stage.version}" for stage in self.stages)

    def ready(self) -> None:
        """Make the stages that were to be made when first run; raises what making one raises."""
        for stage in self.stages:
            getattr(stage, "ready", lambda: None)()

    def __call__(self, raws: Sequence[RawReport | Failure]) -> list[Record | Failure]:
        """Return a record or a failure for each raw report, in order."""
        outcomes: list[Any] = list(raws)
        for stage in self.stages:
            alive = [n for n, outcome in enumerate(outcomes) if not isinstance(outcome, Failure)]
            if alive:
                with no_looking_for_cycles():
                    outputs = run(stage, [outcomes[n] for n in alive], _failure)
                for n, output in zip(alive, outputs, strict=True):
                    outcomes[n] = output
        return outcomes


def read_reports(
    pipeline: Pipeline, raws: Iterable[RawReport | Failure], *, batch_reports: int = 16
) -> Iterator[Record | Failure]:
    """Yield a record or a failure for each raw report, in order; one batch is in memory at a time."""
    for batch in batches(raws, batch_reports):
        yield from pipeline(batch)


def prepared(pipeline: Pipeline, raws: Sequence[RawReport | Failure]) -> list[PreparedRecord | Failure]:
    """Return each raw report as the rows that a store takes, or as the failure that took its place, in order."""
    outcomes: list[PreparedRecord | Failure] = []
    for raw, outcome in zip(raws, pipeline(raws), strict=True):
        if isinstance(outcome, Failure):
            outcomes.append(outcome)
            continue
        try:
            outcomes.append(prepare(outcome))
        except ReportError as error:
            sha256 = hashlib.sha256(raw.body).hexdigest() if isinstance(raw, RawReport) else None
            outcomes.append(Failure.of(error, path=outcome.report.path, stage="store", sha256=sha256))
    return outcomes


def batches(raws: Iterable[RawReport | Failure], batch_reports: int) -> Iterator[list[RawReport | Failure]]:
    """Yield the raw reports in batches of so many at most, closed early where their bytes are many."""
    batch: list[RawReport | Failure] = []
    for raw in raws:
        batch.append(raw)
        if len(batch) >= batch_reports or _size(batch) >= _BATCH_BYTES:
            yield batch
            batch = []
    if batch:
        yield batch


def _size(batch: Sequence[RawReport | Failure]) -> int:
    return sum(len(raw.body) for raw in batch if isinstance(raw, RawReport))


def _failure(stage: Stage[Any, Any], item: RawReport | Report | Reading, error: ReportError) -> Failure:
    """Return the failure of one input at one stage, wherever along the way it was."""
    if isinstance(item, RawReport):
        sha256 = hashlib.sha256(item.body).hexdigest()
        return Failure.of(error, path=item.path, stage=stage.name, sha256=sha256)
    report = item if isinstance(item, Report) else item.report
    return Failure.of(error, path=report.path, stage=stage.name, sha256=report.origin.sha256)
