"""One way to write records and texts for both databases, so that the same row has the same bytes in each."""

from __future__ import annotations

import json
import re
import unicodedata
import zlib
from typing import Any, TypeVar

from tollbook.model import Record

Kind = TypeVar("Kind", bound=Record)
_WORD = re.compile(r"\w+")


def to_json(value: Any) -> str:
    """JSON without spaces, readable, and free of what PostgreSQL or UTF-8 refuse.

    NUL is escaped by JSON itself; a lone surrogate becomes the JSON escape that reads back as the same character.
    """
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return body.encode("utf-8", "backslashreplace").decode("utf-8")


def record_json(record: Record, *, exclude: set[str] | None = None) -> str:
    """A record as JSON, every field written (defaults too, so that a later default changes no stored row)."""
    return to_json(record.model_dump(mode="json", exclude=exclude))


def record_of(kind: type[Kind], body: str) -> Kind:
    """A record of this kind from what `record_json` wrote of it."""
    if "\\u" not in body:
        return kind.model_validate_json(body)
    return kind.model_validate(json.loads(body))  # a lone surrogate, which no other parser takes


def pack(data: bytes) -> bytes:
    """Bytes, compressed by zlib."""
    return zlib.compress(data, 6)


def unpack(data: bytes) -> bytes:
    """Bytes as they were before `pack`."""
    return zlib.decompress(data)


def pack_text(text: str) -> bytes:
    """Characters, unchanged, compressed (bytes because a text may hold NUL, which PostgreSQL's text cannot)."""
    return pack(text.encode("utf-8", "surrogatepass"))


def unpack_text(data: bytes) -> str:
    """Characters as they were before `pack_text`."""
    return unpack(data).decode("utf-8", "surrogatepass")


def plain(value: str | None) -> str | None:
    """A string that any column takes: NUL dropped, lone surrogates replaced. For look-ups only, never for content."""
    if value is None:
        return None
    return value.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def fold(value: str) -> str:
    """For searching: compatibility form, case folded, so that both databases find the same rows."""
    return plain(unicodedata.normalize("NFKC", value).casefold()) or ""


def words(value: str) -> list[str]:
    """The folded words of a text, in order."""
    return _WORD.findall(fold(value))
