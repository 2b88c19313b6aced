"""Opens published files with the tools that their readers use.

Takes a JSON list of [kind, path] on standard input and prints a JSON list with a list of complaints for each. It runs
in an environment of its own (requirements-readers.lock), since these tools are large and pull licences that the package
itself does not depend on.
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

    read = ROCrate(str(path.parent))
    missing = [e.id for e in read.data_entities if e.type == "File" and not (path.parent / e.id).is_file()]
    root = read.root_dataset
    lacks = [name for name in ("name", "description", "datePublished", "license") if not root.get(name)]
    return [*missing, *lacks]


def prov(path: Path) -> list[str]:
    """The prov library reads it and writes it again with nothing lost."""
    from prov.model import ProvDocument

    document = ProvDocument.deserialize(str(path), format="json")
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


def timemap(path: Path) -> list[str]:
    """osint-geo-extractor reads the three files as it reads a TimeMap that is served, and every event is whole."""
    from geo_extractor import BellingcatDownloader, BellingcatExtractor
    from geo_extractor.downloaders import bellingcat

    written = {name: path.resolve().with_name(f"timemap_{name}.json") for name in ("events", "sources", "associations")}
    for name, file in written.items():
        setattr(bellingcat, f"{name.upper()}_ENDPOINT", file.as_uri())
    rows = BellingcatDownloader().download()
    read = BellingcatExtractor().extract_events(rows)
    found = []
    for given, row, event in zip(json.loads(written["events"].read_text()), rows, read, strict=True):
        place = (float(given["latitude"] or 0), float(given["longitude"] or 0))  # it puts what has no place at 0, 0
        told = (event.id, event.date.strftime("%m/%d/%Y"), (event.latitude, event.longitude), event.description)
        if told != (given["id"], given["date"], place, given["description"]):
            found.append(f"{given['id']}: read as {told}")
        found += [f"{given['id']}: a source is lost"] * (
            len(event.links) != len(given["sources"]) or not all(event.links)
        )
        kinds = [kind["value"] for kind in row["filters"]]
        found += [f"{given['id']}: of kind {kinds}"] * (kinds != [given["category"]])
    return found if read else ["no event"]


def acled(path: Path) -> list[str]:
    """A client of ACLED's service is given the rows as an answer, and every value is of the type that it states."""
    from typing import get_type_hints

    from acled.clients.acled_data_client import AcledDataClient
    from acled.models import AcledEvent
    from pydantic import ConfigDict, ValidationError, create_model

    with path.open(newline="") as lines:
        rows = [{name: value or None for name, value in row.items()} for row in csv.DictReader(lines)]
    events = AcledDataClient(api_key="none", email="none", session=_Answer(rows)).get_data()
    hints = get_type_hints(AcledEvent)
    columns: dict[str, Any] = {name: (hint | None, ...) for name, hint in hints.items()}
    typed = create_model("Row", __config__=ConfigDict(extra="forbid"), **columns)
    found = [] if list(rows[0]) == list(hints) else [f"columns {list(rows[0])}"]
    for event in events:
        try:
            typed.model_validate(event)
        except ValidationError as error:
            found += [f"{event['event_id_cnty']}: {e['loc']}: {e['msg']}" for e in error.errors()]
    return found


class _Answer:
    """A session whose every request is answered with these rows: nothing is sent."""

    status_code = 200
    content = b""

    def __init__(self, rows: list[dict[str, str | None]]) -> None:
        self.rows = rows

    def get(self, url: str, **asked: Any) -> _Answer:
        return self

    def raise_for_status(self) -> None:
        """An answer of status 200."""

    def json(self) -> dict[str, Any]:
        return {"success": True, "data": [dict(row) for row in self.rows]}


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
    "timemap": timemap,
    "acled": acled,
    "table": table,
}


def complaints(kind: str, path: Path) -> list[str]:
    """What the tool says against a file; a tool that cannot open it at all says so by its error."""
    try:
        return KINDS[kind](path)
    except Exception as error:  # noqa: BLE001  # whatever the reader says is the complaint
        return [f"{type(error).__name__}: {error}"]


if __name__ == "__main__":
    sys.stdout.write(json.dumps([complaints(kind, Path(path)) for kind, path in json.load(sys.stdin)]))
