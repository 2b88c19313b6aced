from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.publish import war
from tests.review.conftest import fill
from tollbook.errors import LedgerError
from tollbook.ledger import Ledger, WantedSubjects
from tollbook.model import Judgement
from tollbook.reconcile import load_policy, toll
from tollbook.run.at_date import AtDate
from tollbook.run.judging_record import judge_on_record, withdraw_on_record
from tollbook.run.one_subject import one_subject
from tollbook.run.reconciling import reconcile_at
from tollbook.run.subjects import matter_at


@pytest.fixture
def where(tmp_path: Path) -> str:
    path = str(tmp_path / "war.ledger")
    with Ledger.open(path) as ledger:
        reports = [war.STRIKE, war.MORGUE, war.HOSTILE]
        fill(ledger, reports, [c.claim for c in (*war.STRIKE_CLAIMS, *war.MORGUE_CLAIMS, *war.HOSTILE_CLAIMS)])
    reconcile_at(path)
    return path


def ids(ledger: Ledger) -> list[str]:
    wanted = (WantedSubjects(kind=kind) for kind in ("incident", "period", "series"))
    return [head.id for one in wanted for head in ledger.list_subjects(one, limit=99)]


def test_one_subject_is_what_the_whole_record_has_of_it(where: str) -> None:
    matter, policy = matter_at(where), load_policy("airwars")
    independence = matter.independence()
    with Ledger.open(where) as ledger:
        for whole in matter.subjects:
            one = one_subject(ledger, whole.id)
            assert one.subject == whole
            within = [x for x in matter.links if {x.a, x.b} <= {c.id for c in whole.claims}]
            assert list(one.live_links()) == sorted(within, key=lambda x: (x.a, x.b, x.type))
            assert toll(whole, policy, one.independence(), within) == toll(whole, policy, independence, within)
        assert len(ids(ledger)) == len(matter.subjects)


def test_a_link_shows_what_was_decided_of_it(where: str) -> None:
    with Ledger.open(where) as ledger:
        linked = next(s for s in (one_subject(ledger, id_) for id_ in ids(ledger)) if s.links)
        link = linked.links[0][0]
        key = f"{link.type}:{link.a}:{link.b}"
        for verdict, state in (("accept", "accepted"), ("reject", "rejected"), ("unsure", "machine")):
            judge_on_record(where, key, verdict=verdict, by="Ann")
            assert one_subject(ledger, linked.record.id).links[0] == (link, state)
        last = ledger.judgements_about([key])[-1]
        withdraw_on_record(where, key, by="Ann", identity=last.identity)
        assert one_subject(ledger, linked.record.id).links[0] == (link, "rejected")
        with pytest.raises(LedgerError, match="does not stand"):
            withdraw_on_record(where, key, by="Ann", identity=last.identity)


def test_an_earlier_state_holds_what_was_known_then(where: str) -> None:
    with Ledger.open(where) as ledger:
        id_ = max(ids(ledger), key=lambda i: len(one_subject(ledger, i).subject.claims))
        now = one_subject(ledger, id_)
        day = max(c.published for c in now.subject.claims if c.published)
        assert one_subject(ledger, id_, AtDate(as_of=day)).subject == now.subject
        early = one_subject(ledger, id_, AtDate(as_of=date(2000, 1, 1)))
        assert (early.subject.claims, early.later) == ((), len(now.record.claims) - early.undated)
        claim = now.subject.claims[0].id
        today = date.fromisoformat(now.events[0].at[:10])
        ledger.judge(Judgement(mention=claim, verdict="reject", by="Ann", at="2031-06-01T12:00:00+00:00"))
        assert claim not in [c.id for c in one_subject(ledger, id_).subject.claims]
        assert len(one_subject(ledger, id_, AtDate(recorded=today)).subject.claims) == len(now.subject.claims) - 1
        with pytest.raises(LedgerError, match="was not in the record"):
            one_subject(ledger, id_, AtDate(recorded=date(2000, 1, 1)))


def test_a_state_lasts_until_claims_join(where: str) -> None:
    with Ledger.open(where) as ledger:
        id_ = next(i for i in ids(ledger) if i.startswith("i-"))
        assert one_subject(ledger, id_).state == "machine"
        judge_on_record(where, id_, verdict="accept", by="Ann")
        assert one_subject(ledger, id_).state == "accepted"


def test_without_a_record_the_remedy_is_told(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "new.ledger") as ledger, pytest.raises(LedgerError, match="tollbook reconcile"):
        one_subject(ledger, "i-1")
