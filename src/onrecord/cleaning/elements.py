"""
The elements of a page and which of them are open: a tree that broken markup cannot break.

    <div><p>One<p>Two</div>   ->   div > p, div > p

Only what decides block boundaries and ancestry is followed ("Tree construction",
13.2.6 of the HTML Standard): implied end tags, end tags without a start, inline
elements that end across a block. Depth is capped as browsers cap it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.cleaning.markup import Attribute, StartTag

__all__ = ["BLOCK_TAGS", "DROPPED_TAGS", "HEADING_TAGS", "Element", "OpenElements"]


def _names(line: str) -> frozenset[str]:
    return frozenset(line.split())


HEADING_TAGS = _names("h1 h2 h3 h4 h5 h6")
BLOCK_TAGS = HEADING_TAGS | _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form header hgroup hr html legend li main menu nav ol p pre search section summary table tbody td tfoot "
    "th thead tr ul"
)
DROPPED_TAGS = _names(
    "script style noscript template iframe noembed noframes title textarea select datalist svg object canvas audio "
    "video head"
)
"""Their content is no text of the page: code, controls, pictures, fallbacks for what cannot be shown."""
_VOID_TAGS = _names("area base br col embed hr img input link meta param source track wbr")
_SCOPES = frozenset({"table", "td", "th", "caption", "html", "template"})
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_IMPLIED_ENDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), _LISTS | _SCOPES),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"}) | _SCOPES),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"}) | _SCOPES),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "a": (frozenset({"a"}), BLOCK_TAGS),
    "option": (frozenset({"option"}), frozenset({"select"})),
    "body": (frozenset({"head"}), frozenset({"body"})),
}
_MAX_DEPTH = 512
"""Depth at which browsers stop nesting; bounds the work per tag."""
_KEPT_ATTRIBUTES = ("class", "id", "role", "itemprop", "itemtype", "href", "hidden", "style", "datetime", "rel")


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its place in the tree and the attributes that say what it is for."""

    index: int
    parent: int
    """Index of the parent; -1 for the page itself."""
    name: str
    attributes: Mapping[str, Attribute] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """Return an attribute as written, or an empty string."""
        return self.attributes[name].value if name in self.attributes else ""


class OpenElements:
    """The stack of open elements, fed tag by tag; `elements` holds all that were ever opened."""

    def __init__(self, *, is_xml: bool) -> None:
        self.elements: list[Element] = [Element(0, -1, "")]
        self._stack: list[Element] = [self.elements[0]]
        self._blocks: list[Element] = [self.elements[0]]
        self._open: Counter[str] = Counter()
        self._is_xml = is_xml
        self.dropped = 0
        """How many elements are open whose content is no text."""
        self.links = 0
        """How many links are open."""

    @property
    def current(self) -> Element:
        """The innermost open element."""
        return self._stack[-1]

    def is_open(self, name: str) -> bool:
        """Whether an element of that name is open."""
        return self._open[name] > 0

    @property
    def block(self) -> Element:
        """The innermost open block element, or the page."""
        return self._blocks[-1]

    def start(self, tag: StartTag) -> None:
        """Open the element of a start tag, after closing what it implies is closed."""
        name = tag.name
        if name in BLOCK_TAGS and self._open["p"]:
            self._close(frozenset({"p"}), _SCOPES)
        if name in BLOCK_TAGS and self._open["head"] and name not in ("html", "body"):
            self._close(frozenset({"head"}), frozenset({"body"}))
        if name in HEADING_TAGS and self.current.name in HEADING_TAGS:
            self._pop()
        if name in _IMPLIED_ENDS:
            self._close(*_IMPLIED_ENDS[name])
        kept = {key: tag.attributes[key] for key in _KEPT_ATTRIBUTES if key in tag.attributes}
        element = Element(len(self.elements), self.current.index, name, kept)
        if name in _VOID_TAGS or (tag.is_closed and (self._is_xml or self._open["svg"] or name in DROPPED_TAGS)):
            return
        if len(self._stack) < _MAX_DEPTH:
            self.elements.append(element)
            self._stack.append(element)
            self._blocks.append(element if name in BLOCK_TAGS else self._blocks[-1])
            self._count(element, 1)

    def end(self, name: str) -> None:
        """Close the innermost element of the name, if it is open where an end tag may reach it."""
        if not self._open[name]:
            return
        barriers = frozenset({"table"}) if name in _SCOPES | {"tr", "tbody", "thead", "tfoot"} else _SCOPES
        is_inline = name not in BLOCK_TAGS
        for index in range(len(self._stack) - 1, 0, -1):
            element = self._stack[index]
            if element.name == name:
                if is_inline and any(above.name in BLOCK_TAGS for above in self._stack[index + 1 :]):
                    del self._stack[index], self._blocks[index]
                    self._count(element, -1)
                else:
                    while len(self._stack) > index:
                        self._pop()
                return
            if element.name in barriers:
                return

    def _close(self, names: frozenset[str], barriers: frozenset[str]) -> None:
        if not any(self._open[name] for name in names):
            return
        for index in range(len(self._stack) - 1, 0, -1):
            if self._stack[index].name in names:
                while len(self._stack) > index:
                    self._pop()
                return
            if self._stack[index].name in barriers:
                return

    def _pop(self) -> None:
        self._blocks.pop()
        self._count(self._stack.pop(), -1)

    def _count(self, element: Element, step: int) -> None:
        self._open[element.name] += step
        self.dropped += step * (element.name in DROPPED_TAGS)
        self.links += step * (element.name == "a" and "href" in element.attributes)
