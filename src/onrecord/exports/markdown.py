"""
Text of reports in Markdown notes, as it stands and without effect: no link, tag, formula or markup of its own.

    escaped("*both* [sides]")        ->   r"\\*both\\* \\[sides\\]"
    link("Actors/Kim 1f2e3d4c", "Kim|Un")   ->   "[[Actors/Kim 1f2e3d4c|Kim Un]]"
"""

import json
import re
from collections.abc import Mapping
from urllib.parse import quote

from onrecord.exports.addresses import page
from onrecord.exports.offsets import storable

__all__ = ["escaped", "front_matter", "link", "quoted_at", "unescaped"]

_MARKUP = re.compile(r"([\\`*_\[\]<>#|$~=%^{}&])")
_ESCAPED = re.compile(rf"\\{_MARKUP.pattern}")
_IN_LINK = re.compile(r"[\[\]|#^\\\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# What YAML takes no raw character for, though JSON does.
_NOT_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_LONGEST_FRAGMENT = 120


def escaped(text: str) -> str:
    """Return a text on one line in which nothing is markup; line breaks are shown as ` ⏎ `."""
    shown = re.sub(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]", " ⏎ ", text)
    return _MARKUP.sub(r"\\\1", shown)


def unescaped(text: str) -> str:
    """Return what an escaped text shows."""
    return _ESCAPED.sub(r"\1", text)


def link(note: str, words: str) -> str:
    """Return a link to a note of the vault, shown as these words."""
    shown = " ".join(_IN_LINK.sub(" ", words).split())
    return f"[[{note}|{shown}]]" if shown else f"[[{note}]]"


def quoted_at(url: str | None, words: str) -> str | None:
    """Return a link to a page that browsers scroll to these words on; None where there is no page."""
    address = page(url)
    if address is None:
        return None
    start = " ".join(words.split())
    if len(start) > _LONGEST_FRAGMENT:
        start = start[:_LONGEST_FRAGMENT].rpartition(" ")[0] or start[:_LONGEST_FRAGMENT]
    bare = address.partition("#")[0].replace("(", "%28").replace(")", "%29")
    return f"[page](<{bare}#:~:text={quote(start, safe='', errors='replace')}>)"


def front_matter(fields: Mapping[str, object]) -> str:
    """Return YAML front matter; what is unknown is left out."""
    lines = [f"{name}: {_yaml(value)}" for name, value in fields.items() if value not in (None, [], "")]
    return "\n".join(["---", *lines, "---", ""])


def _yaml(value: object) -> str:
    written = storable(json.dumps(value, ensure_ascii=False))
    return _NOT_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", written)
