"""`tollbook add`: a claim written down by a person."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from tollbook.errors import SettingsError

from .console import note, one_line, say
from .options import LedgerOption, day

Code = TypeVar("Code", bound=StrEnum)


def add(
    ledger: LedgerOption,
    words: Annotated[
        str, typer.Option("--words", help="The words that state the claim, as they were said.", show_default=False)
    ],
    measure: Annotated[
        str, typer.Option("--measure", help="What is counted: killed, injured, missing ...", show_default=False)
    ],
    count: Annotated[
        str | None, typer.Option("--count", help="How many, as it was said: 12, at least 12, 10-15, dozens.")
    ] = None,
    best: Annotated[int | None, typer.Option("--best", help="The source's own best guess beside its bounds.")] = None,
    victims: Annotated[str | None, typer.Option("--victims", help="Whose people: a party or country.")] = None,
    status: Annotated[str, typer.Option("--status", help="combatant, civilian, mixed or unknown.")] = "unknown",
    group: Annotated[
        list[str] | None, typer.Option("--group", help="Such as age:child or role:journalist (may be repeated).")
    ] = None,
    victim: Annotated[
        list[str] | None, typer.Option("--victim", help="The full name of a victim (may be repeated).")
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", help="Who says it, nearest first (repeated: a chain). None: the report itself."),
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", help="The nearest source's kind, where its name does not tell: witness ...")
    ] = None,
    source_party: Annotated[str | None, typer.Option("--source-party", help="The party that it speaks for.")] = None,
    denied: Annotated[bool, typer.Option("--denied", help="The source denies it.")] = False,
    hedged: Annotated[bool, typer.Option("--hedged", help="The source, or the report, marks doubt.")] = False,
    verification: Annotated[
        str, typer.Option("--verification", help="none, unverified, disputed or confirmed.")
    ] = "none",
    extent: Annotated[
        str, typer.Option("--extent", help="incident, period, cumulative (a running total), stock or unclear.")
    ] = "incident",
    place: Annotated[str | None, typer.Option("--place", help="Where; looked up in the gazetteer.")] = None,
    country: Annotated[str | None, typer.Option("--country", help="In which country, by name or two letters.")] = None,
    on: Annotated[str | None, typer.Option("--on", help="The day on which it happened (YYYY-MM-DD).")] = None,
    first: Annotated[str | None, typer.Option("--from", help="Its first day, where it was more than one.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Its last day.")] = None,
    actor: Annotated[str | None, typer.Option("--actor", help="Who is said to have done it.")] = None,
    means: Annotated[
        str | None, typer.Option("--means", help="By what: air_strike, artillery, mine_or_remnant ...")
    ] = None,
    report: Annotated[
        str | None,
        typer.Option("--report", help="A report of the ledger in which the words stand, instead of a new one."),
    ] = None,
    text: Annotated[
        Path | None, typer.Option("--text", help="The whole notes or transcript, a text file in which the words stand.")
    ] = None,
    name: Annotated[str | None, typer.Option("--name", help="A short name for the interview, call or post.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", help="Where it appeared, or who took it down.")] = None,
    address: Annotated[str | None, typer.Option("--address", help="The address of a post or page.")] = None,
    published: Annotated[str | None, typer.Option("--published", help="The day on which it was said.")] = None,
    restricted: Annotated[
        bool, typer.Option("--restricted", help="An interview or call that no public page or export may show.")
    ] = False,
    why: Annotated[str | None, typer.Option("--why", help="A remark, kept with the judgement.")] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", envvar="TOLLBOOK_BY", help="Who writes it down; kept with the claim.", show_default=False),
    ] = None,
) -> None:
    """Write down a claim: from an interview, a call, a post, or a report of the ledger that holds it.

    It is recorded as your reading, accepted by you. The same claim once more stores nothing.
    """
    from tollbook.model import Certainty, Extent, Means, Measure, SourceKind, Stance, Status, Verification
    from tollbook.run.adding import Written, add_claim

    if not by or not by.strip():
        raise SettingsError("a claim needs to know who writes it down; give --by NAME or set TOLLBOOK_BY")
    if on is not None and (first or last):
        raise SettingsError("--on is one day; give it, or --from and --to")
    new = [option for option, value in _about_a_new_report(text, name, outlet, address, published).items() if value]
    if report is not None and (new or restricted):
        given = ", ".join([*new, *(["--restricted"] if restricted else [])])
        raise SettingsError(f"--report names a report that is there; {given} would be about a new one")
    done = add_claim(
        ledger,
        Written(
            by=by.strip(),
            words=words,
            measure=_code(Measure, measure, "--measure"),
            count=count,
            best=best,
            party=victims,
            status=_code(Status, status, "--status"),
            group=tuple(group or ()),
            names=tuple(victim or ()),
            sources=tuple(source or ()),
            source_kind=_code(SourceKind, kind, "--kind") if kind else None,
            source_party=source_party,
            stance=Stance.DENIED if denied else Stance.AFFIRMED,
            certainty=Certainty.HEDGED if hedged else Certainty.STATED,
            verification=_code(Verification, verification, "--verification"),
            extent=_code(Extent, extent, "--extent"),
            place=place,
            country=country,
            first=day(on or first, option="--on" if on else "--from"),
            last=day(on or last, option="--on" if on else "--to"),
            actor=actor,
            means=_code(Means, means, "--means") if means else None,
            report=report,
            text=text,
            name=name,
            outlet=outlet,
            address=address,
            published=day(published, option="--published"),
            restricted=restricted,
            why=why,
        ),
    )
    for remark in done.remarks:
        note(one_line(remark))
    kept = "recorded" if done.is_new else "known already"
    private = ", restricted" if done.report.restricted else ""
    where = done.report.given_id or done.report.id
    say(one_line(f"{done.id}: {kept} in report {where}{private}, accepted by {by.strip()}"))


def _about_a_new_report(
    text: Path | None, name: str | None, outlet: str | None, address: str | None, published: str | None
) -> dict[str, object]:
    return {"--text": text, "--name": name, "--outlet": outlet, "--address": address, "--published": published}


def _code(of: type[Code], value: str, option: str) -> Code:
    if value not in tuple(of):
        raise SettingsError(f"{option} {value}: not known; choose one of {', '.join(of)}")
    return of(value)
