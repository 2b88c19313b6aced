"""Which namings may be of one person: Splink on DuckDB weighs those that share a word of the name, or place and day.

Deterministic: the weights are frozen in a file, no statistic of the namings goes into them, rows go in by id, and
probabilities are rounded.
"""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import Levenshtein

from tollbook.model import Naming, PersonPair

from .marks import fold
from .person_names import Name, likeness, read_name, word_likeness
from .person_weights import PARTICULARS, Weights, load_weights

PROPOSED = 0.5
"""The least probability at which a pair is proposed to people."""
KEPT = 0.02
"""The least at which a pair is kept, for the average over a case."""
_CROWDED = 400
"""Namings that share a word of a name; more of them, and the word is too common to propose anybody."""
NEAR_SPELLED = 0.75
"""How alike the consonants of two places are at least, for them to be two spellings of one."""
_BLOCK = 3
"""Letters of a word's consonants that namings must share."""


@dataclass(frozen=True, slots=True)
class _Person:
    """A naming as it is compared."""

    id: str
    names: tuple[Name, ...]
    patronymic: Name | None
    sex: str | None
    age: int | None
    place: str | None
    day: int | None
    span: int


def propose(namings: Sequence[Naming], *, without: Sequence[str] = (), least: float = KEPT) -> list[PersonPair]:
    """The pairs of namings with at least that probability, the likeliest first; `without` leaves particulars aside."""
    persons = {p.id: p for p in sorted(map(_person, namings), key=lambda p: p.id)}
    blocks = _blocks(persons.values())
    if not any(blocks.values()):
        return []
    weights = load_weights(tuple(without))
    rows = _predicted(persons, blocks, weights)
    found = [
        PersonPair(a=a, b=b, probability=chance, why=_why(persons[a], persons[b], weights))
        for a, b, chance in rows
        if chance >= least
    ]
    return sorted(found, key=lambda pair: (-pair.probability, pair.a, pair.b))


def _person(naming: Naming) -> _Person:
    names = tuple(read_name(name) for name in (naming.name, *naming.other_names) if name)
    held = next((name.patronymic for name in names if name.patronymic), None)
    patronymic = read_name(naming.patronymic) if naming.patronymic else Name((held,)) if held else None
    day, last = naming.day, naming.when.end or naming.when.start
    age = naming.age
    if age is None and naming.born is not None and day is not None:
        age = day.year - naming.born
    return _Person(
        id=naming.id,
        names=names,
        patronymic=patronymic,
        sex=naming.sex,
        age=age,
        place=place_key(naming.place),
        day=day.toordinal() if day else None,
        span=(last - day).days if day and last else 0,
    )


def place_key(place: str | None) -> str | None:
    """A place as it is compared over scripts: the keys of its words."""
    if not place:
        return None
    return " ".join(word.key for word in read_name(place).words) or fold(place)


def _blocks(persons: Iterable[_Person]) -> dict[str, list[str]]:
    """What of each naming another one must share to be weighed with it."""
    found: dict[str, set[str]] = {}
    for person in persons:
        keys = {
            f"w {word.key.strip('A')[:_BLOCK]}" for name in person.names for word in name.words if len(word.key) > 1
        }
        if person.place and person.day is not None:
            keys.add(f"p {person.place} {person.day}")
        found[person.id] = keys
    crowd = Counter(key for keys in found.values() for key in keys)
    return {id_: sorted(key for key in keys if 1 < crowd[key] <= _CROWDED) for id_, keys in found.items()}


def _compared(a: _Person, b: _Person) -> dict[str, float | None]:
    """How each particular compares: a likeness, or a difference; None where either lacks it."""
    name = max((likeness(x, y) for x in a.names for y in b.names), default=None)
    patronymic = None
    if a.patronymic and b.patronymic and a.patronymic.words and b.patronymic.words:
        patronymic = word_likeness(a.patronymic.words[0], b.patronymic.words[0])
    return {
        "name": name,
        "patronymic": patronymic,
        "sex": None if a.sex is None or b.sex is None else float(a.sex != b.sex),
        "age": None if a.age is None or b.age is None else float(abs(a.age - b.age)),
        "place": _place_apart(a.place, b.place),
        "day": _days_apart(a, b),
    }


