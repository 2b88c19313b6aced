"""Speakers that open a sentence with a verb that says something only in such company: "The Centre was able to confirm
12 deaths", "The ministry owned up to 40 dead", "An expert, Ada Marsh, put losses at two dead"."""

from __future__ import annotations

import re

from .draft import Draft

_CAPITAL = f"[{''.join(c for c in map(chr, range(0x180)) if c.isupper())}]"
"""A capital of any Latin alphabet of Europe."""
_NAME = rf"{_CAPITAL}[\w’'-]*(?: (?:(?:of|for) (?:the )?)?{_CAPITAL}[\w’'-]*){{0,5}}"
_VERBS = "confirmed|verified|documented|recorded|registered|counted|logged"
_COUNTS = re.compile(
    rf"^(?:The )?(?!(?:I|We|You|He|She|It|They|Who)\b)(?P<who>{_NAME}) "
    rf"(?:(?:was|were|is|are|has been|have been) (?:only )?able to (?:confirm|verify|document)"
    rf"|(?:has |have )?(?:{_VERBS})|listed)\b"
)
_PUTS = re.compile(
    r"^(?:(?:On|In|By) \w+,? )?(?P<who>[^;:\"]{3,120}?),? (?:has |have |had |later |since )*"
    r"(?:puts? (?:[\w’'-]+ ){1,8}?at|own(?:ed|s) up to)\b"
)
_RECKONS = re.compile(
    r"^(?:By (?:the |a )?(?P<by>[^,;:\"’']{3,60})['’]s? (?:own |latest |daily )*"
    r"(?:reckoning|account|count|tally|estimates?|figures|records)\b"
    r"|(?:The |A )?(?P<of>[^,;:\"’']{3,60})['’]s? (?:own |latest |daily )*"
    r"(?:log|records|figures|count|tally|toll|books)"
    r" (?:gives?|shows?|puts?|has|have|speaks? of|stands at|stood at|is|has reached)\b)"
)
_BODY = re.compile(rf"^(?:[Tt]he |An? )?(?P<who>{_NAME})$")
_APPOSED = re.compile(rf", (?:{_CAPITAL}[a-z]+\.? )?(?P<who>{_CAPITAL}[\w’'-]+ {_CAPITAL}[\w’'-]+)(?: \([^()]*\))?$")
"""A description and a name behind it: "an expert called by the defence, General Ada Marsh (ret.)"."""


def opening_speaker(draft: Draft) -> tuple[str, int, int] | None:
    """The name that opens the claim's sentence, and where it stands in it; None where no such verb follows."""
    text, at = draft.scene.text, draft.candidate.anchor[0]
    found = _COUNTS.match(text)
    if found is not None and at > found.end("who"):
        return found["who"], *found.span("who")
    found = _RECKONS.match(text)
    if found is not None and at > found.end():
        group = "by" if found["by"] else "of"
        return found[group], *found.span(group)
    found = _PUTS.match(text)
    if found is None or at <= found.end("who"):
        return None
    name = _APPOSED.search(found["who"]) or _BODY.match(found["who"])
    start = found.start("who")
    return (name["who"], start + name.start("who"), start + name.end("who")) if name is not None else None
