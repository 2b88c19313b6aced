"""Names in a report: capitalised sequences, their short forms, and what "the ministry" or a surname stands for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tollbook.reference.parties import Parties

_CAP = r"(?:[A-Z][\w'-]*|(?:[A-Z]\.)+)"
_LINK = r"(?:of|for|and|the|on|in|de|la|del|al|el|bin|ibn|von|van|der|e|y|da|du)"
_NAME = re.compile(rf"{_CAP}(?:\s+(?:{_LINK}\s+){{0,2}}{_CAP})*")
_ACRONYM = re.compile(r"\(\s*(?:the\s+)?\"?([A-Z][A-Za-z&-]{1,9})\"?\s*\)")
_RUN = re.compile(rf"{_CAP}(?:\s+(?:{_LINK}\s+){{0,2}}{_CAP})+$")
"""Two or more capitalised words at the end: what an acronym in brackets after them stands for."""
_OPENER = re.compile(
    r"^(?:The|A|An|In|On|At|From|But|And|As|For|By|While|When|After|Since|If|Although|Though|Because|Before|Until|Unless"
    r"|Whether|Yet|So|Both|Even|Only|Once|Under|Over|With|Without|Despite|During|Among|Like|Unlike|That|This|These"
    r"|Those|Some|Many|Most|Several|All|Another|Its|His|Her|Their|Our|My)\s+"
)
"""Words that a sentence begins with and no name does."""
_CONJUNCTION = re.compile(r"^(?:If|When|While|As|Although|Though|Since|After|Before|But|And|Yet|Because)\s+(?=[A-Z])")
"""Those that make a single name look like two words."""
_RUN_ON = re.compile(r"(?<!\bof)(?<!\bfor)(?<!\bin)(?<!\band)(?<!\bon) the ")
"""Two names run together where a comma is missing: "Harbour the Observatory"."""
TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "professor",
        "sir",
        "lord",
        "lady",
        "gen",
        "general",
        "lt",
        "lieutenant",
        "col",
        "colonel",
        "maj",
        "major",
        "capt",
        "captain",
        "sgt",
        "sergeant",
        "brig",
        "brigadier",
        "adm",
        "admiral",
        "president",
        "prime",
        "minister",
        "foreign",
        "defense",
        "defence",
        "interior",
        "health",
        "secretary",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "chief",
        "commander",
        "governor",
        "mayor",
        "king",
        "queen",
        "prince",
        "sheikh",
        "sheik",
        "imam",
        "ayatollah",
        "senator",
        "representative",
        "rep",
        "sen",
        "ambassador",
        "director",
        "chairman",
        "chairwoman",
        "head",
        "deputy",
        "vice",
        "former",
        "acting",
        "colonel-general",
        "rear",
        "marshal",
        "field",
        "father",
        "sister",
        "pope",
        "bishop",
        "judge",
        "justice",
        "inspector",
        "superintendent",
        "commissioner",
        "constable",
        "corporal",
        "private",
        "cmdr",
        "commandant",
        "special",
        "envoy",
        "high",
        "lieutenant-colonel",
        "major-general",
    ]
)


@dataclass(frozen=True)
class Names:
    """All capitalised names of a text with the places where they stand."""

    text: str

    @cached_property
    def mentions(self) -> list[tuple[int, int, str]]:
        """Start, end and words of each capitalised sequence."""
        out = []
        for found in _NAME.finditer(self.text):
            words = found.group()
            opener = _CONJUNCTION.match(words)
            start = found.start() + (opener.end() if opener else 0)
            out.append((start, found.end(), re.sub(r"'s$", "", re.sub(r"\s+", " ", self.text[start : found.end()]))))
        return out

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each name is written."""
        return Counter(name for _, _, name in self.mentions)

    @cached_property
    def _by_last(self) -> dict[str, list[str]]:
        out: dict[str, list[str]] = {}
        for name in self.counts:
            words = untitled(_OPENER.sub("", name)).split()
            if len(words) >= 2:
                out.setdefault(words[-1], []).append(" ".join(words))
        return out

    @cached_property
    def _by_acronym(self) -> dict[str, str]:
        out: dict[str, str] = {}
        for match in _ACRONYM.finditer(self.text):
            before = self.text[max(0, match.start() - 120) : match.start()].rstrip()
            letters = [c for c in match.group(1) if c.isupper()]
            words = before.split()
            for n in range(1, min(len(words), len(letters) + 5) + 1):
                tail = words[-n:]
                initials = [w[0] for w in tail if w[0].isupper()]
                if initials == letters and tail[0][0].isupper():
                    out[match.group(1)] = " ".join(tail).strip(",;")
                    break
            else:
                run = _RUN.search(before)
                if run and letters and any(w[0] == letters[0] for w in run.group().split()):
                    out.setdefault(match.group(1), run.group())
        return out

    def full_person(self, name: str) -> str:
        """The fullest form in which the text gives a person, from a surname or a part of the name."""
        bare = untitled(name)
        words = bare.split()
        if len(words) != 1:
            return bare or name
        options = [n for n in self._by_last.get(words[0], []) if len(n.split()) <= 4]
        if not options:
            return bare or name
        return max(options, key=lambda n: (self.counts[n], -len(n)))

    def full_body(self, name: str) -> str:
        """The full name of a body given by an acronym or by its head word ("the Observatory")."""
        bare = re.sub(r"^(?:the|The)\s+", "", name)
        if bare in self._by_acronym:
            return self._by_acronym[bare]
        words = bare.split()
        if len(words) == 1 and words[0][:1].isupper():
            options = [
                n
                for n in (_OPENER.sub("", m) for m in self.counts)
                if len(n.split()) > 1
                and words[0] in n.split()
                and not n.startswith(words[0] + " and")
                and not _RUN_ON.search(n)
            ]
            if options and words[0].lower() in BODY_WORDS:
                return max(options, key=lambda n: (self.counts[n], len(n)))
        return bare


BODY_WORDS = frozenset(
    [
        "ministry",
        "observatory",
        "agency",
        "council",
        "committee",
        "command",
        "commission",
        "organisation",
        "organization",
        "union",
        "front",
        "army",
        "office",
        "department",
        "bureau",
        "authority",
        "center",
        "centre",
        "network",
        "group",
        "mission",
        "programme",
        "program",
        "fund",
        "society",
        "movement",
        "administration",
        "directorate",
        "service",
        "institute",
        "association",
        "federation",
        "league",
        "party",
        "court",
        "tribunal",
        "brigade",
        "corps",
        "guard",
        "militia",
        "police",
        "force",
        "forces",
        "hospital",
        "monitor",
    ]
)


def untitled(name: str) -> str:
    """A name without the titles and ranks before it, and without the side whose office it is ("Kenya President A.
    Name"), however many words the side's name has."""
    words = name.split()
    for sided in range(min(4, len(words) - 3), 0, -1):
        if words[sided].lower().strip(".") in TITLES and Parties.load().canonical(" ".join(words[:sided])):
            words = words[sided:]
            break
    while len(words) > 1 and words[0].lower().strip(".") in TITLES:
        words = words[1:]
    return " ".join(words)


def looks_like_person(words: Sequence[str]) -> bool:
    """Whether capitalised words can be a person's name: two to four words, none of them a word for a body."""
    return (
        2 <= len(words) <= 4
        and all(w[:1].isupper() for w in (words[0], words[-1]))
        and not any(w.lower() in BODY_WORDS for w in words)
    )
