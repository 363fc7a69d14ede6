"""
Read the reference files as they are, before anything is decided about them.

The PETRARCH dictionaries hold blocks of names, then the codes of all of them:

    VLADIMIR_PUTIN_
    +PUTIN_
        [RUSGOV 991231-080507]
"""

import json
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["CURATED", "KNOWLEDGE", "Block", "Code", "curated_rows", "dictionary_blocks", "factbook"]

ROOT = Path(__file__).resolve().parents[2]
# Beside the repository, or beside the folder that holds this checkout.
KNOWLEDGE = next(
    (shared for parent in ROOT.parents if (shared := parent / "shared" / "knowledge").is_dir()),
    ROOT.parent / "shared" / "knowledge",
)
CURATED = Path(__file__).parent / "curated"

_CODE = re.compile(r"\[([A-Z~*-]+)\s*([<>]?\s*[\d]*\s*-?\s*[\d]*)\s*\]")


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a block, with the ISO days it holds between; None where open."""

    code: str
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Block:
    """Names that share their codes."""

    names: tuple[str, ...]
    codes: tuple[Code, ...]


def curated_rows(name: str) -> Iterator[list[str]]:
    """Yield the rows of a hand-written table, comments left out."""
    for line in (CURATED / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def factbook() -> Iterator[tuple[str, dict[str, object]]]:
    """Yield (FIPS code in lower case, page) for every country of the factbook."""
    paths = sorted((KNOWLEDGE / "factbook").glob("*/*.json"))
    if not paths:
        raise FileNotFoundError(
            f"no factbook pages under {KNOWLEDGE}: the reference folders must lie beside the repository"
        )
    for path in paths:
        if path.parent.name not in ("meta", "world", "oceans"):
            yield path.stem, json.loads(path.read_text("utf-8"))


def dictionary_blocks(name: str) -> Iterator[Block]:
    """Yield the blocks of a PETRARCH actor dictionary."""
    names: list[str] = []
    codes: list[Code] = []
    for line in (KNOWLEDGE / "event-dictionaries" / name).read_text("utf-8", "replace").splitlines():
        body = line.split("#", 1)[0].strip()
        if not body:
            continue
        head = body.split("[", 1)[0].strip()
        # Codes follow the synonyms in one dictionary and come before them, on the first name's line, in another.
        if head and codes and not head.startswith("+"):
            yield Block(tuple(names), tuple(codes))
            names, codes = [], []
        if head:
            names.append(_plain_name(head.lstrip("+")))
        for code, dates in _CODE.findall(body):
            start, end = _validity(dates.replace(" ", ""))
            codes.append(Code(code.strip("~"), start, end))
    if names and codes:
        yield Block(tuple(names), tuple(codes))


def _plain_name(name: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\([A-Z]+\)", " ", name).replace("_", " ")).strip()


def _validity(dates: str) -> tuple[str | None, str | None]:
    if dates.startswith(">"):
        return _day(dates[1:]), None
    if dates.startswith("<"):
        return None, _day(dates[1:])
    start, _, end = dates.partition("-")
    return _day(start), _day(end)


def _day(digits: str) -> str | None:
    """Return the ISO day of yymmdd or yyyymmdd; two-digit years above 20 are of the last century."""
    if len(digits) == 6:
        digits = ("19" if int(digits[:2]) > 20 else "20") + digits
    if len(digits) != 8:
        return None
    year, month = int(digits[:4]), min(max(int(digits[4:6]), 1), 12)
    day = min(max(int(digits[6:]), 1), monthrange(year, month)[1]) if 1 <= year <= 9999 else 1
    return f"{year:04d}-{month:02d}-{day:02d}"
