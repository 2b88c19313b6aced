"""Reports and claims about a war that never was, between Vardia and Ostrel: what the page's tests are made of."""

from __future__ import annotations

from datetime import date
from typing import Any

from tollbook.model import (
    Actor,
    Certainty,
    Claim,
    Comparator,
    Count,
    Extent,
    Link,
    Means,
    Measure,
    Mention,
    Place,
    Precision,
    Reading,
    Report,
    SourceKind,
    Span,
    Speaker,
    Stance,
    Status,
    Verification,
    Victims,
    Window,
    Zone,
)
from tollbook.publish import PageClaim, PageReport

V, O = "Vardia", "Ostrel"  # noqa: E741 - the two sides, by their initials
MINISTRY = Speaker(name="Vardian Ministry of Health", kind=SourceKind.MEDICAL, party=V)
OSTREL_STAFF = Speaker(name="Ostrel's general staff", kind=SourceKind.MILITARY, party=O)
VARDIA_STAFF = Speaker(name="Vardia's defence ministry", kind=SourceKind.MILITARY, party=V)
MISSION = Speaker(name="UN human rights mission", kind=SourceKind.IGO)
TALLY = Speaker(name="Lenn Tally Group", kind=SourceKind.MONITOR)
MAYOR = Speaker(name="Mayor Ivo Renn", kind=SourceKind.LOCAL_AUTHORITY, party=V)
WITNESS = Speaker(name="Doran Vell", kind=SourceKind.WITNESS)
HALDIN = Place(text="Haldin", name="Haldin", country="VX", lat=51.25, lon=31.5, precision=Precision.SETTLEMENT)
KORVA = Place(text="the Korva district", name="Korva", country="VX", precision=Precision.ADM2)
VARDIA = Place(text="Vardia", name="Vardia", country="VX", precision=Precision.COUNTRY)
FRONT = Place(text="the eastern front", name=None, precision=Precision.REGION)
WAR_START = date(2031, 2, 10)


def report(given_id: str, text: str, outlet: str | None, published: date | None, title: str, **more: Any) -> Report:
    return Report(text=text, given_id=given_id, outlet=outlet, published=published, title=title, language="en", **more)


