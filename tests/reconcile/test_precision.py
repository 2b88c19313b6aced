"""UCDP's and ACLED's codes of precision."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tollbook.reconcile.precision import date_prec, geo_precision, time_precision, where_prec
from tollbook.reconcile.where import Where

DAY = date(2024, 3, 1)


@pytest.mark.parametrize(
    ("precision", "ucdp", "acled"),
    [
        ("site", 1, 1),
        ("settlement", 1, 1),
        ("adm2", 3, 2),
        ("adm1", 4, 3),
        ("region", 5, 3),
        ("country", 6, 3),
        ("unknown", None, None),
    ],
)
def test_places(precision: str, ucdp: int | None, acled: int | None) -> None:
    code = where_prec(Where(precision=precision), ())
    assert (code, geo_precision(code)) == (ucdp, acled)


def test_several_exact_places() -> None:
    osk = Where("UA", "Tavria", "osk", 47.0, 33.0, "settlement")
    near = Where("UA", "Tavria", "lower osk", 47.1, 33.0, "settlement")
    far = Where("UA", "Tavria", "brell", 48.0, 33.0, "settlement")
    assert [where_prec(osk, [osk, other]) for other in (osk, near, far)] == [1, 2, 5]


@pytest.mark.parametrize(
    ("days", "ucdp", "acled"), [(1, 1, 1), (2, 2, 2), (6, 2, 2), (7, 3, 2), (30, 4, 3), (365, 5, 3)]
)
def test_days(days: int, ucdp: int, acled: int) -> None:
    last = DAY + timedelta(days=days - 1)
    assert (date_prec(DAY, last), time_precision(DAY, last)) == (ucdp, acled)


def test_a_day_that_is_not_known() -> None:
    assert date_prec(None, DAY) is time_precision(DAY, None) is None
