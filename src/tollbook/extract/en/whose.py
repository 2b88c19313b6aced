"""Whom a phrase counts: "Ukrainian soldiers", "women and children", "drones"."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from tollbook.model import Status, Whose
from tollbook.reference.parties import Parties

from ..lexicon import lexicon, rows
from .kept_lexicon import kept_words

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_IRREGULAR = {"men": "man", "women": "woman", "children": "child", "people": "people", "wives": "wife"}


def read_whose(words: str, on: date | None = None) -> Whose:
    """Whom the words count; `on` decides among parties that share a name."""
    matches = Parties.load().find(words, on=on)
    party = next((match.party for match in matches if match.party), None)
    status = Status.COMBATANT if any(match.kind == "forces" for match in matches) else Status.UNKNOWN
    named = [(match.start, match.end) for match in matches if match.party]
    people, said = lexicon().people, kept_words().group
    found = [(m.start(), m.end(), _singular(m.group().casefold())) for m in _WORD.finditer(words)]
    nouns: list[tuple[str, ...]] = []
    others: list[str] = []
    before: list[str] = []
    last_noun = -1  # where the last noun ends: one right behind it is of the same people ("police officers")
    for number, (start, end, word) in enumerate(found):
        pair = f"{word} {found[number + 1][2]}" if number + 1 < len(found) else ""
        noun = None if word in _idle() else people.get(word)
        if pair in said or (word in said and noun is None):
            before.append(said.get(pair) or said[word])
        elif noun is not None:
            if not noun.group and not before and noun.status is not Status.UNKNOWN:
                status = noun.status
            group = (*before, *noun.group)
            if nouns and not words[last_noun:start].strip():
                group = (*nouns.pop(), *group)
            nouns.append(tuple(dict.fromkeys(group)))
            before, last_noun = [], end
        elif word not in _idle() and not any(first <= start < last for first, last in named):
            others.append(word)
    if before:
        nouns.append(tuple(dict.fromkeys(before)))
    nouns = [noun for noun in nouns if noun] or nouns[:1]
    return Whose(text=words, party=party, status=status, nouns=tuple(dict.fromkeys(nouns)), words=tuple(others))


@cache
def _idle() -> frozenset[str]:
    """Words that say nothing of whom a phrase counts."""
    return frozenset(word for row in rows("en", "whose_idle.tsv") for word in row[0].split())


def _singular(word: str) -> str:
    """A word as far as it is compared: without the ending of a plural."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _idle():
        return word
    if word.endswith("men") and len(word) > 4:
        return word[:-3] + "man"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
