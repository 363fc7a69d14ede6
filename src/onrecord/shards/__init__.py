"""
Builds in pieces that can be made anywhere, in any order, more than once: shards.

    build_shards(["news/"], "shards/")            one Parquet set and one marker for each piece of the input
    merge("shards/", "news.record")               the record that one undisturbed build would have written
    with Dataset("shards/") as dataset:           or no record at all: questions over the Parquet files
        dataset.sql("select month, count(*) from events group by 1")

Needs pyarrow, and duckdb for questions: `pip install onrecord[parquet]`.
"""

from onrecord.shards.building import ShardSummary, build_shards
from onrecord.shards.dataset import Dataset
from onrecord.shards.folder import Marker, ShardFolder
from onrecord.shards.merging import merge
from onrecord.shards.plan import Item, Shard, inputs_of, plan_shards

__all__ = [
    "Dataset",
    "Item",
    "Marker",
    "Shard",
    "ShardFolder",
    "ShardSummary",
    "build_shards",
    "inputs_of",
    "merge",
    "plan_shards",
]
