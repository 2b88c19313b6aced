"""Places from a table that the user loads, such as a COD gazetteer with P-codes, in a database of their own."""

from __future__ import annotations

import csv
import os
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import platformdirs

from tollbook.errors import SettingsError
from tollbook.model import Precision

from .countries import countries, country_of
from .gazetteer_build import SCHEMA, write_rows
from .gazetteer_names import bare_area
from .gazetteer_rows import Row, prior, split

COLUMNS: dict[str, str] = {
    "name": r"name(_en)?|place(_?name)?|featurename(_en)?|settlement",
    "aliases": r"aliases|alternate_?names|alt_?names|featurealt1name(_en)?|.*altname.*_en",
    "country": r"country(_?code)?|iso2?|admin0pcode|adm0_pcode|admin0name(_en)?|adm0_(en|name)",
    "admin1": r"admin1name(_en)?|adm1_(en|name)|admin1",
    "lat": r"lat|latitude|center_lat|point_?y|y",
    "lon": r"lon|long|lng|longitude|center_lon|point_?x|x",
    "population": r"pop(ulation)?",
    "precision": r"precision",
    "pcode": r"p_?code",
}
"""Field -> pattern of the column names, in small letters, that are taken for it; `columns` overrides them."""

_LEVEL_NAME = r"admin{0}name(_en)?|adm{0}_(en|name)"
_LEVEL_CODE = r"admin{0}pcode|adm{0}_pcode"
_LEVELS = {4: Precision.ADM2, 3: Precision.ADM2, 2: Precision.ADM2, 1: Precision.ADM1}
"""Areas below the second level are said to be as exact as those: never more exact than a place is known."""


def places_store() -> Path:
    """The user's own places: in `TOLLBOOK_CACHE` where that is set, else in the user's data folder."""
    given = os.environ.get("TOLLBOOK_CACHE")
    return Path(given or platformdirs.user_data_dir("tollbook")) / "places.sqlite"


def add_places(
    table: Path, store: Path | None = None, columns: Mapping[str, str] | None = None, country: str | None = None
) -> int:
    """Add the places of a CSV or TSV table to the user's own; returns how many. A table of the same name is replaced.

    Columns are found by the names that COD gazetteers use (`admin2Name_en`, `admin2Pcode`, `ADM1_EN`, `lat`, `lon`) or
    plain ones (`name`, `aliases` divided by `;`, `country`, `admin1`, `population`, `precision`, `pcode`); `columns`
    names others (`{"name": "VILLAGE"}`). `country`: ISO 3166-1 alpha-2 for tables that have no such column.

    Raises:
        SettingsError: no column of names, an unknown country, or coordinates that are none.
    """
    rows = list(_rows(table, dict(columns or {}), country))
    path = store or places_store()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=30)) as db, db:
            db.executescript(re.sub(r"CREATE TABLE", "CREATE TABLE IF NOT EXISTS", SCHEMA))
            old = f"SELECT id FROM entry WHERE source = {_quoted(table.name)}"
            db.execute(f"DELETE FROM name WHERE entry IN ({old})")
            db.execute("DELETE FROM entry WHERE source = ?", (table.name,))
            return write_rows(db, rows)
    except (OSError, sqlite3.Error) as error:
        raise SettingsError(f"cannot add the places of {table} to {path}: {error}") from error


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _rows(table: Path, columns: dict[str, str], country: str | None) -> Iterator[Row]:
    try:
        text = table.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{table}: cannot be read ({error}); give a CSV or TSV table in UTF-8") from error
    first = text.split("\n", 1)[0]
    delimiter = max("\t;,", key=first.count)
    reader = csv.DictReader(text.splitlines(), delimiter=delimiter)
    header = [name.strip() for name in reader.fieldnames or ()]
    reader.fieldnames = header
    fields, precision = _fields(header, columns)
    if "name" not in fields:
        raise SettingsError(
            f"{table}: no column of place names among {', '.join(header) or 'none'}; name it 'name' or 'admin2Name_en'"
        )
    for number, row in enumerate(reader, start=2):
        values = {field: (row.get(column) or "").strip() for field, column in fields.items()}
        if values["name"] and not values["name"].startswith("#"):  # a row of HXL tags may follow the header
            yield _row(values, precision, country, f"{table}, line {number}", table.name)


def _fields(header: list[str], given: dict[str, str]) -> tuple[dict[str, str], Precision]:
    """Field -> column of this table, and what its rows are: settlements, or areas of the deepest level named."""
    fields = {field: column for field, column in given.items() if column in header}
    for field, pattern in COLUMNS.items():
        fitting = [c for c in header if re.fullmatch(pattern, c.lower())]
        if field not in fields and fitting:
            fields[field] = fitting[0]
    if "name" in fields:
        return fields, Precision.SETTLEMENT
    for level, precision in _LEVELS.items():
        names = [c for c in header if re.fullmatch(_LEVEL_NAME.format(level), c.lower())]
        codes = [c for c in header if re.fullmatch(_LEVEL_CODE.format(level), c.lower())]
        if names:
            return fields | {"name": names[0]} | ({"pcode": codes[0]} if codes else {}), precision
    return fields, Precision.UNKNOWN


def _row(values: dict[str, str], precision: Precision, country: str | None, where: str, source: str) -> Row:
    code = _country(values.get("country", ""), country, where)
    if values.get("precision"):
        precision = _precision(values["precision"], where)
    kind = precision.value if precision in (Precision.ADM1, Precision.ADM2, Precision.REGION) else "settlement"
    name = values["name"]
    bare = bare_area(name) if kind != "settlement" else name
    names = ((name, True), (bare, True), *((alias, True) for alias in split(values.get("aliases", ""))))
    population = int(re.sub(r"\D", "", values.get("population", "")) or 0)
    admin1 = bare if precision is Precision.ADM1 else bare_area(values.get("admin1", "")) or None
    lat, lon = _degrees(values, "lat", 90, where), _degrees(values, "lon", 180, where)
    # what an office adds by hand goes before GeoNames' places of the same size
    weight = max(3.5, prior(population, precision.value)) + 0.5
    return Row(
        bare, code, None, admin1, lat, lon, population, precision.value, kind, None, source,
        values.get("pcode") or None, weight, False, names,
    )  # fmt: skip


def _country(cell: str, given: str | None, where: str) -> str | None:
    text = cell or given or ""
    if text[:2].upper() in countries() and (len(text) == 2 or text[2:].isdigit()):
        return text[:2].upper()
    found = country_of(text) if text else None
    if text and found is None:
        raise SettingsError(f"{where}: '{text}' is no country; give its ISO 3166-1 code of two letters")
    return found.iso if found else None


def _precision(text: str, where: str) -> Precision:
    try:
        return Precision(text.lower())
    except ValueError as error:
        known = ", ".join(p.value for p in Precision)
        raise SettingsError(f"{where}: precision '{text}' is none of {known}") from error


def _degrees(values: dict[str, str], field: str, limit: int, where: str) -> float | None:
    text = values.get(field, "").replace(",", ".")
    if not text:
        return None
    try:
        value = float(text)
    except ValueError as error:
        raise SettingsError(f"{where}: {field} '{text}' is no number of degrees") from error
    if not -limit <= value <= limit:
        raise SettingsError(f"{where}: {field} {value} lies outside -{limit} to {limit} degrees")
    return value