def _place_apart(a: str | None, b: str | None) -> float | None:
    """0: the same place; 1: one holds the other's words, or they are nearly spelled so; 2: another."""
    if a is None or b is None:
        return None
    if a == b:
        return 0.0
    near = set(a.split()) & set(b.split()) or Levenshtein.normalized_similarity(a, b) >= NEAR_SPELLED
    return 1.0 if near else 2.0


def _days_apart(a: _Person, b: _Person) -> float | None:
    if a.day is None or b.day is None:
        return None
    return float(max(0, max(a.day, b.day) - min(a.day + a.span, b.day + b.span)))


def _why(a: _Person, b: _Person, weights: Weights) -> tuple[str, ...]:
    values = _compared(a, b)
    levels = (weights.level(p, values[p]) for p in PARTICULARS if p in weights.levels)
    return tuple(level.says for level in levels if level is not None)


def _predicted(
    persons: dict[str, _Person], blocks: dict[str, list[str]], weights: Weights
) -> list[tuple[str, str, float]]:
    """(a, b, probability rounded to six digits) of every pair that shares a block, as Splink weighs them."""
    import duckdb
    import pyarrow as pa
    import splink.internals.comparison_level_library as levels
    from duckdb.func import SPECIAL
    from duckdb.sqltypes import DOUBLE, VARCHAR
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    from splink.comparison_library import CustomComparison

    logging.getLogger("splink").setLevel(logging.ERROR)
    connection = duckdb.connect(":memory:")
    known: dict[tuple[str, str], dict[str, float | None]] = defaultdict(dict)

    def comparing(particular: str) -> Callable[[str, str], float | None]:
        def apart(a: str, b: str) -> float | None:
            key = (a, b) if a < b else (b, a)
            if key not in known:
                known[key] = _compared(persons[key[0]], persons[key[1]])
            return known[key][particular]

        return apart

    types: list[Any] = [VARCHAR, VARCHAR]
    for particular in weights.levels:
        name = f"{particular}_apart"
        connection.create_function(name, comparing(particular), types, DOUBLE, null_handling=SPECIAL)
    comparisons: list[Any] = []
    for particular, own in weights.levels.items():
        value = f"{particular}_apart(who_l, who_r)"
        made: list[Any] = [levels.CustomLevel(f"{value} IS NULL").configure(is_null_level=True)]
        for level in own[:-1]:
            condition = f"{value} >= {level.least}" if level.least is not None else f"{value} <= {level.most}"
            made.append(levels.CustomLevel(condition).configure(m_probability=level.m, u_probability=level.u))
        made.append(levels.ElseLevel().configure(m_probability=own[-1].m, u_probability=own[-1].u))
        comparisons.append(CustomComparison(made, output_column_name=particular))
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=[block_on("blocks", arrays_to_explode=["blocks"])],
        probability_two_random_records_match=weights.chance,
        retain_matching_columns=False,
        linker_uid="tollbook-persons",
    )
    ids = list(persons)
    table = pa.table({"unique_id": ids, "who": ids, "blocks": [blocks[id_] for id_ in ids]})
    database = DuckDBAPI(connection=connection)
    linker = Linker(database.register(table, table_name="persons"), settings, log_level=logging.ERROR)
    predicted = linker.inference.predict(threshold_match_probability=1e-6)
    rows = predicted.as_record_list()
    connection.close()
    ends = ((row["unique_id_l"], row["unique_id_r"], row["match_probability"]) for row in rows)
    return sorted({(min(a, b), max(a, b), round(p, 6)) for a, b, p in ends})
