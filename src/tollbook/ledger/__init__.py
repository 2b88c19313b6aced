"""The ledger: an append-only log of reports, readings and judgements, and what is worked out from it."""

from .cases import CasesMade
from .chain import Fault, Verification
from .claims import Filter, State, StoredClaim
from .entries import Entered
from .fields import settable_paths
from .history import Event
from .influence import StoredInfluence
from .kept import KeptAccount, KeptCell, Scope
from .ledger import Ledger
from .lists import Key, StoredSource, SubjectHead, SubjectSpot, WantedSubjects
from .map_counts import Spot
from .merge import Merged
from .own_values import WantedValue
from .person_lists import ListChange, entries_of
from .queue import Length, Wanted
from .readings import Stored
from .record import RecordChange, RecordState, StoredDependence, StoredLink, StoredSubject, SubjectEvent
from .record_judgements import StoredRecordJudgement
from .reports import Added, StoredReport
from .running import RunningTotals
from .runs import BY_HAND, Run
from .standing import Standing, Word
from .within import LinksWithin

__all__ = [
    "BY_HAND",
    "Added",
    "CasesMade",
    "Entered",
    "Event",
    "Fault",
    "Filter",
    "KeptAccount",
    "KeptCell",
    "Key",
    "Ledger",
    "Length",
    "LinksWithin",
    "ListChange",
    "Merged",
    "RecordChange",
    "RecordState",
    "Run",
    "RunningTotals",
    "Scope",
    "Spot",
    "Standing",
    "State",
    "Stored",
    "StoredClaim",
    "StoredDependence",
    "StoredInfluence",
    "StoredLink",
    "StoredRecordJudgement",
    "StoredReport",
    "StoredSource",
    "StoredSubject",
    "SubjectEvent",
    "SubjectHead",
    "SubjectSpot",
    "Verification",
    "Wanted",
    "WantedSubjects",
    "WantedValue",
    "Word",
    "entries_of",
    "settable_paths",
]
