from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest
import zstandard

from tollbook.read.inputs import read_inputs
from tollbook.read.options import ReadOptions
from tollbook.read.outcome import Outcome, ReadFailed, ReadOk

from .made_warc import packed, page, record, response

NOTE = b"Two people were killed in Karsk on Monday, the mayor said.\n"
TABLE = b'{"id": "a", "text": "One was killed."}\n{"id": "b", "text": "Two were hurt."}\n'


def read(path: Path, data: bytes, options: ReadOptions | None = None) -> list[Outcome]:
    path.write_bytes(data)
    return list(read_inputs([path], options))


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: dict[str, bytes], links: dict[str, str] | None = None) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for name, target in (links or {}).items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, target
            archive.addfile(info)
    return out.getvalue()


def texts(outcomes: list[Outcome]) -> list[str]:
    return [outcome.report.text for outcome in outcomes if isinstance(outcome, ReadOk)]


def reasons(outcomes: list[Outcome]) -> list[str]:
    return [outcome.reason for outcome in outcomes if isinstance(outcome, ReadFailed)]


def _named(value: object) -> str:
    """A test is called by its file's name: packed bytes hold the time of day."""
    return value if isinstance(value, str) else ""


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("note.txt.gz", gzip.compress(NOTE)),
        ("note.txt.zst", zstandard.ZstdCompressor().compress(NOTE)),
        ("notes.zip", zipped({"folder/note.txt": NOTE, ".hidden": b"x", "__MACOSX/note.txt": b"x"})),
        ("notes.tar", tarred({"folder/note.txt": NOTE})),
        ("notes.tar.gz", gzip.compress(tarred({"note.txt": NOTE}))),
        ("notes.tgz", gzip.compress(tarred({"note.txt": NOTE}))),
        ("notes.tar.zst", zstandard.ZstdCompressor().compress(tarred({"note.txt": NOTE}))),
        ("outer.zip", zipped({"inner.zip": zipped({"note.txt": NOTE})})),
    ],
    ids=_named,
)
def test_packed_documents_are_read_as_files_of_their_own(tmp_path: Path, name: str, data: bytes) -> None:
    (only,) = read(tmp_path / name, data)
    assert isinstance(only, ReadOk)
    assert only.report.text == NOTE.decode()
    assert only.report.given_id == "note"


def test_a_packed_table_is_streamed(tmp_path: Path) -> None:
    assert texts(read(tmp_path / "table.jsonl.gz", gzip.compress(TABLE))) == ["One was killed.", "Two were hurt."]


def test_of_a_web_archive_collection_the_warc_files_are_read(tmp_path: Path) -> None:
    warc = packed(record(response(page()), "http://paper.example/1"))
    collection = zipped({"archive/data.warc.gz": warc, "pages/pages.jsonl": TABLE, "datapackage.json": b"{}"})
    (only,) = read(tmp_path / "crawl.wacz", collection)
    assert isinstance(only, ReadOk)
    assert only.report.capture
    assert only.report.capture.archive.endswith("crawl.wacz!archive/data.warc.gz")


def test_a_name_that_leads_out_of_the_archive_is_a_name_and_no_more(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    evil = {"../../evil.txt": NOTE, "/etc/evil.txt": NOTE}
    assert len(texts(read(folder / "evil.zip", zipped(evil)))) == 2
    assert len(texts(read(folder / "evil.tar", tarred(evil)))) == 2
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["evil.tar", "evil.zip", "in"]


def test_links_in_an_archive_are_told_and_never_followed(tmp_path: Path) -> None:
    archive = tarred({"note.txt": NOTE}, {"a": "b", "b": "a", "passwords": "/etc/passwd"})
    outcomes = read(tmp_path / "links.tar", archive)
    assert texts(outcomes) == [NOTE.decode()]
    assert len(reasons(outcomes)) == 3


def test_archives_within_archives_end_somewhere(tmp_path: Path) -> None:
    data = NOTE
    for _ in range(9):
        data = zipped({"deeper.zip": data})
    (reason,) = reasons(read(tmp_path / "deep.zip", data))
    assert "one in the other" in reason


SMALL = ReadOptions(max_bytes=1_000_000)
ZEROS = bytes(90_000_000)
BOMBS = {
    "one.txt.gz": gzip.compress(ZEROS),
    "twice.txt.gz.gz": gzip.compress(gzip.compress(ZEROS)),
    "one.zip": zipped({"a.txt": ZEROS}),
    "line.jsonl.gz": gzip.compress(b'{"text": "' + ZEROS),
    "many.tar.gz": gzip.compress(tarred({f"{n}.txt": bytes(9_000_000) for n in range(9)})),
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_unpacks_without_end_is_stopped(tmp_path: Path, name: str) -> None:
    outcomes = read(tmp_path / name, BOMBS[name], SMALL)
    assert texts(outcomes) == []
    assert 1 <= len(reasons(outcomes)) <= 10
    assert all("\n" not in reason for reason in reasons(outcomes))


def test_members_that_share_their_bytes_are_stopped(tmp_path: Path) -> None:
    one = bytearray(zipped({"a.txt": bytes(900_000)}))
    start, end = one.index(b"PK\x01\x02"), one.index(b"PK\x05\x06")
    entry, tail = bytes(one[start:end]), bytearray(one[end:])
    tail[8:12], tail[12:16] = struct.pack("<HH", 500, 500), struct.pack("<I", 500 * len(entry))
    outcomes = read(tmp_path / "overlapping.zip", bytes(one[:start]) + entry * 500 + bytes(tail), SMALL)
    assert texts(outcomes) == []
    assert any("bomb" in reason or "Overlap" in reason for reason in reasons(outcomes))


def test_a_member_without_a_name_is_one_line(tmp_path: Path) -> None:
    # found by fuzz: the library looks at the last letter of a name that has none
    nameless = bytearray(zipped({"a": NOTE}))
    entry = nameless.index(b"PK\x01\x02")
    nameless[entry + 28 : entry + 30] = b"\0\0"  # the length of the name
    nameless[entry + 30 : entry + 32] = b"\x01\0"  # its letter is an extra field then
    outcomes = read(tmp_path / "nameless.zip", bytes(nameless))
    assert len(reasons(outcomes)) == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cut.txt.gz", gzip.compress(NOTE * 9)[:-20]),
        ("cut.zip", zipped({"a.txt": NOTE})[:-30]),
        ("cut.tar", tarred({"a.txt": NOTE * 99})[:700]),
        ("cut.txt.zst", zstandard.ZstdCompressor().compress(NOTE * 99)[:20]),
        ("cut.parquet", b"PAR1" + NOTE),
        ("cut.wacz", b"PK\x03\x04" + NOTE),
    ],
    ids=_named,
)
def test_a_broken_archive_is_one_line(tmp_path: Path, name: str, data: bytes) -> None:
    outcomes = read(tmp_path / name, data)
    assert len(outcomes) == 1
    assert len(reasons(outcomes)) == 1