STRIKE = report(
    "haldin-strike",
    "Rockets hit Haldin station hall\n\n"
    "HALDIN, 3 March. At least 41 people were killed and 112 wounded when rockets struck the station hall in Haldin "
    "on Monday morning, Mayor Ivo Renn said. Nine of the dead were children.\n\n"
    "The mayor had first spoken of 26 dead. Ostrel's general staff denied that any civilians had been killed and said "
    "that its rockets had hit a barracks, killing up to 200 soldiers. The figures could not be verified.\n\n"
    "A witness, Doran Vell, said that dozens of bodies lay on the platforms until evening.\n\n"
    "Read more: Ten photographs from the week",
    "Haldin Courier",
    date(2031, 3, 3),
    "Rockets hit Haldin station hall",
    address="https://courier.example/2031/03/haldin",
    zones=(Zone(start=0, end=31, kind="title"),),
)
AGENCY = report(
    "agency-0304",
    "The number of people killed in Monday's strike on Haldin rose to 58, the regional prosecutor's office said on "
    "Tuesday, according to the Northern Press Agency. Rescue workers recovered 17 more bodies overnight. Reportedly "
    "between 10 and 15 people are still missing.\n\n"
    "Ostrel's general staff repeated that no civilians were killed. It put Vardian losses on the eastern front at "
    "more than 1,200 men in the past week.",
    "Northern Press Agency",
    date(2031, 3, 4),
    "Haldin toll rises to 58",
)
COPY = report("agency-0304-b", AGENCY.text, "Lakeside Post", date(2031, 3, 5), "Haldin toll rises to 58")
CONFIRMED = report(
    "mission-0310",
    "The UN human rights mission said that it had confirmed the deaths of 54 civilians, among them 11 children, in the "
    "Haldin strike of 3 March. It counted 96 injured.\n\n"
    "Since the war began on 10 February the mission has verified 1,310 civilians killed in Vardia and notes that the "
    "true figure is likely to be considerably higher.",
    "Plain Record",
    date(2031, 3, 10),
    "Mission confirms 54 deaths at Haldin",
)
MORGUE = report(
    "morgue-0321",
    "Some 340 bodies of Ostrel's soldiers are held in refrigerated wagons near Korva, Vardia's defence ministry said. "
    "Ostrel had refused to take back 112 of them, it said. Ostrel's general staff called the claim untrue.\n\n"
    "On Thursday 64 bodies were handed over at the bridge. A doctor said that about 20 could not be identified. "
    "Several villagers were taken away in Korva, local residents said; 3 came home.",
    "Haldin Courier",
    date(2031, 3, 21),
    "Three hundred bodies, and nobody to take them",
)
QUIET = report(
    "opera",
    "The Haldin opera reopened on Saturday with a new roof.\n\nTickets cost less than before the war.",
    "Haldin Courier",
    date(2031, 3, 22),
    "The opera reopens",
)
NOTES = report(
    "tally-notes",
    "LTG 18 Mar: 6,004 killed incl. 2,950 civ\nLTG 25 Mar: 6,530+ killed\nOverall: between 5,000 and 9,000 Ostrel "
    "soldiers dead (LTG est.)\nDisplaced: hundreds of thousands",
    None,
    None,
    "",
)
HOSTILE_TEXT = (
    "<script>alert('x')</script> Officials said 21\u202e people were killed\u202c in <b onmouseover=alert(1)>Tarn</b>. "
    "Tarn\u200f\u05d0\u05d1 & “quotes” \"double\" 'single' " + "verylongword" * 40 + " ]]> <!-- -->\x00\x1b end."
)
HOSTILE = report(
    "<img src=x onerror=alert(2)>",
    HOSTILE_TEXT,
    "</title><script>alert(3)</script>",
    date(2031, 3, 26),
    '"><svg onload=alert(4)>',
    address="javascript:alert(5)",
)


def ministry_bulletin(day: date, total: str, daily: str) -> Report:
    text = (
        f"Vardian Ministry of Health, daily bulletin. In the past 24 hours {daily} people were killed in Vardia. "
        f"The number killed since 10 February has reached {total}."
    )
    return report(f"bulletin-{day.isoformat()}", text, "Health Ministry bulletin", day, f"Bulletin of {day.day} March")


BULLETINS = [
    ministry_bulletin(date(2031, 3, d), f"{total:,}", str(daily))
    for d, total, daily in (
        (1, 2310, 41),
        (2, 2362, 52),
        (3, 2478, 116),
        (4, 2531, 53),
        (5, 2560, 29),
        (6, 2604, 44),
        (8, 2699, 51),
        (9, 2731, 32),
        (10, 2790, 59),
        (28, 3611, 48),
        (29, 3655, 44),
        (30, 3688, 33),
    )
]
RIVALS = [
    report(
        f"staff-{d}",
        f"Ostrel's general staff says that {n} people have died in Vardia since the war began, most of them soldiers.",
        "Evening Herald",
        date(2031, 3, d),
        f"Staff briefing, {d} March",
    )
    for d, n in ((2, "no more than 900"), (9, "no more than 1,050"), (16, "1,200"), (23, "1,290"), (30, "1,400"))
]
MISSIONS = [
    report(
        f"mission-{d}",
        f"The UN human rights mission has verified at least {n} people killed in Vardia since 10 February.",
        "Plain Record",
        date(2031, 3, d),
        f"Mission update, {d} March",
    )
    for d, n in ((3, "1,120"), (17, "1,402"), (24, "1,455"), (31, "1,533"))
]


