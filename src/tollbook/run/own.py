"""Values of a project's own fields, and how far an incident is verified: judgements, so that each keeps who and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from tollbook.errors import LedgerError
from tollbook.ledger import Ledger, WantedValue
from tollbook.ledger.own_values import ABOUT
from tollbook.model import STATUSES, FieldOn, OwnField, Project, RecordJudgement

STATUS = OwnField.model_construct(
    name="status",
    on="incident",
    type="choice",
    label="Status",
    help="Whether this house holds the incident for verified under its standard of proof: open until it is decided.",
    choices=STATUSES,
    required=False,
)
"""The field that every project has on incidents."""

PREFIXES: Mapping[FieldOn, str] = {"claim": "m-", "incident": "i-", "case": "case-"}
"""What the ids begin with of those that have such fields."""
TYPES = {"text": "words", "number": "a number", "date": "a day", "choice": "one of its choices", "yes_no": "yes or no"}
"""What each type of field holds, in words."""
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Change:
    """Values that somebody set at one moment, by field; None takes a value out."""

    by: str
    at: str
    why: str | None
    values: Mapping[str, Value]


@dataclass(slots=True)
class Own:
    """What one claim, incident or case has in the project's own fields, and how it came to that, oldest first."""

    values: dict[str, Value] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)


def fields_on(project: Project, on: FieldOn) -> tuple[OwnField, ...]:
    """The fields that things of a kind have in a project, with the status of incidents."""
    return (STATUS, *project.fields_on(on)) if on == "incident" else project.fields_on(on)


def kind_of(subject: str) -> FieldOn:
    """Whether an id is a claim's, an incident's or a case's. Raises LedgerError for another one."""
    for kind, prefix in PREFIXES.items():
        if subject.startswith(prefix):
            return kind
    raise LedgerError(f"{subject}: only claims, incidents and cases have fields of the project's own.")


def resolved(ledger: Ledger, given: str) -> str:
    """The whole id from it or its beginning. Raises LedgerError where nothing that may have such fields has it."""
    find = {"claim": ledger.resolve_id, "incident": ledger.resolve_subject, "case": ledger.resolve_case}
    return find[kind_of(given)](given)


def own_of(ledger: Ledger, subject: str) -> Own:
    """What one claim, incident or case has."""
    return _folded(one.judgement for one in ledger.record_judgements(subject=ABOUT + subject)).get(subject, Own())


def every_own(ledger: Ledger, on: FieldOn) -> dict[str, Own]:
    """What all claims, incidents or cases have, by id."""
    return _folded(one.judgement for one in ledger.own_judgements(PREFIXES[on]))


def _folded(judgements: Iterable[RecordJudgement]) -> dict[str, Own]:
    found: dict[str, Own] = {}
    for judgement in judgements:
        own = found.setdefault(judgement.subject.removeprefix(ABOUT), Own())
        own.changes.append(Change(judgement.by, judgement.at, judgement.why, judgement.fields))
        own.values |= judgement.fields
    return found


def wanted_values(project: Project, on: FieldOn, asked: Mapping[str, str]) -> tuple[WantedValue, ...]:
    """What is asked of own fields, by name and as shown; what is empty asks nothing. Raises LedgerError as `parsed`."""
    fields = {one.name: one for one in fields_on(project, on)}
    found = []
    for name, text in asked.items():
        if name not in fields:
            known = ", ".join(fields) or "none"
            raise LedgerError(f"{name}: no field of this project on a {on}; it has {known}.")
        value = parsed(fields[name], text)
        if value is not None:
            unset = fields[name] is STATUS and value == STATUSES[0]
            found.append(WantedValue(name=name, value=value, part=fields[name].type == "text", unset=unset))
    return tuple(found)


def cells(fields: Sequence[OwnField], own: Own | None) -> dict[str, Value]:
    """The values of all fields as columns of a table, by `own.NAME` (the status by its own name)."""
    values = own.values if own else {}
    return {column(one): values.get(one.name, STATUSES[0] if one is STATUS else None) for one in fields}


def column(one: OwnField) -> str:
    """What a field's column is called in tables."""
    return one.name if one is STATUS else f"own.{one.name}"


