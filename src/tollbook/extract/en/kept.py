"""Fields that the guide keeps and does not score, read by plain rules wherever the text says them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tollbook.model import Actor, Means, Measure, Person, Place, Precision, Window

from .context import Context
from .draft import Draft
from .kept_dead import counterparty_of, remains_detail_of
from .kept_lexicon import kept_words
from .kept_persons import group_of, persons_of
from .kept_responsibility import Statement, responsibility_of
from .parse import Token
from .part import side_of
from .place import Resolved

_HARM = frozenset({Measure.KILLED, Measure.INJURED, Measure.CASUALTIES, Measure.REMAINS_RECOVERED})
_COARSE = {Precision.ADM2: 1, Precision.UNKNOWN: 1, Precision.ADM1: 2, Precision.REGION: 2, Precision.COUNTRY: 3}
_JOINTS = ("conj", "amod", "compound", "nmod", "poss")


@dataclass(frozen=True)
class Kept:
    """What is kept of one claim; see the guide, "Fields kept, not scored"."""

    group: tuple[str, ...] = ()
    persons: tuple[Person, ...] = ()
    recognised: date | None = None
    responsibility: tuple[str, ...] = ()
    counterparty: str | None = None
    remains_detail: tuple[str, ...] = ()
    directness: str | None = None
    further_places: tuple[Place, ...] = ()
    further_actors: tuple[Actor, ...] = ()


@dataclass(frozen=True)
class Told:
    """The fields of a claim that the kept ones go beyond: its first place and actor, its party, means and window."""

    party: str | None = None
    actor: str | None = None
    actor_span: tuple[int, int] | None = None
    place: Resolved | None = None
    means: Means | None = None
    when: Window | None = None


def kept_fields(context: Context, draft: Draft, told: Told, statements: tuple[Statement, ...] = ()) -> Kept:
    """The kept fields of a claim; `statements` are the report's, from `statements_of`."""
    things = draft.measure in (Measure.ATTACKS, Measure.DAMAGE)
    group = () if things else group_of(context, draft)
    return Kept(
        group=group,
        persons=() if things else _with_sex(persons_of(context, draft), group),
        recognised=None if things else recognised_of(context, draft, told.when),
        responsibility=responsibility_of(context, draft, statements),
        counterparty=counterparty_of(context, draft, told.party),
        remains_detail=remains_detail_of(context, draft),
        directness=directness_of(context, draft, told.means),
        further_places=tuple(_further_places(context, draft, told.place)),
        further_actors=tuple(_further_actors(context, draft, told)),
    )


def _with_sex(persons: tuple[Person, ...], group: tuple[str, ...]) -> tuple[Person, ...]:
    """Persons of whom the text says no more are of the sex that their group's noun names ("two men")."""
    sex = next((said[4:] for said in group if said.startswith("sex:")), None)
    return tuple(p if p.sex or sex is None else p.model_copy(update={"sex": sex}) for p in persons)


def recognised_of(context: Context, draft: Draft, when: Window | None) -> date | None:
    """The day on which a body counted the victims, where the sentence gives one that is not the day of the harm."""
    cue = kept_words().patterns["recognised"].search(draft.scene.text)
    if cue is None:
        return None
    at = draft.scene.offset + cue.end()
    for time in context.times_in(at, min(at + 90, draft.scene.end)):
        day = time.window.start
        if time.grain == "day" and day is not None and day == time.window.end:
            return day if when != Window(start=day, end=day) else None
    return None


def directness_of(context: Context, draft: Draft, means: Means | None) -> str | None:
    """`indirect` for hunger, disease, cold and missing care; `direct` where a weapon or violence did it; else None."""
    if draft.measure not in _HARM:
        return None
    start, end = draft.evidence
    end = min(draft.scene.end, end + 30)
    if means == Means.STARVATION_OR_SIEGE or kept_words().patterns["indirect"].search(
        context.document.text, start, end
    ):
        return "indirect"
    return "direct" if means not in (None, Means.OTHER) else None


def _further_places(context: Context, draft: Draft, first: Resolved | None) -> Iterator[Place]:
    """Other places of the clause as exact as the first: a province that holds the town is no second place."""
    if first is None:
        return
    seen = {first.place.name or first.mention.name}
    finest = _COARSE.get(first.place.precision, 0)
    for other in context.places_in(*draft.clause):
        name = other.place.name or other.mention.name
        if name in seen or other.mention.in_name or other.mention.kind == "back":
            continue
        if _COARSE.get(other.place.precision, 0) > finest or (finest == 3 and not _is_where(context, other)):
            continue
        if other.mention.name_start <= first.mention.start < other.mention.end:
            continue
        seen.add(name)
        yield other.place


def _is_where(context: Context, country: Resolved) -> bool:
    """Whether a country's name says where, and not whose ("in Syria and Iraq")."""
    before = context.document.text[max(0, country.mention.start - 14) : country.mention.start].lower().split()
    return bool(before) and before[-1] in ("in", "and", "across", "inside", "throughout")


def _further_actors(context: Context, draft: Draft, told: Told) -> Iterator[Actor]:
    """Parties joined to the actor's name in the sentence ("by US and Israeli forces")."""
    scene = draft.scene
    if told.actor is None or told.actor_span is None or len(scene.parties) < 2:
        return
    if not scene.offset <= told.actor_span[0] < scene.end:
        return
    token = scene.token_at(told.actor_span[0] - scene.offset)
    if token is None:
        return
    top = _top(token)
    seen = {told.actor, told.party}
    for match in scene.parties:
        other = scene.token_at(match.start)
        party = match.party or (context.stands_for(match.role) if match.role else None)
        party = side_of(party) if party is not None else None
        if party is None or party in seen or other is None or _top(other).i != top.i:
            continue
        seen.add(party)
        yield Actor(party=party, text=match.text)


def _top(token: Token) -> Token:
    """The noun that a name stands before or is joined to."""
    at = token
    while at.dep_ in _JOINTS and at.head != at:
        at = at.head
    return at
