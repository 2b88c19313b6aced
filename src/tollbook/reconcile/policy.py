"""House policies: how a recording house turns claims into figures, as data that an expert can read and correct.

A policy is a TOML file of rules; each rule has a value from a short list, says in words what it does, and names its
source. Those in `reconcile/policies/` come with the program; a project can name a file of its own.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError, field_validator

from tollbook.errors import SettingsError
from tollbook.model import AppliedRule, Measure, Record, SourceKind, Status
from tollbook.reference.words import WordTable


class Rule(Record):
    """What every rule of a house states beside its value.

    `checked` is false where the rule is known from memory and was not read in the house's own document; `own` is true
    where the house says nothing and the rule is ours.
    """

    says: str
    source: str
    checked: bool = True
    own: bool = False

    def applied(self, name: str) -> AppliedRule:
        """The rule as a toll states it."""
        basis: Literal["read", "memory", "own"] = "own" if self.own else "read" if self.checked else "memory"
        return AppliedRule(rule=name, says=self.says, source=self.source, basis=basis)


class MeasuresRule(Rule):
    """Which measures the house records."""

    value: tuple[Measure, ...]


class VictimsRule(Rule):
    """Whose deaths the house records, by status. A subject whose victims are known to be others has no figure."""

    value: tuple[Status, ...]


class WordsRule(Rule):
    """The word table that gives vague words their bounds: a name, or the path of a table of one's own."""

    value: str


class RevisedRule(Rule):
    """Whether a figure that its source has replaced still sets bounds."""

    value: Literal["drop", "keep"]


class DeniedRule(Rule):
    """What a denial of harm does: nothing, or as much as a figure of zero."""

    value: Literal["drop", "zero"]


class ZeroRule(Rule):
    """Whether "nobody was killed" sets a bound beside claims of harm."""

    value: Literal["drop", "keep"]


class HedgedRule(Rule):
    """Whether a claim marked as doubtful counts, counts for the upper bound alone, or not at all."""

    value: Literal["keep", "high", "drop"]


class OptionalRule(Rule):
    """Whether claims on which careful coders may differ count."""

    value: Literal["keep", "drop"]


class SplitRule(Rule):
    """What becomes of a figure that covers more than a day or a place.

    `whole`: one summary event; `divide`: shared out over the events that it covers, so that a part of it is only known
    once they are; `drop`: not recorded.
    """

    value: Literal["whole", "divide", "drop"]


class RangeRule(Rule):
    """Where low and high come from: all that count (`span`), or the one figure taken as best (`single`)."""

    value: Literal["span", "single"]


class BestRule(Rule):
    """Which figure is best.

    `none`; `lowest`: the most conservative; `ranked`: of the most reliable kind of source in `ranking`, the lowest of
    these; `latest`: the most recent, of one day the lowest; `official`: the latest of the first kind in `ranking` that
    speaks, and none where no such source does. A range gives its low side, or no best where `of_range` is `none`.
    """

    value: Literal["none", "lowest", "ranked", "latest", "official"]
    of_range: Literal["low", "none"] = "low"
    ranking: tuple[tuple[SourceKind, ...], ...] = ()
    adversary_last: bool = False
    """Whether a belligerent's word on its enemy's losses ranks below all others."""


class IndependenceRule(Rule):
    """How many independent sources a figure needs, and whether two unnamed officials are two sources."""

    value: int = Field(ge=1)
    unnamed_differ: bool = False
    below: Literal["provisional", "as_is"] = "as_is"


class GradingRule(Rule):
    """Whether and how the house grades what it records."""

    value: Literal["none", "airwars"]


class DeathsRule(Rule):
    """How the dead are told apart by side: not at all, or as UCDP does."""

    value: Literal["none", "sides"]


class ExclusionRule(Rule):
    """A claim that the house does not record: harm with no date, with a country for a place, or by other means."""

    value: Literal["undated", "country_only", "means"]
    means: tuple[str, ...] = ()
    """For `means`: the codes that are recorded; a claim that names none stays."""


