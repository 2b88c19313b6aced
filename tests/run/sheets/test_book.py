from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.ledger.made import changed, claims_of, report
from tollbook.ledger import Ledger
from tollbook.model import SourceKind, Span, Speaker, Victims
from tollbook.run.sheets import bring_in, write_sheet
from tollbook.run.sheets.columns import BY_NAME, COLUMNS, COMPARED
from tollbook.run.viewing import Wanted

from .sheets_fixture import make, rows_of

HOSTILE = (
    '=cmd|"/C calc"!A0',
    "@SUM(1)",
    "+1",
    "-1",
    "\t=1",
    "https://evil.example/",
    "x\u202e\x07y",
    "_x0041_",
    "a" * 40_000,
)


def hostile(where: Path, words: str) -> None:
    text = f"{words} In Kesh 11 men were killed."
    r = report(1, text=text)
    made = claims_of(report(1))[0]
    made = changed(
        made,
        evidence=Span(start=0, end=len(words), text=words),
        victims=Victims(party=words, text=words),
        source=(Speaker(name=words),),
    )
    mention = made.mention.model_copy(
        update={"text_id": r.text_id, "report_id": r.id, "anchor_start": 0, "anchor_end": 1}
    )
    with Ledger.open(where) as ledger:
        ledger.add_report_with_claims(
            r, None, ledger.start_run("t.1").id, [made.model_copy(update={"mention": mention})]
        )


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_hostile_words_are_words_and_come_back_as_they_were(tmp_path: Path, words: str, kind: str) -> None:
    where, path = tmp_path / "a.ledger", tmp_path / f"out.{kind}"
    hostile(where, words)
    write_sheet(str(where), path, Wanted())
    done = bring_in(str(where), path, by="Ann")
    assert (done.untouched, done.faults, done.remarks) == (1, [], [])
    if kind == "xlsx":
        with zipfile.ZipFile(path) as parts:
            sheet = parts.read("xl/worksheets/sheet1.xml").decode()
            assert not any("hyperlink" in name.casefold() for name in parts.namelist())
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet
        assert len(rows_of(path)[0]["evidence"]) < 32_767
    else:
        cells = path.read_text("utf-8-sig").split("\n", 1)[1]
        assert not cells.startswith(("=", "+", "-", "@"))
        assert all(f",{mark}" not in cells and f',"{mark}' not in cells for mark in ("=", "+1", "-1", "@", "\t"))


def test_codes_have_lists_and_only_what_is_read_back_is_open(tmp_path: Path) -> None:
    make(tmp_path / "a.ledger")
    write_sheet(str(tmp_path / "a.ledger"), tmp_path / "out.xlsx", Wanted())
    with zipfile.ZipFile(tmp_path / "out.xlsx") as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<sheetProtection" in sheet
    coded = [column for column in COLUMNS if column.kind in ("code", "yes or no")]
    assert sheet.count('type="list"') == len(coded)
    book = CalamineWorkbook.from_path(tmp_path / "out.xlsx")
    assert book.sheet_names == ["claims", "columns", "codes"]
    codes = book.get_sheet_by_name("codes").to_python()
    kinds = [row[list(codes[0]).index("source_kind")] for row in codes[1:]]
    assert set(kinds) - {""} == {kind.value for kind in SourceKind}


def test_every_column_is_explained(tmp_path: Path) -> None:
    make(tmp_path / "a.ledger")
    write_sheet(str(tmp_path / "a.ledger"), tmp_path / "out.xlsx", Wanted(), profile="public")
    lines = CalamineWorkbook.from_path(tmp_path / "out.xlsx").get_sheet_by_name("columns").to_python()
    told = {str(line[0]): line[1:] for line in lines}
    assert [name for name in told if name in BY_NAME] == [column.name for column in COLUMNS]
    assert (told["low"][0], told["source"][0], told["evidence"][0]) == ("yes", "no", "no")
    assert any("Names of victims" in str(line[0]) for line in lines)


def test_numbers_and_days_are_such_and_the_words_can_be_read(tmp_path: Path) -> None:
    (first, *_) = make(tmp_path / "a.ledger")
    write_sheet(str(tmp_path / "a.ledger"), tmp_path / "out.xlsx", Wanted())
    row = rows_of(tmp_path / "out.xlsx")[0]
    assert (row["low"], row["start"], row["lat"]) == (first.reading.count.low, date(2023, 1, 4), 48.51234)
    assert (row["evidence"], row["address"]) == (first.reading.evidence.text, "https://post.example/1")
    assert (row["verdict"], row["state"]) == ("", "machine")


def test_the_version_of_fingerprints_names_these_columns() -> None:
    # Other columns, or another order, need another version in fingerprint.py
    assert datetime.now(UTC).year > 2000
    assert len(COMPARED) == 32
    assert (COMPARED[0].name, COMPARED[-1].name) == ("evidence", "set_aside")
