"""Reports with the names of two sides taken out, to be written again with any two sides' names in either order.

Every name of a side (its aliases, adjectives, capital, leaders) becomes a slot that says which side and which form; the
same text is then written with the names the one way and the other way round. What extraction makes of the two may
differ in the parties' names alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tollbook.reference.parties import Parties, PartyMatch

Form = Literal["name", "adjective", "people", "capital", "leader", "forces", "body"]

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

    def word(self, form: Form) -> str:
        """The side's word for a form."""
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
    form: Form
    upper: bool = False


@dataclass(frozen=True)
class Written:
    """A text written with the names of two sides, and where its pieces begin."""

    text: str
    starts: tuple[int, ...]
    slots: frozenset[int]

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
                text = (first, second)[text.side].word(text.form)
                text = text.upper() if isinstance(piece, Slot) and piece.upper else text
            starts.append(at)
            out.append(text)
            at += len(text)
        return Written("".join(out), tuple(starts), frozenset(slots))


def template(text: str, published: date | None = None) -> Template | None:
    """The template of a text by the two sides that it names most; None where it does not name two."""
    parties = Parties.load()
    found = [m for m in parties.find(text, on=published) if m.party is not None and m.kind != "generic"]
    pair = _foremost(found, parties)
    if pair is None:
        return None
    sides = (_side(pair[0], published, parties), _side(pair[1], published, parties))
    named = [(m, pair.index(m.party)) for m in found if m.party in pair]
    slots = sorted(slot for m, number in named for slot in _slots(m, number, parties))
    has_capital, has_leader = all(s.capital for s in sides), all(s.leader for s in sides)
    pieces: list[str | Slot] = []
    at = 0
    for start, end, number, form in slots:
        if start < at or (form == "capital" and not has_capital) or (form == "leader" and not has_leader):
            continue
        pieces += [text[at:start], Slot(number, form, text[start:end].isupper() and end - start > 5)]
        at = end
    pieces.append(text[at:])
    kept = tuple(p for p in pieces if p != "")
    alike = (sides[0].country is None) == (sides[1].country is None)
    return Template(kept, sides, alike)


def _foremost(found: Sequence[PartyMatch], parties: Parties) -> tuple[str, str] | None:
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
    people = (next((a.text for a in parties.aliases(name, "people") if a.text.endswith("s")), None)) or f"{adjective}s"
    return Side(
        name,
        name,
        adjective,
        people if state else name,
        first("capital") if state else None,
        leaders[0] if leaders else None,
        party.country if state and party else None,
    )


def _slots(match: PartyMatch, number: int, parties: Parties) -> list[tuple[int, int, int, Form]]:
    """The slots inside one match: the side's bare names if it holds any, else the whole of it."""
    if match.kind == "place":
        return []
    name = match.party or ""
    if match.kind == "leader":
        return [(match.start, match.end, number, "leader")]
    out = []
    for pattern, form in _patterns(name, parties):
        for m in re.finditer(pattern, match.text):
            out.append((match.start + m.start(), match.start + m.end(), number, form))
    if out:
        return out
    whole: Form = "forces" if match.kind == "forces" else "body" if match.kind in ("body", "title") else "name"
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
