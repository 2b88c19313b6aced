from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

import pytest

from tests.ledger.made import claims_of, counted, fill, judgement, record_judgement, report
from tollbook.ledger import Ledger
from tollbook.model import Claim, Link, Project, Report
from tollbook.reconcile import FlatClaim, FlatReport, SubjectKind
from tollbook.reconcile.cell_record import CellRecord, Group
from tollbook.reconcile.decisions import Decisions
from tollbook.run.reconciling import Reconciled, reconcile

WORKED_ON: list[str] = []


def cell_of(claim: FlatClaim) -> str:
    return claim.place or "-"


def by_count(claims: Sequence[FlatClaim], reports: Sequence[FlatReport], decisions: Decisions) -> CellRecord:
    """A stand-in for what is made of a cell: claims of one count are one incident, but for what people decided."""
    WORKED_ON.extend(sorted({claim.place or "-" for claim in claims}))
    assert {claim.report for claim in claims} == {r.id for r in reports}
    number = {claim.id: claim.low for claim in claims}
    for a, b in sorted(decisions.pairs.together):
        if a in number and b in number:
            number[b] = number[a]
    groups: dict[int | None, list[str]] = defaultdict(list)
    for claim in sorted(number):
        groups[number[claim]].append(claim)
    links = [Link(type="repeats", a=g[0], b=claim) for g in groups.values() for claim in g[1:]]
    made = [Group(SubjectKind.INCIDENT, str(n), tuple(g), {"count": n}) for n, g in groups.items()]
    return CellRecord(tuple(links), tuple(made))


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    WORKED_ON.clear()
    with Ledger.open(":memory:") as made:
        yield made


def run(ledger: Ledger, since: date | None = None, *, anew: bool = False) -> Reconciled:
    WORKED_ON.clear()
    return reconcile(ledger, by_count, cell_of, maker="test.1", since=since, anew=anew)


def record(ledger: Ledger) -> tuple[object, ...]:
    return ledger.links(), ledger.subjects(), ledger.record_cells()


def holding(ledger: Ledger, claim: str) -> str:
    return next(subject.id for subject in ledger.subjects() if claim in subject.claims)


def test_all_is_made_once_and_nothing_the_second_time(ledger: Ledger) -> None:
    fill(ledger)
    first = run(ledger)
    assert first.subjects["incident"] == first.events["given"] > 0
    assert set(WORKED_ON) == ledger.record_cells()
    before = record(ledger)
    again = run(ledger)
    assert (again.reports, again.cells, again.events) == (0, 0, {})
    assert record(ledger) == before


def test_what_is_made_piece_by_piece_is_what_is_made_at_once(ledger: Ledger) -> None:
    fill(ledger, [1, 2])
    run(ledger)
    later = ledger.start_run("rules.2")
    claims = claims_of(report(1))
    ledger.store_run(report(1).id, later.id, [counted(claims[0], 11), *claims[1:]])
    fill(ledger, [6], sentences=1)
    run(ledger)
    found = record(ledger)
    run(ledger, anew=True)
    assert record(ledger) == found
    with Ledger.open(":memory:") as other:
        other.merge(ledger)
        run(other)
        assert other.links() == ledger.links()
        assert [s.claims for s in other.subjects()] == [s.claims for s in ledger.subjects()]


def test_another_place_s_report_leaves_a_cell_as_it_was(ledger: Ledger) -> None:
    fill(ledger, [1])
    run(ledger)
    fill(ledger, [2], sentences=1)
    run(ledger)
    assert WORKED_ON == ["Velimor"]


