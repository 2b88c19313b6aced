"""Cases as people look at them: rows, a naming in words, a list against a claimed total."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from tollbook.errors import LedgerError
from tollbook.ledger import Ledger
from tollbook.model import Case, Fate, Naming
from tollbook.reconcile.list_gap import gap_words, list_gap

from .casing import FATES, require_cases
from .own import cells, every_own, fields_on
from .viewing import look_into

NO_NAME = "name withheld"


def naming_words(naming: Naming, *, names: bool = True) -> str:
    """A naming on one line; without `names`, no name, patronymic or description."""
    return ", ".join(naming_parts(naming, names=names))


def naming_parts(naming: Naming, *, names: bool = True) -> list[str]:
    """What a naming tells, part by part: a page sets each apart, since scripts of two directions stand side by side."""
    told = [naming.label if names else NO_NAME]
    if names:
        told += [*naming.other_names, *([f"patronymic {naming.patronymic}"] if naming.patronymic else [])]
    told += [f"aged {naming.age}"] if naming.age is not None else []
    told += [f"born {naming.born}"] if naming.born is not None else []
    told += [naming.sex] if naming.sex else []
    told += [naming.fate.value] if naming.fate is not Fate.UNKNOWN else []
    told += [naming.place] if naming.place else []
    told += [days_words(naming)] if naming.day else []
    return told


def days_words(naming: Naming) -> str:
    """The days of a naming, empty where none is known."""
    start, end = naming.when.start, naming.when.end
    if start == end or start is None or end is None:
        found = start or end
        return found.isoformat() if found else ""
    return f"{start} to {end}"


def origin_words(naming: Naming) -> str:
    """Where a naming comes from."""
    if naming.list_name is not None:
        return f"{naming.list_name} {naming.source_id}"
    return f"claim {(naming.mention or '')[:12]}"


def case_row(case: Case, namings: Sequence[Naming], *, names: bool = True) -> dict[str, Any]:
    """A case as a row of a table; particulars that differ stand beside each other."""
    spellings = dict.fromkeys(n for one in namings for n in (one.label, *one.other_names))
    lists = sorted({n.list_name for n in namings if n.list_name is not None})
    reports = len({n.report for n in namings if n.report is not None})
    named_by = [*lists, *([f"{reports} report{'s' if reports > 1 else ''}"] if reports else [])]
    return {
        "id": case.id,
        "state": case.state,
        "fate": _differing(n.fate.value for n in namings if n.fate is not Fate.UNKNOWN),
        "age": _differing(str(n.age) for n in namings if n.age is not None),
        "sex": _differing(n.sex for n in namings if n.sex),
        "place": _differing(n.place for n in namings if n.place),
        "day": _differing(days_words(n) for n in namings if n.day),
        "named by": ", ".join(named_by),
        "name": "; ".join(spellings) if names else NO_NAME,
        "spellings": list(spellings) if names else [],
        "namings": len(namings),
    }


def _differing(values: Any) -> str:
    return " / ".join(dict.fromkeys(values))


def case_rows(ledger: Ledger, *, list_name: str | None = None, names: bool = True) -> list[dict[str, Any]]:
    """All cases, those of most namings first; `list_name`: those with an entry of that list."""
    require_cases(ledger)
    namings = ledger.namings()
    fields, values = fields_on(ledger.project(), "case"), every_own(ledger, "case")
    rows = []
    for case in ledger.cases():
        own = [namings[member] for member in case.members]
        if list_name is None or any(naming.list_name == list_name for naming in own):
            rows.append(case_row(case, own, names=names) | cells(fields, values.get(case.id)))
    return sorted(rows, key=lambda row: (-row["namings"], row["id"]))


def gap_of(
    where: str, list_name: str, *, claim: str | None, total: int | None, fate: str, to: date | None
) -> list[str]:
    """What explains the gap between a list and a total, in lines. Raises LedgerError where either is not there."""
    with look_into(where) as ledger:
        require_cases(ledger)
        if list_name not in {version.list_name for version in ledger.list_versions()}:
            known = ", ".join(sorted({v.list_name for v in ledger.list_versions()})) or "none"
            raise LedgerError(f"{list_name}: no list has this name; lists: {known}.")
        told, what, claimed = "the total", Fate(fate), total or 0
        if claim is not None:
            told, what, claimed, to = _claimed(ledger, claim)
        cases, namings = ledger.cases(), ledger.namings()
        found = list_gap(list_name, claimed, what, to, cases, namings)
        by_id = {case.id: case for case in cases}
    lines = [gap_words(found, told)]
    for id_ in found.elsewhere[:50]:
        first = namings[by_id[id_].members[0]]
        lines.append(f"  not on the list: {naming_words(first)} ({origin_words(first)})")
    if found.untold:
        lines.append(f"  {found.untold:,} of its entries do not tell what became of the person; they are counted")
    return lines


def _claimed(ledger: Ledger, given: str) -> tuple[str, Fate, int, date | None]:
    stored = ledger.claim(given)
    if stored is None:
        raise LedgerError(f"{given}: no such claim stands. `tollbook claims` lists them.")
    reading = stored.reading
    if reading.measure not in FATES:
        raise LedgerError(f"{given}: counts {reading.measure.value}, which no list of persons is held against.")
    number = reading.count.low if reading.count.low is not None else reading.count.high
    if number is None:
        raise LedgerError(f"{given}: states no number (“{reading.count.text}”). Give a claim that does, or --total.")
    return f"the claim “{reading.count.text}” ({stored.id[:12]})", FATES[reading.measure], number, reading.when.end
