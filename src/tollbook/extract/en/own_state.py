"""A number followed at once by a word for what became of people is a number of those: "killed in the war and between
170 and 180 wounded" counts no dead by its second number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tollbook.model import Measure

from .groups import Scene

if TYPE_CHECKING:
    from .candidate import Candidate

_STATES = {
    "killed": Measure.KILLED,
    "dead": Measure.KILLED,
    "wounded": Measure.INJURED,
    "injured": Measure.INJURED,
    "missing": Measure.MISSING,
    "captured": Measure.CAPTURED,
}
_OF_PEOPLE = frozenset(_STATES.values())
_JOINING = frozenset({"and", "or", "&", "/"})


def own_state(scene: Scene, found: list[Candidate]) -> list[Candidate]:
    """The candidates without those of another state for a number that its own word follows ("90 wounded"), where one of
    the word's own state is there and no second word is joined to it ("90 killed and wounded")."""
    own: dict[tuple[int, int], Measure] = {}
    for c in found:
        state = _state_behind(scene, c)
        if state is not None and c.measure is state:
            own[c.anchor] = state
    return [c for c in found if c.measure not in _OF_PEOPLE or own.get(c.anchor, c.measure) is c.measure]


def _state_behind(scene: Scene, candidate: Candidate) -> Measure | None:
    quantity = candidate.group.quantity
    if quantity is None:
        return None
    behind = next((t for t in scene.tokens if t.idx >= quantity.number_end), None)
    state = _STATES.get(behind.lower_) if behind is not None else None
    if behind is None or state is None:
        return None
    after = behind.nbor(1) if behind.i + 1 < len(scene.doc) else None
    joined = after is not None and after.lower_ in _JOINING and after.i + 1 < len(scene.doc)
    if joined and after is not None and after.nbor(1).lower_ in _STATES:
        return None
    # "12 captured soldiers were killed": the word describes those whom something else befell
    describes = after is not None and after.pos_ in ("NOUN", "PROPN", "ADJ") and behind.dep_ in ("amod", "compound")
    return None if describes else state
