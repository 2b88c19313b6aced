"""An RO-Crate 1.1 over the publication (researchobject.org/ro-crate): what each file is, and what made them.

It stands at the publication's root, so that the folder can be deposited as it is (Zenodo and its like).
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..released import Release
from .streams import write_json

CONTEXT = "https://w3id.org/ro/crate/1.1/context"
SPECIFICATION = {"@id": "https://w3id.org/ro/crate/1.1"}
NAME = "ro-crate-metadata.json"
TYPES = {".jsonl": "application/jsonl", ".geojson": "application/geo+json", ".jsonld": "application/ld+json"} | {
    ".parquet": "application/vnd.apache.parquet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def write(release: Release, folder: Path) -> list[Path]:
    """`ro-crate-metadata.json` in the folder that holds the formats' own, over every file that is there by then."""
    root, colophon = folder.parent, release.colophon
    files = list(_files(root))
    dataset: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": colophon.title,
        "description": f"A casualty record: {colophon.profile_says}"
        + (f" Draft: {colophon.standing}." if colophon.standing else ""),
        "datePublished": colophon.made,
        "license": colophon.licence or "No licence is stated: ask the publisher before you pass it on.",
        "hasPart": [{"@id": file["@id"]} for file in files],
        "mentions": [{"@id": "#publishing"}],
    }
    graph = [
        {"@id": NAME, "@type": "CreativeWork", "conformsTo": SPECIFICATION, "about": {"@id": "./"}},
        dataset,
        *files,
        {
            "@id": "#publishing",
            "@type": "CreateAction",
            "name": "tollbook publish",
            "endTime": colophon.made,
            "instrument": {"@id": "#tollbook"},
            "result": [{"@id": file["@id"]} for file in files],
        },
        {
            "@id": "#tollbook",
            "@type": "SoftwareApplication",
            "name": "Tollbook",
            "softwareVersion": dict(colophon.versions).get("tollbook", "unknown"),
        },
    ]
    return [write_json(root / NAME, {"@context": CONTEXT, "@graph": graph})]


def _files(root: Path) -> Iterator[dict[str, Any]]:
    """The files but for pages of single subjects, of which there may be thousands."""
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        name = path.relative_to(root).as_posix()
        if name.startswith("subjects/") or name == NAME:
            continue
        kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        size = str(path.stat().st_size)
        yield {"@id": name, "@type": "File", "name": path.name, "encodingFormat": kind, "contentSize": size}
