"""What speaks for one of a name's namesakes, and the place that is made of it."""

from __future__ import annotations

from tollbook.model import Place, Precision
from tollbook.reference.gazetteer import AREA_KINDS, Entry, area_terms, base_score

from .places_mention import PlaceMention

TAKEN = 1.0
"""Strength from which a mention is taken as a place."""


def vote(votes: dict[str, float], mention: PlaceMention, weight: float) -> None:
    """Count a mention for the countries of its likely candidates; small places count little."""
    if mention.hint:
        votes[mention.hint] += weight
    if not mention.candidates or mention.strength < TAKEN:
        return
    best = base_score(mention.candidates[0])
    codes = list(dict.fromkeys(e.country for e in mention.candidates if e.country and base_score(e) > best - 1.5))
    country = mention.kind == "country" or (mention.candidates[0].kind == "country" and len(codes) == 1)
    size = 1.5 if country else min(1.0, max(0.2, (best - 2.0) / 2.5))
    for code in codes:
        votes[code] += weight * size / len(codes) ** 2


def kind_bonus(mention: PlaceMention, entry: Entry) -> float:
    """How well a candidate is of the kind that the words around the name ask for."""
    if mention.kind == "area":
        return 5.0 if entry.kind in AREA_KINDS else -1.0
    if mention.kind in ("settlement", "site"):
        return 2.0 if entry.kind == "settlement" or entry.kind == mention.kind else -1.0
    if mention.kind == "camp":
        return 3.0 if entry.kind == "camp" else 0.0
    if entry.kind == "water":
        return 3.0
    return 1.0 if mention.modifier and entry.kind in ("country", *AREA_KINDS) else 0.0


def held(entry: Entry, holder: Entry) -> float:
    """How well a candidate lies inside the place that the text says it lies in."""
    if entry == holder:
        return -4.0
    if holder.kind == "country":
        return 4.0 if entry.country == holder.country else -2.0
    if holder.kind == "adm1":
        same = entry.admin1 == holder.name or (
            entry.admin1_code is not None and entry.admin1_code == holder.admin1_code
        )
        return 4.0 if same else -1.0
    return 1.0 if entry.country == holder.country else -1.0


def as_place(mention: PlaceMention, entry: Entry) -> Place:
    """The place of a claim: never with coordinates for a mere part of an area."""
    precision, lat, lon = entry.precision, entry.lat, entry.lon
    name = _name(mention, entry)
    # "the northern Aleppo province" is the province, which lies in the north; "northern Aleppo" is a part
    part = entry.kind in ("country", *AREA_KINDS) and not (mention.type_word and entry.kind in ("adm1", "adm2"))
    if mention.modifier and part:
        name = f"{mention.modifier} {name}"
        precision, lat, lon = Precision.REGION, None, None
    return Place(
        text=mention.text, name=name, country=entry.country, lat=lat, lon=lon, precision=precision, admin1=entry.admin1
    )


def _name(mention: PlaceMention, entry: Entry) -> str:
    """The common English form where it is known, else the text's own words."""
    if entry.kind == "site":
        return entry.within or entry.name
    if mention.kind == "camp" and entry.kind != "camp":
        return full_name(mention)
    name = entry.name if entry.common or mention.name.isupper() else " ".join(mention.name.split())
    twin = any(e.kind == "settlement" and e.country == entry.country for e in mention.candidates)
    if not (twin and mention.type_word):
        return name
    if entry.kind == "adm1":
        return f"{name} {area_terms().get(entry.country or '', '')}".rstrip()
    return f"{name} {mention.type_word}" if entry.kind == "adm2" and not mention.type_word.endswith("s") else name


def full_name(mention: PlaceMention) -> str:
    """The name with "camp" where it is one, which keeps it apart from the town of that name."""
    name = " ".join(mention.name.split())
    return f"{name} camp" if mention.kind == "camp" and mention.type_word and "camp" not in name.lower() else name
