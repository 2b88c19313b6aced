"""Lists of persons: read under a map, faults named by row."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tollbook.errors import ReadError, SettingsError
from tollbook.model import Fate, Window
from tollbook.read.person_map import EXAMPLE, PersonMap, load_person_map
from tollbook.read.persons import read_list

TODAY = date(2026, 1, 1)
MAP = PersonMap.model_validate(
    {
        "name": "ministry",
        "id": "No",
        "dates": "day first",
        "columns": {
            "given": "First",
            "family": "Family",
            "other_name": "Arabic",
            "age": "Age",
            "sex": "Sex",
            "place": "Town",
            "date": "Date",
            "fate": "Status",
        },
        "values": {"sex": {"F": "female"}, "fate": {"Dead": "killed"}},
        "always": {"country": "sy"},
    }
)
HEAD = "No,First,Family,Arabic,Age,Sex,Town,Date,Status\n"


def test_a_row_is_a_naming() -> None:
    read = read_list(
        "l.csv", (HEAD + "7,Fatima,Yousef,فاطمة يوسف,34,F,Raqqa,03/04/2021,Dead\n").encode(), MAP, today=TODAY
    )
    (naming,) = read.namings
    assert (naming.name, naming.other_names, naming.age, naming.sex) == ("Fatima Yousef", ("فاطمة يوسف",), 34, "female")
    assert (naming.place, naming.country, naming.fate) == ("Raqqa", "SY", Fate.KILLED)
    assert naming.when == Window(start=date(2021, 4, 3), end=date(2021, 4, 3))
    assert (naming.list_name, naming.source_id) == ("ministry", "7")


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("1,B,Two,,,,,,", "No", "is the id of row 2 too"),
        (",B,Two,,,,,,", "No", "no id is given"),
        ("2,,,,5,,,,", None, "neither a name nor a description"),
        ("2,B,Two,,134,,,,", "Age", "no age of a person"),
        ("2,B,Two,,,X,,,", "Sex", "none of female, male"),
        ("2,B,Two,,,,,,Gone", "Status", "none of killed, missing"),
        ("2,B,Two,,,,,31/02/2021,", "Date", "no day of the calendar"),
        ("2,B,Two,,,,,03/04/2031,", "Date", "which cannot be"),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column(row: str, column: str | None, said: str) -> None:
    read = read_list("l.csv", f"{HEAD}1,A,One,,,,,,\n{row}\n".encode(), MAP, today=TODAY)
    assert [(fault.row, fault.column) for fault in read.faults] == [(3, column)]
    assert said in read.faults[0].said


def test_a_list_without_a_column_of_its_map_is_refused() -> None:
    with pytest.raises(ReadError, match="no column 'Given'"):
        read_list(
            "l.csv",
            HEAD.encode() + b"1,A,B,,,,,,\n",
            MAP.model_copy(update={"columns": {"given": "Given"}}),
            today=TODAY,
        )


def test_maps_say_what_is_wrong_with_them(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text(EXAMPLE, encoding="utf-8")
    assert load_person_map(path).columns["name"] == "Name"
    for text, said in (
        ('name = "a"\nid = "b"\n[columns]\nnam = "x"', "no field is named 'nam'"),
        ('name = "a"\nid = "b"\n[columns]\nage = "x"', "no column holds a name"),
        ('name = "a"\nid = "b"\n[columns]\nname = "x"\n[values.sex]\nF = "fem"', "none of female, male"),
        ("name = ", "is no TOML"),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(SettingsError, match=said):
            load_person_map(path)
    with pytest.raises(SettingsError, match="no such map"):
        load_person_map(tmp_path / "none.toml")
