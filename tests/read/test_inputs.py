"""Paths in, outcomes out: order, names, failures that concern their own input only."""

import io
import itertools
import os
from pathlib import Path
from typing import Any

import pytest

from tollbook.errors import ReadError
from tollbook.model import sha256_hex
from tollbook.read import (
    ReadFailed,
    ReadOk,
    ReadOptions,
    measure_inputs,
    open_inputs,
    read_inputs,
    read_report,
)

from .made import make_pdf, make_scan, make_zip, outcomes

SENTENCE = "Six people were killed in Novo Selo.\n"


def test_folders_are_walked_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/1.md", "c.txt", ".hidden.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(SENTENCE)
    names = [Path(outcome.name).relative_to(tmp_path).as_posix() for outcome in read_inputs([tmp_path])]
    assert names == ["a/1.md", "a/2.txt", "b.txt", "c.txt"]


def test_an_input_keeps_the_name_that_the_user_gave_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.txt").write_text(SENTENCE)
    assert [outcome.name for outcome in read_inputs([Path("x.txt")])] == ["x.txt"]


def test_a_report_holds_its_files_name_bytes_and_reader(tmp_path: Path) -> None:
    (tmp_path / "2022-11-12-novo-selo.txt").write_bytes(raw := SENTENCE.encode())
    (outcome,) = read_inputs([tmp_path])
    assert isinstance(outcome, ReadOk)
    report = outcome.report
    assert (report.given_id, report.blob, report.reader) == ("2022-11-12-novo-selo", sha256_hex(raw), "text.1")
    assert (outcome.raw, outcome.size, report.media_type) == (raw, len(raw), "text/plain")


