"""Charts as SVG strings: pure functions of data, escaped, coloured by the page's style sheet."""

from .curves import CurveLine, CurveMark, curves_chart
from .estimates import EstimateRow, estimates_chart
from .graph import Arc, Node, graph
from .lines import Bars, Line, Point, lines_chart, scale_of
from .palette import DARK, LIGHT, NEUTRAL, assign_colours
from .range_chart import RangeMark, describe, range_axis, range_row, sample
from .scale import Scale, Tick
from .standalone import standalone
from .world import SAID, Dot, Frame, world_map

__all__ = [
    "DARK",
    "LIGHT",
    "NEUTRAL",
    "SAID",
    "Arc",
    "Bars",
    "CurveLine",
    "CurveMark",
    "Dot",
    "EstimateRow",
    "Frame",
    "Line",
    "Node",
    "Point",
    "RangeMark",
    "Scale",
    "Tick",
    "assign_colours",
    "curves_chart",
    "describe",
    "estimates_chart",
    "graph",
    "lines_chart",
    "range_axis",
    "range_row",
    "sample",
    "scale_of",
    "standalone",
    "world_map",
]
