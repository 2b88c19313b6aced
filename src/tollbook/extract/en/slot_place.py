"""Where: a choice among the report's places, the nearest and most specific of the harm, or none."""

from __future__ import annotations

import re
from functools import partial

from tollbook.model import Precision

from .context import Context
from .draft import Draft
from .options import Option
from .place import Resolved
from .places_standing import FINE, following, name_of, nearest_kin, recent, standings
from .thread import magnitude, peoples, perfect, role

_NEAR = {
    "evidence": "here",
    "sentence": "here",
    "back1": "near",
    "back2": "near",
    "title": "title",
    "after1": "next",
    "after2": "next",
    "after": "after",
}


def place_options(context: Context, draft: Draft) -> list[Option[Resolved | None]]:
    """Options for `place`; one for each distinct name, its mention nearest before the candidate first."""
    options: list[Option[Resolved | None]] = [Option(None, partial(_none, context, draft), 0.4, None, "no place")]
    nearest: dict[str, Resolved] = {}
    counts: dict[str, int] = {}
    within = any(r.country and not r.mention.in_name for r in context.resolved_places)
    for resolved in context.resolved_places:
        if resolved.mention.in_name or (within and _spans_countries(resolved)):
            continue
        name = name_of(resolved)
        counts[name] = counts.get(name, 0) + 1
        if name not in nearest or _distance(context, draft, resolved) < _distance(context, draft, nearest[name]):
            nearest[name] = resolved
    aside = _written_from_afar(context) | _speaking(context)
    nearest = {name: r for name, r in nearest.items() if name not in aside}
    ranked = sorted(nearest.items(), key=lambda item: _distance(context, draft, item[1]))[:14]
    for name, resolved in ranked:
        m = resolved.mention
        options.append(
            Option(
                resolved,
                partial(_features, context, draft, resolved, counts[name], name),
                _rule(context, draft, resolved, counts[name]),
                (m.start, m.end),
                _where(context, draft, resolved),
            )
        )
    return options


def _written_from_afar(context: Context) -> frozenset[str]:
    """Places named only as where a report on a war is written, or in the names of bodies that speak, and that lie in no
    country of that war: a toll of it given out in Washington fell elsewhere."""
    if "written_from_afar" not in context.memo:
        war, out = context.war, set()
        for name, standing in standings(context).items() if war is not None and war.countries else ():
            aside = all(
                (standing.dateline and n == 0) or _of_speaker(context, r) for n, r in enumerate(standing.mentions)
            )
            country = standing.mentions[0].country
            if aside and war is not None and country is not None and country not in war.countries:
                out.add(name)
        context.memo["written_from_afar"] = frozenset(out)
    found: frozenset[str] = context.memo["written_from_afar"]
    return found


def _speaking(context: Context) -> frozenset[str]:
    """Capitals named only as those who speak ("Arcity claimed 500 dead"): a state's government, no place."""
    if "speaking" not in context.memo:
        capitals = {(m.start, m.end) for m in context.parties if m.kind == "capital"}
        context.memo["speaking"] = frozenset(
            name
            for name, standing in standings(context).items()
            if all((r.mention.start, r.mention.end) in capitals and _of_speaker(context, r) for r in standing.mentions)
        )
    found: frozenset[str] = context.memo["speaking"]
    return found


def _of_speaker(context: Context, resolved: Resolved) -> bool:
    """Whether a place is part of a speaker's words ("Britain's defence ministry")."""
    start, end = resolved.mention.start, resolved.mention.end
    sentences = context.document.sentences
    return any(
        sentences[s.sentence].start + s.start <= start and end <= sentences[s.sentence].start + s.end
        for s in context.speakers
    )


def _spans_countries(resolved: Resolved) -> bool:
    """Whether a place is a land of several countries ("Africa", "the Balkans"): never the most specific of a report
    that names another. Seas and straits are places of their own."""
    return resolved.entry is not None and resolved.entry.kind == "region" and resolved.country is None


def _distance(context: Context, draft: Draft, resolved: Resolved) -> float:
    sentence = context.document.sentence_at(resolved.mention.start)
    if sentence is None:
        return 1e6
    gap = draft.sentence - sentence.index
    far = abs(gap) * 1000 + (600 if gap < 0 else 0)
    inner = 0 if gap else min(500, context.even.apart(resolved.mention.start, draft.trigger_offset))
    if sentence.start < context.document.title_end:
        far = min(far, 3500)
    return far + inner


