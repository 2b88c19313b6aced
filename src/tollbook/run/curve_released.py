"""The curves of a publication: through the running totals that its profile lets out, by the default weights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace

from tollbook.ledger import Ledger
from tollbook.publish.released import ReleasedClaim, ReleasedCurves, ReleasedCurveSection
from tollbook.reconcile import FlatClaim
from tollbook.reconcile.curve import WantedCurve, Weights

from .curve_page import curve_sections
from .curve_plot import notes_of, plot, title_of
from .curving import Curves, curves_of, parties_with_totals
from .told import told

MEASURES = ("killed", "injured")
"""What publications draw curves of."""
PARTIES = 4
"""Curves in one plot at most: those of the parties with most running totals."""


def released_curves(ledger: Ledger, claims: Iterable[ReleasedClaim]) -> Iterator[ReleasedCurves]:
    """A plot for each measure of which some party has enough running totals; no claim that is held back is in it, and
    sources are called as in the claims that are let out."""
    names = {claim.id: _said_by(claim) for claim in claims}
    shown = [replace(c, said_by=names[c.id] or c.said_by) for c in told(ledger).claims if c.id in names]
    wars = tuple(ledger.project().wars)
    for measure in MEASURES:
        found = _of(shown, measure, wars)
        if found is not None:
            yield ReleasedCurves(
                measure=measure,
                title=title_of(found),
                notes=notes_of(found),
                plot=plot(found),
                sections=tuple(ReleasedCurveSection.model_validate(asdict(s)) for s in curve_sections(found)),
            )


def _of(claims: list[FlatClaim], measure: str, wars: tuple[str, ...]) -> Curves | None:
    parties = parties_with_totals(claims, measure)
    if not parties:
        return None
    found = curves_of(claims, [WantedCurve(measure=measure, party=p) for p in parties], Weights(), wars)
    drawn = tuple(view for view in found.views if view.curve is not None)[:PARTIES]
    return replace(found, views=drawn) if drawn else None


def _said_by(claim: ReleasedClaim) -> str:
    return claim.reading.source[0].name if claim.reading.source else ""
