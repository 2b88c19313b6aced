"""A publication: gathered, held against its gates, written beside its place and moved there when it is whole."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from tollbook.errors import PublishError
from tollbook.ledger import Ledger
from tollbook.model import Change, Publication, PublishedSubject, Record, make_id, sha256_hex
from tollbook.publish import gates
from tollbook.publish.changes import Fate, all_changes, changes, published
from tollbook.publish.feeds import write_feeds
from tollbook.publish.formats import FORMATS, Format, choose
from tollbook.publish.gates import Bounds, Hold, setters
from tollbook.publish.likely import mask_likely
from tollbook.publish.profile import find_profile
from tollbook.publish.released import Release
from tollbook.publish.site import write_site
from tollbook.reconcile import Policy
from tollbook.reference.words import WordTable, bounds

from .curve_released import released_curves
from .houses import load_policies
from .releasing import (
    Gathered,
    colophon_of,
    figures_again,
    gather,
    released_cases,
    released_claims,
    released_reports,
    released_subjects,
)
from .remains import released_steps

ALL = "all"
TITLE = "Casualty record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to publish: the policies (the first leads), the profile, the formats, and whether as a draft."""

    policies: str
    profile: str = "public"
    formats: str = ALL
    draft: bool = False
    title: str = TITLE
    licence: str | None = None
    address: str | None = None
    site: bool = True
    day: date | None = None
    """The day of publication; today (UTC) where none is given."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication came to: its files (none where it was blocked) and what its gates held."""

    files: tuple[str, ...]
    holds: tuple[Hold, ...]
    draft: bool

    @property
    def blocked(self) -> bool:
        """Whether nothing was written."""
        return bool(self.holds) and not self.draft


def publish(where: str, out: Path, wanted: Wanted) -> Published:
    """Publish a ledger's record into a new folder, or blocked by its gates write nothing.

    Raises PublishError where the folder cannot be written to, SettingsError for a policy, profile or format that is not
    there, LedgerError where nothing was reconciled yet.
    """
    policies, profile, formats = load_policies(wanted.policies), find_profile(wanted.profile), _formats(wanted.formats)
    check_folder(out)
    beside = out.with_name(out.name + ".part")
    shutil.rmtree(beside, ignore_errors=True)
    with Ledger.open(where, create=False) as ledger:
        gathered = gather(ledger, profile)
        try:
            release = _spool(ledger, gathered, policies, wanted, beside)
            holds = tuple(sorted(_held(ledger, gathered, policies, release)))
            if holds and not wanted.draft:
                return Published((), holds, draft=False)
            id_ = make_id("p", release.colophon.ledger, release.colophon.seq, datetime.now(UTC).isoformat())
            subjects = {subject.id: published(subject) for subject in release.subjects()}
            made = _changes(ledger, gathered, release, subjects, id_)
            write_feeds(release, beside, made.feed)
            for form in formats:
                form.write(release, beside / "data")
            if wanted.site:
                write_site(release, beside, holds, made.feed, tuple(released_cases(ledger, gathered.context.profile)))
            files = _manifest(beside)
            digest = sha256_hex((beside / MANIFEST).read_bytes())
            _move(beside, out)
            ledger.note_publication(_noted(id_, release, digest, subjects, made.since))
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    return Published(files, holds, draft=wanted.draft)


@dataclass(frozen=True, slots=True)
class _Changed:
    since: tuple[Change, ...]
    feed: tuple[Change, ...]


def _changes(
    ledger: Ledger, gathered: Gathered, release: Release, subjects: Mapping[str, PublishedSubject], id_: str
) -> _Changed:
    """What changed since the last publication of this profile. A draft follows drafts and publications, and a
    publication publications alone: nobody who follows one is told of the other's."""
    colophon = release.colophon
    earlier = [
        one for one in ledger.publications() if one.profile == colophon.profile and (colophon.draft or not one.draft)
    ]
    since = changes(
        earlier[-1] if earlier else None,
        subjects,
        fates_of(ledger, gathered),
        day=colophon.made,
        draft=colophon.draft,
        publication=id_,
    )
    return _Changed(since, tuple(all_changes(earlier, since)))


def fates_of(ledger: Ledger, gathered: Gathered) -> dict[str, Fate]:
    """What the log says became of each id, newest entry last, with the reason of whoever decided it."""
    reasons: dict[str, str] = {}
    for judgement in gathered.decisions:
        if judgement.why:
            masked = gathered.names.mask_full(judgement.why)
            told = masked if gathered.context.profile.reviewers else mask_likely(masked, ())
            reasons |= dict.fromkeys((judgement.subject, *judgement.others), told)
    found: dict[str, Fate] = {}
    for event in ledger.subject_events():
        if event.event in ("merged", "split", "ended"):
            why = reasons.get(event.subject) or (reasons.get(event.other) if event.other else None)
            found[event.subject] = Fate(event.event, event.other, why)
        elif event.event == "returned":
            found.pop(event.subject, None)
    return found


