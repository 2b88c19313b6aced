"""Incidents: accounts of one event in several reports joined, and what they say together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from tollbook.model import Incident, VictimGroup

from .candidates import PairsOf, candidates
from .decisions import PairDecisions
from .episodes import Episode, episodes_of, window_of
from .events import event_of
from .flat import FlatClaim, FlatReport
from .linkage import MILLION, Linked, Pairs, Scores, linked_in_components
from .pairs import FLOOR, LEAST, ScorerOf, scorer
from .precision import date_prec, geo_precision, time_precision, where_prec
from .where import where_of

REPORT_DAY = 0.1
"""What the day of a report counts beside days that claims give."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Accounts of one event, with what was found of each two that were compared: a score in millionths, why, fields."""

    episodes: tuple[Episode, ...]
    scores: Mapping[tuple[str, str], int]

    @property
    def claims(self) -> tuple[FlatClaim, ...]:
        """All claims by date of report, report and place in the text."""
        found = (claim for episode in self.episodes for claim in episode.claims)
        return tuple(sorted(found, key=lambda c: (str(c.published or "9"), c.report, c.start, c.id)))


@dataclass(frozen=True, slots=True)
class Compared:
    """Accounts in the order of ids, the pairs of them that were compared with their scores, and the groups."""

    episodes: tuple[Episode, ...]
    pairs: Pairs
    scores: Scores
    found: Linked

    def joined(self) -> list[Joined]:
        """The groups with their accounts; in the order of their least ids."""
        return _joined(self.episodes, self.found.groups, self.pairs, self.scores)


def join(
    claims: Sequence[FlatClaim],
    reports: Sequence[FlatReport],
    decisions: PairDecisions | None = None,
    scorer_of: ScorerOf = scorer,
    pairs_of: PairsOf = candidates,
) -> list[Joined]:
    """The accounts of the claims' reports in groups, one an event; in the order of their least ids.

    `scorer_of` stands in for the shipped weights, where these are measured; `pairs_of` finds the candidates.
    """
    return compared(claims, reports, decisions, scorer_of, pairs_of).joined()


def compared(
    claims: Sequence[FlatClaim],
    reports: Sequence[FlatReport],
    decisions: PairDecisions | None = None,
    scorer_of: ScorerOf = scorer,
    pairs_of: PairsOf = candidates,
) -> Compared:
    """The same with all that was compared."""
    decided = decisions or PairDecisions()
    episodes = episodes_of(claims, reports, decided.apart, decided.together)
    score = scorer_of(episodes)
    pairs = pairs_of(episodes)
    scores = score(pairs)
    row_of = {claim.id: row for row, episode in enumerate(episodes) for claim in episode.claims}
    found = linked_in_components(
        len(episodes),
        pairs,
        scores,
        least=LEAST,
        floor=FLOOR,
        score=score,
        must=_rows(decided.together, row_of),
        cannot=_rows(decided.apart, row_of),
    )
    return Compared(tuple(episodes), pairs, scores, found)


def _rows(pairs: frozenset[tuple[str, str]], row_of: Mapping[str, int]) -> list[tuple[int, int]]:
    return [(row_of[a], row_of[b]) for a, b in sorted(pairs) if a in row_of and b in row_of]


def _joined(
    episodes: Sequence[Episode], groups: Sequence[tuple[int, ...]], pairs: Pairs, scores: Scores
) -> list[Joined]:
    group_of = np.empty(len(episodes), dtype=np.int64)
    for number, rows in enumerate(groups):
        group_of[list(rows)] = number
    inner = group_of[pairs[:, 0]] == group_of[pairs[:, 1]] if len(pairs) else np.empty(0, dtype=bool)
    within: dict[int, dict[tuple[str, str], int]] = {}
    for (a, b), value in zip(pairs[inner].tolist(), scores[inner].tolist(), strict=True):
        within.setdefault(int(group_of[a]), {})[episodes[a].id, episodes[b].id] = value
    return [Joined(tuple(episodes[row] for row in rows), within.get(n, {})) for n, rows in enumerate(groups)]


