"""Wars: their commonly known start, their sides, and whom "the rebels" or "government forces" stand for in each."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from tollbook.reference.parties import Parties
from tollbook.reference.parties_table import DATA, first_day, last_day, listed, rows

ROLES = ("government", "rebels", "separatists", "opposition", "regime", "coalition")


@dataclass(frozen=True, slots=True)
class War:
    """One row of `data/wars.tsv`. `sides`: the belligerents of each side; `generic`: role to canonical party.

    `start` is the commonly known start that "since the war began" means (annotation guide); `note` names its source.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    start: date | None
    end: date | None
    countries: tuple[str, ...]
    sides: tuple[tuple[str, ...], tuple[str, ...]]
    generic: dict[str, str]
    note: str

    @property
    def parties(self) -> tuple[str, ...]:
        """The belligerents of both sides, each once."""
        return _belligerents(self.sides)


class Wars:
    """All wars; `Wars.load()` is cached."""

    def __init__(self, wars: Iterable[War]) -> None:
        self._wars = {war.id: war for war in wars}

    @staticmethod
    def load() -> Wars:
        """The wars that ship."""
        return _load()

    def __iter__(self) -> Iterator[War]:
        return iter(self._wars.values())

    def get(self, war_id: str) -> War | None:
        """The war of this id."""
        return self._wars.get(war_id)

    def named(self, names: Iterable[str]) -> list[War]:
        """The wars of these ids, names or aliases, in that order ("russia-ukraine" is the Russia-Ukraine war).

        A name that is none of them is passed over: a project may record a war that is not listed.
        """
        known = {_key(n): war for war in reversed(self._wars.values()) for n in (*war.aliases, war.name, war.id)}
        found = [known[key] for key in map(_key, names) if key in known]
        return list({war.id: war for war in found}.values())

    def find(self, parties: Collection[str] = (), countries: Collection[str] = (), on: date | None = None) -> list[War]:
        """The wars that parties (canonical names), countries (ISO) and a date point to, likeliest first.

        A war that had not begun by `on` is left out; one that had ended ranks lower, not out (reports look back).
        """
        wholes = [Parties.load().wholes(party) for party in parties]
        scored = []
        for order, war in enumerate(self):
            if on and war.start and on < war.start:
                continue
            score = _score(war, wholes, countries)
            if score <= 0:
                continue
            if on and war.end and on > war.end:
                score -= min(4.0, 1.0 + (on - war.end).days / 1000)
            scored.append((-score, -(war.start or date.min).toordinal(), order, war))
        return [entry[-1] for entry in sorted(scored, key=lambda entry: entry[:3])]

    def stands_for(
        self, role: str, parties: Collection[str] = (), countries: Collection[str] = (), on: date | None = None
    ) -> str | None:
        """The party that a generic word of this role ("rebels") means in the likeliest war that says so, else None."""
        if role == "militants":
            return None
        for war in self.find(parties, countries, on):
            if war.end and on and on > war.end and (on - war.end).days > 730:
                continue
            if role in war.generic:
                return war.generic[role]
        return None


def _key(name: str) -> str:
    """A war's name without capitals, punctuation and the word "war"."""
    return " ".join(w for w in re.findall(r"\w+", name.casefold().replace("_", " ")) if w not in ("war", "the"))


@lru_cache(maxsize=1024)
def _belligerents(sides: tuple[tuple[str, ...], tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sides[0] + sides[1]))


@cache
def _canonical(name: str) -> str:
    """A belligerent of the table under its canonical name."""
    return Parties.load().canonical(name) or name


def _score(war: War, wholes: Collection[frozenset[str]], countries: Collection[str]) -> float:
    """How much speaks for a war; `wholes` holds, for each party of a report, what that party belongs to."""
    met = {side for side in war.parties if any(_canonical(side) in whole for whole in wholes)}
    sides = [not met.isdisjoint(group) for group in war.sides]
    named = len(met)
    here = [iso for iso in countries if iso in war.countries]
    if not named and not here:
        return 0.0
    return (
        named + (2.0 if all(sides) else 0.0) + 2.0 * bool(here) + (0.5 if here and here[0] == war.countries[0] else 0)
    )


@cache
def _load() -> Wars:
    return Wars(_war(row) for row in rows(DATA / "wars.tsv"))


def _war(row: dict[str, str]) -> War:
    return War(
        id=row["id"],
        name=row["name"],
        aliases=tuple(listed(row["aliases"])),
        start=first_day(row["start"], row["id"]),
        end=last_day(row["end"], row["id"]),
        countries=tuple(listed(row["countries"])),
        sides=(tuple(listed(row["side_a"])), tuple(listed(row["side_b"]))),
        generic={role: row[role] for role in ROLES if row[role]},
        note=row["note"],
    )
