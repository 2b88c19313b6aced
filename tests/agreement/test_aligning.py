from __future__ import annotations

from tollbook.agreement import Coded, align
from tollbook.model import Count, Measure, Reading, Span


def coded(
    mention: str, start: int = 0, end: int = 20, *, report: str = "r-1", added: bool = True, **fields: object
) -> Coded:
    evidence = Span(start=start, end=end, text="x" * (end - start))
    reading = Reading.model_validate({"evidence": evidence, "measure": Measure.KILLED, **fields})
    return Coded(report, mention, reading, added)


def names(a: list[Coded], b: list[Coded], **whole: set[str]) -> set[tuple[str | None, str | None]]:
    return {(pair.a and pair.a.mention, pair.b and pair.b.mention) for pair in align(a, b, **whole)}


def test_claims_that_both_judged_are_paired_by_mention_rejected_ones_too() -> None:
    a = [coded("m-1", added=False), Coded("r-1", "m-2", None), coded("m-3", added=False)]
    b = [coded("m-2", added=False), coded("m-1", added=False)]
    assert names(a, b, whole_a={"r-1"}, whole_b={"r-1"}) == {("m-1", "m-1"), ("m-2", "m-2")}


def test_added_claims_are_paired_by_their_words_and_measure() -> None:
    a = [coded("a-1", 0, 20), coded("a-2", 50, 90), coded("a-3", 200, 230)]
    b = [coded("b-1", 55, 95), coded("b-2", 5, 20), coded("b-3", 200, 230, measure=Measure.INJURED)]
    assert names(a, b) == {("a-1", "b-2"), ("a-2", "b-1")}
    assert names(a, b, whole_a={"r-1"}, whole_b={"r-1"}) == {
        ("a-1", "b-2"),
        ("a-2", "b-1"),
        ("a-3", None),
        (None, "b-3"),
    }


def test_of_several_in_the_same_words_the_one_with_the_same_count_is_meant() -> None:
    ten, two = Count(low=10, high=10), Count(low=2, high=2)
    a = [coded("a-1", count=ten), coded("a-2", count=two)]
    b = [coded("b-1", count=two), coded("b-2", count=ten)]
    assert names(a, b) == {("a-1", "b-2"), ("a-2", "b-1")}


def test_claims_of_other_reports_or_with_little_in_common_are_not_paired() -> None:
    assert names([coded("a-1")], [coded("b-1", report="r-2")]) == set()
    assert names([coded("a-1", 0, 20)], [coded("b-1", 15, 60)]) == set()
