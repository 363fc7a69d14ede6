"""
PLOVER's codes as the record writes them.

The tables know UNO and EUR apart, where the record says IGO for both, and health bodies (HLH),
which PLOVER's manual has under MED.
"""

from collections.abc import Iterable

from onrecord.records import Sector

__all__ = ["record_country", "record_sectors"]

_KNOWN = {sector.value: sector for sector in Sector}
_NEAREST = {"HLH": Sector.MED}
_INTERNATIONAL = {"UNO": "IGO", "EUR": "IGO", "XKX": "XKX", "MNC": None}


def record_country(country: str | None) -> str | None:
    """Return the country code as the record writes it."""
    return _INTERNATIONAL.get(country, country) if country else None


def record_sectors(sectors: Iterable[str]) -> tuple[Sector, ...]:
    """Return the record's sectors, in order, each once."""
    found = (_KNOWN.get(sector) or _NEAREST.get(sector) for sector in sectors)
    return tuple(dict.fromkeys(sector for sector in found if sector is not None))
