"""Every format is opened by the tool that its readers use, beside a bad document that the tool refuses."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.run.published import make_ledger, published

from .opening import FILES, complaints, needs_readers, refusals

pytestmark = needs_readers


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tmp = tmp_path_factory.mktemp("published")
    make_ledger(tmp / "war.ledger")
    done = published(tmp / "war.ledger", tmp / "out", policies="ucdp,latest", licence="CC-BY-4.0")
    assert not done.blocked, done.holds
    return tmp / "out"


def test_its_readers_tool_opens_every_format(folder: Path) -> None:
    assert refusals(folder) == {}


def _replaced(old: str, new: str) -> Callable[[bytes], bytes]:
    def change(document: bytes) -> bytes:
        assert old.encode() in document
        return document.replace(old.encode(), new.encode(), 1)

    return change


def _cut_short(document: bytes) -> bytes:
    return document[: len(document) // 2]


BAD = [
    ("hxl", "data/hxl.csv", _replaced("2031-05-14", "some day")),
    ("geo", "data/incidents.geojson", _replaced('"coordinates":[', '"coordinates":[999,')),
    ("jsonld", "data/claims.jsonld", _replaced('"@type":"Claim"', '"@type":"Klaim"')),
    ("ftm", "data/followthemoney.ftm.json", _replaced('"publishedAt"', '"publisht"')),
    ("package", "data/figures.csv", _replaced(",killed,", ",killed,many")),
    ("crate", "ro-crate-metadata.json", _replaced('"./"', '"elsewhere"')),
    ("prov", "data/prov.json", _replaced('"prefix":{', '"prefix":{"toll')),
    ("dates", "data/subjects.csv", _replaced(",2031-05-14,", ",14 May 2031,")),
    ("sheet", "data/record.xlsx", _cut_short),
    ("table", "data/figures.csv", _replaced(",killed,", ",killed,many")),
    ("table", "data/figures.parquet", _cut_short),
    ("table", "data/ucdp_ged.csv", _replaced(",11.5,", ",north,")),
    ("geo", "data/incidents.parquet", _cut_short),
    ("acled", "data/acled_like.csv", _replaced(",2031-05-14,", ",14 May 2031,")),
    ("acled", "data/acled_like.csv", _replaced(",fatalities,", ",deaths,")),
    ("acled", "data/acled_like.csv", _replaced(",11.5,", ",north,")),
    ("timemap", "data/timemap_events.json", _replaced("05/14/2031", "2031-05-14")),
    ("timemap", "data/timemap_sources.json", _replaced('"paths":[', '"paths":[],"other":[')),
    ("timemap", "data/timemap_associations.json", _replaced('"Event type",', "")),
    ("timemap", "data/timemap_events.json", _replaced('"latitude":"', '"latitude":"N ')),
]


OPENED = {"package": "datapackage.json", "timemap": "timemap_events.json"}
"""Where it is not the bad document itself that the tool is given."""


def test_its_readers_tool_refuses_a_bad_one(folder: Path, tmp_path: Path) -> None:
    spoiled = []
    for number, (kind, name, spoil) in enumerate(BAD):
        shutil.copytree(folder, tmp_path / str(number))
        path = tmp_path / str(number) / name
        path.write_bytes(spoil(path.read_bytes()))
        spoiled.append((kind, path.with_name(OPENED.get(kind, path.name))))
    taken = [bad[:2] for bad, said in zip(BAD, complaints(spoiled), strict=True) if not said]
    assert taken == []


def test_no_kind_of_check_is_without_a_bad_document() -> None:
    assert {kind for kind, _ in FILES} == {kind for kind, _, _ in BAD}
