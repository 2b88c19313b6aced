"""Word documents (.docx): paragraphs and tables in their order, then the notes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from tollbook.model import Zone

from .draft import Draft, Fact
from .options import ReadOptions
from .outcome import Input, UnreadableError
from .sniff import DOCX

READER = f"docx.1+python-docx.{docx.__version__}"
_MAX_EXPANDED = 200_000_000
_MAX_RATIO = 200
"""XML packs well: real documents stay below 60 to 1, bombs begin at 1,000 to 1."""
_RATIO_FROM = 1_000_000
_MAX_PARTS = 5_000
_BOMB = "would unpack to {size:,} bytes (a ZIP bomb, or a huge document); give its text"
_BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "\u2011"}
_SKIPPED = {
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:instrText"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}


def read_docx(item: Input, options: ReadOptions) -> Draft:
    """A document's body and notes, one line a paragraph and a table's row; deleted text of tracked changes is left out.

    Sizes are checked before anything is unpacked. Raises UnreadableError for a bomb or a broken file.
    """
    _refuse_bomb(item.raw)
    try:
        document = docx.Document(io.BytesIO(item.raw))
        lines = [*_lines(document), *_notes(document)]
        title = (document.core_properties.title or "").strip()
    except Exception as error:
        raise UnreadableError(f"is a broken .docx ({type(error).__name__}); save it again, or give its text") from error
    text, zones = _assemble(lines)
    if len(text) > options.max_bytes:
        raise UnreadableError(f"unpacks to over {options.max_bytes:,} characters; split it, or raise max_report_bytes")
    return Draft(
        text=text,
        media_type=DOCX,
        reader=READER,
        given_id=item.given_id,
        zones=zones,
        title=Fact(title, "metadata") if title else None,
    )


def _refuse_bomb(raw: bytes) -> None:
    """Declared sizes bind: zipfile stops at the size that the directory states."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise UnreadableError("is a broken .docx (its ZIP cannot be opened); fetch it again") from error
    size = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if size > _MAX_EXPANDED or len(parts) > _MAX_PARTS or (size > _RATIO_FROM and size / packed > _MAX_RATIO):
        raise UnreadableError(_BOMB.format(size=size))
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableError("is locked with a password; save it without one")
    if "word/document.xml" not in {part.filename for part in parts}:
        raise UnreadableError(
            "not a kind of file that can be read: a ZIP archive without a Word document; unpack it first"
        )


def _lines(document: Any) -> Iterator[tuple[str, str | None]]:
    """The body's lines with the kind of zone that each is."""
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield _words(block._p), _kind(block)
        elif isinstance(block, Table):
            yield from ((row, "table") for row in _rows(block))


def _notes(document: Any) -> Iterator[tuple[str, str | None]]:
    """Footnotes, then endnotes; the first two of each are Word's own separators, which hold no text."""
    for kind in (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES):
        for relation in document.part.rels.values():
            if relation.reltype == kind and not relation.is_external:
                for paragraph in parse_xml(relation.target_part.blob).iter(qn("w:p")):
                    if words := _words(paragraph).strip():
                        yield words, "list"


def _rows(table: Table) -> Iterator[str]:
    for row in table._tbl.tr_lst:
        cells = [" ".join(_words(p) for p in cell.iter(qn("w:p"))).strip() for cell in row.tc_lst]
        yield " | ".join(cells)


def _words(paragraph: Any) -> str:
    return "".join(_runs(paragraph))


def _runs(node: Any) -> Iterator[str]:
    for child in node:
        if child.tag in _SKIPPED:
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        else:
            yield from _runs(child)


def _kind(paragraph: Paragraph) -> str | None:
    style = (paragraph.style.name or "").lower() if paragraph.style is not None else ""
    if style in ("title", "heading 1"):
        return "title"
    if style.startswith("caption"):
        return "caption"
    numbered = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
    return "list" if numbered or style.startswith("list") else None


def _assemble(lines: list[tuple[str, str | None]]) -> tuple[str, tuple[Zone, ...]]:
    """Join the lines; the first title alone is the report's, later ones are headings within it."""
    zones: list[Zone] = []
    parts: list[str] = []
    at = 0
    for line, kind in lines:
        if kind and line.strip() and not (kind == "title" and any(zone.kind == "title" for zone in zones)):
            zones.append(Zone(start=at, end=at + len(line), kind=kind))
        parts.append(line)
        at += len(line) + 1
    return "\n".join(parts), tuple(zones)
