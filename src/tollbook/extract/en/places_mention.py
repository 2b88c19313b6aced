"""The mention of a place."""

from __future__ import annotations

from dataclasses import dataclass

from tollbook.reference.gazetteer import Entry


@dataclass(frozen=True)
class PlaceMention:
    """A stretch of text that names a place; `start` and `end` hold the modifier and the word for its kind too.

    `name` are the words looked up, `name_start` and `name_end` their offsets. `kind` is what the words around say it is
    (area, settlement, camp, site), or what all candidates are (country, water, border, camp, site), `back` for words
    that go back to an earlier place ("the city"), `capital` for a capital without its name, else `name`. `modifier` is
    a direction ("northern"); `hint` a country code that the words before give ("the Syrian town of"); `inside` the
    number, in the list, of the mention that this one is said to lie in; `in_name` marks names that stand inside an
    organisation's or a person's; `strength` is the evidence that it is a place at all (1 or more: taken as one).
    """

    start: int
    end: int
    text: str
    name: str
    name_start: int
    name_end: int
    candidates: tuple[Entry, ...]
    kind: str = "name"
    type_word: str | None = None
    modifier: str | None = None
    hint: str | None = None
    inside: int | None = None
    in_name: bool = False
    locative: bool = False
    strength: float = 0.0
