"""Lists of persons in the log: each version as what differs from the one before, chained with the judgements."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from tollbook.errors import LedgerError
from tollbook.model import ListVersion, Naming, sha256_hex

from . import chain, schema
from .chain_append import append
from .codec import to_json
from .reports import add_blob
from .store import Write


@dataclass(frozen=True, slots=True)
class ListChange:
    """What storing a list changes: `version` is None where it says what its last version said."""

    version: int | None
    added: tuple[Naming, ...] = ()
    removed: tuple[Naming, ...] = ()
    changed: tuple[tuple[Naming, Naming], ...] = ()
    """Entries as they were, and as they are now."""


def note_list(
    w: Write,
    list_name: str,
    namings: Sequence[Naming],
    raw: bytes,
    *,
    file: str,
    by: str,
    kept_by: str | None = None,
    as_of: date | None = None,
) -> ListChange:
    """Append a version of a list, unless it says what the last one said. Raises LedgerError where nobody is named."""
    if not by.strip():
        raise LedgerError("a list needs the name of who imports it. Give it with --by.")
    change = compare_list(w.conn, list_name, namings)
    if change.version is None:
        return change
    version = ListVersion(
        list_name=list_name,
        version=change.version,
        file=file,
        sha256=sha256_hex(raw),
        by=by,
        at=w.at,
        kept_by=kept_by,
        as_of=as_of,
        added=change.added,
        removed=tuple(naming.source_id or "" for naming in change.removed),
        changed=tuple(after for _, after in change.changed),
    )
    add_blob(w, raw)
    append(w, schema.person_lists, list_name, to_json(version.model_dump(mode="json")), chain.new_salt())
    return change


def compare_list(conn: Connection, list_name: str, namings: Sequence[Naming]) -> ListChange:
    """What a new version of a list would change, with nothing stored. Raises LedgerError for an id given twice."""
    now: dict[str, Naming] = {}
    for naming in namings:
        key = naming.source_id or ""
        if key in now:
            raise LedgerError(f"{list_name}: the id {key} stands there twice. Give each person an id of their own.")
        now[key] = naming
    versions = list_versions(conn, list_name)
    before = {naming.source_id or "": naming for naming in entries_of(versions)}
    added = tuple(naming for key, naming in now.items() if key not in before)
    removed = tuple(naming for key, naming in before.items() if key not in now)
    changed = tuple((before[key], naming) for key, naming in now.items() if key in before and before[key] != naming)
    if versions and not (added or removed or changed):
        return ListChange(None)
    return ListChange(versions[-1].version + 1 if versions else 1, added, removed, changed)


def list_versions(conn: Connection, list_name: str | None = None) -> list[ListVersion]:
    """The versions of a list, or of all, in the order of the chain, but for those that were blanked."""
    table = schema.person_lists
    query = select(table.c.content).where(table.c.content.is_not(None)).order_by(table.c.n)
    if list_name is not None:
        query = query.where(table.c.list_name == list_name)
    return [ListVersion.model_validate(json.loads(content)) for content in conn.execute(query).scalars()]


def names_since(conn: Connection, n: int) -> tuple[set[str], int]:
    """Every name that versions of lists after the chain's row `n` give, and the last such row."""
    table = schema.person_lists
    query = select(table.c.n, table.c.content).where(table.c.n > n, table.c.content.is_not(None)).order_by(table.c.n)
    found: set[str] = set()
    for row in conn.execute(query):
        version = ListVersion.model_validate(json.loads(row.content))
        namings = (*version.added, *version.changed)
        found |= {name for naming in namings for name in (naming.name, *naming.other_names) if name}
        n = row.n
    return found, n


def entries_of(versions: Sequence[ListVersion], *, until: int | None = None) -> list[Naming]:
    """The entries that lists have after these versions, in the order of their coming; `until` a version's number."""
    entries: dict[tuple[str, str], Naming] = {}
    for version in versions:
        if until is not None and version.version > until:
            continue
        for source_id in version.removed:
            entries.pop((version.list_name, source_id), None)
        for naming in (*version.added, *version.changed):
            entries[version.list_name, naming.source_id or ""] = naming
    return list(entries.values())
