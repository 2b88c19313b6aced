"""What a page may show, in order, under its profile: the one place where reports and claims are held back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from ..draw import assign_colours
from ..errors import PublishError
from ..model import Link, Report
from .left_out import LeftOut, left_out
from .mask import NO_NAMES, Names, collect_names
from .profile import Profile, reduce_claim
from .record import PageClaim, PageReport
from .words import party_of


@dataclass(frozen=True)
class Shown:
    """A report as the page names it. `link` is an http address that may be followed, else None."""

    report: Report
    title: str
    outlet: str
    link: str | None
    same_text_as: str | None = None

    @property
    def anchor(self) -> str:
        """The id of its text, or of its line in the list where texts are left out."""
        return f"report-{self.report.id}"


@dataclass(frozen=True)
class Context:
    """Reports and claims in the order of the page, reduced to the profile; `colours` are those of the parties."""

    profile: Profile
    reports: tuple[Shown, ...]
    claims: tuple[PageClaim, ...]
    links: tuple[Link, ...]
    colours: Mapping[str, int]
    by_id: Mapping[str, Shown]
    left_out: LeftOut

    def report(self, claim: PageClaim) -> Shown:
        """The report that holds a claim."""
        return self.by_id[claim.report_id]

    def live(self) -> tuple[PageClaim, ...]:
        """The claims that nobody has rejected."""
        return tuple(c for c in self.claims if c.state != "rejected")

    def row(self, claim_id: str) -> str:
        """The id of a claim's figure: its address where no text is there to hold it."""
        return f"figure-{claim_id}" if self.profile.texts else f"claim-{claim_id}"


def prepare(
    reports: Sequence[PageReport],
    claims: Sequence[PageClaim],
    links: Sequence[Link],
    profile: Profile,
    held_back: Names = NO_NAMES,
) -> Context:
    """Hold back what the profile does, and the names that are known from elsewhere (`held_back`); PublishError where
    claims and reports do not fit together."""
    let_out = [r for r in reports if profile.restricted or not r.held_back]
    held = {r.id for r in reports} - {r.id for r in let_out}
    _check(reports, claims)
    names = Names() if profile.names else held_back | collect_names(c.claim for c in claims)
    ordered = sorted(let_out, key=lambda r: (r.report.published or date.max, r.report.outlet or "", r.id))
    shown = _describe([r.report for r in ordered], names, profile)
    place = {s.report.id: i for i, s in enumerate(shown)}
    kept = [c for c in claims if c.report_id not in held and (profile.rejected or c.state != "rejected")]
    kept.sort(key=lambda c: (place[c.report_id], c.claim.mention.anchor_start, c.claim.mention.ordinal, c.id))
    reduced = tuple(_reduce(c, profile, names) for c in kept)
    ids = {c.id for c in reduced}
    return Context(
        profile=profile,
        reports=shown,
        claims=reduced,
        links=tuple(link for link in links if link.a in ids and link.b in ids),
        colours=assign_colours(p for c in reduced for p in _parties(c)),
        by_id={s.report.id: s for s in shown},
        left_out=left_out(reports, claims, profile, names),
    )


def _check(reports: Sequence[PageReport], claims: Sequence[PageClaim]) -> None:
    texts = {r.id: r.report.text for r in reports}
    for claim in claims:
        span = claim.reading.evidence
        if claim.report_id not in texts:
            raise PublishError(f"claim {claim.id}: its report {claim.report_id} is not among those given")
        if not span.text or texts[claim.report_id][span.start : span.end] != span.text:
            raise PublishError(
                f"claim {claim.id}: characters {span.start}-{span.end} of report {claim.report_id} are not its "
                "evidence; run `tollbook rebuild` on the ledger"
            )


def _reduce(claim: PageClaim, profile: Profile, names: Names) -> PageClaim:
    machine = claim.machine if profile.reviewers else None
    kept = reduce_claim(claim.claim, profile, names)
    heard = zip(claim.voices, claim.reading.source, kept.reading.source, strict=False)
    voices = tuple(
        voice if told == left else "" for voice, told, left in heard
    )  # a masked one stays nobody in particular
    reduced = replace(claim, claim=kept, machine=machine, voices=voices)
    return reduced if profile.reviewers else replace(reduced, by=None, at=None, why=None)


def _parties(claim: PageClaim) -> list[str | None]:
    return [party_of(claim.claim), *(s.party for s in claim.reading.source)]


def _describe(reports: Sequence[Report], names: Names, profile: Profile) -> tuple[Shown, ...]:
    first: dict[str, Report] = {}
    result = []
    for report in reports:
        outlet = names.mask(report.outlet or "Outlet not known", report.id)  # who told it may be the outlet
        title = report.title or (report.given_id if profile.texts else None) or "Untitled report"
        link = _followable(report.address)
        if not profile.names:
            title = names.mask(title, report.id)
            link = None if link and names.hits(link, report.id) else link
        original = first.setdefault(report.text_id, report)
        same = None if original is report else names.mask(original.outlet or "another report", original.id)
        result.append(Shown(report=report, title=title, outlet=outlet, link=link, same_text_as=same))
    return tuple(result)


def _followable(address: str | None) -> str | None:
    """The address if it is one of the web: no script and no local file is ever a link."""
    if address is None:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:  # such as an unclosed bracket in the host: then it is no address
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None