FAILURES: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \n\r\n", "holds no text"),
    "noise.txt": (bytes(range(256)) * 4, "binary data"),
    "nul.txt": (b"Six people\x00 were killed.", "binary data"),
    "torn.txt": ("Шестеро погибли".encode()[:-1], "is not valid UTF-8 at byte 27"),
    "empty.pdf": (b"", "is empty"),
    "text.pdf": (SENTENCE.encode(), "is named .pdf but does not begin as one"),
    "broken.pdf": (make_pdf("Six killed.")[:300], "is a broken PDF"),
    "scan.pdf": (make_scan(), "is a scanned PDF without a text layer; read it with --ocr"),
    "locked.pdf": (make_pdf("Six people were killed here.", password="x"), "locked with a password"),
    "text.docx": (SENTENCE.encode(), "is named .docx but does not begin as one"),
    "broken.docx": (b"PK\x03\x04" + b"x" * 50, "is a broken .docx"),
    "other.docx": (make_zip({"a.xml": b"<a/>"}), "a ZIP archive without a Word document"),
    "bomb.docx": (make_zip({"word/document.xml": b"\0" * 30_000_000}), "ZIP bomb"),
    "app.html": (b"<html><body><div id='app'></div><script>run()</script></body></html>", "has no main text"),
    "photo.jpg": (b"\xff\xd8\xff\xe0", "not a kind of file that can be read: a JPEG picture"),
    "sheet.xlsx": (make_zip({"xl/workbook.xml": b"x"}), "a spreadsheet: save it as .csv"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
    "data.json": (b"[]", "no news item in ninjs"),
    "script.py": (b"print()", "not a kind of file that can be read: .py"),
    "big.txt": (b"x" * 3_000, "it is over the limit of 2,000 bytes for one report"),
    "twice.csv": (b"text,id,text\nSix,1,killed\n", "has two columns 'text'; rename one of them"),
    "no-text.csv": (b"id,body\n1,Six killed\n", "has no column 'text'; its columns are id, body"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_what_cannot_be_read_fails_with_one_line_and_the_rest_is_read(name: str, tmp_path: Path) -> None:
    raw, reason = FAILURES[name]
    limit = 2_000 if name == "big.txt" else 50_000_000
    (tmp_path / name).write_bytes(raw)
    (tmp_path / "zz.txt").write_text(SENTENCE)
    found = outcomes(tmp_path, max_bytes=limit)
    assert set(found) == {name, "zz.txt"}
    assert reason in str(found[name])
    assert "\n" not in str(found[name])
    assert not isinstance(found["zz.txt"], str)


def test_a_missing_file_and_a_link_to_nothing_are_named(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    found = outcomes(tmp_path / "never.txt", tmp_path)
    assert all("is not there" in str(reason) for reason in found.values())
    assert set(found) == {"never.txt", "link.txt"}


def test_a_file_that_vanishes_after_the_listing_fails_alone(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(SENTENCE)
    run = read_inputs([tmp_path])
    assert isinstance(next(run), ReadOk)
    (tmp_path / "b.txt").unlink()
    gone, read = next(run), next(run)
    assert isinstance(gone, ReadFailed)
    assert "is not there" in gone.reason
    assert isinstance(read, ReadOk)


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # root may read everything, so that no mode of the file would do
    assert outcomes(tmp_path) == {"a.txt": "may not be read (permission denied); ask for the right to read it"}


def test_a_folder_that_may_not_be_listed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    assert outcomes(tmp_path) == {tmp_path.name: "may not be read (permission denied); ask for the right to read it"}


def test_a_link_in_a_circle_is_named_and_followed_no_further(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "inner" / "a.txt").write_text(SENTENCE)
    found = outcomes(tmp_path)
    assert "is a link back to a folder that it lies in" in str(found["up"])
    assert set(found) == {"up", "a.txt"}


def test_a_linked_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.txt").write_text(SENTENCE)
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert set(outcomes(tmp_path / "here")) == {"a.txt"}


def test_a_pipe_in_a_folder_is_no_input(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert outcomes(tmp_path) == {"pipe.txt": "is no regular file; leave it out"}


STDIN = {
    "text": (SENTENCE.encode(), [""], "text/plain"),
    "html": (b"<!DOCTYPE html><p>Six people were killed in Novo Selo on Monday, it said.</p>", [""], "text/html"),
    "jsonl": (b'{"text": "Six killed."}\n{"text": "Two hurt."}\n', [":1", ":2"], "application/jsonl"),
    "csv": (b"id,text\n1,Six killed.\n", [":2"], "text/csv"),
    "no csv": (b"text, id and all else\nSix killed.\n", [""], "text/plain"),
    "pdf": (make_pdf("Six people were killed in Novo Selo."), [""], "application/pdf"),
}


@pytest.mark.parametrize("kind", STDIN)
def test_standard_input_is_told_apart_by_its_first_bytes(kind: str) -> None:
    raw, rows, media_type = STDIN[kind]
    found = list(read_inputs(["-"], stdin=io.BytesIO(raw)))
    assert [outcome.name for outcome in found] == [f"standard input{row}" for row in rows]
    assert {outcome.report.media_type for outcome in found if isinstance(outcome, ReadOk)} == {media_type}


def test_standard_input_has_no_given_id() -> None:
    (outcome,) = read_inputs(["-"], stdin=io.BytesIO(SENTENCE.encode()))
    assert isinstance(outcome, ReadOk)
    assert outcome.report.given_id is None


class Endless(io.RawIOBase):
    """A table that never ends: whoever wants all of it before its first row waits for ever."""

    def __init__(self) -> None:
        self.numbers = itertools.count()
        self.left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while len(self.left) < len(buffer):
            self.left += b'{"id": "r%d", "text": "Six killed."}\n' % next(self.numbers)
        buffer[:] = self.left[: len(buffer)]
        self.left = self.left[len(buffer) :]
        return len(buffer)


def test_a_table_is_streamed() -> None:
    run = read_inputs(["-"], stdin=io.BufferedReader(Endless()))
    first = list(itertools.islice(run, 2_000))
    assert [outcome.name for outcome in first[-2:]] == ["standard input:1999", "standard input:2000"]


def test_sizes_add_up_for_a_progress_bar(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    (tmp_path / "b.jsonl").write_text(f'{{"text": "{"Six killed. " * 40}"}}\n' * 500)
    (tmp_path / "c.csv").write_text("id,text\n" + f"1,{'Six killed. ' * 40}\n" * 500)
    size = measure_inputs([tmp_path, tmp_path / "none.txt", "-"])
    assert (size.files, size.bytes) == (5, sum(path.stat().st_size for path in tmp_path.iterdir()))
    sizes = [outcome.size for outcome in read_inputs([tmp_path])]
    assert sum(sizes) == size.bytes
    assert max(sizes[1:]) < size.bytes / 2


def test_inputs_are_opened_one_at_a_time(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    run = open_inputs([tmp_path], ReadOptions())
    (tmp_path / "a.txt").write_text("Seven.")
    opened = next(run)
    assert not isinstance(opened, ReadFailed)
    assert opened.raw == b"Seven."


def test_read_report_reads_one_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    assert read_report(tmp_path / "a.txt").text == SENTENCE
    assert read_report(str(tmp_path / "a.txt"), ReadOptions(outlet="The Courier")).outlet == "The Courier"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("gone.txt", "gone.txt: is not there"),
        ("table.csv", "table.csv: is a table of reports; go through it with read_inputs"),
        ("head.csv", "head.csv: is a table without a row"),
        ("", "is a folder of reports; go through it with read_inputs"),
    ],
)
def test_read_report_says_what_is_wrong(name: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("text\nSix killed\n")
    (tmp_path / "head.csv").write_text("text\n")
    with pytest.raises(ReadError, match=message):
        read_report(tmp_path / name)


def test_standard_input_that_is_closed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    (outcome,) = read_inputs(["-"])
    assert isinstance(outcome, ReadFailed)
    assert "is closed" in outcome.reason
