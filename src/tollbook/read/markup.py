"""Code inside a text's lines: Markdown and HTML marks, addresses, embed codes. The words within them stay words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tollbook.model import Zone

_URL = r"(?:https?://|www\.|pic\.twitter\.com/)[^\s<>()\[\]\"“”|]+"
_MARKS = re.compile(
    rf"""
    (?P<image>!\[(?P<alt>[^\[\]\n]{{0,500}})\](?P<image_target>\([^)\s]{{0,2000}}(?:\s+"[^"\n]{{0,300}}")?\)))
  | (?P<link>(?<!\!)\[(?P<words>[^\[\]\n]{{1,500}})\](?P<target>\((?:https?://|/|\#|mailto:)[^)\s]{{0,2000}}(?:\s+"[^"\n]{{0,300}}")?\)))
  | (?P<tag></?(?:a|abbr|b|blockquote|br|button|div|em|embed|figcaption|figure|font|form|h[1-6]|hr|i|iframe|img|input
      |li|ol|p|picture|script|section|small|source|span|strong|sub|sup|svg|table|tbody|td|th|tr|u|ul|video)\b[^<>]{{0,2000}}>)
  | (?P<comment><!--(?:(?!<!--).){{0,2000}}?-->)
  | (?P<code>\{{\{{[^\n{{}}]{{1,300}}\}}\}}
      | \[/?(?:caption|embed|gallery|video|audio|youtube|tweet)\b[^\]\n]{{0,300}}\])
  | (?P<url>{_URL})
  | (?P<rule>^[ \t]*(?:[-*_=~][ \t]*){{3,80}}(?=\r?$))
    """,
    re.X | re.I | re.M | re.S,
)

_SIGNS = ("<", "[", "{{", "http", "www.", "pic.twitter.com")
"""One of these stands in whatever else than a rule the patterns find."""
_RULE = re.compile(r"^[ \t]*(?:[-*_=~][ \t]*){3,80}(?=\r?$)", re.M)


def markup_zones(text: str) -> Iterator[Zone]:
    """Silent `markup` zones; a picture's alternative text is a `caption`, the words of a link stay running text."""
    if text.startswith("\ufeff"):
        yield Zone(start=0, end=1, kind="markup")
    lowered = text.lower()
    if not any(sign in lowered for sign in _SIGNS):  # most texts have none, and the patterns are slow to say so
        yield from (Zone(start=match.start(), end=match.end(), kind="markup") for match in _RULE.finditer(text))
        return
    for match in _MARKS.finditer(text):
        if match["image"] is not None:
            yield from _around(match, "alt")
            if match["alt"].strip():
                yield Zone(start=match.start("alt"), end=match.end("alt"), kind="caption")
        elif match["link"] is not None:
            yield from _around(match, "words")
        else:
            yield Zone(start=match.start(), end=match.end(), kind="markup")


def _around(match: re.Match[str], inner: str) -> Iterator[Zone]:
    if match.start(inner) == match.end(inner):
        yield Zone(start=match.start(), end=match.end(), kind="markup")
        return
    yield Zone(start=match.start(), end=match.start(inner), kind="markup")
    yield Zone(start=match.end(inner), end=match.end(), kind="markup")
