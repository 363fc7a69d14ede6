"""
The framework, all of it: a stage is a callable on a batch, a pipeline is a list of stages.

Stages are pure, so running one again is safe. A report that cannot be read costs
itself, never its neighbours: a failing batch is run again one by one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from onrecord.errors import ReportError
from onrecord.records import Failure

__all__ = ["Pipeline", "Stage", "run"]

In = TypeVar("In", contravariant=True)
Out = TypeVar("Out", covariant=True)


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
        return list(stage(items))
    except ReportError as error:
        if len(items) == 1:
            return [failed(stage, items[0], error)]
        return [result for item in items for result in run(stage, [item], failed)]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Named stages, run one after the other; failures travel past the later stages untouched."""

    stages: tuple[Stage[Any, Any], ...]

    @property
    def version(self) -> str:
        """Versions of all stages: what a stored record was made with."""
        return " ".join(f"{stage.name}={stage.version}" for stage in self.stages)
