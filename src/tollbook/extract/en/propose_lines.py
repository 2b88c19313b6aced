"""Two harms in a row without a comma, as headlines have them: "15 killed 20 injured in raid", "raid kills 5 injures 7".

The parser hangs the second number on the first verb; here each verb gets the number on its own side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tollbook.model import Measure

from .groups import BARE, Group, Scene
from .parse import Token

_HARMS = {"kill": Measure.KILLED, "martyr": Measure.KILLED, "injure": Measure.INJURED, "wound": Measure.INJURED}
_HARMS |= {"hurt": Measure.INJURED, "arrest": Measure.CAPTURED, "detain": Measure.CAPTURED, "capture": Measure.CAPTURED}


@dataclass(frozen=True)
class Line:
    """A verb of harm with the group that is its own, and the group that is not."""

    measure: Measure
    trigger: Token
    own: Group
    other: Group


def lines_of(scene: Scene, groups: Sequence[Group]) -> list[Line]:
    """The verbs and groups of such a row; empty where there is none."""
    spans = [(_span(scene, g), g) for g in groups if number_of(scene, g)]
    starts = {first: (last, g) for (first, last), g in spans}
    ends = {last: g for (_, last), g in spans}
    out: list[Line] = []
    for token in scene.tokens:
        found = _harm(token)
        after = starts.get(token.i + 1)
        if found is None or after is None:
            continue
        measure, past = found
        last, following = after
        at = last + 1
        second = scene.doc[at] if at < len(scene.doc) else None
        other = _harm(second) if second is not None else None
        if second is None or other is None or other[0] == measure:
            continue
        before = ends.get(token.i - 1)
        behind = starts.get(at + 1)
        if past and other[1] and before is not None and behind is None:
            pairs = [(measure, token, before, following), (other[0], second, following, before)]
        elif not past and not other[1] and behind is not None:
            pairs = [(measure, token, following, behind[1]), (other[0], second, behind[1], following)]
        else:
            continue
        out += [Line(m, verb, _bare(scene, own), rest) for m, verb, own, rest in pairs]
    return out


def number_of(scene: Scene, group: Group) -> list[int]:
    """The tokens of a group's number, by their place in the sentence; none without a number."""
    q = group.quantity
    return [t.i for t in scene.tokens if q is not None and t.idx < q.number_end and q.number_start < t.idx + len(t)]


def _span(scene: Scene, group: Group) -> tuple[int, int]:
    """The first token of a group's number and the last of the words for people right after it."""
    inside = number_of(scene, group)
    first, last = inside[0], inside[-1]
    while last + 1 < len(scene.doc) and last - inside[-1] < 3:
        word = scene.doc[last + 1]
        if _harm(word) is not None or (word.pos_ not in ("NOUN", "ADJ") and word.lower_ not in ("others", "more")):
            break
        last += 1
    return first, last


def _bare(scene: Scene, group: Group) -> Group:
    """A group without the verb of harm that the parser took for its noun."""
    if group.noun is None or _harm(scene.doc[group.noun]) is None:
        return group
    inside = number_of(scene, group)
    return replace(group, noun=None, kind=BARE, head=inside[-1], tokens=frozenset(inside))


def _harm(token: Token) -> tuple[Measure, bool] | None:
    """The measure of a verb of harm by its form, whatever the parser took it for, and whether it is a past form."""
    low = str(token.lower_)
    for lemma, measure in _HARMS.items():
        if low == ("hurt" if lemma == "hurt" else f"{lemma.removesuffix('e')}ed"):
            return measure, True
        if low in (lemma, f"{lemma}s"):
            return measure, False
    return None
