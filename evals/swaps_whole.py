"""Reports whose two sides change places whole: not their names alone, but their towns and regions, the groups that
belong to them, and the persons who lead them.

A report whose sides' names alone are exchanged tells no mirrored story: towns stay in their country, and who is at home
there is truly another. Here each place of one side stands for a place of the same kind of the other, out of the
gazetteer; what has no like on the other side is written with an invented name both ways round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tollbook.extract.document import read_document
from tollbook.extract.en.place import DocumentPlaces, Resolved
from tollbook.extract.en.unlisted import is_name
from tollbook.model import Report
from tollbook.reference.gazetteer_names import bare_area
from tollbook.reference.parties import Parties, PartyMatch
from tollbook.reference.sources import source_kind

from .atlas import Atlas, invented
from .swaps import Pair, Template, cut, foremost, sides_of, slots_of

Found = tuple[int, int, int, str]
"""A stretch of the text to be exchanged: start, end, whose it is, form or key."""


@dataclass
class Cast:
    """Whose things a report names, by key, and what each is called on its own side and on the other."""

    text: str
    published: date | None
    sides: Pair
    parties: Parties
    atlas: Atlas
    words: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Key -> word on the thing's own side, word on the other."""
    keys: dict[tuple[str, str], str] = field(default_factory=dict)
    full: dict[str, str] = field(default_factory=dict)
    """Key of a person -> the full name of who stands for them."""

    def key(self, kind: str, name: str, side: int) -> str:
        """The key of a thing; the same for the same name."""
        return self.keys.setdefault((kind, name), f"{kind}:{side}:{len(self.keys)}")

    def both(self, key: str, word: str) -> None:
        """Write a thing with one word both ways round."""
        self.words.setdefault(key, (word, word))

    def dressed(self) -> Pair:
        """The two sides with all things that the report names."""
        things: tuple[dict[str, str], dict[str, str]] = ({}, {})
        for key, (own, other) in self.words.items():
            side = side_of_key(key)
            things[side][key], things[1 - side][key] = own, other
        return replace(self.sides[0], things=things[0]), replace(self.sides[1], things=things[1])


def side_of_key(key: str) -> int:
    """The side to which a thing belongs in the report as it is."""
    return int(key.split(":")[1])


def whole_template(text: str, published: date | None = None) -> Template | None:
    """The template of a text in which all that is either side's changes places; None where the report does not name
    two sides of one kind."""
    parties = Parties.load()
    found = [m for m in parties.find(text, on=published) if m.party is not None and m.kind != "generic"]
    pair = foremost(found, parties)
    if pair is None or len({p.kind for p in map(parties.get, pair) if p is not None}) != 1:
        return None
    sides = sides_of(pair, published, parties)
    cast = Cast(text, published, sides, parties, Atlas.load())
    stretches = [s for m in found for s in _of_party(cast, m, pair)]
    stretches += _surnames(cast)
    taken = [(start, end) for start, end, _, _ in stretches]
    stretches += _places(cast, taken)
    stretches += _acronyms(cast, stretches)
    has_capital = all(s.capital for s in sides)
    kept = [s for s in stretches if s[3] != "capital" or has_capital]
    return Template(cut(text, sorted(kept, key=lambda s: (s[0], -s[1]))), cast.dressed(), alike=True)


def _of_party(cast: Cast, match: PartyMatch, pair: tuple[str, str]) -> Iterator[Found]:
    party = match.party or ""
    if party in pair:
        side = pair.index(party)
        if match.kind == "leader":
            yield from _person(cast, match, side)
        elif match.kind != "place":  # places come by themselves
            name = match.text.removeprefix("the ")
            longer = match.kind == "name" and " " in name and name != party and not name.isupper()
            if longer and match.compound is None:  # "Russian Federation", "occupied Palestinian territories"
                yield match.start + len(match.text) - len(name), match.end, side, "name"
            else:
                yield from slots_of(cast.text, match, side, cast.parties)
        return
    owner = _owner(cast, party, pair)
    if owner is None:
        return
    if match.kind == "leader":
        yield from _person(cast, match, owner)
        return
    key = cast.key("group", party, owner)
    cast.both(key, invented("group", int(key.split(":")[2])))
    name = cast.words[key][0]
    inner = list(re.finditer(rf"(?<!\w){re.escape(party)}(?!\w)", match.text))
    if inner:
        yield from ((match.start + m.start(), match.start + m.end(), owner, key) for m in inner)
    elif match.kind in ("forces", "body", "title"):
        word = "forces" if match.kind == "forces" else "office"
        body = cast.key(word, party, owner)
        cast.both(body, f"{name} {word}")
        yield match.start, match.end, owner, body
    else:
        yield match.start, match.end, owner, key


def _owner(cast: Cast, party: str, pair: tuple[str, str]) -> int | None:
    """The side that a third party is part of, or in whose country alone it is."""
    for side in (0, 1):
        if cast.parties.belongs(party, pair[side]):
            return side
    for side in (0, 1):  # "Saudi-led coalition"
        if re.search(rf"\b(?:{cast.sides[side].name}|{cast.sides[side].adjective})\b", party):
            return side
    known, (one, other) = cast.parties.get(party), (s.country for s in cast.sides)
    if known is None or one is None or other is None or known.kind in ("state", "organisation", "coalition"):
        return None
    homes = {one, other} & set(known.countries)
    return None if len(homes) != 1 else 0 if one in homes else 1


