"""
Pipelines that other processes can make by name, and one whose reader dies of some reports.

    assemble       the scripted pipeline
    mortal         ends its process at KILLME, fails on BUGGY, never ends at SLEEPY
    no_model       cannot be made
"""

import os
import signal
import time
from collections.abc import Sequence

from scripted import ScriptedCleaner, ScriptedReader, ScriptedResolver, scripted_pipeline

from onrecord.errors import ModelError
from onrecord.pipeline import Pipeline
from onrecord.records import Reading, Report
from onrecord.settings import Settings


def assemble(settings: Settings, published: str | None) -> Pipeline:
    """Return the scripted pipeline."""
    return scripted_pipeline()


class MortalReader(ScriptedReader):
    """A scripted reader with the faults of native code."""

    def __call__(self, items: Sequence[Report], /) -> list[Reading]:
        for report in items:
            if "KILLME" in report.text:
                os.kill(os.getpid(), signal.SIGKILL)
            if "BUGGY" in report.text:
                raise KeyError("no such label")
            if "SLEEPY" in report.text:
                time.sleep(600)
        return super().__call__(items)


def mortal(settings: Settings, published: str | None) -> Pipeline:
    """Return a pipeline whose reader dies of some reports."""
    return Pipeline((ScriptedCleaner(), MortalReader(), ScriptedResolver()))


class SleepyReader(ScriptedReader):
    """Takes a tenth of a second for each report, so that a run can be met in the middle."""

    def __call__(self, items: Sequence[Report], /) -> list[Reading]:
        time.sleep(0.1 * len(items))
        return super().__call__(items)


def sleepy(settings: Settings, published: str | None) -> Pipeline:
    """Return a pipeline that takes its time."""
    return Pipeline((ScriptedCleaner(), SleepyReader(), ScriptedResolver()))


def no_model(settings: Settings, published: str | None) -> Pipeline:
    """Fail as a damaged model does."""
    raise ModelError("the weights are altered; reinstall onrecord")