class Policy(Record):
    """One house's policy."""

    name: str
    title: str
    about: str
    notes: tuple[str, ...] = ()
    """What the house does that is not applied here, and why."""
    measures: MeasuresRule
    victims: VictimsRule
    words: WordsRule
    revised: RevisedRule
    denied: DeniedRule
    zero: ZeroRule
    hedged: HedgedRule
    optional: OptionalRule
    split: SplitRule
    range: RangeRule
    best: BestRule
    independence: IndependenceRule
    grading: GradingRule
    deaths: DeathsRule
    exclusions: tuple[ExclusionRule, ...] = ()

    @field_validator("name")
    @classmethod
    def _is_one_word(cls, name: str) -> str:
        if not name or any(c in name for c in ",/ \t\n"):
            raise ValueError("a policy's name is one word, without commas and slashes")
        return name

    def table(self) -> WordTable:
        """The word table. Raises SettingsError where there is none of that name."""
        return WordTable.load(self.words.value)

    def rules(self) -> dict[str, Rule]:
        """All rules by name, in the order of the file; exclusions by what they leave out."""
        named: dict[str, Rule] = {f: r for f in RULES if isinstance(r := getattr(self, f), Rule)}
        return named | {f"exclusion: {e.value.replace('_', ' ')}": e for e in self.exclusions}


RULES = (
    *("measures", "victims", "words", "revised", "denied", "zero", "hedged", "optional", "split", "range", "best"),
    *("independence", "grading", "deaths"),
)
"""The names of the rules that every policy has."""


def policy_names() -> list[str]:
    """The names of the policies that come with the program, sorted."""
    files = resources.files("tollbook.reconcile").joinpath("policies").iterdir()
    return sorted(f.name[:-5] for f in files if f.name.endswith(".toml"))


def load_policy(name_or_path: str | Path) -> Policy:
    """A policy by the name of one that comes with the program, or from a TOML file.

    Raises SettingsError that says what is wrong: no such policy, no TOML, a rule missing, unknown or with a value that
    it cannot have, or a word table that is not there.
    """
    return _load(str(name_or_path))


@cache
def _load(name: str) -> Policy:
    bundled = resources.files("tollbook.reconcile").joinpath("policies", f"{name}.toml")
    if "/" not in name and bundled.is_file():
        return _parse(bundled.read_text(encoding="utf-8"), name)
    path = Path(name)
    if not path.is_file():
        raise SettingsError(f"no policy {name!r}: use one of {', '.join(policy_names())}, or the path of a TOML file")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError(f"{name}: not UTF-8 text ({error.reason}); a policy is a TOML file") from error
    return _parse(text, name)


def _parse(text: str, name: str) -> Policy:
    try:
        raw: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"policy {name}: not readable as TOML ({error}); correct it and try again") from error
    try:
        policy = Policy.model_validate(raw)
    except ValidationError as error:
        raise SettingsError(f"policy {name}: {_first_fault(error)}") from error
    try:
        policy.table()
    except SettingsError as error:
        raise SettingsError(f"policy {name}: words: {error}") from error
    return policy


def _first_fault(error: ValidationError) -> str:
    faults = error.errors()
    fault = next(
        (f for f in faults if f["type"] == "extra_forbidden"), faults[0]
    )  # a slip of the pen before its results
    where = ".".join(str(part) for part in fault["loc"]) or "policy"
    if fault["type"] == "extra_forbidden":
        top = len(fault["loc"]) == 1
        known = f"; the rules are {', '.join((*RULES, 'exclusions'))}" if top else ""
        return f"nothing here is called {where!r}{known}"
    if fault["type"] == "missing":
        return f"{where} is missing" + ("; every policy states each rule" if where in RULES else "")
    return f"{where}: {fault['msg'].lower()}"
