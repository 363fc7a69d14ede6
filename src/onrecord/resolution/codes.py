"""
PLOVER's codes as the record writes them.

The tables know more sectors than the record's vocabulary, and UNO and EUR apart; the record
says IGO for both, and the nearest sector of its own for those it lacks (a teacher is CVL).
"""

from collections.abc import Iterable

from onrecord.records import Sector

__all__ = ["record_country", "record_sectors"]

_KNOWN = {sector.value: sector for sector in Sector}
_NEAREST = {
    "AGR": Sector.CVL,
    "LAB": Sector.CVL,
    "EDU": Sector.CVL,
    "MED": Sector.CVL,
    "HLH": Sector.GOV,
    "REL": Sector.CVL,
    "SOC": Sector.NGO,
    "PRE": Sector.GOV,
    "CRM": Sector.UNK,
}
_INTERNATIONAL = {"UNO": "IGO", "EUR": "IGO", "XKX": "XKX", "MNC": None}


def record_country(country: str | None) -> str | None:
    """Return the country code as the record writes it."""
    return _INTERNATIONAL.get(country, country) if country else None


def record_sectors(sectors: Iterable[str]) -> tuple[Sector, ...]:
    """Return the record's sectors, in order, each once."""
    found = (_KNOWN.get(sector) or _NEAREST.get(sector) for sector in sectors)
    return tuple(dict.fromkeys(sector for sector in found if sector is not None))
