from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text

from tests.ledger.conftest import Places
from tests.ledger.made import fill, judgement, report
from tests.ledger.older import take_back
from tollbook.errors import LedgerError
from tollbook.ledger import Filter, Ledger, Wanted, schema
from tollbook.ledger.engine import parse_target
from tollbook.ledger.migrations import known_versions
from tollbook.ledger.schema_people import PEOPLE


def test_what_was_stored_is_there_after_opening_again(places: Places) -> None:
    where = places.new()
    with Ledger.open(where) as first:
        made = fill(first)
        first.judge(judgement(made[0].id))
        before = first.projection_rows()
    again = places.open(where)
    assert again.projection_rows() == before
    assert again.verify().judgements == 1


def test_migrations_make_the_tables_that_the_code_describes(ledger: Ledger) -> None:
    with ledger._database.read() as conn:
        context = MigrationContext.configure(conn, opts={"include_name": _is_ours})
        assert compare_metadata(context, schema.metadata) == []
    assert schema.SCHEMA_HEAD in known_versions()
    assert max(known_versions()) == schema.SCHEMA_HEAD


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "table" or not (name or "").startswith(("text_index", "claim_index"))


def test_a_newer_ledger_is_refused(places: Places) -> None:
    where = places.new()
    with Ledger.open(where) as ledger, ledger._database.write() as w:
        w.conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(LedgerError, match=r"made by a newer Tollbook \(schema 9999"):
        Ledger.open(where)
    with pytest.raises(LedgerError, match="9999"):
        Ledger.open(where, read_only=True)


def test_projections_of_another_version_are_made_anew_on_opening(places: Places) -> None:
    where = places.new()
    with Ledger.open(where) as ledger:
        fill(ledger)
        before = ledger.projection_rows()
        with ledger._database.write() as w:
            w.conn.execute(text("UPDATE ledger_state SET projection_version = 0"))
            w.conn.execute(text("DELETE FROM current_claims"))
    assert places.open(where).projection_rows() == before


def test_a_ledger_of_the_first_schema_is_brought_up_to_date(places: Places) -> None:
    where = places.new()
    with Ledger.open(where) as ledger:
        made = fill(ledger)
        ledger.judge(judgement(made[0].id))
        before = ledger.projection_rows()
        with ledger._database.write() as w:
            take_back(w.conn, "0015")
            for index in ("turn", "position", "state_turn", "state_position", "judged_by", "totals", "details"):
                w.conn.execute(text(f"DROP INDEX ix_current_claims_{index}"))
            for column in ("contested", "turn", "position", "extent", "details"):
                w.conn.execute(text(f"ALTER TABLE current_claims DROP COLUMN {column}"))
            w.conn.execute(text("CREATE INDEX ix_current_claims_state ON current_claims (state)"))
            w.conn.execute(text("DROP TABLE claim_totals"))
            newer = (schema.record_judgements, schema.codings, schema.subject_events, schema.log_days)
            newer += (schema.seals, schema.publications, schema.redactions, schema.person_lists, schema.case_events)
            for table in ("texts", "reports", "readings"):
                for column in ("salt", "digest"):
                    w.conn.execute(text(f"ALTER TABLE {table} DROP COLUMN {column}"))
            for table in (*reversed(PEOPLE), *schema.RECORD, *schema.CASES, *newer):
                w.conn.execute(text(f"DROP TABLE IF EXISTS {table.name}"))  # the newest are gone already
            w.conn.execute(text(f"DROP TABLE {schema.CLAIM_INDEX}"))
            w.conn.execute(text("UPDATE alembic_version SET version_num = '0001'"))
            w.conn.execute(text("UPDATE ledger_state SET projection_version = 1"))
    with pytest.raises(LedgerError, match="Open it for writing"):
        Ledger.open(where, read_only=True)
    assert places.open(where).projection_rows() == before


