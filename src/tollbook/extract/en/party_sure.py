"""Whose people the victims are where the words leave no doubt: no learned choice goes against them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tollbook.model import Measure

from .context import Context
from .draft import Draft
from .options import Choice, Option, Setting
from .parse import Token
from .part import Part, party_kind

_ATTACKED = frozenset(
    f"gov={event}:{word}"
    for event in ("attack", "assault", "raid", "strike", "airstrike", "invasion", "bombardment", "incursion")
    for word in ("on", "against")
)
LEAST_ALIKE = 3
_OWN = re.compile(r"(?:\s+of)?\s+(?:its|their)(?: own)?\s", re.IGNORECASE)
_LOSSES = re.compile(
    r"(?:[’']s?)?\s+(?:(?:own|total|combined|overall|military|combat|battlefield|confirmed|side[’']s|forces[’']?|army[’']s)\s+)*"
    r"(?:losses|casualties|dead|wounded|toll|death\s+toll|fatalities)\s+(?:(?:\w+\s+){0,4}?)?(?:at|to|as)\s+",
    re.IGNORECASE,
)
_ELSE = re.compile(r"[.;:]|\b(?:while|but|whereas|against|among|of|by|said|says)\b", re.IGNORECASE)
"""What may tell of somebody else's, between the figure and whose losses were named."""
_MOSTLY = re.compile(r"(?:\s+\w+){0,3}\s*(?:,|--|–|—|\()\s*(?:mostly|mainly|largely|predominantly)\s+")


def sure_party(draft: Draft, parts: Mapping[str, Part]) -> str | None:
    """The one party that the victims' own words name ("three Velian soldiers", "12 people, mostly Velians", "Velia said
    12 of its soldiers"), else the one that the attack is said to be on ("the attack on Velia that killed 12"); None
    where there is no such."""
    if draft.measure is Measure.ATTACKS:
        return None
    named = [p.party for p in parts.values() if "np" in p.roles and not _is_half(p)]
    if named:
        return named[0] if len(named) == 1 else None
    settled = _mostly(draft, parts) or _loses(draft, parts) or owner_in_clause(draft, parts)
    if settled is not None or draft.measure is Measure.DAMAGE:
        return settled
    attacked = [p.party for p in parts.values() if p.wide & _ATTACKED and party_kind(p.party) != "people"]
    return attacked[0] if len(attacked) == 1 else None


def owner_in_clause(draft: Draft, parts: Mapping[str, Part]) -> str | None:
    """The party that "its" stands for in "its soldiers": that of the subject of the nearest clause around them
    ("Velia's defence ministry has raised the number of its soldiers killed"); None where that names none, or two."""
    if draft.candidate.group.kind in ("weapons", "objects"):
        return None
    its = [t for t in draft.scene.tokens if t.lower_ == "its" and t.dep_ == "poss"]
    if not any(t.head.i == draft.head.i or _of(t.head) == draft.head.i for t in its):
        return None
    for verb in draft.head.ancestors:
        subject = next((t for t in verb.children if t.dep_ in ("nsubj", "nsubjpass") and t.i < draft.head.i), None)
        inside = {t.idx for t in subject.subtree} if subject is not None else set()
        if not inside or draft.head.idx in inside:
            continue
        named = {m.party for m in draft.scene.parties if m.start in inside and m.compound is None and m.party in parts}
        return named.pop() if len(named) == 1 else None
    return None


def counted_alike(
    settings: Sequence[Setting], options: Sequence[Sequence[Option[str | None]]], chosen: Sequence[Choice[str | None]]
) -> list[Choice[str | None]]:
    """The sides chosen, but that claims of one figure in one report are of one side, where the words of one of them
    leave no doubt of it ("a toll of 89", "89 Velian soldiers"). On train 34 of 35 are so; figures below 3 are too
    common to be the same."""
    sure: dict[tuple[str, tuple[int | None, int | None]], set[str]] = {}
    for setting, each in zip(settings, options, strict=True):
        named = {o.value for o in each if o.sure and o.value is not None}
        if len(named) == 1:
            sure.setdefault((setting.measure, setting.count), set()).update(named)
    out = []
    for setting, each, choice in zip(settings, options, chosen, strict=True):
        sides = sure.get((setting.measure, setting.count), set())
        large = setting.count[0] is not None and setting.count[0] >= LEAST_ALIKE
        option = next((o for o in each if o.value in sides), None) if large and len(sides) == 1 else None
        if option is None or option is choice.option or any(o.sure for o in each):
            out.append(choice)
        else:
            out.append(Choice(option, None, "rule:the same figure, told of its people elsewhere"))
    return out


def _of(noun: Token) -> int | None:
    """What a noun is said to be of or among: "14 of its men"."""
    return noun.head.head.i if noun.head.lower_ in ("of", "among") else None


def of_unlisted(context: Context, draft: Draft) -> bool:
    """Whether the victims are said to be the speaker's own, and the speaker of a side that no list has ("Kelland's army
    said 14 of its men had died"): whoever else the report names, they are not theirs."""
    if _OWN.match(draft.scene.text, draft.candidate.anchor[1]) is None:
        return False
    for speaker in context.speakers:
        if speaker.sentence == draft.sentence and any(a <= draft.trigger.idx < b for a, b in speaker.content):
            start, end = draft.scene.offset + speaker.start, draft.scene.offset + speaker.end
            if any(start <= u.start and u.end <= end and not u.person for u in context.unlisted):
                return True
    return False


def _loses(draft: Draft, parts: Mapping[str, Part]) -> str | None:
    """The party whose losses or dead are put at the figure ("put Velia's losses at 900 killed and 1,200 wounded")."""
    text, at = draft.scene.text, draft.candidate.anchor[0]
    before = [m for m in draft.scene.parties if m.end <= at]
    if not before or draft.candidate.group.quantity is None:
        return None
    nearest = before[-1]
    told = _LOSSES.match(text, nearest.end)
    if told is None or told.end() > at or _ELSE.search(text[told.end() : at]):
        return None
    return nearest.party if nearest.party in parts and nearest.compound is None else None


def _is_half(part: Part) -> bool:
    """Whether a party is only half of a word, or one that the name may also mean."""
    return any(r == "kind=other" or (r.startswith("kind=") and r.endswith("-c")) for r in part.roles)


def _mostly(draft: Draft, parts: Mapping[str, Part]) -> str | None:
    found = _MOSTLY.match(draft.scene.text, draft.candidate.anchor[1])
    if found is None:
        return None
    for match in draft.scene.parties:
        if match.start == found.end() and match.party in parts and match.compound is None:
            return match.party
    return None
