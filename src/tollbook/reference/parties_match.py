"""Finds names of parties in a text: a trie over normalised tokens, the longest name wins."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from tollbook.reference.parties_table import DATA, listed, rows
from tollbook.reference.parties_words import APOSTROPHES, GAP, TOKEN, bare, norm

Token = tuple[str, int, int]

WORDS = {row["where"]: frozenset(listed(row["words"])) for row in rows(DATA / "compounds.tsv")}
"""`after`, `before`: the other half of hyphened words; `common`: English words that are also short names; `titles`:
capitalised words that make no person's name of the name beside them."""


@dataclass(frozen=True, slots=True)
class Name:
    """One reading of a text in the trie. `party` None: the phrase only looks like a party; `shape` per token."""

    party: str | None
    kind: str
    shape: tuple[str, ...]
    since: date | None = None
    until: date | None = None
    ambiguous: bool = False
    countries: tuple[str, ...] = ()


@dataclass(slots=True)
class Node:
    """A node of the trie."""

    next: dict[str, Node] = field(default_factory=dict)
    names: list[Name] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)
    """Marks that names have before their next word ("." in "P. W. Botha"), beside what `GAP` lets stand anywhere."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Names found at tokens `first` to `last`; `end` is without a possessive ending."""

    first: int
    last: int
    start: int
    end: int
    names: tuple[Name, ...]


def shape(token: str, kind: str) -> str:
    """How the case of a token must be met: `X` all capitals, `C` a first capital, `l` any."""
    letters = token.replace(".", "")
    if letters.isupper() and (len(letters) in (2, 3) or (len(letters) == 1 and kind == "abbreviation")):
        return "X"
    return "C" if letters[:1].isupper() else "l"


def meets(wanted: str, token: str) -> bool:
    """Whether a token of the text has the case that a name's token asks for."""
    if wanted == "l":
        return True
    if wanted == "X":
        return token.replace(".", "").rstrip("s" + APOSTROPHES).isupper()
    return token[:1].isupper() or token[:1].isdigit()


def tokens(text: str) -> list[Token]:
    """The tokens of a text with their offsets."""
    return [(match[0], match.start(), match.end()) for match in TOKEN.finditer(text)]


class Trie:
    """Names by their normalised tokens."""

    def __init__(self) -> None:
        self.root = Node()

    def add(self, text: str, name: Name) -> None:
        """Adds one name; `name.shape` is worked out from `text` where it is empty."""
        found = tokens(text)
        words = [word for word, _, _ in found]
        node, end = self.root, 0
        for word, start, stop in found:
            if end and not GAP.fullmatch(text, end, start):
                node.marks.add(_marks(text, end, start))
            node, end = node.next.setdefault(norm(word), Node()), stop
        if not name.shape:
            shapes = tuple(shape(word, name.kind) for word in words)
            name = Name(name.party, name.kind, shapes, name.since, name.until, name.ambiguous, name.countries)
        node.names.append(name)

    def longest(self, text: str, found: list[Token], first: int) -> Hit | None:
        """The longest name that starts at token `first`, plural and possessive forms of its last token included."""
        node, index, best = self.root, first, None
        while index < len(found):
            raw, start, _ = found[index]
            if index > first and not _joins(node, text, found[index - 1][2], start):
                break
            hit = self._ends_here(node, text, found, first, index)
            best = hit or best
            step = node.next.get(norm(raw))
            if step is None:
                break
            node, index = step, index + 1
        return best

    def _ends_here(self, node: Node, text: str, found: list[Token], first: int, index: int) -> Hit | None:
        raw, _, end = found[index]
        word, cut = bare(raw)
        for key, short in _forms(norm(raw), word, cut):
            at = node.next.get(key)
            if at is None or not at.names:
                continue
            run = found[first : index + 1]
            plural = key not in (norm(raw), word)
            names = tuple(
                name
                for name in at.names
                if _fits(name, run, text) and not (plural and _acronym(name, raw[: len(raw) - cut]))
            )
            if names:
                start, end = run[0][1], end - short
                closed = text[end : end + 1] == ")" and text.rfind("(", start, end) > text.rfind(")", start, end)
                return Hit(first, index, start, end + closed, names)
        return None