def incident_of(joined: Joined) -> Incident:
    """What the accounts say together."""
    claims = joined.claims
    best = max(joined.episodes, key=_telling)
    first, last = _window(joined)
    where = best.where
    exact = where_prec(where, [where_of(claim) for claim in claims])
    event, sub_event = event_of(claims)
    days = date_prec(first, last)
    means = [score / MILLION for score in joined.scores.values()]
    return Incident(
        id=min(episode.id for episode in joined.episodes),
        name=_name(best, first),
        claims=tuple(claim.id for claim in claims),
        reports=tuple(sorted({episode.report for episode in joined.episodes})),
        place=next((c.place for c in best.claims if where_of(c) == where), None),
        country=where.country,
        admin1=where.admin1,
        lat=where.lat,
        lon=where.lon,
        where_prec=exact,
        geo_precision=geo_precision(exact),
        first=first,
        last=last,
        date_prec=days,
        time_precision=time_precision(first, last),
        event_type=event,
        sub_event_type=sub_event,
        actors=tuple(sorted({claim.actor for claim in claims if claim.actor})),
        victims=_victims(claims),
        sources=tuple(sorted({claim.source for claim in claims if claim.source})),
        event_clarity=1 if exact in (1, 2, 3) and days in (1, 2) else 2,
        agreement=round(sum(means) / len(means), 6) if means else None,
    )


def _telling(episode: Episode) -> tuple[bool, bool, int, float, str]:
    """Orders accounts by how exactly they tell place and day, then by how much they tell."""
    span = (episode.last - episode.first).days if episode.first and episode.last else 9999
    return bool(episode.where.name), episode.first is not None, -span, len(episode.claims), episode.id


def _window(joined: Joined) -> tuple[date | None, date | None]:
    """The event's days: those that claims give, none of them after the first report of it."""
    told = min((e.published for e in joined.episodes if e.published), default=date.max)
    before = [c for c in joined.claims if (c.first or c.last or date.min) <= told]
    first, last = window_of(before, REPORT_DAY)
    return (first, last) if first is not None else window_of(joined.claims, REPORT_DAY)


def _name(best: Episode, first: date | None) -> str:
    place = next((c.place for c in best.claims if where_of(c) == best.where and c.place), None)
    day = first.isoformat() if first else "day not known"
    return f"{place or best.where.country or 'place not known'}, {day}"


def _victims(claims: Sequence[FlatClaim]) -> tuple[VictimGroup, ...]:
    """Victims by measure, party, status, sex and age, of what the claims affirm."""
    groups: dict[tuple[str, str, str, str, str], list[FlatClaim]] = {}
    for claim in claims:
        if claim.stance == "affirmed" and not claim.superseded and not claim.set_aside:
            key = (claim.measure, claim.party or "", claim.status, _of(claim, "sex"), _of(claim, "age"))
            groups.setdefault(key, []).append(claim)
    return tuple(
        VictimGroup(
            measure=measure,
            party=party or None,
            status=status,
            sex=sex or None,
            age=age or None,
            low=_least([claim.low for claim in _numbered(found)]),
            high=_most([claim.high for claim in _numbered(found)]),
            claims=tuple(claim.id for claim in found),
        )
        for (measure, party, status, sex, age), found in sorted(groups.items())
    )


def _numbered(claims: Sequence[FlatClaim]) -> list[FlatClaim]:
    """Those that state a number: "its soldiers" leaves no bound open that another claim sets."""
    return [claim for claim in claims if claim.low is not None or claim.high is not None]


def _of(claim: FlatClaim, kind: str) -> str:
    return next((word.partition(":")[2] for word in sorted(claim.group) if word.startswith(f"{kind}:")), "")


def _least(bounds: Sequence[int | None]) -> int | None:
    known = [bound for bound in bounds if bound is not None]
    return min(known) if known and len(known) == len(bounds) else None


def _most(bounds: Sequence[int | None]) -> int | None:
    known = [bound for bound in bounds if bound is not None]
    return max(known) if known and len(known) == len(bounds) else None
