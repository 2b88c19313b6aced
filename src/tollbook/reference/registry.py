"""What source a speaker's name is a name of, from the name, its kind and its party alone: one for all spellings."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from tollbook.model.codes import SourceKind
from tollbook.reference.parties import Parties
from tollbook.reference.parties_match import tokens
from tollbook.reference.parties_table import DATA, listed, rows
from tollbook.reference.parties_words import fold

DOMAIN = re.compile(r"^(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)*\.[a-z]{2,})(?:/.*)?$", re.IGNORECASE)
_ENDING = re.compile(r"(?:iyy|iy|ii|yy|yi|ij|y|i)$")
PRIVATE = frozenset({SourceKind.WITNESS, SourceKind.FAMILY})
"""Kinds of speakers whose names are theirs in one report: another report's Anna is another Anna."""


@dataclass(frozen=True, slots=True)
class Known:
    """A name's source. `key` is equal for all names of one source; `named` is false for speakers who are nobody in
    particular or whose body's country is not told: these are sources of one report. `why` says what the key rests on.
    """

    key: tuple[str, ...]
    named: bool
    why: str
    name: str | None = None
    kind: SourceKind | None = None
    party: str | None = None


@dataclass(frozen=True, slots=True)
class _Tables:
    aliases: dict[str, Known]
    bodies: dict[tuple[str, ...], str]
    words: dict[str, frozenset[str]]
    titles: re.Pattern[str]
    speaks_for: re.Pattern[str]
    staff: re.Pattern[str]


@cache
def _tables() -> _Tables:
    aliases: dict[str, Known] = {}
    for row in rows(DATA / "source_aliases.tsv"):
        name, party = row["name"], row["party"] or None
        key = ("body", party, row["body"]) if party and row["body"] else ("known", name)
        found = Known(key, True, f"a known name of {name}", name=name, kind=SourceKind(row["kind"]), party=party)
        aliases.update({_bare(text): found for text in (name, *listed(row["aliases"]))})
    phrases = [(row["body"], p) for row in rows(DATA / "source_bodies.tsv") for p in listed(row["phrases"])]
    words = tomllib.loads((DATA / "speaker_words.toml").read_text(encoding="utf-8"))
    titles, spokes, staff = (_any(words[name]) for name in ("titles", "spokes", "staff"))
    return _Tables(
        aliases=aliases,
        bodies={tuple(fold(phrase).split()): body for body, phrase in phrases},
        words={name: frozenset(found) for name, found in words.items()},
        titles=re.compile(rf"^(?i:{titles})\s+(?=[A-Z])"),
        speaks_for=re.compile(
            rf"^(?:(?:an?|the)\s+)?(?:(?:chief|senior|official)\s+)?{spokes}\s+(?:for|of|at|from)\s+(?:the\s+)?(?=\S)"
            rf"|(?:['’]s?)?\s+(?:chief\s+|official\s+)?{spokes}$",
            re.IGNORECASE,
        ),
        staff=re.compile(
            rf"^(?:(?:an?|the)\s+)?(.+?)(?:['’]s?)?\s+{staff}(?:\s+(?:in|at|on|near)\s.*)?$"
            rf"|^{staff}\s+(?:of|for|from|at)\s+(.+)$",
            re.IGNORECASE,
        ),
    )


def _any(words: Sequence[str]) -> str:
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))) + ")"


def _bare(name: str) -> str:
    """A name folded, without the article before it, possessive endings and what stands in brackets."""
    name = re.sub(r"\s*\([^)]*\)\s*$", "", name)
    words = fold(re.sub(r"['’]s?\b", "", name)).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


@lru_cache(maxsize=20_000)
def known_source(name: str, kind: SourceKind = SourceKind.OTHER, party: str | None = None) -> Known:
    """The source that a name means. `kind` and `party` are the speaker's where the report tells them."""
    text = " ".join(name.split())
    found = _by_alias(text)
    if found:
        return found
    speaks = _tables().speaks_for.sub("", text)
    if speaks != text:
        speaks = re.sub(r"^(?:an?|the)\s+", "", speaks, flags=re.IGNORECASE)
    found = _by_alias(speaks) or _staff(text) or _body(speaks, party)
    if found:
        return found
    if _nobody(text):
        return Known(("unnamed", fold(text), party or ""), False, "nobody in particular", party=party)
    if kind in PRIVATE:
        return Known(("private", fold(text), party or ""), False, "a private person", party=party)
    if kind is SourceKind.MEDIA:
        return outlet_source(text)
    return _by_name(text, party)


@lru_cache(maxsize=20_000)
def outlet_source(name: str) -> Known:
    """The source that an outlet is when it speaks in its own voice."""
    text = " ".join(name.split())
    found = _by_alias(text)
    if found:
        return found
    domain = DOMAIN.match(text)
    label = _label(domain[1]) if domain else text
    return Known(("name", _spelled(label) or text.casefold()), True, "the outlet's name", kind=SourceKind.MEDIA)


def _label(domain: str) -> str:
    """The part of a domain that names its owner: "news.example.co.uk" is "example"."""
    parts = domain.split(".")[:-1]
    if len(parts) > 1 and parts[-1] in ("co", "com", "org", "net", "gov", "ac"):
        parts = parts[:-1]
    return parts[-1]


def _by_alias(text: str) -> Known | None:
    domain = DOMAIN.match(text)
    for form in (text, *((domain[1].lower(), _label(domain[1])) if domain else ())):
        hit = _tables().aliases.get(_bare(form))
        if hit:
            return hit
    return None


