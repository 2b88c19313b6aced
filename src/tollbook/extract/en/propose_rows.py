"""Numbers each followed by its own harm: "204 killed, 451 injured", "12 KIA, 31 WIA and 2 MIA", "including 9 wounded".

The parser often hangs the number on what stands before it ("casualties", "losses"); here the next word tells
what it counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tollbook.model import Measure

from .candidate import Candidate, candidate_of
from .groups import BARE, Group, Scene
from .parse import Token
from .propose_lines import number_of

_HARMS = {
    **dict.fromkeys(("killed", "dead", "kia", "martyred"), Measure.KILLED),
    **dict.fromkeys(("injured", "wounded", "hurt", "wia"), Measure.INJURED),
    **dict.fromkeys(("missing", "mia"), Measure.MISSING),
    **dict.fromkeys(("captured", "arrested", "detained", "abducted", "kidnapped", "pow", "pows"), Measure.CAPTURED),
    "displaced": Measure.DISPLACED,
}
_SHORT = frozenset({"kia", "wia", "mia"})
"""Abbreviations that tell of harm behind a number alone; some are groups' names too."""
_TOLD = (Measure.CASUALTIES, *dict.fromkeys(_HARMS.values()))
"""What such a number is no count of, if the next word names another harm."""
_JOINING = frozenset({"and", "or", "/", "&"})
_BEFORE = frozenset({"(", ",", ":", ";", "and", "including", "incl", "-", "–", "—", "least", "than", "about"})


def in_rows(scene: Scene, groups: Sequence[Group], found: list[Candidate]) -> list[Candidate]:
    """The candidates with each number of such a row counting the harm behind it, and no other harm."""
    out = [c for c in found if c.group.quantity is not None or scene.doc[c.trigger].lower_ not in _SHORT]
    for group in groups:
        told = _told(scene, group)
        if told is None:
            continue
        word, own = told
        measure = _HARMS[word.lower_]
        made = candidate_of(scene, measure, word, "adj", "row", own)
        direct = [c for c in out if c.anchor == made.anchor and c.measure == measure and not _is_guess(c)]
        out = [c for c in out if c.anchor != made.anchor or c in direct or c.measure not in _TOLD]
        out = [c for c in out if c.trigger != word.i or c.anchor[0] >= made.anchor[0]]
        if not direct:
            out = [*out, made]
    return out


def _is_guess(candidate: Candidate) -> bool:
    """Whether nothing but the sentence holds a word and a number together, or another word's number was shared out."""
    return candidate.relation == "loose" or candidate.relation.startswith("joined:")


def _told(scene: Scene, group: Group) -> tuple[Token, Group] | None:
    """The word of harm right behind a number that stands for itself, and the group without it."""
    inside = [scene.doc[i] for i in number_of(scene, group)]
    if not inside or inside[-1].i + 1 >= len(scene.doc):
        return None
    word = scene.doc[inside[-1].i + 1]
    if word.lower_ not in _HARMS or (group.noun is not None and group.noun != word.i):
        return None
    if not _stands_alone(scene, word) or not _is_listed(scene, inside[0], word):
        return None
    head = inside[-1].i
    return word, replace(group, noun=None, kind=BARE, head=head, tokens=frozenset(t.i for t in inside))


def _stands_alone(scene: Scene, word: Token) -> bool:
    """Whether the word says what befell those counted: no noun behind it ("3 wounded soldiers"), nor a second harm
    under the same number ("40 killed or wounded")."""
    rest = scene.doc[word.i + 1 : word.i + 3]
    if not rest:
        return True
    if rest[0].lower_ in _JOINING and len(rest) > 1 and rest[1].lower_ in _HARMS:
        return False
    return rest[0].pos_ not in ("NOUN", "PROPN") or rest[0].lower_ in _HARMS


def _is_listed(scene: Scene, number: Token, word: Token) -> bool:
    """Whether the number opens the sentence, a list or a part of one."""
    before = scene.doc[number.i - 1].lower_ if number.i else ","
    after = scene.doc[word.i + 1].lower_ if word.i + 1 < len(scene.doc) else "."
    return before in _BEFORE or after in (",", ")", ";", "/", ".", "(", "and")
