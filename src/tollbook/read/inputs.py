"""From paths to outcomes, lazily: each input is opened, told apart, read, and named with its error where it fails."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from tollbook.errors import ReadError
from tollbook.model import Report

from .dispatch import read_input
from .feed import feed_rows
from .mail import attachments
from .options import ReadOptions
from .outcome import Input, LeftOut, Outcome, ReadFailed, UnreadableError
from .packed import DEEPEST, is_of_wacz, members, unpacked
from .parquet import parquet_rows
from .sniff import ARCHIVES, CSV, FEED, HEAD, JSONL, MAIL, PACKED, PACKS, PARQUET, TABLES, WARC, sniff
from .stream import Source
from .table import csv_delimiter, csv_rows, jsonl_rows, too_long
from .walk import STDIN, PathOrStdin, walk, why_not
from .warc import warc_parts

STDIN_NAME = "standard input"

Part = Input | LeftOut | ReadFailed
"""What an input, or a part of one that holds many, is before it is read."""


def read_inputs(
    paths: Sequence[PathOrStdin], options: ReadOptions | None = None, *, stdin: IO[bytes] | None = None
) -> Iterator[Outcome]:
    """Every report behind files, folders and standard input ("-"), in order, each read or failed with its reason.

    Lazy: tables are streamed row by row, and no more than one report is held at a time. A failure concerns its own
    input (or row) only. `stdin` is the stream that "-" stands for (the process's own if None).
    """
    options = options or ReadOptions()
    for item in open_inputs(paths, options, stdin=stdin):
        if not isinstance(item, LeftOut):
            yield item if isinstance(item, ReadFailed) else read_input(item, options)


def open_inputs(
    paths: Sequence[PathOrStdin], options: ReadOptions, *, stdin: IO[bytes] | None = None
) -> Iterator[Part]:
    """The inputs behind paths as raw bytes, for `read_input` here or in another process."""
    for found in walk(paths):
        if isinstance(found, ReadFailed):
            yield found
        elif found == STDIN:
            yield from _open_stdin(stdin, options)
        else:
            yield from _open_file(Path(found), options)


def open_bytes(name: str, raw: bytes, options: ReadOptions, *, extension: str) -> Iterator[Part]:
    """The inputs in bytes that are at hand, as if they were those of a file with this extension."""
    yield from _open(name, Source(io.BytesIO(raw)), options, extension=extension, given_id=None)


def read_report(path: Path | str, options: ReadOptions | None = None) -> Report:
    """Read one file that holds one report.

    Raises ReadError, with the file's name and the remedy, where it cannot be read or is a table or a folder (those
    hold many reports: see `read_inputs`).
    """
    path, options = Path(path), options or ReadOptions()
    if path.is_dir():
        raise ReadError(f"{path}: is a folder of reports; go through it with read_inputs")
    for item in open_inputs([path], options):
        if isinstance(item, LeftOut) or (isinstance(item, Input) and item.name != str(path)):
            kind = "a table" if isinstance(item, Input) and item.row is not None else "an archive"
            raise ReadError(f"{path}: is {kind} of reports; go through it with read_inputs")
        outcome = item if isinstance(item, ReadFailed) else read_input(item, options)
        if isinstance(outcome, ReadFailed):
            raise ReadError(f"{outcome.name}: {outcome.reason}")
        return outcome.report
    raise ReadError(f"{path}: holds no report; check the file")


def _open_stdin(stream: IO[bytes] | None, options: ReadOptions) -> Iterator[Part]:
    if stream is None and sys.stdin is None:
        yield ReadFailed(STDIN_NAME, "is closed; pipe a report into it, or name a file")
        return
    try:
        source = Source(stream or sys.stdin.buffer)
    except OSError as error:
        yield ReadFailed(STDIN_NAME, why_not(error))
        return
    media_type = _table_on_stdin(source.head, options)
    yield from _open(STDIN_NAME, source, options, extension="", given_id=None, media_type=media_type)


def _table_on_stdin(head: bytes, options: ReadOptions) -> str | None:
    """Standard input has no name to go by: a first line that is a table's with our text column makes it one."""
    first_line = head.split(b"\n", 1)[0].decode("utf-8", "replace").removeprefix("\ufeff")
    text_column = options.column("text")
    if first_line.startswith("{") and f'"{text_column}"' in first_line:
        return JSONL
    delimiter = csv_delimiter(first_line, options)
    ours = {options.column(name) for name in ("id", "url", "published", "outlet", "title", "language")}
    cells = {cell.strip().strip('"') for cell in first_line.split(delimiter)} if delimiter else set()
    return CSV if cells & ours else None