def _noted(
    id_: str,
    release: Release,
    manifest: str,
    subjects: Mapping[str, PublishedSubject],
    since: tuple[Change, ...],
) -> Publication:
    colophon = release.colophon
    return Publication(
        id=id_,
        title=colophon.title,
        policies=tuple(policy.name for policy in colophon.policies),
        profile=colophon.profile,
        draft=colophon.draft,
        at=datetime.now(UTC).isoformat(timespec="microseconds"),
        seq=colophon.seq,
        head=colophon.head,
        manifest=manifest,
        address=colophon.address,
        subjects=dict(subjects),
        changes=since,
    )


def check_folder(out: Path) -> None:
    """Raise PublishError where no publication can be written to that path."""
    if not out.parent.is_dir():
        raise PublishError(f"{out.parent}: no such folder to write {out.name} to; make it first")
    if out.exists() and not out.is_dir():
        raise PublishError(f"{out}: is a file; name a folder")
    if out.is_dir() and any(out.iterdir()) and not (out / MANIFEST).is_file():
        raise PublishError(f"{out}: is not empty and holds no publication; name a new folder, so that nothing is lost")


MANIFEST = "SHA256SUMS"
"""The list of a publication's files with their SHA-256, as `sha256sum --check` reads it."""


def _formats(names: str) -> list[Format]:
    return list(FORMATS.values()) if names == ALL else choose(names.split(","))


def _spool(ledger: Ledger, gathered: Gathered, policies: Sequence[Policy], wanted: Wanted, folder: Path) -> Release:
    data = folder / "data"
    data.mkdir(parents=True)
    _write_rows(data / "reports.jsonl", released_reports(gathered))
    _write_rows(data / "claims.jsonl", released_claims(gathered))
    _write_rows(data / "subjects.jsonl", released_subjects(gathered, policies))
    _write_rows(data / "remains.jsonl", released_steps(released_claims(gathered), released_reports(gathered)))
    _write_rows(data / "curves.jsonl", released_curves(ledger, released_claims(gathered)))
    colophon = colophon_of(
        ledger,
        gathered,
        policies,
        title=wanted.title,
        draft=wanted.draft,
        day=wanted.day or datetime.now(UTC).date(),
        licence=wanted.licence,
        address=wanted.address,
    )
    _write_rows(data / "colophon.jsonl", [colophon])
    return Release(colophon, data)


def _write_rows(path: Path, rows: Iterable[Record]) -> None:
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(row.model_dump_json() + "\n")


def _held(ledger: Ledger, gathered: Gathered, policies: Sequence[Policy], release: Release) -> Iterator[Hold]:
    yield from gates.not_reviewed(release.subjects())
    yield from gates.not_recomputed(release.subjects(), figures_again(gathered, policies))
    yield from gates.missing_evidence(release.claims(), _whole(ledger, gathered))
    setting = {c for s in release.subjects() for made in s.figures for c in setters(made.figure)}
    table = WordTable.load(ledger.project().word_table)
    yield from gates.misread((c for c in release.claims() if c.id in setting), _read_again(release, gathered, table))
    yield from gates.personal(_words(release), gathered.names)
    yield from gates.unclean(release.subjects("series"))


def _whole(ledger: Ledger, gathered: Gathered) -> set[str]:
    """The claims whose words stand in a text that still has the hash that it is stored under."""
    found: set[str] = set()
    by_report: dict[str, list[str]] = {}
    for claim in gathered.stored.values():
        by_report.setdefault(claim.report_id, []).append(claim.id)
    for report_id, claims in by_report.items():
        report = ledger.report(report_id)
        for id_ in claims:
            stored = gathered.stored[id_]
            span = stored.reading.evidence
            same = report.text_id == stored.mention.text_id and report.id == report_id
            if same and report.text[span.start : span.end] == span.text:
                found.add(id_)
    return found


def _read_again(release: Release, gathered: Gathered, table: WordTable) -> Mapping[str, Bounds | None]:
    """What the count grammar alone reads from the number words of each claim that has some.

    A row of a table has columns, and what a person corrected is that person's: neither has words to be read.
    """
    from tollbook.extract.en.counts import read_count

    read: dict[str, Bounds | None] = {}
    for claim in release.claims():
        stored, words = gathered.stored[claim.id], gathered.stored[claim.id].reading.count.text
        if not words or stored.is_row or stored.state == "corrected":
            continue
        again = read_count(words)
        read[claim.id] = None if again is None else bounds(again, table)
    return read


def _words(release: Release) -> Iterator[tuple[str, str]]:
    for kind in (release.reports(), release.claims(), release.subjects()):
        for row in kind:
            yield row.id, row.model_dump_json()


def _manifest(folder: Path) -> tuple[str, ...]:
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    names = tuple(p.relative_to(folder).as_posix() for p in files)
    lines = []
    for path, name in zip(files, names, strict=True):
        with path.open("rb") as data:
            lines.append(f"{hashlib.file_digest(data, 'sha256').hexdigest()}  {name}\n")
    (folder / MANIFEST).write_text("".join(lines), encoding="utf-8")
    return (*names, MANIFEST)


def _move(beside: Path, out: Path) -> None:
    """Put the new publication in the place of the old one."""
    old = out.with_name(out.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    beside.rename(out)
    shutil.rmtree(old, ignore_errors=True)
