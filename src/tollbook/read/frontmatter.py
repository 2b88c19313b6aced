"""Front matter: the `key: value` lines between two `---` lines that many Markdown files begin with."""

from __future__ import annotations

import re
from typing import NamedTuple

from tollbook.model import Zone

from .dates import parse_date
from .draft import Day, Fact
from .outcome import UnreadableError

_BLOCK = re.compile(r"\ufeff?(---[ \t]*\r?\n)((?:[^\r\n]*\r?\n){0,60}?)(---[ \t]*)(?=\r?\n|$)")
_LINE = re.compile(r"^(?P<key>[A-Za-z_][\w-]*):[ \t]*(?P<quote>[\"']?)(?P<value>[^\r\n]*?)(?P=quote)[ \t]*$", re.M)
_DATES = ("date", "published", "pubdate", "publish_date", "publishdate")
_ADDRESSES = ("url", "canonical", "canonical_url", "source_url", "link")


class FrontMatter(NamedTuple):
    """What the front matter says, and its zones: a title is one, all else is markup."""

    zones: tuple[Zone, ...] = ()
    title: Fact | None = None
    published: Day | None = None
    address: Fact | None = None


def front_matter(text: str) -> FrontMatter:
    """The front matter of a text; empty where it has none."""
    block = _BLOCK.match(text)
    if block is None:
        return FrontMatter()
    lines = {m["key"].lower(): m for m in _LINE.finditer(text, block.start(2), block.end(2)) if m["value"].strip()}
    if not lines:
        return FrontMatter()
    title = lines.get("title")
    return FrontMatter(
        zones=_zones(block, title),
        title=Fact(title["value"].strip(), "metadata") if title else None,
        published=_published(lines),
        address=next((Fact(lines[key]["value"].strip(), "metadata") for key in _ADDRESSES if key in lines), None),
    )


def _zones(block: re.Match[str], title: re.Match[str] | None) -> tuple[Zone, ...]:
    start, end = block.start(1), block.end(3)
    if title is None:
        return (Zone(start=start, end=end, kind="markup"),)
    return (
        Zone(start=start, end=title.start("value"), kind="markup"),
        Zone(start=title.start("value"), end=title.end("value"), kind="title"),
        Zone(start=title.end("value"), end=end, kind="markup"),
    )


def _published(lines: dict[str, re.Match[str]]) -> Day | None:
    for key in _DATES:
        if key not in lines:
            continue
        try:
            day = parse_date(lines[key]["value"])
        except UnreadableError:
            continue  # not a date that we read: unknown, as if it were not there
        if day:
            return Day(day, "metadata")
    return None
