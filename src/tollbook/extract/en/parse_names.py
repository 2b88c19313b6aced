"""Names of sides look alike to the parser, so that the same sentence is parsed the same way whoever it names.

The parser sees words by their spelling, and another adjective for a people can turn the parse of a sentence. All single
words for sides, their people and capitals are shown to it as one known word of their kind. What tokens read as is
unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from tollbook.reference.parties import Parties

_SHOWN = {"name": "Canada", "adjective": "Canadian", "people": "Canadians", "capital": "Ottawa"}
"""By kind of word, the word that the parser sees: of a state that is seldom a side, so that no side is the measure."""


_ENDINGS = (("people", ("ians", "ans", "ers")), ("adjective", ("ian", "ese", "ic", "ish")))
_NAME = re.compile(r"[^\W\d_a-z][^\W\d_A-Z]+")
_LEAST = 4
"""Letters of a name; shorter words may be anything."""


def show_alike(vocab: Any) -> None:
    """Give every word for a side the features of the word that is shown for its kind."""
    for word, kind in words_for_sides():
        lexeme, shown = vocab[word], vocab[_SHOWN[kind]]
        lexeme.norm_, lexeme.prefix_, lexeme.suffix_ = shown.norm_, shown.prefix_, shown.suffix_
        lexeme.shape_ = shown.shape_


def show_unlisted_alike(vocab: Any, unlisted: Callable[[str], bool]) -> None:
    """The same for names that no list has, as they are met: by their ending the name of a land, a people or its
    adjective. `unlisted` says whether a word with a capital is such a name."""
    from spacy.attrs import NORM, PREFIX, SHAPE, SUFFIX

    for attribute in (NORM, PREFIX, SHAPE, SUFFIX):
        vocab.lex_attr_getters[attribute] = partial(_shown, vocab.lex_attr_getters[attribute], unlisted)


def _shown(getter: Callable[[str], Any], unlisted: Callable[[str], bool], word: str) -> Any:
    kind = kind_by_ending(word) if len(word) >= _LEAST and _NAME.fullmatch(word) and unlisted(word) else None
    return getter(word if kind is None else _SHOWN[kind])


def kind_by_ending(word: str) -> str:
    """The kind of a name by its ending."""
    return next((kind for kind, endings in _ENDINGS if word.endswith(endings)), "name")


def words_for_sides() -> Iterator[tuple[str, str]]:
    """Single words for sides, each once, with their kind."""
    parties = Parties.load()
    plurals = {a.text for p in parties for a in parties.aliases(p.name) if a.text.endswith("s")}
    seen: set[str] = set()
    for party in parties:
        for alias in parties.aliases(party.name):
            kind = _kind(alias.kind, alias.text, plural=f"{alias.text}s" in plurals)
            if kind is not None and alias.text not in seen:
                seen.add(alias.text)
                yield alias.text, kind
                if alias.kind == "demonym" and f"{alias.text}s" not in seen:
                    seen.add(f"{alias.text}s")
                    yield f"{alias.text}s", "people"


def _kind(kind: str, text: str, *, plural: bool) -> str | None:
    if not text.isalpha() or not text[:1].isupper() or text.isupper():
        return None
    if kind == "people":
        return "people" if text.endswith("s") else None  # "Hutu" and "Afghani" are adjectives and people
    if kind == "name" and text.endswith("s") and not text.endswith(("us", "as")):
        return "people"  # a group named in the plural
    if kind == "name" and plural:
        return "adjective"  # "Houthi" beside "Houthis"
    return {"name": "name", "demonym": "adjective", "capital": "capital"}.get(kind)
