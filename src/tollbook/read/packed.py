"""Packed streams and archives of documents: what is in them, one at a time, within bounds; nothing goes to disk."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any

import zstandard

from .outcome import ReadFailed, UnreadableError
from .sniff import GZIP, TAR, WACZ, ZSTD
from .stream import Source

MANY_TIMES = 300
"""How many times its own size a packed file may unpack to; text seldom packs better than 1:20, bombs 1:1000."""
ALWAYS = 64_000_000
"""Bytes that any packed file may unpack to."""
DEEPEST = 4
"""Archives within archives."""
_WINDOW = 1 << 27
_FAULTS = (
    *(OSError, EOFError, zlib.error, zstandard.ZstdError, zipfile.BadZipFile, tarfile.TarError, RuntimeError),
    *(NotImplementedError, ValueError, UnicodeError, OverflowError, IndexError, KeyError, TypeError, struct.error),
)
"""What the libraries raise on broken or hostile archives (RuntimeError: encrypted ones)."""
BOMB = f"unpacks to more than {MANY_TIMES} times its size, as only bombs do; what was read before that is kept"


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive, open for reading; `name` is the archive's name, "!" and the member's."""

    name: str
    source: Source
    extension: str
    given_id: str


class Allowance:
    """How many bytes a packed file may still unpack to, over all its members."""

    def __init__(self, packed: int) -> None:
        """From the size of the packed file."""
        self.left = max(ALWAYS, MANY_TIMES * packed)

    def take(self, number: int) -> None:
        """Use some up. Raises UnreadableError where none is left."""
        self.left -= number
        if self.left < 0:
            raise UnreadableError(BOMB)


class Unpacked(io.RawIOBase):
    """What comes out of a decompressor, counted against an allowance; its faults are told in one way."""

    def __init__(self, stream: IO[bytes], allowance: Allowance) -> None:
        """Read from `stream`."""
        self._stream = stream
        self._allowance = allowance

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer (io.RawIOBase's protocol). Raises UnreadableError for broken data and for bombs."""
        try:
            chunk = self._stream.read(len(buffer))
        except UnreadableError:
            raise
        except _FAULTS as error:
            raise UnreadableError(broken(error)) from error
        self._allowance.take(len(chunk))
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def seekable(self) -> bool:
        """Whether the stream behind it is."""
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a byte. What is unpacked again on the way counts when it is read."""
        try:
            return self._stream.seek(offset, whence)
        except _FAULTS as error:
            raise UnreadableError(broken(error)) from error


def broken(error: Exception) -> str:
    """The message for packed data that cannot be unpacked."""
    if isinstance(error, RuntimeError) and "password" in str(error):
        return "is encrypted; unpack it with its password first"
    what = " ".join(str(error).split())[:100] or type(error).__name__
    return f"its packed data is broken ({what}); fetch it again"


def unpacked(source: Source, media_type: str) -> Source:
    """The one stream that a gzip or zstd file packs."""
    stream: Any = io.BufferedReader(source)
    if media_type == GZIP:
        inner: Any = gzip.GzipFile(fileobj=stream)
    else:
        inner = zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(stream, read_across_frames=True)
    return Source(_forward(inner, source.size()))


def _forward(stream: Any, packed: int) -> Any:
    """Only forward: to go back in a packed stream is to unpack it again."""

    class Forward(Unpacked):
        def seekable(self) -> bool:
            return False

    return io.BufferedReader(Forward(stream, Allowance(packed)))


def members(name: str, source: Source, media_type: str) -> Iterator[Member | ReadFailed]:
    """The documents in a ZIP or tar archive, in its order. Hidden ones and folders are passed over, links are told.

    Raises UnreadableError where the archive itself is broken or unpacks to more than is allowed.
    """
    try:
        yield from (_of_tar if media_type == TAR else _of_zip)(name, source)
    except UnreadableError:
        raise
    except _FAULTS as error:
        raise UnreadableError(broken(error)) from error


def _of_zip(name: str, source: Source) -> Iterator[Member | ReadFailed]:
    if not source.seekable():
        raise UnreadableError("is a ZIP archive, which cannot be read from a pipe; save it as a file")
    allowance = Allowance(source.size())
    with zipfile.ZipFile(io.BufferedReader(source)) as archive:
        for info in archive.infolist():
            if info.is_dir() or is_hidden(info.filename):
                continue
            where = f"{name}!{info.filename}"
            try:
                with archive.open(info) as stream:
                    yield _member(where, info.filename, Source(io.BufferedReader(Unpacked(stream, allowance))))
            except UnreadableError:
                raise
            except _FAULTS as error:
                yield ReadFailed(where, broken(error))


def _of_tar(name: str, source: Source) -> Iterator[Member | ReadFailed]:
    allowance = Allowance(source.size())
    with tarfile.open(fileobj=io.BufferedReader(source), mode="r|") as archive:
        for info in archive:
            where = f"{name}!{info.name}"
            if info.isdir() or is_hidden(info.name):
                continue
            if not info.isreg():
                yield ReadFailed(where, "is a link or no regular file in its archive; give the file itself")
                continue
            stream: Any = archive.extractfile(info)
            forward = Unpacked(stream, allowance)
            yield _member(where, info.name, Source(io.BufferedReader(forward)))


def _member(where: str, inner: str, source: Source) -> Member:
    path = PurePosixPath(inner)
    suffixes = [suffix.lower() for suffix in path.suffixes]
    extension = "".join(suffixes[-2:]) if suffixes and suffixes[-1] in (".gz", ".zst") else "".join(suffixes[-1:])
    return Member(where, source, extension, path.stem)


def is_hidden(inner: str) -> bool:
    """Whether a member is one that its system hides, as `ls` does."""
    parts = [part for part in PurePosixPath(inner).parts if part != ".."]
    return any(part.startswith(".") for part in parts) or "__MACOSX" in parts


def is_of_wacz(media_type: str, inner: str) -> bool:
    """Whether a member is read: of a WACZ its WARC files alone, the others are indexes of these."""
    return media_type != WACZ or "!archive/" in inner


__all__ = ["BOMB", "DEEPEST", "GZIP", "ZSTD", "Member", "broken", "is_of_wacz", "members", "unpacked"]
