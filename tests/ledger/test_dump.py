from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.ledger.conftest import Places
from tests.ledger.made import change_of, claims_of, counted, fill, judgement, record_judgement, report, shown
from tests.ledger.test_proof import publication
from tollbook.errors import LedgerError
from tollbook.ledger import CasesMade, Ledger, SubjectEvent
from tollbook.model import Case, CodingEntry, CodingTask, Naming, Project, Report, sha256_hex


def full(ledger: Ledger) -> None:
    """A ledger with something in every table of the log."""
    made = fill(ledger)
    ledger.add_report(
        Report(text="odd \x00 \ud83d\ude00 \ud800 \u200b\r\n", given_id="odd", outlet="\udcff"), b"\xff\x00"
    )
    ledger.judge(judgement(made[0].id, "correct", count__low=3))
    ledger.judge(judgement(made[1].id, "reject", day=2))
    ledger.set_project(Project(name="Велимор", wars=("velimor",)))
    run = ledger.start_run("rules.2")
    again = claims_of(report(1))
    there = again[2].mention.model_copy(update={"anchor_end": again[2].mention.anchor_end + 4})
    ledger.store_run(
        report(1).id, run.id, [counted(again[0], 99), again[2].model_copy(update={"mention": there}), again[3]]
    )
    with Ledger.open(":memory:") as other:
        elsewhere = fill(other, [7])
        other.judge(judgement(elsewhere[0].id, by="Ben"))
        ledger.merge(other)
    ledger.judge_record(record_judgement())
    naming = Naming(name="Omar Aziz", list_name="ministry", source_id="1")
    ledger.note_list("ministry", [naming], b"list", file="list.csv", by="Rita")
    given = SubjectEvent("case-1", "case", "given", (naming.id,))
    ledger.replace_cases(CasesMade(0, [naming], [], [Case(id="case-1", members=(naming.id,))], [given]))
    ledger.note_publication(publication())
    ledger.redact_name("odd", by="Ana", why="a test")
    ledger.replace_record(change_of(ledger))
    task = CodingTask(reports=(report(1).id,), first="Ana", second="Ben")
    ledger.note_coding([CodingEntry(coding="k-1", step="open", task=task, by="Rita", at="2031-06-01T12:00:00+00:00")])


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_restored_ledger_is_the_same_in_either_database(places: Places, tmp_path: Path) -> None:
    ledger = places.open()
    full(ledger)
    ledger.dump(tmp_path / "first")
    targets = {"same": places.new(), "file": str(tmp_path / "other.ledger")}
    for name, where in targets.items():
        with Ledger.restore(tmp_path / "first", where) as again:
            assert again.claims() == ledger.claims()
            assert again.projection_rows() == ledger.projection_rows()
            assert again.verify() == ledger.verify()
            assert again.project() == ledger.project()
            assert again.record_judgements() == ledger.record_judgements()
            assert again.subject_events() == ledger.subject_events()
            assert again.runs() == ledger.runs()
            assert [again.report(r.id) for r in again.reports()] == [ledger.report(r.id) for r in ledger.reports()]
            assert [again.raw(r.id) for r in again.reports()] == [ledger.raw(r.id) for r in ledger.reports()]
            again.dump(tmp_path / name)
        assert files(tmp_path / name) == files(tmp_path / "first")


def test_a_restored_ledger_goes_on_where_the_dumped_one_was(places: Places, tmp_path: Path) -> None:
    ledger = places.open()
    full(ledger)
    ledger.dump(tmp_path / "d")
    with Ledger.restore(tmp_path / "d", places.new()) as again:
        seq = again.judge(judgement(again.claims()[0].id, day=9))
        assert seq == ledger.judge(judgement(ledger.claims()[0].id, day=9))
        assert again.verify().ok
        fill(again, [8])
        assert again.claims()[0].state == "accepted"


def test_people_can_read_a_dump(tmp_path: Path) -> None:
    with Ledger.open(":memory:") as ledger:
        full(ledger)
        ledger.dump(tmp_path / "d")
    manifest = json.loads((tmp_path / "d" / "manifest.json").read_text())
    assert manifest["tables"]["reports"]["rows"] == 5
    assert all(about["rows"] > 0 for about in manifest["tables"].values()), "full() fills every table"
    first = json.loads((tmp_path / "d" / "texts.jsonl").read_text().splitlines()[0])
    assert first["chars"] == report(1).text
    assert "Велимор" in (tmp_path / "d" / "project_settings.jsonl").read_text("utf-8")
    raw = {path.read_bytes() for path in (tmp_path / "d" / "blobs").iterdir()}
    assert f"<p>{report(1).text}</p>".encode() in raw


