"""One claim as the page shows it: a row of a chart, with its words, its source and its drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..draw import RangeMark, Scale, range_row
from ..model import Certainty, Comparator, Reading, Stance, Status, Verification
from . import words
from .context import Context, Shown
from .marked import Mark, marked
from .record import PageClaim

Relation = tuple[str, str, str]
"""What another claim is to this one, that claim's words, and where it stands."""


@dataclass(frozen=True)
class Row:
    """One claim, or several that say the same in one text; everything the template needs to show it.

    `again`: other mentions in the same report, `copies`: mentions in other reports of the same text, `elsewhere`: the
    same statement in other reports.
    """

    claim: PageClaim
    report: Shown
    anchor: str
    href: str
    words: str
    whom: str
    done: str
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
    elsewhere: tuple[tuple[str, Shown], ...] = ()
    relations: tuple[Relation, ...] = ()


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


def place_name(claim: PageClaim) -> str:
    """The place in its common form, else in the text's words; empty where there is none."""
    place = claim.reading.place
    return (place.name or place.text or "") if place else ""


def statement(claim: PageClaim) -> object:
    """What two mentions in one text must share to be one statement, made twice or copied."""
    reading = claim.reading
    said = (reading.source, reading.stance, reading.certainty, reading.verification, reading.superseded)
    victims = reading.victims and (reading.victims.party, reading.victims.status, reading.victims.group)
    bounds = (reading.count.low, reading.count.high, reading.count.comparator)
    # claims without a number are one statement only where their words are the same
    told_apart_by = reading.evidence if bounds[:2] == (None, None) else None
    what = (reading.measure, victims, bounds, reading.when, reading.means)
    return (claim.claim.mention.text_id, claim.state, said, what, told_apart_by)


def build_row(
    same: Sequence[PageClaim], context: Context, scale: Scale | None, relations: dict[str, list[Relation]]
) -> Row:
    """The row of claims that make one statement, the first of them leading; without a scale nothing is drawn."""
    claim = same[0]
    reading = claim.reading
    party = words.party_of(claim.claim) or ""
    symbol, label = words.state_label(claim)
    others, own = same[1:], {context.row(c.id) for c in same}
    here = [c for c in same if c.report_id == claim.report_id]
    return Row(
        claim=claim,
        report=context.report(claim),
        anchor=context.row(claim.id),
        href=f"#claim-{claim.id}" if context.profile.texts else f"#{context.report(claim).anchor}",
        words=words.count_words(reading),
        whom=words.whom(reading),
        done=words.done(reading),
        drawn_as=words.drawn_as(reading.count),
        source=words.chain(reading),
        kinds=_kinds(claim),
        evidence=quotation(claim, context),
        flags=flags(claim),
        details=_details(reading),
        state=(symbol, label),
        plot=Markup(range_row(range_mark(claim, context.colours.get(party, 0)), scale) if scale else ""),
        sources=tuple(dict.fromkeys(words.speaker(s) for s in reading.source)) or (words.OWN_VOICE,),
        again=tuple((c.id, words.count_words(c.reading)) for c in here[1:]),
        copies=tuple((c.id, context.report(c)) for c in others if c.report_id != claim.report_id),
        relations=tuple(dict.fromkeys(r for c in here for r in relations.get(c.id, ()) if r[2] not in own)),
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
    if reading.set_aside:
        result.append(("set-aside", "set aside by whoever keeps the table"))
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


_STATUSES = {Status.COMBATANT: "combatants", Status.CIVILIAN: "civilians", Status.MIXED: "combatants and civilians"}


def _details(reading: Reading) -> tuple[str, ...]:
    """When, who the victims were, by whom and by what: as far as the text says it."""
    victims, actor = reading.victims, reading.actor
    result: list[str | None] = [words.dated(reading)]
    if victims:
        result.append(_STATUSES.get(victims.status))
        result += [g.partition(":")[2].replace("_", " ") for g in victims.group]
    if actor:
        result.append(f"by {actor.party or actor.text}" if actor.party or actor.text else None)
    result += [words.plain(reading.means) if reading.means else None, reading.object]
    return tuple(r for r in result if r)


_RELATIONS = {
    "repeats": ("repeated by", "repeats"),
    "revises": ("replaced by", "replaces"),
    "contradicts": ("against", "against"),
    "part_of": ("part of", "of them"),
}


def relations_of(context: Context) -> dict[str, list[Relation]]:
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