def _where(context: Context, draft: Draft, resolved: Resolved) -> str:
    sentence = context.document.sentence_at(resolved.mention.start)
    if sentence is None:
        return "none"
    gap = draft.sentence - sentence.index
    if sentence.start < context.document.title_end and gap != 0:
        return "title"
    if gap == 0:
        start, end = draft.evidence
        return "evidence" if start <= resolved.mention.start < end else "sentence"
    if gap < 0:
        return "after1" if gap == -1 else "after2" if gap >= -3 else "after"
    return "back1" if gap == 1 else "back2" if gap == 2 else "back3" if gap < 5 else "far"


def _features(context: Context, draft: Draft, resolved: Resolved, count: int, name: str) -> list[str]:
    where = _where(context, draft, resolved)
    precision = resolved.place.precision.value
    mention = resolved.mention
    word = context.word_before(mention.start)
    rank = list(context.places.countries).index(resolved.country) if resolved.country in context.places.countries else 9
    first = context.resolved_places and context.resolved_places[0].place.name == resolved.place.name
    order = "b" if mention.start < draft.trigger_offset else "a"
    out = [
        f"p:{where}:{precision}",
        f"p:{where}:{mention.kind}",
        f"p:{where}:prep={word}",
        f"p:{where}:{order}:loc={mention.locative}",
        f"p:{precision}:count={'1' if count == 1 else '2' if count < 4 else '4'}",
        f"p:{where}:count={'1' if count == 1 else '2' if count < 4 else '4'}:{precision}",
        f"p:country_rank={min(rank, 3)}:{where}",
        f"p:first={bool(first)}:{where}",
        f"p:title={_in_title(context, name)}:{where}:{precision}",
        f"p:in_name={mention.in_name}",
        f"p:known={resolved.entry is not None}:{where}",
        f"p:finer_here={_finer_near(context, draft, resolved)}:{where}:{precision}",
        f"p:m={draft.measure.value}:{precision}:{where}",
        f"p:extent={_reach(context, draft)}:{precision}:{where}",
        f"p:rel={_closest(context, draft, resolved)}:{where}",
    ]
    out += _standing_features(context, draft, resolved, name, where)
    if where in ("evidence", "sentence"):
        out.append(f"p:dist={_far(context.even.apart(mention.start, draft.trigger_offset))}:{order}:{precision}")
        out.append(f"p:path={_attachment(draft, resolved)}")
    return out


def _standing_features(context: Context, draft: Draft, resolved: Resolved, name: str, where: str) -> list[str]:
    """What the place's other mentions, the number told and the people harmed say."""
    standing = standings(context)[name]
    fine = FINE[resolved.place.precision]
    near = _NEAR.get(where, "far")
    precision = resolved.place.precision.value
    reach = _reach(context, draft)
    kin = nearest_kin(context, draft, standing)
    people = peoples(draft)
    land = "none" if not people else "own" if resolved.country in people else "other"
    zone = _zone(context, draft)
    holds = 0 if standing.holds == 0 else 1 if standing.holds == 1 else 2 if standing.holds < 4 else 3
    mention = resolved.mention
    return [
        f"p:recent={min(3, recent(context, draft).get(name, 9))}:{fine}:{where}",
        f"p:located={standing.located}:{fine}:{near}",
        f"p:located={standing.located}:{standing.harmed}:{fine}",
        f"p:holds={holds}:{fine}:{reach}",
        f"p:holds={holds}:{fine}:{near}",
        f"p:lead={standing.lead}:{standing.dateline}:{fine}",
        f"p:kin={kin}:{fine}:{where}",
        f"p:num={magnitude(draft)}:{fine}:{near}",
        f"p:num={magnitude(draft)}:{fine}:{draft.measure.value}",
        f"p:perfect={perfect(draft)}:{fine}:{near}",
        f"p:land={land}:{fine}:{reach}",
        f"p:zone={zone}:{fine}:{where}",
        f"p:zone={zone}:{fine}:{holds}:{near}",
        f"p:zone={zone}:{standing.lead}:{fine}:{near}",
        f"p:next={min(3, following(context, draft).get(name, 9))}:{zone}:{fine}",
        f"p:kin={kin}:{zone}:{fine}",
        f"p:where={where}",
        f"p:fine={fine}",
        f"p:fine={fine}:{where}",
        f"p:precision={precision}",
        f"p:role={role(context, mention.start, mention.end)}:{near}",
    ]


