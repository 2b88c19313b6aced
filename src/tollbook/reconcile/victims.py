"""Victims told apart: where a report gives figures of their own for two sides, or for fighters and civilians."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tollbook.model import Status

from .counting import Statement
from .flat import FlatClaim
from .replacing import disjoint, voice

Whose = tuple[str | None, str | None]
"""A party, and `civilian` or `combatant`; None where that does not tell the groups apart."""


@dataclass(frozen=True, slots=True)
class Apart:
    """Statements by whose victims they count; `whole`: those that count all of them; `unclear`: neither can be told."""

    groups: dict[Whose, tuple[Statement, ...]]
    whole: tuple[Statement, ...]
    unclear: tuple[Statement, ...]


def apart(statements: Sequence[Statement]) -> Apart | None:
    """Statements by the groups of victims that some report tells apart; None where none does.

    Only figures of one voice in one report are taken for groups that add up: rival figures that two sources give for
    two sides may be readings of one and the same.
    """
    found: set[Whose] = set()
    for own in _by_report_and_voice(statements):
        sides = [s for s in own if all(t is s or disjoint(s.claim, t.claim) for t in own)]
        if len(sides) > 1 and len(sides) == len(own):
            total = sum(s.low or 0 for s in sides)
            wholes = [s for s in statements if s.claim.report == own[0].claim.report and s not in sides]
            if not any((s.low or 0) >= total for s in wholes):
                found |= {_whose(s.claim) for s in sides}
    groups = [g for g in sorted(found, key=str) if not any(g != h and _within(g, h) for h in found)]
    if len(groups) < 2:
        return None
    members: dict[Whose, list[Statement]] = {g: [] for g in groups}
    rest: list[Statement] = []
    for statement in statements:
        fits = [g for g in groups if _within(_whose(statement.claim), g)]
        if len(fits) == 1:
            members[fits[0]].append(statement)
        else:
            rest.append(statement)
    least = sum(min((s.low or 0 for s in members[g]), default=0) for g in groups)
    whole = tuple(s for s in rest if (s.low or s.high or 0) >= least)
    return Apart({g: tuple(m) for g, m in members.items()}, whole, tuple(s for s in rest if s not in whole))


def _by_report_and_voice(statements: Sequence[Statement]) -> list[list[Statement]]:
    found: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        if statement.low:
            found.setdefault((statement.claim.report, voice(statement.claim)), []).append(statement)
    return [own for own in found.values() if len(own) > 1]


def _whose(claim: FlatClaim) -> Whose:
    return claim.party, claim.status if claim.status in (Status.CIVILIAN, Status.COMBATANT) else None


def _within(narrow: Whose, wide: Whose) -> bool:
    """Whether all of the first's victims are among the second's."""
    return all(w is None or n == w for n, w in zip(narrow, wide, strict=True))


def named(whose: Whose) -> str:
    """A group in words."""
    party, side = whose
    return " ".join(x for x in (party, f"{side}s" if side else None) if x)
