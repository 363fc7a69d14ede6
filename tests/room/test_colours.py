"""Text and marks can be read, in light and in dark."""

import re

import pytest

from onrecord.room.statics import files

CSS = files()["room.css"].body.decode("utf-8")
VOICES = ("person", "organization", "unnamed", "collective", "document", "outlet", "none", "accent")


def colours(scheme: str) -> dict[str, tuple[float, float, float]]:
    """Return the named colours of a scheme; dark ones take the place of light ones."""
    light, _, rest = CSS.partition("@media (prefers-color-scheme: dark)")
    found = _named(light)
    return found | _named(rest.partition("\n}")[0]) if scheme == "dark" else found


def _named(css: str) -> dict[str, tuple[float, float, float]]:
    return {
        name: tuple(int(value[n : n + 2], 16) / 255 for n in (0, 2, 4))
        for name, value in re.findall(r"--([\w-]+):\s*#([0-9a-f]{6});", css)
    }


def contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """Return the contrast ratio of two colours, after WCAG 2.2."""
    darker, lighter = sorted(_luminance(each) for each in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: tuple[float, float, float]) -> float:
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "sheet"])
@pytest.mark.parametrize("name", ["ink", "quiet"])
def test_text_stands_out(scheme: str, ground: str, name: str) -> None:
    """Text has a contrast of seven to one at least."""
    found = colours(scheme)
    assert contrast(found[name], found[ground]) >= 7


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "sheet"])
@pytest.mark.parametrize("name", VOICES)
def test_marks_stand_out(scheme: str, ground: str, name: str) -> None:
    """Voices and the accent have a contrast of four and a half to one at least."""
    found = colours(scheme)
    assert contrast(found[name], found[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_found_words_can_be_read(scheme: str) -> None:
    """Ink on a marked ground has a contrast of seven to one at least."""
    found = colours(scheme)
    assert contrast(found["ink"], found["mark"]) >= 7
