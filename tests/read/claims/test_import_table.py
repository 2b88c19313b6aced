from __future__ import annotations

import io
import json
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from tollbook.errors import ReadError
from tollbook.model import Comparator, Extent, Measure, SourceKind, Status
from tollbook.read.claims import ClaimsMap

from .made import HEADER, MAP, claims_of, own_map, read, table, told


@pytest.fixture
def rivals(tmp_path: Path) -> ClaimsMap:
    return own_map(tmp_path)


@pytest.mark.parametrize(
    ("cells", "low", "high", "best", "comparator"),
    [
        (",,500", 500, 500, 500, Comparator.EXACT),
        ("400,600,", 400, 600, None, Comparator.BETWEEN),
        ("400,,", 400, None, None, Comparator.AT_LEAST),
        (",600,", None, 600, None, Comparator.UP_TO),
        ("400,600,450", 400, 600, 450, Comparator.BETWEEN),
        ("400,,450", 400, None, 450, Comparator.AT_LEAST),
        ("600,600,600", 600, 600, 600, Comparator.EXACT),
    ],
)
def test_low_high_and_best(
    rivals: ClaimsMap, cells: str, low: int | None, high: int | None, best: int | None, comparator: Comparator
) -> None:
    (claim,) = claims_of(read(table(f"02/03/2022,{cells},dead,the army,,tigray,"), rivals))
    count = claim.reading.count
    assert (count.low, count.high, count.best, count.comparator) == (low, high, best, comparator)


def test_a_row_says_what_its_columns_and_its_map_say(rivals: ClaimsMap) -> None:
    row = "02/03/2022,,,500,dead,US officials (via NYT),https://paper.example/2022/04/05/a (paid),Ethiopian,yes"
    found = read(table(row), rivals)
    (claim,) = claims_of(found)
    report, reading = found.rows[0].report, claim.reading
    assert report.given_id == "rivals 2022-03-02 Ethiopian dead US officials (via NYT)"
    assert (report.address, report.published) == ("https://paper.example/2022/04/05/a", date(2022, 4, 5))
    assert [(speaker.name, speaker.kind) for speaker in reading.source] == [
        ("US officials", SourceKind.GOVERNMENT),
        ("NYT", SourceKind.MEDIA),
    ]
    assert reading.source[0].party == "United States"
    assert (reading.measure, reading.extent, reading.set_aside) == (Measure.KILLED, Extent.CUMULATIVE, True)
    assert reading.victims is not None and reading.place is not None
    assert (reading.victims.party, reading.victims.status) == ("Ethiopia", Status.COMBATANT)
    assert (reading.when.start, reading.when.end) == (date(2021, 3, 1), date(2022, 3, 2))
    assert (reading.place.country, reading.place.text) == ("ET", None)


def test_evidence_and_anchor_stand_in_the_rows_text(rivals: ClaimsMap) -> None:
    found = read(table("02/03/2022,400,600,,dead,the army,,Ethiopia,"), rivals)
    (claim,) = claims_of(found)
    text = found.rows[0].report.text
    assert claim.reading.evidence.text == text
    assert text[claim.mention.anchor_start : claim.mention.anchor_end] == "400"
    for trace in claim.reading.trace:
        if trace.start is not None and trace.end is not None:
            assert text[trace.start : trace.end]
    assert {trace.field for trace in claim.reading.trace} >= {"count", "measure", "source", "victims.party", "when"}


def test_merged_cells_are_refused_by_their_names(rivals: ClaimsMap) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("totals")
        sheet.write_row(0, 0, HEADER.split(","))
        sheet.write_row(1, 0, ["02/03/2022", 1400, "", "", "dead", "the army", "", "Ethiopia", ""])
        sheet.write_row(2, 0, ["03/03/2022", 1500, "", "", "dead", "", "", "Ethiopia", ""])
        sheet.merge_range(1, 5, 2, 5, "the army")
    with pytest.raises(ReadError, match=r"rivals\.xlsx: has merged cells: F2:F3 \(“the army”\)\. .*unmerge"):
        read(stream.getvalue(), rivals, "rivals.xlsx")


