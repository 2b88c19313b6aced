"""`tollbook check`: published figures against the reports that they cite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tollbook.errors import ReadError

from .console import counted, note, one_line, output, print_json_lines, say
from .options import LedgerOption, one_of

if TYPE_CHECKING:
    from tollbook.model import Checked, Told

NAMED_AT_MOST = 50
WORDS = {
    "supported": "supported",
    "another_figure": "another figure",
    "other_measure": "other measure",
    "no_figure": "no such figure",
    "no_report": "no such report",
    "not_read": "not read",
}
CSV_COLUMNS = (
    *("row", "value", "measure", "whose", "place", "date", "report", "answer", "why", "sentence"),
    *("start", "end", "report_id"),
)


def check(
    figures: Annotated[
        Path, typer.Argument(help="The table: .csv, .xlsx or .jsonl.", show_default=False, metavar="FIGURES")
    ],
    ledger: LedgerOption,
    form: Annotated[str, typer.Option("--format", help="text, csv or jsonl.")] = "text",
    out: Annotated[Path | None, typer.Option("--out", help="A file to write to, in place of the terminal.")] = None,
    all_rows: Annotated[
        bool, typer.Option("--all", help="With text: also the rows that their reports support.")
    ] = False,
) -> None:
    """Ask of each published figure whether the report that it cites says so.

    The table has a row for each figure with the columns value (a whole number), measure (killed, injured, ...) and
    report (its id, its file's name or its address), and may have whose ("Ukrainian soldiers", "children"), place and
    date (2023-01-04, 2023-01, 2023, or first/last day). Each report is read again from its stored text.

    Answers: supported, with the sentence; another figure: the report gives another one for the same; other measure: it
    has figures, but for another measure, group, place or time; no such figure; no such report in the ledger; not read,
    with the reason. A figure without a report, an unknown measure or a value that is no number is named by its row,
    and nothing is checked.
    """
    from tollbook.run.checking import check_figures, read_table_of_figures

    one_of(form, ("text", "csv", "jsonl"), option="--format")
    table = read_table_of_figures(figures)
    if table.faults:
        for fault in table.faults[:NAMED_AT_MOST]:
            note(f"  wrong: {one_line(str(fault))}")
        if len(table.faults) > NAMED_AT_MOST:
            note(f"  wrong: {counted(len(table.faults) - NAMED_AT_MOST, 'more place', 'more places')}")
        wrong = len({fault.row for fault in table.faults})
        raise ReadError(f"{figures}: {counted(wrong, 'row')} cannot be checked, and none was; mend the table")
    checked = list(check_figures(ledger, table.figures))
    with output(out) as stream:
        if form == "jsonl":
            print_json_lines(map(_row, checked), stream)
        elif form == "csv":
            from tollbook.publish.csv_safe import write_csv

            write_csv(map(_flat, checked), CSV_COLUMNS, stream)
        else:
            for one in checked:
                if all_rows or out is not None or one.answer.value != "supported":
                    stream.writelines(line + "\n" for line in _lines(one))
    sums = Counter(one.answer.value for one in checked)
    told = ", ".join(f"{sums[name]:,} {words}" for name, words in WORDS.items() if sums[name])
    (say if form == "text" and out is None else note)(f"{counted(len(checked), 'figure')}: {told}")


def _lines(one: Checked) -> Iterable[str]:
    figure = one.figure
    about = ", ".join(filter(None, (figure.whose, figure.place, _date(one))))
    said = f"{figure.value:,} {figure.measure.value.replace('_', ' ')}" + (f" ({about})" if about else "")
    yield one_line(f"row {figure.row}: {said}, {figure.report}")
    yield f"  {WORDS[one.answer.value]}: {one_line(one.why)}"
    for sentence in dict.fromkeys(told.sentence for told in one.passages):
        yield f"    {sentence.start}-{sentence.end}: {one_line(sentence.text)}"


def _date(one: Checked) -> str:
    when = one.figure.when
    if when.start is None:
        return ""
    return when.start.isoformat() if when.start == when.end else f"{when.start}/{when.end}"


def _row(one: Checked) -> dict[str, Any]:
    figure = one.figure
    return {
        "row": figure.row,
        "value": figure.value,
        "measure": figure.measure.value,
        "whose": figure.whose,
        "place": figure.place,
        "date": _date(one),
        "report": figure.report,
        "answer": one.answer.value,
        "why": one.why,
        "report_id": one.report_id,
        "passages": [_passage(told) for told in one.passages],
    }


def _passage(told: Told) -> dict[str, Any]:
    reading, victims = told.reading, told.reading.victims
    return {
        "start": told.sentence.start,
        "end": told.sentence.end,
        "sentence": told.sentence.text,
        "evidence": reading.evidence.model_dump(),
        "measure": reading.measure.value,
        "count": reading.count.model_dump(mode="json"),
        "victims": {"party": victims.party, "status": victims.status.value, "text": victims.text} if victims else None,
        "replaced": told.replaced,
    }


def _flat(one: Checked) -> dict[str, Any]:
    row = _row(one)
    first = row.pop("passages")[:1]
    return row | {name: first[0][name] if first else None for name in ("sentence", "start", "end")}