def set_own(
    ledger: Ledger, given: str, entered: Mapping[str, str], *, by: str, why: str | None = None
) -> Mapping[str, Value]:
    """Set fields of a claim, incident or case from what was entered, as a judgement; returns what was changed.

    Raises LedgerError, with nothing stored, for an unknown field, a value that is not of its type, or an empty one
    that is required.
    """
    subject = resolved(ledger, given)
    why = why and why.replace("\0", "")
    own = own_of(ledger, subject)
    values = own_values(ledger.project(), kind_of(subject), entered, own.values)
    changed = {name: value for name, value in values.items() if value != own.values.get(name)}
    if "status" in changed and changed["status"] == STATUSES[0] and "status" not in own.values:
        del changed["status"]
    if changed:
        ledger.judge_record(change_of(ledger, subject, changed, by=by, why=why))
    return changed


def own_values(
    project: Project, on: FieldOn, entered: Mapping[str, str], had: Mapping[str, Value] | None = None
) -> Mapping[str, Value]:
    """The values of fields from what was entered beside those that are `had`. Raises LedgerError as `set_own` does."""
    fields = {one.name: one for one in fields_on(project, on)}
    unknown = [name for name in entered if name not in fields]
    if unknown:
        raise LedgerError(f"{unknown[0]}: no field of this project on a {on}; it has {', '.join(fields) or 'none'}.")
    values = {name: parsed(fields[name], text) for name, text in entered.items()}
    standing = {**(had or {}), **values}
    lacking = [one.title for one in fields.values() if one.required and standing.get(one.name) is None]
    if lacking:
        raise LedgerError(f"{', '.join(lacking)}: may not be empty in this project. Nothing was stored.")
    return values


def take_back(ledger: Ledger, given: str, *, by: str) -> Mapping[str, Value]:
    """Put back what the last change of own fields took the place of, as a change of `by`."""
    subject = resolved(ledger, given)
    own = own_of(ledger, subject)
    if not own.changes:
        raise LedgerError(f"{given}: has no value to take back.")
    before: dict[str, Value] = {}
    for change in own.changes[:-1]:
        before |= change.values
    values = {name: before.get(name) for name in own.changes[-1].values}
    ledger.judge_record(change_of(ledger, subject, values, by=by, why="the last change taken back"))
    return values


def parsed(one: OwnField, text: str) -> Value:
    """A value of a field from what was entered; None where nothing was. Raises LedgerError with the remedy."""
    text = text.replace("\0", "")  # PostgreSQL's JSON knows no such character
    bare = " ".join(text.split()) if one.type != "text" else text.strip()
    if not bare:
        return None
    match one.type:
        case "number":
            return _number(one, bare)
        case "date":
            return _day(one, bare)
        case "yes_no":
            if bare.casefold() not in ("yes", "no"):
                raise LedgerError(f"{one.title}: {bare} is neither yes nor no.")
            return bare.casefold() == "yes"
        case "choice":
            if bare not in one.choices:
                raise LedgerError(f"{one.title}: {bare} is no choice; write one of {', '.join(one.choices)}.")
            return bare
        case "text":
            return bare


def shown(one: OwnField, value: Value) -> str:
    """A value as a control or a cell shows it."""
    if value is None:
        return STATUSES[0] if one is STATUS else ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _number(one: OwnField, text: str) -> int | float:
    bare = text.replace(" ", "")
    bare = bare.replace(",", "" if _THOUSANDS.fullmatch(bare) else ".")
    try:
        number = float(bare)
    except ValueError as error:
        raise LedgerError(f"{one.title}: {text} is no number.") from error
    if number in (float("inf"), float("-inf")) or number != number:
        raise LedgerError(f"{one.title}: {text} is no number.")
    return int(bare) if bare.lstrip("+-").isdigit() else number


def _day(one: OwnField, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise LedgerError(f"{one.title}: {text} is no day; write it as 2023-01-04.") from error


def change_of(
    ledger: Ledger, subject: str, values: Mapping[str, Value], *, by: str, why: str | None
) -> RecordJudgement:
    """The judgement that sets these values."""
    claims = {"claim": (subject,), "incident": (), "case": ()}[kind_of(subject)]
    if kind_of(subject) == "incident":
        claims = ledger.subject(subject).claims
    return RecordJudgement(
        subject=ABOUT + subject,
        verdict="correct",
        fields=dict(values),
        claims=claims,
        why=why,
        by=by,
        at=datetime.now(UTC).isoformat(timespec="microseconds"),
    )
