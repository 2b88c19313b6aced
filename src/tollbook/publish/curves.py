"""The page of curves through rival totals: the drawing, then days, sources and claims as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from .profile import find_profile
from .sheet import environment, palette, policy, resource

__all__ = ["CurveSection", "render_curves"]


@dataclass(frozen=True)
class CurveSection:
    """One curve's tables, as words: days (day, estimate, interval, second curve), sources (name, claims, weight,
    share, level, what it moves the end by), claims (id, day, source, figure, pull, pull at the end), and how many
    claims were left out for which reason. `why_none` stands in place of a curve.
    """

    anchor: str
    title: str
    why_none: str | None
    days: tuple[tuple[str, ...], ...]
    sources: tuple[tuple[str, ...], ...]
    claims: tuple[tuple[str, ...], ...]
    left_out: tuple[tuple[str, int], ...]


def render_curves(title: str, sections: Sequence[CurveSection], notes: Sequence[str], plot: str) -> str:
    """One HTML page for use in the house; `plot` is a drawing of `tollbook.draw`, `notes` what must be said of it."""
    css = f"{palette()}\n{resource('page.css')}\n{resource('curves.css')}"
    return environment().get_template("curves.html.j2").render(
        title=title,
        sections=sections,
        notes=notes,
        plot=Markup(plot),  # draw escapes every text of it
        profile=find_profile("internal"),
        css=Markup(css),
        policy=policy(css, None),
    )  # fmt: skip
