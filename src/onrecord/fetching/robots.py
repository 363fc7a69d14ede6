"""
What a site asks of programs: its robots.txt, after RFC 9309.

    User-agent: *
    Disallow: /private/
    Allow: /private/press/*.html$
    Crawl-delay: 5

The longest rule that fits decides, `Allow` where two are as long. The library's own
reader knows no `*` and `$` inside rules and would fetch what they keep out.
"""

from dataclasses import dataclass
from urllib.parse import quote, unquote

__all__ = ["ALL", "NONE", "Robots", "parse_robots"]

_MAX_RULES = 5000
_MAX_DELAY_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """The rules for one program."""

    rules: tuple[tuple[str, bool], ...] = ()
    """Pattern of a path, and whether it may be fetched."""
    delay_seconds: float = 0.0

    def allows(self, target: str) -> bool:
        """Whether path and query of an address may be fetched."""
        plain = _plain(target)
        fitting = [(len(pattern), is_allowed) for pattern, is_allowed in self.rules if _fits(pattern, plain)]
        return max(fitting, default=(0, True))[1]


ALL = Robots()
NONE = Robots(rules=(("/", False),))


def parse_robots(text: str, agent: str) -> Robots:
    """Return the rules for a program by the name it gives: its own groups, else those for all."""
    groups: dict[str, list[tuple[str, bool]]] = {}
    delays: dict[str, float] = {}
    names: list[str] = []
    is_naming = False
    for line in text.splitlines():
        field, colon, value = line.partition("#")[0].partition(":")
        field, value = field.strip().lower(), value.strip()
        if not colon:
            continue
        if field == "user-agent":
            name = value.lower().partition("/")[0]
            names = [*names, name] if is_naming else [name]
            is_naming = True
            groups.setdefault(name, [])
            continue
        is_naming = False
        for name in names:
            if field in ("allow", "disallow") and value and len(groups[name]) < _MAX_RULES:
                groups[name].append((_plain(value), field == "allow"))
            elif field == "crawl-delay":
                delays[name] = _delay(value)
    own = agent.lower() if agent.lower() in groups else "*"
    return Robots(rules=tuple(groups.get(own, ())), delay_seconds=delays.get(own, 0.0))


def _plain(path: str) -> str:
    """Return a path with one way to write each character."""
    return quote(unquote(path, errors="replace"), safe="/?&=*$:;,@+!~'()")


def _delay(value: str) -> float:
    try:
        return min(max(float(value), 0.0), _MAX_DELAY_SECONDS)
    except ValueError:
        return 0.0


def _fits(pattern: str, path: str) -> bool:
    """Whether a path begins as a pattern says; `*` stands for anything, a `$` at the end for the end."""
    is_whole = pattern.endswith("$")
    first, *parts = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for n, part in enumerate(parts):
        if is_whole and n == len(parts) - 1:
            return len(path) - len(part) >= at and path.endswith(part)
        place = path.find(part, at)
        if place < 0:
            return False
        at = place + len(part)
    return not is_whole or at == len(path)
