from __future__ import annotations

from tollbook.model import Link
from tollbook.reconcile import SubjectKind
from tollbook.reconcile.cell_record import CellRecord, Group
from tollbook.reconcile.decisions import PairDecisions
from tollbook.reconcile.disagreement import disagreements


def alone(*groups: str) -> CellRecord:
    """Incidents of claims of one letter each; the first claim of each is repeated by the others."""
    made = tuple(Group(SubjectKind.INCIDENT, g, tuple(g), {}) for g in groups)
    return CellRecord(tuple(Link(type="repeats", a=g[0], b=c) for g in groups for c in g[1:]), made)


def test_what_people_put_together_and_the_machine_would_not() -> None:
    decisions = PairDecisions(together=frozenset({("a", "b"), ("b", "c")}))
    (found,) = disagreements(alone("ab", "c"), decisions)
    assert found[0] == "c"
    assert "would keep them apart" in found[1]


def test_what_people_took_apart_and_the_machine_would_join() -> None:
    decisions = PairDecisions(apart=frozenset({("a", "b"), ("a", "c")}))
    assert [claim for claim, _ in disagreements(alone("ab", "c"), decisions)] == ["b"]


def test_an_accepted_link_that_is_no_longer_found() -> None:
    decisions = PairDecisions(accepted=frozenset({("repeats", "a", "b"), ("revises", "a", "b"), ("repeats", "x", "y")}))
    assert [words for _, words in disagreements(alone("ab"), decisions)] == [
        "people accepted that it revises a; the machine no longer finds that"
    ]
