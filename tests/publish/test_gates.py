from __future__ import annotations

from datetime import date

import pytest

from tollbook.model import Count, FindingKind, Measure, Reading, Span, TollFigure
from tollbook.publish.gates import GATES, misread, missing_evidence, not_recomputed, not_reviewed, personal, unclean
from tollbook.publish.mask import Names
from tollbook.publish.released import ReleasedClaim, ReleasedFigure, ReleasedFinding, ReleasedSubject


def claim(id_: str = "m-1", state: str = "accepted", words: str = "twelve", low: int = 12) -> ReleasedClaim:
    count = Count(low=low, high=low, text=words)
    reading = Reading(evidence=Span(start=0, end=3, text="one"), measure=Measure.KILLED, count=count)
    return ReleasedClaim(id=id_, report="r-1", state=state, reading=reading)


def subject(*claims: ReleasedClaim, by: tuple[str, ...] = ("m-1",), low: int = 12) -> ReleasedSubject:
    figure = TollFigure(id="t-1", measure="killed", low=low, best=low, high=low, low_by=by, counted=by)
    made = (ReleasedFigure(policy="latest", figure=figure),)
    return ReleasedSubject(id="i-1", kind="incident", name="Kesh", figures=made, claims=claims)


@pytest.mark.parametrize(
    ("state", "held"), [("accepted", 0), ("corrected", 0), ("machine", 1), ("unsure", 1), ("rejected", 1)]
)
def test_only_what_a_person_accepted_or_corrected_may_set_a_bound(state: str, held: int) -> None:
    assert len(list(not_reviewed([subject(claim(state=state))]))) == held


def test_a_claim_that_sets_no_bound_may_wait_and_one_that_is_not_published_may_not_set_one() -> None:
    assert list(not_reviewed([subject(claim(), claim("m-2", "machine"))])) == []
    (hold,) = not_reviewed([subject(claim(), by=("m-9",))])
    assert (hold.row, "not published" in hold.why) == ("m-9", True)


def test_a_figure_that_comes_out_otherwise_is_held() -> None:
    (made,) = subject(claim()).figures
    assert list(not_recomputed([subject(claim())], {"t-1": made.figure})) == []
    (hold,) = not_recomputed([subject(claim(), low=11)], {"t-1": made.figure})
    assert hold.why.endswith("11, 11, 11 to be published, 12, 12, 12 worked out")
    assert len(list(not_recomputed([subject(claim())], {}))) == 1


@pytest.mark.parametrize(("read", "held"), [((12, 12), 0), ((12, None), 1), ((21, 21), 1), (None, 1)])
def test_words_that_read_otherwise_are_held(read: tuple[int | None, int | None] | None, held: int) -> None:
    assert len(list(misread([claim()], {"m-1": read}))) == held


def test_words_that_nobody_reads_again_are_not_held() -> None:
    assert list(misread([claim()], {})) == []


def test_a_name_that_is_held_back_is_found_in_any_case() -> None:
    names = Names(frozenset({"Ada Korrel"}))
    rows = [("m-1", '{"text": "ADA KORREL, 31"}'), ("m-2", '{"text": "Ada said"}')]
    assert [hold.row for hold in personal(rows, names)] == ["m-1"]


def test_a_difference_is_held_until_somebody_explains_it_and_a_gap_is_not() -> None:
    day = date(2031, 5, 4)
    found = [
        ReleasedFinding(kind=FindingKind.DIFFERENCE, day=day, says="1 more"),
        ReleasedFinding(kind=FindingKind.DIFFERENCE, day=day, says="2 more", explained="late bulletin"),
        ReleasedFinding(kind=FindingKind.GAP, day=day, says="a bulletin is missing"),
    ]
    series = subject().model_copy(update={"findings": tuple(found)})
    assert [hold.why for hold in unclean([series])] == ["2031-05-04: 1 more"]


def test_words_that_are_gone_from_the_text_are_held() -> None:
    assert [h.row for h in missing_evidence([claim(), claim("m-2")], {"m-1"})] == ["m-2"]


def test_every_hold_names_a_gate_that_is_told_of() -> None:
    holds = [
        *not_reviewed([subject(claim(state="machine"))]),
        *not_recomputed([subject(claim())], {}),
        *misread([claim()], {"m-1": None}),
        *missing_evidence([claim()], set()),
    ]
    assert {hold.gate for hold in holds} <= GATES.keys()
