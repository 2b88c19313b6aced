"""Which house policies: those named with commas between, those that nobody needs to name, and a mark of several."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tollbook.errors import SettingsError

if TYPE_CHECKING:
    from tollbook.reconcile import Policy

HOUSES = "ucdp,acled,airwars,ibc"
"""The policies where none are named."""


def load_policies(names: str) -> list[Policy]:
    """The policies of a list with commas between; each once. Raises SettingsError for one that is not there."""
    from tollbook.reconcile import load_policy, policy_names  # the command line wants the name of a list alone

    houses = policy_names()
    given = [name.strip() for name in names.split(",") if name.strip()]
    # a house may be named in capitals, as it names itself; a file goes by its path as it stands
    called = [n.lower() if n.lower() in houses and not Path(n).is_file() else n for n in given]
    policies = [load_policy(name) for name in called]
    if not policies:
        raise SettingsError(f"no policy named; use one of {', '.join(policy_names())}, with commas between several")
    named: dict[str, Policy] = {}
    for policy in policies:
        if named.setdefault(policy.name, policy) != policy:
            raise SettingsError(f"two policies are called {policy.name!r}; give each a name of its own")
    return list(named.values())


def mark_of(policies: Sequence[Policy]) -> str:
    """One mark of policies in their order, another where any rule of theirs is another."""
    return hashlib.sha256("\n".join(policy.model_dump_json() for policy in policies).encode()).hexdigest()
