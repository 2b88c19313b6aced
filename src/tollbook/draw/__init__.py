"""Charts as SVG strings: pure functions of data, escaped, coloured by the page's style sheet."""

from .lines import Bars, Line, Point, lines_chart, scale_of
from .palette import DARK, LIGHT, NEUTRAL, assign_colours
from .range_chart import RangeMark, describe, range_axis, range_row, sample
from .scale import Scale, Tick
from .standalone import standalone

__all__ = [
    "DARK",
    "LIGHT",
    "NEUTRAL",
    "Bars",
    "Line",
    "Point",
    "RangeMark",
    "Scale",
    "Tick",
    "assign_colours",
    "describe",
    "lines_chart",
    "range_axis",
    "range_row",
    "sample",
    "scale_of",
    "standalone",
]
