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


def test_each_word_has_one_kind() -> None:
    found = dict(words_for_sides())
    assert len(found) == len(list(words_for_sides()))
    assert found["Ukraine"] == "name" and found["Ukrainian"] == "adjective" and found["Ukrainians"] == "people"
    assert found["Baku"] == "capital" and found["Houthi"] == "adjective" and found["Houthis"] == "people"
    assert found["United Kingdom"] == found["Philippines"] == "name" and found["Saudi Arabian"] == "adjective"
    assert not any(word.isupper() for word in found)


LONG = [("Kenya", "Kenyan"), ("United Kingdom", "Saudi Arabian"), ("Democratic Republic of the Congo", "Ethiopian")]


def test_a_name_of_several_words_is_one_token_and_its_article_makes_no_difference() -> None:
    parses = set()
    for (name, _), (_, adjective) in product(LONG, LONG):
        article = "an" if adjective[0] in "AEIOU" else "a"
        doc = load()(f"{name} said {article} {adjective} shell had killed nine people near the border with {name}.")
        assert doc[0].text == name
        parses.add(tuple((t.tag_, t.dep_, t.head.i) for t in doc))
    assert len(parses) == 1


def test_a_listed_town_or_surname_is_shown_as_one_that_no_list_has() -> None:
    parses = set()
    for town, person in product(["Edinburgh", "Helmand", "Quelmar"], ["Johnson", "Drevnik"]):
        doc = load()(f"Nine people were killed in {town} on Sunday, {person} said.")
        parses.add(tuple((t.tag_, t.dep_, t.head.i) for t in doc))
    assert len(parses) == 1
