"""Code lists of the annotation guide: every value that a coded field of a claim can take."""

from __future__ import annotations

from enum import StrEnum


class Measure(StrEnum):
    """What a claim counts."""

    KILLED = "killed"
    INJURED = "injured"
    CASUALTIES = "casualties"
    MISSING = "missing"
    CAPTURED = "captured"
    RELEASED = "released"
    DISPLACED = "displaced"
    REMAINING = "remaining"
    ABUSED = "abused"
    REMAINS_UNCOLLECTED = "remains_uncollected"
    REMAINS_RECOVERED = "remains_recovered"
    REMAINS_HELD = "remains_held"
    REMAINS_IDENTIFIED = "remains_identified"
    REMAINS_RETURNED = "remains_returned"
    REMAINS_REFUSED = "remains_refused"
    REMAINS_WITHHELD = "remains_withheld"
    REMAINS_BURIED = "remains_buried"
    REMAINS_DESTROYED = "remains_destroyed"
    ATTACKS = "attacks"
    DAMAGE = "damage"


class Comparator(StrEnum):
    """How the words of a count bound it."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    UP_TO = "up_to"
    FEWER_THAN = "fewer_than"
    BETWEEN = "between"
    VAGUE = "vague"
    NONE = "none"


class Status(StrEnum):
    """Whether the victims fought."""

    COMBATANT = "combatant"
    CIVILIAN = "civilian"
    MIXED = "mixed"
    UNKNOWN = "unknown"


class SourceKind(StrEnum):
    """What kind of speaker a source is."""

    GOVERNMENT = "government"
    MILITARY = "military"
    ARMED_GROUP = "armed_group"
    LOCAL_AUTHORITY = "local_authority"
    POLICE_OR_COURT = "police_or_court"
    MEDICAL = "medical"
    RESCUE_SERVICE = "rescue_service"
    IGO = "igo"
    NGO = "ngo"
    MONITOR = "monitor"
    MEDIA = "media"
    WITNESS = "witness"
    FAMILY = "family"
    ANALYST = "analyst"
    INTELLIGENCE = "intelligence"
    SOCIAL_MEDIA = "social_media"
    UNNAMED = "unnamed"
    OTHER = "other"


class Stance(StrEnum):
    """Whether the source affirms or denies."""

    AFFIRMED = "affirmed"
    DENIED = "denied"


class Certainty(StrEnum):
    """Whether the source or the report marks doubt."""

    STATED = "stated"
    HEDGED = "hedged"


class Verification(StrEnum):
    """What the report says about checking."""

    NONE = "none"
    UNVERIFIED = "unverified"
    DISPUTED = "disputed"
    CONFIRMED = "confirmed"


class Extent(StrEnum):
    """What stretch of events a figure covers."""

    INCIDENT = "incident"
    PERIOD = "period"
    CUMULATIVE = "cumulative"
    STOCK = "stock"
    UNCLEAR = "unclear"


class Means(StrEnum):
    """By what the harm was done."""

    AIR_STRIKE = "air_strike"
    DRONE = "drone"
    MISSILE = "missile"
    ARTILLERY = "artillery"
    SMALL_ARMS = "small_arms"
    EXPLOSIVE_DEVICE = "explosive_device"
    MINE_OR_REMNANT = "mine_or_remnant"
    CHEMICAL = "chemical"
    EXECUTION = "execution"
    DETENTION_OR_TORTURE = "detention_or_torture"
    STARVATION_OR_SIEGE = "starvation_or_siege"
    OTHER = "other"


class Precision(StrEnum):
    """How exactly a place is known: never finer than the place that the text names."""

    SITE = "site"
    SETTLEMENT = "settlement"
    ADM2 = "adm2"
    ADM1 = "adm1"
    REGION = "region"
    COUNTRY = "country"
    UNKNOWN = "unknown"
