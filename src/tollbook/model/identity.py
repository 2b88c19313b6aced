"""Ids: hashes over a canonical encoding, so that no two lists of parts share an id by joining alike."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

Part = str | int | bool | None | Sequence["Part"]


def canonical(part: Part) -> bytes:
    """Encode a part with its type and length before it (netstring style): injective, also for nested lists."""
    if type(part) is str:  # most are
        body = part.encode("utf-8", "surrogatepass")
        return b"s%d:%b" % (len(body), body)
    if part is None:
        return b"n0:"
    if isinstance(part, bool):
        return b"b1:1" if part else b"b1:0"
    if isinstance(part, int):
        body, tag = str(part).encode("ascii"), b"i"
    elif isinstance(part, str):
        body, tag = part.encode("utf-8", "surrogatepass"), b"s"
    else:
        body, tag = b"".join(canonical(p) for p in part), b"l"
    return tag + str(len(body)).encode("ascii") + b":" + body


def sha256_hex(data: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def make_id(kind: str, *parts: Part) -> str:
    """An id such as ``m-1f0c...`` (kind, 24 hexadecimal digits = 96 bits) for the given parts."""
    return f"{kind}-{hashlib.sha256(canonical([kind, *parts])).hexdigest()[:24]}"
