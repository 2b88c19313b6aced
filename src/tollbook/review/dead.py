"""The dead and the missing: groups of remains, each with its chain of claimed statuses."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from tollbook.errors import SettingsError
from tollbook.publish import words
from tollbook.reconcile.remains import RemainsGroup, WantedRemains, groups_of
from tollbook.reference.dead import NO_FINDING, dead_table
from tollbook.run.at_date import AtDate
from tollbook.run.remains import counted, dead_claims

from .access import Person
from .bench import Workbench
from .frame import frame
from .pages import render

PAGE = 40
"""Groups on one page."""


@dataclass(frozen=True, slots=True)
class AskedDead:
    """What a person asked to see; `start` is the first group shown."""

    party: str = ""
    place: str = ""
    status: str = ""
    rule: str = ""
    start: int = 0

    @property
    def wanted(self) -> WantedRemains:
        """The same for the record. Raises SettingsError for a status or rule that is none."""
        table = dead_table()
        if self.status:
            table.by_code(self.status)
        if self.rule and self.rule not in {str(rule) for rule in table.rules}:
            raise SettingsError(f"'{self.rule}' is no rule on the dead or the missing; it must be 112 to 117")
        return WantedRemains(
            party=self.party.strip() or None,
            place=self.place.strip() or None,
            status=self.status or None,
            rule=int(self.rule) if self.rule else None,
        )

    def at(self, start: int) -> str:
        """The address of the page that begins with a group."""
        asked = {"party": self.party, "place": self.place, "status": self.status, "rule": self.rule}
        asked = {name: value for name, value in asked.items() if value} | ({"start": str(start)} if start else {})
        return "/dead" + (f"?{urlencode(asked)}" if asked else "")


def dead_page(bench: Workbench, asked: AskedDead, person: Person) -> str:
    """The groups that fit, so many on a page; claims of restricted reports are left out for whom they are hidden."""
    hidden = bench.mentions_hidden_from(person)
    every = groups_of(dead_claims(bench.ledger, AtDate(), hidden))
    groups = asked.wanted.of(every)
    shown = groups[asked.start : asked.start + PAGE]
    return render(
        "dead.html.j2",
        **frame(bench, person, "The dead and the missing"),
        groups=[(group, _when(group)) for group in shown],
        number=len(groups),
        asked=asked,
        parties=sorted({group.party for group in every if group.party}),
        statuses=dead_table().status,
        rules=dead_table().rules,
        counted=counted,
        day=words.day,
        no_finding=NO_FINDING,
        earlier=asked.at(max(0, asked.start - PAGE)) if asked.start else None,
        more=asked.at(asked.start + PAGE) if asked.start + PAGE < len(groups) else None,
    )


def _when(group: RemainsGroup) -> str:
    days = dict.fromkeys(words.day(day) for day in (group.first, group.last) if day)
    return " – ".join(days) or "day not stated"
