"""Places of a whole report: every name resolved with the others as its context."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tollbook.model import Place, Precision
from tollbook.reference.gazetteer import AREA_KINDS, Entry, Gazetteer, base_score, score

from .places_find import PlaceMention, find_places
from .places_lexicon import place_words

__all__ = ["DocumentPlaces", "PlaceMention", "Resolved", "find_places"]

_DATELINE = re.compile(
    r"^\s*([A-Z][A-Za-z.'’ -]{2,40}?)(?:,\s*([A-Z][A-Za-z.'’ -]{2,30}?))?(?:,?\s+(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8})(?:,?\s+\d{4})?)?"
    r"(?:,?\s*\(([A-Z][\w ./-]{1,30})\))?\s*(?:-{1,2}|–|—|:)\s+",
    re.MULTILINE,
)
_TAKEN = 1.0
_FINENESS = {
    Precision.SITE: 0,
    Precision.SETTLEMENT: 1,
    Precision.ADM2: 2,
    Precision.ADM1: 3,
    Precision.REGION: 4,
    Precision.COUNTRY: 5,
    Precision.UNKNOWN: 1,
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

    `title` is read as if it stood first (its mentions count for the countries, and have no offsets here); `countries`
    are codes known from elsewhere (the project's wars, a table's column), likeliest first.
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
        self.mentions = find_places(text, sentence_spans, self.gazetteer)
        self.title_mentions = find_places(title, None, self.gazetteer) if title else []
        self.title = title or ""

    @cached_property
    def countries(self) -> dict[str, float]:
        """Countries of the text (ISO 3166-1 alpha-2) with their weight, 1 for the foremost, in falling order."""
        votes: dict[str, float] = defaultdict(float)
        for rank, code in enumerate(self.given):
            votes[code] += 6.0 / (1 + rank)
        for mention in self.mentions:
            self._vote(votes, mention, 1.0)
        for mention in self.title_mentions:
            self._vote(votes, mention, 2.0)
        for text, weight in ((self.text, 0.7), (self.title, 1.5)):
            for word in re.findall(r"\b[A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?\b", text):
                code = place_words().demonyms.get(word.lower())
                if code:
                    votes[code] += weight
        top = max(votes.values(), default=0.0)
        return {c: v / top for c, v in sorted(votes.items(), key=lambda item: (-item[1], item[0]))} if top else {}

    def _vote(self, votes: dict[str, float], mention: PlaceMention, weight: float) -> None:
        if mention.hint:
            votes[mention.hint] += weight
        if not mention.candidates or mention.strength < _TAKEN:
            return
        best = base_score(mention.candidates[0])
        rivals = [e for e in mention.candidates if base_score(e) > best - 1.5]
        codes = {e.country for e in rivals if e.country}
        if mention.kind == "country":
            weight *= 1.5
        for code in codes:
            votes[code] += weight / len(codes) ** 2

    @cached_property
    def resolved(self) -> list[Resolved]:
        """The mentions that are places, in order, each with what it means."""
        kept = [n for n, m in enumerate(self.mentions) if self._is_place(m)]
        chosen = {n: self._choose(self.mentions[n], ()) for n in kept}
        points = self._anchors(chosen)
        senses: dict[tuple[str, bool], Entry | None] = {}
        for n in kept:
            mention = self.mentions[n]
            sense = (mention.name.casefold(), mention.kind == "area")
            near = [p for name, p in points if name != mention.name]
            if mention.inside is not None or sense not in senses:
                chosen[n] = self._choose(mention, near)
                senses.setdefault(sense, chosen[n])
            else:
                chosen[n] = senses[sense]
        return [r for n in kept if (r := self._place(n, chosen)) is not None]

    def _is_place(self, mention: PlaceMention) -> bool:
        bonus = 0.0
        codes = {e.country for e in mention.candidates}
        if codes & {c for c, w in self.countries.items() if w >= 0.3}:
            bonus += 1.0
        elif mention.candidates and self.countries and mention.candidates[0].kind == "settlement":
            bonus -= 1.0
        return mention.strength + bonus >= _TAKEN

    def _anchors(self, chosen: dict[int, Entry | None]) -> list[tuple[str, tuple[float, float]]]:
        """Points of the names whose sense is plain: one candidate, or one far likelier than the others."""
        found: dict[str, tuple[float, float]] = {}
        for n, entry in chosen.items():
            mention = self.mentions[n]
            if entry is None or entry.point is None or entry.kind == "country" or mention.name in found:
                continue
            same = [e for e in mention.candidates if e.country == entry.country and e.kind == "settlement"]
            if len(same) <= 1 and self.countries.get(entry.country or "", 0.0) >= 0.3:
                found[mention.name] = entry.point
            if len(found) >= 12:
                break
        return list(found.items())

    def _choose(self, mention: PlaceMention, near: Sequence[tuple[float, float]]) -> Entry | None:
        weights = self.countries
        outer = self.mentions[mention.inside] if mention.inside is not None else None
        holder = self._choose(outer, ()) if outer is not None and outer.candidates else None
        best: tuple[float, Entry] | None = None
        for entry in mention.candidates:
            value = score(entry, weights, near) + _kind_bonus(mention, entry)
            if mention.hint:
                value += 4.0 if entry.country == mention.hint else -2.0
            if holder is not None:
                value += _held(entry, holder)
            if best is None or value > best[0]:
                best = (value, entry)
        return best[1] if best else None

    def _place(self, n: int, chosen: dict[int, Entry | None]) -> Resolved | None:
        mention, entry = self.mentions[n], chosen[n]
        outer = chosen.get(mention.inside) if mention.inside is not None else None
        if entry is None:
            country = mention.hint or (outer.country if outer else None) or next(iter(self.countries), None)
            admin1 = outer.admin1 if outer and outer.kind == "adm1" else None
            place = Place(text=mention.text, name=mention.name, country=country, admin1=admin1)
            return Resolved(mention, None, country, place)
        return Resolved(mention, entry, entry.country, _as_place(mention, entry))

    @cached_property
    def _starts(self) -> list[int]:
        return [r.mention.start for r in self.resolved]

    def between(self, start: int, end: int) -> list[Resolved]:
        """The places whose mentions lie in or touch a stretch of the text, in order."""
        first = max(0, bisect_left(self._starts, start) - 1)
        out = []
        for r in self.resolved[first:]:
            if r.mention.start >= end:
                break
            if r.mention.end > start:
                out.append(r)
        return out

    def place_at(self, start: int, end: int) -> Place | None:
        """The place that a stretch of the text names, or None: the most exact of several, the first of equals.

        A name inside an organisation's or a person's name counts only where there is no other.
        """
        found = self.between(start, end)
        plain = [r for r in found if not r.mention.in_name] or found
        return min(plain, key=lambda r: _FINENESS[r.place.precision], default=None).place if plain else None  # type: ignore[union-attr]

    @cached_property
    def dateline(self) -> Resolved | None:
        """The place of the dateline ("KHARKIV, Ukraine, Nov 3 (Reuters) -"), or None."""
        match = _DATELINE.search(self.text[:600])
        if not match or not (match.group(1).isupper() or match.group(3)):
            return None
        inside = [r for r in self.between(*match.span()) if r.mention.name_start == match.start(1)]
        return inside[0] if inside else None


def _kind_bonus(mention: PlaceMention, entry: Entry) -> float:
    if mention.kind == "area":
        return 5.0 if entry.kind in AREA_KINDS else -1.0
    if mention.kind in ("settlement", "site"):
        return 2.0 if entry.kind == "settlement" or entry.kind == mention.kind else -1.0
    if mention.kind == "camp":
        return 3.0 if entry.kind == "camp" else 0.0
    if mention.modifier and entry.kind in ("country", *AREA_KINDS):
        return 1.0
    return 0.0


def _held(entry: Entry, holder: Entry) -> float:
    if entry is holder:
        return -4.0
    if holder.kind == "country":
        return 4.0 if entry.country == holder.country else -2.0
    if holder.admin1_code and holder.kind == "adm1":
        return 4.0 if entry.admin1_code == holder.admin1_code else -1.0
    return 1.0 if entry.country == holder.country else -1.0


def _as_place(mention: PlaceMention, entry: Entry) -> Place:
    precision = entry.precision
    lat, lon = entry.lat, entry.lon
    name = _name(mention, entry)
    if mention.modifier and entry.kind in ("country", *AREA_KINDS):
        name = f"{mention.modifier} {name}"
        precision, lat, lon = Precision.REGION, None, None
    return Place(
        text=mention.text, name=name, country=entry.country, lat=lat, lon=lon, precision=precision, admin1=entry.admin1
    )


_OWN_FORMS = frozenset({"UA", "BY", "RU", "MM", "IN"})
"""Countries whose places have one English form today, so that an older or foreign spelling is replaced by it."""


def _name(mention: PlaceMention, entry: Entry) -> str:
    if entry.kind == "country" or (entry.country in _OWN_FORMS and not entry.main):
        return entry.name
    name = mention.name
    return name.title() if name.isupper() and len(name) > 3 else name
