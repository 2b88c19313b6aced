"""Curves through a ledger's rival running totals: chosen, weighed, drawn. Nothing of it is written to the ledger."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from tollbook.errors import LedgerError, SettingsError
from tollbook.reconcile import FlatClaim
from tollbook.reconcile.curve import (
    Chosen,
    Effects,
    Forecast,
    RivalCurve,
    WantedCurve,
    Weights,
    choose_claims,
    forecasts,
    past_errors,
    rival_curve,
    source_effects,
    too_few,
)
from tollbook.reconcile.curve.weights import unknown_sources
from tollbook.reference.parties import Parties
from tollbook.reference.wars import Wars

from .at_date import NOW, AtDate
from .told import told
from .viewing import look_into

WARNING = "an estimate, not a count; in no toll"
"""Stands wherever an estimate does."""


@dataclass(frozen=True)
class CurveView:
    """One party's curve with what it was made of; `curve` is None where `why_none` says that there is none."""

    wanted: WantedCurve
    chosen: Chosen
    curve: RivalCurve | None
    effects: Effects | None
    forecasts: tuple[Forecast, ...]
    why_none: str | None = None


@dataclass(frozen=True)
class Curves:
    """All curves that were asked for, the weights that they share, and claims in reports without a date."""

    views: tuple[CurveView, ...]
    weights: Weights
    undated: int = 0


def find_curves(
    where: str, wanted: Sequence[WantedCurve], weights: Weights, at: AtDate = NOW, *, ahead: int = 0
) -> Curves:
    """The curves of a ledger, in the order asked for; `ahead` days of forecasts, none where it is 0.

    Raises LedgerError where no party asked for has a claim, SettingsError for weights of sources that no claim has.
    """
    with look_into(where) as ledger:
        state = told(ledger, at)
        wars = tuple(ledger.project().wars)
    return curves_of(state.claims, wanted, weights, wars, ahead=ahead, undated=state.undated)


def curves_of(
    claims: Sequence[FlatClaim],
    wanted: Sequence[WantedCurve],
    weights: Weights,
    wars: Sequence[str],
    *,
    ahead: int = 0,
    undated: int = 0,
) -> Curves:
    """The curves through given claims, in the order asked for; `wars` are those that the project names.

    Raises as `find_curves` does.
    """
    chosen = []
    for want in wanted:
        party = replace(want, party=canonical(want.party))
        own = [c for c in claims if c.measure == party.measure and c.extent == "cumulative" and _about(c, party)]
        chosen.append((party, choose_claims(own, party, belligerents(own, party, wars))))
    everything = [claim for _, one in chosen for claim in one.claims]
    if not any(one.claims or one.left_out for _, one in chosen):
        known = parties_with_totals(claims, wanted[0].measure)
        raise LedgerError(none_at_all(wanted[0].measure, [want.party for want in wanted], known))
    unknown = unknown_sources(everything, weights)
    if unknown:
        names = ", ".join(sorted({c.said_by for c in everything})) or "none"
        raise SettingsError(f"weight of {unknown[0]}: no source of these claims; they are of {names}")
    return Curves(tuple(_view(want, one, weights, ahead) for want, one in chosen), weights, undated)


def parties_with_totals(claims: Iterable[FlatClaim], measure: str) -> tuple[str, ...]:
    """The parties about whose people claims give running totals of a measure, those with most claims first."""
    found = Counter(c.party for c in claims if c.measure == measure and c.extent == "cumulative" and c.party)
    return tuple(party for party, _ in sorted(found.items(), key=lambda item: (-item[1], item[0])))


def canonical(party: str) -> str:
    """The name under which claims tell of a party; what is no party that is known stays as it is."""
    return Parties.load().canonical(party) or party


def _about(claim: FlatClaim, wanted: WantedCurve) -> bool:
    return (claim.party or "").casefold() == wanted.party.casefold()


def belligerents(claims: Sequence[FlatClaim], wanted: WantedCurve, named: Sequence[str]) -> frozenset[str]:
    """The names under which sources among a curve's claims speak for a party of the war: the party itself, and whoever
    belongs to a belligerent of the likeliest war (of the project's wars, where it names any) in which it is one.
    """
    parties = Parties.load()
    countries = {c.country for c in claims if c.country}
    last = max((c.last for c in claims if c.last), default=None)
    own = Wars.load().named(named)
    wars = own or Wars.load().find([wanted.party], sorted(countries), last)[:1]
    sides = {canonical(party) for war in wars for party in war.parties} | {wanted.party}
    speakers = {c.source_party for c in claims if c.source_party}
    return frozenset(s for s in speakers if not sides.isdisjoint(parties.wholes(s)))


def none_at_all(measure: str, asked: Sequence[str], known: Sequence[str]) -> str:
    """That no party asked for has a running total, and which have."""
    whose = f"it has running totals of {', '.join(sorted(known)[:8])}" if known else "it has none of any party"
    people = " or ".join(asked)
    return f"no running total of {measure.replace('_', ' ')} about people of {people} in this ledger; {whose}"


def _view(wanted: WantedCurve, chosen: Chosen, weights: Weights, ahead: int) -> CurveView:
    why = too_few(chosen.claims)
    if why is None:
        try:
            made = rival_curve(chosen.claims, weights)
        except ValueError as error:
            why = str(error)
    if why is not None:
        return CurveView(wanted, chosen, None, None, (), why)
    coming: list[Forecast] = []
    if ahead:
        day = made.days[-1] + timedelta(days=ahead)
        coming = forecasts(chosen.claims, day, past_errors(chosen.claims, weights), weights)
    return CurveView(wanted, chosen, made, source_effects(made), tuple(coming))


def load_weights(path: Path) -> dict[str, float]:
    """Weights by source from a file: TOML (a table `sources`) or CSV (columns `source` and `weight`).

    Raises SettingsError that names the line or key that is wrong.
    """
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix.lower() == ".toml":
        try:
            table = tomllib.loads(text).get("sources")
        except tomllib.TOMLDecodeError as error:
            raise SettingsError(f"{path}: not TOML: {error}") from error
        if not isinstance(table, dict):
            raise SettingsError(f'{path}: give a table [sources] with lines such as "Name of a source" = 0.5')
        return {str(name): weight_of(value, f"{path}: {name}") for name, value in table.items()}
    rows = csv.DictReader(text.splitlines())
    if rows.fieldnames is None or not {"source", "weight"} <= set(rows.fieldnames):
        raise SettingsError(f"{path}: give the columns source and weight in the first line (or a .toml file)")
    return {r["source"]: weight_of(r["weight"], f"{path}: line {n}") for n, r in enumerate(rows, start=2)}


def weight_of(value: object, where: str) -> float:
    """A weight as a number of 0 or more. Raises SettingsError that says where it stands."""
    try:
        weight = float(str(value))
    except ValueError as error:
        raise SettingsError(f"{where}: {value!r} is no number; a weight is 0 or more") from error
    if not 0 <= weight < float("inf"):
        raise SettingsError(f"{where}: {value!r} is no weight; give 0 or more")
    return weight