def claim(
    where: Report, measure: Measure, evidence: str, words: str | None, low: int | None, high: int | None, **more: Any
) -> PageClaim:
    """A claim whose offsets are looked up in the text; `anchor` is the count's words, else the evidence."""
    start = where.text.index(evidence)
    anchor = words if words and words in evidence else evidence
    anchor_start = start + evidence.index(anchor)
    comparator = more.pop("comparator", Comparator.EXACT if low == high and low is not None else Comparator.AT_LEAST)
    state, machine, by, why = (more.pop(k, None) for k in ("state", "machine", "by", "why"))
    victims = Victims(
        party=more.pop("party", V),
        status=more.pop("status", Status.UNKNOWN),
        text=more.pop("whom", None),
        names=more.pop("names", ()),
        group=more.pop("group", ()),
    )
    reading = Reading(
        evidence=Span(start=start, end=start + len(evidence), text=evidence),
        measure=measure,
        count=Count(low=low, high=high, comparator=comparator, text=words, vague=more.pop("vague", None)),
        victims=victims,
        **more,
    )
    mention = Mention(
        text_id=where.text_id,
        report_id=where.id,
        measure=measure,
        anchor_start=anchor_start,
        anchor_end=anchor_start + len(anchor),
    )
    return PageClaim(Claim(mention=mention, reading=reading), state=state or "machine", machine=machine, by=by, why=why)


def _day(d: int) -> Window:
    return Window(start=date(2031, 3, d), end=date(2031, 3, d))


def _since(d: int) -> Window:
    return Window(start=WAR_START, end=date(2031, 3, d))


K, CIVIL, SOLDIER = Measure.KILLED, Status.CIVILIAN, Status.COMBATANT
_STRIKE = {"place": HALDIN, "when": _day(3), "actor": Actor(party=O, text="Ostrel"), "means": Means.MISSILE}
STRIKE_CLAIMS = [
    claim(
        STRIKE,
        K,
        "At least 41 people were killed and 112 wounded when rockets struck the station hall in Haldin on "
        "Monday morning",
        "At least 41",
        41,
        None,
        whom="people",
        source=(MAYOR,),
        state="accepted",
        by="coder 1",
        verification=Verification.UNVERIFIED,
        **_STRIKE,
    ),
    claim(
        STRIKE,
        Measure.INJURED,
        "41 people were killed and 112 wounded when rockets struck the station hall in Haldin",
        "112",
        112,
        112,
        source=(MAYOR,),
        verification=Verification.UNVERIFIED,
        **_STRIKE,
    ),
    claim(
        STRIKE,
        K,
        "Nine of the dead were children",
        "Nine",
        9,
        9,
        whom="children",
        group=("age:child",),
        status=CIVIL,
        source=(MAYOR,),
        **_STRIKE,
    ),
    claim(
        STRIKE, K, "The mayor had first spoken of 26 dead", "26", 26, 26, superseded=True, source=(MAYOR,), **_STRIKE
    ),
    claim(
        STRIKE,
        K,
        "denied that any civilians had been killed",
        None,
        None,
        None,
        comparator=Comparator.NONE,
        whom="civilians",
        status=CIVIL,
        stance=Stance.DENIED,
        source=(OSTREL_STAFF,),
        **_STRIKE,
    ),
    claim(
        STRIKE,
        K,
        "its rockets had hit a barracks, killing up to 200 soldiers",
        "up to 200",
        None,
        200,
        comparator=Comparator.UP_TO,
        whom="soldiers",
        status=SOLDIER,
        source=(OSTREL_STAFF,),
        verification=Verification.UNVERIFIED,
        **_STRIKE,
    ),
    claim(
        STRIKE,
        Measure.REMAINS_UNCOLLECTED,
        "dozens of bodies lay on the platforms until evening",
        "dozens",
        24,
        None,
        comparator=Comparator.VAGUE,
        vague="dozens",
        whom="bodies",
        source=(WITNESS,),
        extent=Extent.STOCK,
        place=HALDIN,
        when=_day(3),
    ),
]


