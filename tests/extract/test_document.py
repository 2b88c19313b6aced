"""Layout: sentences, paragraphs, titles and silent zones of a report."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.made import made_report
from tollbook.extract.document import read_document
from tollbook.model import Zone


def sentences(text: str) -> list[str]:
    return [s.text for s in read_document(made_report(text)).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ten died. Five fled.", ["Ten died.", "Five fled."]),
        ("Gen. Idris Bako spoke. He left.", ["Gen. Idris Bako spoke.", "He left."]),
        ("The U.S. Army said so.", ["The U.S. Army said so."]),
        ("J. K. Osei, 44, died.", ["J. K. Osei, 44, died."]),
        ("J.K. Osei and B.C. Teral died.", ["J.K. Osei and B.C. Teral died."]),
        ("321\nHouses\ndestroyed", ["321 Houses destroyed"]),
        ("12\nThe army said that nobody was hurt.", ["12", "The army said that nobody was hurt."]),
        ("Losses: 31 killed incl. 9 civilians", ["Losses: 31 killed incl. 9 civilians"]),
        ('"Ten died." He wept.', ['"Ten died."', "He wept."]),
        ("Did they flee? Nobody knows!", ["Did they flee?", "Nobody knows!"]),
        ("It cost 3.5 million.", ["It cost 3.5 million."]),
        ("No full stop at the end", ["No full stop at the end"]),
        ("One line.\nAnother line.", ["One line.", "Another line."]),
        ("- Sumy: two killed\n- Kharkiv: one killed", ["- Sumy: two killed", "- Kharkiv: one killed"]),
        ("the line goes\non in small letters.", ["the line goes on in small letters."]),
        ("", []),
        (" \n \n", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    line = "The soldiers came to the village in the early hours of the day and"
    text = "\n".join([line, line, line, line, line, "left."])
    assert len(sentences(text)) == 1


def test_paragraphs_are_numbered() -> None:
    found = read_document(made_report("One. Two.\n\nThree.")).sentences
    assert [s.paragraph for s in found] == [found[0].paragraph, found[0].paragraph, found[2].paragraph]
    assert found[2].paragraph > found[0].paragraph


@pytest.mark.parametrize("kind", ["navigation", "promo", "share", "cookie", "error", "markup", "comments"])
def test_a_silent_zone_gives_no_sentence(kind: str) -> None:
    text = "Ten people were killed.\nRead more: 30 killed elsewhere."
    zone = Zone(start=text.index("Read"), end=len(text), kind=kind)
    found = read_document(made_report(text, zones=(zone,)))
    assert [s.text for s in found.sentences] == ["Ten people were killed."]


@pytest.mark.parametrize("kind", ["title", "caption", "list", "table"])
def test_a_zone_that_speaks_gives_sentences(kind: str) -> None:
    text = "Ten killed in the town\nThe army said so."
    found = read_document(made_report(text, zones=(Zone(start=0, end=22, kind=kind),)))
    assert len(found.sentences) == 2


def test_the_title_is_the_first_line_set_apart() -> None:
    text = "Ten killed by shells in a border town\n\nThe army said so on Monday."
    assert read_document(made_report(text)).title_end == text.index("\n")
    assert read_document(made_report("The army said so on Monday. It was late.")).title_end == 0


def test_a_zone_of_the_reader_says_where_the_title_is() -> None:
    text = "Ten killed. Army silent.\nThe army said so."
    found = read_document(made_report(text, zones=(Zone(start=0, end=24, kind="title"),)))
    assert found.title_end == 24


@settings(deadline=None, max_examples=60)
@given(st.text(st.one_of(st.sampled_from("Ab c.!?\n\"'-1\u200b\u00a0"), st.characters()), max_size=200))
def test_sentences_are_stretches_of_the_clean_text_in_order(text: str) -> None:
    document = read_document(made_report(text))
    at = 0
    for number, sentence in enumerate(document.sentences):
        assert sentence.index == number
        assert at <= sentence.start < sentence.end
        assert sentence.text == document.text[sentence.start : sentence.end].replace("\n", " ")
        assert document.sentence_at(sentence.start) == sentence
        assert document.sentence_at(sentence.end - 1) == sentence
        at = sentence.end
