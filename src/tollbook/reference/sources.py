"""What kind of source a speaker is, and for whom it speaks, from its name (annotation guide, Sources)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from tollbook.model.codes import SourceKind
from tollbook.reference.parties import Parties, Party, PartyMatch
from tollbook.reference.parties_bodies import Bodies
from tollbook.reference.parties_match import Name, Trie, tokens
from tollbook.reference.parties_table import DATA, listed, rows
from tollbook.reference.parties_words import fold

SPEAKS_FOR_NOBODY = frozenset({SourceKind.IGO, SourceKind.NGO, SourceKind.MONITOR, SourceKind.ANALYST})
"""Kinds that speak for no belligerent, whatever country their name holds."""


HYPHENS = ("-", "‐", "‑", "–")
RUNS = frozenset({"run", "controlled", "led", "administered", "held", "ruled", "governed"})
LOOSE = frozenset({"state", "official", "officials", "leadership", "negotiator", "negotiators", "politburo"})
"""Words of government that an armed group has as well, without governing."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Both tables of speakers: names and words, each with its row's rank (lower rows decide first)."""

    names: Trie
    words: Trie
    kinds: tuple[SourceKind, ...]
    outlets: frozenset[str]
    party_of: dict[str, str]


@cache
def _lexicon() -> Lexicon:
    names, words = Trie(), Trie()
    kinds: list[SourceKind] = []
    outlets: set[str] = set()
    party_of: dict[str, str] = {}
    for row in rows(DATA / "source_names.tsv"):
        kinds.append(SourceKind(row["kind"]))
        for text in listed(row["names"]):
            names.add(text, Name(str(len(kinds) - 1), "name", ()))
            if row["party"]:
                party_of[fold(text)] = row["party"]
            if row["kind"] == "media":
                outlets.add(text)
    for file in sorted((DATA / "parties").glob("*.tsv")):
        for row in rows(file):
            if row.get("speaks"):  # persons whose office is not the government
                kinds.append(SourceKind(row["speaks"]))
                for text in listed(row["text"]):
                    names.add(text, Name(str(len(kinds) - 1), "name", ()))
                    party_of.setdefault(fold(text), row["party"])
    for row in rows(DATA / "source_words.tsv"):
        kinds.append(SourceKind(row["kind"]))
        for text in listed(row["words"]):
            words.add(text, Name(str(len(kinds) - 1), "word", ()))
    return Lexicon(names, words, tuple(kinds), frozenset(outlets), party_of)


def outlets() -> frozenset[str]:
    """Names of news agencies, papers and broadcasters."""
    return _lexicon().outlets


def _hits(trie: Trie, text: str) -> list[tuple[int, int, int]]:
    """(rank, start, end) of every longest entry of a trie in a text."""
    found, hits, index = tokens(text), [], 0
    while index < len(found):
        hit = trie.longest(text, found, index)
        if hit:
            hits.append((int(hit.names[0].party or 0), hit.start, hit.end))
            index = hit.last
        index += 1
    return hits


@lru_cache(maxsize=512)  # a report's speakers are asked for again at each of its claims
def source_kind(name: str, party: Party | None = None) -> SourceKind:
    """The kind of the speaker of this name; `party` is the side it is known to speak for, where that is known."""
    named = _named(name)
    if named:
        return named
    side = _speaks(name)
    owner = Parties.load().get(side.party) if side and side.party else party
    worded = _worded(name)
    if worded is None:
        return _kind_of_side(side, owner)
    if _is_group(owner) or SourceKind.ARMED_GROUP in worded[1]:
        return _of_group(worded[0], worded[2])
    return worded[0]


def party_of_source(name: str, parties: Parties | None = None) -> str | None:
    """The party that a speaker of this name belongs to or speaks for, where the name says so, else None."""
    known = _lexicon().party_of.get(fold(name.removeprefix("the ").removeprefix("The ")))
    if known:
        return known
    named = _hits(_lexicon().names, name)
    for _, start, end in named:
        known = _lexicon().party_of.get(fold(name[start:end]))
        if known:
            return known
    kind = source_kind(name)
    if kind in SPEAKS_FOR_NOBODY or (kind is SourceKind.MEDIA and named):
        return None
    side = _speaks(name, parties)
    return side.party if side else None


def _named(name: str) -> SourceKind | None:
    lexicon = _lexicon()
    kinds = [lexicon.kinds[rank] for rank, _, end in _hits(lexicon.names, name) if name[end : end + 1] not in HYPHENS]
    speakers = [kind for kind in kinds if kind is not SourceKind.MEDIA]
    return next(iter(speakers or kinds), None)


def _worded(name: str) -> tuple[SourceKind, set[SourceKind], str] | None:
    lexicon = _lexicon()
    hits = _hits(lexicon.words, name)
    if not hits:
        return None
    rank, start, end = min(hits)
    return lexicon.kinds[rank], {lexicon.kinds[hit[0]] for hit in hits}, name[start:end].lower()


def _speaks(name: str, parties: Parties | None = None) -> PartyMatch | None:
    """The side a name speaks for: not one that is half of a compound, unless it runs the body ("Hamas-run")."""
    found = [match for match in (parties or Parties.load()).find(name) if match.party]
    whole = [match for match in found if match.compound is None]
    runs = [match for match in found if match.compound in RUNS]
    return next(iter(whole or runs), None)


def _is_group(party: Party | None) -> bool:
    return party is not None and party.kind == "armed_group" and not _state_above(party)


def _state_above(party: Party) -> bool:
    parties = Parties.load()
    above = [parties.get(name) for name in parties.ancestors(party.name)]
    return any(parent is not None and parent.kind == "state" for parent in above)


def _of_group(kind: SourceKind, words: str) -> SourceKind:
    soldierly = kind in (SourceKind.MILITARY, SourceKind.ARMED_GROUP, SourceKind.UNNAMED)
    loose = kind is SourceKind.GOVERNMENT and words in LOOSE
    return SourceKind.ARMED_GROUP if soldierly or loose else kind


def _kind_of_side(side: PartyMatch | None, owner: Party | None) -> SourceKind:
    if side is not None:
        body = Bodies.load().speaker(side.text)
        if body and not (_is_group(owner) and body in (SourceKind.MILITARY, SourceKind.GOVERNMENT)):
            return body
        if side.kind in ("people", "demonym") and owner is not None and owner.kind != "armed_group":
            return SourceKind.OTHER
    if owner is None or owner.kind == "people":
        return SourceKind.OTHER
    if side is not None and side.kind == "generic":
        return SourceKind.ARMED_GROUP
    if owner.kind == "armed_group":
        return SourceKind.MILITARY if _state_above(owner) else SourceKind.ARMED_GROUP
    forces = side is not None and side.kind == "forces"
    return SourceKind.MILITARY if owner.kind == "coalition" or forces else SourceKind.GOVERNMENT
