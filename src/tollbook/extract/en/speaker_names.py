"""The names of speakers: a noun phrase in words, a person by the name alone, a body by its words."""

from __future__ import annotations

import re

from .names import BODY_WORDS, Names, looks_like_person, untitled
from .parse import Token

REPORT_NOUNS = frozenset(
    [
        "report",
        "statement",
        "figure",
        "data",
        "count",
        "toll",
        "estimate",
        "tally",
        "statistic",
        "record",
        "survey",
        "study",
        "briefing",
        "update",
        "footage",
        "video",
        "image",
        "list",
        "number",
        "source",
    ]
)


SHORT = frozenset(
    [
        "ministry",
        "group",
        "monitor",
        "agency",
        "observatory",
        "organisation",
        "organization",
        "army",
        "military",
        "police",
        "government",
        "official",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "statement",
        "report",
        "office",
        "command",
        "authority",
        "witness",
        "resident",
        "network",
        "watchdog",
        "council",
        "committee",
        "hospital",
        "doctor",
        "commander",
        "governor",
        "mayor",
        "minister",
        "president",
        "general",
        "militia",
        "movement",
        "body",
        "charity",
        "unit",
        "force",
        "department",
        "prosecutor",
        "court",
        "un",
        "rebel",
        "militant",
        "source",
        "opposition",
        "activist",
    ]
)


_DATED = re.compile(
    r"^(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*"
    r"|\d{1,2}(?:st|nd|rd|th)?|(?:19|20)\d\d|\d{1,2}:\d\d|BST|GMT|EST|EDT|UTC)[.,]?\s+)+(?=\S)"
)
"""A dateline or stamp run together with the sentence."""
_JOINING = re.compile(r"^(?:If|When|While|As|Although|Though|Since|After|Before|But|And|Yet|So)\s+(?=[A-Z])")
_RUN_ON = re.compile(rf"^.*[a-z]\s+The\s+(?=(?:{'|'.join(sorted(SHORT))})\b)", re.IGNORECASE)


_TO_HEAD = re.compile(r"[A-Z][\w'-]*(?:\s+(?:(?:of|for)\s+(?:the\s+)?)?[A-Z][\w'-]*)*$")
_PLACE_THE = re.compile(r"^[A-Z]\w+ the (?=[A-Z])")


def whole_name(before: str, words: str) -> str:
    """A name up to its head in full where the parse breaks it at "for"; a place run together with it cut off."""
    found = _TO_HEAD.search(before)
    words = _PLACE_THE.sub("", words)
    return found.group() if found and found.group().endswith(words) and " for " in found.group() else words


def undated(words: str) -> str:
    """A speaker's words without a date, a stamp or the end of a sentence run together with them."""
    cut = _JOINING.sub("", _DATED.sub("", words))
    run = _RUN_ON.match(cut)
    return cut[run.end() :] if run and " The " in run.group() else cut


def owner_of(noun: Token) -> Token | None:
    """Whose report it is: "a statement by the army", "the ministry's figures", "UN data"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.lower_ in ("by", "from", "of"):
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None and (inner.pos_ == "PROPN" or any(t.pos_ == "PROPN" for t in inner.lefts)):
                return inner
    return next((c for c in noun.children if c.dep_ in ("compound", "nmod") and c.pos_ == "PROPN"), None)


def words_of(head: Token) -> str:
    """The noun phrase of a speaker without clauses, appositions and asides."""
    left = min(
        [
            head.i,
            *(
                c.left_edge.i
                for c in head.lefts
                if c.dep_ in ("compound", "amod", "nmod", "poss", "nummod", "det", "quantmod")
            ),
        ]
    )
    right = head.i
    for child in head.rights:
        if (
            child.dep_ == "prep"
            and child.lower_ in ("of", "for", "in", "at", "from", "with", "to")
            and child.i == right + 1
        ):
            inner = list(child.subtree)
            stop = next(
                (t.i for t in inner if t.dep_ in _ENDS and t.i > child.i and not _inside_name(t)),
                None,
            )
            right = (stop - 1) if stop is not None else max(t.i for t in inner)
        elif child.dep_ in ("conj", "cc") and child.pos_ == "PROPN" and child.i <= right + 2:
            right = child.i
    named = head.pos_ == "PROPN" or (head.i > 0 and head.text[0].isupper())
    while named and right + 1 < len(head.doc) and _goes_on(head.doc[right + 1]):
        right += 1
    return str(head.doc[left : right + 1].text).strip(" ,'\"")


_ENDS = frozenset(["relcl", "acl", "appos", "punct", "conj", "cc"])


def _inside_name(token: Token) -> bool:
    """Whether a joined word stands before the noun of its name ("Center for Strategic and International Studies")."""
    first = token.head
    return token.dep_ in ("conj", "cc") and first.dep_ in ("nmod", "amod", "compound") and first.text[0].isupper()


def _goes_on(token: Token) -> bool:
    """Whether a name goes on with a word ("Reporters Without Borders")."""
    return bool(token.is_alpha and token.text[0].isupper() and token.pos_ in ("PROPN", "ADP", "NOUN", "ADJ"))


_BODIES = frozenset(
    [
        "group",
        "agency",
        "service",
        "organisation",
        "organization",
        "monitor",
        "watchdog",
        "network",
        "channel",
        "outlet",
        "newspaper",
        "website",
        "charity",
        "body",
        "tank",
        "centre",
        "center",
        "station",
        "daily",
        "broadcaster",
        "paper",
        "site",
        "magazine",
    ]
)


ARTICLE = re.compile(
    r"^(?:the|a|an|both|some|one|another|two|three|several|many|its|his|her|their|these|those|this|that)\s+", re.I
)


def name_of(head: Token, words: str, names: Names) -> tuple[str, bool]:
    """The speaker's name and whether it is a person: a person by the name alone, a body or group by its words."""
    person = next((c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > head.i), None)
    if head.pos_ in ("NOUN", "PROPN") and head.lemma_.lower() in _BODIES and not _is_long_name(head):
        run = _proper_run(person) if person is not None else _named_after(head) or _inner_name(head)
        if run:
            return names.full_body(run), False
    if person is not None and head.pos_ == "NOUN":
        inner = _proper_run(person)
        if looks_like_person(inner.split()):
            return inner, True
    if head.pos_ == "PROPN":
        run = _JOINING.sub("", ARTICLE.sub("", _proper_run(head)))
        bare = untitled(run)
        if looks_like_person(bare.split()) and (not words.lower().startswith("the ") or _is_titled(words, bare)):
            return bare, True
        if len(bare.split()) == 1 and bare.lower() not in BODY_WORDS:
            full = names.full_person(bare)
            if full != bare:
                return full, True
    return names.full_body(ARTICLE.sub("", words)), False