def _joins(node: Node, text: str, end: int, start: int) -> bool:
    """Whether a name may go on over what stands between two words of a text."""
    if GAP.fullmatch(text, end, start):
        return True
    return bool(node.marks) and start - end <= _WIDEST and _marks(text, end, start) in node.marks


_WIDEST = 4
"""Characters between two words of one name, blanks and marks (", \"")."""


def _marks(text: str, end: int, start: int) -> str:
    """What stands between two words, without blanks, quotation marks and dashes all alike."""
    return "".join(text[end:start].translate(_ALIKE).split())


_ALIKE = str.maketrans(dict.fromkeys("“”„«»", '"') | dict.fromkeys("‐‑–—", "-"))


def _forms(whole: str, word: str, cut: int) -> Iterable[tuple[str, int]]:
    yield whole, 0
    if cut:
        yield word, cut
    if word.endswith("s") and len(word) > 3:
        yield word[:-1], cut


def _acronym(name: Name, token: str) -> bool:
    """Whether a plural would be read out of a longer acronym (ISIS is no plural of ISI; "POWs" is one of POW)."""
    return name.shape[-1] == "X" and token.endswith("S")


def _fits(name: Name, run: list[Token], text: str) -> bool:
    if not all(meets(wanted, token[0]) for wanted, token in zip(name.shape, run, strict=True)):
        return False
    if len(run) == 1 and not run[0][0].isupper() and norm(run[0][0]) in WORDS["capitals"]:
        return False
    if len(run) == 1 and run[0][0].isupper() and norm(run[0][0]) in WORDS["common"] and "." not in run[0][0]:
        return not _in_capitals(text, run[0][1])
    return True


def _in_capitals(text: str, at: int) -> bool:
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[max(start, at - 80) : min(end if end >= 0 else len(text), at + 80)]
    return not any(character.islower() for character in line) and len(line.split()) > 2


def best(names: tuple[Name, ...], on: date | None, where: Collection[str]) -> tuple[Name, bool, tuple[str, ...]]:
    """Among the readings of one text: the likeliest, whether that is in doubt, and the other parties it may mean."""

    def rank(name: Name) -> int:
        here = 2 if where and not set(where).isdisjoint(name.countries) else 0
        then = on is None or ((name.since is None or name.since <= on) and (name.until is None or on <= name.until))
        return here + (1 if then else 0)

    ranks = [rank(name) for name in names]
    top = max(ranks)
    chosen = names[ranks.index(top)]
    rivals = {name.party for name, value in zip(names, ranks, strict=True) if value == top} - {chosen.party}
    others = tuple(dict.fromkeys(name.party for name in names if name.party and name.party != chosen.party))
    sure_here = bool(where) and top >= 2
    return chosen, bool(rivals) or (chosen.ambiguous and not sure_here), others


_BEFORE = re.compile(r"([^\W\d_]+)[-‐‑–]$")
_AFTER = re.compile(rf"(?:[{APOSTROPHES}]s)?[-‐‑–]([^\W_]+)")


def compound(text: str, start: int, end: int) -> str | None:
    """The other half where a name is half of a hyphened word ("Russian-backed", "non-Serb", "Russia-Ukraine")."""
    after = _AFTER.match(text, end)
    if after and (after[1].lower() in WORDS["after"] or after[1][:1].isupper()):
        return after[1].lower()
    before = _BEFORE.search(text, max(0, start - 30), start)
    if before and (before[1].lower() in WORDS["before"] or before[1][:1].isupper()):
        return before[1].lower()
    return None


def people_or_adjective(text: str, found: list[Token], hit: Hit, name: Name) -> str:
    """The kind of a name. A word that is both the people's and the adjective ("Lebanese") is the people's where no noun
    follows it in the same phrase, as "Cypriots" beside "Cypriot" always are."""
    kinds = {n.kind for n in hit.names if n.party == name.party}
    if name.kind not in _PEOPLE_WORDS or not _PEOPLE_WORDS.issubset(kinds):
        return name.kind
    after = found[hit.last + 1] if hit.last + 1 < len(found) else None
    goes_on = after is not None and text[hit.end : after[1]] == " " and after[0].lower() not in WORDS["behind_people"]
    return "demonym" if goes_on else "people"


_PEOPLE_WORDS = frozenset({"demonym", "people"})
