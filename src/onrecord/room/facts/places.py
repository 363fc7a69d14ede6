"""
Where in its report a passage stands, as people look for it.

    paragraph 3        headline        caption        sentence 12, of a text that has no paragraphs
"""

from onrecord.store.room.passages import Passage

__all__ = ["place_words"]


def place_words(passage: Passage) -> str:
    """Return the place of a passage in words; empty where nothing is known of it."""
    if passage.paragraph is not None:
        return f"paragraph {passage.paragraph:,}"
    if passage.zone not in (None, "body", "quote"):
        return {"title": "headline"}.get(passage.zone or "", passage.zone or "")
    return f"sentence {passage.sentence:,}" if passage.sentence is not None else ""
