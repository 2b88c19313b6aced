"""A byte stream whose first bytes can be looked at before it is read, and which counts what was read."""

from __future__ import annotations

import io
from typing import IO, Any

HEAD_BYTES = 1 << 16


class Source(io.RawIOBase):
    """Wraps a binary stream (a file, a pipe); `head` holds its first bytes without using them up."""

    def __init__(self, stream: IO[bytes]) -> None:
        """Read the head at once: a pipe may hand it over in pieces."""
        self._stream = stream
        self.head = stream.read(HEAD_BYTES)
        self._head_used = 0
        self._read = 0
        self._told = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer from the head, then from the stream (io.RawIOBase's protocol)."""
        if self._head_used < len(self.head):
            chunk = self.head[self._head_used : self._head_used + len(buffer)]
            self._head_used += len(chunk)
        else:
            chunk = self._stream.read(len(buffer))
        buffer[: len(chunk)] = chunk
        self._read += len(chunk)
        return len(chunk)

    def taken(self) -> int:
        """Bytes read since this was last asked."""
        taken, self._told = self._read - self._told, self._read
        return taken
