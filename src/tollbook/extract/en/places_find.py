"""Find place names in English running text: gazetteer first, then the words around a name decide.

Named-entity models miss half of the place names of most wars, so every capitalised sequence is looked up; names that
are also words or people's names need evidence (a preposition of place, a word for the kind of place, the country).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tollbook.reference.gazetteer import Entry, Gazetteer
from tollbook.reference.gazetteer_names import place_key

from .places_lexicon import PlaceWords, place_words

_WORD = re.compile(r"[^\W_]+(?:['’ʼ`ʻ‘´][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?:;\n•*|][\"”’')\]]*\s*[\"“‘'(\[]*$|^\s*[\"“‘'(\[]*$")
_JOIN = re.compile(r"[ \u00a0]|-|‑|–|\. |\n|['’]")
_INNER = frozenset(
    ["al", "el", "ad", "ed", "an", "ar", "er", "as", "es", "ash", "at", "az", "ez", "de", "del", "la", "las", "los", "le", "les", "da", "do", "dos", "du", "di", "el", "ul", "of", "the", "on", "upon", "sur", "and", "ibn", "bin", "abu", "umm", "wa"]
)
_ARTICLES = frozenset(["al", "el", "ad", "ed", "an", "ar", "er", "as", "es", "ash", "esh", "at", "et", "az", "ez", "ul"])
_NEVER_FIRST = frozenset(
    ["the", "a", "an", "in", "at", "on", "of", "by", "for", "from", "to", "with", "and", "or", "but", "as", "is", "are", "was", "were", "be", "been", "it", "its", "he", "his", "she", "her", "they", "their", "we", "our", "you", "your", "i", "this", "that", "these", "those", "there", "here", "when", "where", "while", "who", "what", "which", "why", "how", "if", "then", "than", "after", "before", "during", "since", "until", "about", "above", "below", "under", "over", "between", "near", "inside", "outside", "no", "not", "yes", "all", "any", "some", "many", "most", "more", "less", "few", "other", "another", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "mr", "mrs", "ms", "dr", "gen", "col", "lt", "maj", "capt", "sgt", "also", "so", "such", "only", "both", "each", "every", "either", "neither", "however", "meanwhile", "although", "though", "because", "despite", "according", "earlier", "later", "last", "next", "first", "second", "third", "now", "today", "yesterday", "tomorrow", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "new", "old", "great", "saint"]
)
_SPAN_MAX = 6


@dataclass(frozen=True)
class PlaceMention:
    """A stretch of text that names a place; `start` and `end` hold the modifier and the word for its kind too.

    `name` are the words looked up; `kind` what the words around say it is (area, settlement, camp, site, water, country,
    or `name` where they say nothing); `modifier` a direction ("northern"); `hint` a country code that the words before
    give ("the Syrian town of"); `inside` the number, in the list, of the mention that this one is said to lie in;
    `in_name` marks names that stand inside an organisation's or a person's; `strength` is the evidence that it is a
    place at all (1 or more: taken as one).
    """

    start: int
    end: int
    text: str
    name: str
    name_start: int
    name_end: int
    candidates: tuple[Entry, ...]
    kind: str = "name"
    type_word: str | None = None
    modifier: str | None = None
    hint: str | None = None
    inside: int | None = None
    in_name: bool = False
    locative: bool = False
    strength: float = 0.0


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    text: str
    capital: bool
    first: bool
    """Begins a sentence."""


def find_places(
    text: str, sentence_spans: Sequence[tuple[int, int]] | None = None, gazetteer: Gazetteer | None = None
) -> list[PlaceMention]:
    """All place names of a text, in order, with what they can mean; weak ones are there with their `strength`.

    `sentence_spans`: where sentences begin, if known (code points); else punctuation and line ends tell.
    """
    return _Finder(text, sentence_spans, gazetteer or Gazetteer.open()).run()


class _Finder:
    def __init__(self, text: str, spans: Sequence[tuple[int, int]] | None, gazetteer: Gazetteer) -> None:
        self.text = text
        self.words: PlaceWords = place_words()
        self.gazetteer = gazetteer
        self.tokens = _tokens(text, spans)
        self.titled = _title_case_lines(text)

    def run(self) -> list[PlaceMention]:
        mentions = [self._describe(i, j, found) for i, j, found in self._matches()]
        mentions = self._add_unknown(mentions)
        return self._contain(mentions)

    def _matches(self) -> Iterator[tuple[int, int, tuple[Entry, ...]]]:
        tokens, i = self.tokens, 0
        while i < len(tokens):
            token = tokens[i]
            if not token.capital and not (token.text in _ARTICLES and self._joined(i) and tokens[i + 1].capital):
                i += 1
                continue
            for j in range(self._reach(i), i, -1):
                found = self._lookup(i, j)
                if found:
                    yield i, j, found
                    i = j
                    break
            else:
                i += 1

    def _joined(self, i: int) -> bool:
        """Whether a token and the next stand together as in one name."""
        if i + 1 >= len(self.tokens):
            return False
        gap = self.text[self.tokens[i].end : self.tokens[i + 1].start]
        if gap == ". ":
            return self.tokens[i].text in ("St", "Mt", "Ft")
        return bool(_JOIN.fullmatch(gap))

    def _reach(self, i: int) -> int:
        """The end (exclusive) of the longest possible name from token i."""
        last, j = i + 1, i
        while j + 1 < len(self.tokens) and j + 1 - i < _SPAN_MAX and self._joined(j):
            j += 1
            token = self.tokens[j]
            if token.capital or token.text.isdigit():
                last = j + 1
            elif token.text not in _INNER:
                break
        return last

    def _lookup(self, i: int, j: int) -> tuple[Entry, ...]:
        first = self.tokens[i]
        if j - i == 1 and (first.text.lower() in _NEVER_FIRST or len(first.text) < 2):
            return ()
        if (
            j - i > 1
            and first.text.lower() in _NEVER_FIRST
            and first.text.lower()
            not in (
                "the",
                "new",
                "old",
                "great",
                "saint",
                "north",
                "south",
                "east",
                "west",
                "northern",
                "southern",
                "eastern",
                "western",
                "central",
                "al",
                "an",
                "as",
                "at",
            )
        ):
            return ()
        return self.gazetteer.lookup_key(place_key(self.text[first.start : self.tokens[j - 1].end]))

    def _describe(self, i: int, j: int, found: tuple[Entry, ...]) -> PlaceMention:
        first, last = self.tokens[i], self.tokens[j - 1]
        start, end = first.start, last.end
        mention = PlaceMention(start, end, "", self.text[start:end], start, end, found)
        mention = self._with_type(mention)
        mention = self._with_direction(mention)
        kinds = {e.kind for e in found}
        if mention.kind == "name" and len(kinds) == 1 and kinds & {"country", "water", "camp", "site", "border"}:
            mention = replace(mention, kind=next(iter(kinds)))
        mention = replace(
            mention,
            text=self.text[mention.start : mention.end],
            in_name=self._in_name(i, j, mention),
            locative=self._locative(mention.start),
        )
        return replace(mention, strength=self._strength(i, j, mention))

    def _with_type(self, m: PlaceMention) -> PlaceMention:
        after = self.words.type_after.match(self.text, m.name_end, m.name_end + 50)
        if after and self._fits_type(after):
            word = after.group(1).lower()
            return replace(m, end=after.end(), type_word=word, kind=self._kind(word))
        before = self.words.type_before.search(self.text, max(0, m.name_start - 60), m.name_start)
        if before:
            word = before.group(1).lower()
            head = self.text[max(0, before.start() - 60) : before.start()]
            country = self.words.country_before.search(head)
            return replace(
                m,
                type_word=word,
                kind=self._kind(word),
                hint=self.words.demonyms[country.group(1).lower()] if country else None,
            )
        return m

    def _fits_type(self, after: re.Match[str]) -> bool:
        """A word between the name and the type word may only be one that goes with it ("refugee", "autonomous")."""
        between = after.group(0)[1 : after.start(1) - after.start()].strip().lower()
        return between in (
            "",
            "autonomous",
            "refugee",
            "international",
            "military",
            "administrative",
            "general",
            "central",
            "regional",
            "prison",
            "displacement",
        )

    def _kind(self, word: str) -> str:
        word = word.replace("-", " ") if word.replace("-", " ") in self.words.classes["camp"] else word
        for kind in ("camp", "settlement", "area", "site"):
            if word in self.words.classes[kind] or word.rstrip("s") in self.words.classes[kind]:
                return kind
        return "settlement"

    def _with_direction(self, m: PlaceMention) -> PlaceMention:
        before = self.words.direction_before.search(self.text, max(0, m.name_start - 24), m.name_start)
        if not before:
            return m
        return replace(m, start=before.start(), modifier=before.group(1).lower())

    def _locative(self, start: int) -> bool:
        head = self.text[max(0, start - 30) : start].lower().rstrip()
        words = head.split()
        while words and words[-1] in ("the", "all", "nearby", "besieged", "occupied", "central"):
            words.pop()
        return bool(words) and words[-1].lstrip("(\"'“") in self.words.classes["locative"]

    def _in_name(self, i: int, j: int, m: PlaceMention) -> bool:
        if self.text[m.name_end : m.name_end + 6].lower() == "-based":
            return True
        organisation = self.words.classes["organisation"]
        nxt = self.tokens[j] if j < len(self.tokens) and self._joined(j - 1) and m.end == m.name_end else None
        if nxt and nxt.capital and nxt.text.lower() in organisation and self.text[nxt.start - 1] != "\n":
            return True
        if self.text[max(0, m.name_start - 4) : m.name_start].lower() in (" of ", "\nof ") and i >= 2:
            head = self.tokens[i - 2]
            if head.capital and head.text.lower() in organisation:
                return True
        if self._line_is_titled(m.name_start):
            return False
        return self._runs_on(i, j, nxt)

    def _runs_on(self, i: int, j: int, nxt: _Token | None) -> bool:
        """Whether capitalised words stand right beside that are no part of a place."""
        words = self.words
        known = words.classes["direction"] | words.classes["role"] | words.classes["site"]
        if (
            nxt
            and nxt.capital
            and self.text[nxt.start - 1] in " \u00a0"
            and nxt.text.lower() not in known | words.demonyms.keys()
        ):
            return True
        if i == 0 or not self._joined(i - 1) or self.text[self.tokens[i].start - 1] not in " \u00a0":
            return False
        previous = self.tokens[i - 1]
        low = previous.text.lower()
        if not previous.capital or previous.first or low in _NEVER_FIRST or low in known or low in words.demonyms:
            return False
        return low not in words.classes["area"] | words.classes["settlement"]

    def _line_is_titled(self, position: int) -> bool:
        return any(start <= position < end for start, end in self.titled)

    def _strength(self, i: int, j: int, m: PlaceMention) -> float:
        best = m.candidates[0]
        value = {True: 3.0, False: 0.0}[best.kind in ("country", "water", "border")]
        value += max(0.0, min(2.0, best.prior - 4.0)) + 2.0 * m.locative
        value += 0.5 if best.main else -0.5
        value += 1.5 if j - i > 1 else 0.0
        if m.kind in ("area", "settlement", "camp", "site") and m.type_word:
            value += 2.0
        value += 2.0 if self._comma_place(m) else 0.0
        if j - i == 1:
            value -= self._doubt(i, m)
        return value

    def _comma_place(self, m: PlaceMention) -> bool:
        after = re.compile(r",[ \n](?:in[ \n])?(?:the[ \n])?([A-Z][\w’'-]+(?:[ -][A-Z][\w’'-]+)*)").match(
            self.text, m.end
        )
        if not after:
            return False
        found = self.gazetteer.lookup_key(place_key(after.group(1)))
        return any(e.kind in ("country", "adm1", "region") for e in found)

    def _doubt(self, i: int, m: PlaceMention) -> float:
        """Evidence that a single capitalised word is no place."""
        token = self.tokens[i]
        low = token.text.lower()
        doubt = 0.0
        if low in self.words.common:
            doubt += 4.0 if token.first or self._line_is_titled(token.start) else 2.5
        following = self.tokens[i + 1].text.lower() if i + 1 < len(self.tokens) else ""
        previous = self.tokens[i - 1].text.lower() if i else ""
        if low in self.words.persons:
            doubt += 2.0 + (1.5 if following in self.words.classes["speech"] else 0.0)
        if previous in self.words.classes["title"] and self.text[token.start - 1] in " .\u00a0":
            doubt += 4.0 if m.candidates[0].kind != "country" else 0.0
        return doubt

    def _add_unknown(self, mentions: list[PlaceMention]) -> list[PlaceMention]:
        taken = [(m.name_start, m.name_end) for m in mentions]
        found = [m for m in _unknown(self.text) if not any(a < m.name_end and m.name_start < b for a, b in taken)]
        return sorted([*mentions, *found], key=lambda m: m.name_start)

    def _contain(self, mentions: list[PlaceMention]) -> list[PlaceMention]:
        out = list(mentions)
        for n, (a, b) in enumerate(zip(mentions, mentions[1:], strict=False)):
            gap = self.text[a.end : b.start]
            if len(gap) < 40 and _HOLDS.fullmatch(gap) and _may_hold(b, a):
                out[n] = replace(out[n], inside=n + 1, strength=out[n].strength + 0.5)
            elif _OWNS.fullmatch(gap) and _may_hold(a, b):
                out[n + 1] = replace(out[n + 1], inside=n, strength=out[n + 1].strength + 1.0)
        return out


_HOLDS = re.compile(
    r"(?:,)?\s+(?:(?:a|the)\s+(?:[a-z-]+\s+){1,3})?(?:located\s+)?in(?:side)?\s+(?:the\s+)?(?:[a-z-]+\s+){0,2}"
    r"|,\s+(?:the\s+)?(?:[a-z-]+\s+)?|\s+\(|\s+of\s+"
)
_OWNS = re.compile(r"['’]s\s+(?:(?!and|or)[a-z-]+\s+){0,4}(?:of\s+)?")


def _may_hold(outer: PlaceMention, inner: PlaceMention) -> bool:
    big = {"country", "adm1", "adm2", "region"}
    if not outer.candidates or outer.name == inner.name:
        return False
    if any(e.kind in big for e in outer.candidates[:4]):
        return not inner.candidates or inner.candidates[0].kind != "country"
    return inner.kind in ("site", "camp", "settlement") and bool(outer.candidates)


_CAPS = r"(?:(?:al|el|ash|as|ar|ad|an|at|az)-)?[A-Z][\w’'ʼ]*[\w](?:[ -](?:(?:al|el|ash|as|ar|ad|an|at|az|de|del|la)[ -])?[A-Z][\w’'ʼ]*\w){0,3}"
_UNKNOWN = (
    (
        re.compile(
            rf"\b(village|town|city|settlement|hamlet|suburb|neighbou?rhood|kibbutz|outpost|camp|kebele|locality|district)s? of ({_CAPS})"
        ),
        1,
        2,
    ),
    (
        re.compile(
            rf"\b(?:the|in|at|near|of|from) (?:(?:al|el)-)?({_CAPS}) (village|town|city|neighbou?rhood|district|refugee camp|camp|suburb|hamlet|kebele|woreda|locality)\b"
        ),
        2,
        1,
    ),
)


def _unknown(text: str) -> Iterator[PlaceMention]:
    """Names that only the word for their kind shows to be places."""
    for pattern, type_group, name_group in _UNKNOWN:
        for match in pattern.finditer(text):
            start, end = match.span(name_group)
            name = match.group(name_group).removesuffix("'s").removesuffix("’s")
            end = start + len(name)
            word = match.group(type_group).lower()
            kind = "camp" if "camp" in word else "area" if word in ("district", "woreda") else "settlement"
            whole = (start, max(end, match.end(type_group)))
            yield PlaceMention(
                whole[0],
                whole[1],
                text[whole[0] : whole[1]],
                name,
                start,
                end,
                (),
                kind,
                word,
                locative=True,
                strength=1.5,
            )


def _tokens(text: str, spans: Sequence[tuple[int, int]] | None) -> list[_Token]:
    starts = {start for start, _ in spans} if spans is not None else None
    out: list[_Token] = []
    previous = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match.group()
        if word[-2:] in ("'s", "’s", "ʼs", "'S", "’S"):
            word, end = word[:-2], end - 2
        capital = word[:1].isupper()
        first = False
        if capital:
            gap = text[previous:start]
            first = start in starts or previous == 0 if starts is not None else bool(_SENTENCE_END.search(gap))
        out.append(_Token(start, end, word, capital, first))
        previous = match.end()
    return out


def _title_case_lines(text: str) -> list[tuple[int, int]]:
    """Lines in which nearly all longer words are capitalised: headlines, where capitals tell nothing."""
    out = []
    for line in re.finditer(r"[^\n]+", text):
        words = [w for w in re.findall(r"[^\W\d_]+", line.group()) if len(w) > 3]
        if len(words) >= 4 and sum(w[0].isupper() for w in words) >= 0.75 * len(words):
            out.append(line.span())
    return out
