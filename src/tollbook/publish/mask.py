"""Masking the names of victims and witnesses in words that leave the house.

It errs towards masking too much: a name is masked whole wherever it stands, and in the report that gives it each of
its parts as well ("Kovalenko" after "Olena Kovalenko").
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files

from ..model import Claim, SourceKind, Speaker

MASK = "[name]"
_NEIGHBOURS = re.compile(rf"{re.escape(MASK)}(?:[\s\u00a0.-]*{re.escape(MASK)})+")
_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")  # with combining accents, which \w leaves out
GENERIC = {SourceKind.WITNESS: "a witness", SourceKind.FAMILY: "a relative"}
"""What a speaker of these kinds is called where names are masked."""
_WORDS = tomllib.loads(files(__package__).joinpath("roles.toml").read_text("utf-8"))
_ROLES = frozenset(_WORDS["roles"])
_BODIES = frozenset(_WORDS["bodies"])
_JOINS = frozenset(_WORDS["joins"])


@dataclass(frozen=True)
class Names:
    """Full names to be masked everywhere, and parts of names to be masked in the report (by id) that gives them."""

    full: frozenset[str] = frozenset()
    parts: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __or__(self, other: Names) -> Names:
        """What either holds back."""
        parts = {r: self.parts.get(r, frozenset()) | other.parts.get(r, frozenset()) for r in other.parts}
        return Names(self.full | other.full, {**self.parts, **parts})

    def spans(self, text: str, report_ids: Iterable[str]) -> list[tuple[int, int]]:
        """Where in the text one of the names stands, or a part of one that these reports give; none within another."""
        here = {_plain(w) for w in _WORD.findall(text)}
        full = _pattern({n for word in here for n in self._by_first_word.get(word, ())}, re.IGNORECASE)
        parts = _pattern({p for r in report_ids for p in self.parts.get(r, ())}, 0)
        found = sorted(m.span() for pattern in (full, parts) if pattern for m in pattern.finditer(text))
        apart: list[tuple[int, int]] = []
        for start, end in found:
            if apart and start <= apart[-1][1]:
                apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
            else:
                apart.append((start, end))
        return apart

    def mask(self, text: str, report_id: str) -> str:
        """The text with each of the names replaced by ``[name]``; neighbouring masks become one."""
        here = {_plain(w) for w in _WORD.findall(text)}
        full = _pattern({n for word in here for n in self._by_first_word.get(word, ())}, re.IGNORECASE)
        parts = _pattern(self.parts.get(report_id, frozenset()), 0)
        for pattern in (full, parts):
            text = pattern.sub(MASK, text) if pattern else text
        return _NEIGHBOURS.sub(MASK, text)

    def mask_full(self, text: str) -> str:
        """The text with full names alone replaced: what must stand in nothing that leaves the house."""
        here = {_plain(w) for w in _WORD.findall(text)}
        full = _pattern({n for word in here for n in self._by_first_word.get(word, ())}, re.IGNORECASE)
        return full.sub(MASK, text) if full else text

    @cached_property
    def _by_first_word(self) -> Mapping[str, frozenset[str]]:
        """Full names by their first word: a page may hold thousands, a sentence few."""
        found: dict[str, set[str]] = {}
        for name in self.full:
            words = _WORD.findall(name)
            found.setdefault(_plain(words[0]) if words else "", set()).add(name)
        return {word: frozenset(names) for word, names in found.items()}

    @cached_property
    def _spelled(self) -> frozenset[str]:
        """Every word of a full name, as an address may spell it."""
        return frozenset(_plain(w) for name in self.full for w in _WORD.findall(name) if len(w) > 3)

    def hits(self, text: str, report_id: str) -> bool:
        """Whether one of the names, or a part of one, is in the text in whatever spelling of case (an address)."""
        plain = _plain(text)
        parts = {_plain(p) for p in self.parts.get(report_id, ()) if len(p) > 3}
        return any(p in plain for p in parts) or not self._spelled.isdisjoint(_WORD.findall(plain))


NO_NAMES = Names()


def collect_names(claims: Iterable[Claim]) -> Names:
    """The names of the victims in these claims, and of the witnesses and relatives who speak in them."""
    full: set[str] = set()
    parts: dict[str, set[str]] = {}
    for claim in claims:
        reading = claim.reading
        known = parts.setdefault(claim.mention.report_id, set())
        victims = {p.name for p in reading.persons} | set(reading.victims.names if reading.victims else ())
        spared = _places(claim)
        speakers = {s.name for s in reading.source if is_masked(s)}
        for name in victims | speakers:
            pieces = {p for p in _pieces(name) if name in victims or p not in spared}
            known |= pieces
            if name in victims or len(pieces) > 1:
                full.add(name.strip())
    return Names(frozenset(n for n in full if n), {r: frozenset(p) for r, p in parts.items() if p})


def mask_speaker(speaker: Speaker) -> Speaker:
    """A witness or relative without the name; every other speaker as it is."""
    if is_masked(speaker):
        return speaker.model_copy(update={"name": GENERIC[speaker.kind]})
    return speaker


def is_masked(speaker: Speaker) -> bool:
    """Whether a speaker is a witness or relative with a name of their own, and no organisation."""
    return speaker.kind in GENERIC and not is_generic(speaker.name) and not is_organisation(speaker.name)


def is_organisation(name: str) -> bool:
    """Whether a name is surely that of a body ("Haldin Rescue Centre", "Ministry of Health"), not of a person in one.

    Its head (the words before the first "of", "for" and the like) ends in a body's word, and no other small word
    stands in it: "Haldin Hospital nurse Ada Korr" and "Ada Korr of the Rescue Centre" are persons.
    """
    if "," in name:
        return False
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", re.sub(r"\([^)]*\)", " ", name))
    if words and words[0].casefold() in ("the", "a", "an"):
        words = words[1:]
    end = next((i for i, word in enumerate(words) if word in _JOINS), len(words))
    small = any(word.islower() and word not in _JOINS for word in words)
    capitals = sum(word[0].isupper() for word in words)
    return not small and capitals > 1 and end > 0 and words[end - 1].casefold() in _BODIES


def is_generic(name: str) -> bool:
    """Whether a speaker is named by a role only ("local residents", "his mother")."""
    words = re.findall(r"[^\W\d_]+", name)
    return all(w.islower() or w.casefold() in _ROLES for w in words)


def _pieces(name: str) -> set[str]:
    """The parts of a name that point to the person: at least two letters, not written small, no role's name."""
    words = [w for word in name.split() for w in {word, *word.split("-")}]
    trimmed = [w.strip(".,;:'’\"()") for w in words]
    return {w for w in trimmed if len(w) > 1 and not w[0].islower() and w.casefold() not in _ROLES}


def _places(claim: Claim) -> set[str]:
    """Words of the claim's place and parties: a witness "from Dara" must not mask Dara."""
    reading = claim.reading
    texts = [reading.place.name, reading.place.text] if reading.place else []
    texts += [reading.victims.party if reading.victims else None, reading.actor.party if reading.actor else None]
    texts += [s.party for s in reading.source]
    return {w for t in texts if t for w in t.split()}


def _pattern(names: Iterable[str], flags: int) -> re.Pattern[str] | None:
    """Matches any of the names as whole words, in either Unicode form and in capitals, longest first."""
    forms = set()
    for name in names:
        for form in ("NFC", "NFD"):
            spelled = unicodedata.normalize(form, name)
            forms |= {spelled, spelled.upper()}
    longest_first = sorted(forms, key=lambda n: (-len(n), n))
    choices = [r"\s+".join(re.escape(w) for w in name.split()) for name in longest_first]
    return re.compile(rf"(?<!\w)(?:{'|'.join(choices)})(?!\w)", flags) if choices else None


def _plain(text: str) -> str:
    """Without case and accents, for look-ups."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in plain if not unicodedata.combining(c))
