"""Versions of lists of persons and the ids of cases, in the log."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update

from tollbook.errors import LedgerError
from tollbook.ledger import CasesMade, Ledger, SubjectEvent, schema
from tollbook.model import Case, Naming, PersonPair

ABOUT = {"file": "list.csv", "by": "A. Coder"}


def entry(source_id: str, name: str, **more: object) -> Naming:
    return Naming.model_validate({"name": name, "list_name": "ministry", "source_id": source_id, **more})


def test_versions_are_kept_as_what_differs(ledger: Ledger) -> None:
    one, two, three = entry("1", "Omar Aziz"), entry("2", "Rana Saleh"), entry("3", "Petro Moroz")
    assert ledger.note_list("ministry", [one, two], b"v1", **ABOUT).version == 1
    assert ledger.note_list("ministry", [one, two], b"v1", **ABOUT).version is None
    older = entry("2", "Rana Saleh", age=41)
    change = ledger.note_list("ministry", [older, three], b"v2", **ABOUT)
    assert (change.version, change.added, change.removed, change.changed) == (2, (three,), (one,), ((two, older),))
    assert ledger.list_entries() == [older, three]
    versions = ledger.list_versions("ministry")
    assert [(v.version, len(v.added), v.removed, len(v.changed)) for v in versions] == [
        (1, 2, (), 0),
        (2, 1, ("1",), 1),
    ]
    assert ledger.verify().ok


def test_an_id_given_twice_or_nobody_stores_nothing(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="the id 1 stands there twice"):
        ledger.note_list("ministry", [entry("1", "A"), entry("1", "B")], b"", **ABOUT)
    with pytest.raises(LedgerError, match="who imports it"):
        ledger.note_list("ministry", [entry("1", "A")], b"", file="f", by=" ")
    assert ledger.list_versions() == []


def test_a_changed_version_is_found(ledger: Ledger) -> None:
    ledger.note_list("ministry", [entry("1", "Omar Aziz")], b"v1", **ABOUT)
    table = schema.person_lists
    with ledger._database.write() as w:
        content = str(w.conn.execute(table.select()).mappings().one()["content"])
        w.conn.execute(update(table).values(content=content.replace("Omar", "Amar")))
    assert "content of row 1 (on ministry) was changed" in ledger.verify().faults[0].said


def test_lists_are_merged_dumped_and_redacted(ledger: Ledger, tmp_path: Path) -> None:
    ledger.note_list("ministry", [entry("1", "Omar Aziz"), entry("2", "Rana Saleh")], b"Omar Aziz, Rana Saleh", **ABOUT)
    ledger.dump(tmp_path / "dump")
    with Ledger.restore(tmp_path / "dump", tmp_path / "restored.ledger") as restored:
        assert restored.list_entries() == ledger.list_entries()
    with Ledger.open(tmp_path / "other.ledger") as other:
        other.merge(ledger)
        assert other.list_entries() == ledger.list_entries()
        assert other.verify().covered["blobs"] == 1  # the list's file came along
    done = ledger.redact_name("Rana Saleh", by="A. Coder", why="asked for by the family")
    assert done.rows == {"blobs": 1, "person_lists": 1}
    assert [n.name for n in ledger.list_entries()] == ["Omar Aziz", "████ █████"]
    assert ledger.verify().ok


def test_cases_are_replaced_and_their_ids_logged(ledger: Ledger) -> None:
    a, b = entry("1", "Omar Aziz"), entry("2", "Umar Aziz")
    one, other = sorted((a.id, b.id))
    pairs = [PersonPair(a=one, b=other, probability=0.7, why=("the same name",))]
    apart = [Case(id="case-1", members=(one,)), Case(id="case-2", members=(other,))]
    given = [SubjectEvent(case.id, "case", "given", case.members) for case in apart]
    ledger.replace_cases(CasesMade(0, [a, b], pairs, apart, given))
    assert [case.id for case in ledger.cases()] == ["case-1", "case-2"]
    assert ledger.person_pairs({one}) == pairs
    joined = [Case(id="case-1", members=(one, other), state="accepted")]
    events = [SubjectEvent("case-1", "case", "changed", (one, other))]
    events += [SubjectEvent("case-2", "case", "merged", (), "case-1")]
    ledger.replace_cases(CasesMade(0, [a, b], pairs, joined, events))
    assert ledger.cases() == joined
    assert ledger.resolve_case("case-2") == "case-1"
    assert [event.event for event in ledger.case_events("case-2")] == ["given", "merged"]
    assert set(ledger.namings("case-1")) == {one, other}
    with pytest.raises(LedgerError, match="no such case"):
        ledger.resolve_case("case-9")
    ledger.rebuild()
    assert ledger.cases() == [] and len(ledger.case_events()) == 4