def _is_long_name(head: Token) -> bool:
    """Whether the word for a body is the middle of its name ("the Harbour Center for Policy Research")."""
    if head.i + 2 >= len(head.doc) or not head.text[0].isupper():
        return False
    return head.doc[head.i + 1].lower_ in ("for", "of") and bool(head.doc[head.i + 2].text[0].isupper())


def _is_titled(words: str, name: str) -> bool:
    """Whether a title in small letters stands right before a person's name: "the then mayor Ada Marsh"."""
    before = words.removesuffix(name).split()
    return bool(before) and before[-1].islower() and untitled(f"{before[-1]} {name}") == name


_KNOWN_AS = re.compile(r"\s*,?\s*(?:known as|called|named)\s+(?:the\s+)?((?:[A-Z][\w'-]*\s?){1,5})")


def _named_after(head: Token) -> str:
    """The proper name right after a common noun ("news agency SANA", "the group known as the Blue Shields")."""
    right = head.i
    while right + 1 < len(head.doc) and head.doc[right + 1].text[:1].isupper() and head.doc[right + 1].is_alpha:
        right += 1
    if right > head.i:
        return str(head.doc[head.i + 1 : right + 1].text)
    known = _KNOWN_AS.match(head.doc.text[head.idx + len(head) :])
    return known.group(1).strip() if known else ""


_ABOVE = frozenset(["UN", "EU", "US", "UK", "AU"])
_KINDS = frozenset(
    [
        "news",
        "monitoring",
        "monitor",
        "rights",
        "human",
        "media",
        "press",
        "television",
        "tv",
        "radio",
        "state",
        "-",
        "aid",
        "relief",
        "medical",
        "advocacy",
        "war",
        "conflict",
        "data",
        "research",
        "intelligence",
        "security",
    ]
)
"""Words between a body's name and its common noun ("the Harbour Watch monitoring group")."""


def _inner_name(head: Token) -> str:
    """The proper name before a common noun ("the SANA news agency", "the Airwars monitoring group"), without
    nationalities."""
    best: list[Token] = []
    run: list[Token] = []
    for token in head.doc[head.left_edge.i : head.i]:
        linked = token.lower_ in ("for", "of", "and") and bool(run)
        if (token.pos_ == "PROPN" and token.tag_ != "NNPS" and token.ent_type_ == "") or linked:
            run.append(token)
        else:
            run = []
        if len([t for t in run if t.pos_ == "PROPN"]) > len([t for t in best if t.pos_ == "PROPN"]):
            best = list(run)
    while best and best[-1].pos_ != "PROPN":
        best.pop()
    if best and (best[-1].text in _ABOVE or " ".join(t.text for t in best) == "United Nations"):
        return ""  # "the UN refugee agency" is not the UN
    if best and any(t.lower_ not in _KINDS for t in head.doc[best[-1].i + 1 : head.i]):
        return ""
    if best and best[-1].i == head.i - 1 and head.pos_ == "PROPN" and not any(t.text.isupper() for t in best):
        return ""  # "the National News Agency" is its whole name
    named = len(best) >= 2 or (len(best) == 1 and len(best[0].text) > 1 and best[0].text.isupper())
    return str(head.doc[best[0].i : best[-1].i + 1].text) if named else ""


def _proper_run(head: Token) -> str:
    left = head.i
    while (
        left > 0
        and head.doc[left - 1].pos_ == "PROPN"
        and head.doc[left - 1].head.i <= head.i
        and not head.doc[left - 1].is_punct
        and head.doc[left - 1].text not in ("the", "a", "an")
    ):
        left -= 1
    right = head.i
    while right + 1 < len(head.doc) and head.doc[right + 1].pos_ == "PROPN":
        right += 1
    return str(head.doc[left : right + 1].text)
