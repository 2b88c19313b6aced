"""What a claim says became of the dead and the missing, keyed to rules 112 to 117: `data/dead_statuses.toml`.

A status is what somebody claims. That it is relevant to a rule is an index for readers, never a legal finding.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pydantic import Field, ValidationError

from tollbook.errors import SettingsError
from tollbook.model import Measure, Record

NO_FINDING = (
    "Claims as their sources make them. “Relevant to rule n” points to customary humanitarian law on the dead and the "
    "missing (ICRC study, rules 112 to 117); it is no finding that a rule was kept or broken."
)
"""What stands on every page, table and sheet about the dead."""

NOT = "not"
"""How a detail begins that says that something was not, or is not yet, done ("not:returned")."""


class DeadStatus(Record):
    """One thing that can become of the dead: its code, the rule it is relevant to, and the measures that state it."""

    code: str
    label: str
    rule: int = Field(ge=112, le=117)
    measures: tuple[str, ...]
    source: str
    instead_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fate:
    """What a claim says became of the dead: a status, whether it says so or denies it, and what is said with it (why
    cremated, declared dead by whom)."""

    status: DeadStatus
    holds: bool = True
    with_it: str | None = None

    @property
    def words(self) -> str:
        """The status in words."""
        said = self.status.label if self.holds else f"not (or not yet) {self.status.label}"
        return f"{said}: {self.with_it}" if self.with_it else said


class DeadTable(Record):
    """All statuses in the order of what can be done for the dead, and the rules by number."""

    rules: dict[int, str]
    status: tuple[DeadStatus, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all statuses."""
        return tuple(one.code for one in self.status)

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that state a status, each once."""
        return tuple(dict.fromkeys(measure for one in self.status for measure in one.measures))

    def by_code(self, code: str) -> DeadStatus:
        """One status. Raises SettingsError for a code that is none, naming those that are."""
        for one in self.status:
            if one.code == code:
                return one
        raise SettingsError(f"'{code}' is no status of the dead; it must be one of {', '.join(self.codes)}")

    def fates(self, measure: str, details: Sequence[str], *, denied: bool = False) -> tuple[Fate, ...]:
        """What a claim of this measure with these details says, in the table's order; empty where it is not about the
        dead or the missing. Its details come before its measure, and before its stance (`denied`)."""
        told = {code_of(d) for d in details}
        undone = {d.partition(":")[2] for d in details if code_of(d) == NOT}
        replaced = {code for one in self.status if one.code in told | undone for code in one.instead_of}
        found = []
        for one in self.status:
            if one.code in told:
                found.append(Fate(one, with_it=said_with(details, one.code)))
            elif one.code in undone:
                found.append(Fate(one, holds=False))
            elif measure in one.measures and one.code not in replaced:
                found.append(Fate(one, holds=not denied))
        return tuple(found)


@cache
def dead_table() -> DeadTable:
    """The table that comes with the program. Raises SettingsError where its file cannot be read."""
    text = resources.files("tollbook.reference").joinpath("data", "dead_statuses.toml").read_text(encoding="utf-8")
    try:
        table = DeadTable.model_validate(tomllib.loads(text))
    except (ValueError, ValidationError) as error:
        raise SettingsError(f"reference data dead_statuses.toml: {error}; correct the entry in its file") from error
    known = set(table.codes)
    for one in table.status:
        wrong = [m for m in one.measures if m not in set(Measure)] + [c for c in one.instead_of if c not in known]
        if wrong or one.rule not in table.rules:
            raise SettingsError(f"reference data dead_statuses.toml, {one.code}: {wrong or one.rule} is not known")
    return table


def code_of(detail: str) -> str:
    """The code of a detail, without what was said with it ("cremated" of "cremated:for hygiene")."""
    return detail.partition(":")[0]


def said_with(details: Sequence[str], code: str) -> str | None:
    """What was said with a detail: why cremated, declared dead by whom; None where nothing was."""
    return next((d.partition(":")[2] for d in details if code_of(d) == code and ":" in d), None)
