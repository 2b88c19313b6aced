"""Feeds (RSS, Atom): one report an entry, by its own address, so that a changed entry is a revision."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date
from time import struct_time
from typing import Any

import feedparser
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from .options import ReadOptions
from .outcome import Input, ReadFailed, UnreadableError
from .sniff import FEED
from .table import too_long


def feed_rows(name: str, raw: bytes, options: ReadOptions) -> Iterator[Input | ReadFailed]:
    """The entries of a feed as rows of our columns; a row's raw bytes are what the entry says, as canonical JSON.

    An entry's text is its title and its content (its summary where it has none). `published` is the day on which it
    was last updated. Raises UnreadableError where it is no feed, or has no entry.
    """
    try:
        # bytes in a stream: the library fetches what it takes for an address, and opens what it takes for a file
        found = feedparser.parse(io.BytesIO(raw), response_headers={"content-type": "application/xml"})
    # it parses with what it finds installed, and these raise whatever they like on hostile XML
    except Exception as error:
        raise UnreadableError(f"is a broken feed ({type(error).__name__}); fetch it again") from error
    if not found.entries:
        raise UnreadableError("is XML, but no feed with an entry; give an RSS or Atom feed")
    outlet, language = _words(found.feed.get("title")), str(found.feed.get("language") or "")
    for number, entry in enumerate(found.entries, 1):
        row = {**_row(entry), "outlet": outlet, "language": language}
        where = f"{name}:{number} {row['url'] or row['id']}".rstrip()
        stated = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        packed = stated.encode("utf-8", "replace")
        if len(packed) > options.max_bytes:
            yield ReadFailed(where, too_long("the entry", options.max_bytes))
        else:
            yield Input(name=where, raw=packed, row=row, media_type=FEED, encoding="utf-8")


def _row(entry: dict[str, Any]) -> dict[str, str]:
    title = _words(entry.get("title"))
    contents = [part.get("value") or "" for part in entry.get("content") or ()]
    body = _plain(max(contents, key=len, default="") or entry.get("summary") or "")
    # the library's own get() takes the one for the other where it is missing
    day = _day(dict.get(entry, "updated_parsed")) or _day(dict.get(entry, "published_parsed"))
    return {
        "id": str(entry.get("id") or entry.get("link") or ""),
        "text": f"{title}\n\n{body}".strip() if title else body,
        "url": str(entry.get("link") or ""),
        "published": day,
        "title": title,
    }


def _words(value: object) -> str:
    return " ".join(_plain(str(value or "")).split())


def _plain(markup: str) -> str:
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    return str(extract_plain_text(HTMLTree.parse(markup), main_content=False, alt_texts=False)).strip()


def _day(moment: struct_time | None) -> str:
    return date(moment.tm_year, moment.tm_mon, moment.tm_mday).isoformat() if moment else ""
