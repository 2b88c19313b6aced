"""What a shard holds: reports with their claims, and inputs that are none."""

from __future__ import annotations

from dataclasses import dataclass

from tollbook.model import Claim, Report

from ..claims import StoredClaim


@dataclass(frozen=True, slots=True)
class Appearance:
    """A report as a shard keeps it, with its claims in the order of the text.

    `outcome` is what the manifest says of it (`read`, `not relevant`, `language not supported`). `bands` are the
    hashes by which near copies find each other across shards. `raw` are bytes that only the dataset keeps; None where
    the report's `capture` says where they are.
    """

    report: Report
    claims: tuple[Claim, ...] = ()
    outcome: str = "read"
    bands: tuple[int, ...] = ()
    raw: bytes | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """An input of a shard that gave no report: how it ended (`failed`, `dropped`, `known`), at which stage, and why.

    Dropped ones, with the bytes that they were judged on (`data`) and the byte of the archive at which they begin, are
    only kept where somebody asks for them.
    """

    input: str
    ending: str
    reason: str
    stage: str | None = None
    offset: int | None = None
    data: bytes | None = None


def as_stored(report: Report, claim: Claim) -> StoredClaim:
    """A claim of a dataset as the ledger would show it: read by the machine, judged by nobody."""
    return StoredClaim(
        mention=claim.mention,
        reading=claim.reading,
        machine=claim.reading,
        state="machine",
        retired=False,
        disagreement=(),
        judged_by=None,
        judged_at=None,
        why=None,
        run_id="",
        given_id=report.given_id,
        outlet=report.outlet,
        published=report.published,
        restricted=report.restricted,
        entered=report.entered,
        address=report.address,
    )
