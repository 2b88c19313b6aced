"""Which sentences can hold a claim, and which name a speaker: a regular expression over the lexicons' stems."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ..lexicon import lexicon

_IRREGULAR = [
    "slain",
    "slew",
    "dead",
    "died",
    "dying",
    "lives",
    "shot",
    "hung",
    "hanged",
    "fled",
    "flee",
    "fell",
    "fallen",
    "lost",
    "found",
    "took",
    "taken",
    "held",
    "seized",
    "freed",
    "swept",
    "buried",
    "unburied",
    "slaughter",
    "wounded",
    "hurt",
    "bled",
    "bleeding",
    "drowned",
    "missing",
    "bodies",
    "corpses",
    "remains",
    "toll",
    "tally",
]


_PHRASED = frozenset({"bars", "hands", "lead", "march", "drag", "whisk", "bundle", "put", "knock"})
"""Words of the lexicons that name a harm in one phrase alone."""
_PHRASES = (
    r"behind\s+bars",
    r"in(?:to)?\s+the\s+hands\s+of",
    r"(?:is|are|was|were|be|been|being)\s+(?:still\s+|also\s+)?(?:being\s+)?held",
    r"taken\s+(?:away|off\s+(?:an?|the)|from\s+(?:their|his|her|the|an?))\b",
    r"(?:led|leading|march(?:ed|ing)|dragg(?:ed|ing)|whisk(?:ed|ing))\s+(?:[^\s.;:,]+\s+){0,8}?(?:away|off)\b",
    r"bundl(?:ed|ing)\s+(?:[^\s.;:,]+\s+){0,8}?into",
    r"g(?:ave|iven?|iving)\s+(?:themselves|himself|herself)\s+up",
    r"out\s+of\s+action",
    r"laid\s+to\s+rest",
    r"funerals?",
)


@cache
def _can_claim() -> re.Pattern[str]:
    lex = lexicon("en")
    stems = {t.lemma for ts in lex.triggers.values() for t in ts} - _PHRASED
    stems |= set(lex.bodies) | set(lex.remains)
    stems |= {w for w, (_, counted) in lex.weapons.items() if counted} | {w for w, _ in lex.damage}
    words = sorted({_stem(w) for w in stems} | _ing(stems) | set(_IRREGULAR), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + ")", re.IGNORECASE)


@cache
def _narrow() -> re.Pattern[str]:
    """Stems that name a harm by themselves, without those that need a number (take, leave, hold, live ...)."""
    lex = lexicon("en")
    loose = {
        "take",
        "hold",
        "leave",
        "live",
        "stay",
        "remain",
        "move",
        "arrive",
        "cross",
        "seek",
        "drive",
        "force",
        "host",
        "return",
        "swap",
        "exchange",
        "claim",
        "fall",
        "bring",
        "number",
        "count",
        "receive",
        "treat",
        "transfer",
        "shelter",
        "hospital",
        "unknown",
        "life",
        "free",
        "strike",
        "target",
        "round",
        "incident",
        "see",
        "carry",
        "give",
        "send",
        "line",
        "set",
        "hit",
        *_PHRASED,
    }
    stems = {t.lemma for ts in lex.triggers.values() for t in ts} - loose
    stems |= set(lex.bodies) | {"exhume", "bury", "grave", "morgue", "repatriat"}
    words = sorted(
        {_stem(w) for w in stems} | _ing(stems) | (set(_IRREGULAR) - {"found", "took", "taken", "held", "fell"}),
        key=len,
        reverse=True,
    )
    return re.compile(r"\b(?:" + "|".join([*map(re.escape, words), *_PHRASES]) + ")", re.IGNORECASE)


@cache
def _speaker() -> re.Pattern[str]:
    verbs = sorted(lexicon("en").speech, key=len, reverse=True)
    forms = "|".join(re.escape(_stem(v)) for v in verbs)
    return re.compile(rf"\b(?:{forms}|said|told|wrote|gave|according to)", re.IGNORECASE)


_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|"
    r"ninety|hundreds?|thousands?|millions?|dozens?|scores|several|many|couple|pair|both|few)\b",
    re.IGNORECASE,
)


def _ing(words: Iterable[str]) -> set[str]:
    """The forms in -ing of short words in -e, which their stem (the word itself) does not begin."""
    return {w[:-1] + "ing" for w in words if len(w) == 4 and w[-1] == "e" and w[-2] not in "aeiou"}


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 4 and word[-1] in "ey" else word


def names_harm(sentence: str) -> bool:
    """Whether a sentence names a harm by itself, without a number."""
    return bool(_narrow().search(sentence))


def can_hold_claim(sentence: str) -> bool:
    """Whether a sentence names a harm, or gives a number beside a looser word for one."""
    if names_harm(sentence):
        return True
    return bool(_NUMBER.search(sentence) and _can_claim().search(sentence))


def names_speaker(sentence: str) -> bool:
    """Whether a sentence reports speech."""
    return bool(_speaker().search(sentence))
