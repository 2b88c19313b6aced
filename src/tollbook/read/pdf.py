"""PDF: the text layer page by page, or on demand what optical recognition reads from scanned pages."""

from __future__ import annotations

import io
import logging
import re
import time
from typing import NoReturn

import pypdf
from pypdf.errors import DependencyError, PyPdfError

from .draft import Draft, Fact
from .furniture import without_furniture
from .language import language_code
from .ocr import recognise_pages
from .options import ReadOptions
from .outcome import Input, UnreadableError
from .sniff import PDF
from .unwrap import unwrap

logging.getLogger("pypdf").addHandler(logging.NullHandler())
"""What pypdf says of a broken file stands in the outcome, not beside it on standard error."""
READER = "pdf.1"
PAGE_BREAK = "\n\f\n"
BREAK_IN_SENTENCE = "\f"
_SECONDS = 120
_LETTERS_OF_A_TEXT_PAGE = 20
_LETTER = re.compile(r"[^\W\d_]")
_NO_TITLE = re.compile(
    r"^\W*(?:untitled|title|document|microsoft word)|\.(?:docx?|indd|pdf|rtf|odt|qxd)\W*$|^\s*$", re.I
)
"""What programs write into a PDF's title by themselves."""
_SCAN = "is a scanned PDF without a text layer; read it with --ocr, or give its text"


def read_pdf(item: Input, options: ReadOptions) -> Draft:
    """The pages' text, paragraphs on one line each, a form feed between pages, page numbers and running heads off.

    A PDF's own dates tell when the file was made, not when the report was published: they are not used. Raises
    UnreadableError for a broken, locked or scanned file.
    """
    pages, title = _text_layer(item.raw)
    empty = [number for number, page in enumerate(pages) if not _has_text(page)]
    reader = f"{READER}+pypdf.{pypdf.__version__}"
    if options.ocr and empty:
        recognised, version = recognise_pages(item.raw, empty, language_code(options.language or "") or None)
        for number, page in zip(empty, recognised, strict=True):
            pages[number] = page
        reader += f"+{version}"
    elif len(empty) == len(pages):
        raise UnreadableError(_SCAN)
    text = _join_pages(unwrap(without_furniture(pages)))
    if len(text) > options.max_bytes:
        raise UnreadableError(f"unpacks to over {options.max_bytes:,} characters; split it, or raise max_report_bytes")
    return Draft(
        text=text,
        media_type=PDF,
        reader=reader,
        given_id=item.given_id,
        title=Fact(title, "metadata") if title else None,
    )


def _join_pages(pages: list[str]) -> str:
    """The pages with a form feed between them, alone where a sentence runs on to the next page."""
    text = pages[0]
    for page in pages[1:]:
        runs_on = (page[:1].islower() and text[-1:].isalnum()) or text[-1:] == ","
        text += (BREAK_IN_SENTENCE if runs_on else PAGE_BREAK) + page
    return text


def _has_text(page: str) -> bool:
    return len(_LETTER.findall(page)) >= _LETTERS_OF_A_TEXT_PAGE


def _text_layer(raw: bytes) -> tuple[list[str], str | None]:
    try:
        return _extract(raw)
    except UnreadableError:
        raise
    except DependencyError as error:
        raise UnreadableError(f"is encrypted in a way that needs another package ({error})") from error
    except PyPdfError as error:
        _broken(error)
    except Exception as error:  # noqa: BLE001 - broken files raise anything from KeyError to RecursionError in pypdf
        _broken(error)


def _broken(error: Exception) -> NoReturn:
    detail = " ".join(str(error).split())[:100] or type(error).__name__
    raise UnreadableError(f"is a broken PDF ({detail}); fetch it again, or give its text") from error


def _extract(raw: bytes) -> tuple[list[str], str | None]:
    reader = pypdf.PdfReader(io.BytesIO(raw))
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableError("is locked with a password; save it without one")
    if not reader.pages:
        raise UnreadableError("is a PDF without pages; fetch it again")
    deadline = time.monotonic() + _SECONDS
    pages = []
    for page in reader.pages:
        if time.monotonic() > deadline:
            raise UnreadableError(f"takes over {_SECONDS} seconds to read; split it, or give its text")
        pages.append(page.extract_text().replace("\x00", ""))
    title = reader.metadata.title if reader.metadata else None
    return pages, title.strip() if isinstance(title, str) and not _NO_TITLE.search(title) else None