def _open_file(path: Path, options: ReadOptions) -> Iterator[Part]:
    name = str(path)
    with ExitStack() as stack:
        try:
            source = Source(stack.enter_context(path.open("rb")))
        except OSError as error:
            yield ReadFailed(name, why_not(error))
            return
        yield from _open(name, source, options, extension=_extension(path), given_id=path.stem)


def _extension(path: Path) -> str:
    """The name's extension in lower case; both of a packed one ("a.warc.gz" has ".warc.gz")."""
    last = path.suffix.lower()
    return "".join(path.suffixes[-2:]).lower() if last in PACKED else last


def _open(
    name: str,
    source: Source,
    options: ReadOptions,
    *,
    extension: str,
    given_id: str | None,
    media_type: str | None = None,
    depth: int = 0,
) -> Iterator[Part]:
    try:
        media_type = media_type or _media_type(source.head, extension)
        if media_type in TABLES:
            yield from _rows(name, source, options, media_type)
        elif media_type == WARC:
            yield from warc_parts(name, source, options)
        elif media_type in ARCHIVES or media_type in PACKS:
            yield from _unpack(name, source, options, media_type, extension, depth)
        else:
            raw = _read_whole(source, options.max_bytes)
            size = source.taken()
            item = Input(name=name, raw=raw, given_id=given_id, extension=extension, media_type=media_type, size=size)
            yield item
            if media_type == MAIL:
                yield from _attached(item, options, depth)
    except UnreadableError as error:
        yield ReadFailed(name, str(error), source.taken())
    except OSError as error:
        yield ReadFailed(name, why_not(error), source.taken())


def _unpack(
    name: str, source: Source, options: ReadOptions, media_type: str, extension: str, depth: int
) -> Iterator[Part]:
    """What is in a packed file or an archive, each read as a file of its own would be."""
    if depth >= DEEPEST:
        raise UnreadableError(f"lies in more than {DEEPEST} archives, one in the other; unpack the outer ones")
    if media_type in PACKS:
        inner = Path(Path(name).name).stem
        suffix = extension.removesuffix(".gz").removesuffix(".zst")
        packed = unpacked(source, media_type)
        yield from _open(name, packed, options, extension=suffix, given_id=Path(inner).stem, depth=depth + 1)
        return
    for member in members(name, source, media_type):
        if isinstance(member, ReadFailed):
            yield member
        elif not is_of_wacz(media_type, member.name):
            yield LeftOut(member.name, "record", "no WARC file of the collection")
        else:
            yield from _open(
                member.name, member.source, options, extension=member.extension, given_id=member.given_id,
                depth=depth + 1,
            )  # fmt: skip


def _attached(item: Input, options: ReadOptions, depth: int) -> Iterator[Part]:
    for inner, raw in attachments(item):
        path, source = Path(inner), Source(io.BytesIO(raw))
        yield from _open(
            f"{item.name}!{inner}", source, options, extension=_extension(path), given_id=path.stem, depth=depth + 1
        )


def _rows(name: str, source: Source, options: ReadOptions, media_type: str) -> Iterator[Part]:
    """A table's rows; a table without any is named, since no input ends in silence."""
    none = True
    for row in _TABLES[media_type](name, source, options):
        none = False
        yield row
    if none:
        raise UnreadableError("is a table without a row; fill it, or leave it out")


def _feed(name: str, source: Source, options: ReadOptions) -> Iterator[Input | ReadFailed]:
    return feed_rows(name, _read_whole(source, options.max_bytes), options)


_TABLES: Mapping[str, Callable[[str, Source, ReadOptions], Iterator[Input | ReadFailed]]] = {
    JSONL: jsonl_rows,
    CSV: csv_rows,
    PARQUET: parquet_rows,
    FEED: _feed,
}


def _media_type(head: bytes, extension: str) -> str:
    if not head:
        raise UnreadableError("is empty; fetch it again, or leave it out")
    return sniff(head[:HEAD], extension)


def _read_whole(source: Source, limit: int) -> bytes:
    raw = io.BufferedReader(source).read(limit + 1)
    if len(raw) > limit:
        raise UnreadableError(too_long("it", limit))
    return raw
