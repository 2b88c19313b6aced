"""The page: one self-contained HTML file that a reporter would keep open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from ..model import Link
from . import lists, totals, words
from .context import Context, prepare
from .figures import measure_sections, rejected_rows
from .mask import NO_NAMES, Names
from .profile import Profile, find_profile
from .record import STATES, PageClaim, PageReport
from .rows import Row
from .sheet import environment, legend, policy, resource, style

TITLE = "Who says what about the human cost"


def render_page(
    reports: Sequence[PageReport],
    claims: Sequence[PageClaim],
    *,
    profile: Profile | str = "internal",
    title: str = TITLE,
    notes: Sequence[str] = (),
    held_back: Names = NO_NAMES,
    links: Sequence[Link] = (),
) -> str:
    """One HTML page of these claims, as far as the profile allows: no file, no script, no font from elsewhere.

    Every claim has the address ``#claim-<id>``: in the report's text where texts are shown, else at its figure.
    `notes` are shown at the head of the page; `held_back` are names besides those that these claims give. The same
    input gives the same page. Raises PublishError where a claim's report is missing or its evidence is not in the
    report's text; SettingsError for an unknown profile.
    """
    profile = find_profile(profile) if isinstance(profile, str) else profile
    context = prepare(reports, claims, links, profile, held_back)
    measures = measure_sections(context)
    rows = [row for m in measures for p in m.parties for g in p.groups for row in g.rows]
    css, script = style(context), resource("page.js")
    return environment().get_template("page.html.j2").render(
        title=title,
        notes=notes,
        profile=profile,
        left_out=context.left_out.says,
        head=_head(context),
        states=_states(context),
        legend=legend(),
        colours=context.colours,
        measures=measures,
        parties=_parties(rows),
        rejected=rejected_rows(context),
        plots=totals.total_plots(context),
        timeline=lists.timeline(context, rows),
        places=lists.places(context),
        sources=lists.sources(context),
        reports=context.reports,
        per_report=lists.claims_per_report(context),
        texts=lists.marked_texts(context),
        rows=rows,
        row_id=context.row,
        css=Markup(css),
        script=Markup(script),
        policy=policy(css, script),
    )  # fmt: skip


def _head(context: Context) -> dict[str, Any]:
    days = sorted(r.report.published for r in context.reports if r.report.published)
    outlets = dict.fromkeys(r.outlet for r in context.reports)
    return {
        "reports": len(context.reports),
        "undated": sum(r.report.published is None for r in context.reports),
        "outlets": list(outlets),
        "claims": len(context.live()),
        "days": (days[0], days[-1]) if days else None,
    }


def _states(context: Context) -> list[tuple[str, str, str, int]]:
    """Each state with its symbol, label and number of claims; unused ones too, so that nobody need guess."""
    counted = Counter(c.state for c in context.claims)
    let_out = [s for s in STATES if context.profile.rejected or s != "rejected"]
    labels = {s: words.STATES[s][1] + (", not reviewed" if s == "machine" else "") for s in let_out}
    if any(c.imported and c.state == "machine" for c in context.claims):
        labels["machine"] = f"{words.STATES['machine'][1]} or {words.IMPORTED[1]}, not reviewed"
    return [(s, words.STATES[s][0], labels[s], counted[s]) for s in let_out]


def _parties(rows: Sequence[Row]) -> list[tuple[str, int]]:
    counted = Counter(words.party_of(r.claim.claim) or words.NOT_STATED for r in rows)
    return counted.most_common()
