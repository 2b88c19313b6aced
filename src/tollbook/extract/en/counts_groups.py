"""Groups of people told by their kin ("a couple and their two children") and the one person that an article implies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tollbook.model import Comparator, Count

from .counts_numerals import DIGITS, SPELLED, read_digits, read_spelled


@dataclass(frozen=True)
class Group:
    """A group of people counted by its members; offsets are code points into the text given."""

    start: int
    end: int
    count: Count


_NUMBER = rf"(?:(?P<digits>{DIGITS})|(?P<spelled>{SPELLED}))"
_PLURAL_KIN = (
    r"(?:children|kids|sons|daughters|siblings|brothers|sisters|grandchildren|grandsons|granddaughters|nephews|nieces"
    r"|cousins|babies|infants|toddlers|relatives|parents|grandparents|wives|twins|colleagues|friends|bodyguards"
    r"|companions|comrades|guards|others|men|women|boys|girls|people|soldiers|civilians)"
)
_PAIRS = {"couple": 2, "parents": 2, "grandparents": 2, "twins": 2, "pair": 2}
_SINGULAR_KIN = (
    r"(?:man|woman|boy|girl|child|baby|infant|toddler|teenager|mother|father|grandmother|grandfather|wife|husband|son"
    r"|daughter|sister|brother|grandson|granddaughter|nephew|niece|cousin|uncle|aunt|fianc[ée]e?|mother-in-law"
    r"|father-in-law|bodyguard|driver|colleague|friend|assistant|companion|aide|newborn|partner|neighbou?r)"
)
_WORDS_BETWEEN = r"(?:[\w-]+\s+){0,3}?"
_MEMBER = (
    rf"(?:(?:an?|the|his|her|their|one|another)\s+{_WORDS_BETWEEN}(?:married\s+)?(?:couple|pair)"
    rf"|(?:an?|the|his|her|their|its|one|another)\s+{_WORDS_BETWEEN}{_SINGULAR_KIN}\b(?!-)"
    rf"|(?:all\s+)?(?:of\s+)?(?:his|her|their|the)?\s*{_NUMBER.replace('?P<digits>', '?:').replace('?P<spelled>', '?:')}\s+{_WORDS_BETWEEN}{_PLURAL_KIN}\b"
    rf"|(?:(?:his|her|their|both|the)\s+)?(?:parents|grandparents)\b)"
)
_LINK = r"(?:\s*,?\s+(?:and|along\s+with|together\s+with|as\s+well\s+as|with|plus)\s+|\s*,\s+)"
_KIN_GROUP = re.compile(rf"\b{_MEMBER}(?:{_LINK}{_MEMBER})+", re.I)
_MEMBER_ONE = re.compile(_MEMBER, re.I)
_LEADING = re.compile(r"^\s*(?:at\s+least|no\s+(?:fewer|less)\s+than)\s+", re.I)
_SIZED = re.compile(
    rf"\b(?:an?|the|one|another)\s+(?:[\w-]+\s+){{0,2}}?(?:family|household|crew|group|team|convoy|party)\s+of\s+(?:at\s+least\s+)?{_NUMBER}\b(?!\s+\w+\s+(?:years|months))"
    rf"|\b(?:an?|the|one|another)\s+{_NUMBER.replace('digits', 'digits2').replace('spelled', 'spelled2')}[\s‐‑-](?:member|strong|person|man|woman)\s+(?:[\w-]+\s+)?(?:family|crew|group|team|patrol|unit|squad|delegation|convoy)\b",
    re.I,
)
_NUMBER_RE = re.compile(_NUMBER, re.I)
_POSSESSIVE = re.compile(r"\b(?:his|her|their)\b", re.I)

_PRONOUN_ONE = {
    "he", "him", "himself", "his", "she", "her", "herself", "hers", "i", "me", "my", "myself", "who", "victim",
    "another", "one", "someone", "somebody", "it", "the other", "the third", "the second", "the first", "each",
}  # fmt: skip
_PLURAL_WORDS = {
    "people", "men", "women", "children", "police", "troops", "personnel", "civilians", "dead", "wounded", "injured",
    "military", "forces", "servicemen", "policemen", "gunmen", "staff", "they", "them", "their", "we", "us", "our",
    "these", "those", "all", "remains", "casualties", "families", "youth", "displaced", "deceased", "missing", "killed",
    "family", "crew", "army", "population", "livestock", "cattle", "fishermen", "tribesmen", "kin", "clergy", "others",
    "ones", "mass", "group", "convoy", "team", "deadly", "massacre", "exodus", "any", "everyone", "everybody",
}  # fmt: skip
_SINGULAR_IN_S = re.compile(r"(?:ss|us|is|ous|['’]s)$")
_HEAD_ENDS = re.compile(
    r"\s+(?:of|from|in|at|who|whom|whose|that|which|with|on|for|to|by|named|called|identified|working|serving|near|was|were|has|had|have|and|or|while|when|as|under|aged|killed|shot|along|inside|outside)\b|[,;:(.]",
    re.I,
)
_ARTICLE_ONE = re.compile(r"(?:an?|one|another|each|every|this|that)\s", re.I)
_DEFINITE = re.compile(r"(?:the|his|her|its|their|my|our|whose)\s|\S+['’]s?\s", re.I)


def find_groups(text: str) -> list[Group]:
    """Groups of kin and sized groups in a text: "a man and his wife" (2), "a family of five" (5)."""
    found = [
        Group(m.start(), m.end(), _group_count(m.group())) for m in _KIN_GROUP.finditer(text) if _is_kin(m.group())
    ]
    for match in _SIZED.finditer(text):
        value = _number(match["digits"] or match["digits2"], match["spelled"] or match["spelled2"])
        found.append(Group(match.start(), match.end(), _exact(value, match.group())))
    return sorted(found, key=lambda group: group.start)


def read_group(text: str) -> Count | None:
    """The count of a phrase that as a whole names a group by its members; None where it is no such phrase."""
    leading = _LEADING.match(text)
    phrase = text[leading.end() :] if leading else text
    count = None
    if match := _SIZED.fullmatch(phrase.strip()):
        count = _exact(_number(match["digits"] or match["digits2"], match["spelled"] or match["spelled2"]), text)
    elif _KIN_GROUP.fullmatch(phrase.strip()):
        count = _group_count(phrase)
    if count is None:
        return None
    if leading:
        return Count(low=count.low, comparator=Comparator.AT_LEAST, text=text)
    return count.model_copy(update={"text": text})


def implied_one(words: str) -> Count:
    """The count of a noun phrase without a number: one person ("a soldier", "his father", a name), or none stated.

    Several joined by "and" are counted where each is one ("his wife and a neighbour" = 2).
    """
    phrase = words.strip().strip("\"“”'‘’.,;:")
    parts = [p for p in re.split(r"\s*,\s+(?:and\s+)?|\s+(?:and|along\s+with|as\s+well\s+as)\s+", phrase) if p]
    if len(parts) > 1 and all(_is_one(p) for p in parts) and not _is_apposition(phrase, parts):
        return _exact(len(parts), words)
    if phrase and _is_one(phrase):
        return _exact(1, words)
    return Count(text=words or None)


def _is_apposition(phrase: str, parts: list[str]) -> bool:
    """ "Leyla Haddad, a reporter": the second part tells of the first."""
    return len(parts) == 2 and " and " not in phrase and not re.search(r"along with|as well as", phrase)


def _is_one(phrase: str) -> bool:
    lower = phrase.lower()
    if lower in _PRONOUN_ONE:
        return True
    head_end = _HEAD_ENDS.search(phrase)
    head = phrase[: head_end.start()] if head_end and head_end.start() else phrase
    last = head.split()[-1].lower() if head.split() else ""
    if not last or last in _PLURAL_WORDS:
        return False
    if _ARTICLE_ONE.match(phrase):
        return True
    plural = last.endswith("s") and not _SINGULAR_IN_S.search(last)
    if _DEFINITE.match(phrase):
        return not plural
    return head[:1].isupper() and all(
        w[:1].isupper() or w.startswith(("al-", "el-", "bin", "ibn")) for w in head.split()
    )


def _is_kin(words: str) -> bool:
    """Joined by "his", "her", "their" or "both parents": else they are separate groups ("11 men and 4 women")."""
    return len(_MEMBER_ONE.findall(words)) > 1 and _POSSESSIVE.search(words) is not None


def _group_count(words: str) -> Count:
    total = 0
    for member in _MEMBER_ONE.finditer(words):
        total += _member(member.group())
    return _exact(total, words)


def _member(words: str) -> int:
    lower = words.lower()
    match = _NUMBER_RE.search(words)
    if match and not re.match(r"an?\b", match.group(), re.I):
        return _number(match["digits"], match["spelled"])
    for pair, size in _PAIRS.items():
        if re.search(rf"\b{pair}\b", lower):
            return size
    return 1


def _number(digits: str | None, spelled: str | None) -> int:
    return int(read_digits(digits)) if digits else int(read_spelled(spelled or "one"))


def _exact(value: int, words: str) -> Count:
    return Count(low=value, high=value, comparator=Comparator.EXACT, text=words or None)
