"""Maps as SVG: land in one colour, borders as thin lines, disputed ones dashed, and places as dots that are links.

No land is anybody's here: it has one colour, no country has a name, and a border that is disputed is drawn dashed on
each side (data/disputed.toml names them, with the reason).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from .svg import element, esc

Kind = Literal["land", "solid", "dashed"]
Point = tuple[float, float]
"""Longitude and latitude, in degrees."""
Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in pixels."""
MOST_NAMES = 60
"""Names of places on one map, at most."""
LETTER, LINE, CLEAR = 7.0, 15.0, 5.0
"""How wide a letter of a place's name may be, how high its line, and what it keeps from others' dots, in pixels."""
SAID = (
    "Borders are drawn for orientation and take no side: dashed ones are disputed; the front lines of wars that go on "
    "are not drawn."
)
FINE_BELOW = 45.0
"""A frame narrower than this many degrees is drawn from the finer lines."""
LEAST = 3.0
"""No frame that is chosen by places is narrower than this many degrees."""
UNIT = 100
"""Coordinates in the data are whole hundredths of a degree."""
WORLD = (-180.0, -58.0, 180.0, 78.0)


@dataclass(frozen=True, slots=True)
class Line:
    """A coast or border with the box that it lies in."""

    points: tuple[Point, ...]
    west: float
    south: float
    east: float
    north: float

    def touches(self, frame: Frame) -> bool:
        """Whether any of it may be seen in the frame."""
        return not (
            self.east < frame.west or self.west > frame.east or self.north < frame.south or self.south > frame.north
        )


@dataclass(frozen=True, slots=True)
class Frame:
    """What a map shows, in degrees."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, points: Sequence[Point]) -> Frame:
        """A frame that holds all these places with some room; the world where there is none."""
        if not points:
            return cls(*WORLD)
        lons, lats = [x for x, _ in points], [y for _, y in points]
        wide = max(LEAST, (max(lons) - min(lons)) * 1.3, (max(lats) - min(lats)) * 1.3)
        x, y = (max(lons) + min(lons)) / 2, (max(lats) + min(lats)) / 2
        return cls(x - wide, y - wide * 0.5, x + wide, y + wide * 0.5).within_world()

    @classmethod
    def read(cls, given: str) -> Frame | None:
        """A frame from `west,south,east,north`; None where it is none."""
        try:
            west, south, east, north = (float(part) for part in given.split(","))
        except ValueError:
            return None
        if not all(map(math.isfinite, (west, south, east, north))) or west >= east or south >= north:
            return None
        return cls(west, south, east, north).within_world()

    @property
    def written(self) -> str:
        """The frame as an address has it."""
        return ",".join(f"{value:.2f}" for value in (self.west, self.south, self.east, self.north))

    def within_world(self) -> Frame:
        """The frame as far as there is a world, moved where it stands over the edge."""
        wide, high = min(360.0, self.east - self.west), min(170.0, self.north - self.south)
        west = min(max(self.west, -180.0), 180.0 - wide)
        south = min(max(self.south, -85.0), 85.0 - high)
        return Frame(west, south, west + wide, south + high)

    def scaled(self, factor: float) -> Frame:
        """The same middle with sides `factor` times as long."""
        wide, high = max(0.5, (self.east - self.west) * factor) / 2, max(0.25, (self.north - self.south) * factor) / 2
        x, y = (self.east + self.west) / 2, (self.north + self.south) / 2
        return Frame(x - wide, y - high, x + wide, y + high).within_world()

    def moved(self, right: float, up: float) -> Frame:
        """Moved by shares of its own size."""
        x, y = right * (self.east - self.west), up * (self.north - self.south)
        return Frame(self.west + x, self.south + y, self.east + x, self.north + y).within_world()


@dataclass(frozen=True, slots=True)
class Dot:
    """A place: `size` is how many things happened there, `rough` that it is the middle of a larger area; `name` is
    written beside it where there is room, but never that of an area."""

    lon: float
    lat: float
    label: str
    href: str
    size: int = 1
    rough: bool = False
    name: str = ""


def world_map(dots: Sequence[Dot], *, title: str, frame: Frame | None = None, width: int = 900) -> str:
    """The drawing, of `width` pixels; dots are drawn largest first, so that none hides a smaller one."""
    frame = frame or Frame.around([(dot.lon, dot.lat) for dot in dots])
    squeeze = math.cos(math.radians(max(-70.0, min(70.0, (frame.south + frame.north) / 2))))
    step = width / ((frame.east - frame.west) * squeeze)
    height = (frame.north - frame.south) * step

    def place(point: Point) -> Point:
        return (point[0] - frame.west) * squeeze * step, (frame.north - point[1]) * step

    level = "fine" if frame.east - frame.west < FINE_BELOW else "coarse"
    body = [element("rect", width=width, height=round(height, 1), class_="sea")]
    for kind in ("land", "solid", "dashed"):
        lines = [line for line in _lines(level, kind) if line.touches(frame)]
        path = "".join(_path([place(p) for p in line.points], closed=kind == "land") for line in lines)
        body.append(element("path", d=path, class_=kind) if path else "")
    shown = [d for d in dots if frame.west <= d.lon <= frame.east and frame.south <= d.lat <= frame.north]
    drawn = [(dot, place((dot.lon, dot.lat))) for dot in sorted(shown, key=lambda d: -d.size)]
    body += [_dot(dot, at) for dot, at in drawn]
    body += _names(drawn, width, height)
    return element(
        "svg", *body, class_="map", role="group", aria_label=title, viewBox=f"0 0 {width} {height:.0f}",
        width=width, height=round(height),
    )  # fmt: skip


def _names(drawn: Sequence[tuple[Dot, Point]], width: float, height: float) -> list[str]:
    """The names of places, right or left of their dots, the largest first; one that would lie on another name, or so
    near another dot that it may be that one's, is left out."""
    around = [(x - (r := _radius(dot) + CLEAR), y - r, x + r, y + r) for dot, (x, y) in drawn]
    taken: list[Box] = []
    found: list[str] = []
    for n, (dot, (x, y)) in enumerate(drawn):
        if not dot.name or dot.rough or len(found) == MOST_NAMES:
            continue
        away, long = _radius(dot) + 3, len(dot.name) * LETTER
        for anchor, left in (("start", x + away), ("end", x - away - long)):
            box = (left, y - LINE / 2, left + long, y + LINE / 2)
            inside = box[0] >= 0 and box[2] <= width and box[1] >= 0 and box[3] <= height
            if inside and not any(_overlap(box, other) for other in (*taken, *around[:n], *around[n + 1 :])):
                taken.append(box)
                beside = x + away if anchor == "start" else x - away
                found.append(
                    element(
                        "text", esc(dot.name), x=round(beside, 1), y=round(y + 4, 1), text_anchor=anchor,
                        class_="place-name", aria_hidden="true",
                    )
                )  # fmt: skip
                break
    return found


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _radius(dot: Dot) -> float:
    return min(16.0, 4.0 + 1.6 * math.sqrt(dot.size - 1))


