"""Annotated reports for training: texts with gold claims, read from a folder of NAME.txt and NAME.json."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tollbook.model import Report


@dataclass(frozen=True)
class Annotated:
    """A report with its gold claims (the guide's JSON) and its fold."""

    name: str
    report: Report
    claims: list[dict[str, Any]]


def annotated(folder: Path) -> Iterator[Annotated]:
    """The reports of a folder in order of name."""
    for file in sorted(folder.glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        with file.with_suffix(".txt").open(encoding="utf-8", newline="") as stream:
            text = stream.read()
        day = gold.get("published")
        report = Report(
            text=text,
            given_id=file.stem,
            outlet=gold.get("outlet"),
            published=date.fromisoformat(day[:10]) if day else None,
            language=gold.get("language") or "en",
        )
        yield Annotated(file.stem, report, gold["claims"])


def fold_of(name: str, folds: int) -> int:
    """A report's fold: by its number, so that neighbours fall apart; the same in every run."""
    digits = int("".join(c for c in name if c.isdigit()) or "0")
    return (digits * 7 + ord(name[0])) % folds
