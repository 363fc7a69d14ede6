"""The fixtures of the shards' tests; what they are made of can also be imported by the processes that tests start."""

from conftest_shards import exported, news, undisturbed

__all__ = ["exported", "news", "undisturbed"]
