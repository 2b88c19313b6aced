"""New reports of a large cell: what of its record is other with them, made from what they touch alone.

What comes out is what making the whole cell anew would give. None where only that would: what is kept does not tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np

from tollbook.model import Dependence, Link, Source, make_id
from tollbook.reference.registry import outlet_source

from .cell_record import Group
from .decisions import SourceDecisions
from .dependence import cited_in, cites_why, citing, outlets_of, same_why
from .dependence_copies import bands_of, copies
from .episodes import Episode, episodes_of, without_words
from .flat import FlatClaim, FlatReport
from .incidents import Joined, incident_of
from .kept import Kept, kept, number_of, opened
from .making import incident_group
from .neighbours import Bools
from .regrouping import regrouped
from .relations import links_of
from .reported import (
    Cited,
    Reported,
    Told,
    chains,
    copy_pairs,
    figure_key,
    rank_of,
    reported,
    source_key,
    together,
    wants_of,
)
from .series import is_running
from .sources import Seen, identified, seen_in, sources_of

MANY = 4
"""Where so many times the new reports are more than the accounts that are there, all is as soon made anew."""


@dataclass(frozen=True, slots=True)
class HeldSource:
    """A source as the record has it: its name, how many claims it makes, and what claims say of it, where it is not one
    of a single report."""

    name: str
    claims: int
    seen: Mapping[str, Any] | None


class Held(Protocol):
    """What the record, and the ledger, hold of a cell's reports so far; claims hold speakers' names."""

    def packed(self, ids: Sequence[str]) -> Mapping[str, bytes]:
        """Accounts as they are compared."""
        ...

    def claims_of_accounts(self, ids: Sequence[str]) -> Mapping[str, Sequence[FlatClaim]]:
        """The claims of accounts."""
        ...

    def claims_of_reports(self, ids: Sequence[str]) -> Sequence[FlatClaim]:
        """The claims of reports, those of the cell alone."""
        ...

    def reports(self, ids: Sequence[str]) -> Sequence[FlatReport]:
        """Reports with their texts."""
        ...

    def sources(self, ids: Sequence[str]) -> Mapping[str, HeldSource]:
        """Sources of the cell."""
        ...

    def dependences(self, *, reports: Sequence[str] = (), sources: Sequence[str] = ()) -> Sequence[Dependence]:
        """The dependences of these reports on others, and those by way of these sources."""
        ...

    def cited(self) -> Iterable[tuple[str, bytes]]:
        """The reports that cite anybody, each with whom, hashed."""
        ...


@dataclass(frozen=True, slots=True)
class Grown:
    """What is new or other in a cell's record, and what it takes the place of: incidents by their accounts, dependences
    by what they are. `claims` are those of the new groups, with speakers' names."""

    groups: tuple[Group, ...]
    before: tuple[tuple[str, ...], ...]
    claims: tuple[FlatClaim, ...]
    links: tuple[Link, ...]
    dependences: tuple[Dependence, ...]
    gone: tuple[Dependence, ...]
    sources: tuple[tuple[Source, int], ...]
    kept: Kept


def grown(
    accounts: bytes,
    reports: bytes,
    claims: Sequence[FlatClaim],
    new: Sequence[FlatReport],
    decisions: SourceDecisions,
    held: Held,
) -> Grown | None:
    """What `new` reports, none of which the cell has, with all of their claims in it change of its record."""
    if any(is_running(claim) for claim in claims):
        return None
    workings, told = opened(accounts, reports)
    if MANY * len(new) > len(workings.ids):
        return None
    seen = seen_in(claims, decisions)
    before = held.sources(sorted(seen))
    if any(one.seen is None for one in before.values()):  # it was of one report alone
        return None
    merged = {
        id_: one if id_ not in before else Seen.of(before[id_].seen or {}).with_more(one) for id_, one in seen.items()
    }
    known = identified(claims, decisions)
    fresh = {episode.id: episode for episode in episodes_of(known, new)}
    found = regrouped(workings, (), tuple(fresh.values()), held.packed)
    old = held.claims_of_accounts([id_ for ids, _ in found.groups for id_ in ids if id_ not in fresh])
    others = {id_: without_words(identified(own, decisions)) for id_, own in old.items()}
    events = [Joined(tuple(_account(id_, fresh, others) for id_ in ids), scores) for ids, scores in found.groups]
    sources = sources_of(merged, decisions)
    ordered = sorted(new, key=lambda report: report.id)
    depend = _Depending(told, known, ordered, {source.id: source for source in sources}, before, decisions, held)
    cited = {report.id: cited_in(report.text) for report in ordered}
    whole = depend.with_new(cited)
    come, gone = depend.changes()
    counted = Counter(claim.source for claim in known)
    return Grown(
        groups=tuple(incident_group(incident_of(event)) for event in events),
        before=found.before,
        claims=(*claims, *(claim for own in old.values() for claim in own)),
        links=tuple(link for event in events for link in links_of(event)),
        dependences=tuple(come),
        gone=tuple(gone),
        sources=tuple((s, counted[s.id] + (before[s.id].claims if s.id in before else 0)) for s in sources),
        kept=kept(found.workings, whole, tuple(fresh.values()), cited, merged),
    )


