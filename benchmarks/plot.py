"""
A bar for each subject, as SVG, drawn here: no library is needed for six rectangles.

    bars({"encoder alone": 1.0, "reading": 0.4}, title="…")   ->   "<svg …>"
"""

import math
from collections.abc import Mapping
from html import escape

__all__ = ["bars"]

_WIDTH, _LABEL, _ROW, _TOP = 820, 300, 30, 64
_BAR_END = 700
_DECADES = ("#4c78a8", "#9aa5b1")
"""Ours and others'."""


def bars(figures: Mapping[str, float], *, title: str, unit: str, ours: frozenset[str] = frozenset()) -> str:
    """Return a plot of positive figures on a logarithmic scale, the largest first, each with its number."""
    ranked = sorted(figures.items(), key=lambda pair: -pair[1])
    low = math.floor(math.log10(min(figures.values())))
    high = math.ceil(math.log10(max(figures.values())))
    high = high if high > low else low + 1
    height = _TOP + _ROW * len(ranked) + 28

    def x(value: float) -> float:
        return _LABEL + (math.log10(value) - low) / (high - low) * (_BAR_END - _LABEL)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}" font-family="sans-serif" font-size="13" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="16" y="26" font-size="16" fill="#1c2733">{escape(title)}</text>',
        f'<text x="16" y="46" fill="#5b6875">{escape(unit)}, logarithmic</text>',
    ]
    for decade in range(low, high + 1):
        at = x(10.0**decade)
        parts.append(f'<line x1="{at:.1f}" y1="{_TOP - 6}" x2="{at:.1f}" y2="{height - 26}" stroke="#e3e8ed"/>')
        parts.append(
            f'<text x="{at:.1f}" y="{height - 10}" fill="#5b6875" text-anchor="middle">{10.0**decade:g}</text>'
        )
    for n, (name, value) in enumerate(ranked):
        y, color = _TOP + n * _ROW, _DECADES[0 if name in ours else 1]
        wide = max(x(value) - _LABEL, 1.0)
        parts.append(f'<text x="{_LABEL - 10}" y="{y + 17}" fill="#1c2733" text-anchor="end">{escape(name)}</text>')
        parts.append(f'<rect x="{_LABEL}" y="{y + 3}" width="{wide:.1f}" height="{_ROW - 10}" fill="{color}"/>')
        parts.append(f'<text x="{_LABEL + wide + 8:.1f}" y="{y + 17}" fill="#1c2733">{value:.3g}</text>')
    return "\n".join([*parts, "</svg>\n"])
