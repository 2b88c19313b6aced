"""A place's standing in its report: how often it is named as where something happens, and what lies inside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from tollbook.model import Precision

from .context import Context
from .draft import Draft
from .place import Resolved
from .thread import kinship, role, thread_of

FINE = {
    Precision.SITE: 0,
    Precision.SETTLEMENT: 0,
    Precision.ADM2: 1,
    Precision.ADM1: 2,
    Precision.REGION: 2,
    Precision.COUNTRY: 3,
    Precision.UNKNOWN: 1,
}
_KINSHIP = ("same", "measure", "harm", "none")
_LEAD = 3


@dataclass(frozen=True)
class Standing:
    """Of one name: its mentions; `located`: none, some or all of them stand after a word such as "in"; how many finer
    names of the report lie inside it; whether it stands in the report's first sentences or is the dateline's."""

    mentions: tuple[Resolved, ...]
    located: str
    holds: int
    lead: bool
    dateline: bool
    harmed: bool


def name_of(resolved: Resolved) -> str:
    """The name that tells a report's places apart."""
    return resolved.place.name or resolved.mention.name


def standings(context: Context) -> Mapping[str, Standing]:
    """The standing of each place of a report by its name, worked out once."""
    if "standings" not in context.memo:
        context.memo["standings"] = _standings(context)
    found: Mapping[str, Standing] = context.memo["standings"]
    return found


def _standings(context: Context) -> dict[str, Standing]:
    mentions: dict[str, list[Resolved]] = defaultdict(list)
    for resolved in context.resolved_places:
        if not resolved.mention.in_name:
            mentions[name_of(resolved)].append(resolved)
    inside: dict[str, int] = defaultdict(int)
    firsts = [(name, found[0], FINE[found[0].place.precision]) for name, found in mentions.items()]
    for name, outer, coarse in firsts:
        if coarse >= 2:
            inside[name] = sum(
                fine < min(coarse, 2)
                and r.country == outer.country
                and (coarse == 3 or outer.entry is None or r.place.admin1 in (None, outer.entry.name))
                for _, r, fine in firsts
            )
    dateline = context.places.dateline
    sentences = context.document.sentences
    body = next((s.index for s in sentences if s.start >= context.document.title_end), 0)
    lead = sentences[min(len(sentences) - 1, body + _LEAD - 1)].end if sentences else 0
    out = {}
    for name, found in mentions.items():
        located = sum(r.mention.locative for r in found)
        out[name] = Standing(
            tuple(found),
            "none" if located == 0 else "all" if located == len(found) else "some",
            inside[name],
            found[0].mention.start < lead,
            dateline is not None and dateline.mention.start == found[0].mention.start,
            any(role(context, r.mention.start, r.mention.end).endswith(":harm") for r in found),
        )
    return out


def nearest_kin(context: Context, draft: Draft, standing: Standing) -> str:
    """The closest kinship of the draft with another sentence that names the place."""
    thread = thread_of(context)
    best = len(_KINSHIP) - 1
    for r in standing.mentions:
        sentence = context.document.sentence_at(r.mention.start)
        if sentence is not None and sentence.index != draft.sentence:
            best = min(best, _KINSHIP.index(kinship(thread, draft, sentence.index)))
    return _KINSHIP[best]


def recent(context: Context, draft: Draft) -> Mapping[str, int]:
    """The names of settlements, districts and the like in the order in which they were last named before the harm."""
    key = f"recent:{draft.sentence}:{draft.trigger_offset}"
    if key not in context.memo:
        end = context.document.sentences[draft.sentence].end
        last = {
            name: max((r.mention.start for r in s.mentions if r.mention.start < end), default=-1)
            for name, s in standings(context).items()
            if FINE[s.mentions[0].place.precision] < 2
        }
        ranked = sorted((at, name) for name, at in last.items() if at >= 0)
        context.memo[key] = {name: n for n, (_, name) in enumerate(reversed(ranked))}
    found: Mapping[str, int] = context.memo[key]
    return found


def following(context: Context, draft: Draft) -> Mapping[str, int]:
    """The names of settlements, districts and the like in the order in which they are next named after the sentence."""
    key = f"following:{draft.sentence}"
    if key not in context.memo:
        end = context.document.sentences[draft.sentence].end
        nearest = {
            name: min((r.mention.start for r in s.mentions if r.mention.start >= end), default=-1)
            for name, s in standings(context).items()
            if FINE[s.mentions[0].place.precision] < 2
        }
        ranked = sorted((at, name) for name, at in nearest.items() if at >= 0)
        context.memo[key] = {name: n for n, (_, name) in enumerate(ranked)}
    found: Mapping[str, int] = context.memo[key]
    return found
