"""What a cell's reports depend on one another by, as far as reports that come later must know it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from tollbook.model import Source

from .dependence import outlets_of, said, speaks_for_others, states
from .dependence_copies import Bands, in_band
from .flat import FlatClaim, FlatReport
from .marks import hash_of
from .neighbours import Bools, Ints, once
from .workings import as_array, from_array

LATE = date.max.toordinal() + 1
"""The day of reports that have none: they come last."""
Cited = Mapping[str, set[str]]
"""What each report's text cites."""


@dataclass(frozen=True, slots=True)
class Told:
    """Which report says something, by a number for what it says; in the order of both. `sources`: by whom."""

    keys: Ints
    rows: Ints
    sources: Ints

    def of(self, chosen: Bools) -> Told:
        """Those chosen, in their order."""
        return Told(self.keys[chosen], self.rows[chosen], self.sources[chosen])

    def among(self, keys: Ints) -> Told:
        """Those that say one of these."""
        return self.of(np.isin(self.keys, keys))


@dataclass(frozen=True, slots=True)
class Reported:
    """Reports in the order of ids, by rows: their days, whether they have words, bands of hashes, outlets' names.

    `states` are figures that outlets give, `wants` those that reports have from an outlet, `speaks` what a source says
    of a measure and a party.
    """

    ids: tuple[str, ...]
    days: Ints
    worded: Ints
    bands: Bands
    outlets: tuple[str, ...]
    outlet: Ints
    states: Told
    wants: Told
    speaks: Told


def reported(
    claims: Sequence[FlatClaim],
    reports: Sequence[FlatReport],
    sources: Mapping[str, Source],
    cited: Cited,
    bands: Bands,
) -> Reported:
    """What reports, in the order of ids, and their identified claims are for others; `bands` are those of the texts."""
    outlets = outlets_of(reports)
    row_of = {report.id: row for row, report in enumerate(reports)}
    own = {report.id: report.outlet or "" for report in reports}
    names = sorted({name for name in own.values() if name})
    at = {name: n for n, name in enumerate(names)}
    stated: set[tuple[int, int, int]] = set()
    wanted: set[tuple[int, int, int]] = set()
    speaking: set[tuple[int, int, int]] = set()
    for claim in claims:
        row, outlet = row_of[claim.report], outlets.get(claim.report)
        if outlet and states(claim):
            stated.add((figure_key(outlet, claim), row, 0))
        for other in wants_of(claim, outlet, cited):
            wanted.add((figure_key(other, claim), row, 0))
        source = sources.get(claim.source)
        if speaks_for_others(claim, local=bool(source and source.report), own=outlet):
            speaking.add((_key(claim.source, claim.measure, claim.party or ""), row, source_key(claim.source)))
    return Reported(
        ids=tuple(report.id for report in reports),
        days=np.array([r.published.toordinal() if r.published else LATE for r in reports], dtype=np.int64),
        worded=np.array([bool(report.text.strip()) for report in reports], dtype=np.int64),
        bands=bands,
        outlets=tuple(names),
        outlet=np.array([at.get(own[report.id], -1) for report in reports], dtype=np.int64),
        states=_told(stated),
        wants=_told(wanted),
        speaks=_told(speaking),
    )


def figure_key(outlet: str, claim: FlatClaim) -> int:
    """The number of a figure that an outlet gives."""
    return _key(outlet, *map(str, said(claim)))


def wants_of(claim: FlatClaim, own: str | None, cited: Cited) -> set[str]:
    """The outlets from which a claim may be had."""
    return {*claim.chain, *cited.get(claim.report, ())} - {own}


def source_key(source: str) -> int:
    """A source's number."""
    return _key(source)


def _key(*parts: str) -> int:
    return hash_of("\t".join(parts))


def _told(found: Collection[tuple[int, int, int]]) -> Told:
    columns = np.array(sorted(found), dtype=np.int64).reshape(-1, 3)
    return Told(columns[:, 0], columns[:, 1], columns[:, 2])


def together(old: Reported, new: Reported) -> Reported:
    """Reports with others, none of which is among them."""
    ids = sorted((*old.ids, *new.ids))
    place = {id_: row for row, id_ in enumerate(ids)}
    moves = [np.array([place[id_] for id_ in part.ids], dtype=np.int64) for part in (old, new)]
    names = sorted({*old.outlets, *new.outlets})
    at = {name: n for n, name in enumerate(names)}
    outlet = [np.array([*(at[name] for name in part.outlets), -1], dtype=np.int64)[part.outlet] for part in (old, new)]
    order = np.argsort(np.concatenate(moves))

    def both(a: Ints, b: Ints) -> Ints:
        return np.concatenate((a, b))[order]

    def told(a: Told, b: Told) -> Told:
        keys, sources = np.concatenate((a.keys, b.keys)), np.concatenate((a.sources, b.sources))
        rows = np.concatenate((moves[0][a.rows], moves[1][b.rows]))
        by = np.lexsort((sources, rows, keys))
        return Told(keys[by], rows[by], sources[by])

    return Reported(
        ids=tuple(ids),
        days=both(old.days, new.days),
        worded=both(old.worded, new.worded),
        bands=both(old.bands, new.bands),
        outlets=tuple(names),
        outlet=both(outlet[0], outlet[1]),
        states=told(old.states, new.states),
        wants=told(old.wants, new.wants),
        speaks=told(old.speaks, new.speaks),
    )


