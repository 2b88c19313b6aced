"""From an accepted candidate to a reading: every field chosen, with a trace of what chose it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tollbook.model import (
    Actor,
    Certainty,
    Comparator,
    Count,
    Extent,
    Means,
    Measure,
    Place,
    Reading,
    Span,
    Speaker,
    Stance,
    Status,
    Trace,
    Verification,
    Victims,
    Window,
)

from ..blend import load_blend
from ..linear import Linear, joined, load
from ..linear import hashed as hash_features
from .accept import Accepted
from .context import Context
from .dead import measure_of
from .dead_speaker import speaker_of_the_dead
from .draft import Draft
from .evidence_ends import ENDS, begun, ends_of, likeliest
from .given import Given
from .groups import phrase
from .kept import Kept, Told, kept_fields
from .kept_responsibility import Statement, statements_of
from .label_slots import LABEL_SLOTS, features_with_rule
from .opinion import Key, key_of_draft, opinion_on
from .options import Choice, Option, Setting, choose, settled, with_rule
from .own_dead import as_before, own_of_the_doer
from .own_doer import not_the_state_s, not_their_own
from .party_sure import counted_alike
from .place import Resolved
from .roles import parts_of
from .second_party import RIVAL, Rival, second_features
from .slot_labels import label_features, status_rule
from .slot_party import actor_options, noun_class, victims_options
from .slot_place import place_options
from .slot_source import Voice, chain_of, source_options
from .slot_when import when_options
from .source_kind import as_speaker
from .speaker_sure import speaker_plain
from .status_alike import of_one_status
from .status_sure import of_fighters
from .told_together import as_told_together

RANKED = ("party", "actor", "source", "place", "when")
"""Fields chosen among options; each has a model for a first look, some one for a second (`party2`)."""

_DENIALS = frozenset(["deny", "refute", "reject", "dismiss", "dispute"])
_RAISED = re.compile(
    r"\b(?:earlier|initial|initially|previous|previously|original|originally|preliminary)\b", re.IGNORECASE
)


def read_fields(
    context: Context, accepted: Sequence[Accepted], *, learned: bool, given: Given | None = None
) -> list[Reading]:
    """All fields of a report's claims, in the order given: each by itself first, then in the light of the others.

    Where choices are `given`, they stand in for the learned parts'.
    """
    learned = learned and given is None
    drafts = [a.draft for a in accepted]
    settings = [setting_of(d) for d in drafts]
    options = [ranked_options(context, d) for d in drafts]
    said = {slot: _said(context, drafts, slot, [o[slot] for o in options]) for slot in RANKED}
    chosen = _chosen(context, options, settings, said, learned=learned)
    if given is not None:
        chosen |= {s: _taken(drafts, [o[s] for o in options], given.choices[s]) for s in RANKED if s in given.choices}
    if learned or given is not None:
        chosen = _by_words(context, drafts, settings, options, chosen)
    statements = statements_of(context) if accepted else ()
    readings = [
        _reading(context, a, {slot: chosen[slot][n] for slot in RANKED}, statements, learned=learned, given=given)
        for n, a in enumerate(accepted)
    ]
    if learned or given is not None:
        readings = of_fighters(readings, drafts)
    return of_one_status(readings, [Status(status_rule(context, d)) for d in drafts])


def _speaks(context: Context, source: Choice[Voice | None]) -> str | None:
    """The party that a claim's source speaks for."""
    voice = source.option.value
    return None if voice is None else as_speaker(context, voice).party


