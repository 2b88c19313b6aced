"""The drawing of curves, with what must be said of it."""

from __future__ import annotations

from collections.abc import Iterator

from tollbook.draw import CurveLine, CurveMark, assign_colours, curves_chart, standalone
from tollbook.errors import SettingsError
from tollbook.reconcile.curve import Pull

from .curve_rows import figure_words, pull_words, rounded
from .curving import WARNING, Curves


def plot(found: Curves, href: str = "#claim-") -> str:
    """The curves with all claims in one drawing, for a page; empty where there is no curve."""
    made = [(view, view.curve) for view in found.views if view.curve is not None]
    colours = assign_colours(view.wanted.party for view in found.views)
    most = max((abs(p.here) for _, curve in made for p in curve.pulls), default=0.0)
    lines = []
    for view, curve in made:
        marks = tuple(_mark(pull, most, href) for pull in curve.pulls)
        lines.append(
            CurveLine(
                name=view.chosen.about,
                days=curve.days,
                mid=tuple(map(float, curve.mid)),
                low=tuple(map(float, curve.low)),
                high=tuple(map(float, curve.high)),
                marks=marks,
                ending=f"{rounded(float(curve.mid[-1])):,}: an estimate, not a count",
                second=tuple(map(float, view.effects.mid)) if view.effects is not None else (),
                colour=colours.get(view.wanted.party, 0),
            )
        )
    return curves_chart(lines, title=title_of(found))


def title_of(found: Curves) -> str:
    """What the curves are of, and that they are estimates."""
    measure = found.views[0].wanted.measure.replace("_", " ")
    parties = " and ".join(view.wanted.party for view in found.views)
    return f"{measure.capitalize()}, {parties}: rival totals in one curve ({WARNING})"


def notes_of(found: Curves) -> tuple[str, ...]:
    """What must be said beneath the drawing."""
    equal = "every claim weighs the same" if found.weights.equal == "claims" else "every source weighs the same"
    changed = ", ".join(f"{name} × {weight:g}" for name, weight in sorted(found.weights.sources.items()))
    return (
        "Line: the estimate. Band: its 95% interval, widened to what leaving out any one source gives. "
        "Dashed: with each source's own level taken out.",
        "Marks: claims, larger where they pull more (see the list); hollow where they do not pull. "
        "Line: their range; arrow: open on that side.",
        f"Weights: {equal}{f', changed: {changed}' if changed else ''}. "
        + (
            "The warring parties' own claims are in it."
            if any(view.wanted.with_parties for view in found.views)
            else "The warring parties' own claims are kept out."
        ),
    )


def svg_file(found: Curves) -> str:
    """The drawing as a file of its own. Raises SettingsError where there is nothing to draw."""
    svg = standalone(plot(found), title=title_of(found), notes=notes_of(found))
    if not svg:
        raise SettingsError(f"nothing to draw: {'; '.join(_whys(found))}")
    return svg


def _whys(found: Curves) -> Iterator[str]:
    return (f"{view.wanted.party}: {view.why_none}" for view in found.views if view.why_none)


def _mark(pull: Pull, most: float, href: str) -> CurveMark:
    claim = pull.claim
    value = None if claim.value is None else round(claim.value)
    low, high = (None if v is None else int(v) for v in (claim.low, claim.high))
    words = f"{claim.said_by}: {figure_words(claim)}; pulls {pull_words(pull.here)}" if pull.heard else (
        f"{claim.said_by}: {figure_words(claim)}; pulls nothing"
    )  # fmt: skip
    share = abs(pull.here) / most if most else 0.0
    return CurveMark(claim.day, value, low, high, words, href + claim.claim, share, idle=not pull.heard)
