"""Kinds of words and lemmas as the model's rules set them, looked up where words alike were seen before.

The model's attribute ruler tries each of its patterns on each token, and its lemmatizer reads each token anew: together
a third of a parse. What they set hangs on the word, its tag and its label alone, except where a pattern spans words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

_READ = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
"""What a pattern may look at for its result to hang on word, tag and label alone."""
_MOST = 1 << 17
"""Lemmas kept."""


class Annotator:
    """A ruler and a lemmatizer in one: the same annotations, kept by word, tag and label."""

    def __init__(self, ruler: Any, lemmatizer: Any) -> None:
        from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, ORTH, POS, TAG
        from spacy.matcher import Matcher  # spaCy takes long to import, and links are found without a parse

        self._looked_at, self._set = [LOWER, TAG, DEP, IS_SPACE, ORTH], [POS, MORPH, LEMMA]
        self._ruler = ruler
        self._lemmatizer = lemmatizer
        self._spans = Matcher(ruler.vocab)
        self._named, self._opening = _Words(ruler.vocab.strings), _Words(ruler.vocab.strings)
        self._labels: set[int] = set()
        self._ruled: dict[tuple[int, int, int], tuple[int, int, int]] = {}
        self._lemmas: dict[tuple[int, int, int], int] = {}
        for number, rule in enumerate(ruler.patterns):
            for pattern in rule["patterns"]:
                if len(pattern) > 1:
                    self._spans.add(str(number), [pattern])
                    self._opening.note(pattern[0].get("LOWER"))
                    if isinstance(label := pattern[0].get("DEP"), str):
                        self._labels.add(ruler.vocab.strings.add(label))
                else:
                    self._named.note(pattern[0].get("LOWER"))

    @staticmethod
    def serves(ruler: Any, lemmatizer: Any) -> bool:
        """Whether every pattern of a ruler looks only at what is kept, and the lemmatizer adds to it by rules."""
        patterns = [pattern for rule in ruler.patterns for pattern in rule["patterns"]]
        return (
            lemmatizer.mode == "rule"
            and not lemmatizer.overwrite
            and all(set(token) <= _READ and _is_listed(token.get("LOWER")) for p in patterns for token in p)
            and all("LOWER" in p[0] or isinstance(p[0].get("DEP"), str) for p in patterns if len(p) > 1)
        )

    def pipe(self, docs: Iterable[Any]) -> Iterator[Any]:
        """Annotate documents one after another."""
        for doc in docs:
            self.annotate(doc)
            yield doc

    def annotate(self, doc: Any) -> None:
        """Set kinds, forms and lemmas of a document."""
        rows = doc.to_array(self._looked_at)
        words = rows[:, :3].tolist()
        opens = any(low in self._opening or dep in self._labels for low, _, dep in words)
        if rows[:, 3].any() or (opens and self._spans(doc)):
            self._lemmatizer(self._ruler(doc))
            return
        keys = [(low if low in self._named else 0, tag, dep) for low, tag, dep in words]
        if any(key not in self._ruled for key in keys):
            self._ruler(doc)
            found = doc.to_array(self._set)
            self._ruled.update(zip(keys, map(tuple, found.tolist()), strict=True))
        else:
            found = rows[:, :3]
            found[:] = [self._ruled[key] for key in keys]
        orths = rows[:, 4].tolist()
        missing: list[tuple[int, tuple[int, int, int]]] = []
        for i, (pos, morph, lemma) in enumerate(found.tolist()):
            if not lemma:
                key = (orths[i], pos, morph)
                known = self._lemmas.get(key)
                if known is None:
                    missing.append((i, key))
                else:
                    found[i, 2] = known
        doc.from_array(self._set, found)
        if missing and len(self._lemmas) > _MOST:
            self._lemmas.clear()
        for i, key in missing:
            token = doc[i]
            token.lemma_ = self._lemmatizer.lemmatize(token)[0]
            self._lemmas[key] = token.lemma


class _Words:
    """The words that patterns name, whole or by a regular expression."""

    def __init__(self, strings: Any) -> None:
        self._strings = strings
        self._shapes: list[re.Pattern[str]] = []
        self._known: dict[int, bool] = {}

    def note(self, words: Any) -> None:
        """Add what a pattern says of a word."""
        listed = [words] if isinstance(words, str) else (words or {}).get("IN", ())
        self._known.update((self._strings.add(word), True) for word in listed)
        if isinstance(words, dict) and "REGEX" in words:
            self._shapes.append(re.compile(words["REGEX"]))

    def __contains__(self, word: int) -> bool:
        known = self._known.get(word)
        if known is None:
            text = self._strings[word]
            known = self._known[word] = any(shape.search(text) for shape in self._shapes)
        return known


def _is_listed(words: Any) -> bool:
    return words is None or isinstance(words, str) or (isinstance(words, dict) and set(words) <= {"IN", "REGEX"})
