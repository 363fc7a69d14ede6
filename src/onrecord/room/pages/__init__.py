"""
The pages of the reading room, one module for each kind; each says its addresses in `ROUTES`.

A module here is found by its name alone: a new page is a new file.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from onrecord.room.answers import Change, Route

__all__ = ["changes", "routes"]


@cache
def routes() -> tuple[Route, ...]:
    """Return the addresses of all pages."""
    return tuple(route for module in _modules() for route in getattr(module, "ROUTES", ()))


@cache
def changes() -> tuple[Change, ...]:
    """Return the addresses of all that changes the record."""
    return tuple(change for module in _modules() for change in getattr(module, "CHANGES", ()))


def _modules() -> list[object]:
    return [import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__)]
