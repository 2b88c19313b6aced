"""What decides on a word's case where a text is set in capitals: common words, names of parties and persons, titles."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from tollbook.reference.gazetteer import Gazetteer
from tollbook.reference.parties import Parties

from .en.parse import dictionary
from .lexicon import lexicon, rows

TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|\d*[^\W\d_]+(?:'[^\W\d_]+)*")
"""A word, with a number before it ("3D") or an apostrophe in it; or an acronym with points."""

_TOWN = 20_000
"""A place of so many people takes its name's word from the dictionary ("Lima")."""


@cache
def listed(name: str) -> frozenset[str]:
    """One of the lists of `capitals.toml`."""
    text = resources.files("tollbook.extract").joinpath("en", "lexicon", "capitals.toml").read_text(encoding="utf-8")
    return frozenset(str(tomllib.loads(text)[name]).split())


@cache
def common_words() -> frozenset[str]:
    """The words that reports write in lower case."""
    text = resources.files("tollbook.extract").joinpath("en", "lexicon", "common_words.txt").read_text(encoding="utf-8")
    lex = lexicon("en")
    known = {line for line in text.splitlines() if line and not line.startswith("#")}
    known.update(lemma for lemma, _ in lex.triggers)
    known.update(lex.remains, lex.bodies, lex.people, lex.weapons, lex.objects, lex.speech)
    return frozenset(known) - listed("links") | {"the"}


@cache
def is_common(word: str) -> bool:
    """Whether a lower-case word is common English: in the table, an inflection of one that is, or formed like one."""
    words = common_words()
    if word in listed("days") or word in listed("creeds"):
        return False
    if word in words or word in listed("months") or _in_dictionary(word):
        return True
    if word in persons():
        return False
    stems = []
    if word.endswith("'s"):
        stems = [word[:-2]]
    elif word.endswith("s") and len(word) > 4:
        stems = [word[:-1], word[:-2] if word.endswith("es") else "", word[:-3] + "y" if word.endswith("ies") else ""]
    elif word.endswith("ed") and len(word) > 5:
        stems = [word[:-2], word[:-1], word[:-3]]
    elif word.endswith("ing") and len(word) > 6:
        stems = [word[:-3], word[:-3] + "e", word[:-4]]
    elif word.endswith("men") and len(word) > 5:
        stems = [word[:-2] + "an"]
    for prefix in ("un", "re", "anti", "counter", "inter", "non"):
        if word.startswith(prefix) and len(word) > len(prefix) + 4:
            stems.append(word[len(prefix) :])
    return any(stem in words or _in_dictionary(stem) for stem in stems) or (
        len(word) > 6 and word.endswith(tuple(listed("suffixes")))
    )


@cache
def _in_dictionary(word: str) -> bool:
    """Whether a dictionary has the word and it is no name of a people, a person or a town."""
    others, nouns = dictionary()
    if len(word) < 4 or (word not in others and word not in nouns) or word in persons() or word in peoples():
        return False
    if word in others:
        return True
    return all((e.population or 0) < _TOWN for e in Gazetteer.open().lookup(word.capitalize()))


@cache
def abbreviations() -> frozenset[str]:
    """Acronyms of parties, those left out that are common words."""
    parties = Parties.load()
    texts = {a.text for p in parties for a in parties.aliases(p.name)} | {p.name for p in parties}
    return frozenset(t for t in texts if t.isupper() and t.isalpha() and not is_common(t.lower()))


@cache
def persons() -> frozenset[str]:
    """Given and family names, some of which are common words too ("Angel")."""
    return frozenset(row[0] for row in rows("en", "place_persons.tsv"))


@cache
def peoples() -> frozenset[str]:
    """Adjectives and names of one word for states, peoples and groups."""
    parties = Parties.load()
    texts = {a.text for p in parties for a in parties.aliases(p.name) if a.text[:1].isupper() and " " not in a.text}
    return frozenset(t.lower() for t in texts)


@cache
def phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Names of parties of several words as they are written, by their first word, the longest first."""
    found: dict[str, set[tuple[str, ...]]] = {}
    parties = Parties.load()
    for party in parties:
        for text in [party.name, *(a.text for a in parties.aliases(party.name))]:
            words = tuple(TOKEN.findall(text))
            if len(words) > 1 and text[:1].isupper() and text.replace(" ", "").isascii() and not text.isupper():
                found.setdefault(words[0].lower(), set()).add(words)
    return {first: tuple(sorted(some, key=lambda w: (-len(w), w))) for first, some in found.items()}
