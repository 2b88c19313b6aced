"""What a report's first lines say of its publication."""

from datetime import date

import pytest

from tollbook.read import find_zones
from tollbook.read.dateline import Opening, find_opening
from tollbook.read.lines import split_lines

DAY = date(2022, 11, 12)


def opening_of(text: str) -> Opening:
    return find_opening(split_lines(text), find_zones(text))


DATELINES = [
    ("KYIV, Nov. 12 (Reuters) - Six people were killed.", "KYIV, Nov. 12 (Reuters) -", "Reuters", None),
    ("KYIV, Ukraine, Nov. 12, 2022 (AP) — Six were killed.", "KYIV, Ukraine, Nov. 12, 2022 (AP) —", "AP", DAY),
    ("KYIV, Ukraine (AP) — Six people were killed.", "KYIV, Ukraine (AP) —", "AP", None),
    ("MOSCOW, November 12. /TASS/. Six people were killed.", "MOSCOW, November 12. /TASS/.", "TASS", None),
    ("Cairo, 12 Nov (EFE).- Six people were killed.", "Cairo, 12 Nov (EFE).-", "EFE", None),
    ("KABUL, Afghanistan (Nov. 12, 2022) – Six were killed.", "KABUL, Afghanistan (Nov. 12, 2022) –", None, DAY),
    ("LUG, November 12, 2022 (Valley Wire) – Six died.", "LUG, November 12, 2022 (Valley Wire) –", "Valley Wire", DAY),
    ("ADEN, Yemen, March 7 (Xinhua) -- Six died.", "ADEN, Yemen, March 7 (Xinhua) --", "Xinhua", None),
    ("MYKOLAIV — Six people were killed.", "MYKOLAIV —", None, None),
    ("(Reuters) - Six people were killed.", "(Reuters) -", "Reuters", None),
    ("КИЕВ, 12 ноября 2022 (Интерфакс) - Погибли шестеро.", "КИЕВ, 12 ноября 2022 (Интерфакс) -", "Interfax", DAY),
]


@pytest.mark.parametrize(("line", "zone", "outlet", "day"), DATELINES)
@pytest.mark.parametrize("before", ["", "Six killed in Lug\n\n", "Share on Facebook\n\n"])
def test_a_dateline(before: str, line: str, zone: str, outlet: str | None, day: date | None) -> None:
    text = before + line
    opening = opening_of(text)
    assert opening.dateline is not None
    assert text[opening.dateline.start : opening.dateline.end] == zone
    assert (opening.outlet, opening.published) == (outlet, day)


@pytest.mark.parametrize(
    "line",
    [
        "Kyiv - the capital - was hit; six people were killed.",
        "Six people were killed (Reuters).",
        "FILE - Rescuers in Lug on 3 May.",
        "UN - six of its staff were killed.",
        "Anna Lys, a medic - one of two - was killed.",
        "HRANA: 3,461+ killed - so far.",
    ],
)
def test_no_dateline(line: str) -> None:
    assert opening_of(line).dateline is None


DATE_LINES = [
    ("Six killed in Lug\n\n12 November 2022\n\nSix were killed.", DAY),
    ("Published: 12 Nov 2022 14:03 GMT\nUpdated: 13 Nov 2022 09:00 GMT\n\nSix were killed.", DAY),
    ("Updated 13 November 2022\nPublished 12 November 2022\n", DAY),
    ("Sunday, 13 November 2022\nBy Anna Lys | Publish date: Nov 12 2022 5:00AM\n", DAY),
    ("By Anna Lys, Lug, November 12, 2022", DAY),
    ("2022-11-12", DAY),
    ("Опубликовано 12 ноября 2022, 14:03", DAY),
    ("Home\nNews\nWorld\nSport\nOpinion\nHealth\nTravel\nMoney\nFood\nFilm\nBooks\nMusic\nTV\n\n12 November 2022", DAY),
    ("Last updated 12 November 2022", DAY),
    ("On 12 November 2022 six people were killed in Lug, the mayor said.", None),
    ("14 November 2022: Six people die in Lug", None),
    ("— Courier (@courier) November 12, 2022", None),
    ("9 May 1945", None),
    ("12/11/2022", None),
    ("November 2022", None),
    ("Six were killed.\n" * 15 + "12 November 2022", None),
]


@pytest.mark.parametrize(("text", "day"), DATE_LINES)
def test_a_date_line(text: str, day: date | None) -> None:
    assert opening_of(text).published == day
