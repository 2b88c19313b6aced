"""What a change says: the measures first, policies that say the same of one together."""

from __future__ import annotations

from datetime import date

from tollbook.model import Change, Publication, PublishedSubject
from tollbook.publish.changes import changes

DAY = date(2031, 5, 4)
FIRST = PublishedSubject(
    name="Kesh",
    digest="1",
    figures={"ibc/killed": (3, None, 5), "ucdp/killed": (3, 3, 5), "ucdp/remains_held": (2, 2, 2)},
)
LATER = PublishedSubject(name="Kesh", digest="2", figures={"ibc/killed": (4, None, 5), "ucdp/killed": (4, 4, 5)})


def told(before: PublishedSubject | None, now: PublishedSubject) -> Change:
    known = Publication.model_construct(subjects={"i-1": before}) if before else None
    (change,) = changes(known, {"i-1": now}, {}, day=DAY, draft=False, publication="p-1")
    return change


def test_a_new_subject_is_told_with_its_figures() -> None:
    assert (told(None, FIRST).kind, told(None, FIRST).says) == (
        "new",
        "killed: 3–5 (ibc, ucdp); remains held: 2 (ucdp)",
    )


def test_a_revised_one_is_told_with_what_moved() -> None:
    says = "killed: 3–5 → 4–5 (ibc, ucdp); remains held: 2 → none (ucdp)"
    assert (told(FIRST, LATER).kind, told(FIRST, LATER).says) == ("revised", says)
    assert told(FIRST, FIRST.model_copy(update={"digest": "3"})).says.startswith("The figures stand")
