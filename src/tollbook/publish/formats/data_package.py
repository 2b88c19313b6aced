"""A Frictionless Data Package (Data Package v1, Table Schema) over the CSV tables: `datapackage.json`."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from ..released import Release
from ..tables import TABLES, Column, Table
from .streams import write_json


def write(release: Release, folder: Path) -> list[Path]:
    """`datapackage.json`; the CSV tables are there already."""
    colophon = release.colophon
    package: dict[str, Any] = {
        "name": "casualty-record",
        "title": colophon.title,
        "description": "Who claimed what about the human cost: what sources say, none judged to be right."
        + (f" Draft: {colophon.standing}." if colophon.standing else ""),
        "created": f"{colophon.made.isoformat()}T00:00:00Z",
        "profile": "tabular-data-package",
        "resources": [_resource(table, folder) for table in TABLES],
    }
    if colophon.licence:
        package["licenses"] = [{"name": colophon.licence}]
    return [write_json(folder / "datapackage.json", package)]


def _resource(table: Table, folder: Path) -> dict[str, Any]:
    path = folder / f"{table.name}.csv"
    with path.open("rb") as data:
        digest = hashlib.file_digest(data, "sha256").hexdigest()
    return {
        "name": table.name.replace("_", "-"),
        "description": table.says,
        "path": path.name,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {"fields": column, "reference": {"resource": other.replace("_", "-"), "fields": key}}
                for column, other, key in table.refers
            ],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    rules = {name: True for name, on in (("required", column.required), ("unique", column.unique)) if on}
    found: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.says}
    if column.type == "boolean":  # as Python writes them
        found |= {"trueValues": ["True"], "falseValues": ["False"]}
    return found | ({"constraints": rules} if rules else {})
