"""Features of a claim for the question whether it adds to the report's own total, and on which side its dead were."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from tollbook.model import Measure, Report

from .links_view import Told
from .links_words import NAME, masked, party_kind
from .totals_rules import Group, armed

FOUND_DEAD: Final = frozenset(
    (Measure.REMAINS_RECOVERED, Measure.REMAINS_HELD, Measure.REMAINS_UNCOLLECTED, Measure.REMAINS_IDENTIFIED)
)
"""Bodies: they count as killed where the same people are not also claimed as killed."""


def counted_features(report: Report, t: Told, rivals: Sequence[Told], all_: Sequence[Told]) -> list[str]:
    """Features of "these people add to the total"; `rivals` are all claims that could, itself among them."""
    own = [*_reading(report, t), *_place_in_text(t, rivals), *_others(t, rivals, all_)]
    kind = _kind(t)
    words = _words(t)
    out = ["bias", f"m={kind}", *own, *words]
    return out + [f"{kind}|{f}" for f in [*own, *[w for w in words if w.startswith(("b1", "t1", "tr", "edge"))]]]


def both_features(a: Told, b: Told) -> list[str]:
    """Features of "a and b both add to the total"; `a` stands before `b`."""
    x, y = a.number_stated or 0, b.number_stated or 0
    size = "equal" if x == y else "less" if y < x else "more"
    names = (
        "shared" if a.names & b.names else "apart" if a.names and b.names else "one" if a.names or b.names else "none"
    )
    near = "same" if a.sentence == b.sentence else "next" if b.sentence - a.sentence == 1 else "far"
    share = len(a.words & b.words) / max(1, min(len(a.words), len(b.words)))
    alike = "all" if share > 0.8 else "much" if share > 0.4 else "some" if share > 0.15 else "none"
    rel = b.relation.split(":")[0]
    kinds = f"{_kind(a)}:{_kind(b)}"
    plain = [
        f"size={size}:{_band(y)}",
        f"near={near}",
        f"names={names}",
        f"alike={alike}",
        f"rel={rel}",
        f"rels={a.relation}:{b.relation}",
        f"edge={_edge(b)}",
        f"trigger={a.trigger_start == b.trigger_start}",
        f"word={a.trigger == b.trigger}",
        f"part={a.is_part}:{b.is_part}",
        f"first={_lead(b)}",
    ]
    crossed = [f"{f}|{g}" for n, f in enumerate(plain) for g in plain[n + 1 :]]
    three = [
        f"{size}:{near}:{names}:{alike}:{rel}",
        f"{size}:{near}:{rel}:{_edge(b)}",
        f"{size}:{near}:{rel}:{_lead(b)}",
    ]
    return [
        "both",
        f"both:{kinds}",
        *[f"both:{f}" for f in (*plain, *crossed, *three)],
        *[f"both:{kinds}:{f}" for f in plain],
    ]


def _edge(t: Told) -> str:
    """The word that joins a group to what stands before it: names and articles are passed over."""
    return next((w for w in reversed(t.before) if w != NAME and w not in ("a", "an", "the", "one")), "^")


def _lead(t: Told) -> str:
    """How a group begins: "another", "the", a number, a name."""
    word = t.before[-1] if t.before else "^"
    return (
        word
        if word in ("a", "an", "the", "another", "other", "one", "and", ",", "his", "her", "their", "its", "including")
        else "-"
    )


def _kind(t: Told) -> str:
    return "found" if t.reading.measure in FOUND_DEAD else t.reading.measure.value


def _band(value: int | None) -> str:
    if value is None:
        return "none"
    return str(value) if value < 3 else "few" if value < 6 else "many" if value < 20 else "mass"


def _reading(report: Report, t: Told) -> list[str]:
    r = t.reading
    base = t.relation.split(":")
    out = [
        f"v={_band(t.number_stated)}",
        f"cmp={r.count.comparator.value}",
        f"ext={r.extent.value}",
        f"status={r.victims.status.value if r.victims is not None else None}",
        f"party={r.victims is not None and r.victims.party is not None}",
        f"named={bool(t.names)}",
        f"rel={t.relation}",
        f"rel0={base[0]}:{len(base)}",
        f"part={t.is_part}",
        f"sure={_sureness(r.confidence)}",
        f"cert={r.certainty.value}",
        f"day={_day(report.published, t)}",
        f"self={_same_side(t)}",
    ]
    out += [f"{out[0]}|{out[6]}", f"{out[5]}|{out[6]}", f"{out[9]}|{out[7]}"]
    return out


def _sureness(chance: float | None) -> str:
    if chance is None:
        return "none"
    return str(int(chance * 10)) if chance < 0.9 else "high" if chance < 0.97 else "top"


def _same_side(t: Told) -> str:
    actor = t.reading.actor.party if t.reading.actor is not None else None
    party = t.reading.victims.party if t.reading.victims is not None else None
    return "none" if actor is None or party is None else str(actor == party)


def _day(published: date | None, t: Told) -> str:
    """How long before the report the harm was done."""
    day = t.reading.when.start or t.reading.when.end
    if published is None or day is None:
        return "open" if day is None else "undated"
    days = (published - day).days
    return (
        "after"
        if days < -1
        else "same"
        if days <= 1
        else "days"
        if days <= 3
        else "week"
        if days <= 10
        else "month"
        if days <= 60
        else "old"
    )


def _place_in_text(t: Told, rivals: Sequence[Told]) -> list[str]:
    before = [x for x in rivals if x.number < t.number]
    after = [x for x in rivals if x.number > t.number]
    return [
        f"sent={min(t.sentence, 4)}",
        f"before={min(len(before), 3)}",
        f"after={min(len(after), 3)}",
        f"only={len(rivals) == 1}",
        f"first={not before}:{min(t.sentence, 3)}",
        f"withbefore={any(x.sentence == t.sentence for x in before)}",
        f"withafter={any(x.sentence == t.sentence for x in after)}",
    ]


def _others(t: Told, rivals: Sequence[Told], all_: Sequence[Told]) -> list[str]:
    """What the other claims say of the same people: repeats, wholes, parts, and other harm done to them."""
    own = t.number_stated or 0
    before = [x for x in rivals if x.number < t.number and x.number_stated is not None]
    after = [x for x in rivals if x.number > t.number and x.number_stated is not None]
    out = [
        f"{side}:{_likeness(t, x)}" for side, some in (("pre", before), ("post", after)) for x in _most_alike(t, some)
    ]
    out.append(
        f"bigger={any((x.number_stated or 0) > own for x in before)}:{any((x.number_stated or 0) > own for x in after)}"
    )
    out.append(f"equal={any(x.number_stated == own for x in before)}:{any(x.number_stated == own for x in after)}")
    out.append(f"partofsame={any((x.number_stated or 0) > own and x.sentence == t.sentence for x in before)}")
    out.append(f"sums={_sums(t, before)}{_sums(t, after)}{_in_sum(t, rivals)}")
    out.append(f"hasparts={sum(x.is_part and x.sentence == t.sentence for x in after)}")
    out.append(f"sameanchor={any(x.start == t.start for x in rivals if x is not t)}")
    for x in all_:
        if x.reading.measure not in {r.reading.measure for r in rivals}:
            shared = bool(x.names & t.names) or x.start == t.start
            if shared or x.number_stated == t.number_stated:
                out.append(f"also={x.reading.measure.value}:{shared}:{x.number > t.number}:{x.sentence == t.sentence}")
    return out


def _most_alike(t: Told, some: Sequence[Told]) -> list[Told]:
    return (
        [max(some, key=lambda x: (bool(x.names & t.names), x.number_stated == t.number_stated, len(x.words & t.words)))]
        if some
        else []
    )


def _likeness(t: Told, x: Told) -> str:
    own, other = t.number_stated or 0, x.number_stated or 0
    size = "equal" if own == other else "bigger" if other > own else "smaller"
    names = (
        "shared" if t.names & x.names else "apart" if t.names and x.names else "one" if t.names or x.names else "none"
    )
    share = len(t.words & x.words) / max(1, min(len(t.words), len(x.words)))
    near = "same" if t.sentence == x.sentence else "next" if abs(t.sentence - x.sentence) == 1 else "far"
    return f"{size}:{names}:{near}:{'alike' if share > 0.5 else 'unlike'}:{t.trigger_start == x.trigger_start}"


def _sums(t: Told, some: Sequence[Told]) -> str:
    """Whether a run of other claims adds up to this one."""
    numbers = [x.number_stated or 0 for x in some]
    own = t.number_stated or 0
    return str(any(sum(numbers[i:j]) == own for i in range(len(numbers)) for j in range(i + 2, len(numbers) + 1)))


def _in_sum(t: Told, rivals: Sequence[Told]) -> str:
    """Whether this claim is in a run that adds up to another one."""
    counted = [x for x in rivals if x.number_stated]
    for whole in counted:
        rest = [x for x in counted if x is not whole]
        for i in range(len(rest)):
            for j in range(i + 2, len(rest) + 1):
                run = rest[i:j]
                if t in run and sum(x.number_stated or 0 for x in run) == whole.number_stated:
                    return str(whole.number < t.number)
    return "no"


def _words(t: Told) -> list[str]:
    """The words before and after the number and the word for the harm."""
    out = [f"b{n}={w}" for n, w in enumerate(reversed(t.before[-3:]), 1)]
    out += [f"a{n}={w}" for n, w in enumerate(t.after[:3], 1)]
    out += [f"b={w}" for w in t.before] + [f"a={w}" for w in t.after]
    out += [f"edge={_edge(t)}", f"edge={_edge(t)}:{t.relation.split(':')[0]}", f"lead={_lead(t)}:{t.relation}"]
    out += [f"tr={t.trigger}"] + [f"t{n}={w}:{t.trigger}" for n, w in enumerate(reversed(t.ahead[-2:]), 1)]
    out += [f"tb={w}" for w in t.ahead] + [f"ta={w}" for w in t.behind]
    return out + [f"t2={x} {y}" for x, y in pairwise(t.ahead)] + [f"t3={x} {y}" for x, y in pairwise(t.behind[:4])]


def side_features(group: Group) -> list[str]:
    """Features of whether the dead were civilians or took part in the fighting; parties by kind, never by name."""
    own = _side(group.told)
    out = ["bias", *own, f"rest={group.is_rest}", *[f"rest:{f}" for f in own if group.is_rest and f.startswith("v")]]
    if group.whole is not None:
        out += ["part", *[f"of:{f}" for f in _side(group.whole) if not f.startswith("e")]]
    return out


def _side(t: Told) -> list[str]:
    r = t.reading
    victims = r.victims
    status = victims.status.value if victims is not None else "none"
    party = party_kind(victims.party if victims is not None else None)
    actor = party_kind(r.actor.party if r.actor is not None else None)
    head = [masked(word) for word in (victims.text or "").split()[-1:]] if victims is not None else []
    out = [f"armed={armed(t)}", f"armed={armed(t)}|status={status}", f"armed={armed(t)}|{party}"]
    parties = [f"party={party}", f"actor={actor}", f"pa={party}:{actor}:{_same_side(t)}"]
    out += [
        f"status={status}",
        *parties,
        f"status={status}|party={party}",
        f"named={bool(t.names)}",
        f"means={r.means}",
    ]
    out += [f"vw={head[0]}", f"vw={head[0]}|{party}"] if head else []
    out += [f"vg={g}" for g in (victims.group if victims is not None else ())]
    after = _until_parts(t.after)
    out += [f"b={w}" for w in t.before] + [f"a={w}" for w in after] + [f"a{n}={w}" for n, w in enumerate(after[:3], 1)]
    inside = _until_parts(t.inside)
    out += [f"e={w}" for w in inside] + [f"e2={x} {y}" for x, y in pairwise(inside)] + [f"tb={w}" for w in t.ahead]
    return out


def _until_parts(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words up to those that begin to tell of parts, which are groups of their own."""
    ends = [n for n, word in enumerate(words) if n and word in ("including", "among")]
    return words[: ends[0]] if ends else words
