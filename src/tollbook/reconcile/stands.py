"""Who stands by which figure: parts taken out, the same statement once, replaced figures under what replaced them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tollbook.model import Extent, Link

from .agree import counted
from .flat import FlatClaim
from .replacing import about_the_same, disjoint, final_of, in_order, replacements, voice

_TYING = ("revises", "repeats", "part_of")
"""The links on which it depends what stands."""
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|single|dozens?|scores|hundreds?|thousands?|millions?|no|none|nobody|couple|both)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A figure that another one took the place of; `how`: `revised`, or `earlier` where a running total went on."""

    claim: FlatClaim
    how: str
    why: str


@dataclass(frozen=True, slots=True)
class Stand:
    """A statement that its source has not replaced: its claim, the same elsewhere, and what it replaced, newest first.

    `parts` are claims about some of its victims.
    """

    claim: FlatClaim
    again: tuple[FlatClaim, ...] = ()
    replaced: tuple[Earlier, ...] = ()
    parts: tuple[FlatClaim, ...] = ()

    @property
    def claims(self) -> tuple[FlatClaim, ...]:
        """The claim and its repetitions."""
        return (self.claim, *self.again)


def stands(
    claims: Iterable[FlatClaim], links: Iterable[Link] = (), known_parts: Mapping[str, tuple[str, str]] | None = None
) -> list[Stand]:
    """The statements of one measure about one subject that stand, in the order of their making.

    Claims without a number state nothing that could stand and are left out; so is a part of which no whole is told.
    `known_parts`: the parts of just these claims, where somebody has asked `parts_of` before.
    """
    stated = sorted({c.id: c for c in claims if counted(c)}.values(), key=in_order)
    own = [link for link in links if link.type in _TYING]
    parts = parts_of(stated, own) if known_parts is None else known_parts
    whole = [c for c in stated if c.id not in parts]
    groups = _same(whole, own)
    lead = {c.id: group[0] for group in groups for c in group}
    replaced = replacements(groups, own)
    under: dict[str, list[Earlier]] = {}
    for group in groups:
        if group[0].id in replaced:
            by, how, why = replaced[group[0].id]
            final = final_of(by, replaced)
            under.setdefault(final, []).extend(Earlier(c, how, why) for c in group)
    members: dict[str, list[FlatClaim]] = {}
    for part in stated:
        whole_id = parts.get(part.id, ("", ""))[0]
        if whole_id in lead:
            members.setdefault(final_of(lead[whole_id].id, replaced), []).append(part)
    return [
        Stand(
            claim=group[0],
            again=tuple(group[1:]),
            replaced=tuple(sorted(under.get(group[0].id, ()), key=lambda e: in_order(e.claim), reverse=True)),
            parts=tuple(members.get(group[0].id, ())),
        )
        for group in sorted(groups, key=lambda g: in_order(g[0]))
        if group[0].id not in replaced
    ]


def standing_apart(claims: Sequence[FlatClaim], links: Iterable[Link], found: Iterable[Stand]) -> frozenset[str]:
    """Those of the claims (all with a number) without which all others would stand just as they do.

    None where figures of a report may add up, tell of persons, or are said to be replaced: these look at all claims.
    Else one that stands for itself alone, is linked with no other, and has no other of its source beside it.
    """
    looked_for = any(c.superseded or c.names or c.group or describes_a_person(c) for c in claims)
    if looked_for or any(len(own) > 1 for own in _tellings(claims).values()):
        return frozenset()
    tied = {end for link in links if link.type in _TYING for end in (link.a, link.b)}
    voices = Counter(map(_voice_of_kind, claims))
    return frozenset(
        s.claim.id
        for s in found
        if not (s.again or s.replaced or s.parts)
        and s.claim.id not in tied
        and (not voice(s.claim) or voices[_voice_of_kind(s.claim)] == 1)
    )


def _voice_of_kind(claim: FlatClaim) -> tuple[str, bool]:
    return voice(claim), claim.extent == Extent.CUMULATIVE


def describes_a_person(claim: FlatClaim) -> bool:
    """Whether a claim tells of one person ("a guard", "his father", a name) and gives no number of victims."""
    one = claim.low == claim.high == 1
    return one and not _NUMBER.search(claim.words or "")


