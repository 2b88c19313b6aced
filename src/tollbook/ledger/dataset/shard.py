"""One shard in a dataset: a folder that is there as a whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tollbook.errors import LedgerError
from tollbook.model import Claim, Mention, Reading, Report, sha256_hex

from .appearance import Appearance, Unread

NOTE = "shard.json"
PREFIX = "shard="
ENDS = 1 << 16
"""Bytes at either end of a file by which it is told from another of the same name and size."""


@dataclass(frozen=True, slots=True)
class ShardName:
    """Which file a shard is of: its absolute path, its size in bytes, and a hash of its two ends."""

    path: str
    size: int
    ends: str

    @classmethod
    def of(cls, path: Path) -> ShardName:
        """The name of a file as it is now. Raises OSError where it is not there or cannot be read."""
        with path.open("rb") as stream:
            size = stream.seek(0, 2)
            stream.seek(0)
            head = stream.read(ENDS)
            stream.seek(max(0, size - ENDS))
            return cls(str(path.absolute()), size, sha256_hex(head + stream.read(ENDS))[:32])

    @property
    def folder(self) -> str:
        """The folder's name: the same path is the same folder, whatever the file holds by now."""
        stem = "".join(c if c.isalnum() and c.isascii() else "-" for c in Path(self.path).name)[:40]
        return f"{PREFIX}{stem}-{sha256_hex(self.path.encode('utf-8', 'surrogateescape'))[:16]}"


@dataclass(frozen=True, slots=True)
class Shard:
    """A finished shard: where its tables are, the file that it was made of, what is in it by number, and how many of
    its parts came how far (`stages`, as its reader says)."""

    folder: Path
    name: ShardName
    counts: Mapping[str, int]
    stages: Mapping[str, Any]
    hashes: Mapping[str, str]
    sizes: Mapping[str, int]

    @classmethod
    def open(cls, folder: Path) -> Shard:
        """Read a shard's note. Raises LedgerError where the folder is no shard."""
        try:
            found = json.loads((folder / NOTE).read_text(encoding="utf-8"))
            name = ShardName(**found["of"])
            return cls(folder, name, found["counts"], found["stages"], found["sha256"], found["bytes"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise LedgerError(
                f"{folder}: is no finished shard ({type(error).__name__}). Remove it and read its archive again."
            ) from error

    @classmethod
    def whole(cls, folder: Path) -> Shard | None:
        """The shard of a folder; None where there is none, or tables are not as long as they were written."""
        try:
            found = cls.open(folder)
            return found if all((folder / name).stat().st_size == n for name, n in found.sizes.items()) else None
        except (LedgerError, OSError):
            return None

    def faults(self) -> list[str]:
        """The tables whose bytes are not those that were written."""
        return [name for name, digest in sorted(self.hashes.items()) if _digest(self.folder / name) != digest]

    def rows(self, table: str, columns: list[str] | None = None) -> Iterator[dict[str, Any]]:
        """The rows of a table, a batch of them in memory at a time."""
        file = self.folder / f"{table}.parquet"
        try:
            with pq.ParquetFile(file) as opened:
                for batch in opened.iter_batches(batch_size=256, columns=columns):
                    yield from batch.to_pylist()
        except (OSError, ValueError) as error:  # pyarrow's errors are of both kinds
            raise LedgerError(
                f"{file}: cannot be read ({error}). Remove {self.folder} and read its archive again."
            ) from error

    def appearances(self) -> Iterator[Appearance]:
        """The shard's reports with their claims, as they were written, in their order.

        The tables are in the order of reports, so that each is gone through once and none is held.
        """
        texts = _Following(self.rows("texts"), "report_id")
        raws = _Following(self.rows("raws"), "report_id")
        claims = _Following(self.rows("claims"), "report_id")
        bands = _Following(self.rows("bands"), "report_id")
        for row in self.rows("reports", ["id", "outcome", "claims", "body"]):
            text = texts.next(row["id"])["text"].decode("utf-8", "surrogatepass")
            report = Report(text=text, **json.loads(row["body"]))
            raw = raws.maybe(row["id"])
            yield Appearance(
                report=report,
                claims=tuple(_claim(claims.next(row["id"])) for _ in range(row["claims"])),
                outcome=row["outcome"],
                bands=tuple(bands.all(row["id"])),
                raw=None if raw is None else raw["data"],
            )

    def unread(self) -> Iterator[Unread]:
        """The shard's inputs that gave no report."""
        for row in self.rows("unread"):
            yield Unread(**row)


class _Following:
    """The rows of a table that is in the order of another one."""

    def __init__(self, rows: Iterator[dict[str, Any]], key: str) -> None:
        self.rows, self.key = rows, key
        self.ahead = next(rows, None)

    def maybe(self, wanted: str) -> dict[str, Any] | None:
        """The next row, where it is of the wanted key."""
        if self.ahead is None or self.ahead[self.key] != wanted:
            return None
        found, self.ahead = self.ahead, next(self.rows, None)
        return found

    def next(self, wanted: str) -> dict[str, Any]:
        """The next row, which must be of the wanted key."""
        found = self.maybe(wanted)
        if found is None:
            raise LedgerError(f"{wanted}: is missing from a table of its shard. Read the shard's archive again.")
        return found

    def all(self, wanted: str) -> Iterator[int]:
        """The bands of a report."""
        while (found := self.maybe(wanted)) is not None:
            yield found["band"]


def _claim(row: Mapping[str, Any]) -> Claim:
    mention = Mention(
        text_id=row["text_id"],
        report_id=row["report_id"],
        measure=row["measure"],
        anchor_start=row["anchor_start"],
        anchor_end=row["anchor_end"],
        ordinal=row["ordinal"],
    )
    return Claim(mention=mention, reading=Reading.model_validate(json.loads(row["body"])))


def _digest(file: Path) -> str:
    return sha256_hex(file.read_bytes()) if file.exists() else ""
