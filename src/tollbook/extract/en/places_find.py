"""Find place names in English running text: gazetteer first, then the words around a name decide.

Named-entity models miss half of the place names of most wars, so every capitalised sequence is looked up; names that
are also words or people's names need evidence (a preposition of place, a word for the kind of place, the country).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tollbook.reference.gazetteer import Entry, Gazetteer, base_score
from tollbook.reference.gazetteer_names import place_key

from .places_context import relate
from .places_lexicon import PlaceWords, place_words
from .places_mention import PlaceMention
from .places_phrases import adjective_places, back_places, unknown_places
from .places_tokens import Spans, TitledLines, tokens

__all__ = ["PlaceMention", "find_places"]

_JOIN = re.compile(r"[ \u00a0]|-|‑|–|\n|['’]|- ")
_ABBREVIATIONS = frozenset(("St", "Mt", "Ft"))
_PLAIN_KINDS = frozenset(("country", "water", "border", "camp", "site"))
_OUTWEIGHS = 2.2
"""Tenfolds of people by which a country is meant before its namesakes."""
_SPAN_MAX = 7
_COMMA_AREA = re.compile(r",[ \n](?:in[ \n])?(?:the[ \n])?([A-Z][\w’'-]+(?:[ -][A-Z][\w’'-]+)*)")


def find_places(
    text: str, sentence_spans: Sequence[tuple[int, int]] | None = None, gazetteer: Gazetteer | None = None
) -> list[PlaceMention]:
    """All place names of a text, in order, with what they can mean; weak ones are there with their `strength`.

    `sentence_spans`: where sentences begin, if known (code points); else punctuation and line ends tell.
    """
    gazetteer = gazetteer or Gazetteer.open()
    named = list(_Finder(text, sentence_spans, gazetteer).mentions())
    unknown = list(unknown_places(text, named))
    longer = Spans((m.name_start, m.name_end) for m in unknown)
    found = [*(m for m in named if not longer.overlapping(m.name_start, m.name_end)), *unknown]
    found += adjective_places(text, found, gazetteer)
    found += back_places(text, found)
    return relate(text, _apart(found))


def _apart(mentions: Iterable[PlaceMention]) -> list[PlaceMention]:
    """The mentions in order, without those whose name lies within what an earlier one covers."""
    out: list[PlaceMention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not out or mention.name_start >= out[-1].end:
            out.append(mention)
    return out


class _Finder:
    """Looks capitalised sequences up and weighs the words around them."""

    def __init__(self, text: str, spans: Sequence[tuple[int, int]] | None, gazetteer: Gazetteer) -> None:
        self.text = text
        self.words: PlaceWords = place_words()
        self.gazetteer = gazetteer
        self.tokens = tokens(text, spans)
        self.titled = TitledLines(text)
        classes = self.words.classes
        self.beside = (
            classes["role"] | classes["site"] | classes["direction"] | classes["linked"] | self.words.demonyms.keys()
        )

    def mentions(self) -> Iterator[PlaceMention]:
        """The names that the gazetteer knows, longest first, none inside another."""
        i = 0
        while i < len(self.tokens):
            token = self.tokens[i]
            j = i + 1
            if token.capital or (
                token.text in self.words.classes["article"] and self._joined(i) and self.tokens[i + 1].capital
            ):
                for end in range(self._reach(i), i, -1):
                    found = self._lookup(i, end)
                    if found:
                        yield self._describe(i, end, found)
                        j = end
                        break
            i = j

    def _joined(self, i: int) -> bool:
        """Whether a token and the next stand together as in one name."""
        if i + 1 >= len(self.tokens):
            return False
        gap = self.text[self.tokens[i].end : self.tokens[i + 1].start]
        if gap == ". ":
            return self.tokens[i].text in _ABBREVIATIONS
        return bool(_JOIN.fullmatch(gap))

    def _reach(self, i: int) -> int:
        """The end (exclusive) of the longest possible name from token i."""
        last, j = i + 1, i
        while j + 1 < len(self.tokens) and j + 1 - i < _SPAN_MAX and self._joined(j):
            j += 1
            token = self.tokens[j]
            if (
                token.capital
                or token.text.isdigit()
                or token.text in ("border", "camp", "crossing", "hospital", "prison")
            ):
                last = j + 1
            elif token.text not in self.words.classes["inner"]:
                # a site's own name goes on in small letters ("Donetsk airport"): one word more may be part of it
                return max(last, j + 1) if self._lookup(i, j + 1) else last
        return last

    def _lookup(self, i: int, j: int) -> tuple[Entry, ...]:
        first = self.tokens[i]
        if j - i == 1:
            if first.low in self.words.classes["function"] or len(first.text) < 2:
                return ()
        elif first.low in self.words.classes["function"] and first.low not in self.words.classes["leading"]:
            return ()
        words = self.text[first.start : self.tokens[j - 1].end]
        if j - i <= 2 and words.lower() in self.words.classes["never"]:
            return ()
        key = place_key(words)
        found = self.gazetteer.lookup_key(key)
        if not found and j - i == 1 and key.endswith("s") and len(key) > 4:
            # feeds that lost their apostrophes: "Aleppos suburbs"
            found = tuple(e for e in self.gazetteer.lookup_key(key[:-1]) if e.main and e.prior >= 5.0)
        if j - i == 1 and first.low in self.words.demonyms:
            # "Russian" and "Malian" are hamlets somewhere, "Somali" is a region too
            found = tuple(e for e in found if e.kind != "settlement")
        return found

    def _describe(self, i: int, j: int, found: tuple[Entry, ...]) -> PlaceMention:
        start, end = self.tokens[i].start, self.tokens[j - 1].end
        mention = PlaceMention(start, end, "", self.text[start:end], start, end, found)
        mention = self._with_direction(self._with_type(mention))
        kinds = {e.kind for e in found}
        if mention.kind == "name" and ((len(kinds) == 1 and kinds <= _PLAIN_KINDS) or _is_country(found)):
            mention = replace(mention, kind=found[0].kind)
        mention = replace(
            mention,
            text=self.text[mention.start : mention.end],
            in_name=self._in_name(i, j, mention),
            locative=self._locative(mention.start),
        )
        return replace(mention, strength=self._strength(i, j, mention))

    def _with_type(self, m: PlaceMention) -> PlaceMention:
        kinds = self.words.kinds
        after = self.words.type_after.match(self.text, m.name_end, m.name_end + 60)
        if after:
            word = _plain(after.group(1))
            kind = kinds.get(word, "settlement")
            if not (kind == "settlement" and self.text[after.end() : after.end() + 4] == " of "):
                return replace(m, end=after.end(), type_word=word, kind=kind)
        before = self.words.type_before.search(self.text, max(0, m.name_start - 60), m.name_start)
        if not before:
            return m
        word = _plain(before.group(1))
        country = self.words.adjective_before.search(self.text, max(0, before.start() - 50), before.start())
        hint = self.words.demonyms[country.group(1).lower()] if country else None
        return replace(m, type_word=word, kind=kinds.get(word, "settlement"), hint=hint)

    def _with_direction(self, m: PlaceMention) -> PlaceMention:
        before = self.words.direction_before.search(self.text, max(0, m.name_start - 24), m.name_start)
        return replace(m, start=before.start(), modifier=before.group(1).lower()) if before else m

    def _locative(self, start: int) -> bool:
        words = self.text[max(0, start - 40) : start].lower().split()
        while words and words[-1] in self.words.classes["skipped"]:
            words.pop()
        if len(words) > 1 and words[-1] == "of":
            return words[-2] in self.words.classes["part"]
        return bool(words) and words[-1].lstrip("(\"'“") in self.words.classes["locative"]

    def _in_name(self, i: int, j: int, m: PlaceMention) -> bool:
        if self.text[m.name_end : m.name_end + 6].lower() == "-based" or self._used_as_adjective(j, m):
            return True
        organisation = self.words.classes["organisation"]
        after = self.tokens[j] if m.end == m.name_end and j < len(self.tokens) and self._spaced(j - 1) else None
        if after and after.capital and after.low in organisation:
            return True
        if i >= 2 and self.tokens[i - 1].text == "of" and self._spaced(i - 2):
            head = self.tokens[i - 2]
            if head.capital and head.low in organisation:
                return True
        if m.name_start in self.titled:
            return False
        return bool(after and after.capital and after.low not in self.beside) or self._runs_into(i)

    def _used_as_adjective(self, j: int, m: PlaceMention) -> bool:
        """Whether initials stand before a noun ("a US base"): the country is then no place."""
        short = m.name.replace(".", "").isupper() and len(m.name) <= 4 and m.name_start not in self.titled
        after = self.text[m.name_end : m.name_end + 2]
        return (
            short
            and (after[:1] == "-" or (after[:1] == " " and after[1:].islower()))
            and j < len(self.tokens)
            and (self.tokens[j].low not in self.words.classes["function"])
        )

    def _spaced(self, i: int) -> bool:
        """Whether a token and the next are divided by one space."""
        return self.tokens[i + 1].start - self.tokens[i].end == 1 and self.text[self.tokens[i].end] in " \u00a0"

    def _runs_into(self, i: int) -> bool:
        """Whether a capitalised word that is no part of a place stands right before."""
        if i == 0 or not self._spaced(i - 1):
            return False
        before = self.tokens[i - 1]
        if not before.capital or before.first:
            return False
        return (
            before.low not in self.words.classes["function"]
            and before.low not in self.beside
            and before.low not in self.words.kinds
        )

    def _strength(self, i: int, j: int, m: PlaceMention) -> float:
        best = m.candidates[0]
        value = 3.0 if best.kind in ("country", "water", "border", "site") else 0.0
        value += max(0.0, min(2.0, best.prior - 4.0)) + 2.0 * m.locative + (0.5 if best.main else -0.5)
        value += 1.5 if j - i > 1 else 0.0
        value += {"settlement": 3.0, "area": 2.0, "camp": 2.5, "site": 1.0}.get(m.kind, 0.0) if m.type_word else 0.0
        value += 2.0 if self._comma_area(m) else 0.0
        lone = j - i == 1 or (j - i == 2 and self.tokens[i].low in self.words.classes["article"])
        return value - (self._doubt(j - 1, m) if lone else 0.0)

    def _comma_area(self, m: PlaceMention) -> bool:
        after = _COMMA_AREA.match(self.text, m.end)
        found = self.gazetteer.lookup_key(place_key(after.group(1))) if after else ()
        return any(e.kind in ("country", "adm1", "region") for e in found)

    def _doubt(self, i: int, m: PlaceMention) -> float:
        """Evidence that a single capitalised word is no place."""
        token = self.tokens[i]
        doubt = 0.0
        if token.low in self.words.common:
            doubt += 4.0 if token.first or token.start in self.titled else 2.5
        following = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if token.low in self.words.persons:
            doubt += 2.0 + (1.5 if following and following.low in self.words.classes["speech"] else 0.0)
        if m.candidates[0].prior >= 6.0:
            doubt *= 0.4  # "Shanghai" is a word, and "London" a name, but the city is meant far more often
        titled = i > 0 and self.tokens[i - 1].low in self.words.classes["title"] and self.tokens[i - 1].capital
        if titled and self.text[token.start - 1] in " .\u00a0" and m.candidates[0].kind != "country":
            doubt += 4.0
        return doubt


def _is_country(found: Sequence[Entry]) -> bool:
    """Whether a name means a country: all that share it are much smaller (hamlets called "Russia", but not Georgia)."""
    other = max((base_score(e) for e in found if e.kind != "country"), default=0.0)
    return found[0].kind == "country" and base_score(found[0]) - other > _OUTWEIGHS


def _plain(word: str) -> str:
    return " ".join(word.lower().split())
