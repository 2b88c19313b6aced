"""What a corrected place name brings with it: country, coordinates and precision of the place that it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tollbook.ledger import Filter, Ledger, StoredClaim
from tollbook.model import Precision
from tollbook.reference.gazetteer import Entry, Gazetteer, choose

NAME = "place.name"
_BROUGHT = ("country", "admin1", "lat", "lon", "precision")


@dataclass(frozen=True, slots=True)
class Completed:
    """Fields to set, and a line for the person about what was filled in and where it comes from."""

    fields: dict[str, Any]
    said: str | None = None


def complete_place(
    ledger: Ledger, claim: StoredClaim, fields: Mapping[str, Any], *, how: str = "with --field"
) -> Completed:
    """Fill in what goes with another `place.name`, else the old place's country and coordinates would stay.

    The gazetteer is asked, among namesakes for one in a country that the report is about; where it has none of that
    name, the old values are emptied. What was given by hand stays as given and narrows the choice. `how` a person gives
    a field is told in the line for them.
    """
    name = fields.get(NAME)
    before = claim.reading.place.name if claim.reading.place else None
    if not isinstance(name, str) or not name.strip() or name == before or "place" in fields:
        return Completed(dict(fields))
    entry = _find(name, fields, _countries(ledger, claim))
    brought = {f"place.{key}": value for key, value in _values(entry).items()}
    filled = tuple(path for path in brought if path not in fields)
    return Completed({**fields, **{path: brought[path] for path in filled}}, _said(name, entry, filled, how))


def _find(name: str, fields: Mapping[str, Any], countries: Mapping[str, float]) -> Entry | None:
    found = Gazetteer.open().lookup(name)
    country, admin1 = fields.get("place.country"), fields.get("place.admin1")
    if country is not None:
        found = [entry for entry in found if entry.country == country]
    return choose(found, countries, admin1=admin1 if isinstance(admin1, str) else None)


def _countries(ledger: Ledger, claim: StoredClaim) -> dict[str, float]:
    """Countries of the report's places, the commonest with weight 1; without them a bare name is the largest one."""
    others = ledger.claims(Filter(report=claim.report_id))
    counted = Counter(c.reading.place.country for c in others if c.reading.place and c.reading.place.country)
    most = max(counted.values(), default=1)
    return {country: number / most for country, number in counted.items()}


def _values(entry: Entry | None) -> dict[str, Any]:
    if entry is None:
        return dict.fromkeys(_BROUGHT) | {"precision": Precision.UNKNOWN.value}
    return {key: getattr(entry, key) for key in _BROUGHT} | {"precision": entry.precision.value}


def _said(name: str, entry: Entry | None, filled: tuple[str, ...], how: str) -> str | None:
    if not filled:
        return None
    which = ", ".join(path.removeprefix("place.") for path in filled)
    if entry is None:
        return f"{name}: not in the gazetteer; {which} of the old place were emptied. Give them {how} if known."
    where = ", ".join(part for part in (entry.name, entry.admin1, entry.country) if part)
    return f"{name}: {which} are those of {where} in the gazetteer. Give them {how} where another is meant."
