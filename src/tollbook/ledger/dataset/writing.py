"""Writing a shard: under a name of its own first, then in one step under its final one."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tollbook.model import sha256_hex

from .appearance import Appearance, Unread
from .shard import NOTE, Shard, ShardName
from .tables import ROWS_OF, SCHEMAS, unread_rows

UNFINISHED = "unfinished-"
BATCH = 200
"""Reports, or unread inputs, in a row group: what is held in memory. Fixed, since the bytes depend on it."""
UNREAD = "unread"


def write_shard(
    dataset: Path,
    name: ShardName,
    items: Iterable[Appearance | Unread],
    stages: Callable[[], Mapping[str, Any]],
) -> Shard:
    """Write what was read of a file as a shard of the dataset; `stages` is called when the items have ended.

    The same items give the same bytes. Where the process dies, or `items` raises, nothing is left but a folder that
    the next run removes. A shard of the same file that another process wrote meanwhile stays as it is.
    """
    with ShardWriter(dataset, name) as writer:
        for item in items:
            writer.add(item)
        return writer.finish(stages())


class ShardWriter:
    """One shard while it is written; left before `finish`, it leaves nothing behind."""

    def __init__(self, dataset: Path, name: ShardName) -> None:
        self.name = name
        self.final = dataset / name.folder
        self.folder = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=dataset))
        self.counts: Counter[str] = Counter({"reports": 0, "claims": 0})
        self._seen: set[str] = set()
        self._reports: list[Appearance] = []
        self._unread: list[Unread] = []
        self._files: dict[str, pq.ParquetWriter] = {}

    def __enter__(self) -> ShardWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, tb: TracebackType | None) -> None:
        self._close(quietly=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def add(self, item: Appearance | Unread) -> None:
        """Take the next report, or the next input that gave none."""
        if isinstance(item, Appearance) and item.report.id in self._seen:
            where = item.report.address or item.report.given_id or item.report.id
            item = Unread(where, "known", "the same report stands earlier in this archive")
        if isinstance(item, Unread):
            self._unread.append(item)
            self.counts[item.ending] += 1
            if len(self._unread) >= BATCH:
                self._flush_unread()
            return
        self._seen.add(item.report.id)
        self._reports.append(item)
        self.counts["reports"] += 1
        self.counts["claims"] += len(item.claims)
        self.counts[item.outcome] += 1
        if len(self._reports) >= BATCH:
            self._flush_reports()

    def finish(self, stages: Mapping[str, Any]) -> Shard:
        """Put the shard in its place. Raises OSError where there is no room.

        It does not wait for the disk, as nothing does here that a machine can make again: a table that a power cut
        has emptied is not of the size that the note says, and its archive is read again.
        """
        self._flush_reports()
        self._flush_unread()
        self._close()
        files = sorted(self.folder.iterdir())
        note = {
            "of": {"path": self.name.path, "size": self.name.size, "ends": self.name.ends},
            "counts": dict(sorted(self.counts.items())),
            "stages": dict(stages),
            "sha256": {file.name: sha256_hex(file.read_bytes()) for file in files},
            "bytes": {file.name: file.stat().st_size for file in files},
        }
        body = json.dumps(note, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")
        (self.folder / NOTE).write_bytes(body + b"\n")
        self._replace()
        return Shard.open(self.final)

    def _replace(self) -> None:
        """A folder's name is given in one step; what an older state of the file left there goes first."""
        try:
            self.folder.chmod(0o755)  # temporary folders are for their owner alone
            self.folder.rename(self.final)
        except OSError:
            if not self.final.is_dir():
                raise
            if (there := Shard.whole(self.final)) and there.name == self.name:
                return  # another process was first; the same file gives the same bytes
            aside = self.folder.with_name(self.folder.name + "-old")
            self.final.rename(aside)
            self.folder.rename(self.final)
            shutil.rmtree(aside, ignore_errors=True)

    def _flush_reports(self) -> None:
        for table, rows_of in ROWS_OF.items():
            self._write(table, rows_of(self._reports))
        self._reports.clear()

    def _flush_unread(self) -> None:
        self._write(UNREAD, unread_rows(self._unread))
        self._unread.clear()

    def _write(self, name: str, rows: pa.Table) -> None:
        if name not in self._files:
            file = str(self.folder / f"{name}.parquet")
            self._files[name] = pq.ParquetWriter(file, SCHEMAS[name], compression="zstd", compression_level=3)
        if rows.num_rows:
            self._files[name].write_table(rows)

    def _close(self, *, quietly: bool = False) -> None:
        while self._files:
            _, file = self._files.popitem()
            try:
                file.close()
            except OSError:
                if not quietly:  # the shard is given up: why has been said already
                    raise
