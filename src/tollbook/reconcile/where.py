"""Places as far as they are compared."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from .flat import FlatClaim
from .marks import fold

NEAR_KM = 12.0
"""Points so near are one place: a district of a town and the town."""
FINE = frozenset(("site", "settlement"))
COARSE = {"adm2": 1, "adm1": 2, "region": 3, "country": 4}


@dataclass(frozen=True, slots=True)
class Where:
    """A place as far as it is compared."""

    country: str | None = None
    admin1: str | None = None
    name: str = ""
    lat: float | None = None
    lon: float | None = None
    precision: str = "unknown"


def where_of(claim: FlatClaim) -> Where:
    """A claim's place."""
    name = fold(claim.place) if claim.place else ""
    return Where(claim.country, claim.admin1, name, claim.lat, claim.lon, claim.precision)


def same_place(a: Where, b: Where) -> bool | None:
    """Whether two places may be one, or one inside the other; None where one is not known."""
    if not a.name or not b.name:
        return None
    if a.name == b.name:
        return True
    if a.country and b.country and a.country != b.country:
        return False
    if a.precision in FINE and b.precision in FINE:
        gap = kilometres(a, b)
        return gap is None or gap <= NEAR_KM
    if a.admin1 and b.admin1 and a.precision != "country" and b.precision != "country":
        return a.admin1 == b.admin1
    return True


def kilometres(a: Where, b: Where) -> float | None:
    """The distance of two points; None where one is not known."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    up, across = radians(b.lat - a.lat) / 2, radians(b.lon - a.lon) / 2
    return 12742 * asin(min(1.0, sqrt(sin(up) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(across) ** 2)))
