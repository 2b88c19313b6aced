"""What in a text is no running prose of the report: silent zones (no reporting), and title, caption, list and table.

Zones lie behind the text, which stays unchanged. A line is silenced only where all of it is of the kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tollbook.model import Zone

from .frame import frame_zones
from .intervals import Intervals
from .lines import split_lines
from .markup import markup_zones
from .shape import shape_zones


def find_zones(text: str, known: Sequence[Zone] = ()) -> tuple[Zone, ...]:
    """All zones of a text by start; silent ones never overlap each other.

    `known` are the zones that the input's own structure gave (front matter, a document's headings); they win.
    """
    given = Intervals(known)
    lines = [line for line in split_lines(text) if not given.meet(line.start, line.end)]
    frame = list(frame_zones(lines, len(text)))
    framed = Intervals(frame)
    rest = [line for line in lines if not framed.hold(line.start, line.end)]
    shapes = shape_zones(rest, title_known=any(zone.kind == "title" for zone in known))
    silent = Intervals.silent([*known, *frame])
    marks = [zone for zone in markup_zones(text) if not silent.meet(zone.start, zone.end)]
    return merge_zones(known, frame, shapes, marks)


def merge_zones(*groups: Iterable[Zone]) -> tuple[Zone, ...]:
    """Zones of several groups in one order: by start, the longer first."""
    zones = {zone for group in groups for zone in group}
    return tuple(sorted(zones, key=lambda zone: (zone.start, -zone.end, zone.kind)))
