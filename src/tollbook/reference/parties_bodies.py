"""Words for a side's forces and bodies ("army", "defence ministry"), and generic words for sides ("the rebels")."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tollbook.model.codes import SourceKind
from tollbook.reference.parties_match import Name, Token, Trie
from tollbook.reference.parties_table import DATA, listed, rows
from tollbook.reference.parties_words import GAP, fold


@dataclass(frozen=True, slots=True)
class Bodies:
    """`data/bodies.tsv` and `data/generic.tsv` as tries: after a party's name, or alone."""

    bodies: Trie
    kinds: dict[str, str]
    speakers: dict[str, SourceKind]
    generics: Trie

    @staticmethod
    @cache
    def load() -> Bodies:
        """Reads both tables once."""
        bodies, generics = Trie(), Trie()
        kinds, speakers = {}, {}
        for row in rows(DATA / "bodies.tsv"):
            for phrase in listed(row["phrases"]):
                shapes = tuple("l" for _ in fold(phrase).split())
                bodies.add(phrase, Name(row["kind"], row["kind"], shapes))
                kinds[fold(phrase)] = row["kind"]
                if row["speaks"]:
                    speakers[fold(phrase)] = SourceKind(row["speaks"])
        for row in rows(DATA / "generic.tsv"):
            for phrase in listed(row["phrases"]):
                generics.add(phrase, Name(row["role"], "generic", tuple("l" for _ in fold(phrase).split())))
        return Bodies(bodies, kinds, speakers, generics)

    def speaker(self, text: str) -> SourceKind | None:
        """The kind of source that a body is by the longest of its words at the end or start of `text`."""
        words = fold(text).split()
        for width in range(len(words), 0, -1):
            for phrase in (" ".join(words[-width:]), " ".join(words[:width])):
                if phrase in self.speakers:
                    return self.speakers[phrase]
        return None

    def after(self, text: str, found: list[Token], last: int) -> tuple[int, int, str] | None:
        """The body named after a party ("Israeli *air force*", "Iran's *health ministry*"): last token, end, kind."""
        following = last + 1
        if following >= len(found) or not GAP.fullmatch(text, found[last][2], found[following][1]):
            return None
        hit = self.bodies.longest(text, found, following)
        return (hit.last, hit.end, hit.names[0].kind) if hit else None

    def before(self, text: str, found: list[Token], first: int, start: int, kind: str) -> tuple[int, str]:
        """The body named before a party ("*the army of* Chad"): where it starts and its kind, else unchanged."""
        of = first - 1
        if of >= 0 and found[of][0].lower() == "the":
            of -= 1
        if of < 1 or found[of][0].lower() != "of":
            return start, kind
        for width in (4, 3, 2, 1):
            begin = of - width
            if begin < 0:
                continue
            hit = self.bodies.longest(text, found, begin)
            if hit and hit.last == of - 1 and GAP.fullmatch(text, found[of - 1][2], found[of][1]):
                return hit.start, hit.names[0].kind
        return start, kind

    def generic(self, text: str, found: list[Token], index: int) -> tuple[int, int, int, str] | None:
        """A generic word for a side at a token: last token, start, end, role."""
        hit = self.generics.longest(text, found, index)
        return (hit.last, hit.start, hit.end, hit.names[0].party or "") if hit else None
