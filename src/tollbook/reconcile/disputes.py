"""Disputes: claims about the same thing that cannot all hold, by how much, who stands where and since when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from tollbook.model import Dispute, Extent, Link, Measure, Position, Replaced, Standing, make_id
from tollbook.reference.words import Bounds

from .agree import distance, in_digits, meet, words_of
from .contradictions import as_of, contradict, holds, is_background
from .flat import FlatClaim
from .replacing import about_the_same, in_order, said_on
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
    """Statements by the party whose victims they count.

    One that names no party stands with the only one told of; where several are told of, it may count all of them.
    """
    parties = list(dict.fromkeys(s.claim.party for s in standing if s.claim.party))
    groups: dict[str | None, list[Stand]] = {}
    for stand in standing:
        only = parties[0] if len(parties) == 1 else None
        groups.setdefault(stand.claim.party or only, []).append(stand)
    return [g for g in groups.items() if len(g[1]) > 1]


def _dispute(subject: Subject, measure: Measure, party: str | None, standing: Sequence[Stand]) -> Dispute | None:
    """The dispute among statements; None where all can hold."""
    claims = {c.id: c for s in standing for c in _ever(s)}
    held = {id_: holds(claim) for id_, claim in claims.items()}
    standing = [s for s in standing if not is_background(s.claim, claims.values(), held)]
    pairs = [(a, b) for n, a in enumerate(standing) for b in standing[:n] if contradict(a.claim, b.claim, held)]
    involved = {s.claim.id for pair in pairs for s in pair}
    against = [s for s in standing if s.claim.id in involved]
    if not against:
        return None
    apart = {frozenset((a.claim.id, b.claim.id)) for a, b in pairs}
    positions = _positions(_with_those_who_agree(against, standing, held), apart)
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
        since=_since(pairs, held),
        days_apart=_days_apart(against),
    )


def _with_those_who_agree(
    against: Sequence[Stand], standing: Sequence[Stand], held: Mapping[str, Bounds]
) -> list[Stand]:
    """Those in the dispute, and every other statement that agrees with one of them: who stands with whom."""

    def agrees(s: Stand, t: Stand) -> bool:
        return about_the_same(s.claim, t.claim) and not distance(held[s.claim.id], held[t.claim.id])

    chosen = [s for s in standing if s in against or any(agrees(s, t) for t in against)]
    return [s for s in chosen if not describes_a_person(s.claim)]


def _reach(group: Sequence[Stand]) -> Bounds:
    """The range that a position leaves, in stated bounds where these meet: "more than 20,000" begins at 20,000.

    A running total that has grown in a position reaches from its first figure to its last.
    """
    stated = [(0, 0) if s.claim.stance == "denied" else (s.claim.low, s.claim.high) for s in group]
    met = meet(stated) or meet([holds(s.claim) for s in group])
    if met is not None:
        return met
    lows, highs = ([b[side] for b in stated] for side in (0, 1))
    return (
        None if None in lows else min(low for low in lows if low is not None),
        None if None in highs else max(high for high in highs if high is not None),
    )


def _days_apart(standing: Sequence[Stand]) -> int | None:
    running = [s.claim for s in standing if s.claim.extent == Extent.CUMULATIVE]
    days = sorted(d for c in running if (d := as_of(c)) is not None)
    return (days[-1] - days[0]).days or None if days else None


def _positions(standing: Sequence[Stand], apart: Collection[frozenset[str]]) -> list[list[Stand]]:
    """As few positions as there can be, from the lowest up: in each, one range in which all of it holds.

    Statements are taken by their upper end: a new position begins with one that lies above all that is left of the
    last; a statement wide enough for several stands with the lowest. `apart` are the claims that contradict one
    another: running totals that do not are one position that has grown.
    """
    endless = float("inf")
    order = sorted(standing, key=lambda s: (_end(s, endless), holds(s.claim)[0] or 0, in_order(s.claim)))
    out: list[list[Stand]] = []
    for stand in order:
        fits = next((group for group in out if _fits(stand, group, apart)), None)
        if fits is None:
            out.append([stand])
        else:
            fits.append(stand)
    return [sorted(group, key=lambda s: in_order(s.claim)) for group in out]


def _fits(stand: Stand, group: Sequence[Stand], apart: Collection[frozenset[str]]) -> bool:
    if meet([holds(s.claim) for s in (*group, stand)]) is not None:
        return True
    running = all(s.claim.extent == Extent.CUMULATIVE for s in (*group, stand))
    return running and not any(frozenset((s.claim.id, stand.claim.id)) in apart for s in group)


def _end(stand: Stand, endless: float) -> float:
    high = holds(stand.claim)[1]
    return endless if high is None else high


def _since(pairs: Iterable[tuple[Stand, Stand]], held: Mapping[str, Bounds]) -> date | None:
    """The first day on which two of the claims, or figures that they replaced, stood against each other."""
    days: list[date] = []
    for one, other in pairs:
        for a in _ever(one):
            for b in _ever(other):
                said = [d for c in (a, b) if (d := said_on(c)) is not None]
                earlier = not days or (len(said) == 2 and max(said) < days[-1])
                if len(said) == 2 and earlier and contradict(a, b, held):
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
