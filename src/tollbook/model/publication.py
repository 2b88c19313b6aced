"""The publication: what went out, and what had changed since the one before."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from .base import Record

ChangeKind = Literal["new", "revised", "merged", "split", "withdrawn"]


class PublishedSubject(Record):
    """What a publication said of a subject: its name, a hash of all that stands on its page, and its figures.

    `figures`: policy and measure with a slash between them -> low, best, high.
    """

    name: str
    digest: str
    figures: dict[str, tuple[int | None, int | None, int | None]] = Field(default_factory=dict)


class Change(Record):
    """One change between two publications, as the feed tells it.

    `others` are the subjects that it was merged into or split from; `says` what changed in words, `why` the reason.
    """

    id: str
    kind: ChangeKind
    subject: str
    name: str
    day: date
    says: str
    why: str | None = None
    others: tuple[str, ...] = ()
    draft: bool = False


class Publication(Record):
    """A publication as the ledger's chain holds it.

    `seq` and `head` are the log's last entry and the chain's head that it was made from; `manifest` the SHA-256 of its
    list of files, so that a folder can be held against the ledger. `changes` are those since the publication of the
    same profile before it.
    """

    id: str
    title: str
    policies: tuple[str, ...]
    profile: str
    draft: bool
    at: str
    seq: int
    head: str
    manifest: str
    address: str | None = None
    subjects: dict[str, PublishedSubject] = Field(default_factory=dict)
    changes: tuple[Change, ...] = ()
