"""Word tables: what vague words of number ("dozens", "several hundred") stand for, house by house.

Recording houses differ on purpose, so a claim keeps the words and a published figure takes its bounds from a table.
Tables are TOML files; those in `reference/data/words_*.toml` come with the program.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from tollbook.errors import SettingsError
from tollbook.model import Comparator, Count, Record

Bounds = tuple[int | None, int | None]

_MAGNITUDES = ("dozen", "hundred", "thousand", "million", "billion")
_CANONICAL = {
    "few": "few",
    "handful": "handful",
    "some": "some",
    "several": "several",
    "multiple": "several",
    "numerous": "several",
    "various": "several",
    "many": "many",
    "number": "number",
    "numbers": "number",
}


class WordEntry(Record):
    """What one word stands for; both sides None where the house draws no number from it."""

    low: int | None = None
    high: int | None = None
    checked: bool = True
    """False where the value was not read in the house's own document."""
    note: str | None = None


class WordTable(Record):
    """One house's table; `closes` are the open comparators whose stated number the house records as the number."""

    name: str
    title: str
    source: str
    closes: tuple[Comparator, ...] = ()
    words: dict[str, WordEntry] = Field(default_factory=dict)

    @classmethod
    def load(cls, name_or_path: str | Path) -> WordTable:
        """Load a table by the name of one that comes with the program, or from a TOML file.

        Raises SettingsError where there is no such table or it does not hold what a table must.
        """
        return _load(str(name_or_path))

    def entry(self, word: str) -> WordEntry | None:
        """The entry for a vague word as written ("several hundred", "Dozens of"); None where the table has none."""
        return self.words.get(canonical_word(word))


def table_names() -> list[str]:
    """Names of the tables that come with the program, sorted."""
    files = resources.files("tollbook.reference").joinpath("data").iterdir()
    return sorted(f.name[6:-5] for f in files if f.name.startswith("words_") and f.name.endswith(".toml"))


def canonical_word(word: str) -> str:
    """The table's key for a vague word: "Several hundred" -> "hundreds", "a large number" -> "number".

    A quantifier before a magnitude adds nothing that houses tell apart; the first of several magnitudes counts
    ("hundreds, if not thousands" -> "hundreds").
    """
    words = word.lower().replace(",", " ").split()
    for at, each in enumerate(words):
        stem = each.removesuffix("s")
        if each in ("tens", "scores") or stem in _MAGNITUDES:
            key = each if each in ("tens", "scores") else stem + "s"
            of = words[at + 1 : at + 3]
            if len(of) == 2 and of[0] == "of" and of[1] in ("thousands", "millions", "billions"):
                key = f"{key} of {of[1]}"
            return key
    for each in words:
        if each in _CANONICAL:
            return _CANONICAL[each]
    return " ".join(words)


def bounds(count: Count, table: WordTable) -> Bounds:
    """The (low, high) of a count under a house's table; None = open.

    A count without a vague word keeps its stated bounds; a vague word that the table lacks leaves both sides open.
    """
    return stated_bounds(count.low, count.high, count.comparator, count.vague, table)


def stated_bounds(
    low: int | None, high: int | None, comparator: Comparator, vague: str | None, table: WordTable
) -> Bounds:
    """The same of bounds that may have been worked out under another table, as flat claims keep them.

    What the comparator leaves open is open again, unless this table closes it.
    """
    if vague is not None:
        entry = table.entry(vague)
        return (entry.low, entry.high) if entry else (None, None)
    if comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN) and low is not None and high in (None, low):
        return low, low if comparator in table.closes else None
    return low, high


@cache
def _load(name: str) -> WordTable:
    bundled = resources.files("tollbook.reference").joinpath("data", f"words_{name}.toml")
    if "/" not in name and bundled.is_file():
        return _parse(bundled.read_text(encoding="utf-8"), name)
    path = Path(name)
    if not path.is_file():
        raise SettingsError(
            f"no word table {name!r}: use one of {', '.join(table_names())}, or the path of a TOML file"
        )
    return _parse(path.read_text(encoding="utf-8"), name)


def _parse(text: str, name: str) -> WordTable:
    try:
        raw: dict[str, Any] = tomllib.loads(text)
        return WordTable.model_validate(raw)
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise SettingsError(f"word table {name!r} is not as it should be: {error}") from error