def _by_words(
    context: Context,
    drafts: Sequence[Draft],
    settings: Sequence[Setting],
    options: Sequence[Mapping[str, list[Option[Any]]]],
    chosen: Mapping[str, list[Choice[Any]]],
) -> dict[str, list[Choice[Any]]]:
    """The choices where plain words overrule what was learned, each rule in the light of those before it."""
    out = {s: [settled(o[s], c) for o, c in zip(options, chosen[s], strict=True)] for s in RANKED}
    sides = [o["party"] for o in options]
    out["party"] = counted_alike(settings, sides, out["party"])
    out["source"] = [
        speaker_of_the_dead(context, d, o["source"], c) for d, o, c in zip(drafts, options, out["source"], strict=True)
    ]
    out["source"] = [speaker_plain(context, d, c) for d, c in zip(drafts, out["source"], strict=True)]
    out["party"] = [
        own_of_the_doer(d, o, c, speaks=_speaks(context, s))
        for d, o, c, s in zip(drafts, sides, out["party"], out["source"], strict=True)
    ]
    out["party"] = as_before(drafts, sides, out["party"])
    out["party"] = as_told_together(drafts, sides, out["party"])
    out["actor"] = [not_their_own(d, o, c) for d, o, c in zip(drafts, options, out["actor"], strict=True)]
    out["party"] = [
        not_the_state_s(d, o, c, doer)
        for d, o, c, doer in zip(drafts, options, out["party"], out["actor"], strict=True)
    ]
    return out


def ranked_options(context: Context, draft: Draft) -> dict[str, list[Option[Any]]]:
    """The options of every field that is chosen among the report's parties, speakers, places and times."""
    parts = parts_of(context, draft)
    return {
        "party": list(victims_options(context, draft, parts)),
        "actor": list(actor_options(context, draft, parts)),
        "source": list(source_options(context, draft)),
        "place": list(place_options(context, draft)),
        "when": list(when_options(context, draft)),
    }


def setting_of(draft: Draft) -> Setting:
    """A claim's place among the others."""
    count = draft.candidate.count
    return Setting(draft.measure.value, noun_class(draft.scene.lexicon, draft), (count.low, count.high), draft.sentence)


def key_of(value: Any) -> str:
    """An option's value as a string; two options with one key mean the same."""
    if value is None:
        return ""
    if isinstance(value, Window):
        return "" if value == Window() else f"{value.start}..{value.end}"
    if isinstance(value, Voice):
        return value.name
    if isinstance(value, Resolved):
        return value.place.name or value.mention.name
    return str(value)


def _said(
    context: Context, drafts: Sequence[Draft], slot: str, options: Sequence[list[Option[Any]]]
) -> list[Sequence[float] | None]:
    """What the encoder says of each claim's options, where it was asked."""
    opinion = opinion_on(context)
    if opinion is None:
        return [None] * len(drafts)
    found = [opinion.options(d, slot, o) for d, o in zip(drafts, options, strict=True)]
    return [None if logits is None else [float(x) for x in logits] for logits in found]


def _chosen(
    context: Context,
    options: list[dict[str, list[Option[Any]]]],
    settings: list[Setting],
    said: dict[str, list[Sequence[float] | None]],
    *,
    learned: bool,
) -> dict[str, list[Choice[Any]]]:
    """All claims' fields: each by itself, then the sides of each claim in the light of the rest."""
    first: dict[str, list[Choice[Any]]] = {}
    for slot in RANKED:
        weights, blend = load(slot) if learned else None, load_blend(slot)
        first[slot] = [choose(o[slot], weights, x, blend) for o, x in zip(options, said[slot], strict=True)]
    out = dict(first)
    for slot in RIVAL:
        model = load(f"{slot}2") if learned else None
        if model is not None:
            each = [o[slot] for o in options]
            sides = context.war.sides if context.war is not None else None
            rivals = [Rival(key_of(c.option.value), c.chance or 0.0, sides) for c in first[RIVAL[slot]]]
            out[slot] = _again(model, each, first[slot], settings, rivals, said[slot])
    return out


def _again(
    model: Linear,
    options: list[list[Option[Any]]],
    first: list[Choice[Any]],
    settings: list[Setting],
    rivals: list[Rival],
    said: list[Sequence[float] | None],
) -> list[Choice[Any]]:
    """A field of all claims at a second look."""
    keys = [[key_of(o.value) for o in each] for each in options]
    at = [next(i for i, o in enumerate(each) if o is c.option) for each, c in zip(options, first, strict=True)]
    chances = [c.chance or 0.0 for c in first]
    blend = load_blend(model.name)
    out = []
    for n, each in enumerate(options):
        extra = second_features(keys, at, chances, settings, rivals, n)
        found = model.choose([[*with_rule(each, i), *extra[i]] for i in range(len(each))])
        logits = said[n]
        if blend is not None and logits is not None:
            found = blend.chances(found, logits)
        best = max(range(len(found)), key=lambda i: (found[i], -i))
        by = f"{model.name[:-1]}:{each[best].why}{'' if best == at[n] else ':second look'}"
        out.append(Choice(each[best], found[best], by))
    return out


