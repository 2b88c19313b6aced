"""Sources that a set phrase of the claim's sentence tells: "the toll given by the council", "in the words of the
mayor", "..., deplores the bishop", "the charity denounced the killing of 14 villagers"."""

from __future__ import annotations

import re

from .draft import Draft
from .names import looks_like_person

_WHO = r"(?P<who>[^,;:.\"()]{3,70}?)"
_TOLL = r"(?:toll|tally|count|figures?|estimate)"
_BEFORE = (
    re.compile(
        rf"\b{_TOLL} (?:of [^,;:.]{{1,40}} )?(?:was |were |is |has been )?"
        rf"(?:given|provided|issued|compiled|announced|supplied|drawn up|kept) by {_WHO}"
        r"(?= (?:is|was|are|were|puts?|stands|stood|has|on|in|at|late|shows?|gives?|says)\b|[,;.]|$)"
    ),
    re.compile(rf"^In the words of {_WHO}(?:, (?P<person>[^,;:.\"()]{{3,40}}))?,"),
    re.compile(rf"^{_WHO} (?:has |have )?(?:gave|given|gives) (?:a|the|another|its) (?:\w+ )?{_TOLL} of\b"),
    re.compile(
        rf"^{_WHO}(?:, [^,;:.\"]{{3,60}},)? (?:has |have )?"
        r"(?:denounce[sd]?|deplore[sd]?|lament(?:s|ed)?|mourn(?:s|ed)?|condemn(?:s|ed)?) the "
        r"(?:\w+ )?(?:killings?|deaths?|murders?|massacre|loss|abduction|kidnapping|execution)s? of\b"
    ),
)
"""Behind which the claim may stand or around it."""
_BEHIND = re.compile(
    r", (?:deplore|denounce|lament|indicate|specifie|underline|regret|affirm|complain)[sd]?(?:ed)? "
    r"(?P<who>[^,;:.\"()]{3,70})(?:, (?P<person>[^,;:.\"()]{3,40}))?\.?$"
)
_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_VERB = re.compile(r"\b(?:who|which|that|is|was|were|had|said|he|she|they|it)\b", re.IGNORECASE)
_LONGEST = 9
"""Words of a source."""


def phrase_source(draft: Draft) -> tuple[str, int, int] | None:
    """The source's name and where it stands in the claim's sentence; None where no such phrase stands there."""
    text, at = draft.scene.text, draft.candidate.anchor[0]
    for phrase in _BEFORE:
        found = phrase.search(text)
        if found is not None and not found.start("who") <= at < found.end("who"):
            return _person(found) or _name(found["who"], found.start("who"))
    found = _BEHIND.search(text)
    if found is None or at >= found.start():
        return None
    return _person(found) or _name(found["who"], found.start("who"))


def _person(found: re.Match[str]) -> tuple[str, int, int] | None:
    """The name behind a description: "the bishop, Ada Marsh"."""
    person = found.groupdict().get("person")
    return (person, *found.span("person")) if person and looks_like_person(person.split()) else None


def _name(words: str, start: int) -> tuple[str, int, int] | None:
    name = _ARTICLE.sub("", words)
    if _VERB.search(name) or len(name.split()) > _LONGEST:
        return None
    start += len(words) - len(name)
    return name, start, start + len(name)
