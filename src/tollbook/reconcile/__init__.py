"""Claims in, record out: independence, links, incidents, series, disputes, tolls. No I/O of its own."""

from .flat import FlatClaim, FlatReport
from .subject import Subject, SubjectKind

__all__ = ["FlatClaim", "FlatReport", "Subject", "SubjectKind"]
