"""Web archives: the pages of a WARC file, each with where it stands; a broken record costs itself alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from tollbook.model import Capture

from .options import ReadOptions
from .outcome import Input, LeftOut, ReadFailed
from .sniff import HTML, TEXT
from .stream import Source
from .table import too_long
from .warc_resync import next_record

_PAGES = {"text/html": HTML, "application/xhtml+xml": HTML}
_BODIES = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_OK = 200
_TYPE = re.compile(r"[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,60}")

Part = Input | LeftOut | ReadFailed


def warc_parts(name: str, source: Source, options: ReadOptions) -> Iterator[Part]:
    """Every record of an archive, in its order: a page as an `Input`, anything else as `LeftOut`.

    A record that is broken, cut off or over the limit fails alone: reading goes on at the next record that can be
    found behind its beginning (in a stream that cannot go back, it ends there).
    """
    start, told = 0, False
    while True:
        last, any_record = start, False
        try:
            for record in ArchiveIterator(source, parse_http=False):
                last, any_record = record.stream_pos, True  # of the whole stream, wherever reading began
                part, whole = _part(name, record, last, source, options)
                yield part
                if not whole:
                    break
            else:
                return
        except (OSError, ValueError, EOFError) as error:
            # what broke the record before this one off is told already
            told = any_record or not told
            if told:
                yield _failed(f"{name}:{last}", _broken(error), source)
        found = next_record(source, last + 1)
        if found is None:
            return
        start = found


def _failed(where: str, reason: str, source: Source) -> ReadFailed:
    return ReadFailed(where, reason, source.taken(), stage="record")


def _broken(error: Exception) -> str:
    what = " ".join(str(error).split())[:100] or type(error).__name__
    return f"the record here, or what follows it, is broken ({what}); fetch it again, or leave it out"


def _part(name: str, record: WarcRecord, at: int, source: Source, options: ReadOptions) -> tuple[Part, bool]:
    """What a record is, and whether the archive can be read on behind it."""
    where = f"{name}:{at}"
    if record.headers.get("WARC-Record-ID") is None:
        return _failed(where, _broken(EOFError("no record's headers")), source), False
    if not record.record_type & _BODIES:
        return LeftOut(where, "record", _name(record), source.taken()), True
    try:
        if record.is_http:
            record.parse_http(auto_decode="all")
        if reason := _no_page(record):
            return LeftOut(where, "response", reason, source.taken()), True
        raw = record.reader.read(options.max_bytes + 1)
    except (OSError, ValueError, EOFError) as error:
        return _failed(where, _broken(error), source), False
    uri = record.headers.get("WARC-Target-URI")
    if len(raw) > options.max_bytes:
        return _failed(where, too_long("the record", options.max_bytes), source), False
    if uri is None or (len(raw) < record.content_length and not _is_encoded(record)):
        return _failed(where, _broken(EOFError("cut off")), source), False
    return _input(where, name, record, uri.strip("<>"), raw, at, source), True


def _name(record: WarcRecord) -> str:
    return str(record.record_type)  # its stub promises a name that it has not


def _is_encoded(record: WarcRecord) -> bool:
    """Whether the length of what was read says nothing: it was unpacked on the way."""
    names = ("Content-Encoding", "Transfer-Encoding")
    return record.is_http and any(record.http_headers.get(name) for name in names)


def _no_page(record: WarcRecord) -> str | None:
    """Why a response is no page; None where it is one."""
    if record.is_http:
        status = record.http_headers.status_code
        if status != _OK:
            return f"status {status}"
    kind = _media_type(record)
    if kind in _PAGES or _is_plain(record, kind):
        return None
    return kind if _TYPE.fullmatch(kind) else "no media type"  # servers, and who breaks archives, write anything there


def _is_plain(record: WarcRecord, kind: str) -> bool:
    """Whether it is the text of a page that the archive's makers took out (as in WET files)."""
    return kind == "text/plain" and record.record_type == WarcRecordType.conversion


def _media_type(record: WarcRecord) -> str:
    stated = record.http_content_type if record.is_http else record.headers.get("Content-Type")
    return (stated or "").split(";")[0].strip().lower()


def _input(where: str, name: str, record: WarcRecord, uri: str, raw: bytes, at: int, source: Source) -> Input:
    headers = record.headers
    digest = headers.get("WARC-Payload-Digest") or headers.get("WARC-Block-Digest")
    capture = Capture(uri=uri, date=headers.get("WARC-Date"), digest=digest, archive=name, offset=at)
    return Input(
        name=f"{where} {uri}",
        raw=raw,
        extension="",
        media_type=TEXT if _is_plain(record, _media_type(record)) else HTML,
        encoding=record.http_charset if record.is_http else None,
        size=source.taken(),
        capture=capture,
    )
