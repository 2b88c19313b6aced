"""Web archives for tests, written by hand: records one by one, so that they can be broken on purpose."""

from __future__ import annotations

import gzip
from collections.abc import Sequence

RELEVANT = (
    "<p>At least {count} civilians were killed and three wounded when shells hit a market in the town of Karsk on "
    "Monday, the ministry said.</p><p>The governor told reporters that the wounded were taken to hospital.</p>"
)
IDLE = (
    "<p>The weather stays fine and people will enjoy their gardens this weekend, says the office for the coast.</p>"
    "<p>Rain is expected from Tuesday on, with light wind from the west.</p>"
)


def page(body: str = RELEVANT.format(count="five"), title: str = "News of the day") -> bytes:
    """A page in UTF-8."""
    return f"<html><head><title>{title}</title></head><body><article>{body}</article></body></html>".encode()


def response(body: bytes, *, status: str = "200 OK", headers: Sequence[str] = ("Content-Type: text/html",)) -> bytes:
    """An HTTP answer."""
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""]).encode() + body


def record(
    block: bytes,
    uri: str = "http://paper.example/1",
    *,
    kind: str = "response",
    length: int | None = None,
    content: str = "application/http; msgtype=response",
    extra: Sequence[str] = (),
) -> bytes:
    """A record of an archive; `length` is what it says of its block, where that is a lie."""
    head = (
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {uri}",
        "WARC-Date: 2021-03-02T10:00:00Z",
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>",
        f"Content-Type: {content}",
        *extra,
        f"Content-Length: {len(block) if length is None else length}",
    )
    return ("\r\n".join(head) + "\r\n\r\n").encode() + block + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """An archive with a gzip member for each record, as crawlers write them."""
    return b"".join(gzip.compress(one) for one in records)
