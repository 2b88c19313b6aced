"""The page of disputes: for each the positions, one line a claim on a common scale, and under each what it replaced."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from ..draw import RangeMark, Scale, range_axis, range_row
from ..model import Dispute, Measure, Position, Replaced, Standing
from . import lists, words
from .context import Context, prepare
from .mask import NO_NAMES, Names
from .profile import Profile, find_profile
from .record import PageClaim, PageReport
from .rows import Row, build_row, range_mark
from .sheet import environment, legend, policy, style

TITLE = "What cannot all hold"
_BARE = re.compile(r"[\d\s–-]{4,}")


@dataclass(frozen=True)
class Line:
    """A claim's row; `folded`: it was replaced, and stands under what replaced it."""

    row: Row
    folded: bool = False


@dataclass(frozen=True)
class Side:
    """Claims that can all hold, under their common figure."""

    figure: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Section:
    """One dispute: its heading, what it is about, how far apart the sides are, and the sides on one scale."""

    anchor: str
    title: str
    about: str
    summary: str
    axis: Markup
    log: bool
    zero: bool
    sides: tuple[Side, ...]
    claims: int


def render_disputes(
    disputes: Sequence[Dispute],
    reports: Sequence[PageReport],
    claims: Sequence[PageClaim],
    *,
    profile: Profile | str = "internal",
    title: str | None = None,
    notes: Sequence[str] = (),
    held_back: Names = NO_NAMES,
) -> str:
    """One HTML page of these disputes and the reports of their claims, as far as the profile allows.

    A claim that the profile holds back is left out of its dispute; a dispute of which no two sides remain is left out.
    `held_back` are names besides those that these claims give.
    """
    profile = find_profile(profile) if isinstance(profile, str) else profile
    context = prepare(reports, claims, (), profile, held_back)
    by_id = {claim.id: claim for claim in context.claims}
    sections = [s for d in disputes if (s := _section(d, by_id, context)) is not None]
    css = style(context)
    return environment().get_template("disputes.html.j2").render(
        title=title or TITLE,
        notes=notes,
        profile=profile,
        left_out=context.left_out.says,
        legend=legend("replaced by a later figure of its source"),
        colours=context.colours,
        disputes=sections,
        claims=sum(s.claims for s in sections),
        reports=context.reports,
        texts=lists.marked_texts(context),
        row_id=context.row,
        css=Markup(css),
        policy=policy(css, None),
    )  # fmt: skip


def _section(dispute: Dispute, by_id: Mapping[str, PageClaim], context: Context) -> Section | None:
    shown = [by_id[c] for c in dispute.claims if c in by_id]
    counts = [c.reading.count for c in shown]
    bounds = [b for count in counts for b in (count.low, count.high) if b is not None and b >= 0]
    scale = Scale.covering(bounds)
    sides = tuple(side for p in dispute.positions if (side := _side(p, by_id, context, scale)).lines)
    if len(sides) < 2:
        return None
    about = ", ".join(x for x in (words.plain(Measure(dispute.measure).value), dispute.party) if x)
    return Section(
        anchor=f"dispute-{dispute.id}",
        title=dispute.name,
        about=about if dispute.kind == "incident" else "",  # a period's name says it
        summary=summary(dispute),
        axis=Markup(range_axis(scale)),
        log=scale.kind == "log",
        zero=scale.zero,
        sides=sides,
        claims=len(shown),
    )


def summary(dispute: Dispute) -> str:
    """How far apart, since when, and how far the dates of running totals differ, in one sentence."""
    parts = [f"{words.count_of(len(dispute.positions), 'position')} that cannot all hold"]
    if dispute.since:
        parts.append(f"since {words.day(dispute.since)}")
    if dispute.apart is not None:
        parts.append(f"the highest {dispute.apart:,} above the lowest")
    if dispute.days_apart:
        days = words.count_of(dispute.days_apart, "day")
        parts.append(f"counted up to days that lie {days} apart, so that some of it may be growth")
    return ", ".join(parts) + "."


def _side(position: Position, by_id: Mapping[str, PageClaim], context: Context, scale: Scale) -> Side:
    lines: list[Line] = []
    for standing in position.standings:
        if standing.claim not in by_id:
            continue
        lines.append(Line(_row(standing, by_id, context, scale)))
        earlier = sorted(standing.replaced, key=lambda r: r.published or date.max, reverse=True)
        lines += [Line(_folded(r, standing, by_id, context, scale), True) for r in earlier if r.claim in by_id]
    return Side(figure_of(position), tuple(lines))


def figure_of(position: Position) -> str:
    """The range of a position in digits."""
    low, high = position.low, position.high
    if low is not None and high is not None:
        return f"{low:,}" if low == high else f"{low:,} to {high:,}"
    if low is not None:
        return f"{low:,} or more"
    return f"up to {high:,}" if high is not None else "no number"


def _row(standing: Standing, by_id: Mapping[str, PageClaim], context: Context, scale: Scale) -> Row:
    claim = by_id[standing.claim]
    again = [by_id[c] for c in standing.again if c in by_id]
    here = [c for c in again if c.report_id == claim.report_id]
    row = _in_digits(build_row([claim, *here], context, scale, {}), standing.figure, context, scale)
    elsewhere = tuple((c.id, context.report(c)) for c in again if c.report_id != claim.report_id)
    return replace(row, elsewhere=elsewhere)


def _in_digits(row: Row, figure: str, context: Context, scale: Scale) -> Row:
    """The row with its count set with commas, where a table gave bare digits; words stay as they were said."""
    if not _BARE.fullmatch(row.words):
        return row
    return replace(row, words=figure, plot=Markup(range_row(replace(_mark(row, context), words=figure), scale)))


def _mark(row: Row, context: Context) -> RangeMark:
    return range_mark(row.claim, context.colours.get(words.party_of(row.claim.claim) or "", 0))


def _folded(replaced: Replaced, by: Standing, by_id: Mapping[str, PageClaim], context: Context, scale: Scale) -> Row:
    """A replaced figure, struck through, with what took its place."""
    claim = by_id[replaced.claim]
    row = _in_digits(build_row([claim], context, scale, {}), replaced.figure, context, scale)
    struck = Markup(range_row(replace(_mark(row, context), words=row.words, superseded=True), scale))
    label = f"revised to {by.figure}" if replaced.how == "revised" else f"earlier; later {by.figure}"
    flags = tuple(f for f in row.flags if f[0] != "superseded")
    return replace(row, plot=struck, flags=(("superseded", label), *flags))
