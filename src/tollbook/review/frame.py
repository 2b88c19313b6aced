"""What every page has around it: the project, who looks at it, and how far the review has come."""

from __future__ import annotations

from typing import Any

from .access import Person
from .bench import Workbench
from .permissions import Role
from .queue import progress


def frame(bench: Workbench, person: Person, title: str) -> dict[str, Any]:
    """The values that `base.html.j2` wants."""
    return {
        "title": title,
        "project": bench.ledger.project().name,
        "person": person,
        "may": {role.value: person.may(role) for role in Role},
        "progress": progress(bench.ledger),
    }
