"""A byte stream whose first bytes can be looked at before it is read, and which counts what was read."""

from __future__ import annotations

import io
import os
from typing import IO, Any

HEAD_BYTES = 1 << 16


class Source(io.RawIOBase):
    """Wraps a binary stream (a file, a pipe); `head` holds its first bytes without using them up."""

    def __init__(self, stream: IO[bytes]) -> None:
        """Read the head at once: a pipe may hand it over in pieces."""
        self._stream = stream
        self.head = stream.read(HEAD_BYTES)
        self._at = 0
        self._read = 0
        self._told = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer from the head, then from the stream (io.RawIOBase's protocol)."""
        if self._at < len(self.head):
            chunk = self.head[self._at : self._at + len(buffer)]
        else:
            chunk = self._stream.read(len(buffer))
        buffer[: len(chunk)] = chunk
        self._read += len(chunk)
        self._at += len(chunk)
        return len(chunk)

    def seekable(self) -> bool:
        """Whether the stream behind it is; within the head, others can be moved too until more was read."""
        return self._stream.seekable()

    def tell(self) -> int:
        """The byte that is read next."""
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go on reading at this byte. Raises io.UnsupportedOperation where the stream cannot be moved (a pipe)."""
        if whence == os.SEEK_END:
            target = self._stream.seek(offset, os.SEEK_END)
        else:
            target = offset + (self._at if whence == os.SEEK_CUR else 0)
        if target == self._at and whence != os.SEEK_END:
            return target
        self._stream.seek(max(target, len(self.head)))
        self._at = target
        return target

    def size(self) -> int:
        """Bytes of the whole stream; of one that cannot be moved, those read so far."""
        if not self._stream.seekable():
            return max(self._read, len(self.head))
        here = self._stream.tell()
        whole = self._stream.seek(0, os.SEEK_END)
        self._stream.seek(here)
        return whole

    def taken(self) -> int:
        """Bytes read since this was last asked."""
        taken, self._told = self._read - self._told, self._read
        return taken
