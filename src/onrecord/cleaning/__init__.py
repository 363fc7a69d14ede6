"""Raw reports -> reports: the text of record with its map to the bytes, zones, and what a report says of itself."""

from onrecord.cleaning.cleaner import Cleaner

__all__ = ["Cleaner"]