def rank_of(found: Reported) -> Ints:
    """The place of each report by publication, undated ones last, then by id."""
    rank = np.empty(len(found.ids), dtype=np.int64)
    rank[np.lexsort((np.arange(len(found.ids)), found.days))] = np.arange(len(found.ids))
    return rank


def copy_pairs(found: Reported, new: Bools) -> tuple[set[int], set[tuple[int, int]]]:
    """The reports before which others stand in a band now that the `new` are there; all their pairs with these."""
    order = np.argsort(rank_of(found))
    order = order[(found.worded > 0)[order]]
    bands, number = np.ascontiguousarray(found.bands[order].T), len(order)
    come = new[order]
    after = _in_bands(bands, come, np.ones_like(come))
    before = _in_bands(bands, come, ~come)
    other = np.zeros_like(come)
    other[np.setxor1d(before, after, assume_unique=True) % max(1, number)] = True
    after = np.concatenate((after, _in_bands(bands, other & ~come, np.ones_like(come))))
    later = come | other
    pairs = once(after[later[after % max(1, number)]])
    told = {(int(order[pair // number]), int(order[pair % number])) for pair in pairs.tolist()}
    return set(order[later].tolist()), told


def _in_bands(bands: Bands, chosen: Bools, among: Bools) -> Ints:
    """The pairs, an earlier and a later place as one number, in bands in which a chosen one stands, among these."""
    number = len(chosen)
    found = [np.empty(0, dtype=np.int64)]
    for band in bands:
        wanted = np.sort(band[chosen])
        at = np.searchsorted(wanted, band)
        at[at == len(wanted)] = 0
        alike = np.flatnonzero((wanted[at] == band) & among) if len(wanted) else np.empty(0, dtype=np.int64)
        if len(alike) > 1:
            earlier, later = in_band(band[alike])
            found.append(alike[earlier] * number + alike[later])
    return once(np.concatenate(found))


def chains(found: Reported, sources: Iterable[int], chosen: Bools) -> set[tuple[int, int, int]]:
    """(source, later, earlier): of the chosen reports those of each source that follow one another about one thing."""
    told = found.speaks.of(np.isin(found.speaks.sources, np.array(sorted(sources), dtype=np.int64)))
    told = told.of(chosen[told.rows])
    order = np.lexsort((rank_of(found)[told.rows], told.keys))
    told = Told(told.keys[order], told.rows[order], told.sources[order])
    same = told.keys[1:] == told.keys[:-1]
    follow = zip(told.sources[1:].tolist(), told.rows[1:].tolist(), told.rows[:-1].tolist(), same.tolist(), strict=True)
    return {(source, later, earlier) for source, later, earlier, follows in follow if follows}


def to_arrays(kept: Reported) -> dict[str, npt.NDArray[np.generic]]:
    """As arrays of few bytes, by name."""
    out: dict[str, npt.NDArray[np.generic]] = {
        "report_ids": as_array(kept.ids),
        "report_days": kept.days.astype("<i4"),
        "worded": kept.worded.astype("<i1"),
        "bands": kept.bands.astype("<i8"),
        "outlets": as_array(kept.outlets),
        "outlet": kept.outlet.astype("<i4"),
    }
    for name, told in (("states", kept.states), ("wants", kept.wants), ("speaks", kept.speaks)):
        out[f"{name}_keys"], out[f"{name}_rows"] = told.keys.astype("<i8"), told.rows.astype("<i4")
        if name == "speaks":
            numbers, at = np.unique(told.sources, return_inverse=True)
            out["speaks_sources"], out["speaks_source"] = numbers.astype("<i8"), at.astype("<i4")
    return out


def from_arrays(found: Mapping[str, npt.NDArray[np.generic]]) -> Reported:
    """From arrays."""

    def told(name: str) -> Told:
        keys, rows = found[f"{name}_keys"].astype(np.int64), found[f"{name}_rows"].astype(np.int64)
        if name != "speaks":
            return Told(keys, rows, np.zeros(len(keys), dtype=np.int64))
        return Told(keys, rows, found["speaks_sources"].astype(np.int64)[found["speaks_source"].astype(np.int64)])

    return Reported(
        ids=from_array(found["report_ids"]),
        days=found["report_days"].astype(np.int64),
        worded=found["worded"].astype(np.int64),
        bands=found["bands"].astype(np.int64),
        outlets=from_array(found["outlets"]),
        outlet=found["outlet"].astype(np.int64),
        states=told("states"),
        wants=told("wants"),
        speaks=told("speaks"),
    )
