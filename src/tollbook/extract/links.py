"""Links between the claims of one report: repeats, revises, contradicts, part_of (guide, Links inside one report).

A claim repeats at most one earlier claim and is part of at most one whole: the nearest mention of the smallest group
that holds it. A learned model chooses both where its weights are there; else rules do. What revises and contradicts is
said by rules.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tollbook.model import Claim, Link, Report

from .linear import Hashed, Linear, hashed, joined, load
from .links_pairs import Ranks, any_may_link, may_be_part, may_repeat, part_features, repeat_features
from .links_rules import contradicts, ruled_part, ruled_repeat, said_to_be_new, said_to_revise
from .links_view import Told, told

REPEAT_LEAST = 0.4
PART_LEAST = 0.4
"""Least probabilities of a chosen link; set on the training reports, out of fold."""


@dataclass(frozen=True)
class Question:
    """Which of `options` a claim repeats, or is part of, if any."""

    kind: str
    claim: Told
    options: tuple[Told, ...]
    features: tuple[Hashed, ...]


def links_within(report: Report, claims: Sequence[Claim], *, learned: bool = True) -> list[Link]:
    """The links of a report's claims, each with its reason: `a` stands before `b`, but for parts (`a` within `b`)."""
    if not any_may_link(claims):
        return []
    seen = told(report, claims)
    model = load("links") if learned else None
    return decide(seen, model)


def decide(
    seen: Sequence[Told], model: Linear | None, *, repeat_least: float = REPEAT_LEAST, part_least: float = PART_LEAST
) -> list[Link]:
    """The links among claims, by a model or, without one, by rules."""
    if model is None:
        repeats = _ruled(seen, ruled_repeat)
        parts = _ruled(seen, ruled_part)
    else:
        repeats = _chosen(repeat_questions(seen), model, repeat_least)
        repeats = {b: found for b, found in repeats.items() if not said_to_be_new(b)}
        parts = {**_ruled(seen, ruled_part), **_chosen(part_questions(seen), model, part_least)}
    out = [Link(type="repeats", a=a.claim.id, b=b.claim.id, why=why) for b, (a, why) in repeats.items()]
    out += [
        Link(type="part_of", a=a.claim.id, b=b.claim.id, why=why)
        for a, (b, why) in parts.items()
        if repeats.get(a, (None,))[0] is not b
    ]
    joined_pairs = {frozenset((link.a, link.b)) for link in out}
    for kind, rule in (("revises", said_to_revise), ("contradicts", contradicts)):
        for a, b, why in rule(seen):
            if frozenset((a.claim.id, b.claim.id)) not in joined_pairs:
                out.append(Link(type=kind, a=a.claim.id, b=b.claim.id, why=why))
    return out


def repeat_questions(seen: Sequence[Told]) -> list[Question]:
    """For each claim, which earlier one it says again."""
    out = []
    for b in seen:
        options = tuple(a for a in seen[: b.number] if may_repeat(a, b))
        if options:
            out.append(
                Question(
                    "repeats",
                    b,
                    options,
                    tuple(joined(hashed(repeat_features(a, b, seen)), "repeats") for a in options),
                )
            )
    return out


def part_questions(seen: Sequence[Told]) -> list[Question]:
    """For each claim, of which other one its victims are part."""
    out, ranks = [], Ranks(seen)
    for a in seen:
        options = tuple(b for b in seen if may_be_part(a, b))
        if options:
            told_of = (part_features(a, b, seen, ranks) for b in options)
            out.append(Question("part_of", a, options, tuple(joined(hashed(f), "part_of") for f in told_of)))
    return out


def _chosen(questions: Sequence[Question], model: Linear, least: float) -> dict[Told, tuple[Told, str]]:
    out = {}
    for question in questions:
        chances = model.chances([hashed(()), *question.features])[1:]
        best = max(range(len(chances)), key=chances.__getitem__)
        if chances[best] >= least:
            out[question.claim] = (
                question.options[best],
                f"chosen among {len(chances)} claims, probability {chances[best]:.2f}",
            )
    return out


def _ruled(
    seen: Sequence[Told], rule: Callable[[Sequence[Told], Told], tuple[Told, str] | None]
) -> dict[Told, tuple[Told, str]]:
    return {t: found for t in seen if (found := rule(seen, t)) is not None}