def _agency(where: Report) -> list[PageClaim]:
    prosecutor = Speaker(name="the regional prosecutor's office", kind=SourceKind.POLICE_OR_COURT, party=V)
    agency = Speaker(name="Northern Press Agency", kind=SourceKind.MEDIA)
    return [
        claim(
            where,
            K,
            "The number of people killed in Monday's strike on Haldin rose to 58",
            "58",
            58,
            58,
            whom="people",
            source=(prosecutor, agency),
            **_STRIKE,
        ),
        claim(
            where,
            Measure.REMAINS_RECOVERED,
            "Rescue workers recovered 17 more bodies overnight",
            "17",
            17,
            17,
            whom="bodies",
            place=HALDIN,
            when=Window(start=date(2031, 3, 3), end=date(2031, 3, 4)),
            extent=Extent.PERIOD,
        ),
        claim(
            where,
            Measure.MISSING,
            "Reportedly between 10 and 15 people are still missing",
            "between 10 and 15",
            10,
            15,
            comparator=Comparator.BETWEEN,
            whom="people",
            certainty=Certainty.HEDGED,
            extent=Extent.STOCK,
            place=HALDIN,
            when=_day(4),
        ),
        claim(
            where,
            K,
            "no civilians were killed",
            "no",
            0,
            0,
            whom="civilians",
            status=CIVIL,
            source=(OSTREL_STAFF, agency),
            **_STRIKE,
        ),
        claim(
            where,
            Measure.CASUALTIES,
            "It put Vardian losses on the eastern front at more than 1,200 men in the past week",
            "more than 1,200",
            1200,
            None,
            comparator=Comparator.MORE_THAN,
            whom="men",
            status=SOLDIER,
            source=(OSTREL_STAFF, agency),
            extent=Extent.PERIOD,
            place=FRONT,
            when=Window(start=date(2031, 2, 25), end=date(2031, 3, 4)),
        ),
    ]


