"""Whether a figure that stands in a report is about what a published figure is about: measure, whose, place, time."""

from __future__ import annotations

import re
import tomllib
from datetime import timedelta
from functools import cache
from importlib import resources

from tollbook.model import Extent, Measure, Place, Precision, PublishedFigure, Status, Told, Whose
from tollbook.reference.gazetteer import Entry, Gazetteer, distance_km
from tollbook.reference.parties import Parties

from .marks import fold

THINGS = (Measure.ATTACKS, Measure.DAMAGE)
NEAR_KM = 12.0
"""Two settlements so near are taken for one: a district and its town."""
LATE = timedelta(days=3)
"""A running total may be dated by the day of the report, which is a little later than what it counts."""
_FINE = (Precision.SITE, Precision.SETTLEMENT)


def measure_apart(figure: PublishedFigure, told: Told, whole: Told | None = None) -> str | None:
    """How the measure is another one, in words; None where it is the same. `whole`: the figure that it is a part of."""
    measure = told.reading.measure
    if measure is not figure.measure:
        return measure.value.replace("_", " ")
    kind = _kinds().get(measure.value)
    if kind is None:
        return None
    name, only, also = kind
    words = told.reading.evidence.text.casefold()
    if whole is not None and whole.reading.measure is measure:  # "44 were treated in hospital, 7 children among them"
        words = f"{whole.reading.evidence.text.casefold()} {words}"
    return name if only.search(words) and not (also and also.search(words)) else None


@cache
def _kinds() -> dict[str, tuple[str, re.Pattern[str], re.Pattern[str] | None]]:
    text = resources.files("tollbook.reconcile").joinpath("data", "check_words.toml").read_text(encoding="utf-8")
    kinds = tomllib.loads(text).items()
    return {
        measure: (of["name"], _any_of(of["only"]), _any_of(of["also"]) if of["also"] else None) for measure, of in kinds
    }


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + ")")


def whose_apart(asked: Whose, told: Told, measure: Measure) -> str | None:
    """How the figure counts others than those asked for, in words; None where it may count them.

    A figure may be of fewer people than its row asks for ("Ukrainian soldiers" where Ukraine's are asked), never of
    more, nor of others.
    """
    if not asked.text:
        return None
    victims = told.reading.victims
    party = victims.party if victims else None
    if asked.party and party and not Parties.load().belongs(party, asked.party) and not _may_be_of(asked.party, told):
        return f"those of {party}"
    if measure in THINGS:
        return _thing_apart(asked, told)
    status = told.whose.status
    if status is Status.UNKNOWN and victims is not None:
        status = victims.status
    if asked.status is not Status.UNKNOWN and status is not asked.status:
        return f"{status.value}s" if status in (Status.CIVILIAN, Status.COMBATANT) else _named(told)
    wanted = [set(noun) for noun in asked.nouns if noun]
    if wanted and not _all_of(wanted, _nouns(told)):
        return _named(told)
    if asked.words and not _holds(told, asked.words):
        return _named(told)
    return None


def _may_be_of(party: str, told: Told) -> bool:
    """Whether the figure's people may be that party's although they were taken for another's.

    So where its words name nobody's people, and its sentence names that party and does not accuse it.
    """
    actor = told.reading.actor
    if told.whose.party is not None or (actor is not None and actor.party == party):
        return False
    known = Parties.load()
    return any(m.party and known.belongs(m.party, party) for m in known.find(told.sentence.text))


def _nouns(told: Told) -> list[set[str]]:
    """What the figure's words tell of the people: by noun, or of all of them where the words hold none."""
    victims = told.reading.victims
    of_words = [set(noun) for noun in told.whose.nouns]
    of_group = set(victims.group) if victims else set()
    if any(of_words):
        # "female journalists": what stands before one noun is told of the group alone
        return [of_words[0] | of_group] if len(of_words) == 1 else of_words
    persons = [{f"sex:{p.sex}"} if p.sex else set() for p in told.reading.persons]
    return [of_group] if of_group else persons or [set()]


