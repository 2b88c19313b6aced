from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from tests.ledger.made import judgement, record_judgement
from tests.run.published import VICTIM, make_ledger, published, remake
from tollbook.errors import LedgerError, PublishError, SettingsError
from tollbook.ledger import Ledger
from tollbook.model import TollFigure
from tollbook.publish.released import Colophon, Release, ReleasedSubject


@pytest.fixture
def where(tmp_path: Path) -> Path:
    return tmp_path / "war.ledger"


def subjects(folder: Path) -> list[ReleasedSubject]:
    colophon = Colophon.model_validate_json((folder / "data" / "colophon.jsonl").read_text())
    return list(Release(colophon, folder / "data").subjects())


def test_a_reviewed_record_is_published_whole_and_noted_in_the_ledger(where: Path, tmp_path: Path) -> None:
    claims = make_ledger(where)
    done = published(where, tmp_path / "out")
    assert (done.holds, done.blocked, done.draft) == ((), False, False)
    assert set(done.files) == {
        p.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("*") if p.is_file()
    }
    told = {claim.id for subject in subjects(tmp_path / "out") for claim in subject.claims}
    assert told == set(claims)
    colophon = Colophon.model_validate_json((tmp_path / "out" / "data" / "colophon.jsonl").read_text())
    release = Release(colophon, tmp_path / "out" / "data")
    assert dict(release.reports_by_id()) == {report.id: report for report in release.reports()} != {}
    with Ledger.open(where) as ledger:
        (noted,) = ledger.publications()
        assert ledger.verify().ok
    listed = (tmp_path / "out" / "SHA256SUMS").read_bytes()
    assert noted.manifest == hashlib.sha256(listed).hexdigest()
    assert (noted.draft, noted.profile, noted.policies) == (False, "public", ("latest",))


def test_every_file_stands_at_its_hash(where: Path, tmp_path: Path) -> None:
    make_ledger(where)
    published(where, tmp_path / "out")
    lines = (tmp_path / "out" / "SHA256SUMS").read_text().splitlines()
    for line in lines:
        digest, _, name = line.partition("  ")
        assert hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest() == digest


def test_what_nobody_reviewed_is_blocked_and_nothing_is_written(where: Path, tmp_path: Path) -> None:
    make_ledger(where, reviewed=False)
    done = published(where, tmp_path / "out")
    assert done.blocked
    assert {hold.gate for hold in done.holds} == {"reviewed"}
    assert sorted(p.name for p in tmp_path.iterdir() if "ledger" not in p.name) == []
    with Ledger.open(where) as ledger:
        assert ledger.publications() == []


def test_a_draft_says_on_every_page_file_and_entry_that_it_is_not_reviewed(where: Path, tmp_path: Path) -> None:
    make_ledger(where, reviewed=False)
    done = published(where, tmp_path / "out", draft=True)
    assert done.draft
    assert done.holds
    pages = list((tmp_path / "out").rglob("*.html"))
    assert pages
    assert [p for p in pages if "not reviewed" not in p.read_text()] == []
    tables = [p for p in (tmp_path / "out" / "data").iterdir() if p.suffix in (".csv", ".geojson", ".json", ".jsonld")]
    plain = {
        "reports.csv",
        "remains.csv",
        "series_points.csv",
        "timemap_associations.json",
        "timemap_sources.json",
    }  # no claim in them
    assert [p.name for p in tables if "not reviewed" not in p.read_text() and p.name not in plain] == []
    feed = json.loads((tmp_path / "out" / "feed.json").read_text())
    assert all("not reviewed" in item["title"] for item in feed["items"])


def test_no_victim_s_name_goes_out_and_no_report_s_text(where: Path, tmp_path: Path) -> None:
    make_ledger(where)
    published(where, tmp_path / "out", formats="csv,xlsx,claimreview,ftm,timemap,prov,annotations,geojson,hxl,ucdp-ged")
    surname = VICTIM.split()[1].encode()
    with Ledger.open(where) as ledger:
        texts = [ledger.report(r.id).text.encode() for r in ledger.reports()]
    for path in (p for p in (tmp_path / "out").rglob("*") if p.is_file()):
        data = path.read_bytes()
        assert surname not in data, path.name
        assert not any(text in data for text in texts), path.name


def test_the_internal_profile_names_whom_the_public_one_holds_back(where: Path, tmp_path: Path) -> None:
    make_ledger(where)
    published(where, tmp_path / "out", profile="internal")
    assert VICTIM in (tmp_path / "out" / "data" / "claims.jsonl").read_text()