def _zone(context: Context, draft: Draft) -> str:
    """Whether the claim stands in the title, in the first sentences after it, or further on."""
    sentences = context.document.sentences
    if sentences[draft.sentence].start < context.document.title_end:
        return "title"
    body = next((s.index for s in sentences if s.start >= context.document.title_end), 0)
    return "first" if draft.sentence == body else "lead" if draft.sentence < body + 3 else "body"


def _far(characters: int) -> int:
    return (characters >= 40) + (characters >= 100)


def _in_title(context: Context, name: str) -> bool:
    title = context.document.lower[: context.document.title_end]
    return re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", title) is not None


def _finer_near(context: Context, draft: Draft, resolved: Resolved) -> str:
    """Whether the sentence or the one before names a finer place in the same country."""
    here = FINE[resolved.place.precision]
    sentences = context.document.sentences
    low = sentences[max(0, draft.sentence - 1)].start
    finer = [
        r
        for r in context.places_in(low, sentences[draft.sentence].end)
        if FINE[r.place.precision] < here and r.country == resolved.country
    ]
    if not finer:
        return "no"
    return "here" if any(r.mention.start >= sentences[draft.sentence].start for r in finer) else "before"


def _reach(context: Context, draft: Draft) -> str:
    at = draft.sentence
    return "cumulative" if context.cued("cumulative", at) else "period" if context.cued("period", at) else "incident"


def _closest(context: Context, draft: Draft, resolved: Resolved) -> str:
    """Rank of the place among those of its sentence by nearness to the trigger."""
    sentence = context.document.sentence_at(resolved.mention.start)
    if sentence is None or sentence.index != draft.sentence:
        others = context.places_in(sentence.start, sentence.end) if sentence is not None else []
        return f"last{bool(others and others[-1].mention.start == resolved.mention.start)}"
    others = sorted(
        context.places_in(sentence.start, sentence.end),
        key=lambda r: context.even.apart(r.mention.start, draft.trigger_offset),
    )
    return f"rank{min(3, next((n for n, r in enumerate(others) if r.mention.start == resolved.mention.start), 3))}"


def _attachment(draft: Draft, resolved: Resolved) -> str:
    """How the place hangs under the trigger's clause: the dependency labels from it up to the trigger or a shared
    verb."""
    at = draft.scene.token_at(resolved.mention.end - 1 - draft.scene.offset)
    labels: list[str] = []
    trigger = draft.trigger
    while at is not None and len(labels) < 6:
        if at.i == trigger.i:
            return ">".join(labels) + ":t"
        if at.is_ancestor(trigger):
            return ">".join(labels[:4]) + ":up"
        labels.append(at.dep_)
        if at.head == at:
            break
        at = at.head
    return "far"


def _none(context: Context, draft: Draft) -> list[str]:
    sentences = context.document.sentences
    here = context.places_in(sentences[draft.sentence].start, sentences[draft.sentence].end)
    return [
        "n:bias",
        f"n:here={bool(here)}",
        f"n:any={min(3, len(context.resolved_places))}",
        f"n:m={draft.measure.value}",
        f"n:reach={_reach(context, draft)}",
        f"n:title={sentences[draft.sentence].start < context.document.title_end}",
        f"n:kind={draft.candidate.group.kind}",
    ]


def _rule(context: Context, draft: Draft, resolved: Resolved, count: int) -> float:
    where = _where(context, draft, resolved)
    weight = {
        "evidence": 4.0,
        "sentence": 3.2,
        "back1": 2.0,
        "title": 1.9,
        "back2": 1.5,
        "back3": 1.0,
        "far": 0.6,
        "after1": 0.6,
        "after2": 0.6,
        "after": 0.6,
    }.get(where, 0.0)
    weight -= {0: 0.0, 1: 0.1, 2: 0.3, 3: 0.9}[FINE[resolved.place.precision]]
    if _reach(context, draft) == "cumulative" and resolved.place.precision == Precision.COUNTRY:
        weight += 1.0
    weight += 0.1 * min(count, 4)
    if where in ("evidence", "sentence"):
        weight -= 0.002 * min(300, context.even.apart(resolved.mention.start, draft.trigger_offset))
        weight += 0.3 * resolved.mention.locative
    return weight - 2.0 * resolved.mention.in_name
