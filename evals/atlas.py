"""Places that can stand for each other in two countries, and names that nobody has."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache

from tollbook.extract.en.place import DocumentPlaces
from tollbook.extract.en.unlisted import is_name
from tollbook.reference.gazetteer import Entry, Gazetteer
from tollbook.reference.gazetteer_build import ensure
from tollbook.reference.parties import Parties

_PLAIN = re.compile(r"[A-Z][a-z]{3,}")
_MARGIN = 1.5
"""How much likelier than all its namesakes abroad a plain name is the place at home."""
_UNLIKE = 0.7
"""Tenfolds of people from which two places are no like of each other: small ones are taken for places less readily."""
_ASKED = 3000
"""Places of a kind that are looked at, the largest first."""

_HEADS = {
    "place": ("Tarv", "Velm", "Kesr", "Dolv", "Marn", "Pelg", "Sorv", "Hask", "Lund", "Brev", "Cald", "Zerk"),
    "person": ("Kelm", "Drav", "Orst", "Fesk", "Talv", "Morb", "Yask", "Gorl", "Nelv", "Rosk", "Hulv", "Pask"),
    "group": ("Azm", "Zhov", "Tirg", "Kard", "Ulm", "Vesh", "Ombr", "Jarg", "Sild", "Quor", "Nash", "Werd"),
}
_TAILS = {
    "place": ("ograd", "etz", "amar", "unda", "osk", "ivar"),
    "person": ("ovin", "asek", "ulin", "etar", "onak", "iver"),
    "group": ("ud", "ath", "ok", "in", "esh", "ur"),
}


def invented(kind: str, number: int) -> str:
    """The name of that number for a place, person or group, which is in no list."""
    heads, tails = _HEADS[kind], _TAILS[kind]
    return heads[number % len(heads)] + tails[(number // len(heads) + number) % len(tails)]


@dataclass
class Atlas:
    """The gazetteer as a store of places to choose from; chosen by kind and size alone."""

    gazetteer: Gazetteer
    _lists: dict[tuple[str, str], list[tuple[str, str | None, float]]] = field(default_factory=dict)
    _plain: dict[tuple[str, str], bool] = field(default_factory=dict)

    @staticmethod
    @cache
    def load() -> Atlas:
        """The atlas over the gazetteer that ships."""
        return Atlas(Gazetteer.open())

    def likes(self, names: Mapping[str, tuple[str, str]], text: str) -> dict[str, tuple[str, str]]:
        """For names of places with their country and the other one: a place of the other country that is of the same
        kinds (a town, the region of that name) and near in size, inside the like of the region around it where the
        names hold that too. Each as (own name in its common form, the like). Without those that have no like, or that
        mean much elsewhere."""
        out: dict[str, tuple[str, str]] = {}
        used: set[str] = set()
        areas: dict[str, str | None] = {}
        ranked = sorted(names, key=lambda n: ("adm1" not in self._kinds(n, names[n][0]), n))
        for name in ranked:
            home, abroad = names[name]
            kinds, best = self._kinds(name, home), self._best(name, home)
            if best is None or not self.plain(name, home):
                continue
            inside = areas.get(best.admin1_code or "") if best.kind != "adm1" else None
            for found, area, size in self._nearest(best.kind, abroad, best.prior):
                if abs(size - best.prior) > _UNLIKE:
                    break
                taken = found in used or found in names or re.search(rf"\b{found}\b", text, re.IGNORECASE)
                if taken or (inside is not None and area != inside) or self._kinds(found, abroad) != kinds:
                    continue
                if self._main(found, abroad) == best.main and self.plain(found, abroad):
                    out[name] = (best.name if best.common else name, found)
                    used.add(found)
                    if "adm1" in kinds:
                        areas[best.admin1_code or ""] = area
                    break
        return out

    def plain(self, name: str, country: str) -> bool:
        """Whether a name by itself means a place of the country, and no party or common word."""
        if (name, country) not in self._plain:
            self._plain[name, country] = self._is_plain(name, country)
        return self._plain[name, country]

    def _is_plain(self, name: str, country: str) -> bool:
        found = self.gazetteer.lookup(name)
        home = max((e.prior for e in found if e.country == country), default=None)
        abroad = max((e.prior for e in found if e.country != country), default=0.0)
        if home is None or home - abroad < _MARGIN or Parties.load().find(name):
            return False
        if not all(is_name(w) for w in re.findall(r"[A-Z]\w+", name)):
            return False
        read = DocumentPlaces(f"Two people were killed in {name} on Monday.").resolved
        return len(read) == 1 and read[0].country == country and read[0].mention.name == name

    def _best(self, name: str, country: str) -> Entry | None:
        return next((e for e in self.gazetteer.lookup(name) if e.country == country), None)

    def _main(self, name: str, country: str) -> bool:
        found = self._best(name, country)
        return found is not None and found.main

    def _kinds(self, name: str, country: str) -> tuple[str, ...]:
        """What a name can be in a country, the likeliest first: a town, an area of either level."""
        return tuple(dict.fromkeys(e.kind for e in self.gazetteer.lookup(name) if e.country == country))

    def _nearest(self, kind: str, country: str, prior: float) -> list[tuple[str, str | None, float]]:
        if (kind, country) not in self._lists:
            ask = (
                "SELECT name, admin1_code, prior FROM entry WHERE kind = ? AND country = ? ORDER BY prior DESC LIMIT ?"
            )
            with closing(sqlite3.connect(f"{ensure().resolve().as_uri()}?mode=ro", uri=True)) as db:
                rows = db.execute(ask, (kind, country, _ASKED)).fetchall()
            self._lists[kind, country] = [row for row in rows if _PLAIN.fullmatch(row[0])]
        return sorted(self._lists[kind, country], key=lambda row: (abs(row[2] - prior), row[0]))
