"""
The brief: chosen claims and events in one file to mail or print, every quotation with its numbered reference.

    html_of(brief_of(store, ["c4k…", "g7q…"]))   ->   one HTML document that needs nothing but itself
"""

from onrecord.room.brief.contents import Brief, brief_of
from onrecord.room.brief.document import html_of

__all__ = ["Brief", "brief_of", "html_of"]
