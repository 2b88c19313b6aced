"""Whom a description or a pronoun may stand for: "the monitor", "the regional governor", "it", "he".

A speaker's own words stay its first name. What is found here are further names that it may stand for, from the whole
report, before and after; the choice of the source weighs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tollbook.model.codes import SourceKind
from tollbook.reference.sources import source_kind

from .names import BODY_WORDS, Names, looks_like_person, untitled

if TYPE_CHECKING:
    from .speakers import Speaker

Alias = tuple[str, str]
"""A name, and how it was found: head, kind, role, body, person or thing, with before or after."""

PERSONAL = frozenset(
    [
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "governor",
        "official",
        "minister",
        "mayor",
        "commander",
        "president",
        "ambassador",
        "chief",
        "head",
        "leader",
        "director",
        "secretary",
        "envoy",
        "representative",
        "doctor",
        "nurse",
        "officer",
        "general",
        "colonel",
        "administrator",
        "coordinator",
        "chairman",
        "chairwoman",
        "analyst",
        "expert",
        "journalist",
        "correspondent",
        "reporter",
        "photographer",
        "activist",
        "lawyer",
        "survivor",
        "father",
        "mother",
        "brother",
        "sister",
        "uncle",
        "son",
        "daughter",
        "relative",
        "soldier",
        "prosecutor",
        "coroner",
        "surgeon",
        "volunteer",
        "teacher",
        "farmer",
        "priest",
    ]
)
_LOOSE = frozenset(
    [
        "group",
        "body",
        "organisation",
        "organization",
        "agency",
        "charity",
        "network",
        "watchdog",
        "monitor",
        "movement",
        "militia",
        "regiment",
        "unit",
        "ministry",
        "army",
        "military",
        "police",
        "service",
        "centre",
        "center",
        "institute",
        "committee",
        "council",
        "command",
        "observatory",
        "defence",
        "defense",
        "commission",
        "office",
        "mission",
        "authority",
        "force",
        "rescuer",
        "outlet",
        "newspaper",
        "channel",
        "website",
        "paper",
        "tank",
    ]
)
_LOOSE_KINDS = frozenset(
    {
        SourceKind.NGO,
        SourceKind.MONITOR,
        SourceKind.RESCUE_SERVICE,
        SourceKind.ARMED_GROUP,
        SourceKind.IGO,
        SourceKind.MEDIA,
        SourceKind.MEDICAL,
        SourceKind.MILITARY,
        SourceKind.ANALYST,
    }
)
_ROLE_BEFORE, _ROLE_AFTER = 70, 90
_REACH = 8
"""Sentences between a pronoun and the name that it may stand for."""
_MOST = 3
"""Further names of a speaker."""


@dataclass(frozen=True)
class Named:
    """A named speaker or body: where it is first met from here, its name and kind."""

    at: int
    name: str
    kind: SourceKind


@dataclass(frozen=True)
class Aliases:
    """What the speakers of a report may stand for; `starts` holds the offset of each sentence."""

    speakers: Sequence[Speaker]
    names: Names
    starts: Mapping[int, int]

    def of(self, speaker: Speaker) -> tuple[Alias, ...]:
        """Further names that a speaker may stand for, the likeliest first."""
        if speaker.pronoun:
            found = self._of_pronoun(speaker)
        elif speaker.person:
            return ()
        elif speaker.head in PERSONAL:
            found = self._of_role(speaker)
        elif speaker.head in _LOOSE or speaker.name.islower():
            found = self._of_body(speaker)
        else:
            return ()
        out: dict[str, str] = {}
        for name, way in found:
            if name != speaker.name:
                out.setdefault(name, way)
        return tuple(list(out.items())[:_MOST])

    def _of_pronoun(self, speaker: Speaker) -> Iterable[Alias]:
        here = self._at(speaker)
        single = speaker.words.lower() in ("he", "she", "i", "who")
        before = [s for s in self.speakers if self._at(s) < here and speaker.sentence - s.sentence <= _REACH]
        for other in reversed(before):
            if not other.pronoun and other.person == single:
                yield other.name, "person" if single else "thing"
        if single:
            yield from ((n.name, "met") for n in reversed(self._persons) if here - 400 < n.at < here)
        else:
            yield from ((n.name, "body") for n in reversed(self._bodies) if here - 400 < n.at < here)

    def _of_role(self, speaker: Speaker) -> Iterable[Alias]:
        here = self._at(speaker)
        fits = [n for n in self._persons if speaker.head in self._about(n)]
        yield from self._around(here, fits, "role")
        titled = [
            s for s in self.speakers if s.head == speaker.head and s.name != speaker.name and s.name[:1].isupper()
        ]
        yield from self._around(here, [self._named(s) for s in titled], "head")

    def _of_body(self, speaker: Speaker) -> Iterable[Alias]:
        here = self._at(speaker)
        kind = source_kind(speaker.name)
        named = [self._named(s) for s in self.speakers if _is_named(s) and s.name != speaker.name]
        head = re.compile(rf"\b{re.escape(speaker.head)}s?\b", re.IGNORECASE)
        yield from self._around(here, [n for n in named if head.search(n.name)], "head")
        yield from self._around(here, [n for n in self._bodies if head.search(n.name)], "head")
        yield from self._around(here, [n for n in named if n.kind == kind != SourceKind.OTHER], "kind")
        yield from self._around(here, [n for n in self._bodies if n.kind == kind != SourceKind.OTHER], "kind")
        if speaker.head in _LOOSE:
            yield from self._around(here, [n for n in named if n.kind in _LOOSE_KINDS], "body")
            yield from self._around(here, [n for n in self._bodies if n.kind in _LOOSE_KINDS], "body")

    def _around(self, here: int, found: Sequence[Named], way: str) -> Iterable[Alias]:
        """The nearest before and the nearest after."""
        before = max((n for n in found if n.at < here), key=lambda n: n.at, default=None)
        after = min((n for n in found if n.at > here), key=lambda n: n.at, default=None)
        if before is not None:
            yield before.name, f"{way}-before"
        if after is not None:
            yield after.name, f"{way}-after"

    def _at(self, speaker: Speaker) -> int:
        return self.starts[speaker.sentence] + speaker.start

    def _named(self, speaker: Speaker) -> Named:
        return Named(self._at(speaker), speaker.name, source_kind(speaker.name))

    def _about(self, person: Named) -> str:
        """The words around a person's name, where a role may stand."""
        text = self.names.text
        stop = person.at + len(person.name) + _ROLE_AFTER
        return text[max(0, person.at - _ROLE_BEFORE) : stop].lower()

    @cached_property
    def _persons(self) -> list[Named]:
        """Full names of persons in the text, in order."""
        out = []
        for start, _, words in self.names.mentions:
            name = untitled(words)
            if looks_like_person(name.split()) and not self._kinds[words] and not _LINKED.search(name):
                out.append(Named(start + len(words) - len(name), name, SourceKind.OTHER))
        return out

    @cached_property
    def _bodies(self) -> list[Named]:
        """Names of bodies that can speak, in order."""
        out = []
        for start, _, words in self.names.mentions:
            kind = self._kinds[words]
            if kind is not None:
                out.append(Named(start, _THE.sub("", words), kind))
        return out

    @cached_property
    def _kinds(self) -> dict[str, SourceKind | None]:
        """The kind of each capitalised name; none of those that name no body."""
        out: dict[str, SourceKind | None] = {}
        for words in self.names.counts:
            kind = source_kind(words)
            titled = untitled(words) != words
            out[words] = None if titled or kind in (SourceKind.OTHER, SourceKind.UNNAMED) else kind
        return out


