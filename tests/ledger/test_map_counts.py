"""Incidents counted by place and day, kept up as cells are made anew."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from tests.ledger.conftest import Places
from tests.ledger.made import change_of, fill
from tests.ledger.older import take_back
from tollbook.ledger import Ledger, Spot, StoredSubject, SubjectEvent, WantedSubjects, map_counts

KESH = {"country": "XV", "place": "Kesh", "lat": 1.5, "lon": 2.25}


def one(id_: str, claim: str, cell: str = "XV", kind: str = "incident", **body: Any) -> StoredSubject:
    return StoredSubject(id_, kind, cell, id_, body, (claim,))


def put(ledger: Ledger, subjects: list[StoredSubject], *cells: str) -> None:
    events = [SubjectEvent(s.id, s.kind, "given", s.claims) for s in subjects]
    state = ledger.record_state()
    made = replace(change_of(ledger), claim_cells=(), links=(), dependences=())
    change = replace(made, subjects=subjects, events=events, cells=frozenset(cells), made_from=state)
    assert ledger.replace_record(change)


def agree(ledger: Ledger) -> bool:
    """Whether what is kept is what counting every incident gives."""
    heads = ledger.list_subjects(WantedSubjects(), limit=1000)
    counts = ledger.map_counts(None, limit=1000)
    places = Counter((h.body["lat"], h.body["lon"]) for h in heads if h.body.get("lat") is not None)
    return counts.days == Counter(h.day for h in heads) and places == {
        (spot.lat, spot.lon): spot.number for spot in counts.spots
    }


@pytest.fixture
def mapped(ledger: Ledger) -> Ledger:
    claims = [claim.id for claim in fill(ledger)]
    subjects = [
        one("i-1", claims[0], first="2031-05-01", **KESH),
        one("i-2", claims[1], first="2031-05-03", where_prec=4, **KESH),
        one(
            "i-3", claims[2], first="2031-05-03", country="XW", place="Tarn", lat=-3.0, lon=9.0, where_prec=3, cell="XW"
        ),
        one("i-4", claims[3], cell="none"),
        one("p-1", claims[4], kind="period", first="2031-05-03", **KESH),
    ]
    put(ledger, subjects, "XV", "XW", "none")
    return ledger


def test_incidents_are_counted_by_place_and_day(mapped: Ledger) -> None:
    counts = mapped.map_counts(None, limit=10)
    assert counts.spots == (
        Spot("XV", 1.5, 2.25, "Kesh", 2, False, "2031-05-01", "2031-05-03", "i-2"),
        Spot("XW", -3.0, 9.0, "Tarn", 1, True, "2031-05-03", "2031-05-03", "i-3"),
    )
    assert counts.days == {"2031-05-01": 1, "2031-05-03": 2, "": 1}
    assert mapped.map_counts("xw", limit=10).days == {"2031-05-03": 1}
    few = mapped.map_counts(None, limit=1)
    assert ([spot.place for spot in few.spots], few.places) == (["Kesh"], 2)


def test_they_follow_what_is_made_anew(mapped: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    claims = [claim.id for claim in mapped.claims()]
    for most in (300, 0):  # a few counted each, or all at once
        monkeypatch.setattr(map_counts, "_ALL", most)
        put(mapped, [one("i-1", claims[0], first="2031-05-02", **KESH)], "XV")
        assert agree(mapped)
        assert [spot.first for spot in mapped.map_counts("XV", limit=9).spots] == ["2031-05-02"]
        put(mapped, [one("i-5", claims[3], first="2031-06-01", **KESH)], "none")
        assert agree(mapped) and mapped.map_counts("XV", limit=9).spots[0].number == 2
        put(mapped, [one("i-4", claims[3], cell="none")], "none", "XV")
        assert agree(mapped) and mapped.map_counts("XV", limit=9).spots == ()


def test_a_ledger_made_before_is_counted_when_it_is_opened(places: Places) -> None:
    where = places.new()
    with Ledger.open(where) as ledger:
        claims = [claim.id for claim in fill(ledger)]
        body = {"first": "2031-05-01", "where_prec": 4, **KESH}
        put(ledger, [one("i-1", claims[0], **body), one("i-2", claims[1])], "XV")
        before = ledger.map_counts(None, limit=9)
        with ledger._database.write() as w:
            take_back(w.conn, "0013")
    assert places.open(where).map_counts(None, limit=9) == before
    assert before.spots[0].rough and before.days == {"2031-05-01": 1, "": 1}


def test_they_are_forgotten_with_the_record(mapped: Ledger) -> None:
    mapped.rebuild()
    assert mapped.map_counts(None, limit=9).days == {}  # the record is to be made anew