def _dot(dot: Dot, at: Point) -> str:
    radius = _radius(dot)
    css = "dot rough" if dot.rough else "dot"
    circle = element("circle", cx=round(at[0], 1), cy=round(at[1], 1), r=round(radius, 1), class_=css)
    return element("a", element("title", esc(dot.label)), circle, href=dot.href, aria_label=dot.label)


def _path(points: Sequence[Point], *, closed: bool) -> str:
    steps = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f"M{steps}Z" if closed else f"M{steps}"


@cache
def _lines(level: str, kind: str) -> tuple[Line, ...]:
    """Coasts or borders of a level."""
    return tuple(_line(tuple(_unpacked(packed))) for packed in _data()[level][kind])


def lines(kind: Kind, *, fine: bool = True) -> tuple[Line, ...]:
    """The coasts, undisputed or disputed borders as they are drawn."""
    return _lines("fine" if fine else "coarse", kind)


@cache
def _data() -> dict[str, dict[str, list[list[int]]]]:
    found: dict[str, dict[str, list[list[int]]]] = json.loads(
        files(__package__).joinpath("data", "world.json").read_text("utf-8")
    )
    return found


def _unpacked(packed: Sequence[int]) -> Iterator[Point]:
    x = y = 0
    for i in range(0, len(packed), 2):
        x, y = x + packed[i], y + packed[i + 1]
        yield x / UNIT, y / UNIT


def _line(points: tuple[Point, ...]) -> Line:
    lons, lats = [x for x, _ in points], [y for _, y in points]
    return Line(points, min(lons), min(lats), max(lons), max(lats))
