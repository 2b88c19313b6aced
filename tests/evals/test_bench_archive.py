from __future__ import annotations

from collections import Counter
from pathlib import Path

from evals.bench_archive import _record, clocked, pages_of, whole
from tests.read.made_warc import IDLE, page


def test_the_stages_of_an_archive_are_clocked_and_the_cascade_is_left_as_it_was(tmp_path: Path) -> None:
    archive, out = tmp_path / "a.warc.gz", tmp_path / "out"
    out.mkdir()
    archive.write_bytes(b"".join(_record(page(IDLE), f"https://site-{n}.example/") for n in range(3)))
    assert len(list(pages_of(archive))) == 3
    spent: Counter[str] = Counter()
    with clocked(spent):
        whole(archive, out)
    assert {"first text", "triage"} <= spent.keys()
    before = dict(spent)
    whole(archive, out)
    assert dict(spent) == before
