"""Reports with the names of two sides taken out, to be written again with any two sides' names in either order.

Every name of a side (its aliases, adjectives, capital, leaders) becomes a slot that says which side and which form; the
same text is then written with the names the one way and the other way round. What extraction makes of the two may
differ in the parties' names alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from tollbook.reference.parties import Parties, PartyMatch
from tollbook.reference.parties_match import WORDS

Form = Literal["name", "adjective", "people", "capital", "leader", "forces", "body"]
FORMS: frozenset[str] = frozenset(get_args(Form))

_ARTICLE = re.compile(r"(?<![\w'’.-])([Aa]n?) \Z")
_BEHIND = re.compile(rf"\s*(?:[^\w\s-]|\Z|(?:{'|'.join(sorted(WORDS['behind_people']))})\b)")
"""What stands behind a word for people, not behind an adjective: "many Chinese fear"."""

_ALIKE = ("ese", "ish", "ch", "ss")
"""Ends of adjectives that are the people's word as well."""
LEAST = 3
"""Mentions that each side must have, for its report to be swapped."""


@dataclass(frozen=True)
class Side:
    """The names that a side is written with. A form that it has not is None: such words stay as they are."""

    party: str
    name: str
    adjective: str
    people: str
    capital: str | None = None
    leader: str | None = None
    country: str | None = None
    things: Mapping[str, str] = field(default_factory=dict)
    """Names of the side's places, persons and groups by their key, where these change places too."""

    @property
    def names(self) -> tuple[str, ...]:
        """The side's own names, without those of its things."""
        found = (self.party, self.name, self.adjective, self.people, self.capital, self.leader)
        return tuple(dict.fromkeys(n for n in found if n))

    def word(self, form: str) -> str:
        """The side's word for a form, or its thing of that key."""
        if form in self.things:
            return self.things[form]
        words = {
            "name": self.name,
            "adjective": self.adjective,
            "people": self.people,
            "capital": self.capital or self.name,
            "leader": self.leader or self.name,
            "forces": f"{self.adjective} forces",
            "body": f"{self.adjective} government",
        }
        return words[form]


Pair = tuple[Side, Side]

INVENTED: dict[str, Pair] = {
    "states": (
        Side("Varnia", "Varnia", "Varnian", "Varnians", "Varnov", "Kelmar"),
        Side("Ostland", "Ostland", "Ostlandic", "Ostlanders", "Ostburg", "Dravik"),
    ),
    "groups": (Side("Azmar", "Azmar", "Azmar", "Azmar"), Side("Zarud", "Zarud", "Zarud", "Zarud")),
}
"""Sides that no list has. Groups have one word for all forms: they also take the place of a state and a group, which
differ in the forms that they have."""


@dataclass(frozen=True)
class Slot:
    """A place in a text where a side is named."""

    side: int
    form: str
    """One of `FORMS`, or the key of a thing of the sides'."""
    upper: bool = False
    article: str = ""
    """ "a", "an", "A" or "An" where one stands before: it goes with the word. "The" stays as it stands, so that the
    sentence is built alike: "in the China", "in United Kingdom"."""

    def written(self, side: Side) -> str:
        """The side's word, with the article that it takes."""
        word = side.word(self.form)
        word = word.upper() if self.upper else word
        return f"{_article(self.article, word)} {word}" if self.article else word


def _article(article: str, word: str) -> str:
    vowel = word[:1] in "AEIOUaeiou" and not word.startswith(("U.", "US", "Uni", "Uk", "Eu"))
    return article[0] + ("n" if vowel else "")


@dataclass(frozen=True)
class Written:
    """A text written with the names of two sides, and where its pieces begin."""

    text: str
    starts: tuple[int, ...]
    slots: frozenset[int]

    def kept(self, words: str) -> bool:
        """Whether words stand in a stretch of the text that holds no name of a side."""
        at = -1
        while (at := self.text.find(words, at + 1)) >= 0:
            first, last = bisect_right(self.starts, at), bisect_right(self.starts, at + len(words) - 1)
            if first == last and first - 1 not in self.slots:
                return True
        return False

    def place(self, offset: int) -> tuple[int, int]:
        """An offset as piece and distance in it: the same for the same place, however long the names are. Inside a
        name it is the name's start."""
        piece = bisect_right(self.starts, offset) - 1
        return (piece, 0) if piece in self.slots else (piece, offset - self.starts[piece])


@dataclass(frozen=True)
class Template:
    """A report's text in pieces, some of them slots; the two sides that it names, and what they are."""

    pieces: tuple[str | Slot, ...]
    sides: Pair
    alike: bool
    """Whether both sides are states, or both groups: only such can change places."""

    @property
    def invented(self) -> Pair:
        """The invented sides that can take the place of these."""
        return INVENTED["states" if self.alike and self.sides[0].country else "groups"]

    def written(self, first: Side, second: Side) -> Written:
        """The text with these sides in the slots."""
        out, starts, slots, at = [], [], set(), 0
        for number, piece in enumerate(self.pieces):
            text = piece
            if isinstance(text, Slot):
                slots.add(number)
                text = text.written((first, second)[text.side])
            starts.append(at)
            out.append(text)
            at += len(text)
        return Written("".join(out), tuple(starts), frozenset(slots))


