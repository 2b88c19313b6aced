"""The forensic sheet: eight particulars, what is not known says so, and what is claimed with its words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdf
import pytest
from python_calamine import CalamineWorkbook

from tollbook.errors import PublishError
from tollbook.publish.forensic import CaseRow, ClaimedRow, write_sheet
from tollbook.publish.forensic_pdf import OTHER_LETTERS, drawable

CLAIMED = ClaimedRow(
    says="held",
    rule=114,
    said_by="=the army",
    day=date(2031, 5, 4),
    count="44",
    words="44 bodies lie in Kesh",
    claim="m-1",
)
ROWS = (
    CaseRow(case="g-1", power="Norland", holder="Sudria", claimed=(CLAIMED,)),
    CaseRow(case="c-2", power="Norland", surname="Korrel", first_names="Ada"),
)


def test_the_workbook_has_the_eight_particulars_and_the_claims(tmp_path: Path) -> None:
    file = tmp_path / "dead.xlsx"
    assert write_sheet(iter(ROWS), file) == 2
    book = CalamineWorkbook.from_path(file)
    head, first, second = book.get_sheet_by_name("particulars").to_python()
    assert [cell[:3] for cell in head[1:9]] == ["(a)", "(b)", "(c)", "(d)", "(e)", "(f)", "(g)", "(h)"]
    assert first[:4] == ["g-1", "Norland", "not stated", "not stated"]
    assert second[3:6] == ["Korrel", "Ada", "not stated"]
    claimed = book.get_sheet_by_name("claimed").to_python()[1]
    assert claimed == ["g-1", "held", "114", "44", "=the army", "2031-05-04", "44 bodies lie in Kesh", "m-1"]
    assert "no finding" in str(book.get_sheet_by_name("about").to_python())


def test_the_pdf_says_the_same(tmp_path: Path) -> None:
    file = tmp_path / "dead.pdf"
    write_sheet(ROWS, file)
    text = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(file).pages).split())
    assert "(h) wounds or illness, or cause of death not stated" in text
    assert "held (44): claim relevant to rule 114" in text
    assert "44 bodies lie in Kesh" in text


def test_words_that_the_pdf_cannot_draw_are_named_as_such() -> None:
    assert drawable("Amal Osman; أمل عثمان; Łucja") == f"Amal Osman; {OTHER_LETTERS}; {OTHER_LETTERS}"
    assert drawable("José, “Kesh”, 4–5 €") == "José, “Kesh”, 4–5 €"


@pytest.mark.parametrize("name", ["dead.docx", "nowhere/dead.pdf"])
def test_what_cannot_be_written_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(PublishError, match=r"name the file so|make it first"):
        write_sheet(ROWS, tmp_path / name)
