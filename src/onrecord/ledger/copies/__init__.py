"""Copies: which reports carry the same text, whose text it is, and which version stands."""

from onrecord.ledger.copies.credits import Credit, CreditRole, agencies_of
from onrecord.ledger.copies.families import families
from onrecord.ledger.copies.overlaps import Overlap, Reuse, compare
from onrecord.ledger.copies.sentences import SharedSentence, shared_sentences
from onrecord.ledger.copies.sketches import Sketch, anchors_of, pack, read_spans, sketch, unpack
from onrecord.ledger.copies.supersession import Notice, NoticeKind, Supersession, notices_of, supersedes

__all__ = [
    "Credit",
    "CreditRole",
    "Notice",
    "NoticeKind",
    "Overlap",
    "Reuse",
    "SharedSentence",
    "Sketch",
    "Supersession",
    "agencies_of",
    "anchors_of",
    "compare",
    "families",
    "notices_of",
    "pack",
    "read_spans",
    "shared_sentences",
    "sketch",
    "supersedes",
    "unpack",
]
