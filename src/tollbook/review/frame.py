"""What every page has around it: the project, who looks at it, and how far the review has come."""

from __future__ import annotations

from typing import Any

from .access import Person
from .bench import Workbench
from .permissions import Role
from .queue import progress


def may(person: Person) -> dict[str, bool]:
    """By role whether the person may what it may: what they may not do is not offered."""
    return {role.value: person.may(role) for role in Role}


def frame(bench: Workbench, person: Person, title: str) -> dict[str, Any]:
    """The values that `base.html.j2` wants."""
    return {
        "title": title,
        "project": bench.ledger.project().name,
        "person": person,
        "may": may(person),
        "progress": progress(bench.ledger),
    }
