"""A party around a candidate: who a name means here, the side it belongs to, and the part it plays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache

from tollbook.reference.parties import Parties, PartyMatch

from .context import Context
from .groups import Scene
from .parse import Token

_INNER = ("amod", "compound", "poss", "nmod", "det", "nummod", "case")


@dataclass
class Part:
    """What speaks for one party: roles (labels), and the first words that name it."""

    party: str
    roles: set[str] = field(default_factory=set)
    span: tuple[int, int] | None = None
    further: Callable[[], Mapping[str, AbstractSet[str]]] = dict
    """Gives every party's further roles, when they are first asked for."""

    @property
    def wide(self) -> AbstractSet[str]:
        """Further roles, weighed by themselves: not crossed with the victims' noun."""
        return self.further().get(self.party, frozenset())


def meant(context: Context, match: PartyMatch) -> Iterator[tuple[str | None, str]]:
    """The parties that a name can mean here, each with the kind of name."""
    if match.party is not None:
        yield side_of(match.party), f"{match.kind}{'-c' if match.compound else ''}"
        for other in match.others[:2]:
            yield side_of(other), "other"
    elif match.role is not None:
        yield context.stands_for(match.role), f"generic:{match.role}"


def last_token(scene: Scene, match: PartyMatch) -> Token | None:
    """The last token of a party's name."""
    found = None
    for token in scene.tokens:
        if token.idx >= match.end:
            break
        if token.idx + len(token) > match.start:
            found = token
    return found


def first_token(scene: Scene, match: PartyMatch) -> Token | None:
    """The first token of a party's name."""
    return next((t for t in scene.tokens if t.idx < match.end and match.start < t.idx + len(t)), None)


def root_of(token: Token) -> Token:
    """The head of the noun phrase that a token stands in."""
    at = token
    while at.dep_ in _INNER and at.head != at:
        at = at.head
    return at


@cache
def side_of(name: str) -> str:
    """The side that a unit or hired force belongs to: the state above it, else itself (guide: volunteers belong to
    their side)."""
    parties = Parties.load()
    party = parties.get(name)
    if party is None or party.kind != "armed_group" or party.parent is None:
        return name
    above = parties.get(party.parent)
    if above is None:
        return name
    return above.name if above.kind == "state" else name


def party_kind(name: str) -> str:
    """State, armed_group, people ... of a canonical party; one that is in no list is a country by its own name."""
    party = Parties.load().get(name)
    return party.kind if party is not None else "state"