def _staff(text: str) -> Known | None:
    """The outlet whose reporters are said to speak."""
    match = _tables().staff.match(text)
    outlet = _by_alias((match[1] or match[2]).split(" and ")[0]) if match else None
    return outlet if outlet and outlet.kind is SourceKind.MEDIA else None


def _body(text: str, party: str | None) -> Known | None:
    """A body of a party, or a party itself that is said to speak, where the name holds nothing else."""
    words = [fold(token) for token, _, _ in tokens(text)]
    spans = [(start, end) for _, start, end in tokens(text)]
    body, rest = _take_body(words)
    matches = [m for m in Parties.load().find(text) if m.party and m.compound is None]
    sides = [m for m in matches if not (body and m.kind == "body" and _only(m.text))]
    side = next((m.party for m in sides if m.kind in ("capital", "name", "demonym", "place", "abbreviation")), None)
    side = side or next((m.party for m in sides if m.kind not in ("leader", "title")), None)
    left = [
        words[i]
        for i in rest
        if words[i] not in _tables().words["office"]
        and not any(m.start <= spans[i][0] and spans[i][1] <= m.end + 2 for m in sides)
    ]
    joint = "and" in words and len({m.party for m in sides}) > 1
    if left or joint or (not body and any(m.kind in ("leader", "title", "people", "body", "forces") for m in sides)):
        return None
    owner = side or (party if body else None)
    if body and not owner:
        return Known(("unnamed", body, ""), False, f"a {body} whose country is not told")
    if not owner or (not body and (_nobody(text) or _loose(owner))):
        return None
    what, why = body or "government", f"the {body} of {owner}" if body else f"{owner} itself"
    of = "'" if owner.endswith("s") else "'s"
    named = f"{owner}{of} {what}" if what != "government" else owner
    return Known(("body", owner, what), True, why, name=named, party=owner)


def _loose(party: str) -> bool:
    """Whether a party is many bodies ("the opposition"), so that its names are no names of one speaker."""
    found = Parties.load().get(party)
    return found is None or found.kind not in ("state", "armed_group", "authority")


def _only(text: str) -> bool:
    """Whether a match is a body's phrase alone, without its party ("MoD")."""
    return tuple(fold(text).split()) in _tables().bodies


def _take_body(words: list[str]) -> tuple[str | None, list[int]]:
    """The longest body phrase among words, possessive endings left out, and the places of the other words."""
    bare = [w.removesuffix("s") if w.endswith("s") else w for w in words]
    bodies = _tables().bodies
    for width in range(min(6, len(words)), 0, -1):
        for first in range(len(words) - width + 1):
            for form in (words, bare):
                body = bodies.get(tuple(form[first : first + width]))
                if body:
                    return body, [i for i in range(len(words)) if not first <= i < first + width]
    return None, list(range(len(words)))


def _nobody(text: str) -> bool:
    """Whether a name is of nobody in particular: a plain word for people, and no proper name."""
    plain = _tables().words
    words = [(word, fold(word)) for word, _, _ in tokens(text)]
    if not words or words[0][1] in plain["indefinite"]:
        return True
    head: list[str] = []
    for _, folded in words:
        if folded in plain["prepositions"]:
            break
        head.append(folded)
    if head[-1:] == ["agency"] and head[-2:-1] in (["news"], ["press"]) and len(head) > 2:
        return False
    matches = Parties.load().find(text)
    held = {i for m in matches for i in range(m.start, m.end)}
    if _is_body(text, {m.party for m in matches if m.party}):
        return False
    if len(head) > 1 and head[-1] in plain["institutions"] and all(word[0].isupper() for word, _ in words[: len(head)]):
        loose = plain["generic"] | plain["unspecific"]
        own = [
            f for f, (_, start, _) in zip(head[:-1], tokens(text), strict=False) if f not in loose and start not in held
        ]
        return not own and head[-1] not in ("police", "court")
    if head and head[-1] in plain["generic"]:
        proper = [
            word
            for (word, folded), (_, start, _) in zip(words[: len(head)], tokens(text), strict=False)
            if word[0].isupper() and start not in held and folded not in plain["generic"] and start > 0
        ]
        return not proper
    return not any(word[0].isupper() for word, _ in words)


def _is_body(text: str, parties: set[str]) -> bool:
    """Whether a name in capitals is one that the tables of parties have for a body of these parties."""
    capitals = all(word[0].isupper() for word, _, _ in tokens(text) if len(word) > 3)
    names = (one.text for party in parties for one in Parties.load().aliases(party, "body"))
    return capitals and any(fold(name) == fold(text) for name in names)


def _by_name(text: str, party: str | None) -> Known:
    plain = _tables().titles.sub("", re.sub(r"\s*\([^)]*\)\s*$", "", text))
    while plain != (again := _tables().titles.sub("", plain)):
        plain = again
    words = _spelled(plain).split() or [text.casefold()]
    side = (party,) if len(words) == 1 and party else ()
    return Known(("name", " ".join(words), *side), True, "the same name", party=party)


def _spelled(name: str) -> str:
    """A name folded, the endings of Slavic names that are spelled in several ways made one."""
    return " ".join(_ENDING.sub("y", word) if len(word) > 4 else word for word in _bare(name).split())


def in_office(name: str, party: str | None) -> tuple[date | None, date | None]:
    """From when until when a person of this name spoke for a party, where the tables of parties say so."""
    found = Parties.load().aliases(party, "leader") if party else []
    dates = {(one.since, one.until) for one in found if fold(one.text) == fold(name)}
    return next(iter(dates)) if len(dates) == 1 else (None, None)