def _person(cast: Cast, match: PartyMatch, side: int) -> Iterator[Found]:
    """A listed person: by a person of the other side with the same kind of office, called by the same forms of the
    name; else by an invented surname both ways round."""
    surname = match.text.split()[-1]
    if not surname[:1].isupper():
        return
    key = cast.key("person", surname.lower(), side)
    if key not in cast.words:
        own, other = cast.sides[side].party, cast.sides[1 - side].party
        like = _like(cast, match.text, own, other) if match.party == own else None
        word = invented("person", int(key.split(":")[2]))
        cast.words[key] = (surname, like.split()[-1]) if like else (word, word)
        if like:
            cast.full[key] = like
    if match.text == surname:
        yield match.start, match.end, side, key
    elif key in cast.full:
        longer = cast.key("name", match.text, side)
        cast.words.setdefault(longer, (match.text, cast.full[key]))
        yield match.start, match.end, side, longer
    else:
        yield match.end - len(surname), match.end, side, key


def _surnames(cast: Cast) -> Iterator[Found]:
    """The listed persons' surnames wherever else they stand."""
    for (kind, name), key in list(cast.keys.items()):
        if kind == "person":
            for found in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", cast.text, re.IGNORECASE):
                if found.group()[0].isupper():
                    yield found.start(), found.end(), side_of_key(key), key


def _acronyms(cast: Cast, stretches: Sequence[Found]) -> Iterator[Found]:
    """Acronyms that begin with a side's letter: "Kenya Red Cross Society (KRCS)"."""
    for start, end, side, form in list(stretches):
        told = _ACRONYM.match(cast.text, end) if form in ("name", "adjective") else None
        if told and told.group(2)[0] == cast.text[start] and len(told.group(1).split()) + 1 == len(told.group(2)):
            short = told.group(2)
            key = cast.key("acronym", short, side)
            cast.words.setdefault(key, (short, cast.sides[1 - side].word(form)[0] + short[1:]))
            for found in re.finditer(rf"\b{short}\b", cast.text):
                yield found.start(), found.end(), side, key


_ACRONYM = re.compile(r"((?: [A-Z][a-z]+)+) \(([A-Z]{3,6})\)")


def _like(cast: Cast, name: str, own: str, other: str) -> str | None:
    """A leader of the other side with the same kind of office, known by the same forms of the name."""
    surname = name.split()[-1]
    bare, kind = _bare(cast, own, surname), source_kind(name)
    used = {word for pair in cast.words.values() for word in pair}
    for alias in cast.parties.aliases(other, "leader"):
        last = alias.text.split()[-1]
        valid = (alias.since is None or cast.published is None or alias.since <= cast.published) and (
            alias.until is None or cast.published is None or cast.published <= alias.until
        )
        fits = valid and last not in used and last not in cast.text and source_kind(alias.text) is kind
        plain = fits and len(alias.text.split()) == 2 and last.isalpha() and is_name(last)
        if plain and _bare(cast, other, last) == bare:
            return alias.text
    return None


def _bare(cast: Cast, party: str, surname: str) -> bool:
    return any(a.text == surname for a in cast.parties.aliases(party, "leader"))


def _places(cast: Cast, taken: Sequence[tuple[int, int]]) -> Iterator[Found]:
    """Places in one of the two countries, wherever their names stand."""
    codes = tuple(s.country for s in cast.sides)
    if None in codes or codes[0] == codes[1]:
        return
    names: dict[str, int] = {}
    for r in _resolved(cast):
        m = r.mention
        inside = any(a < m.name_end and m.name_start < b for a, b in taken)
        if r.entry is None or r.country not in codes or m.kind in ("back", "capital"):
            continue
        if r.entry.kind == "border" and inside:  # "the Kenya-Somalia border"
            key = cast.key("border", m.name, codes.index(r.country))
            cast.both(key, f"{invented('place', int(key.split(':')[2]))} border")
            yield m.name_start, m.name_end, side_of_key(key), key
        elif r.entry.kind == "country":
            if not inside:  # inside a name of no party ("US Open")
                yield m.name_start, m.name_end, codes.index(r.country), "name"
        elif not inside and m.name[:1].isupper():
            names.setdefault(bare_area(" ".join(m.name.split())), codes.index(r.country))
    titled = {name: name.title() if name.isupper() else name for name in names}
    likes = cast.atlas.likes({titled[n]: (codes[s] or "", codes[1 - s] or "") for n, s in names.items()}, cast.text)
    for name, side in names.items():
        key = cast.key("place", titled[name].lower(), side)
        word = invented("place", int(key.split(":")[2]))
        cast.words.setdefault(key, likes.get(titled[name], (word, word)))
        pattern = r"\s+".join(re.escape(w) for w in name.split())
        for form in {pattern, pattern.upper()}:
            for found in re.finditer(rf"(?<!\w){form}(?!\w)", cast.text):
                yield found.start(), found.end(), side, key


def _resolved(cast: Cast) -> Sequence[Resolved]:
    """The places of the text, as extraction reads them."""
    document = read_document(Report(text=cast.text, language="en"))
    if document.text != cast.text:  # cleaned: offsets are others
        return DocumentPlaces(cast.text).resolved
    return DocumentPlaces(cast.text, sentence_spans=[(s.start, s.end) for s in document.sentences]).resolved
