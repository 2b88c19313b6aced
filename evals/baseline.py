"""The baselines' figures: a plain spaCy script for claims, regular expressions for totals, both from beside the corpus.

Their figures are pinned with the hash of the set and of the script, and worked out again only where one has changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

Pinned = dict[str, dict[str, object]]


def load(path: Path) -> Pinned:
    """The pinned figures by set; none where there is no such file."""
    if not path.exists():
        return {}
    pinned: Pinned = json.loads(path.read_text(encoding="utf-8"))
    return pinned


def save(pinned: Pinned, path: Path) -> None:
    """Write the pinned figures, in a stable order."""
    path.write_text(json.dumps(pinned, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def figures(pinned: Pinned, name: str, key: str, measure: Callable[[], dict[str, float]]) -> dict[str, float]:
    """The baseline's figures for a set: the pinned ones where `key` fits, else measured and entered in `pinned`."""
    entry = pinned.get(name)
    if entry is None or entry["key"] != key:
        pinned[name] = {"key": key, "figures": measure()}
    found: dict[str, float] = pinned[name]["figures"]  # type: ignore[assignment]  # the file's own shape
    return found
