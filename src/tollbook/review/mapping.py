"""The map and the timeline of incidents, filtered as their list is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from tollbook.draw import SAID, Dot, Frame, world_map
from tollbook.draw.timeline import timeline
from tollbook.ledger import SubjectHead
from tollbook.publish import words

from .access import Person
from .bench import Workbench
from .frame import frame
from .incidents import AskedIncidents
from .own_panel import own_filters
from .pages import render

MOST = 2000
"""Incidents that one map shows at most: the newest."""
STEPS = (
    ("Closer", 0.5, 0.0, 0.0),
    ("Wider", 2.0, 0.0, 0.0),
    ("West", 1.0, -0.4, 0.0),
    ("East", 1.0, 0.4, 0.0),
    ("North", 1.0, 0.0, 0.4),
    ("South", 1.0, 0.0, -0.4),
)
"""How a map is steered by links: a name, the factor of its sides, and the shares by which it moves right and up."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place with its incidents, the newest first."""

    name: str
    href: str
    number: int
    when: str


def map_page(bench: Workbench, asked: AskedIncidents, box: str, person: Person) -> str:
    """Where and when: a dot for each place, a bar for each month or year."""
    own_filters(bench.ledger, "incident", asked.own, person)  # what may not be asked for is refused
    found = bench.ledger.list_subjects(asked.wanted(bench), limit=MOST + 1)
    withheld = bench.withheld_in(person)
    shown = [head for head in found[:MOST] if withheld.get(head.id, 0) < head.size]
    placed: dict[tuple[float, float], list[SubjectHead]] = {}
    for head in shown:
        lat, lon = head.body.get("lat"), head.body.get("lon")
        if lat is not None and lon is not None:
            placed.setdefault((lon, lat), []).append(head)
    dots = [_dot(at, heads, asked) for at, heads in placed.items()]
    seen = Frame.read(box) or Frame.around([(dot.lon, dot.lat) for dot in dots])
    days = [date.fromisoformat(head.day) for head in shown if head.day]
    return render(
        "map.html.j2",
        **frame(bench, person, "Map"),
        asked=asked,
        wide=Markup(world_map(dots, title="Map of incidents", frame=seen, width=900)),
        steer=[
            (name, asked.address("/map", box=seen.scaled(factor).moved(right, up).written))
            for name, factor, right, up in STEPS
        ],
        whole=asked.address("/map", box=Frame(-180, -58, 180, 78).written),
        fitted=asked.address("/map"),
        borders=SAID,
        number=len(shown),
        cut=len(found) > MOST,
        unplaced=sum(head.body.get("lat") is None for head in shown),
        undated=len(shown) - len(days),
        times=[Markup(timeline(days, title="Incidents over time", width=width)) for width in (900, 340)],
        spots=[_spot(heads, asked) for _, heads in sorted(placed.items(), key=lambda one: -len(one[1]))][:60],
        reconciled=bench.is_reconciled(),
    )


def _dot(at: tuple[float, float], heads: list[SubjectHead], asked: AskedIncidents) -> Dot:
    spot = _spot(heads, asked)
    rough = all((head.body.get("where_prec") or 1) > 1 for head in heads)
    label = f"{spot.name}: {words.count_of(spot.number, 'incident')}, {spot.when}"
    return Dot(at[0], at[1], f"{label}, the middle of a larger area" if rough else label, spot.href, len(heads), rough)


def _spot(heads: list[SubjectHead], asked: AskedIncidents) -> Spot:
    names = Counter(head.body.get("place") or head.name for head in heads)
    name = min(names, key=lambda n: (-names[n], n))
    days = sorted(head.day for head in heads if head.day)
    when = "day not known" if not days else _days(date.fromisoformat(days[0]), date.fromisoformat(days[-1]))
    one = asked.day.address(f"/incidents/{heads[0].id}")
    href = one if len(heads) == 1 else replace(asked, place=name).address("/incidents")
    return Spot(name, href, len(heads), when)


def _days(first: date, last: date) -> str:
    return words.day(first) if first == last else f"{words.day(first)} – {words.day(last)}"
