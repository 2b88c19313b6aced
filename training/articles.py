"""Articles about shootings with the record of each incident: what joining reports and their figures are fitted on."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zlib import crc32

from tollbook.ledger import Ledger
from tollbook.reconcile import FlatClaim, FlatReport
from tollbook.reference.words import WordTable
from tollbook.run.flattening import flat_claims, flat_reports

FOLDS = 5
SETTINGS = 'name = "shootings"\nscope = "violence"\nlanguages = ["en"]\n'
_ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/\d+[a-z_]*/")
_HOST = re.compile(r"https?://(?:www\d?\.)?([^/:]+)")


def records(path: Path) -> list[dict[str, Any]]:
    """The records with their articles."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def table_rows(found: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each article once, as `tollbook read` takes it: as in a page, the title is the first line of the text."""
    seen = set()
    for record in found:
        for article in record["articles"]:
            if article["id"] in seen:
                continue
            seen.add(article["id"])
            title, text = (article["title"] or "").strip(), article["text"]
            host = _HOST.match(_ARCHIVED.sub("", article["url"] or ""))
            yield {
                "id": article["id"],
                "title": article["title"],
                "published": article["published"],
                "url": article["url"],
                "outlet": host.group(1) if host else None,
                "text": text if not title or text.lstrip().startswith(title) else f"{title}\n\n{text}",
            }


def read_into(ledger: Path, found: list[dict[str, Any]], workers: int) -> None:
    """Read the articles with the program, as a user would."""
    from tollbook.cli import main

    table, settings = ledger.with_suffix(".jsonl"), ledger.with_suffix(".toml")
    table.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in table_rows(found)), encoding="utf-8")
    settings.write_text(SETTINGS, encoding="utf-8")
    options = ["--ledger", str(ledger), "--project", str(settings), "--workers", str(workers), "--quiet"]
    status = main(["read", str(table), *options])
    if status not in (0, 3):
        raise SystemExit(f"reading the articles ended with {status}")


def flat_of(ledger: Path) -> tuple[list[FlatClaim], list[FlatReport]]:
    """The claims and reports of a ledger."""
    with Ledger.open(ledger, create=False) as opened:
        stored = [claim for claim in opened.claims() if claim.counts]
        claims = flat_claims(stored, WordTable.load(opened.project().word_table))
        return claims, flat_reports(opened, opened.reports())


def incidents_of(found: list[dict[str, Any]]) -> Mapping[str, frozenset[str]]:
    """The incidents of each article."""
    out: dict[str, set[str]] = {}
    for record in found:
        for article in record["articles"]:
            out.setdefault(article["id"], set()).add(record["incident"])
    return {article: frozenset(incidents) for article, incidents in out.items()}


def fold_of(incident: str) -> int:
    """The fold of an incident, by its number."""
    return crc32(incident.encode("utf-8")) % FOLDS
