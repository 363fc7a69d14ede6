"""
Putting a row right in place: its fields, its words, what it is one with, and a name it goes by.

    /fix/e3k…              an event: fields, words by dragging, accept, reject
    /fix/w7a…              an actor across reports: merge with others, split rows off, alias
    /fix/r1?char=120,180   words of a report: what near them could point at them

Everything is a line of the log of corrections, made by the rules of `onrecord fix`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from onrecord.bookkeeping import Fixer
from onrecord.errors import CorrectionError, RoomError, StoreError
from onrecord.ledger.corrections import Correction, value_for
from onrecord.records import Span
from onrecord.room import addresses
from onrecord.room.answers import Change, Moved, Page, Room, Route
from onrecord.room.editing import Desk, Editor, account, back_to, editing, editor_of
from onrecord.room.groups import GROUP_TABLES, GroupSheet, group_sheet
from onrecord.room.marking import Mark, Passage, passage_of
from onrecord.room.nearby import NearRow, near_rows
from onrecord.room.sheets import Located, RowSheet, located, row_sheet
from onrecord.store.room.alike import group_of
from onrecord.store.room.log import LogLine, log_line

__all__ = ["CHANGES", "ROUTES", "FixFacts", "fix", "put_right"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FixFacts:
    """What the page of a row to put right says."""

    id: str
    row: RowSheet | None
    """Null for what is made of rows of several reports."""
    group: GroupSheet | None
    """What it is one with: itself, for what is made of rows of several reports."""
    claim: str | None
    """The claim it is an account of."""
    words: str | None
    """The words of the report that were chosen, by their place."""
    passage: Passage | None
    """These words in their paragraph."""
    near: tuple[NearRow, ...]
    """Rows that could point at the chosen words."""
    done: LogLine | None
    """The correction made just now."""
    back: str
    """Where the reader came from."""
    editor: Editor | None
    suggested: str


def fix(room: Room, request: Request) -> Page:
    """Show a row with all that can be put right about it."""
    found = located(room, request.path_params["id"])
    query = request.query_params
    row = None if found.table in GROUP_TABLES else row_sheet(room, found)
    claim = _claim_of(room, found)
    # Statements are merged and parted as accounts of a claim.
    group = (
        found.id if row is None else claim if found.table == "statements" else room.store.look_up(group_of, found.id)
    )
    words = query.get("char") if found.table == "reports" else None
    done = query.get("done")
    facts = FixFacts(
        id=found.id,
        row=row,
        group=group_sheet(room, group, query.get("with", ""), query.get("from", "")) if group else None,
        claim=claim,
        words=words,
        passage=_passage(room, found.report, words) if words else None,
        near=near_rows(room, found.report, _chosen(words)) if words else (),
        done=room.store.look_up(log_line, done) if done else None,
        back=back_to(query.get("back", "")),
        editor=editor_of(room, request),
        suggested=account(room),
    )
    rows: tuple[Any, ...] = row.fields if row else facts.group.members if facts.group else ()
    return Page(template="fix.html", facts=facts, rows=rows)


def put_right(room: Room, request: Request, form: Mapping[str, str]) -> Moved:
    """Make the correction that a form asks for, and go back to the row."""
    actions = {
        "set": _set,
        "accept": _accept,
        "reject": _reject,
        "merge": _merge,
        "split": _split,
        "alias": _alias,
        "undo": _undo,
    }
    action = actions.get(form.get("action", ""))
    if action is None:
        raise RoomError(
            400,
            found=f"the action {form.get('action', '')[:40]!r}",
            expected=", ".join(actions),
            do="Go back and use the buttons of the page.",
        )
    row = form.get("id", "")
    if action is not _undo:
        row = located(room, row).id
    if action is _set:
        _checked(room, row, form)
    with editing(room, editor_of(room, request)) as desk:
        made = action(desk.fixer, row, form)
        return Moved(to=_afterwards(desk, row, made, back_to(form.get("back", ""))))


def _set(fixer: Fixer, id: str, form: Mapping[str, str]) -> Correction:
    made = [fixer.set_field(id, name, value) for name, value in _changed(form).items()]
    if not made:
        raise CorrectionError("every field says what it said before; expected one that says something else")
    return made[-1]


def _accept(fixer: Fixer, id: str, _form: Mapping[str, str]) -> Correction:
    return fixer.confirm(id)


def _reject(fixer: Fixer, id: str, _form: Mapping[str, str]) -> Correction:
    return fixer.reject(id)


def _merge(fixer: Fixer, id: str, form: Mapping[str, str]) -> Correction:
    return fixer.merge(id, *_ticked(form, "with:"), *form.get("ids", "").split())


def _split(fixer: Fixer, _id: str, form: Mapping[str, str]) -> Correction:
    ticked = _ticked(form, "row:")
    if not ticked:
        raise CorrectionError("no row is ticked; expected those to take out")
    return fixer.split(*ticked)


def _alias(fixer: Fixer, id: str, form: Mapping[str, str]) -> Correction:
    return fixer.alias(id, form.get("name", ""))


def _undo(fixer: Fixer, id: str, _form: Mapping[str, str]) -> Correction:
    return fixer.undo(id)


def _ticked(form: Mapping[str, str], prefix: str) -> list[str]:
    return [name[len(prefix) :] for name in form if name.startswith(prefix)]


def _changed(form: Mapping[str, str]) -> dict[str, str]:
    """Return the fields whose value is not what the page showed when it was loaded."""
    typed = {name[len("field:") :]: value.strip() for name, value in form.items() if name.startswith("field:")}
    return {name: value for name, value in typed.items() if value != form.get(f"was:{name}", "").strip()}


def _checked(room: Room, id: str, form: Mapping[str, str]) -> None:
    """Refuse a form of which one value cannot be, before any of it is written."""
    found = located(room, id)
    text = room.store.record(found.report).report.text if found.report else ""
    try:
        for name, value in _changed(form).items():
            value_for(found.table, name, value, words=text)
    except CorrectionError as error:
        raise RoomError(
            400, found=str(error), expected="a value that the field can hold", do="Go back; nothing was changed."
        ) from error


def _afterwards(desk: Desk, id: str, made: Correction, back: str) -> str:
    """Return where to go: back, to the row, or, where a row or a group of that id is no more, to what it became."""
    if made.undoes:
        return back or addresses.corrections()
    for each in (id, *_rows_of(desk, made)):
        try:
            _table, whole, _report = desk.store.locate(each)
        except StoreError:  # rejected, or a group that goes by another id now
            continue
        group = desk.store.look_up(group_of, whole) if each != id else None
        return addresses.fix(group or whole, done=made.id, back=back or None)
    return back or addresses.corrections()


def _rows_of(desk: Desk, made: Correction) -> list[str]:
    line = desk.store.look_up(log_line, made.id)
    return [line.row] if line is not None and line.row else []


def _chosen(words: str) -> Span:
    start, _, end = words.partition(",")
    if not (start.isdecimal() and end.isdecimal() and int(start) < int(end)):
        raise RoomError(
            400,
            found=f"char={words[:60]}",
            expected="START,END in characters of the text, half open",
            do="Choose the words in the report.",
        )
    return Span(int(start), int(end))


def _passage(room: Room, report: str, words: str) -> Passage | None:
    record, span = room.store.record(report), _chosen(words)
    inside = span.end <= len(record.report.text)
    return passage_of(record, [Mark(span=span, role="trigger")]) if inside else None


def _claim_of(room: Room, found: Located) -> str | None:
    if found.table == "claims":
        return found.id
    if found.table not in ("events", "statements", "event_groups"):
        return None
    try:
        return room.store.claims.claim(found.id).id
    except StoreError:  # a statement that holds nothing is an account of no claim
        return None


ROUTES = (Route("/fix/{id:path}", fix),)
CHANGES = (Change("/fix", put_right),)
