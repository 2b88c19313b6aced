"""The first main text of a page of a crawl: quick and generous, only to tell whether the page is worth reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding, map_encoding_to_html5
from resiliparse.parse.html import HTMLTree

from .html import declared_encoding
from .outcome import Input
from .sniff import HTML

SKIPPED = ("aside", "nav", "footer", "form", "#comments", ".comments", ".comment")
"""Elements that are no main text on any site; classes of single sites are not named."""
_LITTLE = 2000
"""Characters of main text below which the page's paragraphs are looked at too."""
_SAID = 60
"""Characters from which a paragraph says something."""


_DEEPEST = 512
"""As Chromium has it: it lays elements below that flat."""
_FEW_TAGS = 8000
"""Tags below which no nesting takes long."""
_NESTING = re.compile(
    r"<(/?)(?!(?:p|li|td|tr|th|dt|dd|option|br|img|hr|input|meta|link|source|area|base|col|embed|param|track|wbr|path)\b)"
    r"[a-z]",
    re.IGNORECASE,
)
"""Elements that are closed by their own end alone."""
_TAG = re.compile(r"<[^<>]*>")


def first_texts(item: Input) -> Iterator[str]:
    """What a page may be about, likeliest first; strings without offsets that anything may refer to.

    Its title and main text; where that is little, its paragraphs too: the layout may hide the article. What is
    no page is given as it is. A page that none of them makes worth reading is not.
    """
    page = _characters(item.raw, item.encoding)
    if item.media_type != HTML:
        yield page
        return
    if _is_too_deep(page):
        yield unescape(_TAG.sub(" ", page))
        return
    tree = HTMLTree.parse(page)
    title = tree.title or ""
    text = extract_plain_text(tree, main_content=True, list_bullets=False, alt_texts=False, comments=False,
                              skip_elements=SKIPPED)  # fmt: skip
    titled = f"{title}\n\n{text}"
    yield titled
    if len(titled) < _LITTLE:
        blocks = tree.document.get_elements_by_tag_name("p") if tree.document is not None else ()
        said = ((block.text or "").strip() for block in blocks)
        yield "\n".join(words for words in said if len(words) > _SAID)


def _is_too_deep(page: str) -> bool:
    """Whether elements are nested deeper than browsers follow: time to find the main text grows with depth squared."""
    if page.count("<") < _FEW_TAGS:
        return False
    depth = 0
    for match in _NESTING.finditer(page):
        depth += -1 if match[1] else 1
        if depth > _DEEPEST:
            return True
        depth = max(depth, 0)
    return False


def _characters(raw: bytes, stated: str | None) -> str:
    """As decode_page would have it where that is quick to tell; a wrong guess costs letters beyond ASCII alone."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    named = map_encoding_to_html5(stated or declared_encoding(raw) or "", False)
    encoding = named if named and named != "utf-8" else detect_encoding(raw)
    return bytes_to_str(raw, encoding or "utf-8", "replace")
