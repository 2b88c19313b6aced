"""Whether a text can be about what is recorded at all: one pass of an automaton over the stems of all languages."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from .en.triage import can_hold_claim

Engine = Literal["hyperscan", "re2"]


class Triage:
    """Says of a text whether it is worth reading."""

    def passes(self, text: str) -> bool:
        """Whether it is."""
        return any(can_hold_claim(part) for part in re.split(r"\n+|(?<=[.!?])\s", text))


@cache
def load_triage(engine: Engine | None = None) -> Triage:
    """The triage of this process, compiled once."""
    del engine
    return Triage()
