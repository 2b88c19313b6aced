"""The page: one self-contained HTML file that a reporter would keep open."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import jinja2
from markupsafe import Markup

from ..draw import DARK, LIGHT, RangeMark, sample
from ..draw.svg import visible
from ..model import Link
from . import lists, totals, words
from .context import Context, prepare
from .figures import measure_sections, rejected_rows
from .profile import Profile, find_profile
from .record import STATES, PageClaim, PageReport
from .rows import Row

TITLE = "Who says what about the human cost"


def render_page(
    reports: Sequence[PageReport],
    claims: Sequence[PageClaim],
    *,
    profile: Profile | str = "internal",
    title: str = TITLE,
    notes: Sequence[str] = (),
    links: Sequence[Link] = (),
) -> str:
    """One HTML page of these claims, as far as the profile allows: no file, no script, no font from elsewhere.

    Every claim has the address ``#claim-<id>``: in the report's text where texts are shown, else at its figure.
    `notes` are shown at the head of the page. The same input gives the same page. Raises PublishError where a
    claim's report is missing or its evidence is not in the report's text; SettingsError for an unknown profile.
    """
    profile = find_profile(profile) if isinstance(profile, str) else profile
    context = prepare(reports, claims, links, profile)
    measures = measure_sections(context)
    rows = [row for m in measures for p in m.parties for g in p.groups for row in g.rows]
    css, script = _style(context), _resource("page.js")
    return _environment().get_template("page.html.j2").render(
        title=title,
        notes=notes,
        profile=profile,
        head=_head(context),
        states=_states(context),
        legend=_legend(),
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
        policy=_policy(css, script),
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
    return [(s, words.STATES[s][0], labels[s], counted[s]) for s in let_out]


def _parties(rows: Sequence[Row]) -> list[tuple[str, int]]:
    counted = Counter(words.party_of(r.claim.claim) or words.NOT_STATED for r in rows)
    return counted.most_common()


def _legend() -> list[tuple[Markup, str]]:
    marks = [
        (RangeMark(50, 50, ""), "a single figure"),
        (RangeMark(50, 50, "", about=True), "“about”: tails of no stated width"),
        (RangeMark(25, 75, ""), "a stated range"),
        (RangeMark(35, None, ""), "open above: “at least”, “more than”, “dozens”"),
        (RangeMark(None, 65, ""), "open below: “up to”"),
        (RangeMark(25, 75, "", hedged=True), "hedged: “reportedly”, “may have”"),
        (RangeMark(25, 75, "", denied=True), "denied by the source"),
        (RangeMark(50, 50, "", superseded=True), "replaced by a later figure in the same text"),
    ]
    return [(Markup(sample(mark)), text) for mark, text in marks]


def _style(context: Context) -> str:
    colours = "".join(f"--party-{i}:{c};" for i, c in enumerate(LIGHT, 1))
    dark = "".join(f"--party-{i}:{c};" for i, c in enumerate(DARK, 1))
    rules = "".join(f".party-{i}{{color:var(--party-{i})}}" for i in range(1, len(LIGHT) + 1))
    palette = f":root{{{colours}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}{rules}"
    return f"{palette}\n{_resource('page.css')}\n{lists.target_rules(context)}"


def _policy(css: str, script: str) -> str:
    """A content security policy that lets this page's own style and script in and nothing else."""
    style, code = (base64.b64encode(hashlib.sha256(t.encode()).digest()).decode() for t in (css, script))
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{code}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _resource(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text("utf-8")


def _finalize(value: object) -> object:
    """Every value that the template prints is made safe to show before it is escaped."""
    return value if isinstance(value, Markup) else visible(str(value))


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_resource),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        finalize=_finalize,
    )
    environment.filters["day"] = words.day
    environment.globals.update(count_of=words.count_of, count_words=words.count_words, chain=words.chain)
    environment.globals.update(measure_name=words.measure_name, state_labels=words.STATES)
    return environment
