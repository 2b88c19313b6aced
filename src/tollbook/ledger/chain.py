"""The chain of judgements: each row's hash covers the row before it and a salted digest of its own content.

Judgements on claims, judgements on what is made of claims, codings apart from the record and versions of lists of
persons stand in a table each and in one chain.

The digest is salted so that content can be blanked later (design.md, rule 7) without the chain breaking and without
the blanked words being found again by trying.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, literal, select

from tollbook.model import canonical, sha256_hex

from . import schema
from .sealing import content_of

START = ""
"""What the first row of a chain names as the hash before it."""

JUDGED = (schema.judgements, schema.record_judgements, schema.codings, schema.person_lists)
"""What people decided, and the lists of persons that they keep: these rows go along when ledgers are merged."""

TABLES = (*JUDGED, schema.seals, schema.publications, schema.redactions)
"""The tables whose rows make the chain, in the order of their `n`."""

_ABOUT = {
    schema.judgements.name: schema.judgements.c.mention_id,
    schema.record_judgements.name: schema.record_judgements.c.subject,
    schema.codings.name: schema.codings.c.subject,
    schema.person_lists.name: schema.person_lists.c.list_name,
    schema.seals.name: schema.seals.c.run,
    schema.publications.name: schema.publications.c.publication,
    schema.redactions.name: schema.redactions.c.about,
}


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
    """What is wrong at one place: `kind` is changed, missing, reordered or blanked.

    `n` is the row's number in the chain, or where `table` is a table of the log its entry there.
    """

    kind: str
    n: int
    said: str
    table: str = "chain"


@dataclass(frozen=True)
class Verification:
    """What `verify` found: the chain's length and head, and all faults (none: it is whole).

    `covered` counts the rows of each table that were checked, `unsealed` those that no seal covers yet, `redacted`
    those that were blanked for good with a redaction in the chain that names them.
    """

    length: int
    head: str
    faults: tuple[Fault, ...]
    covered: Mapping[str, int] = field(default_factory=dict)
    unsealed: int = 0
    redacted: int = 0

    @property
    def judgements(self) -> int:
        """How many of the chain's rows are people's judgements."""
        return sum(self.covered.get(table.name, 0) for table in JUDGED)

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
    gone = redacted_rows(conn)
    faults = list(_walk(rows, gone))
    last = rows[-1].n if rows else 0
    if last < state.chain_length:
        faults.append(Fault("missing", last + 1, f"rows {last + 1} to {state.chain_length} at the end are missing"))
    elif (rows[-1].hash if rows else START) != state.chain_head and not faults:
        faults.append(Fault("changed", last, "the last row is not the one that the ledger noted as its head"))
    if expected_head is not None and expected_head not in {row.hash for row in rows}:
        faults.append(Fault("missing", last, f"no row has the hash {expected_head} that was noted earlier"))
    return Verification(length=len(rows), head=rows[-1].hash if rows else START, faults=tuple(faults))


def redacted_rows(conn: Connection) -> frozenset[tuple[str, int]]:
    """The rows (table, entry) that redactions in the chain name."""
    contents = conn.execute(select(schema.redactions.c.content)).scalars()
    told = (values for content in contents if (values := content_of(content)) is not None)
    return frozenset((table, seq) for values in told for table, seq in values["rows"])


def _rows(table: Table) -> Select[Any]:
    names = ("n", "seq", "digest", "previous", "hash", "origin_ledger", "origin_hash", "salt", "content")
    return select(
        *(table.c[name] for name in names), about_of(table).label("about"), literal(table.name).label("table")
    )


def about_of(table: Table) -> Column[str]:
    """The column that says what a row of the chain is about: a mention, something made of claims, a run ..."""
    return _ABOUT[table.name]


def _walk(rows: Iterable[Any], gone: Set[tuple[str, int]]) -> Iterable[Fault]:
    n, seq, previous = 0, 0, START
    for row in rows:
        if row.n > n + 1:
            gap = f"row {n + 1} is" if row.n == n + 2 else f"rows {n + 1} to {row.n - 1} are"
            yield Fault("missing", n + 1, f"{gap} missing")
        elif row.previous != previous:
            yield Fault("reordered", row.n, f"row {row.n} does not follow the row before it")
        if row.seq <= seq:
            yield Fault("reordered", row.n, f"row {row.n} has an older sequence number than the row before it")
        yield from _check(row, gone)
        n, seq, previous = row.n, row.seq, row.hash


def _check(row: Any, gone: Set[tuple[str, int]]) -> Iterable[Fault]:
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
    if row.salt is None and (row.table, row.seq) in gone:
        return
    if row.content is None or row.salt is None:
        yield Fault("blanked", row.n, f"row {row.n} (on {row.about}) has lost its content")
    elif digest(row.salt, row.content) != row.digest:
        yield Fault("changed", row.n, f"the content of row {row.n} (on {row.about}) was changed")