def _taken(
    drafts: Sequence[Draft], options: Sequence[list[Option[Any]]], taken: Mapping[Key, int]
) -> list[Choice[Any]]:
    out = []
    for draft, each in zip(drafts, options, strict=True):
        option = each[taken[key_of_draft(draft)]]
        out.append(Choice(option, None, f"given:{option.why}"))
    return out


def _reading(
    context: Context,
    accepted: Accepted,
    chosen: dict[str, Choice[Any]],
    statements: tuple[Statement, ...],
    *,
    learned: bool,
    given: Given | None,
) -> Reading:
    draft = accepted.draft
    at = draft.trigger_offset
    traces: list[Trace] = [_trace(context, "measure", accepted.why, (at, at + len(draft.trigger)))]
    traces.append(_trace(context, "count", "counts", draft.anchor))
    labels = _labels(context, draft, learned=learned, traces=traces, given=given)
    names = {"party": "victims.party"}
    for slot, choice in chosen.items():
        traces.append(_trace(context, names.get(slot, slot), choice.by, choice.option.span))
    means = Means(labels["means"]) if labels["means"] else None
    kept = kept_fields(context, draft, _told(chosen, means), statements)
    start, end = context.document.clean.span(*_evidence(draft, learned=learned, traces=traces, given=given))
    raw = context.report.text
    return Reading(
        evidence=Span(start=start, end=end, text=raw[start:end]),
        measure=measure_of(context, draft),
        count=_count(context, draft),
        victims=_victims(draft, chosen["party"].option.value, Status(labels["status"]), kept),
        source=_chain(context, draft, chosen["source"]),
        stance=_stance(draft, chosen["source"]),
        certainty=Certainty(labels["certainty"]),
        verification=Verification(labels["verification"]),
        extent=Extent(labels["extent"]),
        place=_place(chosen["place"]),
        when=chosen["when"].option.value,
        actor=_actor(context, chosen["actor"]),
        means=means,
        superseded=_superseded(draft),
        persons=kept.persons,
        recognised=kept.recognised,
        responsibility=kept.responsibility,
        counterparty=kept.counterparty,
        remains_detail=kept.remains_detail,
        directness=kept.directness,
        further_places=kept.further_places,
        further_actors=kept.further_actors,
        object=draft.head.text if draft.measure == Measure.DAMAGE else None,
        confidence=None if accepted.chance is None else round(accepted.chance, 4),
        trace=tuple(traces),
    )


def _trace(context: Context, field: str, rule: str, span: tuple[int, int] | None) -> Trace:
    if span is None:
        return Trace(field=field, rule=rule)
    start, end = context.document.clean.span(*span)
    return Trace(field=field, rule=rule, start=start, end=end)


def _labels(
    context: Context, draft: Draft, *, learned: bool, traces: list[Trace], given: Given | None = None
) -> dict[str, str]:
    out = {}
    opinion = opinion_on(context)
    features = label_features(context, draft) if learned else []
    for slot in LABEL_SLOTS:
        ruled = slot.rule(context, draft)
        chosen, by = ruled, f"rule:{slot.name}"
        weights = load(slot.name) if learned else None
        if weights is not None:
            found = hash_features(features_with_rule(features, slot, ruled))
            chances = weights.chances([joined(found, code) for code in slot.codes])
            blend = load_blend(slot.name)
            logits = opinion.label(draft, slot.name) if opinion is not None else None
            if blend is not None and logits is not None:
                chances = blend.chances(chances, [float(x) for x in logits])
            chosen = slot.codes[max(range(len(chances)), key=chances.__getitem__)]
            by = f"{slot.name}:{'rule' if chosen == ruled else 'learned'}"
        elif given is not None and slot.name in given.choices:
            chosen, by = slot.codes[given.choices[slot.name][key_of_draft(draft)]], f"given:{slot.name}"
        if slot.name == "verification" and ruled == Verification.UNVERIFIED.value:
            chosen, by = ruled, f"rule:{slot.name}"  # plain words ("could not be verified") are too rare to learn
        out[slot.name] = chosen
        traces.append(Trace(field=slot.name if slot.name != "status" else "victims.status", rule=by))
    return out


