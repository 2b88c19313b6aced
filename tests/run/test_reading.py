"""Reading into a ledger: every input ends once, nothing is stored twice, and what was cut off is finished later."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.run import fake
from tollbook.errors import LedgerError
from tollbook.ledger import Ledger
from tollbook.model import Project, Report
from tollbook.run.interrupt import finish_first
from tollbook.run.manifest import Ending, Manifest
from tollbook.run.reading import read_into
from tollbook.run.work import Extracted

ENGLISH = "The mayor said on Tuesday that {} killed in the shelling of the town had been found by the rescue workers."
UKRAINIAN = "Міські театри продовжать зимову програму попри відключення електроенергії, повідомило управління культури."


def write(folder: Path, **texts: str) -> list[Path]:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return [folder]


def many(folder: Path, number: int) -> list[Path]:
    return write(folder, **{f"report{n:03}": ENGLISH.format(n) for n in range(number)})


def read(paths: Sequence[Path], ledger: Ledger, **options: Any) -> Manifest:
    return read_into(paths, ledger, Project(), **{"extractor": fake.extract, **options})


def endings(manifest: Manifest) -> dict[str, str]:
    return {Path(entry.input).stem: entry.ending.value for entry in manifest.entries}


def contents(where: Path) -> tuple[list[Any], list[Any]]:
    with Ledger.open(where, create=False) as ledger:
        reports = [(report.id, report.outcome, report.of, report.blob) for report in ledger.reports()]
        return reports, [(claim.id, claim.reading) for claim in ledger.claims()]


def test_every_input_ends_once_with_its_reason(tmp_path: Path) -> None:
    paths = write(
        tmp_path / "in",
        a=ENGLISH.format(12),
        b=ENGLISH.format(12),
        c="The city's theatres will keep their winter programme in spite of the cuts, an office announced on Thursday.",
        d=UKRAINIAN,
        e="",
        f=ENGLISH.format(5) + " crash",
    )
    with Ledger.open(tmp_path / "l.db") as ledger:
        first = read(paths, ledger)
        again = read(paths, ledger)
        kept = ledger.reports()
    kinds = ["read", "copy", "not relevant", "language not supported", "failed", "failed"]
    assert endings(first) == dict(zip("abcdef", kinds, strict=True))
    assert all(entry.reason for entry in first.entries if entry.ending is not Ending.READ)
    assert (first.claims, first.exit_status) == (2, 3)
    assert {k: v for k, v in endings(again).items() if v != "failed"} == dict.fromkeys("abcd", "known")
    assert again.claims == 0
    assert len(kept) == 4


def test_a_run_that_adds_nothing_leaves_no_trace(tmp_path: Path) -> None:
    paths = many(tmp_path / "in", 2)
    with Ledger.open(tmp_path / "l.db") as ledger:
        read(paths, ledger)
        read(paths, ledger)
        runs = ledger.runs()
    assert len(runs) == 1
    assert runs[0].summary is not None
    assert runs[0].summary["counts"]["read"] == 2


def test_another_text_under_the_same_name_is_a_revision(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db") as ledger:
        read(write(tmp_path / "in", toll=ENGLISH.format(63)), ledger)
        revised = read(write(tmp_path / "in", toll=ENGLISH.format(89)), ledger)
    assert revised.entries[0].ending is Ending.READ
    assert revised.entries[0].revision_of is not None
    assert revised.to_json()["revisions"] == 1


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    folder = many(tmp_path / "in", 1)
    with Ledger.open(tmp_path / "l.db") as ledger:
        manifest = read([*folder, *folder], ledger)
    assert [entry.ending for entry in manifest.entries] == [Ending.READ, Ending.KNOWN]


def test_no_input_at_all_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with Ledger.open(tmp_path / "l.db") as ledger:
        assert read([tmp_path / "in"], ledger).exit_status == 1


def test_a_vanished_file_fails_and_the_rest_is_read(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db") as ledger:
        manifest = read([tmp_path / "gone.txt", *many(tmp_path / "in", 2)], ledger)
    assert [entry.ending.value for entry in manifest.entries] == ["failed", "read", "read"]
    assert manifest.exit_status == 3


def test_many_processes_make_the_same_ledger(tmp_path: Path) -> None:
    paths = many(tmp_path / "in", 15)
    for workers in (0, 2):
        with Ledger.open(tmp_path / f"{workers}.db") as ledger:
            assert read([*paths, *paths], ledger, workers=workers).counts[Ending.READ] == 15
    assert contents(tmp_path / "0.db") == contents(tmp_path / "2.db")


def test_a_report_that_kills_its_process_fails_alone(tmp_path: Path) -> None:
    paths = [*many(tmp_path / "in", 3), *write(tmp_path / "worse", deadly=ENGLISH.format(7) + " deadly")]
    paths += many(tmp_path / "more", 6)
    with Ledger.open(tmp_path / "l.db") as ledger:
        manifest = read(paths, ledger, workers=2, extractor=fake.deadly)
    failed = [entry for entry in manifest.entries if entry.ending is Ending.FAILED]
    assert [Path(entry.input).name for entry in failed] == ["deadly.txt"]
    assert "its process died" in str(failed[0].reason)
    assert (manifest.counts[Ending.READ], manifest.counts[Ending.KNOWN]) == (6, 3)


def test_progress_is_told_of_every_input(tmp_path: Path) -> None:
    told: list[tuple[str, int]] = []
    paths = many(tmp_path / "in", 3)
    with Ledger.open(tmp_path / "l.db") as ledger:
        read(paths, ledger, progress=lambda name, size: told.append((name, size)))
    assert sum(size for _, size in told) == sum(path.stat().st_size for path in paths[0].iterdir())


@pytest.mark.parametrize("stop", [0, 1, 5])
def test_an_interrupted_run_is_told_and_finished_later(tmp_path: Path, stop: int) -> None:
    paths = many(tmp_path / "in", 8)
    with Ledger.open(tmp_path / "whole.db") as ledger:
        read(paths, ledger)

    def interrupted(report: Report, project: Project) -> Extracted:
        if report.given_id == f"report{stop:03}":
            raise KeyboardInterrupt
        return fake.extract(report, project)

    with Ledger.open(tmp_path / "cut.db") as ledger:
        cut = read(paths, ledger, extractor=interrupted)
        assert (cut.interrupted, cut.exit_status, len(cut.entries)) == (True, 130, stop)
        rest = read(paths, ledger)
    assert rest.counts[Ending.KNOWN] == stop
    assert contents(tmp_path / "cut.db") == contents(tmp_path / "whole.db")


def test_ctrl_c_waits_for_the_end_of_a_report() -> None:
    steps = []

    def work() -> None:
        with finish_first():
            os.kill(os.getpid(), signal.SIGINT)
            steps.append("stored")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert steps == ["stored"]


def test_a_broken_ledger_stops_the_run(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db") as ledger:
        read(many(tmp_path / "in", 1), ledger)
    with Ledger.open(tmp_path / "l.db", read_only=True) as ledger, pytest.raises(LedgerError, match="for reading only"):
        read(many(tmp_path / "in", 3), ledger)


SLOW_READER = """
import signal
import sys
from pathlib import Path
from tollbook.ledger import Ledger
from tollbook.model import Project
from tollbook.run.reading import read_into
from tests.run import fake
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs begin with it ignored
with Ledger.open(sys.argv[2]) as ledger:
    manifest = read_into([Path(sys.argv[1])], ledger, Project(), extractor=fake.slow)