def _all_of(wanted: list[set[str]], found: list[set[str]]) -> bool:
    """Whether each noun of the figure is among those asked for, and each that is asked for is there."""
    covered = all(any(_is(noun, one) for one in wanted) for noun in found)
    return covered and all(any(_is(noun, one) for noun in found) for one in wanted)


def _is(noun: set[str], wanted: set[str]) -> bool:
    """Whether those of a noun are such as are asked for: girls are children, and women they are not."""
    grown = "sex:female" in wanted or "sex:male" in wanted
    if grown and "age:child" in noun and not any(said.startswith("age:") for said in wanted):
        return False
    return wanted <= noun


def _thing_apart(asked: Whose, told: Told) -> str | None:
    wanted = [*asked.words]
    if not wanted or _holds(told, tuple(wanted)):
        return None
    return told.reading.object or told.reading.evidence.text


def _holds(told: Told, words: tuple[str, ...]) -> bool:
    """Whether the figure's own words hold all of these, each by its beginning."""
    victims = told.reading.victims
    said = " ".join(filter(None, (told.reading.evidence.text, told.reading.object, victims.text if victims else "")))
    return all(re.search(rf"\b{re.escape(word)}", said, re.IGNORECASE) for word in words)


def _named(told: Told) -> str:
    victims = told.reading.victims
    return (victims.text if victims else None) or "people not told apart"


def place_apart(asked: str, told: Told, text: str) -> str | None:
    """The figure's place, where it is another than the one asked for; None where it may be there.

    The place of a claim is often taken from elsewhere in the report. One that its own sentence does not name says
    little against a place that the report does name.
    """
    place = told.reading.place
    if not asked or place is None or not (place.name or place.text):
        return None
    key = fold(asked)
    if any(key in fold(words) for words in _place_words(told)):
        return None
    shown = place.name or place.text or ""
    own = any(name and fold(name) in fold(told.sentence.text) for name in (place.name, place.text))
    if not own and key in fold(text):
        return None
    entry = Gazetteer.open().resolve(asked, countries=(place.country,) if place.country else ())
    if entry is None:
        return shown
    if not own and entry.precision is Precision.COUNTRY:
        return None  # where it is was inferred: too little to say that it is in another country
    return None if _inside(place, entry) else shown


def _place_words(told: Told) -> list[str]:
    reading = told.reading
    places = (reading.place, *reading.further_places)
    words = [w for p in places if p is not None for w in (p.text, p.name, p.admin1) if w]
    return [*words, told.sentence.text]


def _inside(place: Place, entry: Entry) -> bool:
    """Whether a place is the one of the gazetteer, or lies in it."""
    if entry.country and place.country and entry.country != place.country:
        return False
    if entry.precision is Precision.COUNTRY:
        return place.country == entry.country
    if entry.precision in _FINE:
        near = entry.point is not None and place.lat is not None and place.lon is not None
        return (
            near
            and place.precision in _FINE
            and distance_km(entry.point or (0, 0), (place.lat or 0, place.lon or 0)) <= NEAR_KM
        )
    if entry.precision is Precision.ADM1:
        return bool(place.admin1 and entry.admin1 and fold(place.admin1) == fold(entry.admin1))
    return place.country == entry.country  # a region beyond districts: no list says what lies in it


def time_apart(figure: PublishedFigure, told: Told) -> str | None:
    """The figure's time, where it is another than the one asked for; None where it may be then."""
    first, last = figure.when.start, figure.when.end
    start, end = told.reading.when.start, told.reading.when.end
    if first is None or last is None or end is None:
        return None
    if told.reading.extent in (Extent.CUMULATIVE, Extent.STOCK):
        return None if first - LATE <= end <= last + LATE else f"up to {end}"
    if start is None:  # some day up to the report's
        return None if first <= end + LATE else f"up to {end}"
    shown = f"{start}" if start == end else f"{start} to {end}"
    if end < first or start > last:
        return shown
    if figure.exact_window and told.reading.extent is Extent.PERIOD:
        both: timedelta = min(end, last) - max(start, first)
        return None if 2 * (both.days + 1) >= (last - first).days + 1 else shown
    return None
