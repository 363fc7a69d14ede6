"""
Running text from tokens, with the place of every token kept.

    ["He", "said", ":", "``", "No", ".", "''"] -> 'He said: "No."'

The reader meets running text, so corpora that come as tokens are set as an
editor would set them.
"""

from collections.abc import Sequence

__all__ = ["join"]

_TIGHT_BEFORE = frozenset(
    {
        ".",
        ",",
        ";",
        ":",
        "?",
        "!",
        ")",
        "]",
        "}",
        "%",
        "'s",
        "’s",
        "n't",
        "n’t",
        "'re",
        "'ve",
        "'ll",
        "'d",
        "'m",
        "’re",
        "’ve",
        "’ll",
        "’d",
        "’m",
        "…",
        "...",
        "”",
        "’",
    }
)
_TIGHT_AFTER = frozenset({"(", "[", "{", "$", "£", "€", "#", "“", "‘"})
_PLAIN = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "`": "'"}


def join(tokens: Sequence[str], space_after: Sequence[bool] | None = None) -> tuple[str, list[tuple[int, int]]]:
    """Return the text and each token's [start, end); `space_after` overrules the rules where it is known."""
    text, spans = "", []
    quote_open = tight = False
    for index, token in enumerate(tokens):
        word = _PLAIN.get(token, token)
        if space_after is not None:
            gap = index > 0 and space_after[index - 1]
        else:
            closes = word == '"' and quote_open
            gap = bool(text) and not tight and not closes and word not in _TIGHT_BEFORE
            tight = word in _TIGHT_AFTER or (word == '"' and not quote_open)
            if word == '"':
                quote_open = not quote_open
        text += " " if gap else ""
        spans.append((len(text), len(text) + len(word)))
        text += word
    return text, spans
