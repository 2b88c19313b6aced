"""How exactly place and day of an incident are known, in the codes of UCDP (where 1-7, date 1-5) and ACLED (1-3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .where import FINE, Where, kilometres

WHERE = {"site": 1, "settlement": 1, "adm2": 3, "adm1": 4, "region": 5, "country": 6}
"""UCDP's code of each precision; 2 and 5 also come of several places, 7 (water, air) is told by no claim's field."""
GEO = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 3}
AROUND_KM = 25.0
"""UCDP's limited area around a place."""
WEEK = 7


def where_prec(place: Where, others: Sequence[Where]) -> int | None:
    """UCDP's precision of a place, wider where claims give other exact places: 2 to 25 km away, else 5."""
    code = WHERE.get(place.precision)
    if code != 1:
        return code
    away = [
        kilometres(place, other)
        for other in others
        if other.precision in FINE and other.name and other.name != place.name
    ]
    known = [gap for gap in away if gap is not None]
    if not known or max(known) < 1:
        return 1
    return 2 if max(known) <= AROUND_KM else 5


def geo_precision(where: int | None) -> int | None:
    """ACLED's precision of a place from UCDP's."""
    return None if where is None else GEO[where]


def date_prec(first: date | None, last: date | None) -> int | None:
    """UCDP's: 1 a day, 2 up to six days, 3 a week, 4 a month, 5 a year or longer."""
    if first is None or last is None:
        return None
    days = (last - first).days + 1
    if days <= 1:
        return 1
    if days < WEEK:
        return 2
    return 3 if days == WEEK else 4 if days <= 31 else 5


def time_precision(first: date | None, last: date | None) -> int | None:
    """ACLED's: 1 a day, 2 a week or so, 3 a month or longer."""
    if first is None or last is None:
        return None
    days = (last - first).days + 1
    return 1 if days <= 1 else 2 if days <= WEEK + 1 else 3
