"""Speakers against annotated attributions: what counts as speech, as found, and how overlaps are scored."""

import json
from pathlib import Path
from typing import Any

import pytest

from evals import polnear

TEXT = "The mayor said two bridges were closed. Ada Marsh hopes for rain, according to her brother."


def article() -> dict[str, Any]:
    def span(words: str) -> list[list[int]]:
        return [[TEXT.index(words), TEXT.index(words) + len(words)]]

    return {
        "text": TEXT,
        "attributions": [
            {"source": span("The mayor"), "cue": span("said"), "content": span("two bridges were closed")},
            {"source": span("Ada Marsh"), "cue": span("hopes"), "content": span("rain")},
            {"source": span("her brother"), "cue": span("according to"), "content": span("Ada Marsh hopes for rain")},
            {"source": [], "cue": span("said"), "content": span("two bridges were closed")},
        ],
    }


def test_only_speech_with_a_source_counts() -> None:
    assert [TEXT[a.source[0][0] : a.source[0][1]] for a in polnear.attributions(article())] == [
        "The mayor",
        "her brother",
    ]


def test_overlap_is_f1_over_characters() -> None:
    assert polnear.overlap_f1([(0, 10)], (0, 10)) == 1
    assert polnear.overlap_f1([(0, 10)], (5, 15)) == pytest.approx(0.5)
    assert polnear.overlap_f1([(0, 4), (8, 10)], (0, 10)) == pytest.approx(2 * 6 / 16)
    assert polnear.overlap_f1([(0, 10)], (10, 15)) == 0


def test_speakers_of_a_plain_article_are_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "corpus" / "polnear"
    folder.mkdir(parents=True)
    (folder / "dev.jsonl").write_text(json.dumps(article()) + "\n", encoding="utf-8")
    assert polnear.main(["--shared", str(tmp_path), "--floor"]) == 0
    out = capsys.readouterr().out
    assert "2 attributions of speech in 1 articles" in out
    assert "source found: 1.0000" in out


def test_a_figure_below_its_floor_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "corpus" / "polnear"
    folder.mkdir(parents=True)
    (folder / "dev.jsonl").write_text(json.dumps(article()) + "\n", encoding="utf-8")
    monkeypatch.setattr(polnear, "found_speakers", lambda text: [])
    assert polnear.main(["--shared", str(tmp_path), "--floor"]) == 1
