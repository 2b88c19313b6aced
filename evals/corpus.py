"""The sets that lie beside the checkout, as documents with gold annotations. They are measured on, never copied."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SATP_YEARS = ("2011", "2012")
SATP_OUTLET = "South Asia Terrorism Portal"


@dataclass(frozen=True)
class Document:
    """A text with what a reader may know of it; `gold` is for scorers alone."""

    id: str
    text: str
    published: str | None
    outlet: str | None
    gold: Any = field(repr=False, default=None)


def annotated(folder: Path) -> list[Document]:
    """The reports of a folder of NAME.json (gold) and NAME.txt (text, characters kept as they are)."""
    documents = []
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        documents.append(
            Document(
                record.get("id") or path.stem, text, record.get("published"), record.get("outlet"), record["claims"]
            )
        )
    return documents


def satp(path: Path, years: Sequence[str] = SATP_YEARS) -> list[Document]:
    """The incident summaries of the given years; gold is the coders' whole record."""
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        records = [json.loads(line) for line in lines if line.strip()]
    return [
        Document(record["id"], record["text"], record["date"], SATP_OUTLET, record)
        for record in records
        if not years or str(record["date"])[:4] in years
    ]


def digest(documents: Iterable[Document]) -> str:
    """A hash of texts, what is known of them, and gold: figures hold for one state of a set only."""
    whole = hashlib.sha256()
    for document in sorted(documents, key=lambda d: d.id):
        row = [document.id, document.text, document.published, document.outlet, document.gold]
        whole.update(json.dumps(row, sort_keys=True, ensure_ascii=True).encode("ascii") + b"\n")
    return whole.hexdigest()


def write_table(documents: Iterable[Document], path: Path) -> None:
    """Write documents as a table of reports, one a row, in the columns that `tollbook read` knows. No gold."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for document in documents:
            row = {
                "id": document.id,
                "text": document.text,
                "published": document.published,
                "outlet": document.outlet,
            }
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def shards(documents: Sequence[Document], count: int) -> list[list[Document]]:
    """Deal documents out, longest first, so that each shard holds about as many characters."""
    dealt: list[list[Document]] = [[] for _ in range(count)]
    sizes = [0] * count
    for document in sorted(documents, key=lambda d: (-len(d.text), d.id)):
        least = sizes.index(min(sizes))
        dealt[least].append(document)
        sizes[least] += len(document.text)
    return [shard for shard in dealt if shard]
