from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import tollbook
from tests.read.made_warc import IDLE, RELEVANT, packed, page, record, response


def crawl(folder: Path) -> list[Path]:
    """Two archives with a relevant page each."""
    paths = []
    for n, count in enumerate(("five", "nine")):
        relevant = record(response(page(RELEVANT.format(count=count))), f"http://paper.example/2021/03/0{n + 1}/market")
        paths.append(folder / f"{n}.warc.gz")
        paths[-1].write_bytes(packed(relevant, record(response(page(IDLE)), "http://paper.example/weather")))
    return paths


def test_archives_become_a_dataset_and_a_dataset_a_ledger(tmp_path: Path) -> None:
    paths = crawl(tmp_path)
    read = tollbook("read", *paths, "--out", tmp_path / "found", "--manifest", tmp_path / "manifest.json")
    assert read.returncode == 0, read.stderr
    assert "2 archives: 2 read" in read.stdout
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert manifest["stages"]["parts"] == 4 == manifest["counts"]["reports"] + manifest["stages"]["dropped"]
    assert "2 archives: 2 known" in tollbook("read", *paths, "--out", tmp_path / "found").stdout
    loaded = tollbook("load", tmp_path / "found", "--ledger", tmp_path / "war.ledger")
    assert "2 reports (2 new)" in loaded.stdout
    claims = tollbook("claims", "--ledger", tmp_path / "war.ledger", "--format", "jsonl").stdout.splitlines()
    assert {5, 9} <= {json.loads(line)["count"]["low"] for line in claims}
    again = tollbook("load", tmp_path / "found", "--ledger", tmp_path / "war.ledger").stdout
    assert "0 archives, 2 taken over before" in again


def test_archives_go_straight_on_into_a_ledger(tmp_path: Path) -> None:
    ledger = tmp_path / "war.ledger"
    done = tollbook("read", *crawl(tmp_path), "--out", tmp_path / "found", "--ledger", ledger, "--quiet")
    assert done.returncode == 0, done.stderr
    assert "recorded in" in done.stdout
    assert "0 archives, 2 taken over before" in tollbook("load", tmp_path / "found", "--ledger", ledger).stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--memory", "4G"), "goes with --out"),
        (("--out", "found", "--engine", "spark"), "--master"),
        (("--out", "found", "--master", "local[1]"), "--engine spark"),
        (("--out", "found", "--memory", "200M"), "at least"),
        ((), "--ledger"),
    ],
)
def test_options_that_do_not_go_together_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TOLLBOOK_LEDGER", raising=False)
    done = tollbook("read", *crawl(tmp_path), *options)
    assert done.returncode
    assert said in done.stderr
    assert not (tmp_path / "found").exists()
