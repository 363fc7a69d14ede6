"""
A record in the formats of other tools: tables, maps, networks, annotation tools, notes, citations.

    from onrecord.exports import Selection, Target, format_named

    with onrecord.Store("news.record") as store:
        format_named("geojson").write(Selection(store=store), Target(Path("events.geojson")))
"""

from onrecord.exports.format import Format, Texts
from onrecord.exports.formats import FORMATS, format_named, format_of_suffix
from onrecord.exports.left_out import write_left_out
from onrecord.exports.outputs import Target, write_lines
from onrecord.exports.selection import EventStanding, Selection, WorldActor, Written

__all__ = [
    "FORMATS",
    "EventStanding",
    "Format",
    "Selection",
    "Target",
    "Texts",
    "WorldActor",
    "Written",
    "format_named",
    "format_of_suffix",
    "write_left_out",
    "write_lines",
]
