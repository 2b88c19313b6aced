"""Runs check.py, in the environment of the readers' tools, over files of a publication."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

READERS = Path(os.environ.get("TOLLBOOK_READERS", Path(__file__).parents[3] / ".venv-readers"))
PYTHON = READERS / "bin" / "python"
NPM = READERS / "npm" / "node_modules"
needs_readers = pytest.mark.skipif(
    not (PYTHON.exists() and NPM.exists()), reason="the readers' tools are not installed: make setup-readers"
)

FILES = (
    ("hxl", "data/hxl.csv"),
    ("geo", "data/incidents.geojson"),
    ("geo", "data/incidents.parquet"),
    ("jsonld", "data/claims.jsonld"),
    ("ftm", "data/followthemoney.ftm.json"),
    ("package", "data/datapackage.json"),
    ("crate", "ro-crate-metadata.json"),
    ("prov", "data/prov.json"),
    ("sheet", "data/record.xlsx"),
    ("dates", "data/subjects.csv"),
    ("dates", "data/claims.csv"),
    ("table", "data/figures.csv"),
    ("table", "data/figures.parquet"),
    ("table", "data/ucdp_ged.csv"),
    ("table", "data/acled_like.csv"),
    ("acled", "data/acled_like.csv"),
    ("timemap", "data/timemap_events.json"),
)
"""Kind of check, and the file of a publication that it opens."""


def complaints(files: Sequence[tuple[str, Path]]) -> list[list[str]]:
    """What the tools say against each of these (kind, path), in their order; nothing where all is well."""
    asked = json.dumps([(kind, str(path)) for kind, path in files])
    words = [str(PYTHON), str(Path(__file__).with_name("check.py"))]
    done = subprocess.run(words, input=asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: list[list[str]] = json.loads(done.stdout.splitlines()[-1])
    return found


def refusals(folder: Path) -> dict[str, list[str]]:
    """The files of a publication that a tool of its readers does not open, with what it says."""
    found = complaints([(kind, folder / name) for kind, name in FILES])
    return {f"{kind} {name}": said for (kind, name), said in zip(FILES, found, strict=True) if said}
