"""Bytes to characters, one for one: which encoding a text has, and when to refuse to guess.

Newlines, a byte-order mark and the Unicode form stay as they are.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import CharsetMatch, from_bytes

from .draft import Fact
from .outcome import UnreadableError

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GUESSES = (
    "cp1252", "cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5", "cp1256", "iso8859_6", "cp1255", "cp1254", "cp1250",
)  # fmt: skip
"""Encodings of the languages that reports come in, the most common first: of equally good guesses the first wins."""

_SHOUTING = 0.3
_WEB_LATIN = ("iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii")
"""What pages call Latin 1 is Windows 1252 (WHATWG, Encoding Standard, labels of windows-1252)."""

_NO_PAGE = frozenset(
    {
        *(
            "idna",
            "punycode",
            "unicode-escape",
            "unicode_escape",
            "raw-unicode-escape",
            "raw_unicode_escape",
            "undefined",
        ),
        *("utf-7", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"),
    }
)
"""Python's codecs that no page which declares them is in."""

_BINARY = "is binary data, not text; give the report itself as .txt, .md, .html, .pdf, .docx, .jsonl or .csv"
_UNKNOWN = "its encoding cannot be told; save it as UTF-8"
_ASCII_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x1C), 0x7F])
_C1_CONTROLS = re.compile(rb"\xc2[\x80-\x84\x86-\x9f]")
_ESCAPES = re.compile(r"[\udc80-\udcff]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def decode(raw: bytes, declared: str | None = None) -> tuple[str, Fact]:
    """The characters of `raw` and the encoding found (`metadata`: by mark, declaration or UTF-8's form; `guessed`).

    Raises UnreadableError for binary data, for broken UTF-8 and where no encoding fits.
    """
    text, encoding = _decode(raw, declared)
    _refuse_noise(text)
    return text, encoding


def decode_page(raw: bytes, declared: str | None) -> tuple[str, Fact]:
    """A web page's characters; a few broken bytes in one of UTF-8 become U+FFFD, as browsers show them."""
    if declared and declared.lower() in _WEB_LATIN:
        declared = "cp1252"
    if declared and _is_utf8(raw):
        declared = None  # servers state encodings that their pages are not in; no other forms UTF-8's sequences
    try:
        return decode(raw, declared)
    except UnreadableError:
        if not _is_broken_utf8(raw) or b"\x00" in raw:
            raise
    return raw.decode("utf-8", "replace"), Fact("utf-8", "metadata")


def _decode(raw: bytes, declared: str | None) -> tuple[str, Fact]:
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return _strictly(raw, name), Fact(name, "metadata")
    if declared and (text := _as_declared(raw, declared)) is not None:
        return text, Fact(codecs.lookup(declared).name, "metadata")
    if b"\x00" in raw:
        return _wide(raw)
    try:
        return raw.decode("utf-8"), Fact("utf-8", "metadata")
    except UnicodeDecodeError as error:
        if _is_broken_utf8(raw):
            raise UnreadableError(f"is not valid UTF-8 at byte {error.start}; save it again as UTF-8") from error
    return _guess(raw)


def sniff_encoding(sample: bytes) -> str:
    """The encoding of a table, from its first bytes (which may end inside a character).

    UTF-8 with a few broken bytes stays `utf-8`: the rows that hold them fail, the others are read.
    """
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return name
    text = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode(sample)
    if not has_escapes(text) or _is_broken_utf8(sample):
        return "utf-8"
    whole_lines = sample[: sample.rfind(b"\n") + 1] or sample
    return _guess(whole_lines)[1].value


def has_escapes(text: str) -> bool:
    """Whether bytes that could not be decoded were smuggled in as lone surrogates."""
    return _ESCAPES.search(text) is not None


def _is_broken_utf8(raw: bytes) -> bool:
    """Whether the bytes are UTF-8 for the most part: other encodings hardly ever form its sequences by chance."""
    text = raw.decode("utf-8", "surrogateescape")
    bad = len(_ESCAPES.findall(text))
    sequences = len(_BEYOND_ASCII.findall(text)) - bad
    return bad > 0 and sequences >= 5 * bad


def _is_utf8(raw: bytes) -> bool:
    """Whether the bytes are UTF-8 and hold more than ASCII."""
    if raw.isascii():
        return False
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"begins as {encoding.upper()} but is broken at byte {error.start}; save it again as UTF-8"
        ) from error


def _as_declared(raw: bytes, declared: str) -> str | None:
    """The text in the encoding that a page declares; None where the bytes had better decide.

    A declaration that can be read as ASCII is not of UTF-16 (WHATWG, Encoding Standard, "prescan").
    """
    try:
        if codecs.lookup(declared).name in _NO_PAGE:
            return None
        return raw.decode(declared)
    except (LookupError, UnicodeError):
        return None


def _wide(raw: bytes) -> tuple[str, Fact]:
    """UTF-16 without a byte-order mark, if it reads as plain characters; else the NUL bytes mean binary data."""
    for name in ("utf-16-le", "utf-16-be"):
        text = raw.decode(name, "replace")
        plain = sum(1 for char in text if "\t" <= char <= "\u06ff" or "\u2000" <= char <= "\u20cf")
        if text and plain >= 0.95 * len(text) and "\x00" not in text:
            return _strictly(raw, name), Fact(name, "guessed")
    raise UnreadableError(_BINARY)


def _guess(raw: bytes) -> tuple[str, Fact]:
    matches = list(from_bytes(raw, cp_isolation=list(_GUESSES), enable_fallback=False))
    if not matches:
        raise UnreadableError(_BINARY if _looks_binary(raw) else _UNKNOWN)
    best = min(matches, key=_rank)
    name = min((n for n in best.could_be_from_charset if n in _GUESSES), key=_GUESSES.index)
    return raw.decode(name), Fact(name, "guessed")


def _rank(match: CharsetMatch) -> tuple[float, float, int]:
    """Least mess, then most like a language, in steps so that near ties go to the more common encoding.

    Capitals throughout count against a guess: KOI8 has capitals where Windows 1251 and 1255 have small letters.
    """
    text = str(match)
    capitals = sum(char.isupper() for char in text) > sum(char.islower() for char in text)
    coherence = match.coherence - (_SHOUTING if capitals else 0)
    return round(match.chaos, 1), -round(coherence, 1), _GUESSES.index(match.encoding)


def _looks_binary(raw: bytes) -> bool:
    controls = sum(1 for byte in raw[:4096] if byte < 32 and byte not in b"\t\n\v\f\r")
    return controls * 50 > min(len(raw), 4096)


def _refuse_noise(text: str) -> None:
    if "\x00" in text or _controls(text) * 100 > len(text):
        raise UnreadableError(_BINARY)


def _controls(text: str) -> int:
    """How many control characters a text has; those of ASCII are counted as bytes, in a tenth of the time."""
    raw = text.encode("utf-8", "replace")
    return len(raw) - len(raw.translate(None, _ASCII_CONTROLS)) + len(_C1_CONTROLS.findall(raw))
