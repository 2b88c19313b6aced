"""Inputs made by the tests: pages, PDFs, Word documents and ways to read them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tollbook.model import Report
from tollbook.read import Input, Outcome, ReadFailed, ReadOk, ReadOptions, read_input, read_inputs


def outcome_of(raw: bytes, extension: str = ".txt", **options: object) -> Outcome:
    """Read bytes as a file of that extension."""
    item = Input(name=f"input{extension}", raw=raw, given_id="input", extension=extension)
    return read_input(item, ReadOptions(**options))  # type: ignore[arg-type]  # the tests' keywords are the options'


def report_of(raw: bytes | str, extension: str = ".txt", **options: object) -> Report:
    """The report in these bytes; the test fails where there is none."""
    outcome = outcome_of(raw.encode() if isinstance(raw, str) else raw, extension, **options)
    assert isinstance(outcome, ReadOk), outcome
    return outcome.report


def reason_of(raw: bytes, extension: str = ".txt", **options: object) -> str:
    """Why these bytes cannot be read; the test fails where they can."""
    outcome = outcome_of(raw, extension, **options)
    assert isinstance(outcome, ReadFailed), outcome
    assert "\n" not in outcome.reason
    return outcome.reason


def outcomes(*paths: Path, **options: object) -> dict[str, Report | str]:
    """What became of each input under its file's name: the report, or the reason of its failure."""
    found = read_inputs(list(paths), ReadOptions(**options))  # type: ignore[arg-type]  # as above
    return {Path(o.name).name: o.report if isinstance(o, ReadOk) else o.reason for o in found}


def known(report: Report) -> dict[str, str]:
    """How each of a report's fields is known."""
    return {fact.field: fact.how for fact in report.known}


def zones(report: Report) -> list[tuple[str, str]]:
    """A report's zones as kind and words."""
    return [(zone.kind, report.text[zone.start : zone.end]) for zone in report.zones]


def make_pdf(*pages: str, password: str | None = None) -> bytes:
    """A PDF with a text layer, one line a line."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, encrypt=password)
    for page in pages:
        for number, line in enumerate(page.split("\n")):
            canvas.drawString(60, 780 - 16 * number, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def make_scan() -> bytes:
    """A PDF of a picture, without text."""
    out = io.BytesIO()
    Image.new("L", (400, 300), 255).save(out, "PDF")
    return out.getvalue()


def make_docx(*, title: str | None = None) -> bytes:
    """A Word document with a title, paragraphs, a list, a table and a caption in this order."""
    document = docx.Document()
    document.core_properties.title = title or ""
    document.add_paragraph("Shelling of Verkhnia Balka", style="Title")
    document.add_paragraph("Four people were killed on 3 May, the council said.")
    document.add_paragraph("two of them medics", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, (("village", "killed"), ("Verkhnia Balka", "4")), strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    document.add_paragraph("The school after the strike.", style="Caption")
    document.add_paragraph("Nine were wounded.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def make_zip(parts: dict[str, bytes]) -> bytes:
    """A ZIP archive of these parts, packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return out.getvalue()
