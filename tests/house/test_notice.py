"""What data files say they were made from stands in NOTICE, with the file."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOTICE = (ROOT / "NOTICE").read_text(encoding="utf-8")
CONTAINED, BESIDE = NOTICE.split("Installed beside this product")
TABLES = sorted((ROOT / "src/tollbook").rglob("*.tsv"))


def header(table: Path) -> str:
    lines = table.read_text(encoding="utf-8").splitlines()
    return " ".join(line for line in lines[:10] if line.startswith("#"))


@pytest.mark.parametrize(
    ("sign", "attribution"),
    [("CC BY", "Creative Commons Attribution 4.0"), ("SCOWL", "Kevin Atkinson"), ("census", "1990 census")],
)
def test_each_source_of_a_table_is_named_with_the_table(sign: str, attribution: str) -> None:
    made = [table for table in TABLES if sign in header(table)]
    assert made
    assert attribution in CONTAINED
    assert [table.name for table in made if table.name not in CONTAINED] == []


def test_files_that_the_notice_names_exist() -> None:
    named = re.findall(r"(?:src|examples)/[\w/.-]+\.(?:tsv|csv)", CONTAINED)
    assert len(named) >= 4
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_the_examples_series_keeps_its_licence() -> None:
    words = " ".join(CONTAINED.split())
    assert "MIT License. Copyright (c) 2022 Petro Ivaniuk. Permission is hereby granted" in words
    assert "GeoNames" in BESIDE
