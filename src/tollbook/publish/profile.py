"""Profiles: how much of a claim may leave the house. They are data (profiles.toml); reducing a claim is pure."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from ..errors import SettingsError
from ..model import Claim, Place, Reading, Span, Victims
from .likely import mask_likely
from .mask import NO_NAMES, Names, collect_names, is_masked, mask_speaker

CUT = " …"
"""What ends words that a profile shortens."""


@dataclass(frozen=True)
class Profile:
    """What one kind of reader gets; the fields are explained in profiles.toml."""

    name: str
    texts: bool
    names: bool
    particulars: bool
    restricted: bool
    rejected: bool
    reviewers: bool
    evidence_words: int
    says: str


def _load() -> Mapping[str, Profile]:
    tables: dict[str, Any] = tomllib.loads(files(__package__).joinpath("profiles.toml").read_text("utf-8"))
    return {name: Profile(name=name, **table) for name, table in tables.items()}


PROFILES: Mapping[str, Profile] = _load()


def find_profile(name: str) -> Profile:
    """The profile of that name; SettingsError names those that there are."""
    if name not in PROFILES:
        raise SettingsError(f"no profile {name!r}: use one of {', '.join(sorted(PROFILES))}")
    return PROFILES[name]


def reduce_claims(claims: Iterable[Claim], profile: Profile, held_back: Names = NO_NAMES) -> tuple[Claim, ...]:
    """The claims with no more in them than the profile allows.

    A name that one of them holds, or that is held back for what others say, is masked in the words of all. Without
    texts the evidence's offsets count from the evidence's own beginning, since true ones would tell how long a masked
    name is; `trace` is dropped. The mention is left as it is, for its id.
    """
    claims = tuple(claims)
    names = Names() if profile.names else held_back | collect_names(claims)
    return tuple(reduce_claim(claim, profile, names) for claim in claims)


def reduce_claim(claim: Claim, profile: Profile, names: Names) -> Claim:
    """One claim under a profile, given the names that must be masked."""
    reading, report_id = claim.reading, claim.mention.report_id
    if not profile.names:
        reading = _without_names(reading, names, report_id)
    if not profile.texts:
        words = _shorten(reading.evidence.text, profile.evidence_words)
        evidence = Span(start=0, end=len(words), text=words)
        reading = reading.model_copy(update={"evidence": evidence, "trace": ()})
    return claim.model_copy(update={"reading": reading})


def _without_names(reading: Reading, names: Names, report_id: str) -> Reading:
    def masked(text: str | None) -> str | None:
        return None if text is None else names.mask(text, report_id)

    def place(value: Place) -> Place:
        return value.model_copy(update={"text": masked(value.text)})

    spared = _words_of(reading)

    def guarded(text: str | None) -> str | None:
        return None if text is None else mask_likely(names.mask(text, report_id), spared)

    evidence = guarded(reading.evidence.text) or ""
    victims: Victims | None = reading.victims
    if victims:
        victims = victims.model_copy(update={"names": (), "text": guarded(victims.text)})
    actors = [a and a.model_copy(update={"text": masked(a.text)}) for a in (reading.actor, *reading.further_actors)]
    start = reading.evidence.start
    speakers = [mask_speaker(s) for s in reading.source]
    return reading.model_copy(
        update={
            "evidence": Span(start=start, end=start + len(evidence), text=evidence),
            "count": reading.count.model_copy(update={"text": guarded(reading.count.text)}),
            "victims": victims,
            "persons": (),
            "source": tuple(s.model_copy(update={"name": masked(s.name) or s.name}) for s in speakers),
            "place": reading.place and place(reading.place),
            "further_places": tuple(place(p) for p in reading.further_places),
            "actor": actors[0],
            "further_actors": tuple(a for a in actors[1:] if a),
            "responsibility": tuple(names.mask(r, report_id) for r in reading.responsibility),
            "remains_detail": tuple(names.mask(r, report_id) for r in reading.remains_detail),
            "counterparty": masked(reading.counterparty),
            "object": masked(reading.object),
            "trace": (),
        }
    )


def _words_of(reading: Reading) -> frozenset[str]:
    """Words of the names that a claim gives anyway: its places, parties and speakers."""
    places = [p for p in (reading.place, *reading.further_places) if p]
    texts = [p.name for p in places] + [p.text for p in places]
    texts += [s.name for s in reading.source if not is_masked(s)] + [s.party for s in reading.source]
    texts += [reading.victims.party if reading.victims else None, reading.actor.party if reading.actor else None]
    return frozenset(w.strip(".,;:'’\"()") for t in texts if t for w in t.split())


def _shorten(text: str, words: int) -> str:
    """The first so many words; 0 keeps all."""
    pieces = text.split(" ")
    return text if not words or len(pieces) <= words else " ".join(pieces[:words]) + CUT
