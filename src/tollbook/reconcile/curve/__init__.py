"""Rival running totals in one curve: an estimate of estimates, which never enters a toll."""

from .claims import Chosen, CurveClaim, LeftOut, WantedCurve, choose_claims
from .effects import Effects, source_effects
from .forecast import Forecast, PastError, forecasts, past_errors
from .rival import Pull, RivalCurve, SourcePart, rival_curve, too_few
from .weights import Weights, weights_of

__all__ = [
    "Chosen", "CurveClaim", "Effects", "Forecast", "LeftOut", "PastError", "Pull", "RivalCurve", "SourcePart",
    "WantedCurve", "Weights", "choose_claims", "forecasts", "past_errors", "rival_curve", "source_effects", "too_few",
    "weights_of",
]  # fmt: skip
