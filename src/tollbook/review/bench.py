"""What the workbench holds while it runs: the ledger, who is at it, and how much each claim could move."""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tollbook.ledger import Ledger, StoredClaim
from tollbook.reconcile import Policy
from tollbook.run.houses import mark_of
from tollbook.run.influence import Influence
from tollbook.run.renewing import renew_influence

from .access import Person
from .permissions import Role
from .veil import Withheld


@dataclass
class Workbench:
    """One ledger, open for as long as the workbench runs. `where` is its file or address."""

    where: str
    ledger: Ledger
    policies: Sequence[Policy]
    withheld: Withheld = field(init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.withheld = Withheld(self.ledger)

    def renew(self) -> None:
        """Have the influence of the last reconciling under this workbench's policies, if it was under others."""
        state = self.ledger.record_state()
        if state is not None and state.policies != mark_of(self.policies):
            with self._lock:
                renew_influence(self.ledger, self.policies)

    def influence(self, claims: Iterable[str]) -> Mapping[str, Influence]:
        """The influence of those of these claims that set a bound, as of the last reconciling: so the queue does not
        jump while somebody works in it.
        """
        return {id_: Influence.of(stored) for id_, stored in self.ledger.influence(claims).items()}

    def hidden_from(self, person: Person) -> frozenset[str]:
        """The ids of the restricted reports, for whoever may not see them; none for everybody else."""
        if person.may(Role.CODER):
            return frozenset()
        self.withheld.catch_up()
        return self.withheld.restricted

    def mentions_hidden_from(self, person: Person) -> frozenset[str]:
        """The ids of the claims in them."""
        return self.withheld.mentions if self.hidden_from(person) else frozenset()

    def withheld_in(self, person: Person) -> Mapping[str, int]:
        """How many claims of each subject stand in reports that this person may not see."""
        if not self.hidden_from(person):
            return {}
        held = self.ledger.subjects_of_claims(sorted(self.withheld.mentions))
        return Counter(id_ for found in held.values() for id_, _, _ in found)

    def is_reconciled(self) -> bool:
        """Whether the ledger has a record, from which alone it is known what a claim moves."""
        return self.ledger.record_state() is not None


def seen(claim: StoredClaim) -> str:
    """A short sign of a claim as it is: a form sends back the one that it was made with."""
    said = f"{claim.id} {claim.state} {claim.judged_at} {claim.reading.model_dump_json()}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]
