"""Where an event took place: the program's own choice against event locations and coded incidents."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from tollbook.extract import extract_claims
from tollbook.extract.document import Sentence
from tollbook.extract.en.candidate import Candidate
from tollbook.extract.en.context import Context, read_context
from tollbook.extract.en.draft import Draft
from tollbook.extract.en.groups import Group, Scene
from tollbook.extract.en.options import choose
from tollbook.extract.en.parse import parse
from tollbook.extract.en.place import Resolved
from tollbook.extract.en.slot_place import place_options
from tollbook.extract.lexicon import lexicon
from tollbook.extract.linear import load
from tollbook.model import Comparator, Count, Measure, Place, Project, Report
from tollbook.reference.gazetteer import distance_km

from .corpus import satp

SAMPLE = 1000
"""Sentences that are measured on, chosen with a fixed seed; the others may be used to tune."""
NEAR_KM = 50.0
"""About the radius of a district of India."""
_WORD = re.compile(r"\w+")


def sampled(path: Path, count: int = SAMPLE) -> list[dict[str, Any]]:
    """The random sample of the sentences with event locations."""
    lines = path.read_text(encoding="utf-8").strip().split("\n")
    return [json.loads(line) for line in random.Random(0).sample(lines, min(count, len(lines)))]


def event_places(rows: Iterable[dict[str, Any]], *, learned: bool) -> Counter[str]:
    """How often the place chosen for an event's verb is exactly the one annotated."""
    tally: Counter[str] = Counter()
    for row in rows:
        context = read_context(Report(text=row["text"]), Project(learned=learned))
        chosen = place_of_event(context, row["verb"][0], learned=learned)
        said = context.document.clean.span(chosen.mention.name_start, chosen.mention.name_end) if chosen else None
        wanted = [
            spoken(row["text"], w) for w in row.get("locations") or ([row["location"]] if row["location"] else [])
        ]
        tally["sentences"] += 1
        if not wanted:
            tally["none"] += 1
            tally["none right"] += chosen is None
            continue
        names = {content(row["text"][said[0] : said[1]]), content(chosen.mention.text)} if chosen and said else set()
        tally["placed"] += 1
        tally["exact"] += any(content(w) in names for w in wanted)
        words = set().union(*names) if names else set()
        tally["overlap"] += any(set(content(w)) & words for w in wanted)
    return tally


def spoken(text: str, words: Any) -> str:
    """An annotated location's words, given as offsets, as an object or plainly."""
    return words if isinstance(words, str) else words["text"] if isinstance(words, dict) else text[words[0] : words[1]]


def content(words: str) -> tuple[str, ...]:
    """The words of a name in lower case, without the article."""
    return tuple(w for w in _WORD.findall(words.lower()) if w != "the")


def place_of_event(context: Context, verb: int, *, learned: bool) -> Resolved | None:
    """The place chosen for the event that a word names, as for a claim of harm with that word."""
    at = next((n for n in range(len(context.document.text)) if context.document.clean.span(n, n + 1)[1] > verb), 0)
    sentence = context.document.sentence_at(at)
    if sentence is None:
        return None
    scene = context.scenes.get(sentence.index) or _scene(context, sentence)
    token = scene.token_at(at - scene.offset)
    if token is None:
        return None
    group = Group(frozenset([token.i]), token.i, None, "bare", None)
    count = Count(comparator=Comparator.NONE)
    anchor = (token.idx, token.idx + len(token))
    candidate = Candidate(Measure.KILLED, token.i, "verb", "loose", group, count, anchor)
    draft = Draft(sentence.index, scene, candidate)
    return choose(place_options(context, draft), load("place") if learned else None).option.value


def _scene(context: Context, sentence: Sentence) -> Scene:
    spans = [(r.mention.start - sentence.start, r.mention.end - sentence.start) for r in context.resolved_places]
    inside = tuple((a, b) for a, b in spans if a >= 0 and b <= len(sentence.text))
    return Scene(parse([sentence])[sentence.index], lexicon("en"), (), (), inside, sentence.start, sentence.text)


def districts(path: Path, count: int | None = None) -> Counter[str]:
    """Of coded incidents with claims: how often a claim's place is the coded district, or lies near the coded point."""
    documents = [d for d in satp(path) if d.gold["place"].get("district")]
    if count is not None:
        documents = random.Random(0).sample(documents, min(count, len(documents)))
    tally: Counter[str] = Counter()
    for document in documents:
        claims = extract_claims(Report(text=document.text, published=_day(document.published), language="en"))
        tally["incidents"] += 1
        if not claims:
            continue
        tally["with claims"] += 1
        gold = document.gold["place"]
        first = claims[0].reading.place
        told = [p for p in (first, *(p for c in claims for p in (c.reading.place, *c.reading.further_places))) if p]
        tally["placed"] += first is not None
        named = {gold["district"], gold["village_name"], gold["block"]}
        tally["district first"] += first is not None and _is(first, {gold["district"]})
        tally["district or finer"] += first is not None and _is(first, named)
        tally["district any"] += any(_is(p, {gold["district"]}) for p in told)
        if gold["lat"] is None or first is None or first.lat is None or first.lon is None:
            continue
        tally["points"] += 1
        tally["near"] += distance_km((first.lat, first.lon), (gold["lat"], gold["lon"])) <= NEAR_KM
    return tally


def _day(words: str | None) -> date | None:
    return date.fromisoformat(words[:10]) if words else None


def _is(place: Place, names: set[str | None]) -> bool:
    told = set(content(place.name or "")) - {"district", "village", "town"}
    return bool(told) and any(told == set(content(n)) - {"district", "village", "town"} for n in names if n)


def share(tally: Counter[str], part: str, whole: str) -> float:
    """A share of a tally, 0 of nothing."""
    return tally[part] / max(1, tally[whole])
