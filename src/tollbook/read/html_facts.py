"""What a web page says of itself: its title, its address, its site's name and the day it was published."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from htmldate import find_date
from trafilatura import metadata

from .dates import date_in_address, parse_date
from .draft import Day, Fact
from .outcome import Input

_A_DAY = timedelta(days=1)  # servers and readers live in different time zones
_SITE_IN_ADDRESS = re.compile(r"https?://(?:www\.|w[0-9]+\.)?([^/]+)")


class PageFacts(NamedTuple):
    """Facts of a page; `stated_address` is the one that it gives as its own, whatever becomes of it."""

    title: str
    stated_address: str | None
    address: Fact | None
    outlet: Fact | None
    published: Day | None


def page_facts(tree: Any, page: str, item: Input) -> PageFacts:
    """Read a page's tree for them, which stays as it is; `page` are its characters.

    Of trafilatura's metadata only what is used is looked for: authors, tags and licences cost as much as the main text.
    """
    document = metadata.extract_meta_json(tree, metadata.examine_meta(tree))
    document.title = document.title or metadata.extract_title(tree)
    document.url = document.url or metadata.extract_url(tree)
    document.sitename = document.sitename or metadata.extract_sitename(tree)
    document.clean_and_trim()
    address = _address(document.url, item)
    return PageFacts(
        title=(document.title or "").strip(),
        stated_address=document.url,
        address=address,
        outlet=_outlet(_site(document.sitename, document.url), page, address),
        published=_published(tree, address.value if address else None),
    )


def _site(name: str | None, address: str | None) -> str:
    """The site's name as a name is written; the host of its address where it states none."""
    if not name:
        host = _SITE_IN_ADDRESS.match(address or "")
        return host[1] if host else ""
    name = name.lstrip("@")
    return name if not name or "." in name or name[0].isupper() else name.title()


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


def _outlet(site: str, page: str, address: Fact | None) -> Fact | None:
    """The site's name; one that the page does not state as such (its title's end, its host) is a guess."""
    name = site.split("|")[0].strip().lstrip("@")
    if not name or "://" in name or re.match(r"copyright|©", name, re.I):
        host = _host(address.value) if address else None
        return Fact(host, "guessed") if host else None
    stated = re.search(rf"""(?:content=["']@?|"name"\s*:\s*"){re.escape(name)}\b""", page)
    return Fact(name, "metadata" if stated else "guessed")


def _published(tree: Any, address: str | None) -> Day | None:
    found = find_date(tree, extensive_search=False, original_date=True)
    stated = parse_date(found) if found else None
    in_address = date_in_address(address) if address else None
    if stated and in_address and abs(stated - in_address) > _A_DAY:
        return Day(in_address, "guessed")
    if stated:
        return Day(stated, "metadata")
    return Day(in_address, "guessed") if in_address else None
