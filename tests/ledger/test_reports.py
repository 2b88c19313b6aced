from __future__ import annotations

from datetime import date

import pytest

from tests.ledger.made import claims_of, fill, report
from tollbook.errors import LedgerError
from tollbook.ledger import Ledger
from tollbook.model import Report, Zone, sha256_hex


def test_a_report_comes_back_as_it_was_added(ledger: Ledger) -> None:
    r = report(1, title="Fighting", zones=(Zone(start=0, end=4, kind="title"),), text="a\x00b\r\n\u200bЗ\ud800 end")
    added = ledger.add_report(r, b"raw \x00 bytes")
    assert (added.outcome, added.report_id, added.of) == ("read", r.id, None)
    assert ledger.report(r.id) == r.model_copy(update={"blob": sha256_hex(b"raw \x00 bytes")})
    assert ledger.text(r.text_id) == r.text
    assert ledger.raw(r.id) == b"raw \x00 bytes"


def test_metadata_with_nul_and_lone_surrogates_is_kept(ledger: Ledger) -> None:
    r = report(1, outlet="A\x00B\udc80", given_id="\ud800")
    ledger.add_report(r)
    assert ledger.report(r.id) == r


SAME_TEXT = [
    ({"outlet": "Southern Post"}, "copy"),
    ({"address": "https://other.example/1"}, "copy"),
    ({"published": date(2031, 5, 5)}, "copy"),
    ({"published": None}, "copy"),
    ({"given_id": "row-1b"}, "copy"),
    ({}, "known"),
    ({"title": "Another title", "language": "en", "media_type": "text/html"}, "known"),
]


@pytest.mark.parametrize(("changes", "outcome"), SAME_TEXT)
def test_the_same_text_is_known_or_a_copy(ledger: Ledger, changes: dict[str, object], outcome: str) -> None:
    first = report(1)
    ledger.add_report(first)
    again = report(1, **changes)
    assert ledger.look(again).outcome == outcome
    added = ledger.add_report(again)
    assert (added.outcome, added.of) == (outcome, first.id if outcome == "copy" else None)
    assert len(ledger.reports()) == (2 if outcome == "copy" else 1)


OTHER_TEXT = [
    ({}, "revision"),
    ({"published": date(2031, 5, 5), "outlet": "Renamed Post", "given_id": "x"}, "revision"),
    ({"address": "https://post.example/other"}, "read"),
    ({"address": None}, "read"),
]


@pytest.mark.parametrize(("changes", "outcome"), OTHER_TEXT)
def test_another_text_at_the_same_address_is_a_revision(
    ledger: Ledger, changes: dict[str, object], outcome: str
) -> None:
    ledger.add_report(report(1))
    added = ledger.add_report(report(1, text="Another text.", **changes))
    assert (added.outcome, added.of) == (outcome, report(1).id if outcome == "revision" else None)


NO_ADDRESS = [
    ({}, "revision"),
    ({"outlet": "Southern Post"}, "read"),
    ({"given_id": "row-2"}, "read"),
    ({"given_id": None}, "read"),
]


@pytest.mark.parametrize(("changes", "outcome"), NO_ADDRESS)
def test_without_an_address_given_id_and_outlet_tell_a_revision(
    ledger: Ledger, changes: dict[str, object], outcome: str
) -> None:
    ledger.add_report(report(1, address=None))
    assert ledger.add_report(report(1, text="Another text.", address=None, **changes)).outcome == outcome


def test_a_revision_names_the_last_state_and_both_are_kept(ledger: Ledger) -> None:
    states = [report(1), report(1, text="Second state."), report(1, text="Third state.")]
    outcomes = [ledger.add_report(state) for state in states]
    assert [added.of for added in outcomes] == [None, states[0].id, states[1].id]
    assert [r.id for r in ledger.reports()] == [state.id for state in states]


def test_a_copy_has_claims_of_its_own(ledger: Ledger) -> None:
    run = ledger.start_run("rules.1")
    first, copy = report(1), report(1, outlet="Southern Post")
    for r in (first, copy, copy):
        ledger.add_report_with_claims(r, None, run.id, claims_of(r))
    assert len(ledger.claims()) == 8
    assert {c.report_id for c in ledger.claims()} == {first.id, copy.id}
    assert len({c.mention.text_id for c in ledger.claims()}) == 1


def test_raw_bytes_are_kept_once(ledger: Ledger) -> None:
    ledger.add_report(report(1), b"page")
    ledger.add_report(report(2), b"page")
    assert ledger.raw(report(1).id) == ledger.raw(report(2).id) == b"page"
    assert {r.blob for r in ledger.reports()} == {sha256_hex(b"page")}


def test_raw_bytes_that_are_not_those_named_are_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="names the raw bytes"):
        ledger.add_report(report(1, blob="0" * 64), b"page")
    with pytest.raises(LedgerError, match="not in the ledger"):
        ledger.add_report(report(1, blob="0" * 64))
    assert ledger.reports() == []


def test_reports_are_found_by_id_beginning_or_given_id(ledger: Ledger) -> None:
    fill(ledger)
    r = report(2)
    for name in (r.id, r.id[:10], "row-2"):
        assert ledger.resolve_report(name) == r.id
    with pytest.raises(LedgerError, match="fits several"):
        ledger.resolve_report("r-")
    for nothing in ("row-9", "", "%"):
        with pytest.raises(LedgerError, match="no such report"):
            ledger.resolve_report(nothing)


def test_a_given_id_of_two_reports_is_ambiguous(ledger: Ledger) -> None:
    ledger.add_report(report(1))
    ledger.add_report(report(1, text="Another text."))
    with pytest.raises(LedgerError, match="fits several"):
        ledger.resolve_report("row-1")


def test_texts_are_searched_by_words(ledger: Ledger) -> None:
    ledger.add_report(Report(text="В Велиморе погибли 12 солдат.", given_id="a"))
    ledger.add_report(Report(text="Twelve SOLDIERS died near St. Mary's church.", given_id="b"))
    ledger.add_report(Report(text="Nobody died.", given_id="c"))

    def found(query: str) -> list[str | None]:
        return [r.given_id for r in ledger.reports(search=query)]

    assert found("ПОГИБЛИ солдат") == ["a"]
    assert found("soldiers") == ["b"]
    assert found("died") == ["b", "c"]
    assert found("died soldiers") == ["b"]
    assert found('mary\'s "church" OR') == []
    assert found("mary's church") == ["b"]
    assert found("sold") == []
    assert found("") == []


@pytest.mark.parametrize("call", ["report", "raw", "text"])
def test_what_is_not_there_is_named(ledger: Ledger, call: str) -> None:
    with pytest.raises(LedgerError, match="r-0000"):
        getattr(ledger, call)("r-0000")
