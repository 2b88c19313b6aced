"""No output of the public profile holds a name of a victim or witness; the reader's pages of the workbench neither."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.publish.war import report
from tests.run.named import BY, DAY, NAMES, VICTIMS, WITNESSES, all_text, claim, leaks, make_named, named
from tollbook.ledger import Ledger
from tollbook.model import Count
from tollbook.publish.formats import FORMATS
from tollbook.run.judging import judge_in
from tollbook.run.judging_record import judge_on_record
from tollbook.run.paging import write_ledger_page
from tollbook.run.publishing import Wanted as Publication
from tollbook.run.publishing import publish
from tollbook.run.reconciling import reconcile_at
from tollbook.run.sheets import write_sheet
from tollbook.run.viewing import Wanted


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("named") / "war.ledger"
    make_named(where)
    return where


def test_the_list_is_found_where_it_is_let_out(where: Path, tmp_path: Path) -> None:
    publish(str(where), tmp_path / "out", Publication(policies="latest", profile="internal", draft=True, site=False))
    told = {part for _, text in all_text(tmp_path / "out") for part in leaks(text)}
    assert len(told) > len(NAMES)  # the search itself finds them: in the house's own copy they stand


def test_no_file_of_a_public_publication_holds_a_name(where: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    wanted = Publication(policies="latest,ucdp", day=date(2031, 4, 1))
    done = publish(str(where), out, wanted)
    assert done.holds == () and len(done.files) > len(FORMATS)
    with Ledger.open(where) as ledger:  # a second one, whose changes have reasons
        incidents = [s for s in ledger.subjects() if s.kind == "incident"]
        first = max(incidents, key=lambda s: len(s.claims))
        gone = first.claims[0]
        judge_in(ledger, gone, verdict="reject", why=f"{WITNESSES[0]} takes it back for {VICTIMS[2]}", by=BY)
    others = [s.id for s in incidents if s.id != first.id]
    if others:
        judge_on_record(str(where), first.id, verdict="merge", others=others, why=f"{VICTIMS[0]} says so", by=BY)
    reconcile_at(str(where))
    assert publish(str(where), out, Publication(policies="latest,ucdp", day=date(2031, 4, 2), draft=True)).files
    texts = all_text(out)
    assert len(texts) > 30
    assert {name: found for name, text in texts if (found := leaks(text))} == {}
    assert [name for name, _ in texts if leaks(name)] == []


def test_no_public_sheet_or_list_of_claims_holds_a_name(where: Path, tmp_path: Path) -> None:
    for name in ("claims.xlsx", "claims.csv"):
        write_sheet(str(where), tmp_path / name, Wanted(), profile="public")
    assert {name: found for name, text in all_text(tmp_path) if (found := leaks(text))} == {}


def test_a_name_that_only_a_rejected_claim_gives_is_masked_in_the_words_of_others(tmp_path: Path) -> None:
    where, words = (
        tmp_path / "war.ledger",
        "Her mother said that Olena had gone for water and that 3 others were injured",
    )
    told_of = report(
        "call", f"Olena Tarvik, 34, was killed in Haldin on Monday. {words}.", "Haldin Courier", DAY, "Shelling"
    )
    naming = claim(
        told_of, "Olena Tarvik, 34, was killed in Haldin", "killed", count=Count(low=1, high=1), **named("Olena Tarvik")
    )
    other = claim(told_of, words, "3", measure="injured", count=Count(low=3, high=3, text="3"))
    with Ledger.open(where) as ledger:
        run = ledger.start_run("rules.1")
        ledger.add_report_with_claims(told_of, b"raw", run.id, [naming, other])
        ledger.end_run(run.id)
        judge_in(ledger, naming.id, verdict="reject", why="not confirmed", by=BY)
    reconcile_at(str(where))
    publish(str(where), tmp_path / "out", Publication(policies="latest", draft=True))
    write_sheet(str(where), tmp_path / "claims.csv", Wanted(), profile="public")
    write_ledger_page(str(where), tmp_path / "page.html", profile="public")
    texts = [*all_text(tmp_path / "out"), *((n, (tmp_path / n).read_text()) for n in ("claims.csv", "page.html"))]
    assert {name: found for name, text in texts if (found := leaks(text))} == {}
    assert "[name] had gone for water" in (tmp_path / "claims.csv").read_text()
