"""What a page of curves shows, as plain sections."""

from __future__ import annotations

from collections import Counter

from tollbook.publish.curves import CurveSection

from .curve_rows import figure_words, pull_words, rounded, sampled
from .curving import WARNING, Curves, CurveView


def curve_sections(found: Curves) -> tuple[CurveSection, ...]:
    """A section for each curve."""
    return tuple(_section(view) for view in found.views)


def _section(view: CurveView) -> CurveSection:
    curve, effects = view.curve, view.effects
    days: list[tuple[str, ...]] = []
    sources: list[tuple[str, ...]] = []
    claims: list[tuple[str, ...]] = []
    if curve is not None:
        for day, mid, low, high, n in sampled(curve):
            second = f"{rounded(float(effects.mid[n])):,}" if effects is not None else "–"
            days.append((day.isoformat(), f"{rounded(mid):,}", f"{rounded(low):,} to {rounded(high):,}", second))
        for part in curve.sources:
            level = effects.multiples.get(part.source) if effects is not None else None
            share = f"{part.share:.1%}"
            end = "–" if part.end is None else pull_words(part.end)
            shown = "–" if level is None else f"× {level:.2f}"
            sources.append((part.said_by, f"{part.claims:,}", f"{part.weight:.3g}", share, shown, end))
        for pull in curve.pulls:
            claim = pull.claim
            here, end = (pull_words(pull.here), pull_words(pull.end)) if pull.heard else ("none", "none")
            who = claim.said_by + (" (a party of the war)" if claim.own else "")
            claims.append((claim.claim, claim.day.isoformat(), who, figure_words(claim), here, end))
    out = Counter(o.why for o in view.chosen.left_out)
    return CurveSection(
        anchor=f"curve-{view.wanted.party.casefold().replace(' ', '-')}",
        title=f"{view.chosen.about}: {WARNING}",
        why_none=view.why_none,
        days=tuple(days),
        sources=tuple(sources),
        claims=tuple(claims),
        left_out=tuple(sorted(out.items(), key=lambda item: (-item[1], item[0]))),
    )
