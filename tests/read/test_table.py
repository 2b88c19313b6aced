"""JSON Lines and CSV: rows unchanged, columns under other names, failures of one row alone."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.errors import SettingsError
from tollbook.model import Report, sha256_hex
from tollbook.read import ReadFailed, ReadOk, ReadOptions, read_inputs

from .made import known, outcomes

# Any characters but NUL, which no database keeps, and lone halves of surrogate pairs, which are none.
TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), min_size=1).map("a".__add__)


def read_stream(raw: bytes, options: ReadOptions | None = None) -> list[Report]:
    found = list(read_inputs(["-"], options, stdin=io.BytesIO(raw)))
    assert all(isinstance(outcome, ReadOk) for outcome in found), found
    return [outcome.report for outcome in found if isinstance(outcome, ReadOk)]


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4), st.booleans())
def test_the_text_of_a_json_row_comes_back_unchanged(texts: list[str], ascii_only: bool) -> None:
    lines = [json.dumps({"text": text, "id": str(n)}, ensure_ascii=ascii_only) for n, text in enumerate(texts)]
    reports = read_stream("\n".join(lines).encode())
    assert [report.text for report in reports] == texts
    assert [report.blob for report in reports] == [sha256_hex(line.encode()) for line in lines]


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4), st.sampled_from([",", ";", "\t", "|"]), st.sampled_from(["\n", "\r\n"]))
def test_the_text_of_a_csv_row_comes_back_unchanged(texts: list[str], delimiter: str, newline: str) -> None:
    out = io.StringIO(newline="")
    rows = csv.writer(out, delimiter=delimiter, lineterminator=newline, quoting=csv.QUOTE_ALL)
    rows.writerows([["id", "text"], *([str(n), text] for n, text in enumerate(texts))])
    reports = read_stream(out.getvalue().encode())
    assert [report.text for report in reports] == texts
    assert [report.given_id for report in reports] == [str(n) for n in range(len(texts))]


ROW = {
    "id": "r-17",
    "text": "Six people were killed.",
    "url": "https://courier.example/a",
    "published": "2022-11-12",
    "outlet": "The Courier",
    "title": "Six killed",
    "language": "en",
}


def check(report: Report) -> None:
    assert (report.given_id, report.text, report.address) == ("r-17", ROW["text"], ROW["url"])
    assert (report.published, report.outlet, report.title) == (date(2022, 11, 12), "The Courier", "Six killed")
    given = {field: how for field, how in known(report).items() if field != "encoding"}
    assert given == dict.fromkeys(("published", "outlet", "language", "title", "address"), "given")


def test_a_rows_columns_are_given_facts(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(ROW) + "\n")
    (tmp_path / "b.csv").write_text(",".join(ROW) + "\n" + ",".join(ROW.values()) + "\n")
    found = outcomes(tmp_path)
    for name, media_type in (("a.jsonl:1", "application/jsonl"), ("b.csv:2", "text/csv")):
        report = found[name]
        assert isinstance(report, Report), report
        check(report)
        assert (report.media_type, report.reader, report.encoding) == (media_type, "table.1", "utf-8")


def test_columns_may_have_other_names() -> None:
    names = {"text": "body", "id": "nr", "published": "day", "url": "link", "outlet": "paper", "title": "head"}
    row = {names.get(name, name): value for name, value in ROW.items()}
    (report,) = read_stream(json.dumps(row).encode(), ReadOptions(columns=names))
    check(report)


def test_a_mapping_of_no_column_of_ours_is_refused() -> None:
    with pytest.raises(SettingsError, match="no column of a report is called 'body'"):
        ReadOptions(columns={"body": "text"})


def test_options_override_columns() -> None:
    options = ReadOptions(published=date(2020, 1, 2), outlet="Other", language="uk")
    (report,) = read_stream(json.dumps(ROW).encode(), options)
    assert (report.published, report.outlet, report.language) == (date(2020, 1, 2), "Other", "uk")


def test_the_bytes_of_a_csv_row_are_canonical_json() -> None:
    (outcome,) = read_inputs(["-"], stdin=io.BytesIO('text,id\n"Шість, загинули",7\n'.encode()))
    assert isinstance(outcome, ReadOk)
    assert outcome.raw.decode() == '{"id":"7","text":"Шість, загинули"}'
    assert outcome.report.blob == sha256_hex(outcome.raw)


def test_a_row_is_named_by_the_line_on_which_it_begins() -> None:
    raw = b'id,text\n1,"Six\nkilled"\n\n2,Two hurt\n'
    assert [outcome.name for outcome in read_inputs(["-"], stdin=io.BytesIO(raw))] == [
        "standard input:2",
        "standard input:5",
    ]


JSON_FAILURES = {
    b"{bad": "is not JSON at character 2; write one object a line",
    b'["text"]': "is not a JSON object",
    b'{"body": "x"}': "has no column 'text'; its columns are body: name it with --column text=COLUMN",
    b'{"text": " "}': "has no text in its text column",
    b'{"text": null}': "has no text in its text column",
    b'{"text": 5}': "its column text is not a string",
    b'{"text": "x", "outlet": ["a"]}': "its column outlet is not a string",
    b'{"text": "x \\ud83d"}': "half of a surrogate pair",
    b'{"text": "x\\u0000"}': "its text holds NUL characters",
    b'{"text": "\xff"}': "holds bytes that are not of the table's encoding",
    b'{"text": "x", "published": "03/04/2022"}': "date '03/04/2022' is not clear; write it as YYYY-MM-DD",
    b'{"text": "' + b"x" * 2_000 + b'"}': "the row is over the limit of 1,000 bytes",
    b"[" * 900: "is not JSON",
    b'{"text": ' + b"9" * 900: "is not JSON",
}


@pytest.mark.parametrize("line", JSON_FAILURES)
def test_a_json_row_that_cannot_be_read_fails_alone(line: bytes, tmp_path: Path) -> None:
    (tmp_path / "t.jsonl").write_bytes(b'{"text": "one"}\n' + line + b'\n\n{"text": "two"}')
    found = outcomes(tmp_path, max_bytes=1_000)
    assert list(found) == ["t.jsonl:1", "t.jsonl:2", "t.jsonl:4"]
    assert JSON_FAILURES[line] in str(found["t.jsonl:2"])
    assert [r.text for r in found.values() if isinstance(r, Report)] == ["one", "two"]


CSV_FAILURES = {
    b"1": "has 1 cells where the header has 2",
    b"1,a,b": "has 3 cells where the header has 2",
    b"1,": "has no text in its text column",
    b'1,"a"b': "is not a row of CSV",
    "1,Шістнадцять людей загинуло ".encode() + b"\xff": "holds bytes that are not of the table's encoding",
    b"1," + b"x" * 2_000: "the row is over the limit of 1,000 bytes",
}


@pytest.mark.parametrize("line", CSV_FAILURES)
def test_a_csv_row_that_cannot_be_read_fails_alone(line: bytes, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"id,text\n1,one\n" + line + b"\n3,two\n")
    found = outcomes(tmp_path, max_bytes=1_000)
    assert list(found) == ["t.csv:2", "t.csv:3", "t.csv:4"]
    assert CSV_FAILURES[line] in str(found["t.csv:3"])
    assert [r.text for r in found.values() if isinstance(r, Report)] == ["one", "two"]


def test_a_quotation_mark_that_is_never_closed_fails_its_row() -> None:
    *read, last = read_inputs(["-"], stdin=io.BytesIO(b'id,text\n1,one\n2,"two\n3,three\n'))
    assert [outcome.name for outcome in read] == ["standard input:2"]
    assert isinstance(last, ReadFailed)
    assert (last.name, "mend its quotation marks" in last.reason) == ("standard input:3", True)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-8-sig", "utf-16"])
def test_a_csv_table_may_be_in_another_encoding(encoding: str, tmp_path: Path) -> None:
    text = "В результате обстрела погибли шесть человек, сообщил глава района."
    (tmp_path / "t.csv").write_bytes(f'id,text\r\n1,"{text}"\r\n'.encode(encoding))
    report = outcomes(tmp_path)["t.csv:2"]
    assert isinstance(report, Report), report
    assert (report.text, report.language) == (text, "ru")


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\xef\xbb\xbftext\nSix killed\n")
    (tmp_path / "b.jsonl").write_bytes(b'\xef\xbb\xbf{"text": "Six killed"}\n')
    assert [report.text for report in outcomes(tmp_path).values() if isinstance(report, Report)] == ["Six killed"] * 2


def test_a_number_may_be_an_id() -> None:
    (report,) = read_stream(b'{"text": "Six killed", "id": 12}')
    assert report.given_id == "12"


BARE = {
    "a byte-order mark and nothing else": (b"\xef\xbb\xbf", ".csv"),
    "the same in UTF-16": (b"\xff\xfe", ".csv"),
    "one empty line": (b"\n", ".csv"),
    "a line without its end": (b"\r", ".csv"),
    "spaces": (b"   ", ".csv"),
    "an open quotation mark": (b'"text\n\n', ".csv"),
    "a header and no row": (b"id,text\n", ".csv"),
    "blank lines": (b"\n\n\n", ".jsonl"),
    "a byte-order mark": (b"\xef\xbb\xbf", ".jsonl"),
}


@pytest.mark.parametrize("name", BARE)
def test_a_table_without_a_row_is_named_and_what_follows_is_read(name: str, tmp_path: Path) -> None:
    raw, extension = BARE[name]
    (tmp_path / f"a{extension}").write_bytes(raw)
    (tmp_path / "b.txt").write_text("Six people were killed.")
    failed, read = read_inputs([tmp_path])
    assert isinstance(failed, ReadFailed)
    assert failed.name == str(tmp_path / f"a{extension}")
    assert isinstance(read, ReadOk)


@pytest.mark.parametrize("tail", [b"x", b"\x00\xdcy\x00\n\x00"])
def test_utf_16_that_breaks_off_late_fails_one_row_and_keeps_those_before_it(tail: bytes, tmp_path: Path) -> None:
    rows = "".join(f'{number},"Six people were killed.{" And so on." * 2000}"\n' for number in range(4))
    (tmp_path / "a.csv").write_bytes(f"id,text\n{rows}".encode("utf-16") + tail)
    (tmp_path / "b.txt").write_text("Six people were killed.")
    *found, last = read_inputs([tmp_path])
    assert isinstance(last, ReadOk)
    reasons = [row.reason for row in found if isinstance(row, ReadFailed)]
    assert len(reasons) == 1
    assert "save the table again as UTF-8; the rows from here on are not read" in reasons[0]
    assert sum(isinstance(row, ReadOk) for row in found) >= 3