AGENCY_CLAIMS, COPY_CLAIMS = _agency(AGENCY), _agency(COPY)
CONFIRMED_CLAIMS = [
    claim(
        CONFIRMED,
        K,
        "it had confirmed the deaths of 54 civilians, among them 11 children, in the Haldin strike",
        "54",
        54,
        54,
        whom="civilians",
        status=CIVIL,
        source=(MISSION,),
        verification=Verification.CONFIRMED,
        **_STRIKE,
    ),
    claim(
        CONFIRMED,
        K,
        "among them 11 children",
        "11",
        11,
        11,
        whom="children",
        status=CIVIL,
        group=("age:child",),
        source=(MISSION,),
        verification=Verification.CONFIRMED,
        **_STRIKE,
    ),
    claim(CONFIRMED, Measure.INJURED, "It counted 96 injured", "96", 96, 96, source=(MISSION,), **_STRIKE),
    claim(
        CONFIRMED,
        K,
        "Since the war began on 10 February the mission has verified 1,310 civilians killed in Vardia",
        "1,310",
        1310,
        1310,
        whom="civilians",
        status=CIVIL,
        source=(MISSION,),
        extent=Extent.CUMULATIVE,
        verification=Verification.CONFIRMED,
        place=VARDIA,
        when=_since(10),
    ),
    claim(
        CONFIRMED,
        K,
        "the true figure is likely to be considerably higher",
        "considerably higher",
        1310,
        None,
        comparator=Comparator.MORE_THAN,
        certainty=Certainty.HEDGED,
        source=(MISSION,),
        extent=Extent.CUMULATIVE,
        place=VARDIA,
        when=_since(10),
        state="unsure",
        why="A figure of its own, or part of the last?",
        by="coder 2",
    ),
]
MORGUE_CLAIMS = [
    claim(
        MORGUE,
        Measure.REMAINS_HELD,
        "Some 340 bodies of Ostrel's soldiers are held in refrigerated wagons near Korva",
        "Some 340",
        340,
        340,
        comparator=Comparator.ABOUT,
        party=O,
        whom="bodies",
        status=SOLDIER,
        source=(VARDIA_STAFF,),
        extent=Extent.STOCK,
        place=KORVA,
        when=_day(21),
    ),
    claim(
        MORGUE,
        Measure.REMAINS_REFUSED,
        "Ostrel had refused to take back 112 of them",
        "112",
        112,
        112,
        party=O,
        status=SOLDIER,
        source=(VARDIA_STAFF,),
        extent=Extent.STOCK,
        place=KORVA,
        when=_day(21),
        verification=Verification.DISPUTED,
    ),
    claim(
        MORGUE,
        Measure.REMAINS_REFUSED,
        "Ostrel's general staff called the claim untrue",
        None,
        None,
        None,
        party=O,
        comparator=Comparator.NONE,
        status=SOLDIER,
        stance=Stance.DENIED,
        source=(OSTREL_STAFF,),
        extent=Extent.STOCK,
        place=KORVA,
        verification=Verification.DISPUTED,
    ),
    claim(
        MORGUE,
        Measure.REMAINS_RETURNED,
        "On Thursday 64 bodies were handed over at the bridge",
        "64",
        64,
        64,
        party=O,
        whom="bodies",
        status=SOLDIER,
        when=_day(20),
        place=KORVA,
    ),
    claim(
        MORGUE,
        Measure.REMAINS_IDENTIFIED,
        "about 20 could not be identified",
        "about 20",
        20,
        20,
        party=O,
        comparator=Comparator.ABOUT,
        stance=Stance.DENIED,
        source=(Speaker(name="a doctor", kind=SourceKind.MEDICAL),),
    ),
    claim(
        MORGUE,
        Measure.CAPTURED,
        "Several villagers were taken away in Korva",
        "Several",
        None,
        None,
        comparator=Comparator.VAGUE,
        vague="several",
        whom="villagers",
        status=CIVIL,
        source=(Speaker(name="local residents", kind=SourceKind.WITNESS),),
        place=KORVA,
    ),
    claim(
        MORGUE,
        Measure.RELEASED,
        "3 came home",
        "3",
        3,
        3,
        status=CIVIL,
        place=KORVA,
        source=(Speaker(name="local residents", kind=SourceKind.WITNESS),),
        state="rejected",
        by="coder 1",
        why="They had walked away; nobody released them.",
    ),
]
NOTES_CLAIMS = [
    claim(
        NOTES,
        K,
        "LTG 18 Mar: 6,004 killed",
        "6,004",
        6004,
        6004,
        party=None,
        source=(TALLY,),
        extent=Extent.CUMULATIVE,
        place=VARDIA,
        when=_since(18),
    ),
    claim(
        NOTES,
        K,
        "2,950 civ",
        "2,950",
        2950,
        2950,
        party=None,
        status=CIVIL,
        source=(TALLY,),
        extent=Extent.CUMULATIVE,
        place=VARDIA,
        when=_since(18),
    ),
    claim(
        NOTES,
        K,
        "LTG 25 Mar: 6,530+ killed",
        "6,530+",
        6530,
        None,
        party=None,
        source=(TALLY,),
        extent=Extent.CUMULATIVE,
        place=VARDIA,
        when=_since(25),
    ),
    claim(
        NOTES,
        K,
        "between 5,000 and 9,000 Ostrel soldiers dead (LTG est.)",
        "between 5,000 and 9,000",
        5000,
        9000,
        comparator=Comparator.BETWEEN,
        party=O,
        status=SOLDIER,
        certainty=Certainty.HEDGED,
        source=(TALLY,),
        extent=Extent.CUMULATIVE,
        when=Window(start=WAR_START, end=None),
    ),
    claim(
        NOTES,
        Measure.DISPLACED,
        "Displaced: hundreds of thousands",
        "hundreds of thousands",
        200000,
        None,
        comparator=Comparator.VAGUE,
        vague="hundreds of thousands",
        status=CIVIL,
        source=(TALLY,),
        extent=Extent.STOCK,
        place=VARDIA,
    ),
]
HOSTILE_CLAIMS = [
    claim(
        HOSTILE,
        K,
        "Officials said 21\u202e people were killed\u202c in <b onmouseover=alert(1)>Tarn</b>",
        "21",
        21,
        21,
        party="<i>Tarn</i>",
        whom="people",
        place=Place(text="Tarn", name="<b>Tarn</b>", country="VX"),
        source=(Speaker(name="Officials <script>alert(6)</script>", kind=SourceKind.UNNAMED),),
    ),
]


