"""Write src/tollbook/draw/data/world.json from Natural Earth's countries, with disputed borders set apart.

`python -m scripts.world_map countries-50m.json`: the file is that of the npm package world-atlas 2.0.2 (TopoJSON of
Natural Earth 1:50m, public domain). Nothing in the result says whose any land is.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "src/tollbook/draw/data"
Point = tuple[float, float]
LEVELS = (("coarse", 0.22, 0.5), ("fine", 0.015, 0.002))
"""Name, tolerance in degrees of the lines, least area in square degrees of an island that is kept."""
UNIT = 100
"""Coordinates are whole hundredths of a degree: about a kilometre."""


def main() -> None:
    """Read the atlas, write the map."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("atlas", type=Path)
    atlas = json.loads(parser.parse_args().atlas.read_text("utf-8"))
    arcs = _arcs(atlas)
    rules = tomllib.loads((DATA / "disputed.toml").read_text("utf-8"))
    rings = [ring for ring in _rings(atlas["objects"]["land"], arcs) if len(ring) > 3]
    solid, dashed = _borders(atlas, arcs, rules)
    made = {}
    for name, tolerance, least in LEVELS:
        land = [simplified(ring, tolerance) for ring in rings if abs(_area(ring)) >= least]
        made[name] = {
            "land": [_packed(ring) for ring in land if len(ring) > 3],
            "solid": [_packed(simplified(line, tolerance)) for line in solid],
            "dashed": [_packed(simplified(line, tolerance / 4)) for line in dashed],
        }
    text = json.dumps(made, separators=(",", ":"))
    (DATA / "world.json").write_text(text + "\n", "utf-8")
    print(f"{len(solid)} borders, {len(dashed)} of them disputed, {len(text):,} bytes")


def _arcs(atlas: dict[str, Any]) -> list[list[Point]]:
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    found = []
    for arc in atlas["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        found.append(line)
    return found


def _rings(shape: dict[str, Any], arcs: list[list[Point]]) -> Iterable[list[Point]]:
    if shape["type"] == "GeometryCollection":
        for one in shape["geometries"]:
            yield from _rings(one, arcs)
        return
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    for polygon in polygons:
        for ring in polygon:
            points: list[Point] = []
            for number in ring:
                line = arcs[number] if number >= 0 else arcs[~number][::-1]
                points += line[1:] if points else line
            yield from _unrolled(points)


def _unrolled(ring: Sequence[Point]) -> Iterable[list[Point]]:
    """A ring that crosses the line of 180 degrees goes on beyond it, once on either side of the map; one around a pole
    is closed there.
    """
    points, turn = [ring[0]], 0.0
    for (before, _), (x, y) in pairwise(ring):
        turn += -360.0 if x - before > 180 else 360.0 if x - before < -180 else 0.0
        points.append((x + turn, y))
    if turn:
        pole = -90.0 if points[0][1] < 0 else 90.0
        points += [(points[-1][0], pole), (points[0][0], pole), points[0]]
    yield points
    if max(x for x, _ in points) > 180:
        yield [(x - 360, y) for x, y in points]
    if min(x for x, _ in points) < -180:
        yield [(x + 360, y) for x, y in points]


def _borders(
    atlas: dict[str, Any], arcs: list[list[Point]], rules: dict[str, Any]
) -> tuple[list[list[Point]], list[list[Point]]]:
    """Borders between two countries: those that nobody disputes, and those that the rules name or add."""
    sides: dict[int, set[str]] = defaultdict(set)
    for country in atlas["objects"]["countries"]["geometries"]:
        for number in _numbers(country["arcs"]):
            sides[number if number >= 0 else ~number].add(country["properties"]["name"])
    known = {frozenset(names) for names in sides.values() if len(names) == 2}
    for rule in rules["pair"]:
        if frozenset(rule["of"]) not in known:
            raise SystemExit(f"{' and '.join(rule['of'])}: have no border in the atlas")
    solid: list[list[Point]] = []
    dashed = [[(x, y) for x, y in rule["points"]] for rule in rules["line"]]
    for number, names in sorted(sides.items()):
        if len(names) != 2:
            continue
        boxes = [rule.get("within") for rule in rules["pair"] if set(rule["of"]) == names]
        for is_disputed, line in _parts(arcs[number], boxes):
            (dashed if is_disputed else solid).append(line)
    return solid, dashed


def _numbers(given: Any) -> Iterable[int]:
    if isinstance(given, int):
        yield given
    else:
        for one in given:
            yield from _numbers(one)


def _parts(line: Sequence[Point], boxes: Sequence[Sequence[float] | None]) -> Iterable[tuple[bool, list[Point]]]:
    """The line in stretches that lie in one of the boxes, and that do not; None is everywhere."""
    inside = [any(b is None or (b[0] <= x <= b[2] and b[1] <= y <= b[3]) for b in boxes) for x, y in line]
    start = 0
    for i in range(1, len(line)):
        here = inside[i - 1] and inside[i]
        if i == len(line) - 1 or (inside[i] and inside[i + 1]) != here:
            yield here, list(line[start : i + 1])
            start = i


def simplified(line: Sequence[Point], tolerance: float) -> list[Point]:
    """Douglas and Peucker's: no point left out lies farther than `tolerance` from the line."""
    keep = {0, len(line) - 1}
    stack = [(0, len(line) - 1)]
    if line[0] == line[-1] and len(line) > 3:  # a ring has no baseline: it is cut at its farthest point
        far = max(range(len(line)), key=lambda i: _gap(line[i], line[0], line[0]))
        keep.add(far)
        stack = [(0, far), (far, len(line) - 1)]
    while stack:
        a, b = stack.pop()
        if b - a < 2:
            continue
        far = max(range(a + 1, b), key=lambda i: _gap(line[i], line[a], line[b]))
        if _gap(line[far], line[a], line[b]) > tolerance:
            keep.add(far)
            stack += [(a, far), (far, b)]
    return [line[i] for i in sorted(keep)]


def _gap(point: Point, a: Point, b: Point) -> float:
    (px, py), (ax, ay), (bx, by) = point, a, b
    dx, dy = bx - ax, by - ay
    square = dx * dx + dy * dy
    t = 0.0 if square == 0 else max(0.0, min(1.0, ((px - ax) * dx + (py - ay) * dy) / square))
    return float(((px - ax - t * dx) ** 2 + (py - ay - t * dy) ** 2) ** 0.5)


def _area(ring: Sequence[Point]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


def _packed(line: Sequence[Point]) -> list[int]:
    """Whole numbers: the first point, then the steps."""
    out: list[int] = []
    px = py = 0
    for x, y in ((round(x * UNIT), round(y * UNIT)) for x, y in line):
        if not out or (x, y) != (px, py):
            out += [x - px, y - py] if out else [x, y]
            px, py = x, y
    return out


if __name__ == "__main__":
    main()
