"""Claims in, record out: who depends on whom, links, incidents, series, disputes, tolls. No I/O but what it is given."""

from .flat import FlatClaim, FlatReport
from .subject import Subject, SubjectKind

__all__ = ["FlatClaim", "FlatReport", "Subject", "SubjectKind"]
