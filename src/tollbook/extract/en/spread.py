"""The groups that an argument names."""

from __future__ import annotations

from collections.abc import Iterator

from .groups import Group, Scene, coordinated, included, unnumbered_group
from .parse import Token


def spread(scene: Scene, argument: Token, relation: str, by_token: dict[int, Group]) -> Iterator[tuple[Group, str]]:
    """The groups that an argument names: itself, what is joined to it, and the parts it is said to include."""
    counted = by_token.get(argument.i)
    listed = counted is not None and counted.quantity is not None and (counted.quantity.count.low or 0) > 1
    named: set[int] = set()  # "three men, NAME, NAME and NAME": the same people told twice
    for token in coordinated(argument):
        if token.i != argument.i and listed and _is_name_of(token, argument, named):
            named.add(token.i)
            continue
        if token.dep_ == "appos" and token.i != argument.i and (token.i not in by_token or argument.i in by_token):
            continue  # "a policeman, NAME": the same person told twice
        group = by_token.get(token.i) or unnumbered_group(scene, token)
        joined = relation if token.i == argument.i else f"joined:{relation}"
        if group is not None:
            yield group, joined
        holders = {token.i} | (set(group.tokens) if group is not None else set())
        for holder in sorted(holders):
            for part in included(scene.doc[holder]):
                inner = by_token.get(part.i) or unnumbered_group(scene, part)
                if inner is not None:
                    yield inner, f"part:{relation}"


def _is_name_of(token: Token, argument: Token, named: set[int]) -> bool:
    """Whether a token is a name set beside a number of people, or joined to such a name."""
    if token.pos_ != "PROPN":
        return False
    return (token.dep_ == "appos" and token.head.i == argument.i) or (token.dep_ == "conj" and token.head.i in named)
