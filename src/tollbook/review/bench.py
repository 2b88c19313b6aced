"""What the workbench holds while it runs: the ledger, who is at it, and how much each claim could move."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tollbook.ledger import Ledger, StoredClaim
from tollbook.reconcile import Policy
from tollbook.run.influence import Influence, influences


@dataclass
class Workbench:
    """One ledger, open for as long as the workbench runs. `where` is its file or address."""

    where: str
    ledger: Ledger
    policies: Sequence[Policy]
    _influence: tuple[object, Mapping[str, Influence]] = (None, {})
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def influence(self) -> Mapping[str, Influence]:
        """Each claim's influence as of the last reconciling: so the queue does not jump while somebody works in it.

        Empty where nothing was reconciled.
        """
        state = self.ledger.record_state()
        if state is None:
            return {}
        with self._lock:
            if self._influence[0] != state:
                self._influence = (state, influences(self.where, self.policies))
            return self._influence[1]

    def is_reconciled(self) -> bool:
        """Whether the ledger has a record, from which alone it is known what a claim moves."""
        return self.ledger.record_state() is not None


def seen(claim: StoredClaim) -> str:
    """A short sign of a claim as it is: a form sends back the one that it was made with."""
    said = f"{claim.id} {claim.state} {claim.judged_at} {claim.reading.model_dump_json()}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]
