"""Every format is opened by the tool that its readers use, beside a bad document that the tool refuses."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.run.published import make_ledger, published

ROOT = Path(__file__).parents[3]
PYTHON = Path(os.environ.get("TOLLBOOK_READERS", ROOT / ".venv-readers")) / "bin" / "python"
pytestmark = pytest.mark.skipif(not PYTHON.exists(), reason="the readers' tools are not installed: make setup-readers")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tmp = tmp_path_factory.mktemp("published")
    make_ledger(tmp / "war.ledger")
    done = published(tmp / "war.ledger", tmp / "out", policies="ucdp,latest", licence="CC-BY-4.0")
    assert not done.blocked, done.holds
    return tmp / "out"


def complaints(kind: str, path: Path) -> list[str]:
    words = [str(PYTHON), str(Path(__file__).with_name("check.py")), kind, str(path)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout.splitlines()[-1])
    return found


FILES = [
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
]


@pytest.mark.parametrize(("kind", "name"), FILES, ids=[name for _, name in FILES])
def test_its_readers_tool_opens_it(folder: Path, kind: str, name: str) -> None:
    assert complaints(kind, folder / name) == []


def _replaced(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


BAD = [
    ("hxl", "data/hxl.csv", _replaced("2031-05-14", "some day")),
    ("geo", "data/incidents.geojson", _replaced('"coordinates":[', '"coordinates":[999,')),
    ("jsonld", "data/claims.jsonld", _replaced('"@type":"Claim"', '"@type":"Klaim"')),
    ("ftm", "data/followthemoney.ftm.json", _replaced('"publishedAt"', '"publisht"')),
    ("package", "data/figures.csv", _replaced(",killed,", ",killed,many")),
    ("crate", "ro-crate-metadata.json", _replaced('"./"', '"elsewhere"')),
    ("prov", "data/prov.json", _replaced('"prefix":{', '"prefix":{"toll')),
    ("dates", "data/subjects.csv", _replaced(",2031-05-14,", ",14 May 2031,")),
]


@pytest.mark.parametrize(("kind", "name", "spoil"), BAD, ids=[name for _, name, _ in BAD])
def test_its_readers_tool_refuses_a_bad_one(
    folder: Path, tmp_path: Path, kind: str, name: str, spoil: Callable[[str], str]
) -> None:
    shutil.copytree(folder, tmp_path / "bad")
    path = tmp_path / "bad" / name
    path.write_text(spoil(path.read_text()))
    opened = path.with_name("datapackage.json") if kind == "package" else path
    assert complaints(kind, opened)
