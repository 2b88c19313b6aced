"""What all rows of one table share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .count import WordsReader
from .fields import Fields
from .mapping import Block, ClaimsMap
from .speakers import Chains


@dataclass(frozen=True)
class Setting:
    """What all rows of one table share: the map, the columns, the day of reading, the reader of counts in words."""

    of_map: ClaimsMap
    columns: Sequence[str]
    media_type: str
    blob: str
    today: date
    words: WordsReader | None = None
    restricted: bool = False

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The claims of each row."""
        return self.of_map.blocks

    @cached_property
    def chains(self) -> Chains:
        """The chains of speakers met so far."""
        return Chains(self.of_map)

    def fields(self, block: Block, cells: Mapping[str, str]) -> Fields:
        """A row's cells as one of its claims sees them."""
        return Fields(block, cells, self.of_map.dates, self.today, self.chains)
