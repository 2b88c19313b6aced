"""A report put into the page of a news site: the page stays, its article becomes the report."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from lxml import html as lxml_html

BLOCKS = ("p", "h2", "h3", "h4", "li", "blockquote", "div", "span", "td")
NO_HEADLINE = "News"
_SHORT = 20
"""Letters up to which a block says nothing: a page's menu may say it too."""
_HEADLINE = 15
_DESCRIPTIONS = "//meta[@name='description' or @property='og:description' or @name='twitter:description']"
_MOST = 0.8
"""Of the letters of an article, what its own element holds at least; the rest stands in menus by chance."""


@dataclass(frozen=True)
class Layout:
    """A page of a site and the body of the article in it."""

    id: str
    page: str
    body: str


def layouts(folder: Path) -> list[Layout]:
    """The pages of the benchmark, in the order of their names."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    return [
        Layout(
            name,
            gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()).decode("utf-8", "replace"),
            truth[name]["articleBody"],
        )
        for name in sorted(truth)
    ]


def put(layout: Layout, text: str, headline: str | None = None) -> str | None:
    """The page with another text in the place of its article; None where the blocks of its body are not found.

    What else on the page is the article's own goes too: its headline, its summary, the captions of pictures, and what
    search engines are told of it.
    """
    tree = lxml_html.document_fromstring(layout.page.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    blocks = _blocks(tree, _bare(layout.body))
    if not blocks:
        return None
    lengths: Counter[Any] = Counter()
    for block in blocks:
        lengths[block.getparent()] += _length(block)
    parent = max(lengths, key=lambda element: lengths[element])
    at = parent.index(next(block for block in blocks if block.getparent() is parent))
    for block in blocks:
        block.drop_tree()
    for paragraph in reversed(paragraphs(text)):
        parent.insert(at, lxml_html.fragment_fromstring(f"<p>{escape(paragraph, quote=False)}</p>"))
    for element in _beside(tree):
        element.drop_tree()
    heads = {str(head) for head in tree.xpath("//h1//text() | //title/text() | //meta[@property='og:title']/@content")}
    _tell_engines(tree, text, headline or NO_HEADLINE)
    page = str(lxml_html.tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>"))
    for head in sorted((head.strip() for head in heads), key=len, reverse=True):
        if len(head) > _HEADLINE:
            own = escape(headline or NO_HEADLINE)
            page = page.replace(escape(head), own).replace(escape(head, quote=False), own).replace(head, own)
    return page


def paragraphs(text: str) -> list[str]:
    """The paragraphs that a site would make of a text: hard-wrapped lines joined, others each by itself."""
    out = []
    for block in re.split(r"\n\s*\n", text):
        lines = [" ".join(line.split()) for line in block.splitlines() if line.strip()]
        wrapped = len(lines) > 1 and all(50 < len(line) < 90 for line in lines[:-1])
        out += [" ".join(lines)] if wrapped else lines
    return [re.sub(r"[\x00-\x08\x0b-\x1f]", "", line) for line in out]


def _blocks(tree: Any, body: str) -> list[Any]:
    """The blocks of the article, in order: those that the smallest element with most of its words holds."""
    blocks = [block for block in tree.iter(*BLOCKS)
              if not len(block.xpath(".//p|.//div|.//li|.//td")) and _says(block, body)]  # fmt: skip
    found = sum(map(_length, blocks))
    if not blocks or found < 0.5 * len(body):
        return []
    held: Counter[Any] = Counter()
    for block in blocks:
        for above in block.iterancestors():
            held[above] += _length(block)
    whole = min((one for one in held if held[one] >= _MOST * found), key=lambda one: (held[one], -_depth(one)))
    inside = [block for block in blocks if whole in block.iterancestors()]
    return [block for block in inside if not any(above in inside for above in block.iterancestors())]


def _beside(tree: Any) -> list[Any]:
    """Captions, and blocks that say what the page's description says: of another article they would be other news."""
    told = [_bare(str(value)) for value in tree.xpath(f"{_DESCRIPTIONS}/@content")]
    captions = tree.xpath("//figcaption | //*[contains(concat(' ', @class, ' '), 'caption ')]")
    leaves = (block for block in tree.iter(*BLOCKS) if not len(block.xpath(".//p|.//div|.//li|.//td")))
    summaries = [block for block in leaves if any(_says(block, one) for one in told)]
    found = [*captions, *summaries]
    return [one for one in found if one.getparent() is not None and not any(up in found for up in one.iterancestors())]


def _depth(element: Any) -> int:
    return sum(1 for _ in element.iterancestors())


def _length(block: Any) -> int:
    return len(_bare(block.text_content()))


def _says(block: Any, body: str) -> bool:
    """Whether all words of a block are said in a text."""
    words = _bare(block.text_content())
    return len(words) > _SHORT and words in body


def _bare(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _tell_engines(tree: Any, text: str, headline: str) -> None:
    """Set what the page says of its article in JSON-LD and in its description to what the report says."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            script.text = json.dumps(_told(json.loads(script.text or ""), text, headline), ensure_ascii=False)
        except json.JSONDecodeError:
            script.drop_tree()  # what readers make of broken JSON would be of the other article
    for meta in tree.xpath(_DESCRIPTIONS):
        meta.set("content", headline)


def _told(value: Any, text: str, headline: str) -> Any:
    match value:
        case dict():
            own = {"articleBody": " ".join(text.split()), "headline": headline, "description": headline}
            return {
                key: own[key] if key in own and isinstance(one, str) else _told(one, text, headline)
                for key, one in value.items()
            }
        case list():
            return [_told(one, text, headline) for one in value]
    return value
