"""
Review: the least certain row that nobody has judged, large, and one key for each verdict.

    a accept   x reject   e correct   space pass over   u undo

Each verdict is a form, so that it works without script; keys press its buttons.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from onrecord.errors import RoomError
from onrecord.room import addresses
from onrecord.room.answers import Change, Moved, Page, Room, Route
from onrecord.room.editing import Editor, account, editing, editor_named, editor_of
from onrecord.room.sheets import Located, RowSheet, located, row_sheet
from onrecord.store.room.log import LogLine, last_in_force
from onrecord.store.room.review import (
    Progress,
    Uncertain,
    review_progress,
    uncertain_after,
    uncertain_row,
)

__all__ = ["CHANGES", "ROUTES", "ReviewFacts", "judge", "name_editor", "review"]

_KINDS = {"events": "events", "statements": "statements"}
_ROWS_OF_LIST = 500
"""Rows of the CSV: the least certain so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFacts:
    """What the page of the review says."""

    kind: str | None
    """events or statements; null for both."""
    place: str
    """The place of the row before the one shown, `DOUBT,ID`; empty at the beginning."""
    passed: str
    """The place of the row shown, to go on from."""
    row: RowSheet | None
    """The row to judge; null where none is left after the place."""
    progress: Progress
    editor: Editor | None
    suggested: str
    """A name for the editor, where nobody gave one."""
    last: LogLine | None
    """The last verdict or correction of this editor that holds."""


def review(room: Room, request: Request) -> Page:
    """Show the next row, or the one asked for by `at`."""
    kind = _KINDS.get(request.query_params.get("kind", ""))
    place = request.query_params.get("after", "")
    doubt, last = _place(place)
    asked = request.query_params.get("at")
    found: Uncertain | None
    if asked:
        found = room.store.look_up(uncertain_row, asked)
    else:
        found = next(iter(room.store.look_up(uncertain_after, kind, doubt=doubt, id=last)), None)
    editor = editor_of(room, request)
    facts = ReviewFacts(
        kind=kind,
        place=place,
        passed=f"{found.doubt!r},{found.id}" if found else "",
        row=row_sheet(room, Located(table=found.in_table, id=found.id, report=found.report)) if found else None,
        progress=room.store.look_up(review_progress, kind),
        editor=editor,
        suggested=account(room),
        last=room.store.look_up(last_in_force, editor.name) if editor else None,
    )
    rows: list[Any] = room.store.look_up(uncertain_after, kind, most=_ROWS_OF_LIST)
    columns = ("in_table", "id", "report", "score", "doubt")
    return Page(template="review.html", facts=facts, rows=rows, columns=columns)


def judge(room: Room, request: Request, form: Mapping[str, str]) -> Moved:
    """Take a verdict on a row and go on to the next."""
    verdict, row, kind = form.get("verdict", ""), form.get("row", ""), form.get("kind") or None
    onwards = addresses.review(kind=kind, after=form.get("passed") or None)
    if verdict == "pass":
        return Moved(to=onwards)
    if verdict not in ("accept", "reject", "undo"):
        raise RoomError(
            400,
            found=f"the verdict {verdict[:40]!r}",
            expected="accept, reject, pass or undo",
            do="Go back to the review.",
        )
    if verdict != "undo":
        row = located(room, row).id
    with editing(room, editor_of(room, request)) as desk:
        if verdict == "undo":
            desk.fixer.undo(form.get("correction", ""))
            return Moved(to=addresses.review(kind=kind, at=form.get("undone_row") or None, after=form.get("place")))
        if verdict == "accept":
            desk.fixer.confirm(row)
        else:
            desk.fixer.reject(row)
    return Moved(to=onwards)


def name_editor(room: Room, _request: Request, form: Mapping[str, str]) -> Moved:
    """Keep who corrects and why."""
    return editor_named(room, form)


def _place(place: str) -> tuple[float, str]:
    """Return doubt and id of a place in the order of the review; the beginning for none."""
    if not place:
        return -1.0, ""
    doubt, _, last = place.partition(",")
    try:
        found = float(doubt)
    except ValueError as error:
        raise RoomError(
            400,
            found=f"after={place[:80]}",
            expected="a place as the review itself writes it, DOUBT,ID",
            do="Go to /review to begin at the least certain row.",
        ) from error
    return found, last


ROUTES = (Route("/review", review),)
CHANGES = (Change("/review/verdict", judge), Change("/review/editor", name_editor))
