"""
What can go wrong, by the question a caller asks.

OnrecordError
├── ReportError      this input cannot be read: it costs itself, the run goes on
├── ModelError       the reader's files are missing, altered or of another version: the run stops
├── StoreError       the record file is not ours, of another version, damaged or locked: the run stops
│   └── BusyError    another program is writing to it: wait, and ask the same again
├── ShardError       a shard's inputs changed, or its files are damaged: it is left out, the others go on
├── SettingsError    a settings file or an option does not say something we understand
├── KnowledgeError   a table of facts, ours or the user's, has a bad row
├── GoldError        an annotated file has a row that cannot be judged
├── OwnTypeError     a file that defines an event type of the user's own has a line we do not understand
├── CorrectionError  a correction names no row, no field or no value that there is
└── RoomError        the reading room has no such page, or a request does not say something it understands

Every message says what was found, what was expected and what to do.
"""

from enum import StrEnum

__all__ = [
    "BusyError",
    "CorrectionError",
    "GoldError",
    "KnowledgeError",
    "ModelError",
    "OnrecordError",
    "OwnTypeError",
    "ReportError",
    "RoomError",
    "SettingsError",
    "ShardError",
    "SkipReason",
    "StoreError",
]


class SkipReason(StrEnum):
    """Why an input was left out; `status --skipped` lists them."""

    EMPTY = "empty"
    BINARY = "binary"
    TOO_LARGE = "too large"
    TOO_DEEP = "too deep"
    ENCRYPTED = "encrypted"
    TRUNCATED = "truncated"
    NO_TEXT = "no text"
    NOT_ENGLISH = "not English"
    UNREADABLE = "unreadable"
    UNSUPPORTED = "unsupported"
    MALFORMED = "malformed"
    TOO_SLOW = "too slow"
    NOT_FETCHED = "not fetched"


class OnrecordError(Exception):
    """Base of every error that this package raises on purpose."""


class ReportError(OnrecordError):
    """One input cannot be read; `reason` is for programs, the message for people."""

    def __init__(self, message: str, reason: SkipReason) -> None:
        super().__init__(message)
        self.reason = reason


class ModelError(OnrecordError):
    """The reader's weights, tokenizer or labels are missing, altered or unknown."""


class StoreError(OnrecordError):
    """The record file cannot be used; it is left untouched."""


class BusyError(StoreError):
    """Another program is writing to the record file; the same may be asked again."""


class ShardError(OnrecordError):
    """A shard cannot be read or used; the other shards are not touched by that."""


class SettingsError(OnrecordError):
    """A setting is unknown, of the wrong type or out of range."""


class KnowledgeError(OnrecordError):
    """A row of a table of facts is malformed or contradicts another."""


class GoldError(OnrecordError):
    """A row of an annotated file is malformed, or points outside its text."""


class OwnTypeError(OnrecordError):
    """A file that defines an event type has a line that cannot be understood; the message names file and line."""


class CorrectionError(OnrecordError):
    """A correction cannot be made or read; the log is unchanged."""


class RoomError(OnrecordError):
    """The reading room cannot answer; the page says what was found, what was expected, what to do."""

    def __init__(self, status: int, *, found: str, expected: str, do: str) -> None:
        super().__init__(f"found {found}; expected {expected}. {do}")
        self.status = status
        self.found = found
        self.expected = expected
        self.do = do
