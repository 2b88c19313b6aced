"""Web pages: the main text without what stands around it, and what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import trafilatura
from lxml import html as lxml_html
from lxml.etree import XPath
from trafilatura.settings import Document

from tollbook.model import Zone

from .decode import decode_page
from .draft import Draft, Fact
from .html_facts import PageFacts, page_facts
from .lines import split_lines
from .options import ReadOptions
from .outcome import Input, UnreadableError
from .sniff import HTML

READER = "html.2"
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.I)
_XML_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,40})""", re.I)
_XML_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")
_NO_TEXT = "has no main text (a page of links, or one that scripts fill in the browser); save its text as .txt"
_MOST_TAGS = 200_000
"""With so many the main text takes some 20 s and 600 MB to find; long live blogs have a tenth of them."""
_PARAGRAPHS = XPath(
    "//p[not(ancestor::aside or ancestor::nav or ancestor::footer or ancestor::form"
    " or ancestor::*[contains(@class, 'comment') or contains(@id, 'comment') or contains(@id, 'disqus')])]"
)
_SAID = 60
"""Characters from which a paragraph says something."""
_MISSED = 0.5
"""Of the main text's length, what an article has at least that it missed."""
_TITLE_WITHIN = 400
"""Characters at the beginning of the main text in which its title is looked for."""


def read_html(item: Input, options: ReadOptions) -> Draft:
    """A page's title (its own first line, unless the main text begins with it), main text, tables and captions.

    Comments of readers are left out. `published` is the date of first publication in the page's metadata, unless the
    page's address holds another (pages are edited, addresses stay); `outlet` the site's name, else the host's
    (`guessed`).
    """
    page, encoding = decode_page(item.raw, item.encoding or declared_encoding(item.raw))
    page = _XML_DECLARATION.sub("", page)
    if page.count("<") > _MOST_TAGS:
        raise UnreadableError(f"has more than {_MOST_TAGS:,} tags, which no report needs; save its text as .txt")
    main = _extract(page, item)
    if main is None or not main.text.strip():
        raise UnreadableError(_NO_TEXT)
    facts = main.facts
    text, zones = _with_title(main.text, facts.title)
    return Draft(
        text=text,
        media_type=HTML,
        reader=f"{READER}+trafilatura.{trafilatura.__version__}",
        encoding=encoding,
        zones=(*zones, *_caption_zones(text, main.captions)),
        given_id=item.given_id,
        title=Fact(facts.title, "metadata") if facts.title else None,
        outlet=facts.outlet,
        address=facts.address,
        published=facts.published,
    )


def declared_encoding(raw: bytes) -> str | None:
    """The encoding that a page's first bytes say it is in."""
    head = raw[:4096]
    match = _DECLARED.search(head) or _XML_DECLARED.search(head)
    return match[1].decode("ascii") if match else None


class _Main(NamedTuple):
    """The main text of a page, the captions in it (letters alone), and what the page says of itself."""

    text: str
    captions: frozenset[str]
    facts: PageFacts


def _extract(page: str, item: Input) -> _Main | None:
    """All that is read of a page, from one tree; None where it holds no main text."""
    try:
        tree = trafilatura.load_html(page)
        if tree is None:
            return None
        facts = page_facts(tree, page, item)
        captions, parts = _keep_captions(tree), _parts(tree)
        document = trafilatura.bare_extraction(
            tree, url=facts.stated_address, fast=True, include_comments=False, include_tables=True
        )
    except Exception as error:  # hostile pages break parsers in ways that no list of errors covers
        raise UnreadableError(f"is broken HTML ({type(error).__name__}); save its text as .txt") from error
    if not isinstance(document, Document) or not document.text:
        return None
    text = document.text.replace("\x00", "")
    return _Main("\n".join([text, *_missed(parts, text)]), captions, facts)


class _Part(NamedTuple):
    """An element's own paragraphs; `kind` is its tag and class, which the parts of one article share."""

    kind: tuple[str, str]
    paragraphs: list[str]

    @property
    def length(self) -> int:
        return sum(map(len, self.paragraphs))


def _parts(tree: Any) -> list[_Part]:
    """The elements of a page with paragraphs that say something, menus and readers' comments aside."""
    held: dict[Any, list[str]] = {}
    for paragraph in _PARAGRAPHS(tree):
        words = " ".join(paragraph.text_content().split())
        if len(words) > _SAID:
            held.setdefault(paragraph.getparent(), []).append(words)
    return [_Part((element.tag, element.get("class") or ""), told) for element, told in held.items()]


def _missed(parts: Sequence[_Part], text: str) -> list[str]:
    """Paragraphs of the article that are not in the main text, in their order.

    The extractor leaves out briefs of one paragraph, and what follows an advertisement. So the part that says most is
    the article's, unless the main text is far longer, and so is a part of the same tag and class as one that is found.
    """
    bare = _bare(text)
    missed = [not any(_bare(words) in bare for words in part.paragraphs) for part in parts]
    if not any(missed):
        return []
    found = {part.kind for part, is_missed in zip(parts, missed, strict=True) if not is_missed and part.kind[1]}
    most = max(parts, key=lambda part: part.length)
    return [
        words
        for part, is_missed in zip(parts, missed, strict=True)
        if is_missed and (part.kind in found or (part is most and part.length >= _MISSED * len(text)))
        for words in part.paragraphs
    ]


def _keep_captions(tree: Any) -> frozenset[str]:
    """Set each figure's caption as a paragraph behind it: the extractor throws figures away, captions hold claims."""
    captions = set()
    for caption in list(tree.iter("figcaption")):
        words = " ".join(caption.text_content().split())
        figure = next(caption.iterancestors("figure"), None)
        if not words or figure is None or figure.getparent() is None:
            continue
        paragraph = lxml_html.Element("p")
        paragraph.text, paragraph.tail, figure.tail = words, figure.tail, None
        figure.addnext(paragraph)
        captions.add(_bare(words))
    return frozenset(captions)


def _caption_zones(text: str, captions: frozenset[str]) -> Iterator[Zone]:
    for line in split_lines(text) if captions else ():
        if _bare(line.words) in captions:
            yield Zone(start=line.start, end=line.end, kind="caption")


def _with_title(text: str, title: str) -> tuple[str, tuple[Zone, ...]]:
    if not title:
        return text, ()
    for line in split_lines(text[:_TITLE_WITHIN]):
        if _bare(line.words) == _bare(title):
            return text, (Zone(start=line.start, end=line.end, kind="title"),)
    if not _is_about(title, text):
        return text, ()
    return f"{title}\n\n{text}", (Zone(start=0, end=len(title), kind="title"),)


_NO_LETTERS = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5


def _is_about(title: str, text: str) -> bool:
    """Whether a page's title shares a word with its main text; where it shares none it is the site's name, or another
    story's. Words are compared by their first letters; a title without such words is taken."""
    said = {word[:_STEM] for word in _WORD.findall(title.lower())}
    return not said or any(match[0][:_STEM] in said for match in _WORD.finditer(text.lower()))


def _bare(words: str) -> str:
    return _NO_LETTERS.sub("", words.casefold())
