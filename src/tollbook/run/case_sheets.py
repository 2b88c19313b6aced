"""The forensic sheet of cases: each person's particulars as lists and reports state them, and what is claimed of the
remains in the claims that name the person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tollbook.ledger import Ledger
from tollbook.model import Case, Fate, Naming
from tollbook.publish.forensic import CaseRow, ClaimedRow
from tollbook.reconcile.remains import groups_of

from .case_views import days_words, origin_words
from .casing import require_cases
from .remains import claimed_row, dead_claims

_DEATH_OR_CAPTURE = frozenset({Fate.KILLED, Fate.CAPTURED})


def sheet_of_cases(ledger: Ledger, *, list_name: str | None = None) -> list[CaseRow]:
    """A row for each case (of those with an entry of `list_name`), by id. Raises LedgerError where there is no case."""
    require_cases(ledger)
    namings = ledger.namings()
    steps: dict[str, list[ClaimedRow]] = defaultdict(list)
    for group in groups_of(dead_claims(ledger)):
        for step in group.steps:
            steps[step.claim.id].append(claimed_row(step))
    found = []
    for case in sorted(ledger.cases(), key=lambda case: case.id):
        own = [namings[member] for member in case.members]
        if list_name is None or any(naming.list_name == list_name for naming in own):
            found.append(row_of_case(case, own, steps))
    return found


def row_of_case(case: Case, namings: Sequence[Naming], steps: Mapping[str, Sequence[ClaimedRow]]) -> CaseRow:
    """A case's particulars, those that differ beside each other; a name is not divided, since customs differ."""
    mentions = dict.fromkeys(n.mention for n in namings if n.mention is not None)
    return CaseRow(
        case=case.id,
        surname=_beside(spelling for n in namings for spelling in (n.name, *n.other_names)),
        born=_beside(str(n.born) for n in namings if n.born is not None),
        number=None,
        other=_beside(_other(namings)),
        place_and_date=_beside(_where(namings)),
        claimed=tuple(step for mention in mentions for step in steps.get(mention, ())),
    )


def _other(namings: Iterable[Naming]) -> Iterator[str]:
    for n in namings:
        told = [n.description or "", f"patronymic {n.patronymic}" if n.patronymic else "", n.sex or ""]
        told += [f"aged {n.age}" if n.age is not None else "", f"named by {origin_words(n)}"]
        yield ", ".join(part for part in told if part)


def _where(namings: Iterable[Naming]) -> Iterator[str]:
    """Where and when a naming says that the person was killed or taken."""
    for n in namings:
        told = [n.place or "", days_words(n)] if n.fate in _DEATH_OR_CAPTURE else []
        if any(told):
            yield f"{n.fate.value}: {', '.join(part for part in told if part)}"


def _beside(values: Iterable[str]) -> str | None:
    return "; ".join(dict.fromkeys(value for value in values if value)) or None
