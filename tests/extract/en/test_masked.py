"""A report as the encoder reads it: pieces with offsets, names of parties and places as marks."""

from __future__ import annotations

from datetime import date

import pytest

from tollbook.extract.en.context import Context, read_context
from tollbook.extract.en.layout import OVERLAP, SIZE, lay_out
from tollbook.extract.en.masked import GROUPS, NAMES, PERSONS, PLACES, STATES, marks_of, pieces_of
from tollbook.model import Project, Report


def context(text: str) -> Context:
    return read_context(Report(text=text, published=date(2024, 3, 12), language="en"), Project())


def ids(text: str) -> list[int]:
    found = context(text)
    return [int(i) for i in pieces_of(found.document.text, marks_of(found)).ids]


def test_every_piece_stands_on_its_characters() -> None:
    found = context("Shelling killed 12 villagers near Lysychansk, the ministry said.")
    pieces = pieces_of(found.document.text, marks_of(found))
    assert all(a < b for a, b in zip(pieces.starts, pieces.ends, strict=True))
    twelve = found.document.text.index("12")
    first, last = pieces.at(twelve, twelve + 2)
    assert last == first + 1
    assert found.document.text[pieces.starts[first] : pieces.ends[first]] == "12"


def test_parties_and_places_are_marks_in_their_order() -> None:
    found = ids("Ukraine said Russia killed 3 people in Lysychansk. Russia denied it.")
    states = [i for i in found if i in STATES]
    assert states[0] == STATES[0] and STATES[1] in states
    assert [i for i in found if i in PLACES] == [PLACES[0]]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ukraine", "Russia"), ("India", "Pakistan"), ("Armenia", "Azerbaijan")],
)
def test_names_exchanged_leave_the_pieces_as_they_were(one: str, other: str) -> None:
    text = "{0} said {1} had killed 30 of its soldiers; {1} said it lost none."
    assert ids(text.format(one, other)) == ids(text.format(other, one))


@pytest.mark.parametrize(
    ("one", "other"),
    [(("Zarkovia", "Zarkovian", "Zarkovians"), ("Quelmark", "Quelmarkic", "Quelmarkers"))],
)
def test_names_that_no_list_has_exchanged_leave_the_pieces_as_they_were(
    one: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    text = "The {0[1]} army said {1[0]} killed 30 {0[2]}. {1[2]} said {0[0]} had shelled a {1[1]} school."
    assert ids(text.format(one, other)) == ids(text.format(other, one))
    assert len({i for i in ids(text.format(one, other)) if i in NAMES or i in PLACES}) == 2


def test_a_person_is_one_mark_whether_by_full_name_or_surname() -> None:
    found = ids("Shelling killed Ilka Quelmor. Quelmor was 30, a neighbour said.")
    assert [i for i in found if i in PERSONS] == [PERSONS[0], PERSONS[0]]


def test_an_armed_group_is_no_state() -> None:
    assert GROUPS[0] in ids("Boko Haram killed 20 villagers.")


def long_report(sentences: int) -> Context:
    return context(" ".join(f"Shelling killed {n + 2} people in the town on Monday." for n in range(sentences)))


@pytest.mark.parametrize("sentences", [1, 30, 120])
def test_windows_give_every_piece_one_home_and_keep_to_their_size(sentences: int) -> None:
    layout = lay_out(long_report(sentences), range(sentences))
    homes = [piece for first, home, last in layout.windows for piece in range(home, last)]
    assert homes == list(range(len(layout.ids)))
    assert all(last - first <= SIZE for first, _, last in layout.windows)
    assert all(home - first == OVERLAP for first, home, _ in layout.windows[1:])


def test_only_the_surroundings_of_candidates_are_read() -> None:
    report = long_report(40)
    layout = lay_out(report, [20])
    sentences = report.document.sentences
    assert layout.span(sentences[20].start, sentences[20].end) is not None
    assert layout.span(sentences[19].start, sentences[19].end) is not None
    assert layout.span(sentences[21].start, sentences[21].end) is not None
    assert layout.span(sentences[10].start, sentences[10].end) is None


def test_a_stretch_is_found_where_it_stands() -> None:
    report = long_report(10)
    layout = lay_out(report, [5])
    at = report.document.text.index("7 people")
    span = layout.span(at, at + 1)
    assert span is not None
    assert (int(layout.starts[span[0]]), int(layout.ends[span[1] - 1])) == (at, at + 1)
