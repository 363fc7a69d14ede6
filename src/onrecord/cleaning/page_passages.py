"""
The blocks of a page as passages: what markup says of each before its words are looked at.

    h1                     title, the one that the page declares or the first before the prose
    figcaption             caption
    blockquote             quote block
    class="byline", rel=author beside it                byline, where it is short
    outside the article    furniture
"""

import re
from collections.abc import Sequence

from onrecord.cleaning.canonical import Page
from onrecord.cleaning.elements import HEADING_TAGS
from onrecord.cleaning.passages import Passage, trimmed
from onrecord.cleaning.selection import BlockView, article_blocks, block_views, inherited
from onrecord.cleaning.zones import normal
from onrecord.records import ZoneKind

__all__ = ["page_passages"]

_CAPTION_CLASS = re.compile(r"(?:^|[\s_-])(?:\w*caption\w*|photo-?credits?|image-?credits?|credit)(?=$|[\s_-])", re.I)
_MAX_CAPTION_CHARACTERS = 600
_MIN_WORDS = 3
"""Shorter headings begin many titles without being one."""
_NEAR = 3
"""How many elements up from a block a class name still speaks of that block alone."""


def page_passages(page: Page, titles: Sequence[str]) -> list[Passage]:
    """Return the blocks of a page in order, each with the kind that markup gives it."""
    views = block_views(page)
    kept = article_blocks(page, views)
    title = _title(views, kept, titles)
    captions = inherited(page.elements, [element.name == "figcaption" for element in page.elements])
    quotes = inherited(page.elements, [element.name == "blockquote" for element in page.elements])
    passages: list[Passage] = []
    for number, (view, is_article) in enumerate(zip(views, kept, strict=True)):
        kind = None
        if number == title:
            kind = ZoneKind.TITLE
        elif not is_article:
            kind = ZoneKind.FURNITURE
        elif captions[view.block.element] or _is_named_caption(page, view):
            kind = ZoneKind.CAPTION
        elif quotes[view.block.element]:
            kind = ZoneKind.QUOTE
        # Collapsing leaves no-break spaces at the ends of blocks, and blocks of nothing else.
        if span := trimmed(page.text, view.block.span.start, view.block.span.end):
            passages.append(Passage(span, kind, is_heading=view.tag in HEADING_TAGS))
    return passages


def _is_title(heading: str, wanted: str) -> bool:
    """Whether a heading is a declared title, or one of the two begins with the other."""
    is_long = len(heading.split()) >= _MIN_WORDS
    return heading == wanted or (is_long and (wanted.startswith(heading) or heading.startswith(wanted)))


def _is_named_caption(page: Page, view: BlockView) -> bool:
    """Whether a short block or one of the elements closest around it is called a caption."""
    if len(view.text) > _MAX_CAPTION_CHARACTERS:
        return False
    index = view.block.element
    for _ in range(_NEAR):
        if index < 0:
            return False
        if _CAPTION_CLASS.search(page.elements[index].value("class")):
            return True
        index = page.elements[index].parent
    return False


def _title(views: Sequence[BlockView], kept: Sequence[bool], titles: Sequence[str]) -> int | None:
    """Return the block that is the title: a heading that a declared title begins with, else the first main heading."""
    declared = [normal(title) for title in titles if normal(title)]
    headings = [n for n, view in enumerate(views) if view.tag in HEADING_TAGS and normal(view.text)]
    for among in ([n for n in headings if kept[n]], headings):
        for wanted in declared:
            for number in among:
                if _is_title(normal(views[number].text), wanted):
                    return number
    for wanted in declared:
        same = next((n for n, view in enumerate(views) if kept[n] and normal(view.text) == wanted), None)
        if same is not None:
            return same
    first_text = next((n for n, view in enumerate(views) if kept[n] and view.is_prose), len(views))
    return next((n for n in headings if kept[n] and n <= first_text and views[n].tag in ("h1", "h2")), None)
