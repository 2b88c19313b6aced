"""Who says it: a cell such as "US officials (via NYT)" as a chain of speakers, nearest first."""

from __future__ import annotations

import re
from functools import lru_cache

from tollbook.model import SourceKind, Speaker
from tollbook.reference.parties import Parties
from tollbook.reference.sources import party_of_source, source_kind

from .mapping import ClaimsMap, MappedSpeaker

_VIA = re.compile(
    r"(?P<name>.+?)\s*[([](?:[^()\[\]]*?\b)?(?:via|cited by|quoted by|reported by)\s+(?P<via>[^()\[\]]+)[)\]]"
)
_FORMER = re.compile(r"\s*\((?:\d{4})?\s*[-–]?\s*(?:\d{4})?\)\s*$")


class Chains:
    """The chains of speakers that the rows of one table name; the same cells are read once."""

    def __init__(self, of_map: ClaimsMap) -> None:
        self._map = of_map
        self._known: dict[tuple[str, str], tuple[Speaker, ...]] = {}

    def of(self, cell: str, via: str) -> tuple[Speaker, ...]:
        """The chain in a row's cells of source and outlet."""
        found = self._known.get((cell, via))
        if found is None:
            found = self._known[cell, via] = chain_of(cell, via, self._map)
        return found


def chain_of(cell: str, via: str, of_map: ClaimsMap) -> tuple[Speaker, ...]:
    """The chain of speakers that a row's cells name, nearest first, ending with the table's keeper where it has one.

    "X (via Y)" is X, told by Y. Several names in one cell are told apart by the map's `several_sources` and follow
    each other in the order of the cell, unless the map has the keeper alone vouch for what rests on several.
    """
    named = [speaker for part in _parts(cell, of_map) for speaker in _part(part, of_map)]
    keeper = (_speaker("", of_map.keeper),) if of_map.keeper is not None else ()
    if len(named) > 1 and of_map.several == "keeper":
        return keeper
    told_by = [speaker for part in _parts(via, of_map) for speaker in _part(part, of_map)]
    if (keeper and not named) or (len(told_by) > 1 and of_map.several == "keeper"):
        told_by = []
    return tuple(dict.fromkeys((*named, *told_by, *keeper)))


def _parts(cell: str, of_map: ClaimsMap) -> list[str]:
    if not cell or cell in of_map.speakers or not of_map.several_sources:
        return [cell] if cell else []
    return [part.strip() for part in cell.split(of_map.several_sources) if part.strip()]


def _part(part: str, of_map: ClaimsMap) -> list[Speaker]:
    mapped = of_map.speakers.get(part)
    match = None if mapped else _VIA.fullmatch(part)
    names = match.group("name", "via") if match else (part,)
    return [_speaker(name.strip(), of_map.speakers.get(name.strip())) for name in names]


def _speaker(name: str, mapped: MappedSpeaker | None) -> Speaker:
    mapped = mapped or MappedSpeaker()
    known = known_speaker(mapped.name or name)
    return Speaker(name=known.name, kind=mapped.kind or known.kind, party=mapped.party or known.party)


@lru_cache(maxsize=4096)
def known_speaker(name: str) -> Speaker:
    """A speaker with the kind and party that its name tells."""
    party = party_of_source(name)
    kind = source_kind(name, Parties.load().get(party) if party else None)
    return Speaker(name=name, kind=kind, party=None if kind is SourceKind.MEDIA else party)


@lru_cache(maxsize=4096)
def known_party(name: str) -> tuple[str, bool]:
    """A party's canonical name, and whether the table of parties has it; else the name as written.

    Also read: a party within a longer name ("Government of Syria", "Police Forces of Kenya (2022-)"), where only one
    is named.
    """
    parties = Parties.load()
    bare = _FORMER.sub("", name).strip()
    known = parties.canonical(name) or parties.canonical(bare)
    if known is not None:
        return known, True
    outer = re.sub(r"\s*\([^()]*\)\s*$", "", bare)  # the parentheses hold a country or years, the rest the name
    for words in (outer, bare):
        found = {match.party for match in parties.find(words) if match.party and match.compound is None}
        if len(found) == 1:
            return found.pop(), True
    return name, False
