"""The map takes no side: disputed land is nobody's, and what surrounds it is dashed."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.resources import files
from itertools import pairwise

import pytest

from tollbook.draw import Dot, Frame, world_map
from tollbook.draw.world import Kind, Point, lines

PLACES: dict[str, tuple[Point, dict[str, Point]]] = {
    "Crimea": ((34.2, 45.2), {"Ukraine": (34.0, 47.0), "Russia": (39.5, 45.3)}),
    "Golan": ((35.8, 33.0), {"Israel": (35.3, 32.6), "Syria": (36.4, 33.1)}),
    "Western Sahara": ((-13.5, 24.5), {"Morocco": (-6.5, 31.5), "Mauritania": (-8.0, 19.0), "Algeria": (-4.0, 27.5)}),
    "Western Sahara, east of the berm": ((-9.3, 26.6), {"Morocco": (-6.5, 31.5), "Mauritania": (-8.0, 24.0)}),
    "Kashmir, valley": ((75.0, 34.0), {"India": (76.5, 30.6), "Pakistan": (72.4, 32.2), "China": (82.5, 36.5)}),
    "Kashmir, north": ((74.5, 35.8), {"India": (77.0, 30.6), "Pakistan": (71.8, 34.5), "China": (76.0, 38.3)}),
    "Kashmir, Aksai Chin": ((79.2, 35.2), {"India": (77.0, 30.6), "Pakistan": (71.5, 34.5), "China": (83.0, 35.5)}),
    "Cyprus, north": ((33.5, 35.27), {"Cyprus, south": (33.0, 34.9)}),
    "Somaliland": ((45.0, 9.7), {"Somalia": (45.8, 5.0), "Ethiopia": (42.0, 8.8), "Djibouti": (42.6, 11.6)}),
}


def crossed(kind: Kind, a: Point, b: Point, *, fine: bool) -> int:
    """How many lines of a kind lie between two places."""
    return sum(
        meets(a, b, p, q) for line in lines(kind, fine=fine) for p, q in zip(line.points, line.points[1:], strict=False)
    )


def meets(a: Point, b: Point, p: Point, q: Point) -> bool:
    def turn(x: Point, y: Point, z: Point) -> bool:
        return (y[0] - x[0]) * (z[1] - x[1]) > (y[1] - x[1]) * (z[0] - x[0])

    return turn(a, p, q) != turn(b, p, q) and turn(a, b, p) != turn(a, b, q)


@pytest.mark.parametrize("fine", [True, False], ids=["fine", "coarse"])
@pytest.mark.parametrize(
    ("place", "claimant"), [(place, other) for place, (_, others) in PLACES.items() for other in others]
)
def test_disputed_land_is_parted_from_each_neighbour_by_dashes_or_water(place: str, claimant: str, fine: bool) -> None:
    inside, others = PLACES[place]
    there = others[claimant]
    assert crossed("dashed", inside, there, fine=fine) + crossed("land", inside, there, fine=fine) > 0


@pytest.mark.parametrize(
    ("box", "name"),
    [
        ((32.4, 44.3, 36.7, 46.1), "Crimea"),
        ((35.65, 32.75, 35.85, 33.2), "Golan"),
        ((-17.2, 21.5, -8.8, 27.6), "Western Sahara"),
        ((74.2, 32.9, 78.0, 36.5), "Kashmir"),
        ((32.5, 34.6, 34.2, 35.6), "Cyprus"),
        ((43.5, 8.5, 48.5, 10.8), "Somaliland"),
    ],
)
@pytest.mark.parametrize("fine", [True, False], ids=["fine", "coarse"])
def test_no_border_there_is_drawn_as_settled(box: tuple[float, float, float, float], name: str, fine: bool) -> None:
    frame = Frame(*box)
    solid = [p for line in lines("solid", fine=fine) for p in line.points if inside(p, frame)]
    dashed = [p for line in lines("dashed", fine=fine) for p in line.points if inside(p, frame)]
    assert solid == [], name
    assert dashed or any(line.touches(frame) for line in lines("dashed", fine=fine)), name


def inside(point: Point, frame: Frame) -> bool:
    return frame.west <= point[0] <= frame.east and frame.south <= point[1] <= frame.north


def test_no_country_has_a_name_or_a_colour_of_its_own() -> None:
    data = files("tollbook.draw").joinpath("data", "world.json").read_text("utf-8")
    assert set(re.findall(r'"(\w+)"', data)) == {"coarse", "fine", "land", "solid", "dashed"}
    drawn = world_map([], title="The world")
    assert re.findall(r'class="(land|solid|dashed)"', drawn) == ["land", "solid", "dashed"]
    assert "fill=" not in drawn


def test_a_settled_border_is_drawn_solid() -> None:
    assert crossed("solid", (2.5, 47.0), (2.0, 41.8), fine=True) == 1  # France and Spain
    assert crossed("dashed", (2.5, 47.0), (2.0, 41.8), fine=True) == 0


@pytest.mark.parametrize("fine", [True, False], ids=["fine", "coarse"])
def test_no_coast_runs_across_the_map_where_the_world_is_cut(fine: bool) -> None:
    coasts = [line.points for line in lines("land", fine=fine)]
    steps = sorted(abs(b[0] - a[0]) for points in coasts for a, b in pairwise(points))
    assert steps[-2] < 90  # the longest closes Antarctica at the pole


def test_dots_are_links_with_words_whatever_their_names() -> None:
    hostile = '<script>alert(1)</script>"'
    drawn = world_map(
        [Dot(30.0, 50.0, hostile, "/incidents/i-1"), Dot(31.0, 51.0, "far", "/x", 9, True)], title=hostile
    )
    assert "<script" not in drawn
    assert drawn.count("<a ") == 2 and 'href="/incidents/i-1"' in drawn
    assert drawn.index("/x") < drawn.index("/incidents/i-1")  # the larger one lies below
    assert 'class="dot rough"' in drawn


def named(*dots: Dot) -> list[tuple[str, str]]:
    drawn = world_map(dots, title="Places", frame=Frame(30.0, 45.0, 40.0, 50.0))
    return re.findall(r'text-anchor="(\w+)"[^>]*>([^<]*)</text>', drawn)


def test_names_stand_beside_their_dots_where_there_is_room() -> None:
    brell = Dot(35.0, 47.0, "Brell: 3 incidents", "/b", 3, name="Brell")
    assert named(brell, Dot(33.0, 47.0, "", "/n")) == [("start", "Brell")]
    assert named(replace(brell, name="<b>")) == [("start", "&lt;b&gt;")]
    assert named(replace(brell, lon=39.9)) == [("end", "Brell")]  # right of it the map ends
    near = Dot(35.2, 47.0, "Osk", "/o", name="Osk")
    assert named(brell, near) == [("end", "Brell"), ("start", "Osk")]  # neither lies where it may be the other's
    between = Dot(35.1, 47.0, "Tarn", "/t", name="Tarn")
    assert named(brell, near, between) == [("end", "Brell"), ("start", "Osk")]


def test_an_area_has_no_name_on_the_map() -> None:
    assert named(Dot(35.0, 47.0, "Vardia", "/v", 5, rough=True, name="Vardia")) == []


def test_a_frame_holds_its_places_and_stays_in_the_world() -> None:
    around = Frame.around([(37.9, 48.0), (38.4, 48.9)])
    assert around.west < 37.9 < around.east and around.south < 48.0 < 48.9 < around.north
    assert Frame.around([]) == Frame(-180.0, -58.0, 180.0, 78.0)
    far = Frame.around([(179.9, 84.0)]).moved(5, 5).scaled(100)
    assert (far.west, far.east) == (-180.0, 180.0) and -85 <= far.south < far.north <= 85
    assert Frame.read(around.written) == Frame.read(Frame.read(around.written).written)  # type: ignore[union-attr]  # it is one
    for nothing in ("", "1,2,3", "a,b,c,d", "5,5,1,1", "nan,0,1,1", "0,0,inf,1"):
        assert Frame.read(nothing) is None