def parts_of(claims: Sequence[FlatClaim], links: Iterable[Link]) -> dict[str, tuple[str, str]]:
    """For each claim about some of another's victims: that other's id and the reason. They are in no sum and range."""
    by_id = {c.id: c for c in claims}
    out = {
        link.a: (link.b, "part of another figure")
        for link in links
        if link.type == "part_of" and link.a in by_id and link.b in by_id
    }
    for part, whole in _adding_up(claims):
        out.setdefault(part.id, (whole.id, "with others of its report it makes up another figure"))
    for claim in claims:
        person = describes_a_person(claim) or bool(claim.names and claim.high == len(claim.names))
        if claim.id in out or not claim.low or not (person or claim.group):
            continue
        larger = [c for c in claims if c.low is not None and c.low > claim.low and c.stance == claim.stance]
        wholes = [c for c in larger if not c.group and (is_narrow(claim.group) or _one_telling(c, claim))]
        if claim.group and wholes:
            out[claim.id] = (_nearest(claim, wholes).id, f"only {kinds(claim.group)} among the victims")
        elif larger and person:
            out[claim.id] = (_nearest(claim, larger).id, "persons told of by themselves, among more")
    return out


def _adding_up(claims: Sequence[FlatClaim]) -> list[tuple[FlatClaim, FlatClaim]]:
    """Figures that one voice gives in one report for victims apart, with one for all of them that is their sum."""
    out = []
    for own in _tellings(claims).values():
        for n, first in enumerate(own):
            for second in own[:n]:
                total = (first.low or 0) + (second.low or 0)
                whole = [c for c in claims if c.low == c.high == total and _may_hold_both(c, first, second)]
                if disjoint(first, second) and whole:
                    out += [(part, _nearest(first, whole)) for part in (first, second)]
    return out


def _tellings(claims: Sequence[FlatClaim]) -> dict[tuple[str, str], list[FlatClaim]]:
    """The plain figures that one voice gives in one report."""
    told: dict[tuple[str, str], list[FlatClaim]] = {}
    for claim in claims:
        if claim.low and claim.low == claim.high and claim.stance == "affirmed" and not claim.superseded:
            told.setdefault((claim.report, voice(claim)), []).append(claim)
    return told


def _may_hold_both(whole: FlatClaim, a: FlatClaim, b: FlatClaim) -> bool:
    return not disjoint(whole, a) and not disjoint(whole, b)


class LinksOf:
    """Links found by their claims, so that each subject is given its own alone."""

    def __init__(self, links: Iterable[Link]) -> None:
        self._from: dict[str, list[Link]] = {}
        for link in links:
            self._from.setdefault(link.a, []).append(link)

    def among(self, claims: Sequence[FlatClaim]) -> list[Link]:
        """The links of which both ends are among these claims."""
        known = {c.id for c in claims}
        return [link for c in claims for link in self._from.get(c.id, ()) if link.b in known]


def is_narrow(group: Iterable[str]) -> bool:
    """Whether the words set these victims apart from others; "men" is often said of soldiers, all of whom are."""
    return any(g != "sex:male" and g != "age:adult" for g in group)


def _one_telling(a: FlatClaim, b: FlatClaim) -> bool:
    return a.report == b.report and voice(a) == voice(b)


def kinds(group: Iterable[str]) -> str:
    """A group of victims in words."""
    return ", ".join(g.partition(":")[2].replace("_", " ") or g for g in group)


def _nearest(claim: FlatClaim, others: Sequence[FlatClaim]) -> FlatClaim:
    return min(others, key=lambda c: (c.report != claim.report, abs(c.start - claim.start), in_order(c)))


def _same(claims: Sequence[FlatClaim], links: Sequence[Link]) -> list[list[FlatClaim]]:
    """Claims that make one statement: linked as repeats, of one source, or in one text; each group's speaker first."""
    root = list(range(len(claims)))
    row_of = {c.id: row for row, c in enumerate(claims)}
    figures = [_figure(c) for c in claims]

    def find(row: int) -> int:
        while root[row] != row:
            root[row] = row = root[root[row]]
        return row

    for link in links:
        a, b = row_of.get(link.a), row_of.get(link.b)
        if link.type == "repeats" and a is not None and b is not None and figures[a] == figures[b]:
            root[find(a)] = find(b)
    buckets: dict[object, list[int]] = {}
    for row, claim in enumerate(claims):
        buckets.setdefault(("report", claim.report, figures[row]), []).append(row)
        if said_by := voice(claim):
            buckets.setdefault(("voice", said_by, figures[row]), []).append(row)
    for bucket in buckets.values():
        for row in bucket[1:]:
            first = next(n for n in bucket if n == row or about_the_same(claims[n], claims[row]))
            root[find(row)] = find(first)
    groups: dict[int, list[FlatClaim]] = {}
    for row, claim in enumerate(claims):
        groups.setdefault(find(row), []).append(claim)
    return [sorted(group, key=_fittest) if len(group) > 1 else group for group in groups.values()]


def _figure(claim: FlatClaim) -> object:
    return (claim.low, claim.high, claim.comparator, claim.vague, claim.stance)


def _fittest(claim: FlatClaim) -> tuple[object, ...]:
    """Which of the same claims stands for them: a reviewed one, no optional one, one with a speaker, the first."""
    return (not claim.reviewed, claim.optional, claim.certainty == "hedged", not claim.chain, in_order(claim))
