"""Rival running totals in one curve: an estimate of estimates, that enters no toll."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tollbook.errors import LedgerError, SettingsError
from tollbook.ledger import RunningTotals
from tollbook.ledger.codec import fold
from tollbook.model import Measure
from tollbook.reconcile.curve import WantedCurve, Weights
from tollbook.run.curve_page import curve_sections
from tollbook.run.curve_plot import notes_of, plot, title_of
from tollbook.run.curving import Curves, canonical, curves_of, none_at_all
from tollbook.run.told import running_totals_told

from .access import Person
from .bench import Workbench
from .frame import frame
from .pages import render

EQUAL = ("claims", "sources")
MOST = 4
"""Parties in one plot at most: more curves cannot be told apart."""
LISTED = 40
"""Parties that can be ticked at most, those with most running totals; others are asked for by name."""


@dataclass(frozen=True, slots=True)
class AskedCurve:
    """What a person asked to see: a measure, whose people (all that have a curve, where none is named), what weighs
    alike, and whether the warring parties' own claims count."""

    measure: str = "killed"
    parties: tuple[str, ...] = ()
    equal: str = "claims"
    with_parties: bool = False

    def checked(self) -> AskedCurve:
        """The same. Raises SettingsError for a measure or a choice of weights that is none."""
        if self.measure not in set(Measure):
            raise SettingsError(f"'{self.measure}' is no measure; it must be one of {', '.join(Measure)}")
        if self.equal not in EQUAL:
            raise SettingsError(f"'{self.equal}' cannot be weighed alike; it must be {' or '.join(EQUAL)}")
        return self


def curve_page(bench: Workbench, asked: AskedCurve, person: Person) -> str:
    """The curves with their tables; claims of restricted reports are left out for whom they are hidden."""
    asked = asked.checked()
    restricted = bench.hidden_from(person)
    counted = bench.ledger.running_parties(without=restricted)
    told_of = bench.ledger.running_totals(asked.measure, without=restricted, limit=LISTED)
    parties = _names(bench, told_of)
    found = None
    if told_of:
        drawn = tuple(map(canonical, asked.parties or parties))[:MOST]
        if not bench.ledger.has_running(asked.measure, set(map(fold, drawn)), without=restricted):
            raise LedgerError(none_at_all(asked.measure, drawn, parties))
        claims = running_totals_told(bench.ledger, asked.measure, drawn, restricted)
        wanted = [WantedCurve(measure=asked.measure, party=one, with_parties=asked.with_parties) for one in drawn]
        weights = Weights("sources" if asked.equal == "sources" else "claims")
        found = curves_of(claims, wanted, weights, tuple(bench.ledger.project().wars))
    return render(
        "curve.html.j2",
        **frame(bench, person, "Rival totals in one curve"),
        asked=asked,
        measures=[m.value for m in Measure if m.value in counted],
        parties=parties,
        more_parties=counted.get(asked.measure, 0) - len(parties),
        notes=() if found is None else notes_of(found),
        sections=() if found is None else curve_sections(found),
        plot=None if found is None else _plot(found),
        drawn=None if found is None else title_of(found),
        most=MOST,
    )


def _names(bench: Workbench, totals: Sequence[RunningTotals]) -> tuple[str, ...]:
    """The parties of running totals, as one of their claims writes them."""
    claims = bench.ledger.claims_by_id([one.claim for one in totals])
    names = (claim.reading.victims.party for claim in claims if claim.reading.victims)
    return tuple(dict.fromkeys(name for name in names if name))


def _plot(found: Curves) -> Markup | None:
    drawn = plot(found, "/claims/")  # draw escapes every text of it
    return Markup(drawn) if drawn else None
