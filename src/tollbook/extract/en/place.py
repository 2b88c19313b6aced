"""Places of a whole report: every name resolved with the others as its context."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from tollbook.model import Place, Precision
from tollbook.reference.gazetteer import AREA_KINDS, Entry, Gazetteer, score

from .places_choice import TAKEN, as_place, full_name, held, kind_bonus, vote
from .places_find import PlaceMention, find_places
from .places_lexicon import place_words

__all__ = ["DocumentPlaces", "PlaceMention", "Resolved", "find_places"]

_DATELINE = re.compile(
    r"^\s*([A-Z][A-Za-z.'’ -]{2,40}?)(?:,\s*[A-Z][A-Za-z.'’ -]{2,30}?)?"
    r"(?:,?\s+(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8})(?:,?\s+\d{4})?)?"
    r"(?:,?\s*\(([A-Z][\w ./-]{1,30})\))?\s*(?:-{1,2}|–|—|:)\s+",
    re.MULTILINE,
)
_CAPITALISED = re.compile(r"\b[A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?\b|\b[A-Z]{5,}\b")
_FOREMOST = 0.3
"""Weight from which a country counts as one that the text is about."""
_SIDELONG = 0.1
"""Weight below which a country is not even a side of the story."""
_NOTHING = 1e-9
_QUARTERS = frozenset(("neighborhood", "neighbourhood", "quarter"))
_BACK_REACH = 2500
_BACK_NEAR = 300
_FINENESS = {
    Precision(code): n for n, code in enumerate(("site", "settlement", "unknown", "adm2", "adm1", "region", "country"))
}
_BACK_KINDS = {
    "back-settlement": frozenset(("settlement",)),
    "back-camp": frozenset(("camp",)),
    "back-area": AREA_KINDS,
    "back-country": frozenset(("country",)),
}


@dataclass(frozen=True)
class Resolved:
    """A mention and the place that it means; `entry` is None for a place that the gazetteer does not know."""

    mention: PlaceMention
    entry: Entry | None
    country: str | None
    place: Place


class DocumentPlaces:
    """All places of one text. Offsets are code points into `text`.

    `title` is read for its countries alone (its mentions have no offsets here); `countries` are codes known from
    elsewhere (the project's wars, a table's column), likeliest first.
    """

    def __init__(
        self,
        text: str,
        title: str | None = None,
        countries: Sequence[str] = (),
        sentence_spans: Sequence[tuple[int, int]] | None = None,
        gazetteer: Gazetteer | None = None,
    ) -> None:
        self.text = text
        self.gazetteer = gazetteer or Gazetteer.open()
        self.given = tuple(countries)
        self.title = title or ""
        self.mentions = find_places(text, sentence_spans, self.gazetteer)

    @cached_property
    def countries(self) -> dict[str, float]:
        """Countries of the text (ISO 3166-1 alpha-2) with their weight, 1 for the foremost, in falling order."""
        votes = self._votes[0]
        top = max(votes.values(), default=0.0)
        ranked = sorted(votes.items(), key=lambda item: -item[1])  # of equals the first named, not the first by code
        return {c: v / top for c, v in ranked} if top else {}

    @cached_property
    def _votes(self) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
        """What speaks for each country, and how much of it comes from the mentions of each name."""
        votes: dict[str, float] = defaultdict(float)
        by_name: dict[str, dict[str, float]] = {}
        for rank, code in enumerate(self.given):
            votes[code] += 12.0 / (1 + rank)
        titled = find_places(self.title, None, self.gazetteer) if self.title else []
        for mentions, text, weight in ((self.mentions, self.text, 1.0), (titled, self.title, 2.0)):
            for mention in mentions:
                given: dict[str, float] = defaultdict(float)
                vote(given, mention, weight)
                own = by_name.setdefault(mention.name, {})
                for code, value in given.items():
                    votes[code] += value
                    own[code] = own.get(code, 0.0) + value
            demonyms = place_words().demonyms
            for word in _CAPITALISED.findall(text):
                if word.lower() in demonyms:
                    votes[demonyms[word.lower()]] += 0.7 * weight
        return votes, by_name

    @cached_property
    def resolved(self) -> list[Resolved]:
        """The mentions that are places, in order, each with what it means."""
        kept = [n for n, m in enumerate(self.mentions) if self._is_place(m)]
        first = {n: self._choose(self.mentions[n], ()) for n in kept if self.mentions[n].kind != "back"}
        points = self._anchors(first)
        senses: dict[tuple[str, bool], Entry | None] = {}
        out: list[Resolved] = []
        for n in kept:
            mention = self.mentions[n]
            if mention.kind == "back":
                found = self._back(mention, out)
            else:
                sense = (mention.name.casefold(), mention.kind == "area")
                if sense not in senses or mention.inside is not None or mention.hint:
                    entry = self._choose(mention, [p for name, p in points if name != mention.name])
                    senses.setdefault(sense, entry)
                else:
                    entry = senses[sense]
                found = self._place(mention, entry, first, out)
            if found is not None:
                out.append(found)
        return out

    def _is_place(self, mention: PlaceMention) -> bool:
        if mention.kind == "name" and mention.text.removeprefix("The ").islower():
            return False
        if not mention.candidates:
            return mention.strength >= TAKEN
        bonus = 0.0
        weight = max(self.countries.get(e.country or "", 0.0) for e in mention.candidates)
        if weight >= _FOREMOST:
            bonus = 1.0
        elif weight < _SIDELONG and self.countries and mention.candidates[0].kind == "settlement":
            bonus = -1.0
        return mention.strength + bonus >= TAKEN

    def _anchors(self, chosen: dict[int, Entry | None]) -> list[tuple[str, tuple[float, float]]]:
        """Points of the names that mean one settlement in the text's countries, at most twelve."""
        found: dict[str, tuple[float, float]] = {}
        for n, entry in chosen.items():
            mention = self.mentions[n]
            if entry is None or entry.point is None or entry.kind == "country" or mention.name in found:
                continue
            same = [e for e in mention.candidates if e.country == entry.country and e.kind == "settlement"]
            if len(same) <= 1 and self.countries.get(entry.country or "", 0.0) >= _FOREMOST:
                found[mention.name] = entry.point
            if len(found) >= 12:
                break
        return list(found.items())

    def _choose(self, mention: PlaceMention, near: Sequence[tuple[float, float]]) -> Entry | None:
        """The likeliest candidate that is plausible at all in this text, or None."""
        holder = self._holder(mention)
        best: tuple[float, Entry] | None = None
        for entry in mention.candidates:
            if not self._plausible(mention, entry, holder):
                continue
            value = score(entry, self.countries, near) + kind_bonus(mention, entry)
            if mention.hint:
                value += 4.0 if entry.country == mention.hint else -2.0
            if holder is not None:
                value += held(entry, holder)
            if best is None or value > best[0]:
                best = (value, entry)
        return best[1] if best else None

    def _holder(self, mention: PlaceMention) -> Entry | None:
        if mention.inside is None:
            return None
        outer = self.mentions[mention.inside]
        return self._choose(outer, ()) if outer.candidates and outer.inside is None else self._near_holder(outer)

    def _near_holder(self, outer: PlaceMention) -> Entry | None:
        """The holder of a holder ("X in Y's Z province") without going further round."""
        weights = self.countries
        ranked = sorted(outer.candidates, key=lambda e: -(score(e, weights) + kind_bonus(outer, e)))
        return ranked[0] if ranked else None

    def _plausible(self, mention: PlaceMention, entry: Entry, holder: Entry | None) -> bool:
        """Whether a small place far from all that the text speaks of may be meant: only where the words say so."""
        if entry.kind in ("country", "water", "border") or entry.country is None or not self.countries:
            return True
        if mention.hint and any(e.country == mention.hint for e in mention.candidates):
            return entry.country == mention.hint
        if holder is not None and holder.country and holder.kind in ("country", "adm1", "region"):
            if entry.country == holder.country or entry.prior >= 6.0:
                return True
            # "in the town of X, US officials said": no containment after all where X is known in the text's countries
            agreed = any(e.country == holder.country for e in mention.candidates)
            return not agreed and self.countries.get(entry.country, 0.0) >= _FOREMOST
        return entry.prior > 5.5 or self._told_of_elsewhere(entry.country, mention.name)

    def _told_of_elsewhere(self, country: str, name: str) -> bool:
        """Whether the text speaks of a country by more than the mentions of one name: a hamlet's name alone does not
        make it do so, unless nothing speaks of any other."""
        votes, by_name = self._votes
        left = {code: value - by_name.get(name, {}).get(code, 0.0) for code, value in votes.items()}
        top = max(left.values(), default=0.0)
        return top <= _NOTHING or left.get(country, 0.0) / top >= _SIDELONG

    def _place(
        self, mention: PlaceMention, entry: Entry | None, first: dict[int, Entry | None], before: Sequence[Resolved]
    ) -> Resolved | None:
        outer = first.get(mention.inside) if mention.inside is not None else None
        if outer is not None and outer.kind == "settlement" and _is_quarter(mention):
            town = as_place(self.mentions[mention.inside or 0], outer)
            return Resolved(mention, outer, outer.country, town.model_copy(update={"text": mention.text}))
        if entry is not None:
            return Resolved(mention, entry, entry.country, as_place(mention, entry))
        country = mention.hint or (outer.country if outer else None) or self._country_here(mention, before)
        if mention.kind == "capital":
            return self._capital(mention, country)
        if mention.candidates and not (mention.type_word or mention.locative or outer):
            return None
        if mention.in_name:
            return None
        admin1 = outer.name if outer and outer.kind == "adm1" else None
        name = full_name(mention)
        return Resolved(mention, None, country, Place(text=mention.text, name=name, country=country, admin1=admin1))

    def _country_here(self, mention: PlaceMention, before: Sequence[Resolved]) -> str | None:
        """The country that the places named just before lie in, where the text is about it; else the foremost."""
        for r in reversed(before[-6:]):
            if mention.start - r.mention.end > 400:
                break
            if r.country and not r.mention.in_name and self.countries.get(r.country, 0.0) >= _FOREMOST:
                return r.country
        return next(iter(self.countries), None)

    def _capital(self, mention: PlaceMention, country: str | None) -> Resolved | None:
        name = place_words().capitals.get(country or "")
        entry = self.gazetteer.resolve(name, [country or ""], precision=Precision.SETTLEMENT) if name else None
        if entry is None or entry.country != country:
            return None
        place = Place(
            text=mention.text, name=name, country=country, lat=entry.lat, lon=entry.lon, precision=entry.precision,
            admin1=entry.admin1,
        )  # fmt: skip
        return Resolved(mention, entry, country, place)

    def _back(self, mention: PlaceMention, before: Sequence[Resolved]) -> Resolved | None:
        """What "the city" goes back to: the last place of a fitting kind, in the text's countries; of those near by
        rather one where something happens ("in Arcity, after the attack on Bercity"). Of 68 on train .96 are right, .93
        by the last alone."""
        classes = place_words().classes
        kinds = next((kinds for name, kinds in _BACK_KINDS.items() if mention.name in classes[name]), AREA_KINDS)
        last: Resolved | None = None
        for r in reversed(before):
            gap = mention.start - r.mention.end
            if gap > (_BACK_REACH if last is None else _BACK_NEAR):
                break
            kind = r.entry.kind if r.entry else r.mention.kind
            fits = kind in kinds and not r.mention.in_name and self.countries.get(r.country or "", 0.0) >= _FOREMOST
            if fits and r.mention.modifier is None:
                if last is None or self._is_scene(r.mention):
                    last = r
                if gap > _BACK_NEAR or self._is_scene(r.mention):
                    break
        if last is None:
            return None
        return Resolved(mention, last.entry, last.country, last.place.model_copy(update={"text": mention.text}))

    def _is_scene(self, mention: PlaceMention) -> bool:
        """Whether a place is named as where something happens, not as what is struck, or goes back to one itself."""
        aimed = self.text[max(0, mention.start - 12) : mention.start].rstrip().endswith((" on", " against", " upon"))
        return mention.kind == "back" or (mention.locative and not aimed)

    @cached_property
    def _starts(self) -> list[int]:
        return [r.mention.start for r in self.resolved]

    def between(self, start: int, end: int) -> list[Resolved]:
        """The places whose mentions lie in or touch a stretch of the text, in order."""
        out = []
        for r in self.resolved[max(0, bisect_left(self._starts, start) - 2) :]:
            if r.mention.start >= end:
                break
            if r.mention.end > start:
                out.append(r)
        return out

    def place_at(self, start: int, end: int) -> Place | None:
        """The place that a stretch of the text names, or None: the most exact of several, the first of equals.

        A name inside an organisation's or a person's name, and words that go back to another place, count only where
        there is no other.
        """
        found = self.between(start, end)
        best = _finest(r for r in found if not r.mention.in_name and r.mention.kind != "back")
        best = best or _finest(r for r in found if not r.mention.in_name) or _finest(found)
        return best.place if best else None

    @cached_property
    def dateline(self) -> Resolved | None:
        """The place of the dateline ("KHARKIV, Ukraine, Nov 3 (Reuters) -"), or None."""
        match = _DATELINE.search(self.text[:600])
        if not match or not (match.group(1).isupper() or match.group(2)):
            return None
        inside = [r for r in self.between(*match.span()) if r.mention.name_start == match.start(1)]
        return inside[0] if inside else None


def _is_quarter(mention: PlaceMention) -> bool:
    """Whether a mention is a part of a town by its own words: the claim is placed at the town (guide, `place`)."""
    return (mention.type_word or "").rstrip("s") in _QUARTERS


def _finest(found: Iterable[Resolved]) -> Resolved | None:
    return min(found, key=lambda r: _FINENESS[r.place.precision], default=None)
