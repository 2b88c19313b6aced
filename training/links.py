"""Fit the choice of links inside reports (repeats, part_of) on annotated reports.

usage: python -m training.links --shared ../shared
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tollbook.extract.linear import Hashed, Linear, hashed, to_bytes
from tollbook.extract.links import Question, part_questions, repeat_questions
from tollbook.extract.links_view import told
from tollbook.model import Claim, Mention, Place, Reading, Report
from tollbook.reference.gazetteer import Gazetteer

from .fit import Choice, fit

BITS = 20
PENALTY = 1.0
FOLDS = 4


@dataclass(frozen=True)
class Linked:
    """A report with its gold claims, as claims and by the id that the annotator gave, and its gold links."""

    name: str
    report: Report
    claims: list[Claim]
    ids: dict[str, str]
    links: list[tuple[str, str, str]]


def gold_documents(folder: Path) -> Iterator[Linked]:
    """The annotated reports of a folder; links are (type, a, b) over the claims' own ids."""
    for file in sorted(folder.glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        text = file.with_suffix(".txt").read_bytes().decode("utf-8")
        day = gold.get("published")
        report = Report(
            text=text,
            given_id=file.stem,
            outlet=gold.get("outlet"),
            published=date.fromisoformat(day[:10]) if day else None,
        )
        claims: list[Claim] = []
        ids: dict[str, str] = {}
        for number, record in enumerate(gold["claims"]):
            claim = as_claim(report, record, number)
            claims.append(claim)
            ids[record["id"]] = claim.id
        links = [(link["type"], ids[link["a"]], ids[link["b"]]) for link in gold.get("links", [])]
        yield Linked(file.stem, report, claims, ids, links)


def as_claim(report: Report, record: dict[str, Any], number: int) -> Claim:
    """A gold claim as a claim, anchored at the words of its count."""
    start, end = _anchor(report.text, record)
    measure = record["measure"]
    mention = Mention(
        text_id=report.text_id, report_id=report.id, measure=measure, anchor_start=start, anchor_end=end, ordinal=number
    )
    evidence, place, victims = (record.get(key) or {} for key in ("evidence", "place", "victims"))
    begin, stop = evidence["start"], evidence["end"]
    plain = ("stance", "certainty", "verification", "extent", "means", "superseded", "optional", "when", "actor")
    fields = {key: record[key] for key in plain if record.get(key) is not None}
    fields |= {
        "evidence": {"start": begin, "end": stop, "text": report.text[begin:stop]},
        "measure": measure,
        "count": {key: value for key, value in (record.get("count") or {}).items() if value is not None},
        "victims": {key: value for key, value in victims.items() if value is not None} if victims else None,
        "source": [{"name": speaker["name"]} for speaker in record.get("source") or ()],
        "place": _place(place).model_dump() if place else None,
    }
    return Claim(mention=mention, reading=Reading.model_validate(fields))


def _place(record: dict[str, Any]) -> Place:
    """A gold place with what the gazetteer knows of it: annotators give name and country alone."""
    name, country = record.get("name"), record.get("country")
    found = Gazetteer.open().resolve(name, (country,)) if name and country else None
    if found is None or found.country != country:
        return Place(text=record.get("text"), name=name, country=country)
    return Place(
        text=record.get("text"),
        name=name,
        country=country,
        lat=found.lat,
        lon=found.lon,
        precision=found.precision,
        admin1=found.admin1,
    )


def _anchor(text: str, record: dict[str, Any]) -> tuple[int, int]:
    begin, stop = record["evidence"]["start"], record["evidence"]["end"]
    for words in ((record.get("count") or {}).get("text"), (record.get("victims") or {}).get("text")):
        at = text.find(words, begin, stop) if words else -1
        if words and at >= 0:
            return at, at + len(words)
    return begin, min(begin + 1, stop)


def groups(links: Sequence[tuple[str, str, str]]) -> dict[str, set[str]]:
    """Claims that say the same, joined through chains of repeats."""
    group: dict[str, set[str]] = {}
    for kind, a, b in links:
        if kind == "repeats":
            union = group.get(a, {a}) | group.get(b, {b})
            for x in union:
                group[x] = union
    return group


def choices_of(doc: Linked) -> list[Choice]:
    """The questions of a report with their right answers: 0 stands for none."""
    seen = told(doc.report, doc.claims)
    same = groups(doc.links)
    wholes: dict[str, set[str]] = {}
    for kind, a, b in doc.links:
        if kind == "part_of":
            wholes.setdefault(a, set()).add(b)
    out = [_choice(doc, q, same.get(q.claim.claim.id, set())) for q in repeat_questions(seen)]
    return out + [_choice(doc, q, wholes.get(q.claim.claim.id, set())) for q in part_questions(seen)]


def _choice(doc: Linked, question: Question, right: set[str]) -> Choice:
    chosen = frozenset(n for n, option in enumerate(question.options, start=1) if option.claim.id in right)
    none: Hashed = hashed(())
    return Choice((none, *question.features), chosen or frozenset((0,)), doc.name)


def fit_links(choices: Sequence[Choice], *, card: str = "") -> Linear:
    """The model of both questions."""
    return fit("links", choices, bits=BITS, penalty=PENALTY, card=card)


def main() -> None:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=Path("src/tollbook/extract/en/weights/links.npz"))
    options = parser.parse_args()
    choices = [c for doc in gold_documents(options.shared / "corpus" / "train") for c in choices_of(doc)]
    card = {"fitted_on": "annotated reports (train)", "questions": len(choices), "penalty": PENALTY}
    model = fit_links(choices, card=json.dumps(card))
    options.out.write_bytes(to_bytes(model))
    print(f"{len(choices)} questions, {options.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