def test_what_a_claim_s_extent_is_comes_from_the_readings_that_are_there(places: Places) -> None:
    where = places.new()
    with Ledger.open(where) as ledger:
        (first, *others) = fill(ledger)
        ledger.judge(judgement(first.id, "correct", extent="cumulative", remains_detail=["held"]))
        with ledger._database.write() as w:
            take_back(w.conn, "0014")
    with places.open(where) as ledger:
        assert [claim.id for claim in ledger.claims(Filter(running=True))] == [first.id]
        assert [claim.id for claim in ledger.claims(Filter(detailed=True))] == [first.id]
        with ledger._database.read() as conn:
            told = conn.execute(select(schema.current_claims.c.mention_id, schema.current_claims.c.extent)).all()
        assert {id_: extent for id_, extent in told if id_ != first.id} == {c.id: c.reading.extent for c in others}


def test_the_names_of_the_claims_that_are_there_are_kept(places: Places) -> None:
    where = places.new()
    with Ledger.open(where) as ledger:
        fill(ledger)
        before, at_kesh = ledger.projection_rows(), ledger.claims(Filter(place="Kesh"))
        with ledger._database.write() as w:
            take_back(w.conn, "0015")
    with places.open(where) as ledger:
        assert ledger.projection_rows() == before
        assert ledger.queue(Wanted(filter=Filter(place="Kesh")), take=100) == at_kesh != []


def test_a_database_of_something_else_is_refused(places: Places) -> None:
    where = places.new()
    with Ledger.open(where) as ledger, ledger._database.write() as w:
        w.conn.execute(text("DROP TABLE alembic_version"))
    with pytest.raises(LedgerError, match="is a database, but no ledger"):
        Ledger.open(where)


def test_an_absent_ledger_is_not_made_by_those_who_only_look(places: Places) -> None:
    with pytest.raises(LedgerError, match=r"tollbook read FILES --ledger .* makes one"):
        Ledger.open(places.new(), create=False)


def test_a_ledger_opened_for_reading_takes_nothing(places: Places) -> None:
    where = places.new()
    with Ledger.open(where) as ledger:
        fill(ledger)
    with Ledger.open(where, read_only=True) as ledger:
        assert len(ledger.claims()) == 12
        with pytest.raises(LedgerError, match="opened for reading only"):
            ledger.add_report(report(9))


def test_a_file_that_is_no_ledger_is_named(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Twelve soldiers")
    with pytest.raises(LedgerError, match=r"notes\.txt: is not a ledger"):
        Ledger.open(path)
    assert path.read_text() == "Twelve soldiers"


def test_another_sqlite_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE notes (a)")
    with pytest.raises(LedgerError, match="is a database, but no ledger"):
        Ledger.open(path)
    with sqlite3.connect(path) as conn:
        assert conn.execute("SELECT name FROM sqlite_master").fetchall() == [("notes",)]


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "war.ledger"
    Ledger.open(path).close()
    data = bytearray(path.read_bytes())
    data[100:8000] = b"\xff" * 7900
    path.write_bytes(bytes(data))
    with pytest.raises(LedgerError, match=r"war\.ledger: "):
        Ledger.open(path)


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("{folder}", "is a folder"),
        ("{folder}/no/such/war.ledger", "does not exist. Make it first"),
        ("mysql://u:secret@host/x", "no ledger can be kept there"),
        ("postgresql://user:secret@host", "names no database"),
        ("postgresql://user:secret@localhost:1/war", "cannot be reached"),
        ("postgresql://user:secret@localhost:port/war", "cannot be read"),
    ],
)
def test_a_place_where_no_ledger_can_be_is_explained(tmp_path: Path, where: str, said: str) -> None:
    with pytest.raises(LedgerError, match=said) as caught:
        Ledger.open(where.format(folder=tmp_path), timeout=1)
    assert "secret" not in str(caught.value)


def test_a_missing_database_on_a_server_that_runs(postgres_server: object, tmp_path: Path) -> None:
    address = postgres_server.set(drivername="postgresql", database="no_such_war")  # type: ignore[attr-defined]  # URL
    with pytest.raises(LedgerError, match="no such database"):
        Ledger.open(address.render_as_string(hide_password=False))