def _bulletin_claims(where: Report) -> list[PageClaim]:
    assert where.published is not None
    total = where.text.rsplit(" ", 1)[1].rstrip(".")
    daily = where.text.split("24 hours ")[1].split()[0]
    day = where.published.day
    number = int(total.replace(",", ""))
    return [
        claim(
            where,
            K,
            f"In the past 24 hours {daily} people were killed in Vardia",
            daily,
            int(daily),
            int(daily),
            whom="people",
            source=(MINISTRY,),
            extent=Extent.PERIOD,
            place=VARDIA,
            when=_day(day),
        ),
        claim(
            where,
            K,
            f"The number killed since 10 February has reached {total}",
            total,
            number,
            number,
            source=(MINISTRY,),
            extent=Extent.CUMULATIVE,
            place=VARDIA,
            when=_since(day),
        ),
    ]


def _rival_claim(
    where: Report, source: Speaker, words: str, *, ceiling: bool = False, floor: bool = False
) -> PageClaim:
    number = int(words.split()[-1].replace(",", ""))
    assert where.published is not None
    return claim(
        where,
        K,
        where.text.rstrip("."),
        words,
        None if ceiling else number,
        None if floor else number,
        whom="people",
        comparator=Comparator.UP_TO if ceiling else Comparator.AT_LEAST if floor else Comparator.EXACT,
        source=(source,),
        extent=Extent.CUMULATIVE,
        place=VARDIA,
        when=_since(where.published.day),
    )


BULLETIN_CLAIMS = [c for b in BULLETINS for c in _bulletin_claims(b)]
RIVAL_CLAIMS = [
    _rival_claim(r, OSTREL_STAFF, w, ceiling=w.startswith("no more"))
    for r, w in zip(RIVALS, ("no more than 900", "no more than 1,050", "1,200", "1,290", "1,400"), strict=True)
]
MISSION_CLAIMS = [
    _rival_claim(r, MISSION, f"at least {n}", floor=True)
    for r, n in zip(MISSIONS, ("1,120", "1,402", "1,455", "1,533"), strict=True)
]
REPORTS = [
    PageReport(r) for r in (STRIKE, AGENCY, COPY, CONFIRMED, MORGUE, QUIET, NOTES, *BULLETINS, *RIVALS, *MISSIONS)
]
CLAIMS = [
    *STRIKE_CLAIMS,
    *AGENCY_CLAIMS,
    *COPY_CLAIMS,
    *CONFIRMED_CLAIMS,
    *MORGUE_CLAIMS,
    *NOTES_CLAIMS,
    *BULLETIN_CLAIMS,
    *RIVAL_CLAIMS,
    *MISSION_CLAIMS,
]
LINKS = [
    Link(type="revises", a=STRIKE_CLAIMS[3].id, b=STRIKE_CLAIMS[0].id),
    Link(type="part_of", a=STRIKE_CLAIMS[2].id, b=STRIKE_CLAIMS[0].id),
    Link(type="part_of", a=CONFIRMED_CLAIMS[1].id, b=CONFIRMED_CLAIMS[0].id),
    Link(type="contradicts", a=STRIKE_CLAIMS[0].id, b=AGENCY_CLAIMS[3].id),
]
