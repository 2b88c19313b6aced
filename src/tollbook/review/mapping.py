"""The map and the timeline of incidents, filtered as their list is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from tollbook.draw import SAID, Dot, Frame, world_map
from tollbook.draw.timeline import timeline
from tollbook.ledger import SubjectSpot
from tollbook.publish import words

from .access import Person
from .bench import Workbench
from .frame import frame
from .incidents import AskedIncidents
from .own_panel import own_filters
from .pages import render

MOST, NEWEST_OF = 2000, 1000
"""Places that one map shows at most; where filters other than a country are set, incidents."""
LINES = 60
"""Places in the list under the map, at most."""
NEWEST = "the newest ones; filter to see others"
NAMELESS = "Place without a name"
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
class Place:
    """One place with its incidents, as a dot and as a line."""

    lat: float
    lon: float
    name: str
    href: str
    number: int
    when: str
    rough: bool

    def dot(self) -> Dot:
        """The dot on the map."""
        label = f"{self.name}: {words.count_of(self.number, 'incident')}, {self.when}"
        label = f"{label}, the middle of a larger area" if self.rough else label
        named = "" if self.name == NAMELESS else self.name
        return Dot(self.lon, self.lat, label, self.href, self.number, self.rough, named)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a map shows: places, incidents by day ("" for none) and in all, and what it leaves out, in words."""

    places: list[Place]
    days: Mapping[str, int]
    number: int
    placed: int
    cut: str = ""


def map_page(bench: Workbench, asked: AskedIncidents, box: str, person: Person) -> str:
    """Where and when: a dot for each place, a bar for each month or year."""
    own_filters(bench.ledger, "incident", asked.own, person)  # what may not be asked for is refused
    withheld = bench.withheld_in(person)
    shown = _listed(bench, asked, withheld) if withheld else _counted(bench, asked)
    seen = Frame.read(box) or Frame.around([(place.lon, place.lat) for place in shown.places])
    days = {date.fromisoformat(day): number for day, number in shown.days.items() if day}
    return render(
        "map.html.j2",
        **frame(bench, person, "Map"),
        asked=asked,
        wide=Markup(world_map([p.dot() for p in shown.places], title="Map of incidents", frame=seen, width=900)),
        steer=[
            (name, asked.address("/map", box=seen.scaled(factor).moved(right, up).written))
            for name, factor, right, up in STEPS
        ],
        whole=asked.address("/map", box=Frame(-180, -58, 180, 78).written),
        fitted=asked.address("/map"),
        borders=SAID,
        number=shown.number,
        cut=shown.cut,
        unplaced=shown.number - shown.placed,
        undated=shown.days.get("", 0),
        times=[Markup(timeline(days, title="Incidents over time", width=width)) for width in (900, 340)],
        spots=sorted(shown.places, key=lambda place: -place.number)[:LINES],
        reconciled=bench.is_reconciled(),
    )


def _counted(bench: Workbench, asked: AskedIncidents) -> Shown:
    """All incidents of a country or of the record, as they are kept counted by place and day; under other filters the
    newest that they let through, counted likewise."""
    cut = ""
    if asked.is_by_country_alone:
        counts = bench.ledger.map_counts(asked.country.strip() or None, limit=MOST)
        if counts.places > MOST:
            cut = f"the {MOST:,} places with most of them are drawn, of {counts.places:,}"
    else:
        counts = bench.ledger.count_spots(asked.wanted(bench), limit=NEWEST_OF)
        if sum(counts.days.values()) == NEWEST_OF:
            cut = NEWEST
    places = [
        Place(
            spot.lat,
            spot.lon,
            spot.place or NAMELESS,
            _href(asked, spot.number, spot.subject, spot.place),
            spot.number,
            _when(spot.first, spot.last),
            spot.rough,
        )
        for spot in counts.spots
    ]
    placed = sum(place.number for place in places)
    return Shown(places, counts.days, sum(counts.days.values()), placed, cut)


def _listed(bench: Workbench, asked: AskedIncidents, withheld: Mapping[str, int]) -> Shown:
    """The newest incidents that the filters let through."""
    found = bench.ledger.list_spots(asked.wanted(bench), limit=NEWEST_OF + 1)
    spots = [spot for spot in found[:NEWEST_OF] if withheld.get(spot.id, 0) < spot.size]
    at: dict[tuple[float, float], list[SubjectSpot]] = {}
    for spot in spots:
        if spot.lat is not None and spot.lon is not None:
            at.setdefault((spot.lat, spot.lon), []).append(spot)
    cut = NEWEST if len(found) > NEWEST_OF else ""
    places = [_place(lat, lon, of, asked) for (lat, lon), of in at.items()]
    return Shown(places, Counter(spot.day for spot in spots), len(spots), sum(map(len, at.values())), cut)


def _place(lat: float, lon: float, spots: list[SubjectSpot], asked: AskedIncidents) -> Place:
    names = Counter(spot.place or NAMELESS for spot in spots)
    name = min(names, key=lambda n: (-names[n], n))
    days = sorted(spot.day for spot in spots if spot.day)
    when = _when(days[0], days[-1]) if days else _when("", "")
    href = _href(asked, len(spots), spots[0].id, name)
    return Place(lat, lon, name, href, len(spots), when, all(spot.rough for spot in spots))


def _href(asked: AskedIncidents, number: int, subject: str, name: str) -> str:
    """The one incident of a place, or the list of those there."""
    if number == 1:
        return asked.day.address(f"/incidents/{subject}")
    return replace(asked, place=name).address("/incidents")


def _when(first: str, last: str) -> str:
    """From one day to another, ISO 8601, in words; both empty where none is known."""
    if not first:
        return "day not known"
    from_, to = date.fromisoformat(first), date.fromisoformat(last)
    return words.day(from_) if first == last else f"{words.day(from_)} – {words.day(to)}"
