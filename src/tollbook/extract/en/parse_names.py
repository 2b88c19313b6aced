"""Names of sides look alike to the parser, so that the same sentence is parsed the same way whoever it names.

The parser sees words by their spelling, and another adjective for a people can turn the parse of a sentence. All
words for sides, their people and capitals are shown to it as one known word of their kind; a name of several words
("United Kingdom") is one token, as "Kenya" is. What tokens read as is unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from tollbook.reference.parties import Parties

_SHOWN = {"name": "Canada", "adjective": "Canadian", "people": "Canadians", "capital": "Ottawa"}
"""By kind of word, the word that the parser sees: of a state that is seldom a side, so that no side is the measure."""
_ARTICLES = {"an": "a", "An": "A"}

_ENDINGS = (("people", ("ians", "ans", "ers")), ("adjective", ("ian", "ese", "ic", "ish")))
_NAME = re.compile(r"[^\W\d_a-z][^\W\d_A-Z]+")
_WORDS = re.compile(r"[^\W\d_a-z][^\W\d_A-Z]+(?:[ -](?:(?:of|the|of the|and|au|du)[ -])?[^\W\d_a-z][^\W\d_A-Z]+){0,3}")
"""A word with a capital, or up to four."""
_LEAST = 4
"""Letters of a name; shorter words may be anything."""


def show_alike(vocab: Any) -> None:
    """Give every word for a side the features of the word that is shown for its kind, and "an" those of "a": which of
    the two stands before a side hangs on its name's first letter."""
    for word, shown in ((word, _SHOWN[kind]) for word, kind in words_for_sides()):
        _show(vocab[word], vocab[shown])
    for word, shown in _ARTICLES.items():
        _show(vocab[word], vocab[shown])


def _show(lexeme: Any, shown: Any) -> None:
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


def join_names(nlp: Any) -> None:
    """Let every word for a side that is written as several be one token."""
    from spacy.matcher import PhraseMatcher

    matcher = PhraseMatcher(nlp.vocab)
    matcher.add("side", [nlp.make_doc(name) for name, _ in words_for_sides() if " " in name or "-" in name])
    nlp.tokenizer = Joining(nlp.tokenizer, matcher)


class Joining:
    """A tokenizer whose tokens are joined where a matcher finds a name, the longest of those that overlap."""

    def __init__(self, tokenizer: Any, matcher: Any) -> None:
        self._tokenizer, self._matcher = tokenizer, matcher

    def __call__(self, text: str) -> Any:
        """The text's tokens."""
        from spacy.util import filter_spans

        doc = self._tokenizer(text)
        found = self._matcher(doc, as_spans=True)
        if found:
            with doc.retokenize() as joined:
                for span in filter_spans(found):
                    joined.merge(span)
        return doc


def words_for_sides() -> Iterator[tuple[str, str]]:
    """Words for sides, each once, with their kind."""
    parties = Parties.load()
    plurals = {a.text for p in parties for a in parties.aliases(p.name) if a.text.endswith("s")}
    seen: set[str] = set()
    for party in parties:
        for alias in parties.aliases(party.name):
            kind = _kind(alias.kind, alias.text, plural=f"{alias.text}s" in plurals, state=party.kind == "state")
            if kind is not None and alias.text not in seen:
                seen.add(alias.text)
                yield alias.text, kind
                if alias.kind == "demonym" and f"{alias.text}s" not in seen:
                    seen.add(f"{alias.text}s")
                    yield f"{alias.text}s", "people"


def _kind(kind: str, text: str, *, plural: bool, state: bool) -> str | None:
    if not _WORDS.fullmatch(text):
        return None
    if kind == "people":
        return "people" if text.endswith("s") else None  # "Hutu" and "Afghani" are adjectives and people
    if kind == "name" and not state and text.endswith("s") and not text.endswith(("us", "as")):
        return "people"  # a group named in the plural
    if kind == "name" and plural and not state:
        return "adjective"  # "Houthi" beside "Houthis"
    return {"name": "name", "demonym": "adjective", "capital": "capital"}.get(kind)