def template(text: str, published: date | None = None) -> Template | None:
    """The template of a text by the two sides that it names most; None where it does not name two."""
    parties = Parties.load()
    found = [m for m in parties.find(text, on=published) if m.party is not None and m.kind != "generic"]
    pair = foremost(found, parties)
    if pair is None:
        return None
    sides = sides_of(pair, published, parties)
    named = [(m, pair.index(m.party)) for m in found if m.party in pair]
    slots = sorted(slot for m, number in named for slot in slots_of(text, m, number, parties))
    has_capital, has_leader = all(s.capital for s in sides), all(s.leader for s in sides)
    kept = [s for s in slots if (s[3] != "capital" or has_capital) and (s[3] != "leader" or has_leader)]
    alike = (sides[0].country is None) == (sides[1].country is None)
    return Template(cut(text, kept), sides, alike)


def cut(text: str, slots: Sequence[tuple[int, int, int, str]]) -> tuple[str | Slot, ...]:
    """The pieces of a text with slots (start, end, side, form; in order); one that begins inside another is left
    out."""
    pieces: list[str | Slot] = []
    at = 0
    for start, end, number, form in slots:
        if start >= at:
            upper = text[start:end].isupper() and end - start > 5
            article = _ARTICLE.search(text, at, start)
            before = article.start(1) if article else start
            pieces += [text[at:before], Slot(number, form, upper, article.group(1) if article else "")]
            at = end
    pieces.append(text[at:])
    return tuple(p for p in pieces if p != "")


def sides_of(pair: tuple[str, str], on: date | None, parties: Parties) -> Pair:
    """The two parties with the names that they are written with."""
    return _side(pair[0], on, parties), _side(pair[1], on, parties)


def foremost(found: Sequence[PartyMatch], parties: Parties) -> tuple[str, str] | None:
    """The two parties that a text names most, neither part of the other; None where it does not name two."""
    counts = Counter(m.party for m in found if m.party)
    ranked = sorted((n for n, c in counts.items() if c >= LEAST), key=lambda n: (-counts[n], n))
    for second in ranked[1:]:
        if not (parties.belongs(ranked[0], second) or parties.belongs(second, ranked[0])):
            return ranked[0], second
    return None


def _side(name: str, on: date | None, parties: Parties) -> Side:
    party = parties.get(name)

    def first(kind: str) -> str | None:
        return next((a.text for a in parties.aliases(name, kind)), None)

    leaders = [
        a.text.split()[-1]
        for a in parties.aliases(name, "leader")
        if a.since is not None and (on is None or a.since <= on) and (a.until is None or on is None or on <= a.until)
    ]
    state = party is not None and party.kind == "state"
    adjective = (first("demonym") if state else None) or name
    alike = adjective.endswith(_ALIKE)
    people = next((a.text for a in parties.aliases(name, "people") if a.text.endswith("s") and " " not in a.text), None)
    people = people or (adjective if alike else f"{adjective}s")
    return Side(
        name,
        name,
        adjective,
        people if state else name,
        first("capital") if state else None,
        leaders[0] if leaders else None,
        party.country if state and party else None,
    )


def slots_of(text: str, match: PartyMatch, number: int, parties: Parties) -> list[tuple[int, int, int, Form]]:
    """The slots inside one match: the side's bare names if it holds any, else the whole of it."""
    if match.kind == "place":
        return []
    name = match.party or ""
    if match.kind == "leader":
        return [(match.start, match.end, number, "leader")]
    out = []
    for pattern, form in _patterns(name, parties):
        for m in re.finditer(pattern, match.text):
            alike = form == "adjective" and m.group().lower().endswith(_ALIKE)
            used: Form = "people" if alike and _BEHIND.match(text, match.start + m.end()) else form
            out.append((match.start + m.start(), match.start + m.end(), number, used))
    if out:
        return out
    kinds: dict[str, Form] = {"forces": "forces", "body": "body", "title": "body", "people": "people"}
    whole = kinds.get(match.kind, "name")
    return [(match.start, match.end, number, whole)]


_CACHE: dict[str, list[tuple[str, Form]]] = {}


def _patterns(name: str, parties: Parties) -> list[tuple[str, Form]]:
    """Patterns of a side's bare names, the longest first; an adjective is told from a people by its plural."""
    if name not in _CACHE:
        party = parties.get(name)
        words: dict[str, Form] = {name: "name"}
        if party is not None and party.kind == "state":
            for alias in parties.aliases(name):
                if len(alias.text.split()) > 2 or (alias.ambiguous and alias.kind != "abbreviation"):
                    continue
                if alias.kind == "capital":
                    words.setdefault(alias.text, "capital")
                elif alias.kind == "people" and len(alias.text.split()) == 1:
                    words.setdefault(alias.text, "people" if alias.text.endswith("s") else "adjective")
                elif alias.kind == "demonym":
                    words.setdefault(alias.text, "adjective")
                    words.setdefault(f"{alias.text}s", "people")
                elif alias.kind in ("abbreviation",) and len(alias.text) <= 4:
                    words.setdefault(alias.text, "name")
        ranked = sorted(words.items(), key=lambda item: -len(item[0]))
        _CACHE[name] = [(rf"(?<!\w){re.escape(w)}(?!\w)", form) for w, form in ranked]
        _CACHE[name] += [(rf"(?<!\w){re.escape(w.upper())}(?!\w)", form) for w, form in ranked if not w.isupper()]
    return _CACHE[name]
