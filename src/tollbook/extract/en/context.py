"""All that is known of a report before claims are read: parties, places, times, speakers, quotations, parses."""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from tollbook.model import Project, Report
from tollbook.reference.countries import country_of
from tollbook.reference.parties import Parties, PartyMatch
from tollbook.reference.wars import War, Wars

from ..case import is_title_case, lower_headline
from ..document import Document, Sentence, read_document
from ..lexicon import Lexicon, lexicon
from .counts import find_quantities
from .even import Even, apart_in_order
from .groups import Scene
from .names import Names
from .parse import MAX_CHARACTERS, Doc, parse
from .place import DocumentPlaces, Resolved
from .speakers import Speaker, resolve, speakers_of
from .time import TimeMention, find_times, reference_date
from .triage import can_hold_claim, names_speaker
from .unlisted import Unlisted, unlisted_names

_LAST_WORD = re.compile(r"(?<!\S)(\S+)\s+(?:[Tt]he\s+)?$")
_BARE = frozenset(["name", "demonym", "capital", "abbreviation", "place"])
"""Kinds of names that hold no word for a harm or for speech but by chance."""
_NEAR = 3
"""Sentences that only name a speaker are parsed when a possible claim stands this near."""


@dataclass(frozen=True)
class Context:
    """A report read up to the point where claims are proposed. All offsets are into the cleaned text."""

    report: Report
    project: Project
    document: Document
    scenes: dict[int, Scene]
    claimable: tuple[int, ...]
    names: Names
    places: DocumentPlaces
    parties: tuple[PartyMatch, ...]
    times: tuple[TimeMention, ...]
    today: date | None
    """The day that relative dates are reckoned from: the dateline's or text's, else the publication date."""

    @property
    def lexicon(self) -> Lexicon:
        """The language's word lists."""
        return lexicon("en")

    @cached_property
    def speakers(self) -> tuple[Speaker, ...]:
        """All speakers in order, with pronouns and short forms resolved."""
        found = [s for index, scene in sorted(self.scenes.items()) for s in speakers_of(scene, index, self.names)]
        return tuple(resolve(found, self.names, {index: scene.offset for index, scene in self.scenes.items()}))

    @cached_property
    def quotes(self) -> tuple[tuple[int, int], ...]:
        """Stretches between quotation marks, paragraph by paragraph; one left open runs to the paragraph's end."""
        out: list[tuple[int, int]] = []
        for start, end in self._paragraph_spans:
            marks = [m.start() for m in re.finditer('"', self.document.text[start:end])]
            for i in range(0, len(marks), 2):
                close = marks[i + 1] if i + 1 < len(marks) else end - start
                out.append((start + marks[i], start + close))
        return tuple(out)

    @cached_property
    def _paragraph_spans(self) -> list[tuple[int, int]]:
        spans: dict[int, tuple[int, int]] = {}
        for s in self.document.sentences:
            first = spans.get(s.paragraph, (s.start, s.end))
            spans[s.paragraph] = (min(first[0], s.start), max(first[1], s.end))
        return [spans[k] for k in sorted(spans)]

    def in_quote(self, offset: int) -> bool:
        """Whether a character stands inside quotation marks."""
        return any(a < offset < b for a, b in self.quotes)

    @cached_property
    def party_counts(self) -> Counter[str]:
        """How often each party is meant in the text."""
        return Counter(m.party for m in self.parties if m.party)

    @cached_property
    def wars(self) -> list[War]:
        """The wars that the report's parties and countries point to, the project's first, then the likeliest."""
        parties = [p for p, _ in self.party_counts.most_common(8)]
        countries = [c for c, w in self.places.countries.items() if w >= 0.3]
        return wars_of(parties, countries, self.today or self.report.published, self.project.wars)

    @cached_property
    def war(self) -> War | None:
        """The likeliest war."""
        return self.wars[0] if self.wars else None

    def parties_in(self, start: int, end: int) -> list[PartyMatch]:
        """The party names that stand in a stretch of the text."""
        return [m for m in self.parties if m.start >= start and m.end <= end]

    def times_in(self, start: int, end: int) -> list[TimeMention]:
        """The expressions of time that stand in a stretch of the text."""
        return [t for t in self.times if t.start >= start and t.end <= end]

    def word_before(self, offset: int) -> str:
        """The word before a character and "the", in lower case; "name" where it stands in a name."""
        match = _LAST_WORD.search(self.document.text, max(0, offset - 40), offset)
        if match is None:
            return ""
        return "name" if self.even.holds(match.start(1)) else match.group(1).lower()

    def cue(self, name: str, start: int, end: int) -> bool:
        """Whether a list of cues has a match in a stretch of the text."""
        return bool(self.lexicon.cues[name].search(self.document.text, start, end))

    @cached_property
    def _cued(self) -> dict[tuple[str, int], bool]:
        return {}

    def cued(self, name: str, sentence: int) -> bool:
        """Whether a list of cues has a match in a sentence."""
        key = (name, sentence)
        if key not in self._cued:
            s = self.document.sentences[sentence]
            self._cued[key] = self.cue(name, s.start, s.end)
        return self._cued[key]

    @cached_property
    def cue_rates(self) -> dict[str, float]:
        """How often the genre lists (conflict, crime, accident, other_genre) match, for 100 words of the report."""
        text = self.document.text
        words = max(40, self.even.at(len(text)) // 6)
        return {
            name: 100 * sum(1 for _ in self.lexicon.cues[name].finditer(text)) / words
            for name in ("conflict", "crime", "accident", "other_genre")
        }

    @cached_property
    def listed_names(self) -> tuple[tuple[int, int], ...]:
        """Where names of listed parties and of places stand, in order; of two that overlap the first and longer."""
        found = [(m.start, m.end) for m in self.parties if m.party is not None]
        found += [(r.mention.start, r.mention.end) for r in self.resolved_places if r.mention.kind != "back"]
        return tuple(apart_in_order(found))

    @cached_property
    def unlisted(self) -> tuple[Unlisted, ...]:
        """The other names of the text, in order."""
        return tuple(unlisted_names(self.document.text, self.listed_names))

    @cached_property
    def even(self) -> Even:
        """Distances in the text that do not hang on the names' lengths."""
        return Even(sorted([*self.listed_names, *((u.start, u.end) for u in self.unlisted)]))

    @cached_property
    def resolved_places(self) -> tuple[Resolved, ...]:
        """All places of the text in order."""
        return tuple(self.places.resolved)

    @cached_property
    def _place_starts(self) -> list[int]:
        return [r.mention.start for r in self.resolved_places]

    def places_in(self, start: int, end: int) -> list[Resolved]:
        """The places that stand in a stretch of the text."""
        first = bisect_right(self._place_starts, start - 1)
        out = []
        for resolved in self.resolved_places[first:]:
            if resolved.mention.start >= end:
                break
            out.append(resolved)
        return out

    def party_of_country(self, code: str | None) -> str | None:
        """The party whose civilians live in a country, under its canonical name (guide, `victims.party`)."""
        if code is None:
            return None
        states = [p for p in Parties.load().of_country(code) if p.kind in ("state", "authority")]
        if states:
            return states[0].name
        country = country_of(code)
        return country.name if country is not None else None

    def stands_for(self, role: str) -> str | None:
        """The party that "the rebels" or "government forces" means here."""
        if role not in self._stood:
            parties = [p for p, _ in self.party_counts.most_common(8)]
            day = self.today or self.report.published
            self._stood[role] = Wars.load().stands_for(role, parties, list(self.places.countries)[:3], day)
        return self._stood[role]

    @cached_property
    def memo(self) -> dict[str, Any]:
        """What other components work out once for the report."""
        return {}

    @cached_property
    def _stood(self) -> dict[str, str | None]:
        return {}


def wars_of(
    parties: Sequence[str], countries: Sequence[str], day: date | None, named: tuple[str, ...] = ()
) -> list[War]:
    """The wars that parties, countries and a day point to: those that the project names first, then the likeliest."""
    found = _wars_of(tuple(parties), tuple(countries), day)
    if not named:
        return found
    first = {war.id for war in Wars.load().named(named)}
    return sorted(found, key=lambda war: war.id not in first)


@lru_cache(maxsize=64)
def _wars_of(parties: tuple[str, ...], countries: tuple[str, ...], day: date | None) -> list[War]:
    return Wars.load().find(parties, countries, day)


@lru_cache(maxsize=16)
def countries_of_wars(named: tuple[str, ...]) -> tuple[str, ...]:
    """The countries (ISO 3166-1 alpha-2) of the wars that a project names, each once."""
    return tuple(dict.fromkeys(code for war in Wars.load().named(named) for code in war.countries))


def read_context(report: Report, project: Project) -> Context:
    """Lay a report out and parse the sentences that matter."""
    document = read_document(report)
    names = Names(document.text)
    places = DocumentPlaces(
        document.text,
        countries=countries_of_wars(project.wars),
        sentence_spans=[(s.start, s.end) for s in document.sentences],
    )
    countries = [c for c, w in places.countries.items() if w >= 0.3]
    parties = tuple(Parties.load().find(document.text, on=report.published, countries=countries))
    bare = [(m.start, m.end) for m in parties if m.kind in _BARE]
    without = Even(apart_in_order(bare)).without(document.text)
    claimable = tuple(s.index for s in document.sentences if can_hold_claim(without[s.start : s.end]))
    nameless = Even(apart_in_order((m.start, m.end) for m in parties if m.party is not None)).without(document.text)
    chosen = _with_speakers(document.sentences, claimable, nameless)
    today = reference_date(document.text, report.published)
    wars = [
        (alias, war.start)
        for war in wars_of(
            [p for p, _ in Counter(m.party for m in parties if m.party).most_common(8)], countries, today, project.wars
        )[:1]
        if war.start is not None
        for alias in (war.name, *war.aliases)
    ]
    times = tuple(find_times(document.text, today, wars))
    spans = [(r.mention.start, r.mention.end) for r in places.resolved]
    named = sorted([*spans, *((m.start, m.end) for m in parties)])
    sentences = [_readable(s, named) for s in document.sentences if s.index in chosen]
    parsed = parse(sentences)
    scenes = {s.index: _scene(s, parsed[s.index], parties, spans) for s in sentences}
    return Context(report, project, document, scenes, claimable, names, places, parties, times, today)


def scene_apart(context: Context, sentence: Sentence) -> Scene:
    """A sentence that names no harm, parsed all the same; it stays outside the context's scenes."""
    spans = [(r.mention.start, r.mention.end) for r in context.resolved_places]
    return _scene(sentence, parse([sentence])[sentence.index], context.parties, spans)


def _scene(s: Sentence, doc: Doc, parties: Sequence[PartyMatch], spans: Sequence[tuple[int, int]]) -> Scene:
    return Scene(
        doc,
        lexicon("en"),
        tuple(find_quantities(s.text)),
        tuple(
            dataclasses.replace(m, start=m.start - s.start, end=m.end - s.start)
            for m in parties
            if m.start >= s.start and m.end <= s.end
        ),
        tuple((a - s.start, b - s.start) for a, b in spans if a >= s.start and b <= s.end),
        s.start,
        s.text[:MAX_CHARACTERS],
    )


def _readable(sentence: Sentence, named: Sequence[tuple[int, int]]) -> Sentence:
    """A headline in title case as it would be written in a sentence, names of places and parties kept."""
    if not is_title_case(sentence.text):
        return sentence
    kept = [(a - sentence.start, b - sentence.start) for a, b in named if sentence.start <= a and b <= sentence.end]
    return dataclasses.replace(sentence, text=lower_headline(sentence.text, kept))


def _with_speakers(sentences: Sequence[Sentence], claimable: Sequence[int], nameless: str) -> set[int]:
    """The claimable sentences, with those near them that name a speaker; "United States" states nothing."""
    near = {i + d for i in claimable for d in range(-_NEAR, 2)}
    return set(claimable) | {s.index for s in sentences if s.index in near and names_speaker(nameless[s.start : s.end])}
