"""Disputes: claims about the same thing that cannot all hold, by how much, who stands where and since when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tollbook.model import Dispute, Extent, Link, Measure, Position, Replaced, Standing, Status, make_id
from tollbook.reference.words import Bounds

from .agree import distance, holds_for, in_digits, meet, words_of
from .flat import FlatClaim
from .replacing import about_the_same, in_order, said_on, voice
from .stands import LinksOf, Stand, describes_a_person, stands
from .subject import Subject


def disputes(subjects: Iterable[Subject], links: Iterable[Link] = ()) -> list[Dispute]:
    """The disputes about these subjects, measure by measure, in the order of subjects and measures.

    Claims set aside and rejected take no part, nor do figures that their own source has replaced: a revision is no
    dispute. Denials stand against claims of harm.
    """
    known = LinksOf(links)
    out: list[Dispute] = []
    for subject in subjects:
        here = [c for c in subject.claims if not c.set_aside and c.state != "rejected"]
        for measure in Measure:
            own = [c for c in here if c.measure == measure]
            out += _disputes_of(subject, measure, stands(own, known.among(own))) if len(own) > 1 else []
    return out


def _disputes_of(subject: Subject, measure: Measure, standing: Sequence[Stand]) -> list[Dispute]:
    found = []
    for party, group in _by_victims(standing):
        dispute = _dispute(subject, measure, party, group)
        if dispute is not None:
            found.append(dispute)
    return found


def _by_victims(standing: Sequence[Stand]) -> list[tuple[str | None, list[Stand]]]:
    """Statements that are about the same victims as far as they say; one that names no party stands with the first."""
    parties = list(dict.fromkeys(s.claim.party for s in standing if s.claim.party))
    groups: list[tuple[str | None, list[Stand]]] = [(p, []) for p in parties] or [(None, [])]
    for stand in standing:
        wanted = [g for g in groups if stand.claim.party in (None, g[0])]
        wanted[0][1].append(stand)
    return [g for g in groups if len(g[1]) > 1]


def _dispute(subject: Subject, measure: Measure, party: str | None, standing: Sequence[Stand]) -> Dispute | None:
    """The dispute among statements; None where all can hold."""
    claims = {c.id: c for s in standing for c in _ever(s)}
    holds = {id_: _holds(claim) for id_, claim in claims.items()}
    pairs = [(a, b) for n, a in enumerate(standing) for b in standing[:n] if _cannot_both_hold(a.claim, b.claim, holds)]
    involved = {s.claim.id for pair in pairs for s in pair}
    against = [s for s in standing if s.claim.id in involved]
    if not against:
        return None
    positions = _positions(_with_those_who_agree(against, standing))
    if len(positions) < 2:
        return None
    reach = [_reach(group) for group in positions]
    denial = any(s.claim.stance == "denied" for s in against)
    return Dispute(
        id=make_id("d", subject.id, measure.value, party),
        subject=subject.id,
        kind=subject.kind.value,
        name=subject.name,
        measure=measure.value,
        party=party,
        positions=tuple(
            Position(low=low, high=high, standings=tuple(_standing(s) for s in group))
            for (low, high), group in zip(reach, positions, strict=True)
        ),
        apart=None if denial and len(positions) == 2 and reach[0] == (0, 0) else distance(reach[0], reach[-1]) or None,
        since=_since(pairs, holds),
        days_apart=_days_apart(against),
    )


def _with_those_who_agree(against: Sequence[Stand], standing: Sequence[Stand]) -> list[Stand]:
    """Those in the dispute, and every other statement about it, since a reader wants to see who agrees with whom."""
    chosen = [s for s in standing if any(s is t or about_the_same(s.claim, t.claim) for t in against)]
    return [s for s in chosen if not describes_a_person(s.claim)]


def _holds(claim: FlatClaim) -> Bounds:
    """The counts for which a claim is true; a denial holds for none."""
    return (0, 0) if claim.stance == "denied" else holds_for(claim)


def _reach(group: Sequence[Stand]) -> Bounds:
    """The range that a position leaves, in stated bounds where these meet: "more than 20,000" begins at 20,000."""
    stated = [(0, 0) if s.claim.stance == "denied" else (s.claim.low, s.claim.high) for s in group]
    return meet(stated) or meet([_holds(s.claim) for s in group]) or (None, None)


def _cannot_both_hold(a: FlatClaim, b: FlatClaim, holds: Mapping[str, Bounds]) -> bool:
    """Whether two statements contradict one another.

    Of two running totals at different times the later may be larger: they contradict where the later is smaller, or
    where they are of the same month.
    """
    if not distance(holds[a.id], holds[b.id]) or not about_the_same(a, b):
        return False
    if describes_a_person(a) or describes_a_person(b) or (a.report == b.report and voice(a) == voice(b)):
        return False  # two figures that one speaker gives in one breath are about two things
    if _may_be_among(a, b) or _may_be_among(b, a):
        return False
    first, second = sorted((a, b), key=in_order)
    if a.extent == b.extent == Extent.CUMULATIVE and _days_between(first, second) > ABOUT_THE_SAME_TIME:
        high, low = holds[second.id][1], holds[first.id][0]
        return high is not None and low is not None and high < low
    return True


def _may_be_among(a: FlatClaim, b: FlatClaim) -> bool:
    """Whether a figure of civilians over a stretch of time may be a part of one that does not say who they were."""
    wider = a.status == Status.CIVILIAN and b.status != Status.CIVILIAN
    lesser = (a.low or 0) <= (b.high if b.high is not None else b.low or 0)
    return wider and lesser and Extent.INCIDENT not in (a.extent, b.extent)


ABOUT_THE_SAME_TIME = 31
"""Running totals whose dates differ by this many days or fewer are set against each other."""


def _days_between(a: FlatClaim, b: FlatClaim) -> int:
    days = [d for d in (as_of(a), as_of(b)) if d is not None]
    return abs((days[0] - days[1]).days) if len(days) == 2 else 0


def as_of(claim: FlatClaim) -> date | None:
    """The day up to which a running total counts."""
    return claim.last or claim.published


def _days_apart(standing: Sequence[Stand]) -> int | None:
    running = [s.claim for s in standing if s.claim.extent == Extent.CUMULATIVE]
    days = sorted(d for c in running if (d := as_of(c)) is not None)
    return (days[-1] - days[0]).days or None if days else None


def _positions(standing: Sequence[Stand]) -> list[list[Stand]]:
    """As few positions as there can be, from the lowest up: in each, one range in which all of it holds.

    Statements are taken by their upper end: a new position begins with one that lies above all that is left of the
    last; a statement wide enough for several stands with the lowest.
    """
    endless = float("inf")
    order = sorted(standing, key=lambda s: (_end(s, endless), _holds(s.claim)[0] or 0, in_order(s.claim)))
    out: list[list[Stand]] = []
    reaches: list[Bounds] = []
    for stand in order:
        own = _holds(stand.claim)
        fits = next((n for n, reach in enumerate(reaches) if meet([reach, own]) is not None), None)
        if fits is None:
            out.append([stand])
            reaches.append(own)
        else:
            out[fits].append(stand)
            reaches[fits] = meet([reaches[fits], own]) or own
    return [sorted(group, key=lambda s: in_order(s.claim)) for group in out]


def _end(stand: Stand, endless: float) -> float:
    high = _holds(stand.claim)[1]
    return endless if high is None else high


def _since(pairs: Iterable[tuple[Stand, Stand]], holds: Mapping[str, Bounds]) -> date | None:
    """The first day on which two of the claims, or figures that they replaced, stood against each other."""
    days: list[date] = []
    for one, other in pairs:
        for a in _ever(one):
            for b in _ever(other):
                said = [d for c in (a, b) if (d := said_on(c)) is not None]
                earlier = not days or (len(said) == 2 and max(said) < days[-1])
                if len(said) == 2 and earlier and _cannot_both_hold(a, b, holds):
                    days.append(max(said))
    return min(days, default=None)


def _ever(stand: Stand) -> list[FlatClaim]:
    return [*stand.claims, *(e.claim for e in stand.replaced)]


def _standing(stand: Stand) -> Standing:
    claim = stand.claim
    return Standing(
        claim=claim.id,
        report=claim.report,
        said_by=_speaker(claim),
        party=claim.source_party,
        words=words_of(claim),
        figure=in_digits(claim),
        low=claim.low,
        high=claim.high,
        published=said_on(claim),
        as_of=_counted_to(claim),
        denied=claim.stance == "denied",
        hedged=claim.certainty == "hedged",
        state=claim.state,
        again=tuple(c.id for c in stand.again),
        replaced=tuple(
            Replaced(
                claim=e.claim.id,
                report=e.claim.report,
                said_by=_speaker(e.claim),
                words=words_of(e.claim),
                figure=in_digits(e.claim),
                low=e.claim.low,
                high=e.claim.high,
                published=said_on(e.claim),
                as_of=_counted_to(e.claim),
                how=e.how,
                why=e.why,
            )
            for e in stand.replaced
        ),
    )


def _counted_to(claim: FlatClaim) -> date | None:
    return claim.last if claim.extent == Extent.CUMULATIVE else None


def _speaker(claim: FlatClaim) -> str:
    return claim.said_by or claim.outlet or "the report itself"
