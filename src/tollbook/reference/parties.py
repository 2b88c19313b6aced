"""The sides of the world's wars: who is meant by a name, an adjective, a leader, a ministry."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from tollbook.errors import SettingsError
from tollbook.reference.parties_bodies import Bodies
from tollbook.reference.parties_data import Alias, Party, Tables, read_tables
from tollbook.reference.parties_match import Hit, Name, Trie, best, compound, people_or_adjective, tokens
from tollbook.reference.parties_persons import part_of_person
from tollbook.reference.parties_words import fold

__all__ = ["Alias", "Parties", "Party", "PartyMatch"]


@dataclass(frozen=True, slots=True)
class PartyMatch:
    """A name found in a text. Offsets are code points, end exclusive, a possessive ending left out.

    `kind` is the alias's (`name`, `demonym`, `people`, `leader`, `title`, `body`, `forces`, `capital`, `abbreviation`,
    `place`) or `generic` ("the rebels": `party` is None, `role` says which side of a war is meant). `compound` holds
    the other half of a hyphened word ("backed" in "Iran-backed"): such a word names no victims. `others` are further
    parties that the text can mean.
    """

    start: int
    end: int
    text: str
    party: str | None
    kind: str
    ambiguous: bool = False
    compound: str | None = None
    role: str | None = None
    others: tuple[str, ...] = ()


_TALLY = re.compile(r"E?KIA|E?WIA|MIA|POWs?")
"""Abbreviations of military counts, which some groups share ("15 KIA")."""


def _tallied(text: str, start: int, end: int) -> bool:
    """Whether an abbreviation stands behind a number, as it does in counts of losses."""
    return bool(_TALLY.fullmatch(text, start, end)) and text[:start].rstrip()[-1:].isdigit()


class Parties:
    """All parties with their names; look-ups are pure. `Parties.load()` is cached."""

    def __init__(self, tables: Tables) -> None:
        self._parties = tables.parties
        self._aliases: dict[str, list[Alias]] = defaultdict(list)
        self._trie = Trie()
        self._bodies = Bodies.load()
        self._by_key: dict[str, list[Name]] = defaultdict(list)
        words = _words_of_states(tables)
        for alias in sorted(tables.aliases, key=self._age):
            self._add(alias, _as_read(alias, words.get(alias.party, frozenset()), self._bodies.kinds))
        for phrase in tables.not_parties:
            self._trie.add(phrase, Name(None, "not_party", ()))
        self._check_parents()
        self._of_country: dict[str, list[Party]] = {}
        self._wholes: dict[str, frozenset[str]] = {}

    @staticmethod
    def load(extra: Path | None = None) -> Parties:
        """The parties that ship, with those of a table of the user's own (same columns as `data/parties/*.tsv`)."""
        return _load(extra)

    def __iter__(self) -> Iterator[Party]:
        return iter(self._parties.values())

    def __len__(self) -> int:
        return len(self._parties)

    def get(self, name: str) -> Party | None:
        """The party of this canonical name."""
        return self._parties.get(name)

    def canonical(self, name: str, on: date | None = None, countries: Collection[str] = ()) -> str | None:
        """The canonical name for any name of a party ("Ansar Allah" is "Houthis"), None where it is none."""
        if name in self._parties:
            return name
        words = name.removeprefix("the ").removeprefix("The ")
        names = self._by_key.get(fold(words)) or self._by_key.get(fold(words).removesuffix("s"))
        return best(tuple(names), on, countries)[0].party if names else None

    def aliases(self, name: str, kind: str | None = None) -> list[Alias]:
        """The names of a party, all or of one kind."""
        return [alias for alias in self._aliases.get(name, []) if kind in (None, alias.kind)]

    def forces_of(self, name: str) -> list[str]:
        """What a party's fighters and bodies are called, those of its parts included."""
        inside = [party for party in self._parties if self.belongs(party, name)]
        return [a.text for party in inside for a in self._aliases[party] if a.kind in ("forces", "body")]

    def ancestors(self, name: str) -> list[str]:
        """The parties that a party is part of, nearest first."""
        chain: list[str] = []
        party = self._parties.get(name)
        while party and party.parent:
            chain.append(party.parent)
            party = self._parties.get(party.parent)
        return chain

    def belongs(self, a: str, b: str) -> bool:
        """Whether `a` is `b` or part of it (a brigade belongs to an army)."""
        return (self.canonical(b) or b) in self.wholes(a)

    def wholes(self, name: str) -> frozenset[str]:
        """What a party belongs to, under canonical names: itself and its ancestors."""
        found = self._wholes.get(name)
        if found is None:
            own = self.canonical(name) or name
            found = frozenset((own, *self.ancestors(own)))
            if name in self._parties:  # other names are the reports' own and without end
                self._wholes[name] = found
        return found

    def same(self, a: str, b: str) -> bool:
        """Whether two names mean one party."""
        return (self.canonical(a) or fold(a)) == (self.canonical(b) or fold(b))

    def of_country(self, iso: str) -> list[Party]:
        """The parties that belong to a country or act there, its state first."""
        found = self._of_country.get(iso)
        if found is None:
            here = [party for party in self._parties.values() if iso in party.countries]
            found = sorted(here, key=lambda p: (p.kind != "state" or p.country != iso, p.country != iso))
            self._of_country[iso] = found
        return list(found)

    def find(self, text: str, on: date | None = None, countries: Collection[str] = ()) -> list[PartyMatch]:
        """Every name of a party in a text, longest first where names overlap, in order.

        `on` and `countries` (ISO codes that the report is about) decide among parties that share a name.
        """
        found = tokens(text)
        matches: list[PartyMatch] = []
        index = 0
        while index < len(found):
            hit = self._trie.longest(text, found, index)
            generic = self._bodies.generic(text, found, index)
            if generic and (hit is None or generic[0] > hit.last):  # "Muslim rebels" before "Muslim"
                index, start, end, role = generic
                matches.append(PartyMatch(start, end, text[start:end], None, "generic", role=role))
            elif hit:
                match, index = self._match(text, found, hit, on, countries)
                if match:
                    matches.append(match)
            index += 1
        return matches

    def _match(
        self, text: str, found: list[tuple[str, int, int]], hit: Hit, on: date | None, countries: Collection[str]
    ) -> tuple[PartyMatch | None, int]:
        name, doubt, others = best(hit.names, on, countries)
        if (
            name.party is None
            or part_of_person(text, found, hit.first, hit.last, name)
            or _tallied(text, hit.start, hit.end)
        ):
            return None, hit.last
        start, end, last, kind = hit.start, hit.end, hit.last, people_or_adjective(text, found, hit, name)
        half = compound(text, start, end)
        if half is None and kind in ("name", "demonym", "people", "abbreviation", "place", "capital"):
            body = self._bodies.after(text, found, hit.last)
            if body:
                last, end, kind = body
            else:
                start, kind = self._bodies.before(text, found, hit.first, start, kind)
        return PartyMatch(start, end, text[start:end], name.party, kind, doubt, half, None, others), last

    def _age(self, alias: Alias) -> date:
        """The older party of a name comes first: it is meant where nothing else decides (Al-Shabaab: Somalia's)."""
        return self._parties[alias.party].since or date.min

    def _add(self, alias: Alias, kind: str | None) -> None:
        self._aliases[alias.party].append(alias)
        places = self._parties[alias.party].countries
        name = Name(alias.party, kind or alias.kind, (), alias.since, alias.until, alias.ambiguous, places)
        if kind is not None:
            self._trie.add(alias.text, name)
        self._by_key[fold(alias.text)].append(name)

    def _check_parents(self) -> None:
        for party in self._parties.values():
            seen = {party.name}
            above = party.parent
            while above is not None:
                if above in seen or above not in self._parties:
                    raise SettingsError(
                        f"{party.name}: its parent {above!r} is unknown or goes in a circle; correct it"
                    )
                seen.add(above)
                above = self._parties[above].parent


