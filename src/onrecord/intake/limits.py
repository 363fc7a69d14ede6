"""
How much of one input is read before it is refused.

A folder of reports may hold an archive of 40 KB that unpacks to a gigabyte, or a
link to its own parent. Each limit stops one such input; the rest of the run goes on.
"""

from dataclasses import dataclass, fields

from onrecord.errors import SettingsError

__all__ = ["Limits"]

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What intake accepts; every value is a positive whole number."""

    max_file_bytes: int = 16 * _MIB
    """Largest page or text, as a file, an archive member or standard input. JSON lines are limited by the line."""
    max_line_bytes: int = 16 * _MIB
    """Longest line of a JSON-lines input."""
    max_unpacked_bytes: int = 4096 * _MIB
    """Most bytes that come out of one archive, the archives inside it included. A single packed file, a packed tar
    and a web archive are read as they stream and may be of any length."""
    max_ratio: int = 250
    """Unpacked bytes per packed byte; text packs 3 to 10 times, JSON lines of one shape up to about 50."""
    max_members: int = 200_000
    """Most entries of one zip archive."""
    max_pdf_bytes: int = 128 * _MIB
    """Largest PDF file; most of one is pictures, its text is limited by `max_file_bytes`."""
    max_pdf_seconds: int = 60
    """Longest time that the text of one PDF may take."""
    max_pdf_memory_bytes: int = 2048 * _MIB
    """Most address space of the PDF reader, where the system can limit it."""
    max_depth: int = 3
    """Archives inside archives: 1 is an archive on its own, 2 one archive inside it."""
    max_folder_depth: int = 64
    """Folders inside folders, counted from the path given."""

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                raise SettingsError(f"{field.name} is {value!r}; expected a whole number of 1 or more")
