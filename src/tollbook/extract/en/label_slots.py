"""The fields with few codes as one table: name, codes, rule. The learned choice of each is the model of that name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .context import Context
from .draft import Draft
from .slot_labels import (
    CERTAINTY,
    EXTENT,
    MEANS,
    STATUS,
    VERIFICATION,
    certainty_rule,
    extent_rule,
    means_rule,
    status_rule,
    verification_rule,
)


@dataclass(frozen=True)
class LabelSlot:
    """A field with few codes and the rule that reads it."""

    name: str
    codes: tuple[str, ...]
    rule: Callable[[Context, Draft], str]


LABEL_SLOTS = (
    LabelSlot("status", STATUS, status_rule),
    LabelSlot("extent", EXTENT, extent_rule),
    LabelSlot("means", MEANS, means_rule),
    LabelSlot("certainty", CERTAINTY, certainty_rule),
    LabelSlot("verification", VERIFICATION, verification_rule),
)


def features_with_rule(features: list[str], slot: LabelSlot, ruled: str) -> list[str]:
    """A draft's label features with what the rule says."""
    return [*features, f"rule={ruled}"]
