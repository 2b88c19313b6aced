"""Parties and their names as the tables in `data/` give them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tollbook.errors import SettingsError
from tollbook.reference.countries import countries
from tollbook.reference.parties_table import DATA, first_day, last_day, listed, rows

PARTY_KINDS = ("state", "armed_group", "people", "coalition", "organisation", "authority")
ALIAS_KINDS = (
    "name",
    "demonym",
    "people",
    "leader",
    "title",
    "body",
    "forces",
    "capital",
    "abbreviation",
    "place",
)
"""`place` is a territory that stands for its side ("Gaza", "Tigray"); the rest is what the word says."""


@dataclass(frozen=True, slots=True)
class Party:
    """A side: `country` is where it belongs (ISO), `countries` wherever it acts, `parent` the side it is part of."""

    name: str
    kind: str
    country: str | None = None
    countries: tuple[str, ...] = ()
    parent: str | None = None
    since: date | None = None
    until: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Alias:
    """A text that means a party, between two dates where they matter; `ambiguous`: it also means something else."""

    text: str
    party: str
    kind: str
    since: date | None = None
    until: date | None = None
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Tables:
    """What the files hold: parties by name, aliases in order, and phrases that only look like names of parties."""

    parties: dict[str, Party]
    aliases: tuple[Alias, ...]
    not_parties: tuple[str, ...]


def read_tables(extra: Path | None = None) -> Tables:
    """Reads the tables that ship, then `extra` (same columns as `data/parties/*.tsv`), whose parties win."""
    parties: dict[str, Party] = {}
    aliases: list[Alias] = []
    doubtful = {row["text"] for row in rows(DATA / "ambiguous.tsv")}
    for party, names in _states():
        parties[party.name] = party
        aliases.extend(names)
    files = [*sorted((DATA / "parties").glob("*.tsv")), *([extra] if extra else [])]
    for file in files:
        for row in rows(file):
            _take(row, file, parties, aliases, replace=file == extra)
    aliases = [_doubt(alias, doubtful) for alias in aliases]
    for alias in aliases:
        if alias.party not in parties:
            raise SettingsError(f"{alias.text!r} stands for {alias.party!r}, which no row defines; add the party's row")
    return Tables(parties, tuple(aliases), tuple(row["text"] for row in rows(DATA / "not_parties.tsv")))


def _doubt(alias: Alias, doubtful: set[str]) -> Alias:
    if alias.text not in doubtful:
        return alias
    return Alias(alias.text, alias.party, alias.kind, alias.since, alias.until, ambiguous=True)


def _states() -> Iterator[tuple[Party, list[Alias]]]:
    for country in countries().values():
        name = country.name
        found = [Alias(name, name, "name")]
        for text in country.aliases:
            short = text.replace(".", "").isupper()
            found.append(Alias(text, name, "abbreviation" if short else "name"))
        found += [Alias(text, name, "demonym") for text in country.demonyms]
        found += [Alias(text, name, "people") for text in country.people]
        found += [Alias(text, name, "capital") for text in country.seats]
        yield Party(name, "state", country.iso, (country.iso,)), found


def _take(row: dict[str, str], file: Path, parties: dict[str, Party], aliases: list[Alias], *, replace: bool) -> None:
    name, kind = row["party"], row["kind"]
    where = f"{file.name}: {name}"
    since, until = first_day(row["since"], where), last_day(row["until"], where)
    if kind in PARTY_KINDS and not row["text"]:  # `people` with a text is an alias
        if name in parties and not replace:
            raise SettingsError(f"{where} is defined twice; keep one row")
        isos = tuple(listed(row["country"]))
        parties[name] = Party(
            name, kind, isos[0] if isos else None, isos, row["parent"] or None, since, until, row["note"]
        )
        aliases.append(Alias(name, name, "people" if kind == "people" else "name"))
    elif kind in ALIAS_KINDS:
        aliases.extend(Alias(text, name, kind, since, until) for text in listed(row["text"]))
    else:
        raise SettingsError(f"{where}: unknown kind {kind!r}; one of {', '.join(PARTY_KINDS + ALIAS_KINDS)}")
