"""The whole log held against what was sealed: every changed, missing, added or swapped row is named."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select, union_all

from tollbook.model import make_id, sha256_hex

from . import chain, schema, sealing
from .chain import Fault, Verification
from .codec import unpack, unpack_text

Gone = Set[tuple[str, int]]


def verify(conn: Connection, *, expected_head: str | None = None) -> Verification:
    """Check the chain, the numbering of the log, each covered row against its digest, and each seal against its rows.

    Rows that were cut off at the log's tail together with what the ledger noted of its length are found by
    `expected_head` alone: a head that was exported earlier.
    """
    found = chain.verify(conn, expected_head=expected_head)
    gone = chain.redacted_rows(conn)
    covered: dict[str, int] = {}
    faults = [*found.faults, *_numbering(conn), *_rows(conn, gone, covered), *_contents(conn, gone, covered)]
    faults += _seals(conn)
    covered |= {table.name: _count(conn, table) for table in chain.TABLES}
    unsealed = sum(sealing.worked_out(conn, sealing.last_sealed(conn) + 1, _last(conn)).rows.values())
    return replace(found, faults=tuple(faults), covered=covered, unsealed=unsealed, redacted=len(gone))


def _count(conn: Connection, table: Any) -> int:
    return len(conn.execute(select(table.c.seq)).scalars().all())


def _last(conn: Connection) -> int:
    return int(conn.execute(select(schema.state.c.last_seq)).scalar_one())


def _numbering(conn: Connection) -> Iterator[Fault]:
    """Entries of the log are numbered without a gap over all tables: a number that is not there was a row."""
    all_ = union_all(*(select(table.c.seq.label("seq")) for table in schema.LOG)).subquery()
    before = 0
    for seq in conn.execute(select(all_.c.seq).order_by(all_.c.seq)).scalars():
        if seq == before:
            yield Fault("changed", seq, f"two rows of the log have the number {seq}", "log")
        elif seq > before + 1:
            gap = f"entry {before + 1} is" if seq == before + 2 else f"entries {before + 1} to {seq - 1} are"
            yield Fault("missing", before + 1, f"{gap} missing from the log", "log")
        before = seq
    last = _last(conn)
    if before < last:
        yield Fault("missing", before + 1, f"entries {before + 1} to {last} at the end of the log are missing", "log")


def _rows(conn: Connection, gone: Gone, covered: dict[str, int]) -> Iterator[Fault]:
    for table in sealing.SEALED:
        covered[table.name] = 0
        for row in conn.execute(select(table).order_by(table.c.seq).execution_options(yield_per=500)).mappings():
            if row["digest"] is None:
                continue  # stored before there were digests
            covered[table.name] += 1
            if row["salt"] is None:
                if (table.name, row["seq"]) not in gone:
                    said = f"entry {row['seq']} of {table.name} has lost its salt, and no redaction names it"
                    yield Fault("blanked", row["seq"], said, table.name)
            elif sealing.row_digest(table, row["salt"], dict(row)) != row["digest"]:
                said = f"entry {row['seq']} of {table.name} does not give its digest"
                yield Fault("changed", row["seq"], said, table.name)


def _contents(conn: Connection, gone: Gone, covered: dict[str, int]) -> Iterator[Fault]:
    """Raw bytes, texts and mentions go by hashes of themselves."""
    blobs, texts, mentions = schema.blobs, schema.texts, schema.mentions
    covered[blobs.name] = covered[mentions.name] = 0
    for row in conn.execute(select(blobs).order_by(blobs.c.seq).execution_options(yield_per=20)):
        covered[blobs.name] += 1
        if (blobs.name, row.seq) not in gone and sha256_hex(unpack(row.data)) != row.sha256:
            yield Fault("changed", row.seq, f"the raw bytes {row.sha256} are others", blobs.name)
    for row in conn.execute(select(texts).order_by(texts.c.seq).execution_options(yield_per=100)):
        chars = unpack_text(row.chars).encode("utf-8", "surrogatepass")
        if (texts.name, row.seq) not in gone and make_id("t", sha256_hex(chars)) != row.id:
            yield Fault("changed", row.seq, f"the text {row.id} has other characters than its id says", texts.name)
    for row in conn.execute(select(mentions).order_by(mentions.c.seq).execution_options(yield_per=1000)):
        covered[mentions.name] += 1
        parts = (row.report_id, row.text_id, row.measure, row.anchor_start, row.anchor_end, row.ordinal)
        if make_id("m", *parts) != row.id:
            yield Fault("changed", row.seq, f"the mention {row.id} is not what its id says", mentions.name)


def _seals(conn: Connection) -> Iterator[Fault]:
    for seal in sealing.seals(conn):
        now = sealing.worked_out(conn, seal.first, seal.last)
        if (now.root, dict(now.rows)) == (seal.root, dict(seal.rows)):
            continue
        lost = [f"{n - now.rows.get(name, 0)} of {name}" for name, n in seal.rows.items() if now.rows.get(name, 0) < n]
        what = f"lack {', '.join(lost)}" if lost else "give another root than was sealed"
        yield Fault("changed", seal.first, f"entries {seal.first} to {seal.last} of the log {what}", "seals")
