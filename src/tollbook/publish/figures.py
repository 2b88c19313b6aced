"""Claims by measure and party, each with its drawing on the measure's scale."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from ..draw import RangeMark, Scale, range_axis, range_row
from ..model import Certainty, Comparator, Extent, Measure, Stance, Verification
from . import words
from .context import Context, Shown
from .marked import Mark, marked
from .record import PageClaim

Relation = tuple[str, str, str]
"""What another claim is to this one, that claim's words, and where it stands."""


@dataclass(frozen=True)
class Row:
    """One claim, or several that say the same in one text; everything the template needs to show it.

    `again`: other mentions in the same report, `copies`: mentions in other reports of the same text.
    """

    claim: PageClaim
    report: Shown
    anchor: str
    href: str
    words: str
    drawn_as: str | None
    source: str
    kinds: str
    evidence: Markup
    flags: tuple[tuple[str, str], ...]
    details: tuple[str, ...]
    state: tuple[str, str]
    plot: Markup
    sources: tuple[str, ...]
    again: tuple[tuple[str, str], ...] = ()
    copies: tuple[tuple[str, Shown], ...] = ()
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True)
class Group:
    """Rows about one extent and place."""

    extent: str
    place: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class PartySection:
    """The claims of one measure about one party's people."""

    name: str
    anchor: str
    colour: int
    groups: tuple[Group, ...]
    claims: int


@dataclass(frozen=True)
class MeasureSection:
    """The claims of one measure, on one scale."""

    name: str
    anchor: str
    log: bool
    axis: Markup
    parties: tuple[PartySection, ...]
    claims: int
    zero: bool = False
    code: str = field(default="")


def measure_sections(context: Context) -> tuple[MeasureSection, ...]:
    """One section a measure, in the guide's order, over the claims that nobody has rejected."""
    live = context.live()
    relations = _relations(context)
    result = []
    for measure in Measure:
        claims = [c for c in live if c.reading.measure == measure]
        if claims:
            result.append(_section(measure, claims, context, relations))
    return tuple(result)


def rejected_rows(context: Context) -> tuple[Row, ...]:
    """The claims that a person rejected, for a list of their own; they are drawn nowhere else."""
    claims = [c for c in context.claims if c.state == "rejected"]
    return tuple(_row([c], context, None, {}) for c in claims)


def range_mark(claim: PageClaim, colour: int = 0) -> RangeMark:
    """The drawing of a claim's count."""
    reading, count = claim.reading, claim.reading.count
    return RangeMark(
        low=count.low,
        high=count.high,
        words=words.count_words(reading),
        about=count.comparator == Comparator.ABOUT,
        hedged=reading.certainty == Certainty.HEDGED,
        denied=reading.stance == Stance.DENIED,
        superseded=reading.superseded,
        colour=colour,
    )


def slug(*parts: str) -> str:
    """An id made of words."""
    return "-".join(re.sub(r"[^\w]+", "-", p.casefold()).strip("-") or "x" for p in parts)


def _bounds(claims: Iterable[PageClaim]) -> list[int]:
    return [b for c in claims for b in (c.reading.count.low, c.reading.count.high) if b is not None and b >= 0]


def _section(
    measure: Measure, claims: Sequence[PageClaim], context: Context, relations: dict[str, list[Relation]]
) -> MeasureSection:
    bounds = _bounds(claims)
    scale = Scale.covering(bounds)
    parties = dict.fromkeys(words.party_of(c.claim) for c in claims)
    order = sorted(parties, key=lambda p: p is None)
    sections = []
    for party in order:
        own = [c for c in claims if words.party_of(c.claim) == party]
        sections.append(
            PartySection(
                name=party or words.NOT_STATED,
                anchor=slug(measure.value, party or "no-party"),
                colour=context.colours.get(party or "", 0),
                groups=_groups(own, context, scale, relations),
                claims=len(own),
            )
        )
    return MeasureSection(
        name=words.measure_name(measure),
        anchor=slug(measure.value),
        log=scale.kind == "log",
        axis=Markup(range_axis(scale) if bounds else ""),
        parties=tuple(sections),
        claims=len(claims),
        zero=scale.zero,
        code=measure.value,
    )


def _groups(
    claims: Sequence[PageClaim], context: Context, scale: Scale, relations: dict[str, list[Relation]]
) -> tuple[Group, ...]:
    """By extent, then by place in the order of first appearance; same statements of one report in one row."""
    found: dict[tuple[Extent, str], dict[object, list[PageClaim]]] = {}
    for claim in sorted(claims, key=lambda c: list(Extent).index(c.reading.extent)):
        key = (claim.reading.extent, place_name(claim))
        found.setdefault(key, {}).setdefault(_statement(claim), []).append(claim)
    return tuple(
        Group(
            extent=words.EXTENTS[extent],
            place=place,
            rows=tuple(_row(same, context, scale, relations) for same in statements.values()),
        )
        for (extent, place), statements in found.items()
    )


def place_name(claim: PageClaim) -> str:
    """The place in its common form, else in the text's words; empty where there is none."""
    place = claim.reading.place
    return (place.name or place.text or "") if place else ""


