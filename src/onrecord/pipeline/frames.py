"""
What goes through the pipe between a build and the processes that read for it.

    two lengths, a JSON object, bytes   ->   {"batch": [{"path": "a.html", "size": 5120, …}]}, b"<html>…"

JSON and bytes, no serialized objects: a frame holds data and nothing that runs.
"""

import json
import struct
from collections.abc import Sequence
from dataclasses import fields
from typing import IO, Any, get_type_hints

from onrecord.records import Failure, RawReport
from onrecord.records.codec import decode, encode

__all__ = [
    "failure_from_json",
    "failure_to_json",
    "raws_from_frame",
    "raws_to_frame",
    "read_frame",
    "split_body",
    "write_frame",
]

_LENGTHS = struct.Struct(">QQ")


def write_frame(stream: IO[bytes], head: dict[str, Any], body: bytes = b"") -> None:
    """Write one frame and push it out."""
    line = json.dumps(head, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    stream.write(_LENGTHS.pack(len(line), len(body)) + line)
    stream.write(body)
    stream.flush()


def read_frame(stream: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """Return the next frame; None where the other side ended, in the middle of a frame too."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    of_head, of_body = _LENGTHS.unpack(lengths)
    head, body = stream.read(of_head), stream.read(of_body)
    if len(head) < of_head or len(body) < of_body:
        return None
    shown: dict[str, Any] = json.loads(head)
    return shown, body


def raws_to_frame(raws: Sequence[RawReport]) -> tuple[dict[str, Any], bytes]:
    """Return raw reports as the two parts of a frame."""
    names = [each.name for each in fields(RawReport) if each.name != "body"]
    heads = [{"size": len(raw.body), **{name: encode(getattr(raw, name)) for name in names}} for raw in raws]
    return {"batch": heads}, b"".join(raw.body for raw in raws)


def raws_from_frame(head: dict[str, Any], body: bytes) -> list[RawReport]:
    """Return the raw reports of a frame."""
    bodies = split_body(body, [each["size"] for each in head["batch"]])
    hints = {name: hint for name, hint in get_type_hints(RawReport).items() if name != "body"}
    return [
        RawReport(body=part, **{name: decode(hint, each[name]) for name, hint in hints.items()})
        for each, part in zip(head["batch"], bodies, strict=True)
    ]


def split_body(body: bytes, sizes: Sequence[int]) -> list[bytes]:
    """Cut the bytes of a frame into pieces of these sizes."""
    parts, at = [], 0
    for size in sizes:
        parts.append(body[at : at + size])
        at += size
    return parts


def failure_to_json(failure: Failure) -> bytes:
    """Return a failure as one piece of ASCII JSON."""
    return json.dumps(encode(failure), ensure_ascii=True, separators=(",", ":")).encode("ascii")


def failure_from_json(line: bytes) -> Failure:
    """Return the failure of a piece of JSON."""
    failure: Failure = decode(Failure, json.loads(line))
    return failure
