"""A filtered queue by way of the full-text index, or of reports given to somebody: the same claims as by looking at
each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ledger.made import fill, judgement, report
from tollbook.ledger import Filter, Ledger, Wanted, claim_names, narrowed, queue

MACHINE = Wanted(filter=Filter(state="machine", retired=False))


def asked(**of: str) -> Wanted:
    return Wanted(filter=Filter(state="machine", retired=False, **of))  # type: ignore[arg-type]


@pytest.fixture
def many(ledger: Ledger) -> Ledger:
    made = fill(ledger, range(1, 9), 4)
    for n, claim in enumerate(made[:6]):
        ledger.judge(judgement(claim.id, "correct", day=n + 1, place__name="Kesh-Ulan", place__text="Kesh-Ulan"))
        ledger.judge(judgement(claim.id, "unsure", day=n + 10))
    return ledger


@pytest.mark.parametrize("sample", [1, 4, 1000])
@pytest.mark.parametrize(
    "wanted",
    [
        {"place": "kesh"},
        {"place": "ulan"},
        {"text": "killed"},
        {"text": "kill"},
        {"source": "council"},
        {"source": "officials"},
    ],
)
def test_however_claims_are_found_they_are_the_same(
    many: Ledger, monkeypatch: pytest.MonkeyPatch, sample: int, wanted: dict[str, str]
) -> None:
    monkeypatch.setattr(narrowed, "SAMPLE", sample)
    for state in ("machine", "unsure", None):
        filter_ = Filter(state=state, **wanted)  # type: ignore[arg-type]
        by_looking = [claim.id for claim in many.claims(filter_)]
        for by_influence in (True, False):
            one = Wanted(filter=filter_, by_influence=by_influence)
            assert [claim.id for claim in many.queue(one, take=100)] == by_looking  # none of them moves a toll
            assert [claim.id for claim in many.queue(one, skip=3, take=2)] == by_looking[3:5]
            length = many.queue_length(one)
            assert length.claims == len(by_looking) or (length.more and length.claims <= len(by_looking))


def test_a_name_with_other_wishes_beside_it(many: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    for most in (claim_names.MOST, 1):  # one by one, and all at once
        monkeypatch.setattr(claim_names, "MOST", most)
        monkeypatch.setattr(queue, "MOST", most)
        for further in ({"measure": "killed"}, {"source": "council"}, {"party": "Velimor"}, {"retired": True}):
            filter_ = Filter(place="kesh", **further)  # type: ignore[arg-type]
            by_looking = [claim.id for claim in many.claims(filter_)]
            assert [claim.id for claim in many.queue(Wanted(filter=filter_), take=100)] == by_looking
        all_ = many.queue(Wanted(filter=Filter(place="kesh")), take=100)
        hidden = frozenset([all_[0].report_id])
        kept = [claim.id for claim in all_ if claim.report_id not in hidden]
        assert [c.id for c in many.queue(Wanted(filter=Filter(place="kesh"), without=hidden), take=100)] == kept
        judged = many.queue(Wanted(filter=Filter(place="kesh"), judged_by="Ana"), take=100)
        assert [c.id for c in judged] == [c.id for c in all_ if c.judged_by == "Ana"] != []


def test_of_two_names_each_is_found_by_its_words(many: Ledger) -> None:
    def found(place: str) -> int:
        return len(many.queue(Wanted(filter=Filter(place=place, source="council")), take=100))

    assert found("kesh") == len(many.claims(Filter(place="kesh", source="council"))) > 0
    assert found("esh") == 0


def test_a_name_in_very_many_names_is_looked_for_in_the_order_of_the_queue(
    many: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_looking = [claim.id for claim in many.claims(Filter(place="kesh"))]
    monkeypatch.setattr(queue, "MOST", 0)
    assert [claim.id for claim in many.queue(Wanted(filter=Filter(place="kesh")), take=100)] == by_looking


def test_a_name_is_found_by_words_in_a_row_the_last_perhaps_cut_short(many: Ledger) -> None:
    def found(place: str) -> int:
        return len(many.queue(Wanted(filter=Filter(place=place)), take=100))

    assert (found("Kesh-Ulan"), found("kesh ulan"), found("kesh-ul"), found("ulan-kesh"), found("esh")) == (
        6,
        0,
        0,
        0,
        0,
    )
    assert found("ula") == 6


def test_what_is_asked_for_in_signs_that_are_no_words_is_looked_for_as_it_stands(many: Ledger) -> None:
    assert many.queue(asked(text='"*(', place="-")) == []
    assert many.queue_length(asked(source="' OR 1 --")).claims == 0


def test_claims_of_reports_that_somebody_was_given(many: Ledger) -> None:
    given = [report(n).id for n in (1, 5)]
    many.people.assign(given, "Ana", "Ruth")
    one = replace(MACHINE, given_to="Ana")
    expected = [claim.id for claim in many.claims(MACHINE.filter) if claim.report_id in given]
    assert expected
    assert [claim.id for claim in many.queue(one, take=100)] == expected
    assert many.queue_length(one).claims == len(expected)
    assert many.queue(replace(one, without=frozenset(given)), take=100) == []
    assert many.queue(replace(MACHINE, given_to="Nobody")) == []


def test_the_page_asked_for_is_the_last_one_at_most(many: Ledger) -> None:
    length, page, claims = many.queue_page(MACHINE, 99, size=10)
    assert (length.claims, page, len(claims)) == (26, 3, 6)
    assert many.queue_page(MACHINE, 1, size=10)[2][:10] == many.queue(MACHINE, take=10)
