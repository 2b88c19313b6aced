"""What two claims of one report have in common, as features for the choice of links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tollbook.model import Claim, Measure, Reading, Stance

from .links_relations import count_relation, place_relation, source_relation, time_relation
from .links_view import Told
from .links_words import masked

_PART_OF = {
    Measure.KILLED: (Measure.CASUALTIES, Measure.CAPTURED, Measure.REMAINS_RECOVERED),
    Measure.INJURED: (Measure.CASUALTIES,),
    Measure.RELEASED: (Measure.CAPTURED,),
    Measure.MISSING: (Measure.CAPTURED,),
    Measure.REMAINS_IDENTIFIED: (
        Measure.KILLED,
        Measure.REMAINS_HELD,
        Measure.REMAINS_RECOVERED,
        Measure.REMAINS_RETURNED,
    ),
    Measure.REMAINS_RECOVERED: (Measure.KILLED,),
    Measure.REMAINS_UNCOLLECTED: (Measure.KILLED,),
}
"""Groups of another measure that a group can be part of: the released were captured, the dead are among casualties."""

MORE: Final = frozenset(
    {
        "another",
        "other",
        "others",
        "additional",
        "further",
        "more",
        "separate",
        "separately",
        "second",
        "also",
        "elsewhere",
    }
)
"""Words before a number that say it is not the group told of before."""
_AMONG: Final = frozenset(
    {"including", "included", "include", "includes", "among", "of", "them", "whom", "whose", "those", "these", "which"}
)


def may_repeat(a: Told, b: Told) -> bool:
    """Whether a later claim could say an earlier one again."""
    return a.reading.measure == b.reading.measure and a.reading.stance == b.reading.stance


def may_be_part(a: Told, b: Told) -> bool:
    """Whether the victims of `a` could be among those of `b`."""
    if a is b or Stance.DENIED in (a.reading.stance, b.reading.stance):
        return False
    x, y = a.reading.measure, b.reading.measure
    return x == y or y in _PART_OF.get(x, ())


def any_may_link(claims: Sequence[Claim]) -> bool:
    """Whether any two claims of a report are of measures between which there are links."""
    measures = [claim.reading.measure for claim in claims]
    told = set(measures)
    return len(told) < len(measures) or any(whole in told for part in told for whole in _PART_OF.get(part, ()))


def repeat_features(a: Told, b: Told, all_: Sequence[Told]) -> list[str]:
    """Features of "b says again what a said"; `a` stands before `b`."""
    base = _common(a, b)
    counts = count_relation(a.reading, b.reading)
    same = [t for t in all_[a.number + 1 : b.number] if t.reading.measure == b.reading.measure]
    out = ["bias", *base, *_crossed(base), f"between={min(len(same), 4)}"]
    out.append(f"equalbetween={any(t.bounds == b.bounds for t in same)}:{counts}")
    out.append(f"first={not any(t.reading.measure == a.reading.measure for t in all_[: a.number])}:{counts}")
    out += [f"b<{w}" for w in b.before[-3:]] + [f"b>{w}" for w in b.after[:3]]
    out.append(f"b0={b.before[-1] if b.before else '^'}:{counts}")
    if MORE & set(b.before[-3:] + b.after[:1]):
        out += ["more", f"more:{counts}"]
    if MORE & set(a.before[-3:] + a.after[:1]):
        out += ["amore", f"amore:{counts}"]
    out.append(f"part={b.is_part}:{a.is_part}")
    return out


def part_features(a: Told, b: Told, all_: Sequence[Told], ranks: Ranks) -> list[str]:
    """Features of "a's victims are among b's"; `ranks` are those of `all_`."""
    side = "after" if a.number > b.number else "before"
    base = _common(a, b)
    counts = count_relation(a.reading, b.reading)
    low, high = min(a.number, b.number), max(a.number, b.number)
    between = [t for t in all_[low + 1 : high] if t.reading.measure == b.reading.measure]
    out = ["bias", side, f"{side}:{counts}", *base, *_crossed([*base, f"side={side}"])]
    out += [f"m={a.reading.measure.value}:{b.reading.measure.value}", f"between={min(len(between), 4)}:{side}"]
    out.append(f"biggerbetween={min(sum(_at_least(t, a) for t in between), 3)}:{side}")
    out.append(f"sameasb={any(t.bounds == b.bounds for t in between)}:{side}")
    rank = ranks.of(a, b)
    out += [f"rank={rank}", f"rank={rank}:{side}"]
    out.append(f"rel={a.relation.split(':')[0]}:{side}:{counts}")
    distance = "same" if a.sentence == b.sentence else "near" if abs(a.sentence - b.sentence) < 2 else "far"
    out += (
        [f"a<{w}:{distance}:{side}" for w in a.before[-3:]]
        + [f"a<{w}" for w in a.before[-4:]]
        + [f"a>{w}" for w in a.after[:3]]
    )
    out += (
        [f"b<{w}" for w in b.before[-3:]]
        + [f"b>{w}" for w in b.after[:3]]
        + [f"b>{w}:{distance}:{side}" for w in b.after[:2]]
    )
    out += [f"cue={w}:{counts}:{distance}:{side}" for w in a.before[-4:] if w in _AMONG or w in MORE]
    out.append(f"a0={a.before[-1] if a.before else '^'}:{distance}:{counts}")
    out.append(f"single={a.bounds == (1, 1)}:{bool(a.names)}:{distance}")
    total = _adds_up(a, b, all_)
    out += [f"sum={total}", f"sum={total}:{side}:{counts}"]
    return out


class Ranks:
    """Where a whole stands among the groups of a report that are big enough: the smallest, the nearest, the biggest.

    What is big enough for a part is worked out once for each measure: a report may have a hundred claims.
    """

    def __init__(self, all_: Sequence[Told]) -> None:
        self._all = all_
        self._fitting: dict[tuple[Told, Measure], tuple[frozenset[Told], int, int, Told | None]] = {}

    def of(self, a: Told, b: Told) -> str:
        """The rank of `b` as a whole for `a`."""
        measure = b.reading.measure
        if (a, measure) not in self._fitting:
            self._fitting[a, measure] = self._fit(a, measure)
        fit, least, most, nearest = self._fitting[a, measure]
        own = b.number_stated or 0
        return f"{own == least}{own == most}{nearest is b}" if b in fit else "unfit"

    def _fit(self, a: Told, measure: Measure) -> tuple[frozenset[Told], int, int, Told | None]:
        fit = [
            t
            for t in self._all
            if t is not a and t.reading.measure == measure and _at_least(t, a) and t.bounds != a.bounds
        ]
        sizes = [t.number_stated or 0 for t in fit]
        nearest = min(fit, key=lambda t: (abs(t.sentence - a.sentence), abs(t.number - a.number)), default=None)
        return frozenset(fit), min(sizes, default=0), max(sizes, default=0), nearest


_CROSSED = (
    "counts=",
    "dist=",
    "ext=",
    "party=",
    "source=",
    "place=",
    "when=",
    "overlap=",
    "rarity=",
    "title=",
    "stat=",
    "inside=",
    "size=",
    "names=",
    "heads=",
    "side=",
    "par=",
)


def _crossed(features: list[str]) -> list[str]:
    """Each pair of the main features together: containment and sameness show in combinations."""
    main = [f for f in features if f.startswith(_CROSSED) and f.count(":") < 2]
    return [f"{x}|{y}" for i, x in enumerate(main) for y in main[i + 1 :]]


def _status(t: Told) -> str:
    return t.reading.victims.status.value if t.reading.victims is not None else "none"


def _at_least(t: Told, a: Told) -> bool:
    """Whether a group is big enough to hold another."""
    whole, part = t.number_stated, a.number_stated
    return whole is None or part is None or whole >= part


def _adds_up(a: Told, b: Told, all_: Sequence[Told]) -> str:
    """Whether `a` belongs to claims near it that together make up `b`."""
    total, own = b.number_stated, a.number_stated
    if total is None or own is None or own >= total:
        return "no"
    same = [
        t
        for t in all_
        if t.reading.measure == a.reading.measure
        and t is not b
        and t.number_stated is not None
        and t.number_stated < total
    ]
    for i, first in enumerate(same):
        reached, inside = 0, False
        for t in same[i : i + 8]:
            reached += t.number_stated or 0
            inside = inside or t is a
            if reached == total and t is not first:
                if inside:
                    return "yes"
                break
            if reached >= total:
                break
    return "other"


def _common(a: Told, b: Told) -> list[str]:
    """Features of two claims in this order; the first has fields x, the second y."""
    x, y = a.reading, b.reading
    counts = count_relation(x, y)
    gap = abs(b.sentence - a.sentence)
    distance = "0" if gap == 0 else "1" if gap == 1 else "2" if gap < 4 else "3" if gap < 10 else "4"
    names = _names(a, b)
    return [
        f"counts={counts}",
        f"size={_ratio(a, b)}",
        f"rarity={_rarity(b)}",
        f"dist={distance}",
        f"overlap={_overlap(a, b)}",
        f"title={a.in_title}:{b.in_title}",
        f"ext={x.extent.value}:{y.extent.value}",
        f"party={_agree(_party(x), _party(y))}",
        f"stat={_status(a)}:{_status(b)}",
        f"source={source_relation(x, y)}",
        f"place={place_relation(x.place, y.place)}",
        f"when={time_relation(x, y)}",
        f"inside={_inside(a, b)}",
        f"names={names}",
        f"heads={same_head(x, y)}",
        f"par={a.paragraph == b.paragraph}",
        f"mx={y.measure.value}:{counts}",
        f"means={_agree(x.means, y.means)}",
        f"actor={_agree(_actor(x), _actor(y))}",
        f"cert={x.certainty.value}:{y.certainty.value}",
        f"cmp={x.count.comparator.value}:{y.count.comparator.value}",
        f"hx={_head(x)}",
        f"hy={_head(y)}",
        f"hxy={_head(x)}:{_head(y)}",
        f"trig={bool(a.trigger) and a.trigger == b.trigger}:{counts}",
        f"sup={x.superseded}:{y.superseded}",
    ]


def _overlap(a: Told, b: Told) -> str:
    if a.reading.evidence.text == b.reading.evidence.text:
        return "5"
    share = len(a.words & b.words) / max(1, min(len(a.words), len(b.words)))
    return "0" if share < 0.15 else "1" if share < 0.35 else "2" if share < 0.6 else "3" if share < 0.9 else "4"


def _ratio(a: Told, b: Told) -> str:
    x, y = a.number_stated, b.number_stated
    if x is None or y is None or not x or not y:
        return "none"
    ratio = y / x
    return next((str(n) for n, limit in enumerate((0.1, 0.5, 0.95, 1.05, 2, 5, 20, 200)) if ratio < limit), "8")


def _rarity(t: Told) -> str:
    """How unlikely two groups have this number by chance."""
    value = t.number_stated
    if value is None:
        return "none"
    return "1" if value <= 1 else "2" if value < 4 else "3" if value < 10 else "4" if value % 100 else "5"


def _inside(a: Told, b: Told) -> str:
    x, y = a.reading.evidence, b.reading.evidence
    return (
        "in"
        if x.start <= y.start and y.end <= x.end
        else "over"
        if y.start <= x.start and x.end <= y.end
        else "part"
        if y.start < x.end and x.start < y.end
        else "apart"
    )


def _agree(a: object, b: object) -> str:
    return "null" if a is None and b is None else "half" if a is None or b is None else "same" if a == b else "other"


def _party(r: Reading) -> str | None:
    return r.victims.party if r.victims is not None else None


def _actor(r: Reading) -> str | None:
    return r.actor.party if r.actor is not None else None


def same_head(x: Reading, y: Reading) -> str:
    """Whether the last words for the victims are the same, "none" where one does not say."""
    a, b = ((r.victims.text or "").lower().split()[-1:] if r.victims is not None else [] for r in (x, y))
    return "none" if not a or not b else str(a[0].rstrip("s") == b[0].rstrip("s"))


def _head(r: Reading) -> str | None:
    words = (r.victims.text or "").split() if r.victims is not None else []
    return masked(words[-1]).rstrip("s") if words else None


def _names(a: Told, b: Told) -> str:
    if not a.names and not b.names:
        return "none"
    return "shared" if a.names & b.names else "apart" if a.names and b.names else "one"