sys.exit(manifest.exit_status)
"""
ROOT = Path(__file__).parents[2]


def start(folder: Path, ledger: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", SLOW_READER, str(folder), str(ledger)], cwd=ROOT)


def wait_until_stored(ledger: Path, number: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until that many reports are there, or the process has ended."""
    while process.poll() is None:
        time.sleep(0.05)
        if not ledger.exists():
            continue
        try:
            with Ledger.open(ledger, create=False, read_only=True) as book:
                if len(book.reports()) >= number:
                    return
        except LedgerError:
            continue  # its tables are being made at this moment


@pytest.mark.parametrize("kill_after", [0, 3, 11])
def test_a_killed_run_is_finished_by_the_next(tmp_path: Path, kill_after: int) -> None:
    (folder,) = many(tmp_path / "in", 30)
    with Ledger.open(tmp_path / "whole.db") as ledger:
        read([folder], ledger)
    cut = tmp_path / "cut.db"
    process = start(folder, cut)
    wait_until_stored(cut, kill_after, process)
    process.kill()
    assert process.wait() == -signal.SIGKILL
    with Ledger.open(cut) as ledger:
        before = len(ledger.reports())
        manifest = read([folder], ledger)
    assert kill_after <= before < 30
    assert manifest.counts[Ending.KNOWN] == before
    assert manifest.exit_status == 0
    assert contents(cut) == contents(tmp_path / "whole.db")


def test_ctrl_c_ends_a_run_in_order(tmp_path: Path) -> None:
    (folder,) = many(tmp_path / "in", 300)
    ledger = tmp_path / "l.db"
    process = start(folder, ledger)
    wait_until_stored(ledger, 3, process)
    process.send_signal(signal.SIGINT)
    assert process.wait() == 130
    with Ledger.open(ledger) as book:
        (run,) = book.runs()
        assert run.summary is not None
        assert run.summary["interrupted"] is True
        assert run.summary["inputs"] == len(book.reports()) < 300
