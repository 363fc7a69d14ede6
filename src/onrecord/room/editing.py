"""
Who corrects, why, and the one door through which the room writes.

    with editing(room, editor) as desk:  desk.fixer.reject("e3k…")      one writer at a time, and not for long

Readers never wait for it. While a build writes, it is asked for again for a few seconds, then the
reader is told so, and nothing was changed.
"""

import getpass
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from urllib.parse import quote, unquote

from starlette.requests import Request

from onrecord.bookkeeping import Fixer, Ledger, bring_up_to_date
from onrecord.errors import BusyError, CorrectionError, RoomError
from onrecord.room.answers import Moved, Room
from onrecord.store import Store

__all__ = ["Desk", "Editor", "account", "back_to", "editing", "editor_named", "editor_of"]

_WAIT_SECONDS = 4.0
"""How long a reader who sent a form is kept waiting for another writer."""
_MOST_PENDING = 64
"""Reports not in the ledger yet that a correction takes in along the way: one batch of `bring_up_to_date`."""
_LONGEST = 200
"""Characters of a name; of a reason, five times as many."""
_writing = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """Who corrects and why; asked for once, then kept by the reader's browser for this room."""

    name: str
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a correction is made with."""

    fixer: Fixer
    store: Store
    """The record as it is while it is written to: what a correction made of it can be asked at once."""


def editor_of(room: Room, request: Request) -> Editor | None:
    """Return who corrects, as told before; None where nobody has said so yet."""
    name = unquote(request.cookies.get(f"{room.access.cookie}-by", "")).strip()[:_LONGEST]
    reason = unquote(request.cookies.get(f"{room.access.cookie}-why", "")).strip()[: 5 * _LONGEST]
    return Editor(name=name, reason=reason or None) if name else None


def editor_named(room: Room, form: Mapping[str, str]) -> Moved:
    """Return the answer to the form that asks who corrects and why: back to where it was asked, and keep it."""
    name, reason = form.get("by", "").strip()[:_LONGEST], form.get("why", "").strip()[: 5 * _LONGEST]
    if not name:
        raise RoomError(400, found="no name", expected="the name to put in the log", do="Go back and give one.")
    kept = {f"{room.access.cookie}-by": quote(name), f"{room.access.cookie}-why": quote(reason)}
    return Moved(to=back_to(form.get("back", "")) or "/review", cookies=kept)


def account(room: Room) -> str:
    """Return the name of the account that the room runs under, to suggest it; empty for readers from elsewhere."""
    if room.access.token is not None:
        return ""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in a container
        return ""


def back_to(address: str) -> str:
    """Return an address of this room; empty for one that leads elsewhere."""
    inside = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if inside and address.isprintable() else ""


@contextmanager
def editing(room: Room, editor: Editor | None) -> Iterator[Desk]:
    """
    Give what makes corrections, to nobody else meanwhile.

    Raises `RoomError` where nobody said who corrects, where another program
    writes for longer than a reader may wait, and where the correction cannot be made.
    """
    if editor is None:
        raise RoomError(
            400, found="nobody's name", expected="who corrects", do="Open /review, say who you are, and send it again."
        )
    if not _writing.acquire(timeout=_WAIT_SECONDS):
        raise _busy("another reader's correction is being written")
    try:
        with Store(room.path, "w", wait_seconds=_WAIT_SECONDS) as store:
            pending = store.claims.pending()
            if pending > _MOST_PENDING:
                raise _busy(f"a build is at work, or left off: {pending:,} reports are not in the ledger yet")
            bring_up_to_date(store)
            yield Desk(fixer=Ledger(store).fixer(author=editor.name, reason=editor.reason), store=store)
    except BusyError as error:
        raise _busy("another program, such as a build, is writing to the record") from error
    except CorrectionError as error:
        raise RoomError(
            400, found=str(error), expected="a correction that the record can hold", do="Go back; nothing was changed."
        ) from error
    finally:
        _writing.release()


def _busy(found: str) -> RoomError:
    return RoomError(
        503,
        found=found,
        expected="the record free to be written to",
        do="Nothing was changed. Wait a moment, go back and send it again; reading goes on meanwhile.",
    )
