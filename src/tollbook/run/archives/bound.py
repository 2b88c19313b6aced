"""The bound on memory: how much a run may take, what each process gets of it, and holding a process to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tollbook.errors import SettingsError

MB = 1 << 20
OWN = 300 * MB
"""What the process that hands out shards needs itself."""
LEAST = 1000 * MB
"""What a process needs that reads shards: the models are some 600 MB, the rest is for an archive's largest pages."""
USUAL = 1536 * MB
"""What each gets where no bound is given."""

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([MGT])(?:i?B)?", re.IGNORECASE | re.ASCII)
_UNITS = {"M": MB, "G": MB << 10, "T": MB << 20}


@dataclass(frozen=True, slots=True)
class Share:
    """How many processes read side by side, and the most bytes that each of them may take. None of them where this
    process is to read by itself, under no bound."""

    workers: int
    each: int

    @property
    def whole(self) -> int:
        """The most bytes that the run takes with all its processes."""
        return OWN + self.workers * self.each


def parse_memory(text: str) -> int:
    """Bytes from such as 4G or 1500M. Raises SettingsError where it is no size."""
    found = _SIZE.fullmatch(text.strip())
    if not found:
        raise SettingsError(f"--memory {text}: write it as 1500M or 4G")
    return int(float(found[1]) * _UNITS[found[2].upper()])


def share(workers: int, memory: int | None) -> Share:
    """Divide the memory among as many of the workers as it has room for.

    Raises SettingsError where it has room for none.
    """
    if memory is None:
        return Share(workers, USUAL)
    workers = max(1, workers)
    room = (memory - OWN) // LEAST
    if room < 1:
        raise SettingsError(f"--memory: at least {(OWN + LEAST) // MB}M are needed, and {LEAST // MB}M for each worker")
    workers = min(workers, room)
    return Share(workers, (memory - OWN) // workers)


def hold_to(most: int | None) -> None:
    """Let this process take so many bytes of private memory and no more (where the system can: Linux).

    What would take more gets a MemoryError, which fails one shard, in place of a machine that runs out.
    """
    if most is None:
        return
    import resource  # not on every system

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
