"""Whether a party's name is part of a person's name: "Karen Smith" is nobody's people, "Ahmed Hadi" no president."""

from __future__ import annotations

from tollbook.reference.parties_match import WORDS, Name, Token
from tollbook.reference.parties_words import TOKEN, norm

NAMING = frozenset({"name", "people", "demonym", "leader", "forces"})
WINDOW = 40
"""How far around a name the line is looked at for words in lower case (a headline in title case says nothing)."""


def part_of_person(text: str, found: list[Token], first: int, last: int, name: Name) -> bool:
    """Whether an ambiguous one-word name stands beside another capitalised word that is no title, day or body.

    To the right for any name ("Jordan Hill", "Christian Roux"), to the left for leaders' family names too.
    """
    if first != last or not name.ambiguous or name.kind not in NAMING or _title_case(text, found[first]):
        return False
    if last + 1 < len(found) and _beside(text, found[last], found[last + 1]) and _plain(found[last + 1][0]):
        return True
    if name.kind not in ("leader", "forces") or first == 0:
        return False
    before = found[first - 1]
    return _beside(text, before, found[first]) and _plain(before[0]) and not _opens_sentence(text, before[1])


def _beside(text: str, left: Token, right: Token) -> bool:
    return text[left[2] : right[1]] == " "


def _plain(word: str) -> bool:
    """A capitalised word that may be a name."""
    return len(word) > 1 and word[0].isupper() and word[1:].islower() and norm(word) not in WORDS["titles"]


def _opens_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(" \"'“‘(")
    return not before or before[-1] in ".!?:\n" or text[at - 1 : at] == "\n"


def _title_case(text: str, token: Token) -> bool:
    line = text[max(text.rfind("\n", 0, token[1]) + 1, token[1] - WINDOW) : token[2] + WINDOW].split("\n", 1)[0]
    words = [word for word in TOKEN.findall(line) if len(word) > 3]
    return len(words) > 3 and not any(word[0].islower() for word in words)
