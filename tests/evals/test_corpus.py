"""Sets become tables with every character kept, no gold in them, and a hash that any change moves."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

from evals.corpus import Document, annotated, digest, satp, shards, write_table


def test_annotated_reports_keep_their_characters(tmp_path: Path) -> None:
    text = "Line one.\r\nLine two\u2028with a separator."
    (tmp_path / "a.txt").write_bytes(text.encode("utf-8"))
    (tmp_path / "a.json").write_text(
        json.dumps({"id": "a", "outlet": "Our Own Post", "published": "2024-05-01", "claims": [{"id": "c1"}]}), "utf-8"
    )
    (document,) = annotated(tmp_path)
    assert document == Document("a", text, "2024-05-01", "Our Own Post", [{"id": "c1"}])


def test_summaries_are_chosen_by_year(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl.gz"
    rows = [
        {"id": str(year), "date": f"{year}-02-03", "text": "A patrol came back.", "killed": 0} for year in (2010, 2011)
    ]
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)
    assert [d.id for d in satp(path)] == ["2011"]
    assert [d.id for d in satp(path, years=())] == ["2010", "2011"]
    assert satp(path)[0].published == "2011-02-03"


def test_the_table_has_no_gold_and_one_line_a_report(tmp_path: Path) -> None:
    document = Document("a", "One.\nTwo\u2028three.", None, "Our Own Post", gold=[{"count": 4}])
    write_table([document, replace(document, id="b")], tmp_path / "t.jsonl")
    lines = (tmp_path / "t.jsonl").read_bytes().decode("utf-8").split("\n")
    assert [json.loads(line) for line in lines if line] == [
        {"id": i, "text": document.text, "published": None, "outlet": "Our Own Post"} for i in "ab"
    ]


def test_digest_depends_on_everything_but_order() -> None:
    a, b = Document("a", "text", None, None, [1]), Document("b", "text", "2024-01-01", "Post", [2])
    assert digest([a, b]) == digest([b, a])
    changed = [replace(a, text="Text"), replace(a, published="2024-01-01"), replace(a, gold=[3]), replace(a, id="c")]
    assert len({digest([a, b]), *(digest([c, b]) for c in changed)}) == 5


def test_shards_hold_every_document_once_and_about_as_much_text() -> None:
    documents = [Document(str(i), "x" * (i * 37 % 101), None, None) for i in range(50)]
    parts = shards(documents, 3)
    assert sorted(d.id for part in parts for d in part) == sorted(d.id for d in documents)
    sizes = [sum(len(d.text) for d in part) for part in parts]
    assert max(sizes) - min(sizes) <= 101
    assert len(shards(documents[:1], 3)) == 1