def test_the_same_table_as_spreadsheet_and_json_lines(rivals: ClaimsMap) -> None:
    from_csv = claims_of(read(table('02/03/2022,"1,400",,,dead,the army,,Ethiopia,'), rivals))
    names = HEADER.split(",")
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("totals")
        sheet.write_row(0, 0, names)
        sheet.write_row(1, 1, [1400, "", "", "dead", "the army", "", "Ethiopia", ""])
        sheet.write_datetime(1, 0, datetime(2022, 3, 2), book.add_format({"num_format": "dd/mm/yyyy"}))
    from_sheet = claims_of(read(stream.getvalue(), rivals, "rivals.xlsx"))
    record = {"day": "2022-03-02", "least": 1400, "most": None, "guess": None, "what": "dead", "who": "the army"}
    line = json.dumps({**record, "link": "", "side": "Ethiopia", "leave out": False}).encode()
    from_lines = claims_of(read(line, rivals, "rivals.jsonl"))
    for (other,) in (from_sheet, from_lines):
        for field in ("measure", "victims", "source", "place", "when", "extent"):
            assert getattr(other.reading, field) == getattr(from_csv[0].reading, field)
        assert (other.reading.count.low, other.reading.count.high) == (1400, None)


def test_a_missing_column_is_named_with_the_nearest(rivals: ClaimsMap) -> None:
    with pytest.raises(ReadError, match=r"rivals.csv: row 1: has no column 'guess' \(did you mean 'gues'\?\)"):
        read(table("1/1/2022,,,5,dead,a,,b,", header=HEADER.replace("guess", "gues")), rivals)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("31/02/2022,,,500,dead,x,,Ethiopia,", "row 2, column 'day': '31/02/2022' is no day of the calendar"),
        ("1/2/2022,,,many,dead,x,,Ethiopia,", "row 2, column 'guess': 'many' is no whole number"),
        ("1/2/2022,,,500,lost,x,,Ethiopia,", "row 2, column 'what': 'lost' is not among the values of measure"),
        ("1/2/2022,600,400,,dead,x,,Ethiopia,", "row 2, column 'least': '600' is above the high of 400"),
        ("1/2/2022,400,600,700,dead,x,,Ethiopia,", "row 2, column 'guess': '700' lies outside its own bounds, 400-600"),
        ("1/2/2022,,,5,dead,x,,Ethiopia,perhaps", "row 2, column 'leave out': 'perhaps' is neither yes nor no"),
        ("1/2/2020,,,5,dead,x,,Ethiopia,", "row 2, column 'day': '1/2/2020' it would end on 2020-02-01, before"),
        (",,,5,dead,x,,Ethiopia,", "row 2, column 'day': is empty, but the row's id is made of it"),
        ("1/2/2022,,,5,dead,x,,Ethiopia,,,more", "row 2: has 11 cells where the header has 9"),
    ],
)
def test_a_bad_cell_is_named_by_row_and_column(rivals: ClaimsMap, row: str, said: str) -> None:
    assert any(line.startswith(said) for line in told(read(table(row), rivals))), told(read(table(row), rivals))


def test_all_faults_of_a_row_are_told(rivals: ClaimsMap) -> None:
    faults = told(read(table("1/2/2022,,,many,lost,x,,Ethiopia,", "31/02/2022,,,5,dead,x,,Ethiopia,"), rivals))
    assert sorted(line.split(":")[0] for line in faults) == [
        "row 2, column 'guess'",
        "row 2, column 'what'",
        "row 3, column 'day'",
    ]


def test_the_same_id_twice(rivals: ClaimsMap) -> None:
    found = read(table("1/2/2022,,,5,dead,x,,Ethiopia,", "01/02/2022,,,6,dead,x,,Ethiopia,"), rivals)
    assert told(found) == [
        "row 3, column 'day + side + what + who': 'rivals 2022-02-01 Ethiopia dead x' is the id of row 2 too"
    ]


