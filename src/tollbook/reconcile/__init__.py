"""Claims in, record out: independence, links, incidents, series, disputes, tolls. No I/O of its own."""

from .arithmetic import account, checks
from .dependence import dependences
from .flat import FlatClaim, FlatReport
from .independence import independent
from .series import find_series
from .sources import identified, propose_sources
from .subject import Subject, SubjectKind

__all__ = [
    "FlatClaim",
    "FlatReport",
    "Subject",
    "SubjectKind",
    "account",
    "checks",
    "dependences",
    "find_series",
    "identified",
    "independent",
    "propose_sources",
]