def test_a_dump_replaces_nothing(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "mine").write_text("mine")
    with Ledger.open(":memory:") as ledger, pytest.raises(LedgerError, match="not empty"):
        ledger.dump(tmp_path / "d")
    assert (tmp_path / "d" / "mine").read_text() == "mine"


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def _blob(folder: Path) -> Path:
    """Raw bytes that no redaction blanked."""
    return max((folder / "blobs").iterdir(), key=lambda path: path.stat().st_size)


BROKEN: list[tuple[Callable[[Path], object], str]] = [
    (lambda d: (d / "manifest.json").unlink(), "holds no dump"),
    (lambda d: (d / "manifest.json").write_text("{"), "holds no dump"),
    (lambda d: (d / "manifest.json").write_text('{"format": "x"}'), "is a dump of another kind"),
    (lambda d: (d / "readings.jsonl").unlink(), "readings.jsonl: is not as the manifest says"),
    (lambda d: _cut(d / "judgements.jsonl"), "judgements.jsonl: is not as the manifest says"),
    (lambda d: _cut(_blob(d)), "raw bytes are changed or missing"),
    (lambda d: _blob(d).unlink(), "raw bytes are changed or missing"),
]


@pytest.mark.parametrize(("damage", "said"), BROKEN)
def test_a_changed_dump_is_refused_and_nothing_restored(
    tmp_path: Path, damage: Callable[[Path], object], said: str
) -> None:
    with Ledger.open(":memory:") as ledger:
        full(ledger)
        ledger.dump(tmp_path / "d")
    damage(tmp_path / "d")
    with pytest.raises(LedgerError, match=said):
        Ledger.restore(tmp_path / "d", tmp_path / "new.ledger")
    with Ledger.open(tmp_path / "new.ledger") as ledger:
        assert ledger.reports() == []


def test_a_ledger_in_use_is_not_restored_over(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "war.ledger") as ledger:
        full(ledger)
        ledger.dump(tmp_path / "d")
        before = shown(ledger)
        with pytest.raises(LedgerError, match="not empty"):
            Ledger.restore(tmp_path / "d", tmp_path / "war.ledger")
        assert shown(ledger) == before


UNFIT: dict[str, Callable[[dict[str, Any]], object]] = {
    "no tables": lambda manifest: manifest.pop("tables"),
    "a table less": lambda manifest: manifest["tables"].pop("readings"),
    "a table's hash": lambda manifest: manifest["tables"]["readings"].pop("sha256"),
    "no chain": lambda manifest: manifest.pop("chain"),
    "a number as a word": lambda manifest: manifest.update(last_seq="12"),
    "no id": lambda manifest: manifest.update(ledger_id=None),
}


@pytest.mark.parametrize("name", UNFIT)
def test_a_manifest_that_lacks_something_is_refused(name: str, tmp_path: Path) -> None:
    with Ledger.open(":memory:") as ledger:
        fill(ledger)
        ledger.dump(tmp_path / "dump")
    path = tmp_path / "dump" / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    UNFIT[name](manifest)
    path.write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(LedgerError, match="lacks what a dump's manifest has"):
        Ledger.restore(tmp_path / "dump", tmp_path / "new.ledger")
    assert not (tmp_path / "new.ledger").exists()


@pytest.mark.parametrize("row", ["{", "[]", '{"seq": 1}'])
def test_a_row_that_is_none_is_named_even_where_the_hash_was_made_to_fit(row: str, tmp_path: Path) -> None:
    with Ledger.open(":memory:") as ledger:
        fill(ledger)
        ledger.dump(tmp_path / "dump")
    path = tmp_path / "dump" / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    (tmp_path / "dump" / "texts.jsonl").write_text(row + "\n", encoding="utf-8")
    manifest["tables"]["texts"]["sha256"] = sha256_hex(row.encode() + b"\n")
    path.write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(LedgerError, match=r"texts\.jsonl: a row is not as a dump has it"):
        Ledger.restore(tmp_path / "dump", tmp_path / "new.ledger")
