"""`tollbook places add`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import tollbook


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TOLLBOOK_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "villages.csv"
    path.write_text("VILLAGE,lat,lon\nOrvale Dolna,48.5,37.5\nOrvale Horna,48.6,37.4\n", encoding="utf-8")
    return path


def test_a_tables_places_are_added(table: Path) -> None:
    done = tollbook("places", "add", table, "--column", "name=VILLAGE", "--country", "UA")
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 places added" in done.stdout


def test_a_table_without_names_is_refused(table: Path) -> None:
    done = tollbook("places", "add", table, "--country", "UA")
    assert (done.returncode, done.stdout) == (2, "")
    assert str(table) in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = tollbook("places", "add", tmp_path / "none.csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert "none.csv" in done.stderr
