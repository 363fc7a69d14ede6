"""
Which blocks of a page are the article, and which are the page around it.

    nav "Home | World | Sport"      furniture
    h1  "Rebels take the town"      article
    p   "Fighters entered …"        article
    div class=related, 12 links     furniture

First the container: the deepest element that holds most of the prose of the page.
Then its blocks one by one: by what the elements around them are called, by how much
of them is links, by length. Features are those of the literature on boilerplate
(link density, text density, block neighbours: Kohlschütter et al., WSDM 2010) and
the words that site templates use in class names. Thresholds were set on 106 pages:
evaluation/pages.py.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from onrecord.cleaning.canonical import Block, Page
from onrecord.cleaning.elements import HEADING_TAGS, Element

__all__ = ["BlockView", "article_blocks", "block_views", "inherited"]

_MIN_PROSE = 50
"""Characters from which a block without links counts as prose."""
_CONTAINER_SHARE = 0.8
"""Share of the page's prose that the container must hold."""
_MAX_LINK_DENSITY = 0.5
_MAX_LEAD_BLOCKS = 12
"""How far before the first prose the article's main heading may stand."""


class _Hint(IntEnum):
    """What the name of an element says about what is in it."""

    STRONG = -2
    """Furniture, unless it holds nearly all prose of the page."""
    WEAK = -1
    """Furniture, unless it holds much of the prose: templates misname things."""
    NONE = 0
    ARTICLE = 1


_MOST_PROSE = {_Hint.STRONG: 0.7, _Hint.WEAK: 0.35}
"""Share of the page's prose from which a name is not believed."""


_FURNITURE_TAGS = frozenset({"nav", "footer", "aside", "form", "dialog", "menu"})
_FURNITURE_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "menu"})
_ARTICLE_CLASS = re.compile(
    r"\b(?:article|story|entry|post|news|content)[_-]?(?:body|content|text|main|copy|entry)\b|articlebody|"
    r"\bstorytext\b|\bbody-?text\b|\bpost-?text\b",
    re.I,
)
_STRONG_CLASS = re.compile(
    r"(?:^|[\s_-])(?:"
    r"navbar|navigation|breadcrumbs?|footer\w*|sidebar\w*|side-?bar|comments?|commentlist|disqus\w*|respond|reply|replys|"
    r"related\w*|relatedposts|recommend\w*|outbrain|taboola|newsletter\w*|cookie\w*|consent|gdpr|popup|modal|login|"
    r"read-?(?:next|also)|next-?(?:post|story)\w*|nextstory|more-?(?:from|news|stories)|most-?(?:read|popular|viewed)|"
    r"same-?topics?|you-?may-?like"
    r")(?=$|[\s_-])",
    re.I,
)
_WEAK_CLASS = re.compile(
    r"(?:^|[\s_-])(?:"
    r"nav|navi|menu\w*|share\w*|sharing|social\w*|sharedaddy|addtoany\w*|shariff|follow\w*|teaser\w*|trending|popular\w*|"
    r"promo\w*|sponsor\w*|advert\w*|ads?|ad-?(?:box|unit|slot|container|wrapper)|adbox|asset-?box|banner\w*|subscri\w*|"
    r"signup|sign-?up|paywall|overlay|widget\w*|tags?|topics|tagcloud|attachments?|categor(?:y|ies)|"
    r"entry-?utility|meta|byline|authors?\w*|pager|pagination|post-?navigation|nav-?links|copyright|legal|disclaimer|"
    r"search\w*|skip|toolbar|toc|print(?:only)?|rating\w*|infobox|inline-?textbox|collapse-?box|connect\w*|"
    r"photo-?credits?|snippet|alerts?|tooltip|lightbox|visually-?hidden|screen-?reader\w*|sr-?only|interesting|"
    r"after-?(?:body|article|content)"
    r")(?=$|[\s_-])"
    r"|(?:related|recommended|popular|sharing|comment|author|newsletter|teaser|promo)[a-z]*[A-Z_-]"
    r"|[a-z](?:Teaser|Related|Sharing|Author)s?\b",
    re.I,
)
_MODIFIER_CLASS = re.compile(
    r"(?<!\S)(?:category|tag|type|status|format|author|post|elementor|wp|has|no|with|without|enabled?|disable|hide|show|"
    r"is|not)-\S*|"
    r"\S*(?:--|-(?:with|no|has|and|enable)-)\S*",
    re.I,
)
"""Classes that say what a post is about or how a box is styled, not what it is: `category-menu`, `has-sidebar`."""
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_NEUTRAL_TAGS = frozenset({"", "html", "body"})


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block with its text and the element it stands in."""

    block: Block
    text: str
    tag: str
    """Name of the innermost block element."""

    @property
    def link_density(self) -> float:
        """Share of the characters that stand in links."""
        return self.block.link_characters / max(len(self.text), 1)

    @property
    def is_prose(self) -> bool:
        """Whether it reads as running text rather than as a label, a list of links or a headline."""
        return self.link_density < _MAX_LINK_DENSITY and len(self.text) >= _MIN_PROSE and self.tag not in HEADING_TAGS


def block_views(page: Page) -> list[BlockView]:
    """Return the blocks of a page with their text."""
    return [BlockView(block, block.span.slice(page.text), page.elements[block.element].name) for block in page.blocks]


def article_blocks(page: Page, views: Sequence[BlockView]) -> list[bool]:
    """Say of each block whether it belongs to the article."""
    elements = page.elements
    held = _held(elements, views, [view.is_prose for view in views])
    hints = [
        hint if hint not in _MOST_PROSE or held[index] <= held[0] * _MOST_PROSE[hint] else _Hint.NONE
        for index, hint in enumerate(map(_hint, elements))
    ]
    furniture = inherited(elements, [hint in _MOST_PROSE for hint in hints])
    prose = [view.is_prose and not furniture[view.block.element] for view in views]
    container = _container(elements, hints, _held(elements, views, prose))
    inside = inherited(elements, [element.index == container for element in elements])
    first = next((n for n, view in enumerate(views) if inside[view.block.element] and prose[n]), 0)
    start = _lead_start(views, furniture, first)
    parents = {elements[view.block.element].parent for view, counts in zip(views, prose, strict=True) if counts}
    return [
        (inside[view.block.element] or start <= number < first)
        and not furniture[view.block.element]
        and _is_article(view, beside_prose=elements[view.block.element].parent in parents)
        for number, view in enumerate(views)
    ]


def _lead_start(views: Sequence[BlockView], furniture: Sequence[bool], first: int) -> int:
    """Return the block at which the article's head begins: the last main heading before its first prose, if near."""
    for number in range(min(first, len(views) - 1), max(first - _MAX_LEAD_BLOCKS, -1), -1):
        if views[number].tag == "h1" and not furniture[views[number].block.element]:
            return number
    return first


