"""`tollbook why`: which claim set each bound of a toll, by which rules, and why other houses differ."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tollbook.run.houses import HOUSES

from .console import counted, one_line, print_json_lines, say
from .options import AsOfOption, LedgerOption, RecordedOption, at_date, one_of

if TYPE_CHECKING:
    from tollbook.model import TollFigure
    from tollbook.run.tolling import Explained

BASES = {"read": "", "memory": " (from memory)", "own": " (our own)"}


def why(
    toll: Annotated[str, typer.Argument(metavar="TOLL", help="A toll's id, or its beginning, as `tolls` prints it.")],
    ledger: LedgerOption,
    policy: Annotated[
        str, typer.Option("--policy", help="The policies to set it beside, with commas between.")
    ] = HOUSES,
    as_of: AsOfOption = None,
    recorded: RecordedOption = None,
    form: Annotated[str, typer.Option("--format", help="text or jsonl.")] = "text",
) -> None:
    """Explain a toll: the claims and rules behind each bound, what was left out, and why other houses differ."""
    from tollbook.run.houses import load_policies
    from tollbook.run.tolling import explain_toll

    one_of(form, ("text", "jsonl"), option="--format")
    explained = explain_toll(ledger, toll, load_policies(policy), at_date(as_of, recorded))
    if form == "jsonl":
        print_json_lines([_record(explained)], sys.stdout)
        return
    for line in _lines(explained):
        say(line)


def _lines(e: Explained) -> Iterable[str]:
    from tollbook.run.range_words import range_words

    figure, policy = e.figure, e.policy
    yield f"{one_line(e.subject.name)}: {figure.measure.replace('_', ' ')}, {policy.title}"
    yield f"{figure.id}, under the policy {policy.name!r}: {one_line(policy.about)}"
    yield ""
    if not figure.counted:
        yield f"no figure: {one_line(figure.none_because or 'no claim counts')}"
    else:
        for side, value, by in _bounds(figure):
            yield f"{side:5}{_bound(value, by):>10}  " + (_claim(e, by[0]) if by else "")
            yield from (f"{'':17}{_claim(e, claim)}" for claim in by[1:])
        yield from _more(figure)
    yield ""
    yield "Rules"
    width = max(map(len, (*(r.rule for r in figure.rules), *(x.rule for x in figure.excluded))), default=0)
    for rule in figure.rules:
        yield f"  {rule.rule:{width}}  {rule.says}{BASES[rule.basis]}"
        yield f"  {'':{width}}  [{rule.source}]"
    if figure.excluded:
        yield ""
        yield f"Left out: {counted(len(figure.excluded), 'claim')}"
        yield from (f"  {x.rule:{width}}  {_claim(e, x.claim)}: {_named(e, x.why)}" for x in figure.excluded)
    yield ""
    yield "Beside the other houses"
    for other, theirs, steps in e.others:
        shown = range_words(theirs.low, theirs.best, theirs.high) if theirs.counted else "no figure"
        yield f"  {other.title}: {shown}{_marks(theirs)}"
        for step in steps:
            yield f"    {step.rule}: {_change(step.before, step.after)}"
            yield f"      {policy.title}: {one_line(step.ours)}"
            yield f"      {other.title}: {one_line(step.theirs)}"
    for remark in policy.notes:
        yield f"  note: {one_line(remark)}"


def _bounds(figure: TollFigure) -> list[tuple[str, int | None, tuple[str, ...]]]:
    sides = [("low", figure.low, figure.low_by), ("best", figure.best, figure.best_by)]
    return [*sides, ("high", figure.high, figure.high_by)]


def _bound(value: int | None, by: tuple[str, ...]) -> str:
    return f"{value:,}" if value is not None else "open" if by else "none"


def _more(figure: TollFigure) -> Iterable[str]:
    from tollbook.run.range_words import range_words

    for part in figure.parts:
        graded = f"; {part.grade}: {one_line(part.grade_why or '')}" if part.grade else ""
        yield f"of them {one_line(part.name)}: {range_words(part.low, part.best, part.high)}{graded}"
    if figure.split:
        s = figure.split
        sides = ((s.side_a, s.deaths_a, "a"), (s.side_b, s.deaths_b, "b"))
        parts = [f"side {letter}, {one_line(name)}: {n:,}" for name, n, letter in sides if name]
        yield "deaths of " + "; ".join([*parts, f"civilians: {s.civilians:,}", f"unknown: {s.unknown:,}"])
    if figure.grade:
        yield f"grade: {figure.grade}: {one_line(figure.grade_why or '')}"
    if figure.provisional:
        yield "provisional"
    sources = counted(figure.independent, "independent source")
    yield f"{sources}; {figure.reviewed} of {counted(len(figure.counted), 'claim')} reviewed"


def _claim(e: Explained, claim_id: str) -> str:
    from tollbook.reconcile.agree import in_digits

    claim = e.claims[claim_id]
    said = ", ".join(x for x in (claim.said_by or claim.outlet, claim.published and claim.published.isoformat()) if x)
    return one_line(
        f"{claim.id[:10]} {in_digits(claim)}, {said}, {e.reports.get(claim.report, claim.report)}: “{claim.evidence}”"
    )


def _named(e: Explained, text: str) -> str:
    """A reason, with the ids of claims in it shortened as elsewhere."""
    for claim_id in e.claims:
        text = text.replace(claim_id, claim_id[:10])
    return one_line(text)


def _marks(figure: TollFigure) -> str:
    marks = [figure.grade, "provisional" if figure.provisional else None, figure.none_because]
    return "".join(f"; {one_line(m)}" for m in marks if m)


def _change(before: TollFigure, after: TollFigure) -> str:
    from tollbook.run.range_words import range_words

    def shown(figure: TollFigure, *, with_best: bool) -> str:
        best = "" if not with_best else f", best {figure.best:,}" if figure.best is not None else ", no best"
        figures = range_words(figure.low, None if with_best else figure.best, figure.high) + best
        marks = (figure.grade, "provisional" if figure.provisional else None)
        return (figures if figure.counted else "no figure") + "".join(f", {m}" for m in marks if m)

    alike = shown(before, with_best=False) == shown(after, with_best=False)
    return f"{shown(before, with_best=alike)} becomes {shown(after, with_best=alike)}"


def _record(e: Explained) -> dict[str, Any]:
    return {
        "subject": e.subject.id,
        "name": e.subject.name,
        "policy": e.policy.name,
        **e.figure.model_dump(mode="json"),
        "notes": list(e.policy.notes),
        "others": [
            {
                "policy": other.name,
                "figure": theirs.model_dump(mode="json", exclude={"rules", "excluded"}),
                "steps": [
                    {
                        "rule": s.rule,
                        "ours": s.ours,
                        "theirs": s.theirs,
                        "before": [s.before.low, s.before.best, s.before.high],
                        "after": [s.after.low, s.after.best, s.after.high],
                    }
                    for s in steps
                ],
            }
            for other, theirs, steps in e.others
        ],
    }
