"""Links between the claims of one report: repeats, revises, contradicts, part_of (guide, Links inside one report)."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.model import Claim, Link, Reading, Report, Stance


def links_within(report: Report, claims: Sequence[Claim]) -> list[Link]:
    """The links of a report's claims, each with its reason; `a` stands before `b` but for parts, which point to their whole."""
    ordered = sorted(claims, key=lambda c: (c.mention.anchor_start, c.mention.anchor_end, c.id))
    out: list[Link] = []
    for i, later in enumerate(ordered):
        if _is_part(later.reading):
            whole = next((c for c in reversed(ordered[:i]) if c.reading.measure == later.reading.measure and not _is_part(c.reading)), None)
            if whole is not None:
                out.append(Link(type="part_of", a=later.id, b=whole.id, why="named as part of the group before it"))
            continue
        for earlier in reversed(ordered[:i]):
            link = _pair(earlier, later)
            if link is not None:
                out.append(link)
                break
    return out


def _is_part(reading: Reading) -> bool:
    return any(t.field == "measure" and ":part:" in t.rule for t in reading.trace)


def _pair(a: Claim, b: Claim) -> Link | None:
    x, y = a.reading, b.reading
    if x.measure != y.measure or not _same_thing(x, y):
        return None
    if x.stance != y.stance and Stance.DENIED in (x.stance, y.stance):
        return Link(type="contradicts", a=a.id, b=b.id, why="one affirms what the other denies")
    if x.superseded != y.superseded and (x.count.low, x.count.high) != (y.count.low, y.count.high):
        old, new = (a, b) if x.superseded else (b, a)
        return Link(type="revises", a=old.id, b=new.id, why="the report says that the figure was replaced")
    if x.count.low is None and x.count.high is None:
        return None
    said = [s.name for s in x.source[:1]], [s.name for s in y.source[:1]]
    if (x.count.low, x.count.high) == (y.count.low, y.count.high) and said[0] == said[1]:
        return Link(type="repeats", a=a.id, b=b.id, why="same measure, victims, extent, count and source")
    return None


def _same_thing(x: Reading, y: Reading) -> bool:
    """Same victims, extent and place, as far as both say."""
    parties = {v.party for v in (x.victims, y.victims) if v is not None and v.party is not None}
    places = {p.name for p in (x.place, y.place) if p is not None and p.name is not None}
    return len(parties) < 2 and len(places) < 2 and x.extent == y.extent
