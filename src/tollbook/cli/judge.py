"""`tollbook judge`: a person's decision on a claim."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from tollbook.errors import SettingsError

from .console import note, one_line, say
from .options import LedgerOption, one_of, pair

VERDICTS = ("accept", "correct", "reject", "unsure", "withdraw", "merge", "split")


def judge(
    claim: Annotated[
        str,
        typer.Argument(
            metavar="SUBJECT",
            help="The id of a claim (m-...), an incident (i-...), a period (p-...), a series (s-...) or a source "
            "(src-...), or a beginning that only one has; or a link, written TYPE:CLAIM:CLAIM.",
            show_default=False,
        ),
    ],
    verdict: Annotated[str, typer.Argument(help=", ".join(VERDICTS), show_default=False)],
    ledger: LedgerOption,
    field: Annotated[
        list[str] | None,
        typer.Option(
            "--field",
            help="With correct: a field and its right value, such as victims.party=Russia or count.low=89; "
            "JSON values and null are taken as such, source is set as a whole list (may be repeated).",
        ),
    ] = None,
    other: Annotated[
        list[str] | None,
        typer.Option(
            "--with",
            help="With merge: an incident or source that is the same one; with split: a claim of the incident, or a "
            "name of the source, that belongs elsewhere (may be repeated).",
        ),
    ] = None,
    why: Annotated[str | None, typer.Option("--why", help="The reason.")] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", envvar="TOLLBOOK_BY", help="Who decides; kept with the judgement.", show_default=False),
    ] = None,
) -> None:
    """Record a judgement on a claim, a link, an incident, a period, a series or a source.

    The machine's version stays beside it, and judgements are never changed. Merges and splits take effect in the record
    with the next `tollbook reconcile`.
    """
    from tollbook.run.judging import record_judgement
    from tollbook.run.judging_record import is_on_record, judge_on_record

    one_of(verdict, VERDICTS, option="VERDICT")
    fields = dict(_field(text) for text in field or ())
    if not by or not by.strip():
        raise SettingsError("a judgement needs to know who decides; give --by NAME or set TOLLBOOK_BY")
    if (verdict == "correct") != bool(fields):
        raise SettingsError("correct needs at least one --field NAME=VALUE, and the other verdicts take none")
    if is_on_record(claim):
        said = judge_on_record(
            ledger, claim, verdict=verdict, others=other or (), fields=fields, why=why, by=by.strip()
        )
        say(one_line(f"{said.subject}: {verdict}" + "".join(f" {name}" for name in said.others)))
        return
    if verdict in ("merge", "split") or other:
        raise SettingsError(f"{claim}: claims are not merged or split; merge and split go with an incident (i-...)")
    done = record_judgement(ledger, claim, verdict=verdict, fields=fields, why=why, by=by.strip())
    shown = (f" {name}={json.dumps(value, ensure_ascii=False)}" for name, value in done.fields.items())
    say(one_line(f"{done.mention}: {verdict}" + "".join(shown)))
    if done.said:
        note(one_line(done.said))


def _field(text: str) -> tuple[str, Any]:
    """A field and its value: JSON where the words are JSON (89, null, true, a list), else the words themselves."""
    name, value = pair(text, option="--field")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value
