"""Options for a field: values that it can take, each with what speaks for it, and the choice among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from ..blend import Blend
from ..linear import Linear

Value = TypeVar("Value")


@dataclass(frozen=True)
class Option(Generic[Value]):
    """A value of a field: features for the learned ranker, and the weight that the rules alone give it.

    Features, and whether it is certain, are told when first asked for: rules alone never ask. `span` are the words that
    speak for it (offsets into the cleaned text), if there are any.
    """

    value: Value
    tell: Callable[[], Iterable[str]]
    rule: float
    span: tuple[int, int] | None = None
    why: str = ""
    certain: Callable[[], bool] = bool

    @cached_property
    def features(self) -> tuple[str, ...]:
        """What the learned ranker weighs."""
        return tuple(self.tell())

    @cached_property
    def sure(self) -> bool:
        """Whether the words leave no doubt: such an option is taken whatever the learned parts say."""
        return self.certain()


@dataclass(frozen=True)
class Choice(Generic[Value]):
    """The option chosen, its probability (None by rules alone) and by what."""

    option: Option[Value]
    chance: float | None
    by: str


def choose(
    options: Sequence[Option[Value]],
    model: Linear | None,
    logits: Sequence[float] | None = None,
    blend: Blend | None = None,
) -> Choice[Value]:
    """The likeliest option by the model, blended with the encoder's logits where there are any, else the one that the
    rules weigh most; the first of equals."""
    best_rule = max(range(len(options)), key=lambda i: (options[i].rule, -i))
    if model is None:
        return Choice(options[best_rule], None, f"rule:{options[best_rule].why}")
    chances = model.choose([with_rule(options, i, best_rule) for i in range(len(options))])
    if blend is not None and logits is not None:
        chances = blend.chances(chances, logits)
    best = max(range(len(options)), key=lambda i: (chances[i], -i))
    return Choice(options[best], chances[best], f"{model.name}:{options[best].why}")


def settled(options: Sequence[Option[Value]], chosen: Choice[Value]) -> Choice[Value]:
    """The one option that is sure, if there is one, else what was chosen."""
    sure = [o for o in options if o.sure]
    if len(sure) != 1 or sure[0] is chosen.option:
        return chosen
    return Choice(sure[0], None, f"rule:{sure[0].why}")


def with_rule(options: Sequence[Option[Value]], i: int, best_rule: int | None = None) -> list[str]:
    """An option's features, with one that says whether the rules would take it."""
    if best_rule is None:
        best_rule = max(range(len(options)), key=lambda n: (options[n].rule, -n))
    return [*options[i].features, f"rule={i == best_rule}"]


@dataclass(frozen=True)
class Setting:
    """Where a claim stands among the report's claims: what a second look at its fields compares."""

    measure: str
    noun: str
    count: tuple[int | None, int | None]
    sentence: int


def second_look(
    keys: Sequence[Sequence[str]], first: Sequence[int], chances: Sequence[float], settings: Sequence[Setting], at: int
) -> list[list[str]]:
    """Features for each option of claim `at` from what a first look chose for all claims of the report.

    `keys[i]` are the options of claim i as strings, `first[i]` the one chosen at first with probability `chances[i]`.
    """
    chosen = [keys[i][first[i]] for i in range(len(keys))]
    here = settings[at]
    others = [i for i in range(len(keys)) if i != at]
    alike = [i for i in others if settings[i].noun == here.noun]
    same_count = [
        i for i in others if settings[i].count == here.count and here.count != (None, None) and here.count != (1, 1)
    ]
    near = [i for i in others if settings[i].sentence == here.sentence]
    before = [i for i in others if i < at]
    sure = "hi" if chances[at] > 0.8 else "mid" if chances[at] > 0.5 else "lo"
    out = []
    for n, key in enumerate(keys[at]):
        none = key == ""
        features = [f"2:first={n == first[at]}:{sure}:{none}"]
        if before:
            features.append(
                f"2:previous={chosen[before[-1]] == key}:{none}:{sure}:{settings[before[-1]].sentence == here.sentence}"
            )
            features.append(f"2:opening={chosen[0] == key}:{none}:{sure}")
        for name, group in (("all", others), ("alike", alike), ("count", same_count), ("sentence", near)):
            if group:
                share = sum(chosen[i] == key for i in group) / len(group)
                features.append(f"2:{name}={_share(share)}:{none}:{sure}")
                if name == "alike":
                    features.append(f"2:alike={_share(share)}:{here.noun}:{none}")
        out.append(features)
    return out


def _share(value: float) -> str:
    return "0" if value == 0 else "1" if value < 0.34 else "2" if value < 0.67 else "3" if value < 1 else "4"
