"""Links between claims of different reports: what an incident's claims say of one another's counts.

Claims are comparable where they count the same harm to the same victims. Among comparable claims each source's figures
are one chain in time (repeats, revises), and each other source's newest figure has one edge to the representative, the
newest figure of the source that most claims rest on: not every pair is linked. Links inside reports are found by
extraction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from tollbook.model import Link

from .flat import FlatClaim
from .incidents import Joined
from .linkage import MILLION

ROUNDING = 0.05
"""A number that is said to be "about" stands for those so near to it."""
Key = tuple[str, str, tuple[str, ...], tuple[str, ...]]
"""Measure, party, group and names of victims."""
Score = Callable[[FlatClaim, FlatClaim], float | None]


def links_of(joined: Joined) -> list[Link]:
    """The links between the reports of one incident."""
    claims = [claim for claim in joined.claims if not claim.set_aside]
    if len({claim.report for claim in claims}) < 2:
        return []
    score = _scores(joined)
    out: list[Link] = []
    heads: dict[Key, FlatClaim] = {}
    for key, found in _comparable(claims).items():
        chains = _by_source(found)
        head = heads[key] = _representative(chains)
        for chain in chains.values():
            out += _chain(chain, score)
            newest = chain[-1]
            if newest.report != head.report and _behind(newest) != _behind(head):
                out.append(_between(newest, head, score))
    return out + list(_parts(heads, score))


def adds_to(claims: Sequence[FlatClaim]) -> list[Link]:
    """Each day's figure to the next running total of the same source for the same thing, across reports."""
    totals: dict[tuple[str, ...], list[FlatClaim]] = {}
    for claim in claims:
        if claim.extent == "cumulative" and claim.published and claim.low is not None:
            totals.setdefault(_series_key(claim), []).append(claim)
    out = []
    for claim in claims:
        day = claim.last or claim.published
        if claim.extent != "period" or day is None or claim.low is None or not _is_daily(claim):
            continue
        after = [t for t in totals.get(_series_key(claim), ()) if t.report != claim.report and _soon(t, day)]
        if after:
            total = min(after, key=lambda t: (t.published or date.max, t.id))
            out.append(
                Link(
                    type="adds_to",
                    a=claim.id,
                    b=total.id,
                    why=f"{_number(claim)} in a day, the running total {_number(total)}, both as {_name(claim)} counts",
                    fields=("source", "measure", "party", "place", "when"),
                )
            )
    return out


def _series_key(claim: FlatClaim) -> tuple[str, ...]:
    return (_behind(claim), claim.measure, claim.party or "", claim.country or "", claim.status)


def _is_daily(claim: FlatClaim) -> bool:
    return claim.first is not None and claim.last is not None and claim.last - claim.first <= timedelta(days=1)


def _soon(total: FlatClaim, day: date) -> bool:
    return total.published is not None and day <= total.published <= day + timedelta(days=2)


def _scores(joined: Joined) -> Score:
    """The probability that the reports' accounts are of one event, of the two that claims stand in."""
    home = {claim.id: episode.id for episode in joined.episodes for claim in episode.claims}

    def score(a: FlatClaim, b: FlatClaim) -> float | None:
        x, y = sorted((home[a.id], home[b.id]))
        value = joined.scores.get((x, y))
        return None if value is None else value / MILLION

    return score


def _comparable(claims: Sequence[FlatClaim]) -> Mapping[Key, list[FlatClaim]]:
    """Of each report and source the largest figure for each kind of victims; no party goes with the commonest."""
    parties: dict[str, Counter[str]] = {}
    for claim in claims:
        if claim.party:
            parties.setdefault(claim.measure, Counter())[claim.party] += 1
    best: dict[tuple[Key, str, str], FlatClaim] = {}
    for claim in claims:
        if claim.superseded or (claim.low is None and claim.high is None and claim.stance != "denied"):
            continue
        known = parties.get(claim.measure, Counter())
        party = claim.party or max(known, key=lambda name: (known[name], name), default="")
        key: Key = (claim.measure, party, claim.group, claim.names)
        place = (key, claim.report, _behind(claim))
        if place not in best or (claim.low or 0) > (best[place].low or 0):
            best[place] = claim
    out: dict[Key, list[FlatClaim]] = {}
    for (key, _, _), claim in best.items():
        out.setdefault(key, []).append(claim)
    return {key: sorted(out[key], key=_time) for key in sorted(out)}


