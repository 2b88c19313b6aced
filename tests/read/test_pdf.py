"""PDF: text layer, pages, scans."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tollbook.read.furniture import without_furniture
from tollbook.read.unwrap import unwrap

from .made import make_pdf, make_scan, reason_of, report_of

PAGE_1 = """Six killed in Lug

Six people were killed when a shell hit the market in
Lug on Saturday, the mayor said. The defence ministry
denied that its guns had fired on the town, and prom-
ised an inquiry.
Another twelve were wounded, three of them children,"""
PAGE_2 = """according to the hospital.
Nobody was missing."""


def test_paragraphs_come_whole_and_pages_are_kept() -> None:
    report = report_of(make_pdf(PAGE_1, PAGE_2), ".pdf")
    assert report.text.split("\n") == [
        "Six killed in Lug",
        "Six people were killed when a shell hit the market in Lug on Saturday, the mayor said. The defence ministry "
        "denied that its guns had fired on the town, and promised an inquiry.",
        "Another twelve were wounded, three of them children,\faccording to the hospital.",
        "Nobody was missing.",
    ]
    assert (report.media_type, report.encoding, report.language) == ("application/pdf", None, "en")
    assert report.reader.startswith("pdf.1+pypdf.")


def test_a_page_that_ends_with_its_sentence_stands_apart() -> None:
    report = report_of(make_pdf("Six people were killed in Lug.", "Nobody was missing there."), ".pdf")
    assert report.text == "Six people were killed in Lug.\n\f\nNobody was missing there."


def test_a_file_is_a_pdf_by_its_bytes() -> None:
    assert report_of(make_pdf("Six people were killed in Lug."), ".txt").media_type == "application/pdf"


def test_a_file_encrypted_without_a_password_is_read(tmp_path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    locked = StandardEncryption("", ownerPassword="owner", canPrint=0, strength=128)
    raw = make_pdf("Six people were killed in Lug.", password=locked)
    assert "Six people" in report_of(raw, ".pdf").text


def test_a_title_that_a_program_wrote_is_none() -> None:
    assert report_of(make_pdf("Six people were killed in Lug."), ".pdf").title is None


def test_a_text_that_unpacks_beyond_the_limit_is_refused() -> None:
    raw = make_pdf(*(["Six people were killed in Lug. " * 3] * 40))
    assert "unpacks to over 2,000 characters" in reason_of(raw, ".pdf", max_bytes=2_000)


UNWRAPPED = [
    ("one line", "one line"),
    ("Six people were killed in the\nmarket of Lug.", "Six people were killed in the market of Lug."),
    ("Six people were killed in the mar-\nket of Lug.", "Six people were killed in the market of Lug."),
    ("Losses in the Donetsk-\nMakiivka area were", "Losses in the Donetsk- Makiivka area were"),
    ("These are the dead of the town of\n• Anna Lys, a medic at the hospital\n• two more",
     "These are the dead of the town of\n• Anna Lys, a medic at the hospital\n• two more"),
    ("LUG REPORT\nSix people were killed in the market of\nLug on Saturday.",
     "LUG REPORT\nSix people were killed in the market of Lug on Saturday."),
    ("Six people died.\n\nTwo were hurt.", "Six people died.\n\nTwo were hurt."),
]  # fmt: skip


@pytest.mark.parametrize(("page", "text"), UNWRAPPED)
def test_lines_to_paragraphs(page: str, text: str) -> None:
    assert unwrap([page]) == [text]


def test_page_numbers_and_running_heads_go_and_the_first_head_stays() -> None:
    pages = [f"War Diary {n} May\nOn day {word} six died.\nPage {n} of 4" for n, word in enumerate("abcd", 1)]
    assert without_furniture(pages) == [
        "War Diary 1 May\nOn day a six died.",
        "On day b six died.",
        "On day c six died.",
        "On day d six died.",
    ]


def test_one_page_keeps_all_its_lines() -> None:
    assert without_furniture(["12\nSix died.\n3"]) == ["12\nSix died.\n3"]


TESSERACT = """#!/bin/sh
case "$1" in
  --list-langs) echo "List of available languages"; echo eng; echo rus ;;
  --version) echo "tesseract 5.3.0" ;;
  *) echo "Six people were killed ($4)." ;;
esac
"""
PDFTOPPM = '#!/bin/sh\nfor last; do :; done\necho picture > "$last.png"\n'


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand-ins for tesseract and pdftoppm, which say with which models they were called."""
    for name, body in (("tesseract", TESSERACT), ("pdftoppm", PDFTOPPM)):
        (tmp_path / name).write_text(body)
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/usr/bin{os.pathsep}/bin")
    return tmp_path


@pytest.mark.parametrize(("language", "models"), [(None, "eng+rus"), ("ru", "rus")])
def test_a_scan_is_recognised_on_demand(programs: Path, language: str | None, models: str) -> None:
    report = report_of(make_scan(), ".pdf", ocr=True, language=language)
    assert report.text == f"Six people were killed ({models})."
    assert report.reader.endswith("+tesseract.5.3.0")


def test_a_text_layer_is_not_recognised_anew(programs: Path) -> None:
    report = report_of(make_pdf("Six people were killed in Lug."), ".pdf", ocr=True)
    assert report.text == "Six people were killed in Lug."
    assert "tesseract" not in report.reader


def test_a_model_that_is_not_installed_is_named(programs: Path) -> None:
    reason = reason_of(make_scan(), ".pdf", ocr=True, language="uk")
    assert "needs tesseract's model ukr for --ocr; install it (Debian: apt install tesseract-ocr-ukr)" in reason


def test_a_recogniser_that_fails_is_named(programs: Path) -> None:
    (programs / "pdftoppm").write_text("#!/bin/sh\nexit 3\n")
    assert "cannot be recognised (pdftoppm failed)" in reason_of(make_scan(), ".pdf", ocr=True)


def test_a_recogniser_that_hangs_is_stopped(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tollbook.read.ocr._SECONDS_A_PAGE", 0.2)
    (programs / "pdftoppm").write_text("#!/bin/sh\nexec sleep 20\n")
    assert "a page to recognise" in reason_of(make_scan(), ".pdf", ocr=True)


def test_without_the_programs_it_is_said_how_to_get_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    reason = reason_of(make_scan(), ".pdf", ocr=True)
    assert reason.endswith("install them (Debian: apt install tesseract-ocr poppler-utils)")


def test_a_blank_scan_holds_no_text(programs: Path) -> None:
    (programs / "tesseract").write_text(TESSERACT.replace('echo "Six people were killed ($4)."', "echo"))
    assert "holds no text" in reason_of(make_scan(), ".pdf", ocr=True)


def test_what_pypdf_says_of_a_broken_file_is_not_printed(tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.4")
    program = "import sys\nfrom tollbook.read import read_inputs\nprint(next(iter(read_inputs(sys.argv[1:]))).reason)"
    done = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=True)
    assert "is a broken PDF" in done.stdout
    assert done.stderr == ""
