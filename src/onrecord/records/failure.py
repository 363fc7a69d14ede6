"""One input that could not be read, kept so that nothing is skipped in silence."""

from dataclasses import dataclass

from onrecord.errors import ReportError, SkipReason

__all__ = ["Failure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An input left out: where it was found, at which stage, and why."""

    path: str
    stage: str
    reason: SkipReason
    message: str
    sha256: str | None = None
    """Of the bytes, where they could be had: an unchanged bad file is not tried again."""

    @classmethod
    def of(cls, error: ReportError, *, path: str, stage: str, sha256: str | None = None) -> "Failure":
        """Turn the error of one input into the row that lists it."""
        return cls(path=path, stage=stage, reason=error.reason, message=str(error), sha256=sha256)