def _time(claim: FlatClaim) -> tuple[date, str, int, str]:
    return claim.published or date.max, claim.report, claim.start, claim.id


def _behind(claim: FlatClaim) -> str:
    """Who is behind a claim: the source, else the report itself."""
    return claim.source or f"report {claim.report}"


def _by_source(claims: Sequence[FlatClaim]) -> dict[str, list[FlatClaim]]:
    out: dict[str, list[FlatClaim]] = {}
    for claim in claims:
        out.setdefault(_behind(claim), []).append(claim)
    return out


def _representative(chains: Mapping[str, Sequence[FlatClaim]]) -> FlatClaim:
    most = max(chains, key=lambda source: (len(chains[source]), _time(chains[source][-1]), source))
    return chains[most][-1]


def _chain(chain: Sequence[FlatClaim], score: Score) -> Iterator[Link]:
    """A source's figures one after the other."""
    for a, b in pairwise(chain):
        if a.report == b.report:
            continue
        if a.stance == b.stance and (a.low, a.high) == (b.low, b.high):
            said = f"{_name(b)} says {_number(b)} again"
            yield _link("repeats", a, b, said, ("source", "count"), score)
        else:
            said = f"{_name(b)} said {_number(a)}, later {_number(b)}"
            yield _link("revises", a, b, said, ("source", "count", "published"), score)


def _between(claim: FlatClaim, head: FlatClaim, score: Score) -> Link:
    """The edge of another source's newest figure to the representative."""
    a, b = sorted((claim, head), key=_time)
    if head.source in claim.chain or claim.source in head.chain:
        quoting, quoted = (claim, head) if head.source in claim.chain else (head, claim)
        said = f"{_name(quoting)} has it from {quoted.said_by or quoted.source}"
        kind = "repeats" if can_both_hold(a, b) else "contradicts"
        return _link(kind, a, b, said, ("source", "count"), score)
    if can_both_hold(a, b):
        said = f"{_name(a)} says {_number(a)}, {_name(b)} {_number(b)}: both can hold"
        return _link("corroborates", a, b, said, ("source", "count"), score)
    said = f"{_name(a)} says {_number(a)}, {_name(b)} {_number(b)}: both cannot hold"
    return _link("contradicts", a, b, said, ("count",) if a.stance == b.stance else ("stance",), score)


def can_both_hold(a: FlatClaim, b: FlatClaim) -> bool:
    """Whether two comparable claims' counts and stances go together; "about" has its rounding."""
    if a.stance != b.stance:
        return False
    low_a, high_a = _bounds(a)
    low_b, high_b = _bounds(b)
    return low_a <= high_b and low_b <= high_a


def _bounds(claim: FlatClaim) -> tuple[float, float]:
    low = float("-inf") if claim.low is None else float(claim.low)
    high = float("inf") if claim.high is None else float(claim.high)
    slack = ROUNDING if claim.comparator == "about" else 0.0
    return low * (1 - slack), high * (1 + slack)


def _parts(heads: Mapping[Key, FlatClaim], score: Score) -> Iterator[Link]:
    """A kind of victims within all victims, told by another report."""
    for (measure, party, group, names), claim in heads.items():
        whole = heads.get((measure, party, (), ()))
        if not (group or names) or whole is None or whole.report == claim.report or claim.low is None:
            continue
        if claim.stance == whole.stance == "affirmed" and (whole.high is None or claim.low <= whole.high):
            who = ", ".join(names) or ", ".join(word.partition(":")[2] for word in group)
            said = f"{_number(claim)} ({who}) of the {_number(whole)} that {_name(whole)} counts"
            yield _link("part_of", claim, whole, said, ("victims",), score)


def _link(kind: str, a: FlatClaim, b: FlatClaim, why: str, fields: tuple[str, ...], score: Score) -> Link:
    return Link(type=kind, a=a.id, b=b.id, why=why, score=score(a, b), fields=("measure", *fields))


def _name(claim: FlatClaim) -> str:
    return claim.said_by or claim.outlet or "the report"


def _number(claim: FlatClaim) -> str:
    """The count in digits, with its open sides."""
    if claim.stance == "denied":
        return "none"
    if claim.low is None and claim.high is None:
        return claim.words or "a number not given"
    if claim.low is None:
        return f"up to {claim.high:,}"
    if claim.high is None:
        return f"{claim.low:,} or more"
    return f"{claim.low:,}" if claim.low == claim.high else f"{claim.low:,}-{claim.high:,}"
