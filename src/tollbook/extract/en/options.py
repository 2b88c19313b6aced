"""Options for a field: values that it can take, each with what speaks for it, and the choice among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ..linear import Linear

Value = TypeVar("Value")


@dataclass(frozen=True)
class Option(Generic[Value]):
    """A value of a field: features for the learned ranker, and the weight that the rules alone give it.

    `span` are the words that speak for it (offsets into the cleaned text), if there are any.
    """

    value: Value
    features: tuple[str, ...]
    rule: float
    span: tuple[int, int] | None = None
    why: str = ""


@dataclass(frozen=True)
class Choice(Generic[Value]):
    """The option chosen, its probability (None by rules alone) and by what."""

    option: Option[Value]
    chance: float | None
    by: str


def choose(options: Sequence[Option[Value]], model: Linear | None) -> Choice[Value]:
    """The likeliest option by the model, else the one that the rules weigh most; the first of equals."""
    best_rule = max(range(len(options)), key=lambda i: (options[i].rule, -i))
    if model is None:
        return Choice(options[best_rule], None, f"rule:{options[best_rule].why}")
    chances = model.choose([with_rule(options, i, best_rule) for i in range(len(options))])
    best = max(range(len(options)), key=lambda i: (chances[i], -i))
    return Choice(options[best], chances[best], f"{model.name}:{options[best].why}")


def with_rule(options: Sequence[Option[Value]], i: int, best_rule: int | None = None) -> list[str]:
    """An option's features, with one that says whether the rules would take it."""
    if best_rule is None:
        best_rule = max(range(len(options)), key=lambda n: (options[n].rule, -n))
    return [*options[i].features, f"rule={i == best_rule}"]
