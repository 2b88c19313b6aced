"""Feeds by their addresses: fetched politely, and what servers said of their state kept for the next time."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_state_path

from tollbook.read.fetch import Fetched, IpAddress, Validators, fetch, is_public
from tollbook.read.outcome import ReadFailed, UnreadableError

BETWEEN = 2.0
"""Seconds between two requests to one host."""
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def is_address(path: str) -> bool:
    """Whether what a person gave is an address rather than a path."""
    return _ADDRESS.match(path) is not None


@dataclass(slots=True)
class Feeds:
    """What came of fetching: feeds that were sent, those that have not changed, and failures."""

    sent: list[Fetched] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[ReadFailed] = field(default_factory=list)


class Memory:
    """What servers said of the feeds that were read into a ledger. A lost file costs a full fetch, no more."""

    def __init__(self, ledger: str, folder: Path | None = None) -> None:
        """Of one ledger; the file lies in the user's folder for such things."""
        self._path = (folder or user_state_path("tollbook")) / "feeds.json"
        self._ledger = ledger if "://" in ledger else str(Path(ledger).absolute())

    def _all(self) -> dict[str, dict[str, dict[str, str | None]]]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def of(self, address: str) -> Validators:
        """What the server said when the feed was read last."""
        kept = self._all().get(self._ledger, {}).get(address, {})
        return Validators(kept.get("etag"), kept.get("modified"))

    def keep(self, fetched: Sequence[Fetched]) -> None:
        """Keep it, once the feeds' entries are in the ledger."""
        everything = self._all()
        mine = everything.setdefault(self._ledger, {})
        for feed in fetched:
            mine[feed.address] = {"etag": feed.validators.etag, "modified": feed.validators.modified}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(json.dumps(everything, indent=1, sort_keys=True), encoding="utf-8")


def fetch_feeds(
    addresses: Sequence[str],
    memory: Memory,
    *,
    max_bytes: int,
    permitted: Callable[[IpAddress], bool] = is_public,
    sleep: Callable[[float], None] = time.sleep,
) -> Feeds:
    """Fetch feeds one after the other, with a pause between two of one host."""
    feeds, hosts = Feeds(), set[str]()
    for address in dict.fromkeys(addresses):
        host = urlsplit(address).netloc
        if host in hosts:
            sleep(BETWEEN)
        hosts.add(host)
        try:
            found = fetch(address, memory.of(address), max_bytes=max_bytes, permitted=permitted)
        except UnreadableError as error:
            feeds.failed.append(ReadFailed(address, str(error)))
            continue
        if found.raw is None:
            feeds.unchanged.append(address)
        else:
            feeds.sent.append(found)
    return feeds
