"""The chain of judgements: each row's hash covers the row before it and a salted digest of its own content.

Judgements on claims, judgements on what is made of claims, and codings apart from the record stand in three tables and
in one chain.

The digest is salted so that content can be blanked later (design.md, rule 7) without the chain breaking and without
the blanked words being found again by trying.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, select

from tollbook.model import canonical, sha256_hex

from . import schema

START = ""
"""What the first row of a chain names as the hash before it."""

TABLES = (schema.judgements, schema.record_judgements, schema.codings)
"""The tables whose rows make the chain, in the order of their `n`."""


def new_salt() -> str:
    """128 random bits, in hexadecimal."""
    return secrets.token_hex(16)


def digest(salt: str, content: str) -> str:
    """The salted digest of a row's content."""
    return sha256_hex(canonical([salt, content]))


def link_hash(
    *, n: int, seq: int, about: str, previous: str, digest: str, origin_ledger: str | None, origin_hash: str | None
) -> str:
    """The hash of a row: over its place, the hash before it, what it is about, and where it came from."""
    return sha256_hex(canonical([n, seq, about, previous, digest, origin_ledger, origin_hash]))


@dataclass(frozen=True)
class Fault:
    """What is wrong with the chain at one place: `kind` is changed, missing, reordered or blanked."""

    kind: str
    n: int
    said: str


@dataclass(frozen=True)
class Verification:
    """What `verify` found: the chain's length and head, and its faults (none: it is whole)."""

    length: int
    head: str
    faults: tuple[Fault, ...]

    @property
    def ok(self) -> bool:
        """Whether the chain is whole and unchanged."""
        return not self.faults


def verify(conn: Connection, *, expected_head: str | None = None) -> Verification:
    """Walk the chain of judgements and name every row that is changed, missing or out of its place.

    `expected_head`, noted elsewhere earlier (on paper, in a publication), must be the hash of one of the rows: this
    finds a chain that was made anew as a whole.
    """
    rows = sorted((row for table in TABLES for row in conn.execute(_rows(table))), key=lambda row: row.n)
    state = conn.execute(select(schema.state)).one()
    faults = list(_walk(rows))
    last = rows[-1].n if rows else 0
    if last < state.chain_length:
        faults.append(Fault("missing", last + 1, f"rows {last + 1} to {state.chain_length} at the end are missing"))
    elif (rows[-1].hash if rows else START) != state.chain_head and not faults:
        faults.append(Fault("changed", last, "the last row is not the one that the ledger noted as its head"))
    if expected_head is not None and expected_head not in {row.hash for row in rows}:
        faults.append(Fault("missing", last, f"no row has the hash {expected_head} that was noted earlier"))
    return Verification(length=len(rows), head=rows[-1].hash if rows else START, faults=tuple(faults))


def _rows(table: Table) -> Select[Any]:
    names = ("n", "seq", "digest", "previous", "hash", "origin_ledger", "origin_hash", "salt", "content")
    return select(*(table.c[name] for name in names), about_of(table).label("about"))


def about_of(table: Table) -> Column[str]:
    """The column that says what a row of the chain is about: a mention, or something made of claims."""
    return table.c.mention_id if table is schema.judgements else table.c.subject


def _walk(rows: Iterable[Any]) -> Iterable[Fault]:
    n, seq, previous = 0, 0, START
    for row in rows:
        if row.n > n + 1:
            gap = f"row {n + 1} is" if row.n == n + 2 else f"rows {n + 1} to {row.n - 1} are"
            yield Fault("missing", n + 1, f"{gap} missing")
        elif row.previous != previous:
            yield Fault("reordered", row.n, f"row {row.n} does not follow the row before it")
        if row.seq <= seq:
            yield Fault("reordered", row.n, f"row {row.n} has an older sequence number than the row before it")
        yield from _check(row)
        n, seq, previous = row.n, row.seq, row.hash


def _check(row: Any) -> Iterable[Fault]:
    made = link_hash(
        n=row.n,
        seq=row.seq,
        about=row.about,
        previous=row.previous,
        digest=row.digest,
        origin_ledger=row.origin_ledger,
        origin_hash=row.origin_hash,
    )
    if made != row.hash:
        yield Fault("changed", row.n, f"row {row.n} (on {row.about}) does not give its hash")
    if row.content is None or row.salt is None:
        yield Fault("blanked", row.n, f"row {row.n} (on {row.about}) has lost its content")
    elif digest(row.salt, row.content) != row.digest:
        yield Fault("changed", row.n, f"the content of row {row.n} (on {row.about}) was changed")
