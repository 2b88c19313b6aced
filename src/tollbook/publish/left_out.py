"""What a profile left out, counted: nothing is held back in silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .mask import Names
from .profile import Profile
from .record import PageClaim, PageReport
from .words import count_of


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How much of what was given is not in what comes out. `names`: of victims, witnesses and relatives, masked."""

    restricted_reports: int = 0
    restricted_claims: int = 0
    rejected_claims: int = 0
    names: int = 0
    texts: int = 0

    @property
    def says(self) -> str:
        """A sentence for whoever reads what came out; empty where nothing was left out."""
        parts = [
            (self.restricted_reports, "restricted report"),
            (self.restricted_claims, "claim of such a report"),
            (self.rejected_claims, "claim that a person rejected"),
            (self.names, "name"),
            (self.texts, "text"),
        ]
        said = [_counted(number, noun) for number, noun in parts if number]
        return f"Left out: {', '.join(said)}." if said else ""


def left_out(reports: Sequence[PageReport], claims: Sequence[PageClaim], profile: Profile, names: Names) -> LeftOut:
    """What this profile leaves out of these reports and claims."""
    held = set() if profile.restricted else {report.id for report in reports if report.held_back}
    kept = [claim for claim in claims if claim.report_id not in held]
    return LeftOut(
        restricted_reports=len(held),
        restricted_claims=len(claims) - len(kept),
        rejected_claims=0 if profile.rejected else sum(claim.state == "rejected" for claim in kept),
        names=0 if profile.names else len(names.full),
        texts=0 if profile.texts else len({report.report.text_id for report in reports if report.id not in held}),
    )


def _counted(number: int, noun: str) -> str:
    head, _, tail = noun.partition(" of ")
    head, _, that = head.partition(" that ") if " that " in head else (head, "", "")
    said = count_of(number, head)
    return said + (f" of {tail}" if tail else "") + (f" that {that}" if that else "")
