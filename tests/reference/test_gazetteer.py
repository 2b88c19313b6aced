from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.errors import SettingsError
from tollbook.model import Precision
from tollbook.reference import gazetteer_build
from tollbook.reference.gazetteer import Entry, Gazetteer, add_places, choose, distance_km
from tollbook.reference.gazetteer_names import bare_area, place_key, without_article
from tollbook.reference.gazetteer_rows import CURATED, Row, table


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kup’yansk", "Kupyansk"),
        ("KHARKIV", "Kharkiv"),
        ("Deir el-Balah", "Deir al Balah"),
        ("Ash-Shaddadi", "al-Shaddadi"),
        ("Bogotá", "Bogota"),
        ("Đakovo", "Dakovo"),
        ("St. Petersburg", "St Petersburg"),
        ("Deir\u00a0ez-Zor", "Deir ez‑Zor"),
    ],
)
def test_spellings_share_a_key(one: str, other: str) -> None:
    assert place_key(one) == place_key(other)


@given(st.text(max_size=30))
def test_a_key_is_its_own_key(name: str) -> None:
    key = place_key(name)
    assert place_key(key) == key


def test_articles_and_words_for_areas_come_off() -> None:
    assert without_article("al bab") is None  # too little is left
    assert without_article("al fashir") == "fashir"
    assert bare_area("Donetsk Oblast") == "Donetsk"
    assert bare_area("Borno State") == "Borno"


@pytest.mark.parametrize(
    ("name", "country", "precision", "shown"),
    [
        ("Kharkov", "UA", Precision.SETTLEMENT, "Kharkiv"),
        ("Artemivsk", "UA", Precision.SETTLEMENT, "Bakhmut"),
        ("Malaya Rohan", "UA", Precision.SETTLEMENT, "Mala Rohan"),
        ("Robotyne", "UA", Precision.SETTLEMENT, "Robotyne"),
        ("Klishchiivka", "UA", Precision.SETTLEMENT, "Klishchiivka"),
        ("Deir el-Balah", "PS", Precision.SETTLEMENT, "Deir al-Balah"),
        ("Shujaiya", "PS", Precision.SETTLEMENT, "Shujaiya"),
        ("Jabalia refugee camp", "PS", Precision.SETTLEMENT, "Jabalia camp"),
        ("Gaza", "PS", Precision.REGION, "Gaza Strip"),
        ("Bunagana", "CD", Precision.SETTLEMENT, "Bunagana"),
        ("Zamzam camp", "SD", Precision.SETTLEMENT, "Zamzam camp"),
        ("El-Fasher", "SD", Precision.SETTLEMENT, "El Fasher"),
        ("North Darfur", "SD", Precision.ADM1, "North Darfur"),
        ("Donbas", "UA", Precision.REGION, "Donbas"),
        ("Tigray", "ET", Precision.ADM1, "Tigray"),
        ("Rakhine State", "MM", Precision.ADM1, "Rakhine"),
        ("Sagaing Region", "MM", Precision.ADM1, "Sagaing"),
        ("Khyber Pakhtunkhwa", "PK", Precision.ADM1, "Khyber Pakhtunkhwa"),
        ("Cabo Delgado", "MZ", Precision.ADM1, "Cabo Delgado"),
        ("Nagorno-Karabakh", "AZ", Precision.REGION, "Nagorno-Karabakh"),
        ("Black Sea", None, Precision.REGION, "Black Sea"),
        ("the Syria-Turkey border"[4:], "SY", Precision.REGION, "Syria-Turkey border"),
        ("DR Congo", "CD", Precision.COUNTRY, "Democratic Republic of the Congo"),
    ],
)
def test_first_meaning_of_a_bare_name(
    gazetteer: Gazetteer, name: str, country: str | None, precision: Precision, shown: str
) -> None:
    first = gazetteer.lookup(name)[0]
    assert (first.country, first.precision, first.name) == (country, precision, shown)


def test_words_for_areas_choose_the_area(gazetteer: Gazetteer) -> None:
    assert {e.kind for e in gazetteer.lookup("Donetsk oblast")} <= {"adm1", "adm2", "region"}
    assert gazetteer.lookup("Nowhere oblast") == []


def test_a_site_stands_where_its_settlement_stands(gazetteer: Gazetteer) -> None:
    plant, town = gazetteer.resolve("Azovstal"), gazetteer.resolve("Mariupol")
    assert plant is not None and town is not None
    assert (plant.kind, plant.within, plant.point) == ("site", "Mariupol", town.point)
    assert plant.precision is Precision.SETTLEMENT


