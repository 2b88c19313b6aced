"""Where the next record of a web archive begins, behind one that cannot be read."""

from __future__ import annotations

import re
import zlib

import zstandard

from .stream import Source

_GZIP, _ZSTD = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"
_STEP = 1 << 20
_BEGINS = re.compile(re.escape(_GZIP) + b"|" + re.escape(_ZSTD) + rb"|(?<=\n)WARC/1\.")
_OPENING = b"WARC/1."
_OVERLAP = 512
"""Bytes of a candidate that must be at hand to tell what it holds."""


def next_record(source: Source, start: int) -> int | None:
    """The offset of the first record at or after `start`, with the source set there; None where there is none.

    A record begins with "WARC/1." on a line of its own, or with a compressed member that unpacks to it. Of each
    candidate a few bytes are unpacked, so that time grows with the bytes of the file alone.
    """
    at = max(start - 1, 0)
    if not source.seekable():
        return None
    source.seek(at)
    held, more = b"", source.read(_STEP)
    while more:
        held += more
        more = source.read(_STEP)
        for match in _BEGINS.finditer(held):
            where = match.start()
            if more and where > len(held) - _OVERLAP:
                break
            if at + where >= start and _opens(held[where : where + _OVERLAP]):
                source.seek(at + where)
                return at + where
        kept = min(len(held), _OVERLAP + 1)
        at += len(held) - kept
        held = held[-kept:]
    return None


def _opens(sample: bytes) -> bool:
    if sample.startswith(_OPENING):
        return True
    try:
        if sample.startswith(_GZIP):
            return zlib.decompressobj(31).decompress(sample, len(_OPENING)) == _OPENING
        return zstandard.ZstdDecompressor().decompressobj().decompress(sample).startswith(_OPENING)
    except (zlib.error, zstandard.ZstdError):
        return False
