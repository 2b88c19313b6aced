"""A claim that a person writes down: from an interview, a call, a post, or a report that the extractor misread."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from tollbook.errors import SettingsError
from tollbook.ledger import BY_HAND, Ledger
from tollbook.ledger.claims import HAND
from tollbook.model import (
    Actor,
    Certainty,
    Claim,
    Count,
    Extent,
    Judgement,
    Known,
    Means,
    Measure,
    Mention,
    Place,
    Reading,
    Report,
    SourceKind,
    Span,
    Speaker,
    Stance,
    Status,
    Verification,
    Victims,
    Window,
)
from tollbook.read.claims.places import country_code, place_of
from tollbook.read.claims.speakers import known_party, known_speaker

from .importing import count_in_words

READER = "hand.1"
MOST_PEOPLE = 10**11
"""No count is larger: about as many people have ever lived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a person writes down. `words` are those that state the claim; they stand in the file `text`, or in `whole`
    (both None: they are the text).

    `report` names a report of the ledger that they stand in, instead of a new one; `at` is where they begin in it, for
    words that stand there more than once.
    """

    by: str
    words: str
    measure: Measure
    count: str | None = None
    best: int | None = None
    party: str | None = None
    status: Status = Status.UNKNOWN
    group: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    source_kind: SourceKind | None = None
    source_party: str | None = None
    stance: Stance = Stance.AFFIRMED
    certainty: Certainty = Certainty.STATED
    verification: Verification = Verification.NONE
    extent: Extent = Extent.INCIDENT
    place: str | None = None
    country: str | None = None
    first: date | None = None
    last: date | None = None
    actor: str | None = None
    means: Means | None = None
    report: str | None = None
    at: int | None = None
    text: Path | None = None
    whole: str | None = None
    name: str | None = None
    outlet: str | None = None
    address: str | None = None
    published: date | None = None
    restricted: bool = False
    why: str | None = None


@dataclass(slots=True)
class AddedClaim:
    """A claim as entered: its id, whether it is new, the claim, and remarks on what was looked up."""

    id: str
    is_new: bool
    claim: Claim
    report: Report
    remarks: list[str] = field(default_factory=list)


def add_claim(where: str, written: Written) -> AddedClaim:
    """Store a claim as a person's reading, accepted by whoever writes it down.

    Raises SettingsError where the words do not stand in the text, the count says no number, or the days are reversed;
    LedgerError where the report named is not there.
    """
    remarks: list[str] = []
    raw = _raw(written)
    new = None if written.report is not None else report_of(written, raw)
    claim = None if new is None else written_claim(written, new, remarks)  # before a ledger is made for it
    with Ledger.open(where, create=new is not None) as ledger:
        report = new or ledger.report(ledger.resolve_report(written.report or ""))
        claim = claim or written_claim(written, report, remarks)
        if new is not None:
            check_restriction(ledger, new)
        moment = datetime.now(UTC).isoformat(timespec="microseconds")
        judgement = Judgement(
            mention=claim.id, verdict="accept", why=written.why or "entered by hand", by=written.by, at=moment
        )
        found, is_new = ledger.enter_by_hand(report, raw, f"{BY_HAND}{written.by}", claim, judgement)
    return AddedClaim(found, is_new, claim, report, remarks)


def check_restriction(ledger: Ledger, report: Report) -> None:
    """Refuse a text that is there already, open where this is to be restricted or the reverse: both would stand."""
    other = report.model_copy(update={"restricted": not report.restricted})
    if ledger.look(other).outcome == "known":
        state = "not restricted" if report.restricted else "restricted"
        raise SettingsError(
            f"the same words are in the ledger already, {state}; add to that report with --report {other.id}"
        )


def _raw(written: Written) -> bytes | None:
    if written.text is None:
        return None
    try:
        return written.text.read_bytes()
    except OSError as error:
        said = (error.strerror or "cannot be read").lower()
        raise SettingsError(f"--text {written.text}: {said}; give the path of the notes as a text file") from error


def report_of(written: Written, raw: bytes | None = None) -> Report:
    """The report that a person writes down with a claim; `raw` are the bytes of its file. Raises SettingsError."""
    if raw is None:
        text = written.words if written.whole is None else written.whole
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise SettingsError(f"--text {written.text}: is not UTF-8 text; save it as such") from error
    return Report(
        text=text,
        given_id=written.name,
        outlet=written.outlet,
        address=written.address,
        published=written.published,
        reader=READER,
        known=(Known(field="published", how="given"),) if written.published else (),
        entered=HAND,
        restricted=written.restricted,
    )


def written_claim(written: Written, report: Report, remarks: list[str]) -> Claim:
    """What a person writes down as a claim of the report; `remarks` takes what was looked up. Raises SettingsError."""
    evidence = _span(report.text, written.words, written.at)
    count = _count(written)
    anchor = _anchor(evidence, count)
    if written.first and written.last and written.last < written.first:
        raise SettingsError(f"--to {written.last} lies before --from {written.first}; exchange them")
    reading = Reading(
        evidence=evidence,
        measure=written.measure,
        count=count,
        victims=Victims(
            party=_party(written.party, remarks), status=written.status, names=written.names, group=written.group
        ),
        source=_chain(written, remarks),
        stance=written.stance,
        certainty=written.certainty,
        verification=written.verification,
        extent=written.extent,
        place=_place(written, remarks),
        when=Window(start=written.first, end=written.last),
        actor=Actor(party=_party(written.actor, remarks), text=written.actor) if written.actor else None,
        means=written.means,
    )
    mention = Mention(
        text_id=report.text_id,
        report_id=report.id,
        measure=written.measure,
        anchor_start=anchor[0],
        anchor_end=anchor[1],
    )
    return Claim(mention=mention, reading=reading)


def _span(text: str, words: str, at: int | None) -> Span:
    start = text.find(words) if at is None else at
    if not words.strip() or start < 0 or text[start : start + len(words)] != words:
        raise SettingsError("the words do not stand in the text; give them exactly as they stand there")
    if at is None and text.find(words, start + 1) >= 0:
        raise SettingsError("the words stand in the text more than once; give more of them, so that one place is meant")
    return Span(start=start, end=start + len(words), text=words)


def _count(written: Written) -> Count:
    if written.count is None:
        return Count()
    found = None if written.count.lstrip().startswith(("-", "−")) else count_in_words(written.count)
    if found is not None and max(found.low or 0, found.high or 0) > MOST_PEOPLE:
        raise SettingsError(f"--count {written.count}: is more than there have ever been people; look at it")
    if found is None or (found.low is None and found.high is None and found.vague is None):
        raise SettingsError(
            f"--count {written.count}: says no number; write it as it was said: 12, at least 12, 10-15, dozens"
        )
    best = written.best
    if best is not None and ((found.low or 0) > best or (found.high is not None and best > found.high)):
        raise SettingsError(f"--best {best}: lies outside the count, {written.count}")
    return found.model_copy(update={"best": best})


def _anchor(evidence: Span, count: Count) -> tuple[int, int]:
    """Where the count's words stand in the evidence; the whole of it where they do not."""
    at = evidence.text.find(count.text) if count.text else -1
    if at < 0 or count.text is None:
        return evidence.start, evidence.end
    return evidence.start + at, evidence.start + at + len(count.text)


def _party(name: str | None, remarks: list[str]) -> str | None:
    if name is None:
        return None
    party, known = known_party(name)
    if not known:
        remarks.append(f"{name}: no party of the table of parties; kept as written")
    elif party != name:
        remarks.append(f"{name}: kept under its canonical name, {party}")
    return party


def _chain(written: Written, remarks: list[str]) -> tuple[Speaker, ...]:
    chain = [known_speaker(name) for name in written.sources]
    if chain:
        party = _party(written.source_party, remarks) or chain[0].party
        chain[0] = chain[0].model_copy(update={"kind": written.source_kind or chain[0].kind, "party": party})
    return tuple(chain)


def _place(written: Written, remarks: list[str]) -> Place | None:
    country = country_code(written.country) if written.country else None
    if written.country and country is None:
        raise SettingsError(f"--country {written.country}: no country that is known; give its name or two letters")
    place, known = place_of(written.place or "", country, None, None, None)
    if place is not None and not known:
        remarks.append(f"{written.place}: not in the gazetteer; kept without coordinates")
    elif place is not None and written.place:
        where = ", ".join(part for part in (place.name, place.admin1, place.country) if part)
        remarks.append(f"{written.place}: taken for {where} in the gazetteer; --country narrows it")
    return place
