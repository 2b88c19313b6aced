"""The registry of sources: proposed from names alone, so that an id rests on no other claim; people merge and split."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from tollbook.model import Source, SourceKind, make_id
from tollbook.reference.registry import Known, in_office, known_source, outlet_source
from tollbook.reference.sources import party_of_source, source_kind

from .decisions import SourceDecisions
from .flat import FlatClaim

OWN_VOICE = "the report itself"
"""What speaks in a report of no outlet."""
Name = TypeVar("Name", str, SourceKind)
FIELDS = ("name", "kind", "party", "since", "until")
"""What people can correct of a source."""


class Registry:
    """Gives names their source. What it says of a name rests on the name, its report and people's decisions only."""

    def __init__(self, decisions: SourceDecisions | None = None) -> None:
        self._decided = decisions or SourceDecisions()
        self._part = self._parts()
        self._head: dict[str, str] = {}
        self._label: dict[str, str] = {}
        for names in self._decided.together:
            ids = [name for name in names if name.startswith("src-")]  # what people saw; their names are beside them
            nodes = {name: node for name in ids or names if (node := self._of_name(name))}
            for node in nodes.values():
                self._join(next(iter(nodes.values())), node)
            self._label.update({name: node for name, node in nodes.items() if name not in ids})

    def speaker(self, name: str, kind: str, party: str | None, report: str) -> str:
        """The id of the source that a speaker of a report is."""
        known = known_source(name, SourceKind(kind), party)
        return self._id(known, name if known.named else local(name, report), report)

    def outlet(self, name: str | None, report: str) -> str:
        """The id of the source that speaks in a report's own voice."""
        if not name:
            return self._id(_own_voice(), local(OWN_VOICE, report), report)
        return self._id(outlet_source(name), name, report)

    def chain(self, claim: FlatClaim) -> tuple[str, ...]:
        """The ids of all speakers of a claim whose chain holds names."""
        ids = []
        for at, name in enumerate(claim.chain):
            kind = claim.source_kind if at == 0 else source_kind(name).value
            party = claim.source_party if at == 0 else party_of_source(name)
            ids.append(self.speaker(name, kind, party, claim.heard_in))
        return tuple(ids)

    def _id(self, known: Known, label: str, report: str) -> str:
        return self._find(self._label.get(label) or self._placed(known, label, report))

    def _placed(self, known: Known, label: str, report: str) -> str:
        """The id of a name before people put sources together; a part of its own where they split it off."""
        base = _source_id(*known.key) if known.named else make_id("src", *known.key, report)
        part = self._part.get(label, 0)
        return make_id("src", base, part) if part else base

    def _of_name(self, label: str) -> str | None:
        """The id of a name as decisions have it: an id is its own, "officials [r-1]" the one of that report; None of a
        name that means a source only beside its report.
        """
        if label.startswith("src-"):
            return label
        name, report = _apart(label)
        known = _own_voice() if name == OWN_VOICE else known_source(name, source_kind(name), party_of_source(name))
        return self._placed(known, label, report) if known.named or report else None

    def _parts(self) -> dict[str, int]:
        """A number for each name that was split from another, such that no two that were split share one; 0 for those
        that stayed together.
        """
        against: dict[str, set[str]] = defaultdict(set)
        for a, b in self._decided.apart:
            against[a].add(b)
            against[b].add(a)
        part: dict[str, int] = {}
        for name in sorted(against, key=lambda n: (len(against[n]), n)):
            taken = {part[other] for other in against[name] if other in part}
            part[name] = next(n for n in range(len(against) + 1) if n not in taken)
        return part

    def _find(self, node: str) -> str:
        while node in self._head:
            node = self._head[node]
        return node

    def _join(self, a: str, b: str) -> None:
        low, high = sorted((self._find(a), self._find(b)))
        if low != high:
            self._head[high] = low


@lru_cache(maxsize=1 << 14)
def _source_id(*key: str) -> str:
    return make_id("src", *key)


def local(name: str, report: str) -> str:
    """The name of a source of one report, or of one article of a table: what people call it when they decide on it."""
    return f"{name} [{report}]"


def _apart(label: str) -> tuple[str, str]:
    name, bracket, report = label.removesuffix("]").rpartition(" [")
    return (name, report) if bracket and label.endswith("]") else (label, "")


def _own_voice() -> Known:
    return Known(("own voice",), False, "the report names no outlet", kind=SourceKind.MEDIA)


def identified(claims: Iterable[FlatClaim], decisions: SourceDecisions | None = None) -> list[FlatClaim]:
    """The claims with ids of the registry in place of their speakers' names (`source`, `chain`)."""
    registry = Registry(decisions)
    found = []
    for claim in claims:
        chain = registry.chain(claim)
        source = chain[0] if chain else registry.outlet(claim.outlet, claim.heard_in)
        found.append(replace(claim, source=source, chain=chain))
    return found


def propose_sources(claims: Sequence[FlatClaim], decisions: SourceDecisions | None = None) -> list[Source]:
    """The sources of claims whose chains hold names, in order of name; ids do not depend on what came first."""
    return sources_of(seen_in(claims, decisions), decisions)


