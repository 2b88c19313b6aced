"""What is kept from readers: names of victims, witnesses and relatives, wherever they stand, and restricted reports.

It works on the answer itself, whichever page made it, so that a page that is new keeps them too.
"""

from __future__ import annotations

import html
import re
import threading
from dataclasses import dataclass, field
from urllib.parse import unquote_plus

from tollbook.ledger import Ledger
from tollbook.publish.mask import Names, collect_names

WITHHELD = "[name withheld]"
_TAG = re.compile(r"(<[^>]*>)")
_INLINE = re.compile(r"</?(?:a|b|cite|em|i|kbd|mark|q|s|small|span|strong|tspan|u)\b", re.IGNORECASE)
_VALUE = re.compile(r'="([^"]*)"')
_PIECE = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);|.", re.DOTALL)
_ID = re.compile(r"\b[rm]-[0-9a-f]{8,}\b")
TEXT = ("text/", "application/json", "application/xml", "image/svg+xml")


@dataclass
class Withheld:
    """The names and restricted reports of a ledger, kept up with its log."""

    ledger: Ledger
    names: Names = field(default_factory=Names)
    restricted: frozenset[str] = frozenset()
    mentions: frozenset[str] = frozenset()
    _to: int = 0
    _lists_to: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def catch_up(self) -> None:
        """Take in what was added to the log since."""
        if self.ledger.last_seq() == self._to:
            return
        with self._lock:
            found = self.ledger.named_since(self._to, self.restricted)
            more = collect_names(found.claims)
            parts = {r: self.names.parts.get(r, frozenset()) | more.parts.get(r, frozenset()) for r in more.parts}
            listed, self._lists_to = self.ledger.list_names_since(self._lists_to)
            whole = {name for name in listed if " " in name}  # a single word of a list is somebody else's too
            known = Names(self.names.full | more.full | whole, {**self.names.parts, **parts})
            files = {name for report, name in found.files.items() if known.hits(name, report)}
            self.names = Names(known.full | files, known.parts)
            self.restricted, self.mentions, self._to = found.restricted, found.mentions, found.to

    def holds_restricted(self, page: str) -> bool:
        """Whether a page shows a restricted report, or a claim of one."""
        return any(found in self.restricted or found in self.mentions for found in _ID.findall(page))

    def veil(self, page: str, *, is_html: bool) -> str:
        """The page without the names: whole ones, and parts of those that the reports on the page give."""
        ids = set(_ID.findall(page))
        mentions = {id_ for id_ in ids if id_.startswith("m-")}
        reports = ids - mentions | (self.ledger.reports_of_mentions(mentions) if mentions else set())
        if not is_html:
            return _replaced(page, self.names.spans(page, reports))
        pieces = _TAG.split(page)
        texts = _veiled_texts(pieces[::2], pieces[1::2], self.names, reports)
        tags = [_veiled_tag(tag, self.names, reports) for tag in pieces[1::2]]
        return "".join(part for pair in zip(texts, [*tags, ""], strict=True) for part in pair)


def _veiled_texts(texts: list[str], tags: list[str], names: Names, reports: set[str]) -> list[str]:
    """The texts between tags, in which a name may run across tags that mark words."""
    split = [_PIECE.findall(text) for text in texts]
    plain: list[str] = []
    places: list[tuple[int, int]] = []
    for number, piece in enumerate(split):
        for at, written in enumerate(piece):
            for char in html.unescape(written):
                plain.append(char)
                places.append((number, at))
        if number < len(tags) and not _INLINE.match(tags[number]):
            plain.append("\n\n\0")  # nothing runs across a cell or a paragraph
            places.append((-1, 0))
    joined = "".join(plain)
    offsets = [place for char, place in zip(plain, places, strict=True) for _ in char]
    for start, end in names.spans(joined, reports):
        first = True
        for number, at in offsets[start:end]:
            if number >= 0:
                split[number][at] = WITHHELD if first else ""
                first = False
    return ["".join(piece) for piece in split]


def _veiled_tag(tag: str, names: Names, reports: set[str]) -> str:
    def veiled(match: re.Match[str]) -> str:
        value = html.unescape(match.group(1))
        asked = value.find("?") if value.startswith(("/", "?")) else -1
        if asked >= 0 and names.spans(unquote_plus(value[asked:]), reports):
            return f'="{html.escape(value[:asked])}"'  # an address that asks for a name asks for nothing
        spans = names.spans(value, reports)
        return match.group() if not spans else f'="{html.escape(_replaced(value, spans))}"'

    return _VALUE.sub(veiled, tag)


def _replaced(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + WITHHELD + text[end:]
    return text
