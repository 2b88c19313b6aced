"""Invented reports and claims for the ledger's tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tollbook.ledger import (
    Filter,
    Ledger,
    RecordChange,
    StoredDependence,
    StoredLink,
    StoredSubject,
    SubjectEvent,
)
from tollbook.model import (
    Claim,
    Count,
    Dependence,
    Judgement,
    Link,
    Mention,
    Place,
    Reading,
    RecordJudgement,
    Report,
    Span,
    Speaker,
    Victims,
)

PLACES = ("Velimor", "Ostrana", "Dry Ford", "Kesh", "Tarn Bridge")
WHO = ("soldiers", "villagers", "guards", "men", "nurses")


def report(number: int = 1, sentences: int = 4, **changes: Any) -> Report:
    """A report of short sentences, each with one number, such as "In Kesh 14 guards were killed on day 3 ..."."""
    text = " ".join(sentence(number, i) for i in range(sentences))
    given: dict[str, Any] = {"text": text, "given_id": f"row-{number}", "outlet": "Northern Post"}
    given |= {"published": date(2031, 5, 4), "address": f"https://post.example/{number}"}
    return Report(**(given | changes))


def sentence(number: int, i: int) -> str:
    """The i-th sentence of a report."""
    return f"In {PLACES[i % 5]} {count_of(number, i)} {WHO[(number + i) % 5]} were killed on day {i}, the council said."


def count_of(number: int, i: int) -> int:
    """The count in the i-th sentence: no two in one report are equal, and no two reports have all the same."""
    return 11 + 7 * i + number % 5 + 100 * (number // 5)


def claims_of(r: Report, number: int = 1, sentences: int = 4) -> list[Claim]:
    """The claims of `report(number, sentences)`: the number is the anchor, the sentence the evidence."""
    made, start = [], 0
    for i in range(sentences):
        said = sentence(number, i)
        start = r.text.index(said, start)
        made.append(claim(r, start, said, i, count_of(number, i)))
        start += len(said)
    return made


def claim(r: Report, start: int, said: str, i: int, count: int) -> Claim:
    """A claim on a sentence that stands at `start`."""
    at = start + said.index(str(count))
    return Claim(
        mention=Mention(
            text_id=r.text_id, report_id=r.id, measure="killed", anchor_start=at, anchor_end=at + len(str(count))
        ),
        reading=Reading(
            evidence=Span(start=start, end=start + len(said), text=said),
            measure="killed",
            count=Count(low=count, high=count, comparator="exact", text=str(count)),
            victims=Victims(party="Velimor", status="unknown", text=said.split()[3]),
            source=(Speaker(name="Council of Velimor", kind="government", party="Velimor"),),
            place=Place(text=PLACES[i % 5], name=PLACES[i % 5], country="XV"),
            confidence=0.75,
        ),
    )


def changed(c: Claim, **reading: Any) -> Claim:
    """The claim with other fields in its reading."""
    return c.model_copy(update={"reading": c.reading.model_copy(update=reading)})


def counted(c: Claim, number: int) -> Claim:
    """The claim with another count."""
    return changed(c, count=Count(low=number, high=number, comparator="exact", text=str(number)))


def moved(r: Report, c: Claim, start: int, end: int, *, by: tuple[int, int] = (0, 0)) -> Claim:
    """The claim with its anchor's ends moved by `start` and `end` characters, its evidence's by those of `by`."""
    m, span = c.mention, c.reading.evidence
    low, high = span.start + by[0], span.end + by[1]
    evidence = Span(start=low, end=high, text=r.text[low:high])
    mention = m.model_copy(update={"anchor_start": m.anchor_start + start, "anchor_end": m.anchor_end + end})
    return Claim(mention=mention, reading=c.reading.model_copy(update={"evidence": evidence}))


def judgement(mention: str, verdict: str = "accept", *, day: int = 1, by: str = "Ana", **fields: Any) -> Judgement:
    """A judgement on that day of June; fields as `count__low=3`."""
    set_fields = {name.replace("__", "."): value for name, value in fields.items()}
    return Judgement(mention=mention, verdict=verdict, fields=set_fields, by=by, at=f"2031-06-{day:02}T12:00:00+00:00")


def fill(ledger: Ledger, reports: Sequence[int] = (1, 2, 3), sentences: int = 4) -> list[Claim]:
    """Add reports with their claims in one run."""
    run = ledger.start_run("rules.1", settings={"scope": "conflict"}, lexicons={"en/verbs": "ab12"})
    made = []
    for number in reports:
        r = report(number, sentences)
        claims = claims_of(r, number, sentences)
        ledger.add_report_with_claims(r, f"<p>{r.text}</p>".encode(), run.id, claims)
        made += claims
    ledger.end_run(run.id, {"read": len(reports)})
    return made


def total(ledger: Ledger) -> int:
    """The sum of all counts that totals take."""
    return sum(c.reading.count.low or 0 for c in ledger.claims(Filter()) if c.counts)


def shown(ledger: Ledger) -> dict[str, Any]:
    """The current claims without what differs between ledgers that hold the same."""
    return {c.id: replace(c, run_id="") for c in ledger.claims()}


def record_judgement(subject: str = "i-1", verdict: str = "accept", **fields: Any) -> RecordJudgement:
    """A judgement on something of the record, by Ann on a day of the year 2031."""
    given: dict[str, Any] = {"by": "Ann", "at": "2031-06-01T12:00:00+00:00"}
    return RecordJudgement(subject=subject, verdict=verdict, **(given | fields))  # type: ignore[arg-type]  # a test's words


def change_of(ledger: Ledger, cell: str = "XV", *, subject: str = "i-1", event: str = "given") -> RecordChange:
    """A record of one cell that holds all claims of the ledger in one incident, with one link and one dependence."""
    claims = ledger.claims()
    ids = tuple(sorted(claim.id for claim in claims))
    link = Link(type="repeats", a=ids[0], b=ids[1], why="same figure", score=0.75, fields=("count",))
    return RecordChange(
        made_by="test",
        made_to=ledger.last_seq(),
        made_from=ledger.record_state(),
        cells=frozenset({cell}),
        claim_cells=[(claim.id, claim.report_id, cell) for claim in claims],
        links=[StoredLink(link, cell)],
        subjects=[StoredSubject(subject, "incident", cell, "Kesh", {"place": "Kesh"}, ids)],
        dependences=[
            StoredDependence(Dependence(a="r-2", b="r-1", kind="copy", why="nearly the same words", share=0.9), cell)
        ],
        events=[SubjectEvent(subject, "incident", event, ids)],
    )