def _statement(claim: PageClaim) -> object:
    """What two mentions in one text must share to be one statement, made twice or copied."""
    r = claim.reading
    return (
        claim.report_id, r.measure, r.count.low, r.count.high, r.count.comparator, r.victims and r.victims.party,
        r.victims and (r.victims.status, r.victims.group), r.source, r.stance, r.certainty, r.verification,
        r.superseded, r.when, r.means, claim.state, claim.id if r.count.low is None and r.count.high is None else "",
    )  # fmt: skip


def _row(same: Sequence[PageClaim], context: Context, scale: Scale | None, relations: dict[str, list[Relation]]) -> Row:
    claim = same[0]
    reading = claim.reading
    party = words.party_of(claim.claim) or ""
    symbol, label = words.STATES[claim.state]
    others, own = same[1:], {context.row(c.id) for c in same}
    return Row(
        claim=claim,
        report=context.report(claim),
        anchor=context.row(claim.id),
        href=f"#claim-{claim.id}" if context.profile.texts else f"#{context.report(claim).anchor}",
        words=words.count_words(reading),
        drawn_as=words.drawn_as(reading.count),
        source=words.chain(reading),
        kinds=_kinds(claim),
        evidence=quotation(claim, context),
        flags=flags(claim),
        details=_details(claim),
        state=(symbol, label),
        plot=Markup(range_row(range_mark(claim, context.colours.get(party, 0)), scale) if scale else ""),
        sources=tuple(dict.fromkeys(words.speaker(s) for s in reading.source)) or ("The report in its own voice",),
        again=tuple((f"claim-{c.id}", words.count_words(c.reading)) for c in others if c.report_id == claim.report_id),
        copies=tuple((f"claim-{c.id}", context.report(c)) for c in others if c.report_id != claim.report_id),
        relations=tuple(dict.fromkeys(r for c in same for r in relations.get(c.id, ()) if r[2] not in own)),
    )


def quotation(claim: PageClaim, context: Context) -> Markup:
    """The evidence with the words of the count in it made strong."""
    span, mention = claim.reading.evidence, claim.claim.mention
    start, end = mention.anchor_start - span.start, mention.anchor_end - span.start
    if not context.profile.texts:
        count = claim.reading.count.text or ""
        start = span.text.find(count) if count else -1
        end = start + len(count)
    inside = 0 <= start < end <= len(span.text) and end - start < len(span.text)
    strong = [Mark(start, end, "anchor", tag="b")] if inside else []
    return marked(span.text, strong, 0, len(span.text))


def flags(claim: PageClaim) -> tuple[tuple[str, str], ...]:
    """How the count is said: a class and a word for each of denied, hedged, replaced and what was checked."""
    reading = claim.reading
    result = []
    if reading.stance == Stance.DENIED:
        result.append(("denied", "denied"))
    if reading.certainty == Certainty.HEDGED:
        result.append(("hedged", "hedged"))
    if reading.superseded:
        result.append(("superseded", "replaced in the same text"))
    if reading.verification != Verification.NONE:
        result.append((reading.verification.value, words.VERIFICATIONS[reading.verification]))
    return tuple(result)


def _kinds(claim: PageClaim) -> str:
    """Kind and party of the nearest speaker."""
    if not claim.reading.source:
        return ""
    first = claim.reading.source[0]
    kind = words.plain(first.kind.value)
    kind = kind.upper() if kind in ("igo", "ngo") else kind
    return f"{kind}, {first.party}" if first.party else kind


def _details(claim: PageClaim) -> tuple[str, ...]:
    reading = claim.reading
    result = [words.dated(reading)]
    if reading.victims:
        if reading.victims.status.value in ("combatant", "civilian", "mixed"):
            result.append(
                {"combatant": "combatants", "civilian": "civilians"}.get(reading.victims.status.value, "mixed")
            )
        result += [g.partition(":")[2].replace("_", " ") for g in reading.victims.group]
    if reading.actor and (reading.actor.party or reading.actor.text):
        result.append(f"by {reading.actor.party or reading.actor.text}")
    if reading.means:
        result.append(words.plain(reading.means.value))
    if reading.object:
        result.append(reading.object)
    return tuple(result)


_RELATIONS = {
    "repeats": ("repeated by", "repeats"),
    "revises": ("replaced by", "replaces"),
    "contradicts": ("against", "against"),
    "part_of": ("part of", "of them"),
}


def _relations(context: Context) -> dict[str, list[Relation]]:
    """For each claim the ones it is linked to, said from its side."""
    by_id = {c.id: c for c in context.live()}
    result: dict[str, list[Relation]] = {}
    for link in context.links:
        if link.a not in by_id or link.b not in by_id:
            continue
        from_a, from_b = _RELATIONS.get(link.type, (words.plain(link.type), words.plain(link.type)))
        for here, there, phrase in ((link.a, link.b, from_a), (link.b, link.a, from_b)):
            result.setdefault(here, []).append((phrase, words.count_words(by_id[there].reading), context.row(there)))
    return result
