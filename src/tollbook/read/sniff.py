"""Which kind of input bytes are: by their first bytes, else by the name's extension."""

from __future__ import annotations

import re
import zlib

from .outcome import UnreadableError

TEXT = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
JSONL = "application/jsonl"
CSV = "text/csv"
WARC = "application/warc"
WACZ = "application/wacz"
PARQUET = "application/vnd.apache.parquet"
FEED = "application/rss+xml"
NINJS = "application/ninjs+json"
MAIL = "message/rfc822"
ZIP = "application/zip"
TAR = "application/x-tar"
GZIP = "application/gzip"
ZSTD = "application/zstd"

ARCHIVES = frozenset({ZIP, TAR, WACZ})
PACKS = frozenset({GZIP, ZSTD})

TABLES = frozenset({JSONL, CSV, PARQUET, FEED})
HEAD = 4096
"""How many first bytes are looked at."""

_EXTENSIONS = {
    ".txt": TEXT, ".text": TEXT, ".md": MARKDOWN, ".markdown": MARKDOWN, ".html": HTML, ".htm": HTML, ".xhtml": HTML,
    ".pdf": PDF, ".docx": DOCX, ".jsonl": JSONL, ".ndjson": JSONL, ".csv": CSV,
    ".eml": MAIL, ".json": NINJS, ".ninjs": NINJS,
}  # fmt: skip

PACKED = frozenset({".gz", ".zst"})
_WARCS = (".warc", ".warc.gz", ".warc.zst")

_FOREIGN = (
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BZh", "a bzip2 archive: unpack it first"),
    (b"\xfd7zXZ", "an xz archive: unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive: unpack it first"),
    (b"Rar!", "a RAR archive: unpack it first"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc, .xls): save it as .docx"),
    (b"{\\rtf", "an RTF document: save it as .docx"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound or video recording"),
    (b"RIFF", "a picture, sound or video recording"),
)
_NAMES = {
    ".xlsx": "a spreadsheet: save it as .csv, or, if it holds claims, import it (tollbook import)",
    ".pptx": "a presentation: save it as .pdf",
    ".odt": "an OpenDocument text: save it as .docx",
    ".epub": "an e-book",
    ".tsv": "a table with tabs: save it as .csv",
}
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_XML = frozenset({".xml", ".rss", ".atom"})
_FEED_START = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)\b")
_KINDS = (
    "files that can be read are .txt, .md, .html, .pdf, .docx, .eml, .jsonl, .csv, .parquet, feeds (.rss, .atom), "
    "ninjs (.json), and archives of these (.zip, .tar, .gz, .zst, .warc, .wacz)"
)


def sniff(head: bytes, extension: str) -> str:
    """The media type of an input that begins with `head` (up to HEAD bytes); `extension` as ".txt", in lower case.

    Raises UnreadableError for a kind that cannot be read, and where name and bytes disagree.
    """
    if head.startswith(b"WARC/1.") or extension in _WARCS:
        return WARC
    if b"%PDF-" in head[:1024]:
        return PDF
    if packed := _sniff_packed(head, extension):
        return packed
    if head.startswith(b"PK\x03\x04"):
        return _sniff_zip(head, extension)
    for magic, name in _FOREIGN:
        is_word = magic.isalnum() and magic.isascii()  # a text may begin with these letters
        if head.startswith(magic) and not (is_word and extension in _EXTENSIONS):
            raise UnreadableError(f"not a kind of file that can be read: {name}")
    if head[4:8] == b"ftyp":
        raise UnreadableError("not a kind of file that can be read: a video or picture")
    if extension in _XML or (not extension and head.lstrip().startswith(b"<?xml") and _FEED_START.search(head)):
        return _sniff_xml(head)
    by_name = _EXTENSIONS.get(extension)
    if by_name in (PDF, DOCX):
        raise UnreadableError(f"is named {extension} but does not begin as one; fetch it again, or rename it")
    if by_name:
        return by_name
    if not extension:
        return HTML if looks_like_html(head) else TEXT
    raise UnreadableError(f"not a kind of file that can be read: {_NAMES.get(extension, extension)}; {_KINDS}")


def _sniff_packed(head: bytes, extension: str) -> str | None:
    """A packed stream, an archive in tar, or a table in Parquet."""
    if head.startswith(b"\x1f\x8b"):
        begins = _inflated(head)
        return WARC if begins.startswith(b"WARC/1.") else GZIP
    if head.startswith(b"\x28\xb5\x2f\xfd"):
        return ZSTD
    if head[257:262] == b"ustar":
        return TAR
    return PARQUET if head.startswith(b"PAR1") and extension not in _EXTENSIONS else None


def _inflated(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(head, 16)
    except zlib.error:
        return b""


def _sniff_xml(head: bytes) -> str:
    if _FEED_START.search(head):
        return FEED
    if looks_like_html(head):
        return HTML
    raise UnreadableError(f"not a kind of file that can be read: XML that is no feed; {_KINDS}")


def looks_like_html(head: bytes) -> bool:
    """Whether bytes begin as an HTML page does."""
    return _HTML_START.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def _sniff_zip(head: bytes, extension: str) -> str:
    if extension == ".docx" or (b"word/" in head and extension not in (*_NAMES, ".zip")):
        return DOCX
    if extension in _NAMES:
        raise UnreadableError(f"not a kind of file that can be read: {_NAMES[extension]}")
    return WACZ if extension == ".wacz" else ZIP
