"""Cleaning: what is put right, and the map back to the raw characters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.extract.clean import clean

ODD = (
    "\u200b\u00ad\u202e\ufeff\u00a0\u2009\u3000\u2019\u201c\u201d\u00ab\u2026\ufb01\ufb03\u2011\u2212"
    "аеосрхіЕНКВ\r\t\x0c\u2028\ud800"
)
texts = st.text(st.one_of(st.sampled_from(ODD), st.sampled_from("abc Killed 12.\n\"'-"), st.characters()), max_size=120)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("12\u00a0000 killed", "12 000 killed"),
        ("the\u2009dead\u3000men", "the dead men"),
        ("\u201cWe lost 3\u201d", '"We lost 3"'),
        ("\u00abthree\u00bb", '"three"'),
        ("the army\u2019s men", "the army's men"),
        ("car\u2011bomb", "car-bomb"),
        ("10\u221212", "10-12"),
        ("k\u00adilled", "killed"),
        ("\ufeffKilled", "Killed"),
        ("kil\u200bled", "killed"),
        ("o\ufb03cers", "officers"),
        ("so\u2026", "so..."),
        ("a\u2028b", "a\nb"),
        ("a\tb\rc", "a b c"),
        ("kіlled", "killed"),  # a Cyrillic i
        ("Тhe аrmy", "The army"),
        ("Солдаты", "Солдаты"),  # a whole Cyrillic word stays
        ("сор", "сор"),  # look-alikes alone: no Latin letter says that the word is Latin
        ("кilled", "кilled"),  # a letter with no Latin look-alike: not mended
        ("Київ and Kyiv", "Київ and Kyiv"),
        ("plain text", "plain text"),
        ("", ""),
    ],
)
def test_what_is_put_right(raw: str, text: str) -> None:
    assert clean(raw).text == text


@settings(deadline=None)
@given(texts)
def test_every_clean_character_has_its_raw_one(raw: str) -> None:
    found = clean(raw)
    assert found.raw == raw
    assert len(found.offsets) == len(found.text)
    assert list(found.offsets) == sorted(found.offsets)
    assert all(0 <= at < len(raw) for at in found.offsets)


@settings(deadline=None)
@given(texts, st.data())
def test_a_span_goes_to_the_raw_text_and_back(raw: str, data: st.DataObject) -> None:
    found = clean(raw)
    if not found.text:
        assert found.span(0, 0) == (len(raw), len(raw))
        return
    start = data.draw(st.integers(0, len(found.text) - 1))
    end = data.draw(st.integers(start + 1, len(found.text)))
    raw_start, raw_end = found.span(start, end)
    assert 0 <= raw_start < raw_end <= len(raw)
    again = clean(raw[raw_start:raw_end])
    assert found.at(raw_start) <= start  # the first of the characters that one raw character became
    assert len(again.text) >= end - start


@settings(deadline=None)
@given(texts, st.integers(0, 130))
def test_a_raw_offset_goes_to_the_clean_character_at_or_after_it(raw: str, at: int) -> None:
    found = clean(raw)
    position = found.at(at)
    if position == len(found.text):
        assert all(offset < at for offset in found.offsets)
    else:
        assert found.offsets[position] >= at
        assert all(offset < at for offset in found.offsets[:position])


@settings(deadline=None)
@given(st.text("abc def.\n 123", max_size=60))
def test_plain_text_stays_as_it_is(raw: str) -> None:
    assert clean(raw).text == raw


def test_an_empty_span_points_at_one_place() -> None:
    found = clean("a\u200bb")
    assert found.span(1, 1) == (2, 2)
    assert found.span(2, 2) == (3, 3)
