"""
Stages on batches, builds into a store, and the processes that share the reading out.

    stages      a stage is a callable on a batch, a pipeline is a list of stages
    deferred    a stage that is made when first run
    building    what a store does not hold yet is read and stored
    pool        worker processes that read beside each other (`worker` is what runs in one)
"""

from onrecord.pipeline.building import SMALL_REPORTS, Stored, Summary, build_store, store_outcomes
from onrecord.pipeline.deferred import Deferred
from onrecord.pipeline.pool import Pool
from onrecord.pipeline.recipe import Recipe
from onrecord.pipeline.stages import Pipeline, Stage, prepared, read_reports, run

__all__ = [
    "SMALL_REPORTS",
    "Deferred",
    "Pipeline",
    "Pool",
    "Recipe",
    "Stage",
    "Stored",
    "Summary",
    "build_store",
    "prepared",
    "read_reports",
    "run",
    "store_outcomes",
]