_BASED = re.compile(
    r"^(?:(?:the|The)\s+)?(?:(?:[\w.]+-)?(?:based|backed|opposing|opposition|pro-\w+|anti-\w+)\s+)+(?=[A-Z])"
)


def full_names(speakers: Sequence[Speaker], names: Names) -> dict[str, str]:
    """For speakers given by a surname, one word or an acronym: the full name by which the report speaks of them."""
    given = {s.name for s in speakers if not s.pronoun}
    longer = [n for n in dict.fromkeys([*given, *(_THE.sub("", m) for m in names.counts)]) if len(n.split()) > 1]
    persons = {s.name for s in speakers if s.person}
    by_last: dict[str, list[str]] = {}
    by_word: dict[str, list[str]] = {}
    by_initials: dict[str, list[str]] = {}
    for name in longer:
        name = _BASED.sub("", name)
        capital = [w for w in name.split() if w[:1].isupper()]
        if len(capital) > 1 and not _SPOKEN.search(name):
            by_initials.setdefault("".join(w[0] for w in capital), []).append(name)
            if name in persons or looks_like_person(untitled(name).split()):
                last = capital[-1] if capital[-1] == name.split()[-1] else ""
                by_last.setdefault(last, []).append(name)
            for word in capital:
                if word.lower() in BODY_WORDS and (name in given or len(capital) > 2):
                    by_word.setdefault(word, []).append(name)
        lower = re.search(r"\b(?:al|el|ul|ad|as|ar)-([A-Z][\w']+)$", name)
        if lower:
            by_last.setdefault(lower.group(1), []).append(name)
    out: dict[str, str] = {}
    for name in given:
        bare = _BASED.sub("", _THE.sub("", name))
        words = bare.split()
        found: list[str] = []
        if not words:
            continue
        if len(words) == 1 and words[0][:1].isupper():
            found = by_last.get(words[0], []) if name not in by_word else []
            found = found or by_word.get(words[0], [])
        if not found and len(words) == 1 and re.fullmatch(r"[A-Z]\.?[A-Z]\.?", words[0]):
            found = by_initials.get(words[0].replace(".", ""), [])
        if not found and len(words[0]) > 2 and words[0].isupper() and all(w.islower() for w in words[1:]):
            found = by_initials.get(words[0], [])
        if found:
            out[name] = max(found, key=lambda n: (n in given, names.counts[n], len(n)))
        elif bare != name:
            out[name] = bare
    return out


_SPOKEN = re.compile(r"\b(?:said|says|told|reported)\b")
_THE = re.compile(r"^(?:The|A|An|In|On|At|From|But|And|As|For|By|While|When|After|Since)\s+")
_LINKED = re.compile(r"\b(?:of|for|and|the|in|on|The|In|On|At|But|And|For|By)\b")


def _is_named(speaker: Speaker) -> bool:
    return not speaker.pronoun and not speaker.person and speaker.name.split()[-1][:1].isupper()
