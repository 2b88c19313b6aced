"""After a redaction the record is made again and published, with nothing of what was taken out."""

from __future__ import annotations

from pathlib import Path

from tests.run.named import BY, COURIER, DAY, POST, all_text, make_named, plain
from tollbook.ledger import Ledger
from tollbook.run.paging import write_ledger_page
from tollbook.run.publishing import Wanted, publish
from tollbook.run.reconciling import reconcile_at


def test_the_record_is_made_and_published_after_a_redaction(tmp_path: Path) -> None:
    where = str(tmp_path / "war.ledger")
    make_named(Path(where))
    with Ledger.open(where) as ledger:
        claims = [claim.id for claim in ledger.claims() if claim.report_id != POST.id]
        ledger.redact_name("Olena Tarvik", by=BY, why="asked for by the family")
        ledger.redact_report(POST.id, by=BY, why="asked for by the paper")
        assert ledger.verify().ok
        assert ledger.report(COURIER.id).id == COURIER.id
    reconcile_at(where, anew=True)
    done = publish(where, tmp_path / "out", Wanted(policies="latest", profile="internal", day=DAY, draft=True))
    assert {hold.gate for hold in done.holds} <= {"reviewed"}
    write_ledger_page(where, tmp_path / "page.html")
    texts = [*all_text(tmp_path / "out"), ("page.html", (tmp_path / "page.html").read_text())]
    assert [name for name, text in texts if "olena tarvik" in plain(text) or "Skalny's house" in text] == []
    told = (tmp_path / "out" / "data" / "claims.jsonl").read_text()
    assert claims and [id_ for id_ in claims if id_ not in told] == []
