"""The incidents of a publication on a map, as SVG: points alone, on a grid of degrees."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from ...draw.svg import element, esc
from ...model import Measure
from ..released import Release
from .figures import range_said

WIDTH, PAD = 860.0, 24.0
MOST = 5_000
"""Points drawn: more could not be told apart, and the page says how many are left out."""
STEPS = (1, 2, 5, 10, 20, 30)


@dataclass(frozen=True)
class Mapped:
    """The drawing, how many incidents it shows, how many have no place, and how many more there are."""

    svg: Markup
    shown: int
    unplaced: int
    left_out: int


def map_of(release: Release) -> Mapped:
    """All incidents of a known place; the circle's size says how exact the place is, not how many died."""
    points: list[tuple[float, float, int, str, str]] = []
    unplaced = more = 0
    for subject in release.incidents():
        if subject.lat is None or subject.lon is None:
            unplaced += 1
        elif len(points) < MOST:
            figure = subject.figure(release.colophon.lead, Measure.KILLED)
            said = f"{subject.name}: killed {range_said(figure)}" if figure else subject.name
            points.append((subject.lat, subject.lon, subject.where_prec or 6, said, subject.id))
        else:
            more += 1
    if not points:
        return Mapped(Markup(""), 0, unplaced, more)
    frame = _Frame.around([(lat, lon) for lat, lon, *_ in points])
    body = [frame.grid(), *(_dot(frame, *point) for point in points)]
    box = f"0 0 {WIDTH:g} {frame.height:g}"
    label = f"Map of {len(points):,} incidents"
    svg = element("svg", *body, viewBox=box, class_="map", role="group", aria_label=label)
    return Mapped(Markup(svg), len(points), unplaced, more)


@dataclass(frozen=True)
class _Frame:
    """Degrees to pixels: plate carrée."""

    south: float
    north: float
    west: float
    east: float

    @classmethod
    def around(cls, points: list[tuple[float, float]]) -> _Frame:
        lats, lons = [p[0] for p in points], [p[1] for p in points]
        margin = max(1.0, 0.08 * max(max(lats) - min(lats), max(lons) - min(lons)))
        south, north = max(-90.0, min(lats) - margin), min(90.0, max(lats) + margin)
        west, east = max(-180.0, min(lons) - margin), min(180.0, max(lons) + margin)
        return cls(south, north, west, east)

    @property
    def height(self) -> float:
        return min(900.0, max(240.0, (self.north - self.south) * self._scale + 2 * PAD))

    @property
    def _scale(self) -> float:
        return (WIDTH - 2 * PAD) / (self.east - self.west)

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        x = PAD + (lon - self.west) * self._scale
        y = PAD + (self.north - lat) / (self.north - self.south) * (self.height - 2 * PAD)
        return round(x, 1), round(y, 1)

    def grid(self) -> str:
        span = max(self.east - self.west, self.north - self.south)
        step = next((s for s in STEPS if span / s <= 8), 45)
        body = []
        for lon in range(-180, 181, step):
            if self.west <= lon <= self.east:
                x, _ = self.at(self.north, lon)
                body.append(element("line", x1=x, x2=x, y1=0, y2=self.height))
                body.append(element("text", _degrees(lon, "E", "W"), x=x + 3, y=self.height - 4))
        for lat in range(-90, 91, step):
            if self.south <= lat <= self.north:
                _, y = self.at(lat, self.west)
                body.append(element("line", x1=0, x2=WIDTH, y1=y, y2=y))
                body.append(element("text", _degrees(lat, "N", "S"), x=3, y=y - 3))
        return element("g", *body, class_="grid")


def _degrees(value: int, positive: str, negative: str) -> str:
    return f"{abs(value)}°{positive if value > 0 else negative if value < 0 else ''}"


RADIUS = {1: 5.0, 2: 7.0, 3: 9.0, 4: 12.0, 5: 15.0}
"""Pixels by UCDP's precision of place: a region is no point."""


def _dot(frame: _Frame, lat: float, lon: float, precision: int, said: str, id_: str) -> str:
    x, y = frame.at(lat, lon)
    css = "place exact" if precision <= 2 else "place vague"
    circle = element("circle", element("title", esc(said)), cx=x, cy=y, r=RADIUS.get(precision, 18.0), class_=css)
    return element("a", circle, href=f"subjects/{id_}.html", aria_label=said)
