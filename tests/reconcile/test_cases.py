"""Namings weighed, joined and decided on; a list against a total."""

from __future__ import annotations

from datetime import date
from random import Random

from tollbook.model import Case, Fate, Naming, PersonPair, RecordJudgement, Window
from tollbook.reconcile.cases import PersonDecisions, decisions_of, join
from tollbook.reconcile.list_gap import gap_words, list_gap
from tollbook.reconcile.person_pairs import propose

STRIKE = Window(start=date(2021, 4, 3), end=date(2021, 4, 3))


def entry(list_name: str, source_id: str, name: str, **more: object) -> Naming:
    return Naming.model_validate({"name": name, "list_name": list_name, "source_id": source_id, **more})


HASSAN = entry("ministry", "1", "Mohammed al-Hassan", age=12, sex="male", place="Raqqa", when=STRIKE)
ARABIC = entry("families", "9", "محمد الحسن", age=12, place="الرقة", when=STRIKE)
SISTER = entry("ministry", "2", "Maryam al-Hassan", age=9, sex="female", place="Raqqa", when=STRIKE)
NAMESAKE = entry("ahali", "4", "Muhammad Hassan", age=71, place="Homs", when=Window(start=date(2020, 1, 5)))


def test_one_person_in_two_scripts_is_proposed_with_the_reasons() -> None:
    (pair, *rest) = propose([HASSAN, ARABIC, SISTER, NAMESAKE])
    assert {pair.a, pair.b} == {HASSAN.id, ARABIC.id} and pair.a < pair.b
    assert pair.probability > 0.99
    assert pair.why == ("the same name", "the same age", "the same place", "the same day")
    assert all(other.probability < 0.5 for other in rest)


def test_the_order_of_namings_changes_nothing() -> None:
    namings = [HASSAN, ARABIC, SISTER, NAMESAKE]
    first = propose(namings)
    Random(3).shuffle(namings)
    assert propose(namings) == first


def test_a_patronymic_that_differs_counts_and_one_that_lacks_does_not() -> None:
    ivan = entry("a", "1", "Ivan Melnyk", patronymic="Petrovych", age=30)
    same, other, without = (
        propose([ivan, entry("b", "2", "Іван Мельник", age=30, patronymic=patronymic)], least=0)[0].probability
        for patronymic in ("Петрович", "Васильович", None)
    )
    assert other < without < same


def pair(a: Naming, b: Naming, probability: float) -> PersonPair:
    one, two = sorted((a.id, b.id))
    return PersonPair(a=one, b=two, probability=probability)


def said(a: Naming, b: Naming, verdict: str) -> RecordJudgement:
    made = {"subject": pair(a, b, 1).key, "verdict": verdict, "by": "A. Coder", "at": "2031-01-01T00:00:00+00:00"}
    return RecordJudgement.model_validate(made)


def members(joined: object) -> set[frozenset[str]]:
    return {one.members for one in joined}  # type: ignore[attr-defined]


def test_likely_pairs_are_joined_as_the_machines_and_chains_are_not() -> None:
    a, b, c = (entry(name, "1", name) for name in "abc")
    (one,) = join([a, b], [pair(a, b, 0.95)], PersonDecisions())
    assert (one.members, one.state) == ({a.id, b.id}, "machine")
    chained = join([a, b, c], [pair(a, b, 0.96), pair(b, c, 0.95)], PersonDecisions())
    assert members(chained) == {frozenset({a.id, b.id}), frozenset({c.id})}


def test_what_people_decide_holds() -> None:
    a, b, c = (entry(name, "1", name) for name in "abc")
    pairs = [pair(a, b, 0.97), pair(b, c, 0.1)]
    decided = decisions_of([said(a, b, "reject"), said(b, c, "unsure"), said(b, c, "accept")])
    found = {one.members: one.state for one in join([a, b, c], pairs, decided)}
    assert found == {frozenset({a.id}): "single", frozenset({b.id, c.id}): "accepted"}
    unsure = decisions_of([said(a, b, "unsure")])
    assert len(join([a, b], pairs, unsure)) == 2


def test_two_entries_of_one_list_are_joined_by_people_alone() -> None:
    a, b = entry("ministry", "1", "Omar Aziz"), entry("ministry", "2", "Omar Aziz")
    assert len(join([a, b], [pair(a, b, 0.99)], PersonDecisions())) == 2
    assert len(join([a, b], [pair(a, b, 0.99)], decisions_of([said(a, b, "accept")]))) == 1


def test_a_list_against_a_total_is_explained() -> None:
    killed = {"fate": Fate.KILLED, "when": STRIKE}
    own = [entry("ministry", str(n), f"Person {n}", **killed) for n in range(4)]
    late = entry("ministry", "9", "Later One", fate=Fate.KILLED, when=Window(start=date(2021, 5, 1)))
    other = entry("families", "1", "Somebody Else", **killed)
    namings = {n.id: n for n in (*own, late, other)}
    cases = [Case(id="case-1", members=(own[0].id, own[1].id))]
    cases += [Case(id=f"case-{n.id}", members=(n.id,)) for n in (own[2], own[3], late, other)]
    gap = list_gap("ministry", 7, Fate.KILLED, date(2021, 4, 8), cases, namings)
    assert (gap.entries, gap.twice, gap.later, gap.persons) == (5, 1, 1, 3)
    assert (gap.gap, len(gap.elsewhere), gap.unexplained) == (4, 1, 3)
    assert gap_words(gap, "the claim") == (
        "list “ministry” has 5 (1 of its entries are persons whom it has already; 1 came to harm after 2021-04-08: "
        "3 to compare), the claim says 7: a gap of 4, explained by 1 whom other lists or reports name and this one "
        "does not; 3 whom nobody names here"
    )
