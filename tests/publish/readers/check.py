"""Opens a published file with the tool that its readers use: `check.py KIND PATH`; prints a JSON list of complaints.

It runs in an environment of its own (requirements-readers.lock), since these tools are large and pull licences that the
package itself does not depend on.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


def hxl(path: Path) -> list[str]:
    """libhxl's default schema."""
    import hxl as libhxl
    from hxl.input import InputOptions

    found: list[str] = []
    source = libhxl.data(str(path), InputOptions(allow_local=True))
    libhxl.schema(None, callback=lambda error: found.append(str(error.rule) + ": " + str(error.value))).validate(source)
    return found


def geo(path: Path) -> list[str]:
    """geopandas over GDAL (GeoJSON) or pyarrow (GeoParquet): points where the columns say, in WGS 84."""
    import geopandas

    read = geopandas.read_parquet if path.suffix == ".parquet" else geopandas.read_file
    frame = read(path)
    found = [] if frame.crs is not None and frame.crs.to_epsg() in (4326, None) else [f"crs {frame.crs}"]
    found += [f"{row.id}: {row.geometry}" for row in frame.itertuples() if not _is_point(row.geometry)]
    return found if len(frame) else ["no row"]


def _is_point(shape: Any) -> bool:
    return shape is None or (shape.geom_type == "Point" and abs(shape.x) <= 180 and abs(shape.y) <= 90)


def jsonld(path: Path) -> list[str]:
    """pyld expands it without fetching anything, and every type and property is schema.org's."""
    import rocrate
    from pyld import jsonld as ld

    def refuse(url: str, options: Any) -> Any:
        raise RuntimeError(f"a context is fetched: {url}")

    ld.set_document_loader(refuse)
    known = _schema_org(Path(rocrate.__file__).parent)
    found: list[str] = []
    for node in ld.expand(json.loads(path.read_text())):
        _look(node, known, found)
    return found


def _schema_org(folder: Path) -> set[str]:
    text = (folder / "data" / "schema.jsonld").read_text()
    graph = json.loads(text)["@graph"]
    return {node["@id"].replace("schema:", "https://schema.org/").replace("http:", "https:") for node in graph}


def _look(node: Any, known: set[str], found: list[str]) -> None:
    if isinstance(node, list):
        for item in node:
            _look(item, known, found)
    elif isinstance(node, dict):
        types = node.get("@type", [])
        found.extend(f"no type {kind}" for kind in types if kind not in known)
        for name, value in node.items():
            if not name.startswith("@"):
                if name not in known:
                    found.append(f"no property {name}")
                _look(value, known, found)


def ftm(path: Path) -> list[str]:
    """followthemoney loads every entity, and keeps every value that is given."""
    from followthemoney import model
    from followthemoney.exc import InvalidData

    found: list[str] = []
    for line in path.read_text().splitlines():
        data = json.loads(line)
        schema = model.get(data["schema"])
        if schema is None:
            found.append(f"no schema {data['schema']}")
            continue
        try:
            schema.validate(data)
        except InvalidData as error:
            found.append(f"{data['id']}: {error.errors}")
            continue
        entity = model.get_proxy(data)
        for name, values in data["properties"].items():
            if name not in schema.properties:
                found.append(f"{data['id']}: no property {name}")
            elif len(entity.get(name)) != len(set(values)):
                found.append(f"{data['id']}: {name} lost a value of {values}")
    return found


def package(path: Path) -> list[str]:
    """frictionless validates the package and each of its tables."""
    from frictionless import Package

    report = Package(str(path)).validate()
    return [str(row) for row in report.flatten(["type", "title", "note", "message"])]


def crate(path: Path) -> list[str]:
    """rocrate reads the crate, and every file that it names is there."""
    from rocrate.rocrate import ROCrate

    try:
        read = ROCrate(str(path.parent))
    except Exception as error:  # noqa: BLE001  # whatever the reader says is the complaint
        return [f"{type(error).__name__}: {error}"]
    missing = [e.id for e in read.data_entities if e.type == "File" and not (path.parent / e.id).is_file()]
    root = read.root_dataset
    lacks = [name for name in ("name", "description", "datePublished", "license") if not root.get(name)]
    return [*missing, *lacks]


def prov(path: Path) -> list[str]:
    """The prov library reads it and writes it again with nothing lost."""
    from prov.model import ProvDocument

    try:
        document = ProvDocument.deserialize(str(path), format="json")
    except Exception as error:  # noqa: BLE001  # whatever the reader says is the complaint
        return [f"{type(error).__name__}: {error}"]
    again = ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
    return [] if document == again and document.get_records() else ["changed on the way, or empty"]


def sheet(path: Path) -> list[str]:
    """openpyxl opens the workbook; no cell is a formula."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    return [f"{s.title}!{c.coordinate}" for s in book for row in s.iter_rows() for c in row if c.data_type == "f"]


def dates(path: Path) -> list[str]:
    """The edtf library parses every date of the tables."""
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    found = []
    with path.open(newline="") as rows:
        for row in csv.DictReader(rows):
            try:
                if row["when"]:
                    parse_edtf(row["when"])
            except EDTFParseException as error:
                found.append(f"{row['when']}: {error}")
    return found


def table(path: Path) -> list[str]:
    """pandas reads the table: its columns, and numbers as numbers."""
    import pandas

    frame = pandas.read_parquet(path) if path.suffix == ".parquet" else pandas.read_csv(path)
    wanted = [name for name in ("low", "best", "high", "fatalities", "latitude", "where_prec") if name in frame]
    return [name for name in wanted if not pandas.api.types.is_numeric_dtype(frame[name])]


KINDS: dict[str, Callable[[Path], list[str]]] = {
    "hxl": hxl,
    "geo": geo,
    "jsonld": jsonld,
    "ftm": ftm,
    "package": package,
    "crate": crate,
    "prov": prov,
    "sheet": sheet,
    "dates": dates,
    "table": table,
}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(KINDS[sys.argv[1]](Path(sys.argv[2]))))
