"""Lists from CSV files: three forms, one table; and what is wrong named by file and line."""

from pathlib import Path

import pytest

from tollbook.errors import ReadError
from tollbook.run.list_files import read_lists

COMBINED = "A,B,C,count\n1,0,0,2\n1,1,0,1\n0,1,1,2\n1,1,1,1\n"
PERSONS = (
    "id,name,A,B,C\np1,Ann,1,0,0\np2,Bo,x,,\np3,Cy,yes,yes,no\np4,Di,0,1,1\np5,Ed,0,1,1\np6,Fy,1,1,1\np7,Gu,0,0,0\n"
)
LISTS = {
    "A": "id,day\np1,3\np2,4\np3,5\np6,5\n",
    "B": "id\np3\np4\np5\np6\n",
    "C": "id\np4\np5\np6\n",
}


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_three_forms_give_one_table(tmp_path: Path) -> None:
    files = [write(tmp_path, f"{name}.csv", text) for name, text in LISTS.items()]
    combined = read_lists([write(tmp_path, "combined.csv", COMBINED)])
    persons = read_lists([write(tmp_path, "persons.csv", PERSONS)])
    apart = read_lists(files)
    assert combined.captures == persons.captures == apart.captures
    assert combined.captures.lists == ("A", "B", "C")
    assert combined.captures.observed == 6
    assert persons.notes == (
        "not lists, passed over: name",
        "1 rows on no list left out: those are what is to be estimated",
    )
    assert apart.notes == ("persons are joined by equal ids alone: give each person one id in all files beforehand",)


def test_the_order_of_rows_and_files_changes_nothing(tmp_path: Path) -> None:
    head, *rows = PERSONS.splitlines()
    turned = write(tmp_path, "turned.csv", "\n".join([head, *reversed(rows)]) + "\n")
    plain = write(tmp_path, "plain.csv", PERSONS)
    assert read_lists([turned]).captures == read_lists([plain]).captures


def test_columns_can_be_named(tmp_path: Path) -> None:
    text = "case,A,B,C,survivor\n1,1,0,1,0\n2,1,1,0,1\n3,0,1,1,1\n"
    file = write(tmp_path, "p.csv", text)
    assert read_lists([file], id_column="case").captures.lists == ("A", "B", "C", "survivor")
    chosen = read_lists([file], id_column="case", lists=["A", "B", "C"])
    assert chosen.captures.lists == ("A", "B", "C")
    assert chosen.notes == ("not lists, passed over: survivor",)
    counted = write(tmp_path, "c.csv", "A,B,C,dead\n1,0,0,2\n0,1,1,3\n")
    assert read_lists([counted], count="dead").captures.observed == 5


def test_persons_on_no_list_are_told_and_left_out(tmp_path: Path) -> None:
    found = read_lists([write(tmp_path, "c.csv", COMBINED + "0,0,0,9\n")])
    assert found.captures.observed == 6
    assert found.notes == ("9 persons on no list left out: those are what is to be estimated",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty; the first line names the columns"),
        ("A,B,C,count\n", "no row under the names"),
        ("A,B,A,count\n1,0,1,2\n", "two columns are called 'A'"),
        ("A,B,C,count\n1,0,2\n", "line 2: 3 cells under 4 columns"),
        ("A,B,C,count\n1,0,0,2.5\n", "line 2: '2.5' in 'count' is no whole number"),
        ("A,B,C,count\n1,0,0,-2\n", "line 2: '-2' in 'count' is no whole number"),
        ("A,B,C,count\n1,0,0,2\n1,0,0,3\n", "line 3: this combination of lists stands there before"),
        ("A,B,count\n1,0,2\n1,1,2\n", "2 lists: three are needed"),
        ("id,A,B,C\np1,1,0,0\np2,0,1,0\np1,1,0,0\n", "line 4: id 'p1' stands there twice (before in line 2)"),
        ("id,A,B,C\np1,1,0,0\n,0,1,0\n", "line 3: no id in column 'id'"),
        ("id,A,B,C\np1,1,0,0\np2,1,0,0\n", "B: nobody is on this list"),
    ],
)
def test_what_is_wrong_is_named_by_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ReadError) as raised:
        read_lists([write(tmp_path, "lists.csv", text)])
    assert said in str(raised.value)
    assert "lists.csv" in str(raised.value)


def test_a_cell_that_is_no_mark_is_named_where_its_column_is_said_to_be_a_list(tmp_path: Path) -> None:
    file = write(tmp_path, "p.csv", "id,A,B,C\np1,1,0,maybe\np2,1,1,0\n")
    with pytest.raises(ReadError, match="line 2, column 'C': 'maybe' is neither yes"):
        read_lists([file], lists=["A", "B", "C"])
    with pytest.raises(ReadError, match="2 lists: three are needed"):
        read_lists([file])
    with pytest.raises(ReadError, match="no column 'D'; it has id, A, B, C"):
        read_lists([file], lists=["A", "D"])


def test_the_same_id_twice_in_a_list_is_refused(tmp_path: Path) -> None:
    files = [write(tmp_path, f"{name}.csv", text) for name, text in (LISTS | {"B": "id\np3\np4\np3\n"}).items()]
    with pytest.raises(ReadError, match=r"B\.csv, line 4: id 'p3' stands there twice .* one person or two"):
        read_lists(files)


def test_files_without_that_column_of_ids_or_of_one_name_are_refused(tmp_path: Path) -> None:
    files = [write(tmp_path, f"{name}.csv", text) for name, text in LISTS.items()]
    with pytest.raises(ReadError, match="no column 'case'; say with --id"):
        read_lists(files, id_column="case")
    (tmp_path / "more").mkdir()
    with pytest.raises(ReadError, match="two files are called A"):
        read_lists([*files, write(tmp_path / "more", "A.csv", LISTS["A"])])
    with pytest.raises(ReadError, match="2 lists: three are needed"):
        read_lists(files[:2])


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    file = tmp_path / "lists.csv"
    file.write_bytes(b"A,B,C\n\xff\xfe\x00")
    with pytest.raises(ReadError, match="not UTF-8 text"):
        read_lists([file])