def test_links_within_a_report_are_chosen_among_all_its_claims_whatever_cell_is_touched(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ends(_: Report, claims: Sequence[Claim], *, learned: bool) -> list[Link]:
        ids = sorted(claim.id for claim in claims)
        return [Link(type="part_of", a=a, b=b, why=f"of {len(ids)}") for a in ids for b in ids if a != b]

    monkeypatch.setattr("tollbook.extract.links_within", ends)
    fill(ledger, [1])
    run(ledger)
    fill(ledger, [2], sentences=1)
    run(ledger)
    assert WORKED_ON == ["Velimor"]
    found = record(ledger)
    run(ledger, anew=True)
    assert record(ledger) == found


def test_a_report_is_linked_within_again_only_when_its_claims_have_changed(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked: list[str] = []

    def ends(of: Report, claims: Sequence[Claim], *, learned: bool) -> list[Link]:
        linked.append(of.id)
        ids = sorted(claim.id for claim in claims)
        return [Link(type="part_of", a=ids[0], b=other, why="of all") for other in ids[1:]]

    monkeypatch.setattr("tollbook.extract.links_within", ends)
    fill(ledger, [1, 2])
    run(ledger)
    assert sorted(linked) == sorted([report(1).id, report(2).id])
    fill(ledger, [3])
    run(ledger)
    assert linked[2:] == [report(3).id]
    later = ledger.start_run("rules.2")
    claims = claims_of(report(1))
    ledger.store_run(report(1).id, later.id, [counted(claims[0], 11), *claims[1:]])
    run(ledger)
    assert linked[3:] == [report(1).id]
    found = record(ledger)
    run(ledger, anew=True)
    assert len(linked[4:]) == 3
    assert record(ledger) == found
    ledger.set_project(Project(learned=False))
    run(ledger)
    assert len(linked[7:]) == 3


def test_a_run_that_is_overtaken_goes_on_from_what_the_quicker_one_made(ledger: Ledger) -> None:
    fill(ledger, [1])
    quicker = iter([lambda: (fill(ledger, [2]), run(ledger))])

    def slow(claims: Sequence[FlatClaim], reports: Sequence[FlatReport], decisions: Decisions) -> CellRecord:
        next(quicker, lambda: None)()
        return by_count(claims, reports, decisions)

    reconcile(ledger, slow, cell_of, maker="test.1")
    found = record(ledger)
    assert {s.id: 1 for s in ledger.subjects()} == Counter(e.subject for e in ledger.subject_events())
    run(ledger, anew=True)
    assert record(ledger) == found


def test_an_incident_keeps_its_id_when_claims_join_it_and_says_where_it_went_when_it_is_merged(ledger: Ledger) -> None:
    made = fill(ledger, [1, 2], sentences=1)
    run(ledger)
    one, two = (holding(ledger, claim.id) for claim in made)
    assert one != two
    ledger.judge_record(record_judgement(one, "merge", others=(two,), claims=tuple(claim.id for claim in made)))
    done = run(ledger)
    assert done.events == {"changed": 1, "merged": 1}
    assert holding(ledger, made[0].id) == holding(ledger, made[1].id)
    gone = ({one, two} - {holding(ledger, made[0].id)}).pop()
    assert ledger.subject_events(gone)[-1].other == holding(ledger, made[0].id)


def test_claims_of_two_cells_that_people_put_together_are_worked_on_together(ledger: Ledger) -> None:
    made = fill(ledger, [1], sentences=2)
    run(ledger)
    cells = {cell_of_claim.cell for cell_of_claim in ledger.subjects()}
    assert len(cells) == 2
    ledger.judge_record(record_judgement("i-1", "merge", others=("i-2",), claims=tuple(claim.id for claim in made)))
    run(ledger)
    assert holding(ledger, made[0].id) == holding(ledger, made[1].id)
    assert {s.cell for s in ledger.subjects()} == {min(cells)}
    before = record(ledger)
    later = ledger.start_run("rules.2")
    ledger.store_run(report(1, 2).id, later.id, claims_of(report(1, 2), sentences=2))
    run(ledger)
    assert record(ledger) == before


def test_an_incident_says_where_people_and_machine_disagree(ledger: Ledger) -> None:
    made = fill(ledger, [1, 2], sentences=1)
    run(ledger)
    one, two = (holding(ledger, claim.id) for claim in made)
    ids = tuple(claim.id for claim in made)
    ledger.judge_record(record_judgement(one, "merge", others=(two,), claims=ids))
    run(ledger)
    (subject,) = ledger.subjects()
    (said,) = subject.body["disagreement"]
    assert "the machine would keep them apart" in said
    later = ledger.start_run("rules.2")
    ledger.store_run(report(2, 1).id, later.id, [counted(made[1], made[0].reading.count.low or 0)])
    run(ledger)
    assert "disagreement" not in ledger.subjects()[0].body


def test_what_was_rejected_is_in_no_incident_and_its_id_ends(ledger: Ledger) -> None:
    made = fill(ledger, [1], sentences=1)
    run(ledger)
    was = holding(ledger, made[0].id)
    ledger.judge(judgement(made[0].id, "reject"))
    assert run(ledger).events == {"ended": 1}
    assert ledger.subjects() == []
    ledger.judge(judgement(made[0].id, "accept", day=2))
    assert run(ledger).events == {"returned": 1}
    assert holding(ledger, made[0].id) == was


def test_rebuilding_and_reconciling_gives_the_same_record_with_the_same_ids(ledger: Ledger) -> None:
    fill(ledger)
    run(ledger)
    before = record(ledger)
    ledger.rebuild()
    assert run(ledger).events == {}
    assert record(ledger) == before


def test_another_maker_or_word_table_makes_all_anew(ledger: Ledger) -> None:
    fill(ledger)
    run(ledger)
    WORKED_ON.clear()
    reconcile(ledger, by_count, cell_of, maker="test.2")
    assert set(WORKED_ON) == ledger.record_cells()


def test_rules_alone_in_the_place_of_learned_parts_make_all_anew(ledger: Ledger) -> None:
    fill(ledger)
    run(ledger)
    ledger.set_project(Project(learned=False))
    run(ledger)
    assert set(WORKED_ON) == ledger.record_cells()


def test_other_weights_or_lexicons_make_all_anew(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(ledger)
    run(ledger)
    monkeypatch.setattr("tollbook.run.reconciling.record_hash", lambda: "other")
    run(ledger)
    assert set(WORKED_ON) == ledger.record_cells()
    assert run(ledger).cells == 0


def test_since_touches_reports_of_that_day_and_later(ledger: Ledger) -> None:
    fill(ledger)
    run(ledger)
    assert run(ledger, date(2000, 1, 1)).reports == len(ledger.reports())
    assert run(ledger, date(2999, 1, 1)).reports == 0
