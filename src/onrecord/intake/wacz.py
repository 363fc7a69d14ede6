"""
WACZ packages: web archives in a zip, with indexes and lists of pages that repeat what is in them.

    crawl.wacz!/archive/data.warc.gz!/512 https://…
"""

import zipfile

from onrecord.errors import ReportError, SkipReason
from onrecord.intake.kinds import FileKind, kind_of_name

__all__ = ["wacz_members"]


def wacz_members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the web archives of a package by name; ReportError where there is none."""
    members = [
        member
        for member in archive.infolist()
        if (kind := kind_of_name(member.filename)) is not None and kind[0] is FileKind.WARC
    ]
    if not members:
        raise ReportError("there is no web archive (archive/*.warc.gz) in the package", SkipReason.EMPTY)
    return sorted(members, key=lambda member: (member.filename, member.header_offset))
