"""
How long and how large a page may be, and how long a host is left alone between two of them.

    onrecord fetch --delay 5 --timeout 20 …
"""

from dataclasses import dataclass

from onrecord.errors import SettingsError

__all__ = ["FetchLimits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """What one fetch may take."""

    delay_seconds: float = 2.0
    """Pause between two requests to one host; a longer one that its robots.txt asks for is kept, up to a minute."""
    timeout_seconds: float = 30.0
    """Longest wait for a connection or for the next bytes; four of them are the limit of a whole page."""
    max_page_bytes: int = 16 * 1024 * 1024
    """Largest page."""
    max_redirects: int = 5
    """Most redirects on the way to a page, each checked like the address itself."""

    def __post_init__(self) -> None:
        if self.delay_seconds < 0 or self.timeout_seconds <= 0 or self.max_page_bytes < 1 or self.max_redirects < 0:
            raise SettingsError(f"limits of fetching that are none: {self}; expected positive numbers")
