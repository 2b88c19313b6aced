"""Rival running totals in one curve: an estimate of estimates, that enters no toll."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from tollbook.errors import SettingsError
from tollbook.model import Measure
from tollbook.reconcile.curve import WantedCurve, Weights
from tollbook.run.curve_page import curve_sections
from tollbook.run.curve_plot import notes_of, plot, title_of
from tollbook.run.curving import Curves, curves_of, parties_with_totals
from tollbook.run.told import told

from .access import Person
from .bench import Workbench
from .frame import frame
from .pages import render

EQUAL = ("claims", "sources")
MOST = 4
"""Parties in one plot at most: more curves cannot be told apart."""


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
    hidden = bench.mentions_hidden_from(person)
    claims = [claim for claim in told(bench.ledger).claims if claim.id not in hidden]
    measures = [m.value for m in Measure if parties_with_totals(claims, m.value)]
    parties = parties_with_totals(claims, asked.measure)
    found = None
    if parties:
        wanted = [
            WantedCurve(measure=asked.measure, party=party, with_parties=asked.with_parties)
            for party in (asked.parties or parties)[:MOST]
        ]
        weights = Weights("sources" if asked.equal == "sources" else "claims")
        found = curves_of(claims, wanted, weights, tuple(bench.ledger.project().wars))
    return render(
        "curve.html.j2",
        **frame(bench, person, "Rival totals in one curve"),
        asked=asked,
        measures=measures,
        parties=parties,
        notes=() if found is None else notes_of(found),
        sections=() if found is None else curve_sections(found),
        plot=None if found is None else _plot(found),
        drawn=None if found is None else title_of(found),
        most=MOST,
    )


def _plot(found: Curves) -> Markup | None:
    drawn = plot(found, "/claims/")  # draw escapes every text of it
    return Markup(drawn) if drawn else None
