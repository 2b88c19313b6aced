"""Sentences read the same whichever of two sides stands where: by name, people, body, article, length and namesakes.

Each sentence is written with both sides the one way and the other; what is read may differ in the sides alone.
"""

from __future__ import annotations

from datetime import date

import pytest

from tollbook import extract_claims
from tollbook.extract.en.context import read_context
from tollbook.extract.en.evidence import stated
from tollbook.extract.en.masked import marks_of, pieces_of
from tollbook.extract.en.names import untitled
from tollbook.extract.en.time import find_times
from tollbook.model import Project, Report
from tollbook.reference.parties import Parties

TOLD = "{start} said on Sunday that nine people were killed. A hospital confirmed it."
PAIRS = [("Kenya", "United Kingdom"), ("Cyprus", "Lebanon"), ("Mali", "Saudi Arabia"), ("Eritrea", "Georgia")]


def read(text: str, *, learned: bool = False) -> list[tuple[object, ...]]:
    """The claims of a text, with which sentence holds the evidence instead of offsets."""
    report = Report(text=text, language="en", published=date(2021, 11, 5))
    return [
        (r.measure, r.count.low, r.when.start, r.extent, len(text[r.evidence.start : r.evidence.end].split(".")))
        for r in (c.reading for c in extract_claims(report, Project(learned=learned)))
    ]


@pytest.mark.parametrize(("one", "other"), PAIRS)
@pytest.mark.parametrize("learned", [False, True])
@pytest.mark.parametrize(
    "sentence",
    [
        "Shells fired from {a} killed nine soldiers of {b} near the border on Sunday, a doctor said.",
        "{a} has lost 30 soldiers this week while {b} lost 50, the mayor of a border town said on Friday.",
        "A worker stood in a yard north of the border with {a}, Nov. 21. Two of 17 hostages have been freed in {b}.",
    ],
)
def test_the_sides_names_change_nothing_else(one: str, other: str, sentence: str, *, learned: bool) -> None:
    assert read(sentence.format(a=one, b=other), learned=learned) == read(
        sentence.format(a=other, b=one), learned=learned
    )


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Many Lebanese fled on Sunday.", "people", "Lebanese"),
        ("Many Cypriots fled on Sunday.", "people", "Cypriots"),
        ("A Lebanese village was hit.", "demonym", "Lebanese"),
        ("A Cypriot village was hit.", "demonym", "Cypriot"),
        ("Forty Chinese were killed.", "people", "Chinese"),
        ("The Iranian government denied it.", "body", "Iranian government"),
        ("The Maltese government denied it.", "body", "Maltese government"),
        ("Malian government troops fled.", "forces", "Malian government troops"),
        ("Russian government troops fled.", "forces", "Russian government troops"),
        ("Afghan refugees were hurt.", "demonym", "Afghan"),
        ("Kenyan refugees were hurt.", "demonym", "Kenyan"),
    ],
)
def test_a_side_is_read_by_the_same_words_whether_or_not_a_table_spells_them_out(
    text: str, kind: str, words: str
) -> None:
    (found,) = [m for m in Parties.load().find(text) if m.party is not None]
    assert (found.kind, found.text) == (kind, words)


def test_a_state_of_a_federation_is_not_the_country_of_its_name() -> None:
    assert [m.party for m in Parties.load().find("A convoy in Niger State fled.")] == []
    assert [m.party for m in Parties.load().find("A convoy in Niger fled.")] == ["Niger"]


def pieces(text: str) -> list[int]:
    context = read_context(Report(text=text, language="en"), Project())
    return [int(n) for n in pieces_of(context.document.text, marks_of(context)).ids]


def test_the_article_before_a_name_is_the_same_piece() -> None:
    assert pieces("An Eritrean shell killed nine people.") == pieces("A Kenyan shell killed nine people.")
    assert pieces("An attack killed nine people.") == pieces("A attack killed nine people.")
    assert pieces("Ankara said nine were killed.") == pieces("Nairobi said nine were killed.")


def parsed(text: str) -> list[int]:
    return sorted(read_context(Report(text=text, language="en"), Project()).scenes)


def test_a_name_states_nothing_and_harms_nobody() -> None:
    for side in ("United States", "Kenya", "Supreme Court of the United States", "Supreme Court of Kenya"):
        told = f"Nine people were killed.\n\nThe children are in the far north of {side}."
        assert parsed(told) == [0]


@pytest.mark.parametrize("name", ["Kenya", "United Kingdom", "Central African Republic"])
def test_a_year_hangs_on_no_word_of_a_name(name: str) -> None:
    text = f"A man looks on at the door of a school in {name}, Nov. 21. Two were killed there."
    (told,) = [t for t in find_times(text, date(2021, 11, 5), []) if t.text == "Nov. 21"]
    assert told.window.start == date(2021, 11, 21)


@pytest.mark.parametrize("name", ["Kenya President Ann Drevnik", "United Kingdom President Ann Drevnik"])
def test_an_office_comes_off_a_persons_name_with_its_side(name: str) -> None:
    assert untitled(name) == "Ann Drevnik"
    assert untitled("Jordan King") == "Jordan King"


def test_evidence_is_drawn_out_no_further_by_a_name_of_several_words() -> None:
    drawn = set()
    for side in ("Kenya", "United Kingdom", "Democratic Republic of the Congo"):
        text = f"Soldiers of {side} were hit near the bridge, killing nine, on the road by which they had come at dawn."
        context = read_context(Report(text=text, language="en"), Project())
        (scene,) = context.scenes.values()
        at = text.index("killing nine")
        start, end = stated(scene.even.joined(scene.text), at, at + len("killing nine"))
        drawn.add(text[start:end].replace(side, "X"))
    assert len(drawn) == 1


@pytest.mark.parametrize("adjective", ["Russian", "Malian", "English", "Kenyan"])
def test_an_adjective_is_no_hamlet_of_that_name(adjective: str) -> None:
    context = read_context(
        Report(text=f"{adjective} soldiers killed nine people near Nairobi.", language="en"), Project()
    )
    assert [r.place.name for r in context.resolved_places] == ["Nairobi"]
