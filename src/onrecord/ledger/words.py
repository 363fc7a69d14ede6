"""
Two questions about words that the ledger asks: is this a negative, and does it speak of an earlier version?

    "it had never had arms dealings with Russia"      ->  a negative
    "An earlier version of this report"               ->  the outlet's own former word
"""

import re

__all__ = ["folded", "is_earlier_version", "is_negated"]

# A negative of the whole clause: near its beginning, before its own subordinate clauses.
_NEGATION = re.compile(r"\b(?:not|never|no|none|neither|nobody|nothing|without)\b|n[’']t\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:]|\b(?:that|which|who|because|although|but|until|unless|if)\b", re.IGNORECASE)
_EARLIER = re.compile(
    r"\b(?:earlier|previous|prior|original|first)\s+versions?\b(?:\s+of\s+(?:this|the|our)\b)?|"
    r"\b(?:this|the|our)\s+(?:report|story|article|dispatch)\s+(?:\w+\s+)?"
    r"(?:misstated|misidentified|incorrectly|wrongly|erroneously)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


def is_negated(said: str) -> bool:
    """Whether the first clause of what is said is a negative."""
    said = re.sub(r"^\W*that\b", "", said, flags=re.IGNORECASE)
    end = _CLAUSE_END.search(said, 12)
    return bool(_NEGATION.search(said[: end.start()] if end else said))


def is_earlier_version(words: str) -> bool:
    """Whether the words speak of a former version of the report itself."""
    return bool(_EARLIER.search(words))


def folded(name: str) -> str:
    """Return a name without its article, case and punctuation, as outlets and agencies are compared."""
    return " ".join(re.findall(r"\w+", _ARTICLE.sub("", name.strip()).casefold()))