@pytest.mark.parametrize(
    ("name", "countries", "near", "admin1", "country", "admin"),
    [
        ("Tripoli", ["LY"], None, None, "LY", None),
        ("Tripoli", ["LB"], None, None, "LB", None),
        ("Hyderabad", ["PK"], None, None, "PK", "Sindh"),
        ("Makiivka", ["UA"], None, "Luhansk", "UA", "Luhansk"),
        ("Makiivka", ["UA"], None, None, "UA", "Donetsk"),
        ("Valencia", ["VE"], None, None, "VE", None),
        ("Andriivka", ["UA"], [(48.6, 38.0)], None, "UA", "Donetsk"),
        ("Kashmir", {"PK": 1.0}, None, None, "PK", None),
    ],
)
def test_context_decides_among_namesakes(
    gazetteer: Gazetteer,
    name: str,
    countries: Sequence[str],
    near: list[tuple[float, float]] | None,
    admin1: str | None,
    country: str,
    admin: str | None,
) -> None:
    entry = gazetteer.resolve(name, countries, near, admin1)
    assert entry is not None and entry.country == country
    assert admin is None or entry.admin1 == admin


def test_an_unknown_name_resolves_to_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve("Qwxyz Vale") is None


def test_choice_keeps_the_first_of_equals() -> None:
    one, other = (_entry(name) for name in ("one", "other"))
    assert choose([one, other]) is one
    assert choose([]) is None


def _entry(name: str) -> Entry:
    return Entry(
        name, "UA", None, None, 50.0, 30.0, 0, Precision.SETTLEMENT, "settlement", None, "test", None, 3.0, False, True
    )


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180))
def test_distance_is_symmetric_and_bounded(a: float, b: float, c: float, d: float) -> None:
    there = distance_km((a, b), (c, d))
    assert 0 <= there <= 20_020
    assert there == pytest.approx(distance_km((c, d), (a, b)), abs=1e-6)


def test_distance_of_two_cities() -> None:
    assert distance_km((50.45, 30.52), (49.98, 36.25)) == pytest.approx(411, abs=5)


@pytest.mark.parametrize("name", CURATED)
def test_curated_rows_are_whole(name: str) -> None:
    for row in table(name):
        assert row["name"] and row["kind"] and row["source"], row
        assert Precision(row["precision"])
        float(row["prior"])
        if row["kind"] == "site":
            assert row["within"], row
        else:
            assert -90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180, row
        assert row["country"] == "" or len(row["country"]) == 2, row


def test_curated_sites_all_have_a_holder_with_coordinates(gazetteer: Gazetteer) -> None:
    missing = [
        row["name"]
        for row in table("places_sites.tsv")
        if not any(e.kind == "site" and e.point for e in gazetteer.lookup(row["name"]))
    ]
    assert missing == []


