"""The links inside each report: those kept in the ledger where nothing has changed, made anew for the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tollbook.ledger import Ledger, LinksWithin, StoredClaim
from tollbook.model import Link, Report, sha256_hex
from tollbook.reconcile import FlatClaim
from tollbook.reconcile.row_parts import row_parts

from .recipe import record_hash


def links_within_reports(
    ledger: Ledger, claims: Iterable[StoredClaim], flat: Mapping[str, FlatClaim], *, learned: bool, anew: bool = False
) -> tuple[list[Link], list[LinksWithin]]:
    """The links inside the reports of these claims, and what of them is to be kept.

    `claims` are all that count of their reports, `flat` the same by id. With `anew` nothing that is kept is taken.
    """
    by_report: dict[str, list[StoredClaim]] = defaultdict(list)
    for stored in claims:
        by_report[stored.report_id].append(stored)
    links: list[Link] = []
    marks: dict[str, str] = {}
    for report, own in by_report.items():
        if len(own) < 2:
            continue
        if own[0].entered is not None:  # a row of a table: it has no words to read links from
            links += row_parts([flat[claim.id] for claim in own])
        else:
            marks[report] = _mark(own, learned=learned)
    known = {} if anew else ledger.links_within(marks)
    lacking = [id_ for id_ in marks if id_ not in known]
    made = [_made(report, marks[report.id], by_report[report.id], learned) for report in ledger.whole_reports(lacking)]
    links += [link for id_ in known for link in known[id_]]
    links += [link for one in made for link in one.links]
    return links, made


def _made(report: Report, mark: str, claims: Sequence[StoredClaim], learned: bool) -> LinksWithin:
    from tollbook.extract import links_within

    found = links_within(report, [claim.claim for claim in claims], learned=learned)
    return LinksWithin(report.id, mark, tuple(found))


def _mark(claims: Sequence[StoredClaim], *, learned: bool) -> str:
    """Another mark where a reading, the code, its weights or its lexicons are others."""
    from tollbook.extract import EXTRACTOR

    said = [f"{EXTRACTOR} {record_hash()} {learned}"]
    said += [f"{claim.id} {claim.mark}" for claim in claims]
    return sha256_hex("\n".join(said).encode())
