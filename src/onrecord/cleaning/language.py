"""
Is it English?

Told by byte n-grams (py3langid, whose model comes with it). Names and quotations
mislead it on a line or two, so only a text of some length can be refused.
"""

__all__ = ["language_of"]

_SAMPLE_CHARACTERS = 2_000
"""Some three hundred words tell the language as surely as thousands, in a third of the time."""
_MIN_WORDS = 20
"""Below this a text is not refused: a headline of foreign names reads as anything."""


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of the language; None where the text is too short to tell it from English."""
    # Imported at first use: loading the model takes half a second, which a short command need not pay.
    import py3langid

    sample = text[:_SAMPLE_CHARACTERS].encode("utf-8", "replace").decode("utf-8")
    code, _ = py3langid.classify(sample)
    return str(code) if code == "en" or len(sample.split()) >= _MIN_WORDS else None
