"""Which claims one curve is of: running totals of one measure, about one party's people, of one stretch of the war."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tollbook.model import Extent, Precision

from ..flat import FlatClaim
from ..series import SAME_START

WHOLE = "the whole war"


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveClaim:
    """What one source held a running total to be on a day.

    `low`, `high`, `best` are people, None an open side or no best figure; at least one is given. `source` is an id,
    `said_by` its name, with the beginning of the id where several sources go by it (officials whom nobody names).
    `own`: its source speaks for a party of the war. `repeats` are further claims of the same.
    """

    claim: str
    day: date
    source: str
    said_by: str
    low: float | None = None
    high: float | None = None
    best: float | None = None
    own: bool = False
    repeats: tuple[str, ...] = ()

    @property
    def value(self) -> float | None:
        """The figure that a curve is held to: the best one, else the middle of the range; None for a bare bound."""
        if self.best is not None:
            return self.best
        return None if self.low is None or self.high is None else (self.low + self.high) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedCurve:
    """Whose curve: the measure, the party whose people are counted, and what tells several counts of them apart.

    None for place, status or since: that of most of the claims. `with_parties`: the parties' own claims count, too.
    """

    measure: str
    party: str
    place: str | None = None
    status: str | None = None
    since: date | None = None
    with_parties: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A claim that is not in the curve, and why."""

    claim: str
    said_by: str
    why: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The claims of a curve in order of days, what they count in words, and what was left out of it."""

    claims: tuple[CurveClaim, ...]
    about: str
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class _Total:
    claim: FlatClaim
    day: date
    place: str | None
    status: str | None
    since: date | None


def choose_claims(claims: Iterable[FlatClaim], wanted: WantedCurve, belligerents: Collection[str]) -> Chosen:
    """The running totals of one measure and party among claims; their order does not matter.

    A claim that leaves its place, the victims' status or the start of its count open goes with most of the others.
    `belligerents` are names under which sources speak for a party of the war.
    """
    found, out = [], []
    for claim in sorted(claims, key=lambda c: (c.last or c.published or date.min, c.source, c.id)):
        if claim.measure != wanted.measure or (claim.party or "").casefold() != wanted.party.casefold():
            continue
        if claim.extent != Extent.CUMULATIVE:
            continue
        day = _day(claim)
        why = _unfit(claim, day, wanted, belligerents)
        if why or day is None:
            out.append(LeftOut(claim.id, claim.said_by, why or "no day"))
        else:
            found.append(_total(claim, day))
    found = _same_start(found)
    for name, value in (("place", wanted.place), ("status", wanted.status), ("since", wanted.since)):
        found, others = _with_most(found, _FIELDS[name], value)
        out += [LeftOut(t.claim.id, t.claim.said_by, f"another {name}: {_said(_FIELDS[name](t))}") for t in others]
    joined = _joined(found, belligerents)
    return Chosen(tuple(joined), _about(wanted, found), tuple(out))


def _unfit(claim: FlatClaim, day: date | None, wanted: WantedCurve, belligerents: Collection[str]) -> str | None:
    """Why a running total cannot stand in the curve; None where it can."""
    own = claim.source_party in belligerents
    if claim.stance != "affirmed":
        return "denied"
    if claim.superseded:
        return "replaced by its own source"
    if claim.low is claim.high is claim.best is None:
        return "no number"
    if day is None:
        return "no day"
    if claim.group:
        return "a part of the victims: " + ", ".join(tag.partition(":")[2] for tag in claim.group)
    if own and not wanted.with_parties:
        return f"{claim.source_party} is a party of the war; --with-parties takes its claims in"
    if claim.set_aside and not own:
        return "set aside in the table that it was imported from"
    return None


def _day(claim: FlatClaim) -> date | None:
    """The day up to which it counts: never after it was said."""
    return min(claim.last, claim.published) if claim.last and claim.published else claim.last or claim.published


def _total(claim: FlatClaim, day: date) -> _Total:
    wide = claim.precision == Precision.COUNTRY
    place = None if claim.place is None or claim.precision == Precision.UNKNOWN else WHOLE if wide else claim.place
    since = claim.first if claim.first is not None and (day - claim.first).days > 1 else None
    return _Total(claim, day, place, None if claim.status == "unknown" else claim.status, since)


def _same_start(found: Sequence[_Total]) -> list[_Total]:
    """Starts that lie near each other are one ("since February", "since the invasion")."""
    firsts: list[date] = []
    for start in sorted({t.since for t in found if t.since is not None}):
        if not firsts or start - firsts[-1] > SAME_START:
            firsts.append(start)

    def cluster(since: date | None) -> date | None:
        return None if since is None else max(f for f in firsts if f <= since)

    return [replace(t, since=cluster(t.since)) for t in found]


_Value = str | date | None
_FIELDS: dict[str, Callable[[_Total], _Value]] = {
    "place": lambda t: t.place,
    "status": lambda t: t.status,
    "since": lambda t: t.since,
}


def _with_most(
    found: Sequence[_Total], field: Callable[[_Total], _Value], wanted: _Value
) -> tuple[list[_Total], list[_Total]]:
    """The claims with the value asked for, or with that of most claims, beside those that leave it open."""
    told = Counter(v for t in found if (v := field(t)) is not None)
    if not told and wanted is None:
        return list(found), []
    most = wanted if wanted is not None else min(told, key=lambda v: (-told[v], v != WHOLE, str(v)))

    def fits(total: _Total) -> bool:
        value = field(total)
        if isinstance(value, date) and isinstance(most, date):
            return abs(value - most) <= SAME_START
        return value is None or str(value).casefold() == str(most).casefold()

    return [t for t in found if fits(t)], [t for t in found if not fits(t)]


def _joined(found: Sequence[_Total], belligerents: Collection[str]) -> list[CurveClaim]:
    """What one source says of one day in the same figures is one claim, however many reports tell of it."""
    once: dict[tuple[object, ...], CurveClaim] = {}
    names: dict[str, set[str]] = {}
    for total in found:
        claim = total.claim
        key = (claim.source, total.day, claim.low, claim.high, claim.best)
        if key in once:
            once[key] = replace(once[key], repeats=(*once[key].repeats, claim.id))
            continue
        names.setdefault(claim.said_by or claim.source, set()).add(claim.source)
        once[key] = CurveClaim(
            claim=claim.id,
            day=total.day,
            source=claim.source,
            said_by=claim.said_by or claim.source,
            low=claim.low,
            high=claim.high,
            best=claim.best,
            own=claim.source_party in belligerents,
        )
    return [
        replace(c, said_by=f"{c.said_by} [{c.source[:8]}]") if len(names[c.said_by]) > 1 else c for c in once.values()
    ]


def _about(wanted: WantedCurve, found: Sequence[_Total]) -> str:
    parts = [wanted.measure.replace("_", " "), wanted.party]
    for name, before in (("status", ""), ("place", ""), ("since", "since ")):
        told = Counter(v for t in found if (v := _FIELDS[name](t)) is not None)
        if told:
            value = min(told, key=lambda v: (-told[v], str(v)))
            parts += [before + _said(value)] if value != WHOLE else []
    return ", ".join(parts)


def _said(value: _Value) -> str:
    return value.isoformat() if isinstance(value, date) else value or "not told"
