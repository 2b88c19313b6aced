"""Made-up claims in large numbers, with the skew of real ones: a few incidents of hundreds of claims, most of one.

No word of them is anybody's: names and words are syllables drawn at random, from a fixed seed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tollbook.reconcile import FlatClaim, FlatReport

COUNTRIES = 60
DISTRICTS = 12
PLACES = 40
FIRST = date(2014, 1, 1)
DAYS = 4000
MEANS = ("air_strike", "drone", "missile", "artillery", "small_arms", "explosive_device")
SYLLABLES = (
    *("ba", "do", "ka", "li", "mo", "ne", "pu", "ra", "so", "ti", "ve", "zu"),
    *("gar", "lin", "mar", "ost", "tal", "ver"),
)
LARGEST = 400


@dataclass(frozen=True)
class Event:
    """What happened, before reports tell of it."""

    number: int
    country: str
    district: str
    place: str
    lat: float
    lon: float
    day: date
    killed: int
    injured: int
    party: str
    means: str
    words: tuple[str, ...]
    person: str


def made(claims: int, seed: int = 1) -> tuple[list[FlatClaim], list[FlatReport], list[int]]:
    """About so many claims with their reports, and the number of the incident of each claim."""
    rng = random.Random(seed)
    told: list[FlatClaim] = []
    reports: list[FlatReport] = []
    truth: list[int] = []
    number = 0
    while len(told) < claims:
        event = _event(number, rng)
        for claim, report in _reports(event, _size(rng), rng):
            reports.append(report)
            told += claim
            truth += [number] * len(claim)
        number += 1
    return told[:claims], reports, truth[:claims]


def made_bulletins(source: int, days: int) -> tuple[list[FlatClaim], list[FlatReport]]:
    """A source's running total of those killed in one country, a day after the other, with a claim a report."""
    claims, reports = [], []
    for number in range(days):
        day = FIRST + timedelta(days=number)
        total = 1_000 + 7 * number + 100 * source
        report = FlatReport(
            id=f"r-bulletin-{source}-{number:04}",
            name=f"bulletin {source} {number}",
            outlet=f"Outlet {source}",
            published=day,
            title=f"Bulletin {number}",
            text=f"In all {total} were killed by day {number}, ministry {source} said.",
        )
        reports.append(report)
        claims.append(
            FlatClaim(
                id=f"m-bulletin-{source}-{number:04}",
                report=report.id,
                measure="killed",
                low=total,
                high=total,
                extent="cumulative",
                party="Party 1 0",
                status="civilian",
                said_by=f"Ministry of Region {chr(65 + source)}",
                place="Country 1",
                country="AB",
                precision="country",
                first=FIRST,
                last=day,
            )
        )
    return claims, reports


def _size(rng: random.Random) -> int:
    """How many reports tell of an event: one for most, hundreds for a few."""
    return min(LARGEST // 2, int(rng.paretovariate(0.95)))


def _word(rng: random.Random) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(3))


def _event(number: int, rng: random.Random) -> Event:
    country = min(int(rng.paretovariate(0.8)), COUNTRIES)
    district, place = rng.randrange(DISTRICTS), min(int(rng.paretovariate(0.7)), PLACES)
    return Event(
        number=number,
        country=f"{chr(65 + country // 26)}{chr(65 + country % 26)}",
        district=f"District {district}",
        place=f"Town {country} {district} {place}",
        lat=country * 3 + district * 0.8 + place * 0.01,
        lon=district * 0.9 + place * 0.17,
        day=FIRST + timedelta(days=rng.randrange(DAYS)),
        killed=1 + int(rng.paretovariate(0.9)) % 300,
        injured=int(rng.paretovariate(0.9)) % 500,
        party=f"Party {country} {rng.randrange(2)}",
        means=rng.choice(MEANS),
        words=tuple(_word(rng) for _ in range(8)),
        person=f"{_word(rng).title()} {_word(rng).title()}",
    )


def _reports(event: Event, number: int, rng: random.Random) -> Iterator[tuple[list[FlatClaim], FlatReport]]:
    for n in range(number):
        late = rng.choice((0, 0, 0, 1, 1, 2, 5, 40)) if n else 0
        name = f"e{event.number}r{n}"
        said = " ".join(rng.sample(event.words, 4) + [_word(rng) for _ in range(6)])
        text = f"{event.killed} killed in {event.place}: {said}."
        if rng.random() < 0.3:
            text += f" Among the dead was {event.person}, {20 + event.number % 60}."
        report = FlatReport(
            id=f"r-{event.number:07}-{n:04}",
            name=name,
            outlet=f"Outlet {rng.randrange(300)}",
            published=event.day + timedelta(days=late),
            title=f"{event.means} {event.place} {event.words[0]}",
            text=text,
        )
        yield _claims(event, report, rng), report


def _claims(event: Event, report: FlatReport, rng: random.Random) -> list[FlatClaim]:
    fine, shift = rng.random() > 0.12, rng.choice((0, 0, 0, 0, 1, -1)) if rng.random() < 0.3 else 0
    day = event.day + timedelta(days=shift)
    out = []
    for n, (measure, count) in enumerate((("killed", event.killed), ("injured", event.injured))):
        if n and rng.random() < 0.4:
            continue
        low = max(0, count + (rng.choice((-1, 1, 2)) if rng.random() < 0.25 else 0))
        source = f"src-{event.number % 50}-{rng.randrange(6)}"
        out.append(
            FlatClaim(
                id=f"m-{report.id}-{n}",
                report=report.id,
                measure=measure,
                outlet=report.outlet,
                published=report.published,
                low=low,
                high=low,
                comparator="exact",
                party=None if rng.random() < 0.25 else event.party,
                status="civilian",
                source=source,
                said_by=source,
                place=event.place if fine else event.district,
                country=event.country,
                admin1=event.district,
                lat=event.lat if fine else None,
                lon=event.lon if fine else None,
                precision="settlement" if fine else "adm1",
                first=day,
                last=day,
                means=event.means if rng.random() < 0.7 else None,
                evidence=report.text,
                start=n,
            )
        )
    return out
