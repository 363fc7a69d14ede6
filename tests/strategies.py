"""Hypothesis strategies: texts as hostile as the web's, and spans in them."""

from hypothesis import strategies as st

__all__ = ["texts"]

_PIECES = st.sampled_from(
    [
        "Shoigu", "said", "U.S.", "“", "”", "\"", "'", "’", "‘", ",", ".", "?", "—", " ", " ", " ", "\n", "\n\n",
        "\r\n", "\u00a0", "\u00ad", "\u200b", "\u200f", "\u202e", "\ufeff", "e\u0301", "é", "ß", "İ", "😀", "👩‍👩‍👧",
        "漢字",
        "한국어", "naïve", "ﬁ", "\x00", "\x0b", "ℵ", "12,000", "18-month", "don't", "\ud800",
    ]
)  # fmt: skip


def texts(max_size: int = 60) -> st.SearchStrategy[str]:
    """Texts of odd pieces, or of any characters at all."""
    return st.one_of(
        st.lists(_PIECES, max_size=max_size).map("".join),
        st.text(max_size=max_size * 2),
    )
