"""
Records as JSON lines or as one list: the record itself, complete, to be read back.

    {"format": "onrecord/1", "report": {"id": "r1", "text": "…", …}, "statements": […], …}
"""

from onrecord.exports.outputs import Target, write_lines
from onrecord.exports.selection import Selection, Written
from onrecord.records.wire import record_to_line

__all__ = ["write", "write_as_list"]


def write(selection: Selection, target: Target) -> Written:
    """Write one record a line."""
    with target.text() as stream:
        count = write_lines(stream, (record_to_line(each, complete=True) for each in _whole(selection).records()))
    return Written(counts={"records": count}, left_out={})


def write_as_list(selection: Selection, target: Target) -> Written:
    """Write the records as one JSON list."""
    count = 0
    with target.text() as stream:
        for count, record in enumerate(_whole(selection).records(), 1):
            stream.write(("[" if count == 1 else ",\n") + record_to_line(record, complete=True))
        stream.write("]\n" if count else "[]\n")
    return Written(counts={"records": count}, left_out={})


def _whole(selection: Selection) -> Selection:
    """Records are whole: a least score takes nothing out of them."""
    return Selection(store=selection.store, source=selection.source, confirmed=selection.confirmed)
