"""Claims in, record out: independence, links, incidents, series, disputes, tolls. No I/O of its own."""

from .arithmetic import account, checks
from .dependence import dependences
from .differences import Step, differences
from .disputes import disputes
from .flat import FlatClaim, FlatReport
from .independence import independent
from .periods import period_subjects
from .policy import Policy, load_policy, policy_names
from .ranges import Range
from .series import find_series
from .sources import identified, propose_sources
from .stands import LinksOf
from .subject import Subject, SubjectKind
from .tolls import Independence, Ranges, by_voice, figure_id, toll

__all__ = [
    "FlatClaim",
    "FlatReport",
    "Independence",
    "LinksOf",
    "Policy",
    "Range",
    "Ranges",
    "Step",
    "Subject",
    "SubjectKind",
    "account",
    "by_voice",
    "checks",
    "dependences",
    "differences",
    "disputes",
    "figure_id",
    "find_series",
    "identified",
    "independent",
    "load_policy",
    "period_subjects",
    "policy_names",
    "propose_sources",
    "toll",
]