def _words_of_states(tables: Tables) -> dict[str, frozenset[str]]:
    """The names and adjectives of each state."""
    found: dict[str, set[str]] = defaultdict(set)
    for alias in tables.aliases:
        if alias.kind in ("name", "demonym") and tables.parties[alias.party].kind == "state":
            found[alias.party].add(alias.text)
    return {party: frozenset(texts) for party, texts in found.items()}


def _as_read(alias: Alias, own: frozenset[str], bodies: Mapping[str, str]) -> str | None:
    """The kind that an alias is read as; None for one that is not looked for: so that a state is read the same whether
    or not its table spells out what every state has.

    A state's word with a body's ("Iranian government") is found as any state's is; a people's word with a common noun
    ("Afghan refugees") is the adjective before a noun.
    """
    if alias.kind not in ("name", "people") or " " not in alias.text:
        return alias.kind
    rest = next((alias.text[len(w) :] for w in own if alias.text.startswith((f"{w} ", f"{w}'s "))), "")
    words = rest.removeprefix("'s").strip()
    if not words:
        return alias.kind
    if alias.kind == "name":
        return None if fold(words) in bodies else alias.kind
    return None if words.islower() else alias.kind


@cache
def _load(extra: Path | None) -> Parties:
    return Parties(read_tables(extra))
