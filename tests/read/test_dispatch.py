"""One input in, one outcome out: which fact wins, and that nothing makes it fall over."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.model import Report
from tollbook.read import Input, ReadFailed, ReadOk, ReadOptions, read_input

from .made import known, make_docx, make_pdf, report_of

DATELINE = "LUG, 12 November 2022 (Reuters) - Six people were killed.\n"
NAMED = "2021-03-04-lug"


def read_named(text: str, name: str, row: dict[str, str] | None = None, **options: object) -> Report:
    item = Input(name=name, raw=text.encode(), given_id=name, extension=".txt", row=row)
    outcome = read_input(item, ReadOptions(**options))  # type: ignore[arg-type]  # the tests' keywords are the options'
    assert isinstance(outcome, ReadOk), outcome
    return outcome.report


def test_where_a_publication_date_comes_from_in_order() -> None:
    address = "https://courier.example/2020/05/06/lug"
    column = {"text": DATELINE, "published": "2019-01-02", "url": address}
    cases = [
        (read_named(DATELINE, NAMED, column, published=date(2018, 1, 1)), date(2018, 1, 1), "given"),
        (read_named(DATELINE, NAMED, column), date(2019, 1, 2), "given"),
        (read_named(DATELINE, NAMED, {"text": DATELINE, "url": address}), date(2022, 11, 12), "text"),
        (read_named(DATELINE, NAMED), date(2022, 11, 12), "text"),
        (read_named("Six died.", NAMED), date(2021, 3, 4), "file"),
        (read_named("Six died.", "x", {"text": "Six died.", "url": address}), date(2020, 5, 6), "guessed"),
    ]
    assert [(report.published, known(report)["published"]) for report, _, _ in cases] == [c[1:] for c in cases]


def test_an_unknown_date_stays_unknown() -> None:
    report = report_of("LUG, Nov. 12 (Reuters) - Six people were killed.")
    assert report.published is None
    assert "published" not in known(report)


def test_where_an_outlet_comes_from_in_order() -> None:
    column = {"text": DATELINE, "outlet": "The Courier"}
    cases = [
        (read_named(DATELINE, "x", column, outlet="Other"), "Other", "given"),
        (read_named(DATELINE, "x", column), "The Courier", "given"),
        (read_named(DATELINE, "x"), "Reuters", "text"),
    ]
    assert [(report.outlet, known(report)["outlet"]) for report, _, _ in cases] == [c[1:] for c in cases]


def test_identity_holds_what_the_reader_finds() -> None:
    plain = read_named("Six died.", "a")
    assert plain.text_id == read_named("Six died.", "b").text_id
    assert plain.id != read_named("Six died.", "b").id
    assert plain.id != read_named("Six died.", "a", outlet="The Courier").id


STARTS = [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"\xff\xfe", make_pdf("Six.")[:400], make_docx()[:2000]]


@settings(deadline=None)
@given(st.sampled_from(STARTS), st.binary(max_size=200), st.sampled_from([".txt", ".md", ".html", ".pdf", ".docx", ""]))
def test_any_bytes_end_as_a_report_or_as_one_line(start: bytes, rest: bytes, extension: str) -> None:
    outcome = read_input(Input(name="x", raw=start + rest, extension=extension), ReadOptions())
    if isinstance(outcome, ReadFailed):
        assert outcome.reason
        assert "\n" not in outcome.reason
    else:
        assert outcome.report.text.strip()


@pytest.mark.parametrize("raw", [make_pdf("Six people were killed in Lug."), make_docx()])
@settings(deadline=None)
@given(at=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255))
def test_a_damaged_file_ends_as_a_report_or_as_one_line(raw: bytes, at: float, byte: int) -> None:
    place = int(at * len(raw))
    outcome = read_input(Input(name="x", raw=raw[:place] + bytes([byte]) + raw[place + 1 :]), ReadOptions())
    assert isinstance(outcome, ReadOk) or "\n" not in outcome.reason