def test_words_that_read_as_another_number_hold_a_publication_back(where: Path, tmp_path: Path) -> None:
    claims = make_ledger(where, reviewed=False)
    with Ledger.open(where) as ledger:  # as a careless hand would: the words say 12, the bounds 21
        wrong = ledger.claim(claims[0])
        assert wrong is not None
        count = wrong.reading.count
        body = wrong.reading.model_copy(update={"count": count.model_copy(update={"low": 21, "high": 21})})
        run = ledger.start_run("rules.2")
        others = [c.claim for c in ledger.claims() if c.report_id == wrong.report_id and c.id != wrong.id]
        ledger.store_run(wrong.report_id, run.id, [wrong.claim.model_copy(update={"reading": body}), *others])
        for id_ in claims:
            ledger.judge(judgement(id_, by="Invented Reviewer"))
    remake(where)
    done = published(where, tmp_path / "out")
    assert [(hold.gate, hold.row) for hold in done.holds] == [("numbers", claims[0])]
    assert "reads as 12" in done.holds[0].why


def test_a_publication_never_writes_over_a_folder_of_something_else(where: Path, tmp_path: Path) -> None:
    make_ledger(where)
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("kept")
    with pytest.raises(PublishError, match="not empty"):
        published(where, out)
    assert (out / "mine.txt").read_text() == "kept"
    with pytest.raises(PublishError, match="no such folder"):
        published(where, tmp_path / "nowhere" / "out")
    with pytest.raises(SettingsError, match="no format 'pdf'"):
        published(where, tmp_path / "new", formats="pdf")
    with pytest.raises(SettingsError, match="no policy 'nobody'"):
        published(where, tmp_path / "new", policies="nobody")


def test_without_a_record_there_is_nothing_to_publish(where: Path, tmp_path: Path) -> None:
    Ledger.open(where).close()
    with pytest.raises(LedgerError, match="tollbook reconcile"):
        published(where, tmp_path / "out")


def figures(subject: ReleasedSubject) -> dict[str, TollFigure]:
    return {made.figure.id: made.figure for made in subject.figures}


class Copy:
    """A consumer that keeps a copy of the record and learns of changes from the feed alone."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, object]] = {}
        self.seen: set[str] = set()

    def follow(self, folder: Path) -> list[str]:
        items = json.loads((folder / "feed.json").read_text())["items"]
        fresh = [item for item in reversed(items) if item["id"] not in self.seen]
        for item in fresh:
            told = item["_tollbook"]
            self.rows.pop(told["subject"], None)
            if told["row"] is not None:
                self.rows[told["subject"]] = told["row"]
            self.seen.add(item["id"])
        return [item["_tollbook"]["kind"] for item in fresh]


def whole(folder: Path) -> dict[str, object]:
    lines = (folder / "data" / "subjects.jsonl").read_text().splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


def test_a_copy_follows_the_feed_through_revision_merge_split_and_withdrawal(where: Path, tmp_path: Path) -> None:
    claims = make_ledger(where)
    out, copy = tmp_path / "out", Copy()

    def again(day: int) -> list[str]:
        remake(where)
        assert published(where, out, day=date(2031, 6, day), formats="csv").holds == ()
        kinds = copy.follow(out)
        assert copy.rows == whole(out)
        return kinds

    assert set(again(1)) == {"new"}
    assert again(2) == []
    with Ledger.open(where) as ledger:
        ledger.judge(judgement(claims[1], "correct", by="Invented Reviewer", day=3, count__low=40, count__high=40))
    assert set(again(3)) == {"revised"}
    incidents = [s for s in subjects(out) if s.kind == "incident"]
    first, second = incidents[0], incidents[1]
    with Ledger.open(where) as ledger:
        held = tuple(c.id for one in (first, second) for c in one.claims)
        ledger.judge_record(
            record_judgement(first.id, "merge", others=(second.id,), claims=held, why="one strike, told twice")
        )
    kinds = again(4)
    assert "merged" in kinds
    feed = json.loads((out / "feed.json").read_text())["items"]
    merged = next(item for item in feed if item["_tollbook"]["kind"] == "merged")
    assert "one strike, told twice" in merged["content_text"]
    with Ledger.open(where) as ledger:
        joined = next(s for s in subjects(out) if {c.id for c in s.claims} >= set(held) and s.kind == "incident")
        apart = tuple(c.id for c in second.claims)
        told = record_judgement(joined.id, "split", others=apart, claims=held, at="2031-06-05T12:00:00+00:00")
        ledger.judge_record(told)
    kinds = again(5)
    assert {"split", "new", "revised"} & set(kinds)
    assert len([s for s in subjects(out) if s.kind == "incident"]) == len(incidents)
    with Ledger.open(where) as ledger:
        for claim in second.claims:
            ledger.judge(judgement(claim.id, "reject", by="Invented Reviewer", day=9))
    assert "withdrawn" in again(6)
