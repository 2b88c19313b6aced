"""A draft: a candidate with its place in the report and its evidence, before its other fields are read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from tollbook.model import Measure

from .candidate import Candidate
from .context import Context
from .evidence import evidence, stated
from .groups import Scene
from .parse import Token
from .propose import propose


@dataclass(frozen=True)
class Draft:
    """A candidate in its report; offsets are into the cleaned text."""

    sentence: int
    scene: Scene
    candidate: Candidate

    @property
    def measure(self) -> Measure:
        """What the candidate counts."""
        return self.candidate.measure

    @cached_property
    def trigger(self) -> Token:
        """The word that names the harm."""
        return self.scene.tokens[self.candidate.trigger]

    @cached_property
    def head(self) -> Token:
        """The head of the group's words: its noun, else its number."""
        group = self.candidate.group
        return self.scene.tokens[group.noun if group.noun is not None else group.head]

    @cached_property
    def evidence(self) -> tuple[int, int]:
        """The words of the claim itself: its trigger, its group and their clause."""
        start, end = evidence(self.scene, self.candidate)
        return self.scene.offset + start, self.scene.offset + end

    @cached_property
    def stated(self) -> tuple[int, int]:
        """The stretch that is shown as the claim's evidence: its words with the clause that they hang on."""
        offset = self.scene.offset
        text = self.scene.even.joined(self.scene.text)
        start, end = stated(text, self.evidence[0] - offset, self.evidence[1] - offset)
        return offset + start, offset + end

    @cached_property
    def anchor(self) -> tuple[int, int]:
        """The number's stretch, else the head's."""
        start, end = self.candidate.anchor
        return self.scene.offset + start, self.scene.offset + end

    @property
    def trigger_offset(self) -> int:
        """Where the trigger stands."""
        return int(self.scene.offset + self.trigger.idx)

    @cached_property
    def clause(self) -> tuple[int, int]:
        """The stretch of the clause around the trigger: from its verb's left edge to its right edge, other verbs'
        clauses included."""
        verb = self.trigger
        while verb.head != verb and verb.pos_ not in ("VERB", "AUX"):
            verb = verb.head
        left, right = verb.left_edge, verb.right_edge
        return self.scene.offset + left.idx, self.scene.offset + right.idx + len(right)


def drafts_of(context: Context) -> list[Draft]:
    """All candidates of a report, in the order of the text; one for each measure and anchor, by its most direct
    trigger. Found once for each report."""
    if "drafts" in context.memo:
        found: list[Draft] = context.memo["drafts"]
        return list(found)
    out: list[Draft] = []
    for index in context.claimable:
        scene = context.scenes[index]
        best: dict[tuple[Measure, tuple[int, int]], Candidate] = {}
        for candidate in propose(scene):
            key = (candidate.measure, candidate.anchor)
            if key not in best or _directness(candidate) < _directness(best[key]):
                best[key] = candidate
        out.extend(Draft(index, scene, candidate) for candidate in best.values())
    context.memo["drafts"] = out
    return list(out)


def _directness(candidate: Candidate) -> tuple[int, int]:
    relation = candidate.relation
    if relation == "part:told":
        return -1, 0
    rank = 3 if relation == "loose" else 2 if relation.startswith(("near", "default")) else 1 if ":" in relation else 0
    # what was done to prisoners ("took 14 prisoners") tells more than that they are
    if relation == "self" and candidate.measure is Measure.CAPTURED:
        rank = 1
    return rank, abs(candidate.trigger - candidate.group.head)
