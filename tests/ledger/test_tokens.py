"""Words as they are compared, by whichever way they are asked for."""

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.ledger.tokens import tokens_of, words_in
from onrecord.records import Span

TEXTS = st.text(alphabet="abßİ’'ʼ-. _7é\u0345", max_size=40)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45)), max_size=4), st.integers(0, 30))
@settings(derandomize=True, max_examples=300, deadline=None)
def test_words_are_the_keys_of_tokens(text: str, ends: list[tuple[int, int]], repeated: int) -> None:
    """Words of any spans of any text, long or short, are those of its tokens, also where a span cuts a word."""
    longer = text * (repeated + 1)
    spans = [Span(min(pair), max(pair) + 1) for pair in ends]
    assert words_in(longer, spans) == tuple(token.key for token in tokens_of(longer, spans))
