from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.ledger.conftest import Places, Postgres
from tests.ledger.made import changed, claims_of, fill, judgement, report
from tollbook.errors import LedgerError
from tollbook.ledger import Ledger
from tollbook.model import Project, Victims

NAME = "Ada Korrel"


def named(ledger: Ledger) -> str:
    """Two reports, of which one names a victim, with a judgement that names her too; the first report's id."""
    r = report(1, 2)
    r = r.model_copy(update={"text": r.text + f" Among them was {NAME}, 31.", "title": f"{NAME} is mourned"})
    run = ledger.start_run("rules.1")
    claims = claims_of(r, 1, 2)
    victims = Victims(party="Velimor", text="soldiers", names=(NAME,))
    claims[0] = changed(claims[0], victims=victims)
    ledger.add_report_with_claims(r, f"<p>{r.text}</p>".encode(), run.id, claims)
    ledger.end_run(run.id)
    ledger.judge(judgement(claims[0].id, "accept"))
    fill(ledger, [2])
    return r.id


def test_a_redacted_report_says_nothing_and_verifies_as_redacted(ledger: Ledger) -> None:
    report_id = named(ledger)
    done = ledger.redact_report(report_id, by="Ana", why="asked for by the family")
    assert done.rows == {"texts": 1, "reports": 1, "blobs": 1, "readings": 2, "judgements": 1}
    found = ledger.verify()
    assert (found.ok, found.redacted) == (True, 6)
    stored = ledger.report(report_id)
    assert not any(c.isalnum() for c in stored.text)
    assert stored.title is None
    assert [c for c in ledger.claims() if c.report_id == report_id] == []
    assert len(ledger.claims()) == 4


def test_a_redacted_name_is_blocked_out_and_offsets_hold(ledger: Ledger) -> None:
    report_id = named(ledger)
    before = ledger.claims()
    ledger.redact_name("ada korrel", by="Ana", why="asked for by the family")
    assert ledger.verify().ok
    assert (ledger.report(report_id).id, ledger.report(report_id).text_id) == (report_id, before[0].mention.text_id)
    assert {report.id for report in ledger.whole_reports([report_id])} == {report_id}
    text = ledger.report(report_id).text
    assert "Korrel" not in text
    assert "███ ██████, 31" in text
    assert ledger.report(report_id).title == "███ ██████ is mourned"
    after = ledger.claims()
    assert [c.id for c in after] == [c.id for c in before]
    for claim in after:
        span = claim.reading.evidence
        assert ledger.report(claim.report_id).text[span.start : span.end] == span.text
    victims = [c.reading.victims for c in after if c.reading.victims and c.reading.victims.names]
    assert [v.names for v in victims] == [("███ ██████",)]


def test_what_was_redacted_cannot_be_read_from_the_file(tmp_path: Path) -> None:
    where = tmp_path / "war.ledger"
    with Ledger.open(where) as ledger:
        named(ledger)
        ledger.redact_name(NAME, by="Ana", why="asked for")
        report_id = next(c.report_id for c in ledger.claims())
        ledger.redact_report(report_id, by="Ana", why="asked for")
    for path in tmp_path.iterdir():
        data = path.read_bytes()
        assert b"Korrel" not in data
        assert b"korrel" not in data


def test_a_redaction_does_not_keep_what_it_took_out(ledger: Ledger) -> None:
    named(ledger)
    ledger.redact_name(NAME, by="Ana", why="asked for")
    from sqlalchemy import select

    from tollbook.ledger import schema

    with ledger._database.read() as conn:
        contents = list(conn.execute(select(schema.redactions.c.content)).scalars())
    assert len(contents) == 1
    assert "orrel" not in contents[0]


def test_a_row_blanked_without_a_redaction_is_a_fault(ledger: Ledger) -> None:
    from sqlalchemy import update

    from tests.ledger.test_chain import tamper
    from tollbook.ledger import schema

    named(ledger)
    tamper(ledger, lambda c: c.execute(update(schema.texts).values(salt=None)))
    assert {f.kind for f in ledger.verify().faults} == {"blanked"}


@pytest.mark.parametrize(("by", "why"), [("", "asked"), ("Ana", " ")])
def test_a_redaction_needs_a_name_and_a_reason(ledger: Ledger, by: str, why: str) -> None:
    report_id = named(ledger)
    with pytest.raises(LedgerError, match="Give --by and --why"):
        ledger.redact_report(report_id, by=by, why=why)
    assert len(ledger.claims()) == 6


def test_a_name_in_the_project_s_settings_goes_too(ledger: Ledger) -> None:
    ledger.set_project(Project(name="Kesh record", inclusion=f"{NAME} and others"))
    assert ledger.redact_name(NAME, by="Ana", why="asked for").rows == {"project_settings": 1}
    assert ledger.project().inclusion == "███ ██████ and others"
    assert ledger.verify().ok


def test_a_name_that_stands_nowhere_is_refused(ledger: Ledger) -> None:
    named(ledger)
    with pytest.raises(LedgerError, match="stands nowhere"):
        ledger.redact_name("Nobody Here", by="Ana", why="asked for")


def test_a_dump_of_a_redacted_ledger_holds_nothing_of_it(ledger: Ledger, places: Places, tmp_path: Path) -> None:
    named(ledger)
    ledger.redact_name(NAME, by="Ana", why="asked for")
    ledger.dump(tmp_path / "dump")
    for path in (p for p in (tmp_path / "dump").rglob("*") if p.is_file()):
        assert b"Korrel" not in path.read_bytes()


def test_tables_of_others_in_the_database_are_let_be(postgres: Postgres) -> None:
    where = postgres.new()
    ledger, engine = Ledger.open(where), create_engine(where)
    named(ledger)
    file_of = text("SELECT relfilenode FROM pg_class WHERE oid = CAST(:name AS regclass)")
    with engine.begin() as conn:
        conn.execute(text("CREATE TABLE somebody_elses (n integer)"))
    names = ("somebody_elses", "readings")
    with engine.connect() as conn:
        before = [conn.execute(file_of, {"name": name}).scalar_one() for name in names]
    ledger.redact_name(NAME, by="Ana", why="asked for")
    with engine.connect() as conn:
        after = [conn.execute(file_of, {"name": name}).scalar_one() for name in names]
    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False]
    ledger.close()
    engine.dispose()
