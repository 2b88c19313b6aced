"""A ledger full of names of invented victims and witnesses, wherever a house may have written them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tests.publish.war import report
from tollbook.ledger import Ledger
from tollbook.model import (
    Claim,
    Count,
    Fate,
    Measure,
    Mention,
    Naming,
    OwnField,
    Person,
    Place,
    Project,
    Reading,
    Report,
    SourceKind,
    Span,
    Speaker,
    Victims,
    Window,
)
from tollbook.run.casing import match_cases
from tollbook.run.judging import judge_in
from tollbook.run.judging_record import judge_on_record
from tollbook.run.own import set_own
from tollbook.run.reconciling import reconcile_at

VICTIMS = ("Olena Tarvik", "Marek O'Dell", "Sina Böhl-Ruiz", "Mykola Horbań", "Оксана Веремчук", "Zuhra al-Qasri")
WITNESSES = ("Doran Vell", "Ida Tarvik", "Petro Skalny", "Rahim Dost-Nazari")
LISTED = ("Yusra Halabani", "Тарас Ґудзь")
NAMES = (*VICTIMS, *WITNESSES, *LISTED)
BY = "Invented Reviewer"
DAY = date(2031, 3, 2)
HALDIN = Place(text="Haldin", name="Haldin", country="UA", lat=48.5, lon=37.9, precision="settlement")

COURIER = report(
    "tarvik-family",
    "Haldin. Olena Tarvik, 34, and MAREK O'DELL were killed on Monday when a shell struck the market. Her mother, Ida "
    "Tarvik, said that Olena had gone for water; O'Dell's brother was with them. A neighbour, Doran Vell, was there. "
    "Vell said that a third, Sina Böhl-Ruiz, was taken to a clinic and that 3 people were injured, Böhl-Ruiz among "
    "them.",
    "Haldin Courier",
    DAY,
    "Olena Tarvik and another killed in Haldin",
    address="https://courier.example/olena-tarvik-killed",
)
POST = report(
    "post-17",
    "Two people, Оксана Веремчук and Mykola Horban\u0301, were killed in Haldin on Monday, Petro Skalny, a witness, "
    "said. Skalny's house burnt. The mayor, Ivo Renn, spoke of 4 dead.",
    "Northern Post",
    DAY,
    "Two die in Haldin market",
)
NOTE = report(
    "skalny-call",
    "Zuhra al-Qasri, 9, was killed in Haldin, said Rahim Dost-Nazari, whose shop is near. al-Qasri was his niece.",
    "Rahim Dost-Nazari, by telephone",
    DAY,
    "Call",
)


def claim(of: Report, words: str, at: str, **fields: Any) -> Claim:
    """A claim at these words of a report, anchored at some of them."""
    start, anchor = of.text.index(words), of.text.index(at)
    measure = Measure(fields.pop("measure", "killed"))
    mention = Mention(
        text_id=of.text_id, report_id=of.id, measure=measure, anchor_start=anchor, anchor_end=anchor + len(at)
    )
    evidence = Span(start=start, end=start + len(words), text=words)
    reading = {"evidence": evidence, "measure": measure, "place": HALDIN, "when": Window(start=DAY, end=DAY)}
    return Claim(mention=mention, reading=Reading.model_validate(reading | fields))


def named(*names: str) -> dict[str, Any]:
    """Victims of these names."""
    told = Victims(party="Haldin", names=names, text=" and ".join(names))
    return {"victims": told, "persons": tuple(Person(name=name) for name in names)}


def said(name: str, kind: SourceKind = SourceKind.WITNESS) -> dict[str, Any]:
    """The words of one speaker."""
    return {"source": (Speaker(name=name, kind=kind),)}


CLAIMS = [
    claim(
        COURIER,
        "Olena Tarvik, 34, and MAREK O'DELL were killed on Monday when a shell struck the market",
        "killed",
        count=Count(low=2, high=2),
        **named("Olena Tarvik", "Marek O'Dell"),
        **said("Ida Tarvik", SourceKind.FAMILY),
    ),
    claim(
        COURIER,
        "Vell said that a third, Sina Böhl-Ruiz, was taken to a clinic and that 3 people were injured, Böhl-Ruiz among "
        "them",
        "3",
        measure="injured",
        count=Count(low=3, high=3, text="3"),
        **named("Sina Böhl-Ruiz"),
        **said("Doran Vell"),
    ),
    claim(
        POST,
        "Two people, Оксана Веремчук and Mykola Horban\u0301, were killed in Haldin on Monday, Petro Skalny, a witness",
        "Two",
        count=Count(low=2, high=2, text="Two"),
        **named("Оксана Веремчук", "Mykola Horbań"),
        **said("Petro Skalny"),
    ),
    claim(
        POST,
        "The mayor, Ivo Renn, spoke of 4 dead",
        "4",
        count=Count(low=4, high=4, text="4"),
        victims=Victims(party="Haldin"),
        **said("Ivo Renn", SourceKind.LOCAL_AUTHORITY),
    ),
    claim(
        NOTE,
        "Zuhra al-Qasri, 9, was killed in Haldin",
        "Zuhra al-Qasri",
        count=Count(low=1, high=1),
        **named("Zuhra al-Qasri"),
        **said("Rahim Dost-Nazari"),
    ),
]


def make_named(where: Path) -> None:
    """Fill a ledger: reports, judgements, decisions, own fields and a list of persons, all with names in them."""
    with Ledger.open(where) as ledger:
        run = ledger.start_run("rules.1")
        for one in (COURIER, POST, NOTE):
            told = [c for c in CLAIMS if c.mention.report_id == one.id]
            ledger.add_report_with_claims(one, one.text.encode(), run.id, told)
        ledger.end_run(run.id)
        fields = [OwnField(name="contact", on=on) for on in ("claim", "incident", "case")]
        project = Project(
            name=f"Haldin record of {VICTIMS[2]}",
            inclusion=f"{VICTIMS[0]} and such",
            exclusion=f"not {VICTIMS[1]}",
            incident_definition=f"as {WITNESSES[2]} said",
            standard_of_proof=f"one {VICTIMS[3]}",
            source_ranking=WITNESSES[:2],
            fields=tuple(fields),
        )
        ledger.set_project(project)
        for one in CLAIMS:
            judge_in(ledger, one.id, verdict="accept", why=f"{WITNESSES[0]} told us of {VICTIMS[0]}", by=BY)
            set_own(ledger, one.id, {"contact": WITNESSES[3]}, by=BY, why=f"as {WITNESSES[2]} asked")
        list_ = [
            Naming(name=name, list_name="families", source_id=str(n), fate=Fate.KILLED, place="Haldin")
            for n, name in enumerate((*LISTED, *VICTIMS[:3]))
        ]
        ledger.note_list("families", list_, b"families", file="families-of-tarvik.csv", by=BY)
    reconcile_at(str(where))
    match_cases(str(where))
    with Ledger.open(where) as ledger:
        for subject in (s for s in ledger.subjects() if s.kind == "incident"):
            judge_on_record(str(where), subject.id, verdict="accept", why=f"{WITNESSES[1]} was there", by=BY)
            set_own(ledger, subject.id, {"contact": VICTIMS[4]}, by=BY)
        for case in ledger.cases():
            set_own(ledger, case.id, {"contact": WITNESSES[0]}, by=BY)


def plain(text: str) -> str:
    """Text without case, accents and marks between letters, as somebody would search it."""
    spelled = "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(c))
    return re.sub(r"[\u2019\u02bc]", "'", spelled)


def leaks(text: str) -> list[str]:
    """The parts of names that stand in a text, in whatever case and with or without accents."""
    parts = {plain(part) for name in NAMES for part in re.split(r"[\s-]+", name) if len(part) > 3}
    here = plain(text)
    return sorted(part for part in parts if re.search(rf"(?<!\w){re.escape(part)}", here))


def all_text(folder: Path) -> Sequence[tuple[str, str]]:
    """Every file of a publication as text, tables and archives opened."""
    return [(path.relative_to(folder).as_posix(), _text(path)) for path in sorted(folder.rglob("*")) if path.is_file()]


def _text(path: Path) -> str:
    if path.suffix == ".parquet":
        import pyarrow.parquet

        table = pyarrow.parquet.read_table(path)
        return str(table.schema.metadata) + str(table.to_pylist())
    if path.suffix == ".xlsx":
        import zipfile

        with zipfile.ZipFile(path) as parts:
            return "\n".join(parts.read(name).decode() for name in parts.namelist())
    import html
    import json

    text = path.read_text(encoding="utf-8-sig")
    if path.suffix in (".json", ".jsonl", ".jsonld", ".geojson"):  # what is escaped in JSON is read all the same
        lines = text.splitlines() if path.suffix == ".jsonl" or ".ftm." in path.name else [text]
        text = "\n".join(json.dumps(json.loads(line), ensure_ascii=False) for line in lines if line)
    return html.unescape(text)
