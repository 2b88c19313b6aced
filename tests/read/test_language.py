"""Which language a text is in."""

import pytest

from tollbook.read import LANGUAGES, find_language
from tollbook.read.language import language_code


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Two dead."), ("en", "SEVEN KILLED IN STRIKE ON MARKET"),
        ("en", "The mayor said that seven people were killed when a shell hit the market."),
        ("ru", "Семь человек погибли при обстреле рынка."), ("ru", "Погибли 12 человек."), ("ru", "ещё двое"),
        ("uk", "Семеро людей загинули під час обстрілу ринку."), ("uk", "ще двоє дітей"),
        ("ar", "قتل سبعة جنود قرب الحدود"), ("fa", "هفت سرباز در نزدیکی مرز کشته شدند، گفت پلیس"),
        ("he", "שבעה חיילים נהרגו"), ("fr", "Sept soldats ont été tués près de la frontière."),
        ("es", "Siete soldados murieron cerca de la frontera, dijo el ejército."),
        ("de", "Sieben Soldaten wurden in der Nähe der Grenze getötet."), ("tr", "Yedi asker sınırda öldürüldü."),
        ("pt", "Sete soldados foram mortos perto da fronteira, disse o exército."),
    ],
)  # fmt: skip
def test_short_texts_in_the_languages_told_apart(language: str, text: str) -> None:
    assert language in LANGUAGES
    assert find_language(text) == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pl", "Siedmiu żołnierzy zginęło w ataku na wieś przy granicy, podał dowódca brygady. " * 6),
        ("zh", "七名士兵在邊境附近的襲擊中被打死，另有十二人受傷。" * 20),
        ("nl", "Zeven soldaten kwamen om het leven bij een aanval in de buurt van de grens, zei het leger. " * 5),
    ],
)
def test_a_longer_text_in_another_language_is_called_by_it(language: str, text: str) -> None:
    assert find_language(text) == language


@pytest.mark.parametrize("text", ["", "12, 345", "— …", "https://courier.example/some/long/address"])
def test_a_text_without_words_has_none(text: str) -> None:
    assert find_language(text) is None


@pytest.mark.parametrize(
    ("stated", "code"),
    [("en", "en"), ("EN-gb", "en"), ("pt_BR", "pt"), (" English ", "en"), ("Farsi", "fa"), ("sw", "sw")],
)
def test_a_stated_language_gets_its_code(stated: str, code: str) -> None:
    assert language_code(stated) == code
