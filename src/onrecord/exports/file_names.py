"""
Names of files made from names of things, safe on every system and different for different things.

    file_name("Kim Jong Un: visit?", "w4kq2…")   ->   "Kim Jong Un visit w4kq2"
"""

import hashlib
import re
import unicodedata

__all__ = ["file_name"]

_UNSAFE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\\/:*?\"<>|#^\[\]%\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_LONGEST_BYTES = 120
"""File systems take 255 bytes; the rest is for suffixes and for folders that are copied to stricter places."""


def file_name(title: str, key: str) -> str:
    """Return what of a title a file name may hold, and a short digest of the key, which tells equal titles apart."""
    plain = " ".join(_UNSAFE.sub(" ", unicodedata.normalize("NFC", title)).split()).strip(". ")
    short = plain.encode("utf-8")[:_LONGEST_BYTES].decode("utf-8", "ignore").rstrip(". ")
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{short} {digest}" if short else digest