def seen_in(claims: Iterable[FlatClaim], decisions: SourceDecisions | None = None) -> dict[str, Seen]:
    """What claims whose chains hold names say of each source, by its id."""
    registry = Registry(decisions)
    seen: dict[str, Seen] = defaultdict(Seen)
    for claim in claims:
        ids = registry.chain(claim)
        for at, (name, id_) in enumerate(zip(claim.chain, ids, strict=True)):
            kind = SourceKind(claim.source_kind) if at == 0 else source_kind(name)
            party = claim.source_party if at == 0 else party_of_source(name)
            seen[id_].add(name, kind, party, known_source(name, kind, party), claim.heard_in)
        known = outlet_source(claim.outlet) if claim.outlet else _own_voice()
        if claim.outlet or not ids:
            own = seen[registry.outlet(claim.outlet, claim.heard_in)]
            own.add(claim.outlet or OWN_VOICE, SourceKind.MEDIA, None, known, claim.heard_in)
            own.outlet = True
    return dict(seen)


def sources_of(seen: Mapping[str, Seen], decisions: SourceDecisions | None = None) -> list[Source]:
    """The sources of which this was seen, in order of name."""
    fields: dict[str, dict[str, str | None]] = defaultdict(dict)
    for id_, name, value in (decisions or SourceDecisions()).fields:
        fields[id_][name] = value
    found = [corrected(one.source(id_), fields.get(id_, {})) for id_, one in seen.items()]
    return sorted(found, key=lambda s: (s.name.casefold(), s.id))


class Seen:
    """What claims say of one source."""

    def __init__(self) -> None:
        self.names: Counter[str] = Counter()
        self.kinds: Counter[SourceKind] = Counter()
        self.parties: Counter[str] = Counter()
        self.known: set[tuple[bool, str, str]] = set()
        self.reports: set[str] = set()
        self.local = True
        self.outlet = False

    def add(self, name: str, kind: SourceKind, party: str | None, known: Known, report: str) -> None:
        self.names[name] += 1
        self.kinds[known.kind or kind] += 1
        if party or known.party:
            self.parties[party or known.party or ""] += 1
        self.known.add((known.kind is not None, known.name or "", known.why))
        self.reports.add(report)
        self.local = self.local and not known.named

    def with_more(self, other: Seen) -> Seen:
        """What this and other claims say."""
        both = Seen()
        both.names, both.kinds, both.parties = (
            self.names + other.names,
            self.kinds + other.kinds,
            self.parties + other.parties,
        )
        both.known, both.reports = self.known | other.known, self.reports | other.reports
        both.local, both.outlet = self.local and other.local, self.outlet or other.outlet
        return both

    def kept(self) -> dict[str, Any]:
        """In JSON form, of a source that is not of one report alone: in which reports it speaks is not kept."""
        return {
            "names": dict(sorted(self.names.items())),
            "kinds": {kind.value: n for kind, n in sorted(self.kinds.items())},
            "parties": dict(sorted(self.parties.items())),
            "known": sorted(self.known),
            "outlet": self.outlet,
        }

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Seen:
        """As it was kept."""
        seen = cls()
        seen.names, seen.parties = Counter(kept["names"]), Counter(kept["parties"])
        seen.kinds = Counter({SourceKind(kind): n for kind, n in kept["kinds"].items()})
        seen.known = {(sure, name, why) for sure, name, why in kept["known"]}
        seen.local, seen.outlet = False, kept["outlet"]
        return seen

    def source(self, id_: str) -> Source:
        aliases = tuple(sorted(self.names, key=lambda n: (-self.names[n], n)))
        names = [(sure, name) for sure, name, _ in self.known if name]
        name = max(names)[1] if names else aliases[0]
        report = min(self.reports) if self.local else None
        party = _most(self.parties)
        since, until = in_office(aliases[0], party)
        return Source(
            id=id_,
            name=local(name, report) if report else name,
            aliases=aliases,
            kind=_most(self.kinds) or SourceKind.OTHER,
            party=party,
            since=since,
            until=until,
            outlet=self.outlet,
            report=report,
            why="; ".join(sorted({why for *_, why in self.known})),
        )


def labels(source: Source) -> list[str]:
    """The names by which people decide on a source: a report's own source has its report beside its name."""
    return [local(name, source.report) for name in source.aliases] if source.report else list(source.aliases)


def _most(counted: Counter[Name]) -> Name | None:
    return min(counted, key=lambda value: (-counted[value], value)) if counted else None


def corrected(source: Source, fields: dict[str, str | None]) -> Source:
    """A source with the fields that people set."""
    values: dict[str, object] = {}
    for name, value in fields.items():
        if name in ("since", "until"):
            values[name] = date.fromisoformat(value) if value else None
        elif name == "kind" and value:
            values[name] = SourceKind(value)
        elif name in ("name", "party"):
            values[name] = value
    return Source.model_validate({**source.model_dump(), **values}) if values else source
