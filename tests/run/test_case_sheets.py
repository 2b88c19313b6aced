"""The forensic sheet of cases: particulars as stated, what nobody states left so, and what is claimed of remains."""

from __future__ import annotations

from datetime import date

from tollbook.model import Case, Fate, Naming, Window
from tollbook.publish.forensic import ClaimedRow
from tollbook.run.case_sheets import row_of_case

DAY = Window(start=date(2021, 4, 3), end=date(2021, 4, 3))
LISTED = Naming(
    name="Ada Korrel", other_names=("Ада Коррел",), age=34, sex="female", place="Karsk", when=DAY, fate=Fate.KILLED,
    list_name="ministry", source_id="7", born=1987,
)  # fmt: skip
TOLD = Naming(name="Ada Korel", mention="m-1", report="r-1", fate=Fate.KILLED, place="Karsk", when=DAY)
HELD = ClaimedRow(says="held", rule=114, said_by="the mayor", words="her body is in the morgue", claim="m-1")


def test_particulars_are_those_of_lists_and_reports_and_steps_those_of_claims_that_name_the_person() -> None:
    case = Case(id="case-1", members=(LISTED.id, TOLD.id), state="machine")
    row = row_of_case(case, [LISTED, TOLD], {"m-1": [HELD], "m-2": [HELD]})
    stated = dict(row.particulars())
    assert stated["(c) surname"] == "Ada Korrel; Ада Коррел; Ada Korel"
    assert stated["(d) first name or names"] == "not stated"
    assert stated["(e) date of birth"] == "1987"
    assert stated["(g) date and place of capture or death"] == "killed: Karsk, 2021-04-03"
    assert stated["(f) other particulars shown on card or disc"] == (
        "female, aged 34, named by ministry 7; named by claim m-1"
    )
    assert row.claimed == (HELD,)


def test_where_somebody_went_missing_is_no_place_of_death() -> None:
    missing = LISTED.model_copy(update={"fate": Fate.MISSING})
    row = row_of_case(Case(id="case-1", members=(missing.id,)), [missing], {})
    assert row.place_and_date is None
    assert row.claimed == ()
