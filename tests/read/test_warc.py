from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
import zstandard

from tollbook.read.options import ReadOptions
from tollbook.read.outcome import Input, LeftOut, ReadFailed
from tollbook.read.stream import Source
from tollbook.read.warc import Part, warc_parts

from .made_warc import IDLE, packed, page, record, response

GOOD = record(response(page()), "http://paper.example/good")
LAST = record(response(page(IDLE)), "http://paper.example/last")
SMALL = ReadOptions(max_bytes=100_000)


def parts(data: bytes, options: ReadOptions = SMALL) -> list[Part]:
    return list(warc_parts("a.warc", Source(io.BytesIO(data)), options))


def uris(found: list[Part]) -> list[str]:
    return [part.capture.uri for part in found if isinstance(part, Input) and part.capture]


def failures(found: list[Part]) -> list[ReadFailed]:
    return [part for part in found if isinstance(part, ReadFailed)]


@pytest.mark.parametrize(
    "archive",
    [
        GOOD + LAST,
        packed(GOOD, LAST),
        b"".join(zstandard.ZstdCompressor().compress(one) for one in (GOOD, LAST)),
        gzip.compress(GOOD + LAST),
    ],
)
def test_pages_come_with_where_they_stand(archive: bytes) -> None:
    found = parts(archive)
    assert uris(found) == ["http://paper.example/good", "http://paper.example/last"]
    first = found[0]
    assert isinstance(first, Input)
    assert first.raw == page()
    assert first.capture
    assert (first.capture.date, first.capture.archive, first.capture.offset) == ("2021-03-02T10:00:00Z", "a.warc", 0)


def test_the_offset_is_where_the_record_can_be_read_again() -> None:
    archive = packed(GOOD, LAST)
    second = parts(archive)[1]
    assert isinstance(second, Input)
    assert second.capture
    assert uris(parts(archive[second.capture.offset :])) == ["http://paper.example/last"]


def test_what_is_no_page_is_left_out_with_the_reason() -> None:
    picture = response(b"x", headers=["Content-Type: image/png"])
    gone = response(b"", status="404 Not Found")
    found = parts(packed(record(b"GET /", kind="request"), record(picture), record(gone), GOOD))
    assert [(part.stage, part.reason) for part in found if isinstance(part, LeftOut)] == [
        ("record", "request"),
        ("response", "image/png"),
        ("response", "status 404"),
    ]


def test_a_media_type_that_is_none_is_one_line() -> None:
    # found by fuzz: a folded header comes out with its line's end
    broken = record(response(b"x", headers=["Content-Type: text/ht\r\n transfer-encoding: chunked"]))
    (only,) = parts(packed(broken))
    assert isinstance(only, LeftOut)
    assert only.reason == "no media type"


def test_content_and_transfer_encodings_are_undone() -> None:
    headers = ["Content-Type: text/html; charset=utf-8", "Content-Encoding: gzip"]
    squeezed = record(response(gzip.compress(page()), headers=headers))
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page()), page())
    chunked = record(response(chunks, headers=["Content-Type: text/html", "Transfer-Encoding: chunked"]))
    found = parts(packed(squeezed, chunked))
    assert [part.raw for part in found if isinstance(part, Input)] == [page(), page()]


BROKEN = {
    "says less than it is": gzip.compress(record(response(page() * 9), length=300)),
    "says more than it is": gzip.compress(record(response(page()), length=999_999)),
    "broken chunks": gzip.compress(
        record(response(b"5\r\nhello\r\nzz\r\n", headers=["Content-Type: text/html", "Transfer-Encoding: chunked"]))
    ),
    "broken member": gzip.compress(GOOD)[:80] + bytes(90),
    "endless header": gzip.compress(record(response(page()), "http://paper.example/" + "x" * 900_000)),
    "bomb": gzip.compress(record(response(b"a" * 50_000_000))),
    "bomb in the answer": gzip.compress(
        record(
            response(gzip.compress(bytes(50_000_000)), headers=["Content-Type: text/html", "Content-Encoding: gzip"])
        )
    ),
    "no archive": b"\x1f\x8b\x08 of nothing",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_record_costs_itself_alone(name: str) -> None:
    found = parts(gzip.compress(GOOD) + BROKEN[name] + gzip.compress(LAST))
    assert [uri for uri in uris(found) if uri.endswith(("good", "last"))] == [
        "http://paper.example/good",
        "http://paper.example/last",
    ]
    assert len(failures(found)) == 1
    assert "\n" not in failures(found)[0].reason


def test_a_record_cut_off_at_the_end_is_told() -> None:
    found = parts(packed(GOOD) + gzip.compress(LAST)[:-60])
    assert uris(found) == ["http://paper.example/good"]
    assert len(failures(found)) == 1


def test_a_pipe_is_read_up_to_what_is_broken(tmp_path: Path) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    whole = list(warc_parts("-", Source(Pipe(packed(GOOD, LAST))), SMALL))
    assert uris(whole) == ["http://paper.example/good", "http://paper.example/last"]
    torn = list(warc_parts("-", Source(Pipe(packed(GOOD) + BROKEN["broken member"] + packed(LAST))), SMALL))
    assert uris(torn) == ["http://paper.example/good"]
    assert len(failures(torn)) == 1
