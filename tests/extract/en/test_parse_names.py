"""The same sentence is parsed the same way whichever side it names."""

from itertools import product

from tollbook.extract.en.parse import load
from tollbook.extract.en.parse_names import words_for_sides

SENTENCE = "{a} shells killed nine {b} civilians on Sunday near the border with {c}, a doctor in {d} said."
SIDES = [
    ("Ethiopian", "Eritrean", "Eritrea", "Asmara"),
    ("Chadian", "Sudanese", "Sudan", "Khartoum"),
    ("Israeli", "Syrian", "Syria", "Damascus"),
    ("Armenian", "Azerbaijani", "Azerbaijan", "Baku"),
]


def test_adjectives_names_and_capitals_make_no_difference() -> None:
    parses = set()
    for (a, *_), (_, b, c, d) in product(SIDES, SIDES):
        doc = load()(SENTENCE.format(a=a, b=b, c=c, d=d))
        assert doc[0].text == a
        parses.add(tuple((t.tag_, t.dep_, t.head.i) for t in doc))
    assert len(parses) == 1


UNLISTED = [
    ("Zarkovian", "Quelmarkers", "Zarkovia", "Drenholm"),
    ("Quelmarkic", "Zarkovians", "Ostrunia", "Velkhaz"),
]


def test_names_that_no_list_has_make_no_difference() -> None:
    sentence = "{a} shells killed nine {b} on Sunday near the border with {c}, a doctor in {d} said."
    parses = set()
    for a, b, c, d in product(*zip(*UNLISTED, strict=True)):
        doc = load()(sentence.format(a=a, b=b, c=c, d=d))
        assert doc[0].text == a
        parses.add(tuple((t.tag_, t.dep_, t.head.i) for t in doc))
    assert len(parses) == 1


def test_words_are_single_and_each_has_one_kind() -> None:
    found = dict(words_for_sides())
    assert len(found) == len(list(words_for_sides()))
    assert found["Ukraine"] == "name" and found["Ukrainian"] == "adjective" and found["Ukrainians"] == "people"
    assert found["Baku"] == "capital" and found["Houthi"] == "adjective" and found["Houthis"] == "people"
    assert all(word.isalpha() and not word.isupper() for word in found)
