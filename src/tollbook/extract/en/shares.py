"""Shares of a number told before ("of the 60 houses, 57 were burned"), and one more after it ("a third was hurt")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .counts import Quantity
from .parse import Token

ORDINALS = frozenset(
    {"second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"}
)

_OF_SO_MANY = re.compile(
    r"(?:^|[.;:(]\s|\bsaid\s)\W*(?:out\s+)?of\s+(?:the\s+|some\s+|its\s+|their\s+)?$", re.IGNORECASE
)


def is_one_more(token: Token) -> bool:
    """Whether an ordinal stands for one more person than those before ("two were killed and a third wounded")."""
    if token.lower_ not in ORDINALS or not any(c.lower_ == "a" for c in token.lefts):
        return False
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    told_of = token.head.pos_ in ("VERB", "AUX", "ADJ") or token.head == token
    return told_of and after is not None and after.pos_ not in ("NOUN", "PROPN", "ADP") and after.lower_ != "are"


def of_so_many(text: str, quantity: Quantity) -> bool:
    """Whether a number is that of which a share is told next ("of the 60 houses, 57 were burned")."""
    return _OF_SO_MANY.search(text[: quantity.number_start]) is not None


def whole_before(text: str, quantities: Sequence[Quantity], share: Quantity) -> Quantity | None:
    """The number, just before and behind a comma, of which another is a share."""
    before = [q for q in quantities if q.kind == "count" and q.end <= share.start]
    if not before or not of_so_many(text, before[-1]) or "," not in text[before[-1].end : share.start]:
        return None
    return before[-1]
