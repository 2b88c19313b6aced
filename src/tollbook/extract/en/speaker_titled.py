"""A person's name at the end of a speaker's words, behind what the person is: "Director of Harbour Hospital Dr. Ada
Marsh", "activist Ada Marsh", "the broadcaster's Marsh"."""

from __future__ import annotations

import re

from tollbook.model.codes import SourceKind
from tollbook.reference.sources import source_kind

from .names import TITLES, Names, looks_like_person, untitled
from .speaker_aliases import PERSONAL

_WORD = r"(?:(?:al-|el-)?[A-Z][\w'’-]*\.?|bin|ibn|de|del|van|von|al|el)"
_TAIL = re.compile(rf"(?<![\w'’-])((?:[A-Za-z]\w+)\.?)\s+((?:al-|el-)?[A-Z][\w'’-]*\.?(?:\s+{_WORD}){{1,3}})$")
_OWNED = re.compile(r"^(.+?)['’]s\s+([A-Z][\w-]+)$")


def person_behind(name: str, names: Names) -> str | None:
    """The person whose name ends a speaker's words; None where they end otherwise."""
    words = name.split()
    for first in range(1, len(words) - 1):
        found = _TAIL.search(" ".join(words[first - 1 :]))
        if found is None or found.start() > 0:
            continue
        if found.group(1).lower().strip(".") in TITLES | PERSONAL:
            person = untitled(found.group(2))
            plain = [re.sub(r"^(?:al|el)-", "", word) for word in person.split()]
            if looks_like_person(plain) and source_kind(person) is SourceKind.OTHER:
                return person
    owned = _OWNED.match(name)
    if owned is not None and source_kind(owned.group(1)) is SourceKind.MEDIA:
        full = names.full_person(owned.group(2))
        return full if full != owned.group(2) else None
    return None


def unquoted(name: str) -> str:
    """A name without the end of a quotation that the parse has joined to it."""
    return name.rsplit('"', 1)[-1].strip(" ,") or name
