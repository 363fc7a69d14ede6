"""
Mail as programs save it: the message is a report, and so is each attachment of a kind we read.

    alert.eml                        the text of the message; its page only where it has no plain text
    alert.eml!/statement.pdf         an attachment

The sender's name stands for the outlet, since newsletters and wire alerts come by mail.
"""

import email.errors
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime

from onrecord.errors import ReportError, SkipReason
from onrecord.intake.archives import check_name
from onrecord.intake.kinds import FileKind, kind_of_name
from onrecord.intake.parts import STAGE, Part
from onrecord.records import Failure, Given

__all__ = ["mail_parts"]

_MAX_PARTS = 1000


def mail_parts(body: bytes, path: str) -> Iterator[Part | Failure]:
    """
    Yield the text of a message, then its attachments in their order.

    Raises ReportError where it is no message or has neither text nor attachment.
    """
    message = BytesParser(policy=email.policy.default.clone(raise_on_defect=False)).parsebytes(body)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise ReportError("no header lines; expected a mail message", SkipReason.MALFORMED)
    text, attached = _leaves(message)
    none = True
    if text is not None:
        none = False
        kind = FileKind.HTML if text.get_content_type() == "text/html" else FileKind.TEXT
        yield Part(path=path, kind=kind, body=_payload(text), given=_given(message))
    for number, leaf in enumerate(attached, start=1):
        name = leaf.get_filename() or ("message.eml" if leaf.get_content_type() == "message/rfc822" else "")
        known = kind_of_name(name)
        if known is None:
            continue
        none = False
        where = f"{path}!/{name}" if number == 1 else f"{path}!/{number}/{name}"
        try:
            check_name(name)
            yield Part(path=where, kind=known[0], packing=known[1], body=_payload(leaf))
        except ReportError as error:
            yield Failure.of(error, path=where, stage=STAGE)
    if none:
        raise ReportError("neither a text nor an attachment that is read in the message", SkipReason.NO_TEXT)


def _leaves(message: EmailMessage) -> tuple[EmailMessage | None, list[EmailMessage]]:
    """Return the part that is the text of the message (plain before HTML), and the attachments."""
    texts: dict[str, EmailMessage] = {}
    attached: list[EmailMessage] = []
    waiting: list[EmailMessage] = [message]
    seen = 0
    while waiting:
        leaf = waiting.pop(0)
        seen += 1
        if seen > _MAX_PARTS:
            raise ReportError(f"more than {_MAX_PARTS} parts in the message", SkipReason.TOO_LARGE)
        kind = leaf.get_content_type()
        if kind == "message/rfc822":
            attached.append(leaf)
        elif leaf.is_multipart():
            parts = leaf.get_payload()
            waiting[:0] = [part for part in parts if isinstance(part, EmailMessage)] if isinstance(parts, list) else []
        elif kind in ("text/plain", "text/html") and not leaf.is_attachment() and not leaf.get_filename():
            texts.setdefault(kind, leaf)
        else:
            attached.append(leaf)
    return texts.get("text/plain") or texts.get("text/html"), attached


def _payload(leaf: EmailMessage) -> bytes:
    """Return the bytes of a part as its sender had them."""
    if leaf.get_content_type() == "message/rfc822":
        inner = leaf.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        return first.as_bytes() if isinstance(first, EmailMessage) else b""
    payload = leaf.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _given(message: EmailMessage) -> Given:
    name, address = parseaddr(_header(message, "From") or "")
    return Given(
        title=_header(message, "Subject"),
        published=_sent(_header(message, "Date")),
        outlet=name or address.rpartition("@")[2] or None,
    )


def _header(message: EmailMessage, name: str) -> str | None:
    """Return a header on one line; None where it is missing or cannot be read."""
    try:
        value = message.get(name)
    except (ValueError, IndexError, AttributeError, LookupError, email.errors.MessageError):
        # The library's parser of headers fails on some that break the rules; the text of the message is not at fault.
        return None
    return " ".join(str(value).split()) or None if value is not None else None


def _sent(written: str | None) -> str | None:
    try:
        return parsedate_to_datetime(written).isoformat() if written else None
    except ValueError:
        return None
