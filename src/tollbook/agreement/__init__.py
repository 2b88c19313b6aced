"""How far coders agree: coefficients, their intervals, and which claim of one coder is which of the other's."""

from .aligning import Coded, Pair, align
from .coefficients import alpha, gwet, percent
from .fields import FIELDS, Field
from .measuring import Estimate, FieldAgreement, measure
from .ratings import Ratings
from .scales import distance, weights

__all__ = [
    "FIELDS",
    "Coded",
    "Estimate",
    "Field",
    "FieldAgreement",
    "Pair",
    "Ratings",
    "align",
    "alpha",
    "distance",
    "gwet",
    "measure",
    "percent",
    "weights",
]
