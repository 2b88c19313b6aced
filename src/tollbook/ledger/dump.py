"""A whole ledger as plain files: one file of JSON Lines a table, raw bytes as files, a manifest with their hashes.

Only the log is dumped; projections are made again on restoring. The same ledger gives the same files from either
database.
"""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Iterator, Sequence, Set
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from tollbook.errors import LedgerError
from tollbook.model import make_id, sha256_hex

from . import chain, projection, schema
from .codec import pack, pack_text, to_json, unpack, unpack_text
from .store import Write

FORMAT = "tollbook-dump-1"
_JSON_COLUMNS = frozenset({"body", "settings", "lexicons", "summary"})  # shown as JSON, not as a string of JSON
_BATCH = 500


def dump(conn: Connection, folder: Path) -> None:
    """Write the ledger into a new folder. Raises LedgerError where the folder exists and is not empty."""
    if folder.exists() and any(folder.iterdir()):
        raise LedgerError(f"{folder}: is there already and not empty. Give a new folder for the dump.")
    partial = folder.with_name(folder.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    (partial / "blobs").mkdir(parents=True)
    tables = {table.name: _dump_table(conn, table, partial) for table in schema.LOG}
    state = conn.execute(select(schema.state)).one()
    manifest = {
        "format": FORMAT,
        "schema": schema.LOG_HEAD,
        "ledger_id": state.ledger_id,
        "made": state.made,
        "last_seq": state.last_seq,
        "chain": {"length": state.chain_length, "head": state.chain_head},
        "tables": tables,
    }
    (partial / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    if folder.exists():
        folder.rmdir()
    partial.rename(folder)


def _dump_table(conn: Connection, table: Table, folder: Path) -> dict[str, Any]:
    path = folder / f"{table.name}.jsonl"
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for batch in _batches(conn, table):
            for row in batch:
                file.write(to_json(_shown(table, dict(row._mapping), folder)) + "\n")
                count += 1
    return {"rows": count, "sha256": sha256_hex(path.read_bytes())}


def _batches(conn: Connection, table: Table) -> Iterator[Sequence[Any]]:
    last = 0
    while True:
        rows = conn.execute(select(table).where(table.c.seq > last).order_by(table.c.seq).limit(_BATCH)).all()
        if not rows:
            return
        yield rows
        last = rows[-1].seq


def _shown(table: Table, row: dict[str, Any], folder: Path) -> dict[str, Any]:
    if table is schema.blobs:
        (folder / "blobs" / row["sha256"]).write_bytes(unpack(row.pop("data")))
    elif table is schema.texts:
        chars = unpack_text(row.pop("chars"))
        if any("\ud800" <= char <= "\udfff" for char in chars):  # JSON would join two halves of a pair
            row["chars_base64"] = base64.b64encode(chars.encode("utf-8", "surrogatepass")).decode("ascii")
        else:
            row["chars"] = chars
    return {name: json.loads(value) if name in _JSON_COLUMNS else value for name, value in row.items()}


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a dump whose files all have the hashes that it names. Raises LedgerError otherwise."""
    try:
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as e:
        raise LedgerError(f"{folder}: holds no dump of a ledger (manifest.json cannot be read: {e}).") from e
    if not isinstance(manifest, dict):
        raise LedgerError(f"{folder}: holds no dump of a ledger (manifest.json is no object).")
    if manifest.get("format") != FORMAT or manifest.get("schema") != schema.LOG_HEAD:
        raise LedgerError(
            f"{folder}: is a dump of another kind ({manifest.get('format')}, schema {manifest.get('schema')}). "
            "Restore it with the Tollbook that made it, and open the ledger with this one."
        )
    if not _is_whole(manifest):
        raise LedgerError(f"{folder}: manifest.json lacks what a dump's manifest has. Use an unchanged dump.")
    for name, about in manifest["tables"].items():
        path = folder / f"{name}.jsonl"
        if not path.is_file() or sha256_hex(path.read_bytes()) != about["sha256"]:
            raise LedgerError(f"{path}: is not as the manifest says: changed or missing. Use an unchanged dump.")
    return manifest


def _is_whole(manifest: dict[str, Any]) -> bool:
    """Whether the manifest names every table, each with its hash, and how far the log and its chain go."""
    tables, head = manifest.get("tables"), manifest.get("chain")
    return (
        isinstance(tables, dict)
        and tables.keys() == {table.name for table in schema.LOG}
        and all(isinstance(about, dict) and "sha256" in about for about in tables.values())
        and isinstance(head, dict)
        and isinstance(head.get("length"), int)
        and isinstance(head.get("head"), str)
        and isinstance(manifest.get("last_seq"), int)
        and all(isinstance(manifest.get(name), str) for name in ("ledger_id", "made"))
    )


def restore(w: Write, folder: Path) -> None:
    """Fill an empty ledger from a dump, sequence numbers and all. Raises LedgerError where it is not empty."""
    if w.last_seq:
        raise LedgerError("the ledger to restore into is not empty. Restore into a new one (or merge the two).")
    manifest = read_manifest(folder)
    gone = _redacted(folder)
    for table in schema.LOG:
        _restore_table(w.conn, table, folder, gone)
    w.ledger_id, w.last_seq = manifest["ledger_id"], manifest["last_seq"]
    w.chain_length, w.chain_head = manifest["chain"]["length"], manifest["chain"]["head"]
    state = {"ledger_id": w.ledger_id, "made": manifest["made"], "last_seq": w.last_seq}
    state |= {"chain_length": w.chain_length, "chain_head": w.chain_head}
    w.conn.execute(update(schema.state).values(**state))
    faults = chain.verify(w.conn).faults
    if faults:
        raise LedgerError(f"{folder}: its chain of judgements is broken: {faults[0].said}. Use an unchanged dump.")
    projection.rebuild(w.conn)


def _redacted(folder: Path) -> frozenset[tuple[str, int]]:
    """The rows (table, entry) that the dump's redactions name: these no longer give the hashes they go by."""
    lines = (folder / f"{schema.redactions.name}.jsonl").read_text(encoding="utf-8").splitlines()
    contents = [json.loads(row["content"]) for row in map(json.loads, lines) if row["content"]]
    return frozenset((table, seq) for content in contents for table, seq in content["rows"])


def _restore_table(conn: Connection, table: Table, folder: Path, gone: Set[tuple[str, int]]) -> None:
    rows: list[dict[str, Any]] = []
    with (folder / f"{table.name}.jsonl").open(encoding="utf-8") as file:
        for line in file:
            try:
                rows.append(_stored(table, json.loads(line), folder, gone))
            except (ValueError, KeyError, TypeError) as e:
                raise LedgerError(f"{file.name}: a row is not as a dump has it ({e}). Use an unchanged dump.") from e
            if len(rows) == _BATCH:
                conn.execute(insert(table), rows)
                rows = []
    if rows:
        conn.execute(insert(table), rows)


def _stored(table: Table, row: dict[str, Any], folder: Path, gone: Set[tuple[str, int]]) -> dict[str, Any]:
    whole = (table.name, row["seq"]) not in gone
    if table is schema.blobs:
        row["data"] = pack(_blob(folder, row["sha256"]) if whole else b"")
    elif table is schema.texts:
        row["chars"] = pack_text(_chars(row, folder, whole=whole))
    return {name: to_json(value) if name in _JSON_COLUMNS else value for name, value in row.items()}


def _blob(folder: Path, sha256: str) -> bytes:
    path = folder / "blobs" / Path(sha256).name
    data = path.read_bytes() if path.is_file() else b""
    if sha256_hex(data) != sha256:
        raise LedgerError(f"{path}: the raw bytes are changed or missing. Use an unchanged dump.")
    return data


def _chars(row: dict[str, Any], folder: Path, *, whole: bool) -> str:
    coded = row.pop("chars_base64", None)
    chars = row["chars"] if coded is None else base64.b64decode(coded).decode("utf-8", "surrogatepass")
    if whole and make_id("t", sha256_hex(chars.encode("utf-8", "surrogatepass"))) != row["id"]:
        raise LedgerError(f"{folder / 'texts.jsonl'}: the text {row['id']} has other characters than its id says.")
    return str(chars)
