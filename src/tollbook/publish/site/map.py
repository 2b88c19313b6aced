"""The incidents of a publication on a map: our own borders, on which what is disputed is dashed and given to nobody."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from ...draw import SAID, Dot, world_map
from ...model import Measure
from ..released import Release
from .figures import range_said

MOST = 5_000
"""Points drawn: more could not be told apart, and the page says how many are left out."""
WIDTH = 860


@dataclass(frozen=True)
class Mapped:
    """The drawing, how many incidents it shows, how many have no place, and how many more there are.

    `borders` says what its borders mean.
    """

    svg: Markup
    shown: int
    unplaced: int
    left_out: int
    borders: str = SAID


def map_of(release: Release) -> Mapped:
    """All incidents of a known place; a dashed ring is the middle of a larger area, and no size says how many died."""
    dots: list[Dot] = []
    unplaced = more = 0
    for subject in release.incidents():
        if subject.lat is None or subject.lon is None:
            unplaced += 1
        elif len(dots) < MOST:
            figure = subject.figure(release.colophon.lead, Measure.KILLED)
            said = f"{subject.name}: killed {range_said(figure)}" if figure else subject.name
            rough = (subject.where_prec or 6) > 1
            label = f"{said}; the middle of a larger area" if rough else said
            dots.append(Dot(subject.lon, subject.lat, label, f"subjects/{subject.id}.html", rough=rough))
        else:
            more += 1
    if not dots:
        return Mapped(Markup(""), 0, unplaced, more)
    svg = world_map(dots, title=f"Map of {len(dots):,} incidents", width=WIDTH)
    return Mapped(Markup(svg), len(dots), unplaced, more)
