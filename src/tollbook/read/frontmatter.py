"""Front matter: the `key: value` lines between two `---` lines that many Markdown files begin with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tollbook.model import Zone

from .dates import parse_date
from .draft import Day, Fact
from .outcome import UnreadableError

_BLOCK = re.compile(r"\ufeff?(---[ \t]*\r?\n)((?:[^\r\n]*\r?\n){0,60}?)(---[ \t]*)(?=\r?\n|$)")
_LINE = re.compile(r"^(?P<key>[A-Za-z_][\w-]*):[ \t]*(?P<quote>[\"']?)(?P<value>[^\r\n]*?)(?P=quote)[ \t]*$", re.M)
_PROSE_WORDS = 4
_DATES = ("date", "published", "pubdate", "publish_date", "publishdate")
_OUTLETS = ("outlet", "publisher", "publication", "site_name")
_ADDRESSES = ("url", "canonical", "canonical_url", "source_url", "link")


class FrontMatter(NamedTuple):
    """What the front matter says, and its zones."""

    zones: tuple[Zone, ...] = ()
    title: Fact | None = None
    published: Day | None = None
    address: Fact | None = None
    outlet: Fact | None = None


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
        zones=tuple(_zones(block, lines)),
        title=Fact(title["value"].strip(), "metadata") if title else None,
        published=_published(lines),
        address=_first(lines, _ADDRESSES),
        outlet=_first(lines, _OUTLETS),
    )


def _first(lines: dict[str, re.Match[str]], keys: tuple[str, ...]) -> Fact | None:
    """The value of the first of these keys that is there."""
    return next((Fact(lines[key]["value"].strip(), "metadata") for key in keys if key in lines), None)


def _zones(block: re.Match[str], lines: dict[str, re.Match[str]]) -> Iterator[Zone]:
    """Fences, keys and short values are markup; a value of several words (a description) is left as text."""
    yield Zone(start=block.start(1), end=block.end(1), kind="markup")
    for key, line in lines.items():
        is_title = key == "title"
        is_prose = is_title or (key not in _OUTLETS and len(line["value"].split()) >= _PROSE_WORDS)
        yield Zone(start=line.start(), end=line.start("value") if is_prose else line.end(), kind="markup")
        if is_title:
            yield Zone(start=line.start("value"), end=line.end("value"), kind="title")
    yield Zone(start=block.start(3), end=block.end(3), kind="markup")


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
