"""Why two houses differ: one's rules put in the place of the other's, one after the other, and what each changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tollbook.model import Link, TollFigure

from .policy import RULES, Policy
from .subject import Subject
from .tolls import Independence, by_voice, toll

ORDER = (
    *("measures", "victims", "split", "exclusions", "words", "revised", "denied", "zero", "hedged", "optional"),
    *("range", "best"),
)
"""The rules that set a figure, in the order in which they are exchanged: what is recorded at all, what counts, and what
is made of it."""
LAST = tuple(name for name in (*RULES, "exclusions") if name not in ORDER)


@dataclass(frozen=True, slots=True)
class Step:
    """One rule exchanged: what the first house says, what the second, and the figure before and after."""

    rule: str
    ours: str
    theirs: str
    before: TollFigure
    after: TollFigure


def differences(
    subject: Subject,
    measure: str,
    ours: Policy,
    theirs: Policy,
    independence: Independence = by_voice,
    links: Iterable[Link] = (),
) -> list[Step]:
    """The rules that lead from one house's figure to the other's: those whose exchange changes it, in order.

    After the last step the figure is the other house's, so that nothing is left unexplained.
    """
    links = tuple(links)
    policy, out = ours, []
    before = toll(subject, ours, independence, links).figure(measure)
    for name in (*ORDER, *LAST):
        if getattr(policy, name) == getattr(theirs, name):
            continue
        policy = policy.model_copy(update={name: getattr(theirs, name)})
        after = toll(subject, policy, independence, links).figure(measure)
        if before and after and outcome(before) != outcome(after):
            out.append(Step(name, _says(ours, name), _says(theirs, name), before, after))
        before = after
    return out


def outcome(figure: TollFigure) -> tuple[object, ...]:
    """What a reader sees of a figure, but for the split by side."""
    return (figure.low, figure.best, figure.high, figure.grade, figure.provisional, bool(figure.counted))


def _says(policy: Policy, name: str) -> str:
    if name == "exclusions":
        return "; ".join(e.says for e in policy.exclusions) or "nothing is excluded for its date, place or means"
    says: str = getattr(policy, name).says
    return says
