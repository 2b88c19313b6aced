"""Web pages: the main text without what stands around it, and what the page says of itself."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import trafilatura
from htmldate import find_date
from trafilatura.settings import Document

from tollbook.model import Zone

from .dates import date_in_address, parse_date
from .decode import decode_page
from .draft import Day, Draft, Fact
from .options import ReadOptions
from .outcome import Input, UnreadableError
from .sniff import HTML

READER = "html.1"
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.I)
_XML_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,40})""", re.I)
_XML_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")
_NO_TEXT = "has no main text (a page of links, or one that scripts fill in the browser); save its text as .txt"
_TITLE_WITHIN = 400
"""Characters at the beginning of the main text in which its title is looked for."""


def read_html(item: Input, options: ReadOptions) -> Draft:
    """A page's title (its own first line, unless the main text begins with it) and main text, tables included.

    Comments of readers are left out. `published` is the date of first publication in the page's metadata, else that
    in its address (`guessed`); `outlet` the site's name, else the host's (`guessed`).
    """
    page, encoding = decode_page(item.raw, _declared(item.raw))
    page = _XML_DECLARATION.sub("", page)
    document = _extract(page)
    if document is None or not document.text or not document.text.strip():
        raise UnreadableError(_NO_TEXT)
    text, zones = _with_title(document.text.replace("\x00", ""), (document.title or "").strip())
    address = document.url or None
    return Draft(
        text=text,
        media_type=HTML,
        reader=f"{READER}+trafilatura.{trafilatura.__version__}",
        encoding=encoding,
        zones=zones,
        given_id=item.given_id,
        title=Fact(document.title.strip(), "metadata") if document.title else None,
        outlet=_outlet(document, page),
        address=Fact(address, "metadata") if address else None,
        published=_published(page, address),
    )


def _declared(raw: bytes) -> str | None:
    head = raw[:4096]
    match = _DECLARED.search(head) or _XML_DECLARED.search(head)
    return match[1].decode("ascii") if match else None


def _extract(page: str) -> Document | None:
    try:
        document = trafilatura.bare_extraction(
            page, fast=True, include_comments=False, include_tables=True, with_metadata=True
        )
    except Exception as error:
        raise UnreadableError(f"is broken HTML ({type(error).__name__}); save its text as .txt") from error
    return document if isinstance(document, Document) else None


def _with_title(text: str, title: str) -> tuple[str, tuple[Zone, ...]]:
    if not title:
        return text, ()
    lines = text[:_TITLE_WITHIN].split("\n")
    at = 0
    for line in lines:
        if _same_words(line, title):
            return text, (Zone(start=at, end=at + len(line), kind="title"),)
        at += len(line) + 1
    return f"{title}\n\n{text}", (Zone(start=0, end=len(title), kind="title"),)


def _same_words(line: str, title: str) -> bool:
    def bare(words: str) -> str:
        return "".join(char for char in words.casefold() if char.isalnum())

    return bare(line) == bare(title)


def _outlet(document: Document, page: str) -> Fact | None:
    """The site's name; trafilatura falls back on the page's title or host, which is a guess."""
    name = (document.sitename or "").strip().lstrip("@")
    if not name:
        host = urlsplit(document.url or "").hostname
        return Fact(host.removeprefix("www."), "guessed") if host else None
    stated = re.search(rf"""(?:content=["']@?|"name"\s*:\s*"){re.escape(name)}["']""", page)
    return Fact(name, "metadata" if stated else "guessed")


def _published(page: str, address: str | None) -> Day | None:
    found = find_date(page, extensive_search=False, original_date=True)
    if found and (day := parse_date(found)):
        return Day(day, "metadata")
    day = date_in_address(address) if address else None
    return Day(day, "guessed") if day else None