def test_a_running_total_that_falls(rivals: ClaimsMap, tmp_path: Path) -> None:
    data = table(
        "1/2/2022,,,500,dead,x,,Ethiopia,", "1/3/2022,,,400,dead,x,,Ethiopia,", "1/4/2022,,,450,dead,x,,Ethiopia,"
    )
    falls = "the running total of killed falls: 400 on 2022-03-01, after 500 on 2022-02-01 (row 2)"
    said = f"row 3, column 'guess': {falls}"
    assert told(read(data, rivals)) == [said]
    allowed = read(data, rivals, allow_falls=True)
    assert (told(allowed), [str(fault) for fault in allowed.warnings]) == ([], [said])
    warned = read(data, own_map(tmp_path, MAP.replace("dates =", 'falls = "warn"\ndates =')))
    assert (told(warned), len(warned.warnings)) == ([], 1)


def test_totals_of_other_sources_sides_and_measures_do_not_fall(rivals: ClaimsMap) -> None:
    found = read(
        table(
            "1/2/2022,,,500,dead,x,,Ethiopia,",
            "1/3/2022,,,400,dead,y,,Ethiopia,",
            "1/3/2022,,,400,hurt,x,,Ethiopia,",
            "1/3/2022,,,400,dead,x,,Eritrea,",
            "1/3/2022,450,600,,dead,x,,Ethiopia,",
        ),
        rivals,
    )
    assert (found.faults, found.warnings) == ((), ())


def test_what_is_worth_a_look_is_stored_all_the_same(rivals: ClaimsMap) -> None:
    found = read(table("1/5/2022,,,5,dead,x,https://paper.example/2022/04/05/a,Zorvania,"), rivals)
    assert len(claims_of(found)) == 1
    assert [str(fault) for fault in found.warnings] == [
        "row 2, column 'side': 'Zorvania' is no party of the table of parties; kept as written",
        "row 2, column 'day': published on 2022-04-05, before the day that the figure is about (2022-05-01)",
    ]


def test_a_table_without_rows_and_what_is_no_table(rivals: ClaimsMap) -> None:
    with pytest.raises(ReadError, match="holds no rows"):
        read(table(), rivals)
    with pytest.raises(ReadError, match=r"rivals\.csv: .*two columns 'day'"):
        read(table("1,2", header="day,day"), rivals)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 310_000_000)
    with pytest.raises(ReadError, match="ZIP bomb"):
        read(stream.getvalue(), rivals, "rivals.xlsx")
    with pytest.raises(ReadError, match=r"rivals\.xlsx"):
        read(b"PK\x03\x04 nothing of the kind", rivals, "rivals.xlsx")


def test_tags_below_the_header_are_no_row(rivals: ClaimsMap) -> None:
    found = read(table("#date,#low,,,#type,#meta+source,,#group,", "1/2/2022,,,5,dead,x,,Ethiopia,"), rivals)
    assert [row.number for row in found.rows] == [3]


@pytest.mark.parametrize("broken", ["Mek\ud800ele", "a\x00b"])
@pytest.mark.parametrize("column", ["who", "side", "what", "where"])
def test_cells_of_what_is_no_character_are_named_before_anything_is_looked_up(
    tmp_path: Path, column: str, broken: str
) -> None:
    of_map = own_map(
        tmp_path, MAP.replace('place = "Ethiopia"\n', "").replace("[columns]", '[columns]\nplace = "where"')
    )
    cells = {"day": "02/03/2022", "guess": "5", "what": "dead", "who": "the army", "side": "tigray", "where": "Mekelle"}
    row = dict.fromkeys((*HEADER.split(","), "where"), "") | cells | {column: broken}
    found = read(json.dumps(row).encode(), of_map, name="rivals.jsonl")
    assert not found.rows
    assert [f"column '{column}'" in str(fault) and "mend the cell" in str(fault) for fault in found.faults] == [True]
