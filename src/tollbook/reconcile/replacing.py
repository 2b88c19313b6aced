"""Which figures were replaced by which: by a link, by the report's own words, or by the same source's later figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from tollbook.model import Extent, Link

from .flat import FlatClaim

Replacement = tuple[str, str, str]
"""What replaced it (its id, or '' where it is not known), how (`revised`, or `earlier` of a running total), and why."""
Groups = Sequence[Sequence[FlatClaim]]
"""Claims that make one statement, the one that stands for them first."""


def said_on(claim: FlatClaim) -> date | None:
    """The day on which a claim was made: of publication, else the last day that it tells of."""
    return claim.published or claim.last


def in_order(claim: FlatClaim) -> tuple[date, str, int, str]:
    """The order in which claims were made; undated ones last."""
    return (claim.published or claim.last or date.max, claim.report, claim.start, claim.id)


def voice(claim: FlatClaim) -> str:
    """Whose word it is. Unnamed sources of two outlets are two voices here: nothing says that they are one."""
    return f"{claim.source} at {claim.outlet or claim.report}" if claim.source_kind == "unnamed" else claim.source


def about_the_same(a: FlatClaim, b: FlatClaim) -> bool:
    """Whether two claims of a subject are about the same victims, as far as both say."""
    party = a.party is None or b.party is None or a.party == b.party
    names = not a.names or not b.names or bool(set(a.names) & set(b.names))
    things = a.measure not in ("attacks", "damage") or a.means is None or b.means is None or a.means == b.means
    return party and names and things and {a.status, b.status} != {"civilian", "combatant"}


def disjoint(a: FlatClaim, b: FlatClaim) -> bool:
    """Whether two claims say of their victims that none of them can be among the other's."""
    parties = a.party is not None and b.party is not None and a.party != b.party
    return parties or {a.status, b.status} == {"civilian", "combatant"}


def final_of(of: str, replaced: Mapping[str, Replacement]) -> str:
    """What stands at the end of a chain of replacements."""
    while of in replaced:
        of = replaced[of][0]
    return of


def replacements(groups: Groups, links: Sequence[Link]) -> dict[str, Replacement]:
    """For each statement that was replaced, by the id of the claim that stands for it: its replacement."""
    lead = {c.id: group[0].id for group in groups for c in group}
    found = [*_linked(lead, links), *_superseded(groups), *_later(groups, lead)]
    out: dict[str, Replacement] = {}
    for old, replacement in found:
        _add(out, old, replacement)
    for old, replacement in _same_figures(groups, out):
        _add(out, old, replacement)
    return out


def _add(out: dict[str, Replacement], old: str, replacement: Replacement) -> None:
    """Note a replacement, unless one is known or it would lead back to itself."""
    if old not in out and final_of(replacement[0], out) != old:
        out[old] = replacement


def _linked(lead: Mapping[str, str], links: Sequence[Link]) -> list[tuple[str, Replacement]]:
    revised = [link for link in links if link.type == "revises" and link.a in lead and link.b in lead]
    return [(lead[link.a], (lead[link.b], "revised", link.why or "linked as revised")) for link in revised]


def _superseded(groups: Groups) -> list[tuple[str, Replacement]]:
    """Figures of which their own report says that they were replaced."""
    out = []
    for group in groups:
        told = next((c for c in group if c.superseded), None)
        if told is not None:
            others = [g[0] for g in groups if g[0].id != group[0].id]
            out.append((group[0].id, (_successor(told, others), "revised", "the report says that it was replaced")))
    return out


def _successor(claim: FlatClaim, others: Sequence[FlatClaim]) -> str:
    """What took a superseded claim's place: the next other figure of its text; '' where there is none."""
    here = [c for c in others if c.report == claim.report and not c.superseded and about_the_same(c, claim)]
    after = [c for c in here if c.start >= claim.start]
    return min(after or here, key=lambda c: (abs(c.start - claim.start), c.id)).id if here else ""


def _later(groups: Groups, lead: Mapping[str, str]) -> list[tuple[str, Replacement]]:
    """A source's last figure takes the place of its earlier ones; of undated reports no order is known."""
    told: dict[tuple[str, bool], list[tuple[tuple[date, date], tuple[date, str, int, str], FlatClaim]]] = {}
    for claim in (c for group in groups for c in group):
        if not claim.superseded and (said_by := voice(claim)) and (turn := _turn(claim)):
            of_voice = told.setdefault((said_by, claim.extent == Extent.CUMULATIVE), [])
            of_voice.append((turn, in_order(claim), claim))
    out = []
    for turns in told.values():
        turns.sort(key=lambda at: at[:2])
        newest = [claim for turn, _, claim in turns if turn == turns[-1][0]]
        standing = {lead[c.id] for c in newest}
        for _, _, claim in turns:
            if lead[claim.id] in standing:
                continue
            after = next((c for c in newest if about_the_same(c, claim)), None)
            if after is not None:
                how = "earlier" if _went_on(claim, after) else "revised"
                out.append((lead[claim.id], (lead[after.id], how, "its source gave a later figure")))
    return out


def _turn(claim: FlatClaim) -> tuple[date, date] | None:
    """Where a claim stands among those of its source: when it was said; a running total first by when it ends."""
    if claim.extent == Extent.CUMULATIVE and claim.last:
        return claim.last, claim.published or claim.last
    return (claim.published, claim.published) if claim.published else None


def _went_on(old: FlatClaim, new: FlatClaim) -> bool:
    """Whether a running total has simply grown."""
    running = old.extent == new.extent == Extent.CUMULATIVE
    return running and old.last != new.last and (old.low or old.high or 0) <= (new.low or new.high or 0)


def _same_figures(groups: Groups, known: Mapping[str, Replacement]) -> list[tuple[str, Replacement]]:
    """What a later report says was replaced is replaced in earlier reports too, where it may be one voice's."""
    by_lead = {group[0].id: group for group in groups}
    by_figure: dict[tuple[int | None, int | None], list[Sequence[FlatClaim]]] = {}
    for group in groups:
        by_figure.setdefault((group[0].low, group[0].high), []).append(group)
    out = []
    for old, (new, how, _) in known.items():
        last = max((c.published for c in by_lead.get(new, ()) if c.published), default=None)
        if how != "revised" or last is None:
            continue
        first = by_lead[old][0]
        for group in by_figure[first.low, first.high]:
            claim = group[0]
            before = claim.published is not None and claim.published <= last
            voices = (*by_lead[old], *by_lead[new])
            if claim.id not in known and before and any(_may_be_one_voice(a, b) for a in group for b in voices):
                out.append((claim.id, (new, "revised", "a later report says that this figure was replaced")))
    return out


def _may_be_one_voice(a: FlatClaim, b: FlatClaim) -> bool:
    same_side = a.source_party is not None and a.source_party == b.source_party
    return not a.chain or not b.chain or a.source == b.source or same_side
