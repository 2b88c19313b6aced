from __future__ import annotations

import base64
import json
import subprocess
from pathlib import Path

from tests.read.made_warc import IDLE, packed, page, record, response

from .conftest import TOLLBOOK, tollbook


def test_an_archive_is_read_audited_and_shown_again(tmp_path: Path) -> None:
    archive, where, dropped = tmp_path / "a.warc.gz", tmp_path / "a.ledger", tmp_path / "dropped.jsonl"
    archive.write_bytes(
        packed(record(b"GET /", kind="request"), record(response(page(IDLE))), record(response(page())))
    )
    done = tollbook("read", archive, "--ledger", where, "--keep-dropped", dropped)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[:4] == [
        "1 input: 1 read",
        "3 records of web archives: 1 kept, 0 failed, 2 dropped",
        "  record: 1 of 3 dropped (1 request)",
        "  triage: 1 of 2 dropped (1 no word of what is recorded)",
    ]
    lines = [json.loads(line) for line in dropped.read_text(encoding="utf-8").splitlines()]
    assert [line["stage"] for line in lines] == ["record", "triage"]
    assert base64.b64decode(lines[1]["raw"]) == page(IDLE)
    # bytes go past the text layer of standard output, which only a process of its own has
    shown = subprocess.run([TOLLBOOK, "show", "r-", "--ledger", str(where), "--bytes"], capture_output=True, check=True)
    assert shown.stdout == page()


def test_an_address_inside_the_house_is_refused_and_leaves_no_ledger(tmp_path: Path) -> None:
    done = tollbook("read", "http://127.0.0.1/feed.xml", "--ledger", tmp_path / "a.ledger")
    assert done.returncode == 1
    assert "no public address" in done.stdout
    assert not (tmp_path / "a.ledger").exists()