def _account(id_: str, fresh: Mapping[str, Episode], others: Mapping[str, Episode]) -> Episode:
    return fresh[id_] if id_ in fresh else others[id_]


class _Depending:
    """Which reports depend on others now that there are new ones."""

    def __init__(
        self,
        told: Reported,
        claims: Sequence[FlatClaim],
        new: Sequence[FlatReport],
        sources: Mapping[str, Source],
        before: Mapping[str, HeldSource],
        decisions: SourceDecisions,
        held: Held,
    ) -> None:
        self._told, self._claims, self._new, self._sources = told, claims, new, sources
        self._before, self._decisions, self._held = before, decisions, held
        self._outlets: dict[str, str] = {}
        self._cited: dict[str, set[str]] = {}
        self._touched: set[str] = set()

    def with_new(self, cited: Cited) -> Reported:
        """All reports; `cited` is whom the new ones' texts cite."""
        known = {_outlet_id(name) for name in self._told.outlets}
        outlets = known | set(outlets_of(self._new).values())
        within = {report: ids & outlets for report, ids in cited.items()}
        bands = bands_of([report.text for report in self._new])
        new = reported(self._claims, self._new, self._sources, within, bands)
        told = self._with_wants(self._told, outlets - known)
        whole = together(told, new)
        come = set(new.ids)
        self._is_new = np.fromiter((id_ in come for id_ in whole.ids), dtype=bool, count=len(whole.ids))
        keys = np.unique(new.states.keys)
        waiting = told.wants.among(keys).rows
        self._touched |= {told.ids[row] for row in waiting.tolist()}
        self._cited = within
        self._whole, self._part = whole, new
        self._outlets = self._names_told(whole)
        return whole

    def _with_wants(self, told: Reported, outlets: set[str]) -> Reported:
        """The reports so far with what they have from outlets that told nothing before."""
        if not outlets:
            return told
        numbers = np.array(sorted(number_of(id_) for id_ in outlets), dtype=np.uint32)
        likely = [
            report for report, ids in self._held.cited() if np.isin(np.frombuffer(ids, dtype="<u4"), numbers).any()
        ]
        texts = {report.id: report for report in self._held.reports(sorted(likely))}
        citing_ = {id_: found for id_, report in texts.items() if (found := cited_in(report.text) & outlets)}
        if not citing_:
            return told
        own = outlets_of(texts.values())
        row = {id_: n for n, id_ in enumerate(told.ids)}
        more = {
            (figure_key(outlet, claim), row[claim.report], 0)
            for claim in self._identified(self._held.claims_of_reports(sorted(citing_)))
            for outlet in citing_[claim.report] - {own.get(claim.report)}
        }
        wants = {*zip(told.wants.keys.tolist(), told.wants.rows.tolist(), told.wants.sources.tolist(), strict=True)}
        columns = np.array(sorted(wants | more), dtype=np.int64).reshape(-1, 3)
        self._touched |= set(citing_)
        return replace(told, wants=Told(columns[:, 0], columns[:, 1], columns[:, 2]))

    def _identified(self, claims: Iterable[FlatClaim]) -> list[FlatClaim]:
        return identified(claims, self._decisions)

    @staticmethod
    def _names_told(whole: Reported) -> dict[str, str]:
        names = [whole.outlets[n] for n in whole.outlet.tolist() if n >= 0]
        ids = {name: _outlet_id(name) for name in whole.outlets}
        return {ids[name]: name for name in names}

    def changes(self) -> tuple[list[Dependence], list[Dependence]]:
        """What comes and what goes."""
        come: list[Dependence] = []
        gone: list[Dependence] = []
        for more, less in (self._copies(), self._cites(), self._same_source()):
            come, gone = [*come, *more], [*gone, *less]
        over = {_key(one) for one in gone}
        renamed = [one for one in self._renamed() if _key(one) not in over]
        return list({_key(one): one for one in (*renamed, *come)}.values()), gone

    def _copies(self) -> tuple[list[Dependence], list[Dependence]]:
        later, pairs = copy_pairs(self._whole, self._is_new)
        ids = self._whole.ids
        wanted = {row for pair in pairs for row in pair}
        reports = {report.id: report for report in self._new}
        rest = self._held.reports(sorted(ids[row] for row in wanted if ids[row] not in reports))
        reports |= {report.id: report for report in rest}
        rank = dict(enumerate(rank_of(self._whole).tolist())) if pairs else {}
        come = copies(pairs, {row: reports[ids[row]] for row in wanted}, rank)
        old = sorted(ids[row] for row in later if not self._is_new[row])
        return come, [one for one in self._held.dependences(reports=old) if one.kind == "copy"]

    def _cites(self) -> tuple[list[Dependence], list[Dependence]]:
        old = sorted(self._touched)
        texts = self._held.reports(old)
        outlets = set(self._outlets)
        cited = {**self._cited, **{report.id: cited_in(report.text) & outlets for report in texts}}
        claims = [*self._claims, *self._identified(self._held.claims_of_reports(old))]
        own = outlets_of([*self._new, *texts])
        keys = {
            figure_key(outlet, claim)
            for claim in claims
            for outlet in wants_of(claim, own.get(claim.report), cited) & outlets
        }
        rows = self._whole.states.among(np.array(sorted(keys), dtype=np.int64)).rows
        asked = {*old, *(report.id for report in self._new)}
        further = sorted({self._whole.ids[row] for row in rows.tolist()} - asked)
        claims += self._identified(self._held.claims_of_reports(further))
        reports = [*self._new, *texts, *self._held.reports(further)]
        found = [one for one in citing(claims, reports, {}, self._outlets, cited) if one.a in asked]
        names = self._names({one.source for one in found if one.source})
        called = self._outlets | names
        come = [_with_why(one, cites_why(called[one.source or ""])) for one in found]
        return come, [one for one in self._held.dependences(reports=old) if one.kind == "cites"]

    def _same_source(self) -> tuple[list[Dependence], list[Dependence]]:
        numbers = {source_key(id_): id_ for id_ in self._sources}
        touched = set(self._part.speaks.sources.tolist())
        everybody: Bools = np.ones(len(self._whole.ids), dtype=bool)
        before, after = (chains(self._whole, touched, who) for who in (~self._is_new, everybody))
        return [self._chained(one, numbers) for one in sorted(after - before)], [
            self._chained(one, numbers) for one in sorted(before - after)
        ]

    def _chained(self, found: tuple[int, int, int], numbers: Mapping[int, str]) -> Dependence:
        source, later, earlier = numbers[found[0]], self._whole.ids[found[1]], self._whole.ids[found[2]]
        why = same_why(self._sources[source].name)
        return Dependence(a=later, b=earlier, kind="same_source", why=why, source=source)

    def _renamed(self) -> list[Dependence]:
        """The dependences by way of a source that is called otherwise now."""
        renamed = sorted(id_ for id_, one in self._before.items() if self._sources[id_].name != one.name)
        found = self._held.dependences(sources=renamed) if renamed else ()
        says = {"cites": cites_why, "same_source": same_why}
        return [_with_why(one, says[one.kind](self._sources[one.source or ""].name)) for one in found]

    def _names(self, ids: set[str]) -> dict[str, str]:
        names = {id_: one.name for id_, one in self._held.sources(sorted(ids - self._sources.keys())).items()}
        return names | {id_: self._sources[id_].name for id_ in ids & self._sources.keys()}


def _with_why(found: Dependence, why: str) -> Dependence:
    return found.model_copy(update={"why": why})


def _key(found: Dependence) -> tuple[str, str, str, str]:
    return found.a, found.b, found.kind, found.source or ""


def _outlet_id(name: str) -> str:
    return make_id("src", *outlet_source(name).key)