def test_curated_settlements_lie_in_their_country(gazetteer: Gazetteer) -> None:
    """A slip of sign or a swap of latitude and longitude would lie outside the box of its country's settlements."""
    db = sqlite3.connect(gazetteer_build.ensure())
    boxes = {
        country: box
        for country, *box in db.execute(
            "SELECT country, min(lat), max(lat), min(lon), max(lon) FROM entry WHERE source = 'GeoNames' "
            "AND kind = 'settlement' GROUP BY country"
        )
    }
    db.close()
    stray = []
    for row in table("places_small.tsv"):
        south, north, west, east = boxes[row["country"]]
        inside = south - 2.5 <= float(row["lat"]) <= north + 2.5 and west - 2.5 <= float(row["lon"]) <= east + 2.5
        if not inside:
            stray.append(row["name"])
    assert stray == []


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A gazetteer of one place, so that building it takes no time."""
    row = Row(
        "Testville", "UA", None, None, 50.0, 30.0, 700, "settlement", "settlement", None, "test", None, 2.7, False,
        (("Testville", True),),
    )  # fmt: skip
    monkeypatch.setattr(gazetteer_build, "all_rows", lambda: iter([row]))


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("content", [None, b"", b"not a database at all", b"SQLite format 3\x00 and then rubbish"])
def test_a_missing_or_broken_file_is_built(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "cache" / "gazetteer.sqlite"
    if content is not None:
        path.parent.mkdir()
        path.write_bytes(content)
    assert gazetteer_build.ensure(path) == path
    assert [e.name for e in Gazetteer([path]).lookup("testville")] == ["Testville"]
    assert [p.name for p in path.parent.iterdir()] == ["gazetteer.sqlite"], "no half-built file stays behind"


@pytest.mark.usefixtures("small")
def test_an_old_or_half_built_file_is_built_anew(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.sqlite"
    gazetteer_build.build(path, "an older version")
    gazetteer_build.ensure(path)
    with sqlite3.connect(path) as db:
        assert (
            db.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()[0] == gazetteer_build.data_version()
        )
        assert "CC BY 4.0" in db.execute("SELECT value FROM meta WHERE key = 'attribution'").fetchone()[0]
        db.execute("DELETE FROM meta WHERE key = 'version'")
    before = path.stat().st_mtime_ns
    gazetteer_build.ensure(path)
    assert path.stat().st_mtime_ns != before


@pytest.mark.usefixtures("small")
def test_a_whole_file_is_left_alone(tmp_path: Path) -> None:
    path = gazetteer_build.ensure(tmp_path / "gazetteer.sqlite")
    before = path.stat()
    gazetteer_build.ensure(path)
    after = path.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


@pytest.mark.usefixtures("small")
def test_two_processes_at_once_leave_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.sqlite"
    context = multiprocessing.get_context("fork")  # so that the small gazetteer holds in the children too
    processes = [context.Process(target=gazetteer_build.ensure, args=(path,)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert Gazetteer([path]).lookup("Testville")
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.usefixtures("small")
def test_a_folder_that_cannot_be_written_is_named_with_the_remedy(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    with pytest.raises(SettingsError, match="TOLLBOOK_CACHE"):
        gazetteer_build.ensure(blocked / "gazetteer.sqlite")


def test_the_cache_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TOLLBOOK_CACHE", str(tmp_path))
    assert gazetteer_build.cache_folder() == tmp_path


COD = (
    "ADM2_EN,ADM2_PCODE,ADM1_EN,ADM0_PCODE,lat,lon\n"
    "#adm2+name,#adm2+code,#adm1+name,#country+code,#geo+lat,#geo+lon\n"
    "Lower Testdale,XT0102,Testshire,SD,12.5,25.25\n"
)


@pytest.mark.usefixtures("small")
def test_a_cod_table_keeps_its_p_codes(tmp_path: Path) -> None:
    source, store = tmp_path / "cod.csv", tmp_path / "places.sqlite"
    source.write_text(COD, encoding="utf-8-sig")
    assert add_places(source, store) == 1
    assert add_places(source, store) == 1, "a table of the same name takes the old one's place"
    built = gazetteer_build.ensure(tmp_path / "gazetteer.sqlite")
    (entry,) = Gazetteer([built, store]).lookup("lower testdale")
    assert (entry.pcode, entry.country, entry.admin1, entry.point) == ("XT0102", "SD", "Testshire", (12.5, 25.25))
    assert entry.precision is Precision.ADM2
    assert entry.source == "cod.csv"


@pytest.mark.usefixtures("small")
def test_plain_and_named_columns(tmp_path: Path) -> None:
    store = tmp_path / "places.sqlite"
    plain, named = tmp_path / "plain.tsv", tmp_path / "named.csv"
    plain.write_text("name\taliases\tlat\tlon\nUpper Testdale\tTestdale Top; Hightest\t1,5\t2.5\n", encoding="utf-8")
    named.write_text("VILLAGE;NATION\nTest Ferry;Sudan\n", encoding="utf-8")
    add_places(plain, store, country="UG")
    add_places(named, store, {"name": "VILLAGE", "country": "NATION"})
    gazetteer = Gazetteer([gazetteer_build.ensure(tmp_path / "gazetteer.sqlite"), store])
    (top,) = gazetteer.lookup("Hightest")
    assert (top.name, top.country, top.point, top.precision) == (
        "Upper Testdale",
        "UG",
        (1.5, 2.5),
        Precision.SETTLEMENT,
    )
    (ferry,) = gazetteer.lookup("Test Ferry")
    assert (ferry.country, ferry.point) == ("SD", None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("where,lat\nSomewhere,1\n", "no column of place names among where, lat"),
        ("name,lat,lon\nSomewhere,north,1\n", "line 2: lat 'north' is no number"),
        ("name,lat,lon\nSomewhere,95,1\n", "line 2: lat 95.0 lies outside"),
        ("name,country\nSomewhere,Atlantis\n", "'Atlantis' is no country"),
        ("name,precision\nSomewhere,exact\n", "precision 'exact' is none of"),
    ],
)
def test_a_wrong_table_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    source = tmp_path / "wrong.csv"
    source.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=message):
        add_places(source, tmp_path / "places.sqlite")
    assert not (tmp_path / "places.sqlite").exists()


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"absent\.csv: cannot be read"):
        add_places(tmp_path / "absent.csv", tmp_path / "places.sqlite")