def _evidence(draft: Draft, *, learned: bool, traces: list[Trace], given: Given | None = None) -> tuple[int, int]:
    """Offsets of the evidence into the cleaned text: by the learned ends where there are any, else by the rules."""
    first, last = (load(name) for name in ENDS) if learned else (None, None)
    taken = [given.choices[name][key_of_draft(draft)] for name in ENDS if name in given.choices] if given else []
    if (first is None or last is None) and len(taken) < len(ENDS):
        traces.append(Trace(field="evidence", rule="rule:evidence"))
        return draft.stated
    starts, closes = (ends_of(draft)[name] for name in ENDS)
    by = "given:evidence"
    if first is not None and last is not None:
        chances = first.choose(starts.features), last.choose(closes.features)
        taken, by = list(likeliest(starts.evens, closes.evens, *chances)), "evidence:learned"
    traces.append(Trace(field="evidence", rule=by))
    offset = draft.scene.offset
    return offset + begun(draft, starts.offsets[taken[0]]), offset + closes.offsets[taken[1]]


def _count(context: Context, draft: Draft) -> Count:
    count = draft.candidate.count
    if count.comparator == Comparator.EXACT and count.low == count.high == 1 and draft.candidate.group.quantity is None:
        return count.model_copy(update={"text": phrase(draft.scene, draft.head)})
    return count


def _told(chosen: dict[str, Choice[Any]], means: Means | None) -> Told:
    actor = chosen["actor"].option
    return Told(
        party=chosen["party"].option.value,
        actor=actor.value,
        actor_span=actor.span,
        place=chosen["place"].option.value,
        means=means,
        when=chosen["when"].option.value,
    )


def _victims(draft: Draft, party: str | None, status: Status, kept: Kept) -> Victims | None:
    if draft.measure in (Measure.ATTACKS, Measure.DAMAGE):
        return None if party is None else Victims(party=party)
    words = phrase(draft.scene, draft.head) if draft.candidate.group.noun is not None else None
    return Victims(party=party, status=status, text=words, names=tuple(p.name for p in kept.persons), group=kept.group)


def _chain(context: Context, draft: Draft, source: Choice[Voice | None]) -> tuple[Speaker, ...]:
    voice = source.option.value
    if voice is None:
        return ()
    return tuple(as_speaker(context, v) for v in chain_of(context, draft, voice))


def _stance(draft: Draft, source: Choice[Voice | None]) -> Stance:
    voice = source.option.value
    if (
        voice is not None
        and voice.speaker.cue in _DENIALS
        and voice.speaker.sentence == draft.sentence
        and any(a <= draft.trigger.idx < b for a, b in voice.speaker.content)
    ):
        return Stance.DENIED
    return Stance.AFFIRMED


def _place(place: Choice[Resolved | None]) -> Place | None:
    resolved = place.option.value
    return None if resolved is None else resolved.place


def _actor(context: Context, actor: Choice[str | None]) -> Actor | None:
    party = actor.option.value
    if party is None:
        return None
    span = actor.option.span
    return Actor(party=party, text=context.document.text[span[0] : span[1]] if span else None)


def _superseded(draft: Draft) -> bool:
    quantity = draft.candidate.group.quantity
    if quantity is None:
        return False
    if quantity.change == "from":
        return True
    before = draft.scene.text[max(0, quantity.start - 40) : quantity.start]
    after = draft.scene.text[quantity.end : quantity.end + 30]
    return bool(
        re.search(r"\b(?:up|raised|revised|rose|increased|updated) from\s+$", before)
        or re.search(r"\b(?:from|than) (?:an |the )?(?:earlier|initial|previous)\b[^.]{0,25}$", before)
        or (_RAISED.search(before[-18:]) and re.search(r"^\s*(?:reported|announced|given|stated)", after))
    )
