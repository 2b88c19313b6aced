"""Web pages: the main text without what stands around it, and what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import trafilatura
from htmldate import find_date
from lxml import html as lxml_html
from trafilatura.settings import Document

from tollbook.model import Zone

from .dates import date_in_address, parse_date
from .decode import decode_page
from .draft import Day, Draft, Fact
from .lines import split_lines
from .options import ReadOptions
from .outcome import Input, UnreadableError
from .sniff import HTML

READER = "html.1"
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.I)
_XML_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,40})""", re.I)
_XML_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")
_NO_TEXT = "has no main text (a page of links, or one that scripts fill in the browser); save its text as .txt"
_MOST_TAGS = 200_000
"""With so many the main text takes some 20 s and 600 MB to find; long live blogs have a tenth of them."""
_A_DAY = timedelta(days=1)  # servers and readers live in different time zones
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
    document, captions = _extract(page)
    if document is None or not document.text or not document.text.strip():
        raise UnreadableError(_NO_TEXT)
    title = (document.title or "").strip()
    address = _address(document.url, item)
    text, zones = _with_title(document.text.replace("\x00", ""), title)
    return Draft(
        text=text,
        media_type=HTML,
        reader=f"{READER}+trafilatura.{trafilatura.__version__}",
        encoding=encoding,
        zones=(*zones, *_caption_zones(text, captions)),
        given_id=item.given_id,
        title=Fact(title, "metadata") if title else None,
        outlet=_outlet(document, page, address),
        address=address,
        published=_published(page, address.value if address else None),
    )


def declared_encoding(raw: bytes) -> str | None:
    """The encoding that a page's first bytes say it is in."""
    head = raw[:4096]
    match = _DECLARED.search(head) or _XML_DECLARED.search(head)
    return match[1].decode("ascii") if match else None


def _extract(page: str) -> tuple[Document | None, frozenset[str]]:
    try:
        tree = trafilatura.load_html(page)
        captions = _keep_captions(tree) if tree is not None else frozenset()
        document = trafilatura.bare_extraction(
            tree, fast=True, include_comments=False, include_tables=True, with_metadata=True
        )
    except Exception as error:  # hostile pages break parsers in ways that no list of errors covers
        raise UnreadableError(f"is broken HTML ({type(error).__name__}); save its text as .txt") from error
    return document if isinstance(document, Document) else None, captions


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
    for line in split_lines(text):
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


_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5


def _is_about(title: str, text: str) -> bool:
    """Whether a page's title shares a word with its main text; where it shares none it is the site's name, or another
    story's. Words are compared by their first letters; a title without such words is taken."""
    said = {word[:_STEM] for word in _WORD.findall(title.lower())}
    return not said or not said.isdisjoint(word[:_STEM] for word in _WORD.findall(text.lower()))


def _bare(words: str) -> str:
    return "".join(char for char in words.casefold() if char.isalnum())


def _address(stated: str | None, item: Input) -> Fact | None:
    """The page's own address; of a page of an archive the one it was fetched from, unless the site states another.

    What names another site is where the text came from: its appearance here is one of its own.
    """
    if item.capture is None:
        return Fact(stated, "metadata") if stated else None
    if stated and _host(stated) == _host(item.capture.uri):
        return Fact(stated, "metadata")
    return Fact(item.capture.uri, "given")


def _host(address: str) -> str | None:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


def _outlet(document: Document, page: str, address: Fact | None) -> Fact | None:
    """The site's name; trafilatura falls back on the page's title or host, which is a guess."""
    name = (document.sitename or "").split("|")[0].strip().lstrip("@")
    if not name or "://" in name or re.match(r"copyright|©", name, re.I):
        host = _host(address.value) if address else None
        return Fact(host, "guessed") if host else None
    stated = re.search(rf"""(?:content=["']@?|"name"\s*:\s*"){re.escape(name)}\b""", page)
    return Fact(name, "metadata" if stated else "guessed")


def _published(page: str, address: str | None) -> Day | None:
    found = find_date(page, extensive_search=False, original_date=True)
    stated = parse_date(found) if found else None
    in_address = date_in_address(address) if address else None
    if stated and in_address and abs(stated - in_address) > _A_DAY:
        return Day(in_address, "guessed")
    if stated:
        return Day(stated, "metadata")
    return Day(in_address, "guessed") if in_address else None
