"""Word documents: order, zones, tracked changes, bombs."""

import io
import zipfile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from .made import known, make_docx, make_zip, reason_of, report_of, zones


def test_paragraphs_and_tables_come_in_their_order() -> None:
    report = report_of(make_docx(), ".docx")
    assert report.text.split("\n") == [
        "Shelling of Verkhnia Balka",
        "Four people were killed on 3 May, the council said.",
        "two of them medics",
        "village | killed",
        "Verkhnia Balka | 4",
        "The school after the strike.",
        "Nine were wounded.",
    ]
    assert report.reader.startswith("docx.1+python-docx.")


def test_title_list_table_and_caption_are_marked() -> None:
    assert zones(report_of(make_docx(), ".docx")) == [
        ("title", "Shelling of Verkhnia Balka"),
        ("list", "two of them medics"),
        ("table", "village | killed"),
        ("table", "Verkhnia Balka | 4"),
        ("caption", "The school after the strike."),
    ]


def test_the_title_is_the_documents_else_its_first_heading() -> None:
    stated, found = report_of(make_docx(title="Note 7"), ".docx"), report_of(make_docx(), ".docx")
    assert (stated.title, known(stated)["title"]) == ("Note 7", "metadata")
    assert (found.title, known(found)["title"]) == ("Shelling of Verkhnia Balka", "text")


def test_a_document_is_known_by_its_bytes_too() -> None:
    assert "Nine were wounded." in report_of(make_docx(), "").text


PARAGRAPH = f"""<w:p {nsdecls("w")}>
<w:r><w:t>Six</w:t></w:r>
<w:del w:id="1"><w:r><w:delText> or seven</w:delText></w:r></w:del>
<w:ins w:id="2"><w:r><w:t xml:space="preserve"> people</w:t><w:br/><w:t>died</w:t><w:tab/><w:t>there</w:t></w:r></w:ins>
</w:p>"""


def test_tracked_changes_are_read_as_accepted() -> None:
    document = docx.Document()
    document.element.body.insert(0, parse_xml(PARAGRAPH))
    out = io.BytesIO()
    document.save(out)
    assert report_of(out.getvalue(), ".docx").text == "Six people\ndied\tthere"


BOMBS = {
    "ratio": make_zip({"word/document.xml": b"\0" * 5_000_000}),
    "parts": make_zip({f"word/{n}.xml": b"" for n in range(5_001)}),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_refused_before_it_is_unpacked(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(*_: object, **__: object) -> None:
        raise AssertionError("it was opened")

    monkeypatch.setattr(docx, "Document", explode)
    monkeypatch.setattr(zipfile.ZipFile, "open", explode)
    assert "ZIP bomb" in reason_of(BOMBS[kind], ".docx")


NOTES = f"""<w:footnotes {nsdecls("w")}><w:footnote w:id="0"><w:p/></w:footnote>
<w:footnote w:id="1"><w:p><w:r><w:t>Two of the four died in hospital.</w:t></w:r></w:p></w:footnote></w:footnotes>"""


def test_footnotes_follow_the_body() -> None:
    document = docx.Document()
    document.add_paragraph("Four people were killed.")
    part = Part(PackURI("/word/footnotes.xml"), "application/xml", NOTES.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    out = io.BytesIO()
    document.save(out)
    report = report_of(out.getvalue(), ".docx")
    assert report.text == "Four people were killed.\nTwo of the four died in hospital."
    assert zones(report) == [("list", "Two of the four died in hospital.")]


def test_a_document_without_text_is_named() -> None:
    out = io.BytesIO()
    docx.Document().save(out)
    assert "holds no text" in reason_of(out.getvalue(), ".docx")


def test_a_torn_document_is_named() -> None:
    assert "is a broken .docx" in reason_of(make_docx()[:-200], ".docx")
    torn = make_zip({"word/document.xml": b"<w:document", "[Content_Types].xml": b"<"})
    assert "is a broken .docx" in reason_of(torn, ".docx")