def _hint(element: Element) -> _Hint:
    """Say what the name, the role and the classes of an element tell of it."""
    if element.name in _NEUTRAL_TAGS:
        return _Hint.NONE
    role = element.value("role").lower()
    if role == "main" or element.name == "main" or element.value("itemprop") == "articleBody":
        return _Hint.ARTICLE
    if element.name in _FURNITURE_TAGS or role in _FURNITURE_ROLES:
        return _Hint.STRONG
    if "hidden" in element.attributes or _HIDDEN_STYLE.search(element.value("style")):
        return _Hint.WEAK
    named = element.value("class")
    if element.name not in HEADING_TAGS:
        named = f"{named} {element.value('id')}"
    named = _MODIFIER_CLASS.sub(" ", named)
    if _ARTICLE_CLASS.search(named):
        return _Hint.ARTICLE
    if _STRONG_CLASS.search(named):
        return _Hint.STRONG
    if _WEAK_CLASS.search(named):
        return _Hint.WEAK
    return _Hint.ARTICLE if element.name == "article" else _Hint.NONE


def inherited(elements: Sequence[Element], marks: Sequence[bool]) -> list[bool]:
    """Say of each element whether it or an ancestor is marked; a child comes after its parent."""
    found = list(marks)
    for element in elements:
        found[element.index] = found[element.index] or (element.parent >= 0 and found[element.parent])
    return found


def _held(elements: Sequence[Element], views: Sequence[BlockView], prose: Sequence[bool]) -> list[int]:
    """Return how many characters of prose each element holds."""
    held = [0] * len(elements)
    for view, counts in zip(views, prose, strict=True):
        if counts:
            held[view.block.element] += len(view.text) - view.block.link_characters
    for element in reversed(elements):
        if element.parent >= 0:
            held[element.parent] += held[element.index]
    return held


def _container(elements: Sequence[Element], hints: Sequence[_Hint], held: Sequence[int]) -> int:
    """Return the deepest element that holds most of the prose, or the article around it."""
    best = 0
    if not held[0]:
        return best
    for element in elements:
        # Elements are numbered in source order, so a child comes after its parent.
        if element.parent == best and held[element.index] >= held[0] * _CONTAINER_SHARE:
            best = element.index
    above = best
    while above > 0:
        above = elements[above].parent
        if above > 0 and (elements[above].name in ("article", "main") or hints[above] is _Hint.ARTICLE):
            best = above
            break
    return best


def _is_article(view: BlockView, *, beside_prose: bool) -> bool:
    if view.link_density < _MAX_LINK_DENSITY:
        return True
    return beside_prose and view.tag in ("p", "td", "dd", "h2", "h3")
