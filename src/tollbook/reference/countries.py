"""Countries and territories: names, adjectives, people words and the capitals that stand for them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tollbook.reference.parties_table import DATA, listed, rows
from tollbook.reference.parties_words import fold


@dataclass(frozen=True, slots=True)
class Country:
    """One row of `data/countries.tsv`; `iso` is ISO 3166-1 alpha-2 (XK: Kosovo)."""

    iso: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    people: tuple[str, ...]
    capital: str | None
    seats: tuple[str, ...]
    """The capital and what else stands for the government ("Kremlin")."""


@cache
def countries() -> dict[str, Country]:
    """All countries by ISO code, in the order of the file."""
    found = {}
    for row in rows(DATA / "countries.tsv"):
        seats = tuple(listed(row["capital"]))
        found[row["iso"]] = Country(
            iso=row["iso"],
            name=row["name"],
            aliases=tuple(listed(row["aliases"])),
            demonyms=tuple(listed(row["demonyms"])),
            people=tuple(listed(row["people"])),
            capital=seats[0] if seats else None,
            seats=seats,
        )
    return found


@cache
def _by_text() -> dict[str, str]:
    index: dict[str, str] = {}
    for country in countries().values():
        for text in (country.name, *country.aliases, *country.demonyms, *country.people):
            index.setdefault(fold(text), country.iso)
    return index


def country_of(text: str) -> Country | None:
    """The country that a name, adjective or people word means ("Syria", "Syrian", "Syrians", "the U.S."), else None.

    Short codes count only in capitals: "us" and "is" are words.
    """
    words = text.strip()
    if words[:4].lower() == "the ":
        words = words[4:].strip()
    key = fold(words)
    iso = _by_text().get(key) or _by_text().get(key.removesuffix(" s"))
    if iso is None or (len(key) <= 3 and not words.replace(".", "").isupper()):
        return None
    return countries()[iso]
