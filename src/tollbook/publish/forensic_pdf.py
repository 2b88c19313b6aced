"""The forensic sheet on paper: one block a case or group, with the particulars and then what is claimed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from tollbook.reference.dead import NO_FINDING

if TYPE_CHECKING:
    from .forensic import CaseRow

OTHER_LETTERS = "(in other letters: see the workbook)"
_LATIN = "".join(bytes([i]).decode("cp1252", "ignore") for i in range(32, 256))
_WORD = rf"[^\s;,]*[^\s;,{re.escape(_LATIN)}][^\s;,]*"
_NOT_DRAWN = re.compile(rf"{_WORD}(?:\s+{_WORD})*")
WIDTHS = (70 * mm, 108 * mm)
_GRID = TableStyle(
    [
        ("GRID", (0, 0), (-1, -1), 0.4, colors.grey),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
)


def write_pdf(rows: Sequence[CaseRow], path: Path) -> None:
    """Write the rows to an A4 document. Words in letters that Helvetica lacks are named as such: the workbook holds
    every script."""
    from .forensic import KEEP, TITLE

    styles = getSampleStyleSheet()
    text = ParagraphStyle("text", parent=styles["BodyText"], fontSize=8.5, leading=11)
    story: list[Flowable] = [Paragraph(escape(TITLE), styles["Title"])]
    story += [Paragraph(escape(line), text) for line in (KEEP, NO_FINDING)]
    for row in rows:
        story += [
            Spacer(1, 7 * mm),
            Paragraph(escape(f"{row.case}: held by, as claimed: {row.holder or 'not stated'}"), styles["Heading3"]),
        ]
        story.append(_grid([(label, value) for label, value in row.particulars()], text))
        story += [Spacer(1, 2 * mm), _grid([_claimed(one) for one in row.claimed], text)] if row.claimed else []
    if not rows:
        story.append(Paragraph("No claim about the dead or the missing fits.", text))
    SimpleDocTemplate(str(path), pagesize=A4, title=TITLE, leftMargin=16 * mm, rightMargin=16 * mm).build(story)


def _claimed(one: Any) -> tuple[str, str]:
    count = f" ({one.count})" if one.count else ""
    said = f"{one.says}{count}: claim relevant to rule {one.rule}"
    return said, f"{one.said_by}, {one.day or 'day not stated'}: “{one.words}”"


def drawable(text: str) -> str:
    """A text with each run of words that Helvetica cannot draw named as such, in place of black boxes."""
    return _NOT_DRAWN.sub(OTHER_LETTERS, text)


def _grid(pairs: Sequence[tuple[str, str]], style: ParagraphStyle) -> Table:
    cells = [[Paragraph(escape(a), style), Paragraph(escape(drawable(b)), style)] for a, b in pairs]
    return Table(cells, colWidths=WIDTHS, style=_GRID)
