"""Word pieces: longest known beginnings, offsets, and the same cut as the base model's own tokenizer."""

from __future__ import annotations

from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.extract.wordpiece import WordPieces

SMALL = WordPieces(["[UNK]", "shell", "##ing", "##s", "killed", "12", ",", "cafe"])
FILE = resources.files("tollbook.extract").joinpath("en", "encoder", "pieces.txt")


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Shelling killed 12", [(1, 0, 5), (2, 5, 8), (4, 9, 15), (5, 16, 18)]),
        ("shells,12", [(1, 0, 5), (3, 5, 6), (6, 6, 7), (5, 7, 9)]),
        ("unheard of", [(0, 0, 7), (0, 8, 10)]),
        ("caf\u00e9", [(7, 0, 4)]),
        ("cafe\u0301s", [(7, 0, 6), (3, 0, 6)]),
        ("", []),
    ],
)
def test_words_are_cut_by_their_longest_known_beginnings(text: str, pieces: list[tuple[int, int, int]]) -> None:
    assert list(SMALL.pieces(text)) == pieces


@given(st.text(max_size=60))
def test_pieces_stand_in_order_inside_the_text(text: str) -> None:
    found = list(SMALL.pieces(text))
    assert all(0 <= a < b <= len(text) for _, a, b in found)
    assert [a for _, a, _ in found] == sorted(a for _, a, _ in found)


def test_the_cut_is_that_of_the_base_models_tokenizer() -> None:
    tokenizers = pytest.importorskip("tokenizers", reason="installed for training alone")
    ours = WordPieces(FILE.read_text(encoding="utf-8").splitlines())
    theirs = tokenizers.BertWordPieceTokenizer(str(FILE), lowercase=True)
    text = (
        "Shelling of Khan Yunis killed 1,100-odd people (incl. 3 children); "
        "\u201cUnheard-of,\u201d said M\u00fcller\u2019s aide_de_camp."
    )
    assert [n for n, _, _ in ours.pieces(text)] == theirs.encode(text, add_special_tokens=False).ids