def test_a_locked_ledger_is_named_with_the_remedy(places: Places) -> None:
    where = places.new()
    holder = places.open(where)
    waiting = Ledger.open(where, timeout=0.05)
    with holder._database.write(), pytest.raises(LedgerError, match=r"another process is writing to it\. Try again"):
        waiting.add_report(report(1))
    assert waiting.add_report(report(1)).outcome == "read"
    waiting.close()


READ_ONLY = """
import os, sys
from tollbook.ledger import Ledger
from tollbook.model import Report
Ledger.open(":memory:").claims()  # all modules are loaded while the interpreter can still be read
if os.getuid() == 0:
    os.setgid(65534); os.setuid(65534)
path = sys.argv[1]
print(len(Ledger.open(path, read_only=True).claims()))
try:
    Ledger.open(path).add_report(Report(text="x"))
except Exception as e:
    print(type(e).__name__, e)
"""


def test_a_read_only_file_can_be_read_and_says_so_when_written(tmp_path: Path) -> None:
    folder = Path("/tmp") / f"tollbook-ro-{os.getpid()}"  # a folder that an unprivileged user can enter
    folder.mkdir()
    path = folder / "war.ledger"
    try:
        with Ledger.open(path) as ledger:
            fill(ledger)
        path.chmod(0o444)
        folder.chmod(0o555)
        done = subprocess.run([sys.executable, "-c", READ_ONLY, str(path)], capture_output=True, text=True, check=False)
    finally:
        folder.chmod(0o755)
        for left in folder.iterdir():
            left.unlink()
        folder.rmdir()
    assert done.stdout.splitlines()[0] == "12", done.stderr
    assert "LedgerError" in done.stdout
    assert "war.ledger: the file is read-only. Make it and its folder writable" in done.stdout


def test_a_ledger_in_memory_works_and_is_gone_when_closed() -> None:
    with Ledger.open(":memory:") as ledger:
        fill(ledger)
        assert len(ledger.claims()) == 12
    with Ledger.open(":memory:") as ledger:
        assert ledger.claims() == []


@pytest.mark.parametrize(
    ("where", "path", "name"),
    [
        ("war.ledger", Path("war.ledger"), "war.ledger"),
        (Path("/a b/war.ledger"), Path("/a b/war.ledger"), "/a b/war.ledger"),
        ("sqlite:///war.ledger", Path("war.ledger"), "sqlite:///war.ledger"),
        ("sqlite:////srv/war.ledger", Path("/srv/war.ledger"), "sqlite:////srv/war.ledger"),
        (":memory:", None, ":memory:"),
        ("postgresql://ana:secret@host/war", None, "postgresql://ana:***@host/war"),
        ("postgres://host/war", None, "postgresql://host/war"),
    ],
)
def test_places_are_understood_and_passwords_never_shown(where: str | Path, path: Path | None, name: str) -> None:
    target = parse_target(where)
    assert (target.path, target.name) == (path, name)
    assert target.is_postgres == (not str(where).startswith(("war", "/a", "sqlite", ":")))


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE readings SET body = '{' WHERE seq = (SELECT max(seq) FROM readings)",
        "UPDATE texts SET chars = x'00'",
    ],
)
def test_rows_that_a_bad_disk_has_changed_are_named_as_damage(tmp_path: Path, harm: str) -> None:
    path = tmp_path / "x.ledger"
    with Ledger.open(path) as ledger:
        fill(ledger)
    with sqlite3.connect(path) as connection:
        connection.execute(harm)
    connection.close()
    with Ledger.open(path) as ledger, pytest.raises(LedgerError, match=r"x\.ledger: the file is damaged\. Restore it"):
        ledger.rebuild()


def test_a_schema_that_is_no_text_is_named_as_damage(tmp_path: Path) -> None:
    path = tmp_path / "x.ledger"
    with Ledger.open(path) as ledger:
        fill(ledger)
    raw = path.read_bytes()
    path.write_bytes(raw.replace(b"CREATE TABLE blobs", b"CREATE T\xfe\xff\xfe \x9a\x9a\xa0\xb6s"))
    with pytest.raises(LedgerError, match=r"x\.ledger: the file is damaged"):
        Ledger.open(path)
