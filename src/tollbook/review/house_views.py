"""The pages about those who work here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass

from tollbook.ledger import StoredReport
from tollbook.ledger.people import Account

from .access import Person
from .bench import Workbench
from .frame import frame
from .pages import render
from .permissions import Role

PAGE, FREE = 100, 200
"""Lines of the activity log on a page, and reports given to nobody on that of the work."""


@dataclass(frozen=True, slots=True)
class Share:
    """What somebody is to review: their reports, each with how many of its claims are decided, of how many."""

    name: str
    reports: tuple[tuple[StoredReport, int, int], ...]

    @property
    def done(self) -> int:
        """Claims decided, by whomever."""
        return sum(done for _, done, _ in self.reports)

    @property
    def total(self) -> int:
        """Claims in all of them."""
        return sum(total for _, _, total in self.reports)


def own_page(bench: Workbench, person: Person, account: Account | None, made: tuple[str, str] | None = None) -> str:
    """One's own account; `made` are the name and the secret of a token that was made just now."""
    people = bench.ledger.people
    return render(
        "me.html.j2",
        **frame(bench, person, "Your account"),
        account=account,
        made=made,
        tokens=people.tokens(account) if account else [],
        roles=[role for role in Role if person.may(role)],
    )


def people_page(bench: Workbench, person: Person, link: str | None = None) -> str:
    """All accounts and open invitations; `link` is that of an invitation that was made just now."""
    people = bench.ledger.people
    return render(
        "people.html.j2",
        **frame(bench, person, "People"),
        accounts=people.accounts(),
        sessions=people.count_sessions(),
        invitations=people.invitations(),
        roles=list(Role),
        link=link,
    )


def activity_page(bench: Workbench, person: Person, who: str | None, before: int | None) -> str:
    """What people did, a page of it."""
    people = bench.ledger.people
    found = people.activities(who=who, before=before, limit=PAGE + 1)
    return render(
        "activity.html.j2",
        **frame(bench, person, "Activity"),
        activities=found[:PAGE],
        more=found[PAGE - 1].id if len(found) > PAGE else None,
        who=who or "",
        names=[account.name for account in people.accounts()],
    )


def work_page(bench: Workbench, person: Person) -> str:
    """Who is to review which reports, and how far each of them is."""
    people, hidden = bench.ledger.people, bench.hidden_from(person)
    assigned = people.assignments()
    reports = bench.ledger.reports_by_id(sorted({one.report_id for one in assigned} - hidden))
    given = [one for one in assigned if one.report_id in reports]
    free, more = _given_to_nobody(bench, hidden | reports.keys())
    counted = _counted(bench, [*reports, *(report.id for report in free)])
    names = [a.name for a in people.accounts() if not a.closed and a.role != Role.READER]
    by_name: dict[str, list[tuple[StoredReport, int, int]]] = {}
    for one in given:
        by_name.setdefault(one.name, []).append((reports[one.report_id], *counted.get(one.report_id, (0, 0))))
    return render(
        "work.html.j2",
        **frame(bench, person, "Work"),
        shares=[Share(name, tuple(theirs)) for name, theirs in by_name.items()],
        free=[(report, *counted.get(report.id, (0, 0))) for report in free],
        more_free=more,
        names=names or [person.name],
    )


def _given_to_nobody(bench: Workbench, others: Set[str]) -> tuple[list[StoredReport], bool]:
    """The first reports but for these others, and whether there are more."""
    found: list[StoredReport] = []
    after = 0
    while len(found) <= FREE and (page := bench.ledger.reports_after(after, limit=FREE + 1)):
        found += [report for _, report in page if report.id not in others]
        after = page[-1][0]
    return found[:FREE], len(found) > FREE


def _counted(bench: Workbench, reports: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Of each report how many claims are decided, and how many there are."""
    total: Counter[str] = Counter()
    done: Counter[str] = Counter()
    for (report, state), number in bench.ledger.count_states(reports).items():
        total[report] += number
        done[report] += number if state in ("accepted", "corrected", "rejected") else 0
    return {report: (done[report], number) for report, number in total.items()}
