from __future__ import annotations

from datetime import date

import pytest

from tollbook.publish.edtf_dates import edtf


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (None, None, None),
        ("2023-01-04", "2023-01-04", "2023-01-04"),
        ("2023-01-04", "2023-01-09", "2023-01-04/2023-01-09"),
        ("2023-02-01", "2023-02-28", "2023-02"),
        ("2024-02-01", "2024-02-28", "2024-02-01/2024-02-28"),
        ("2023-02-01", "2023-03-31", "2023-02/2023-03"),
        ("2023-01-01", "2023-12-31", "2023"),
        ("2022-01-01", "2023-12-31", "2022/2023"),
        ("2023-01-04", None, "2023-01-04/"),
        (None, "2023-01-04", "/2023-01-04"),
    ],
)
def test_a_window_is_written_as_exactly_as_it_is_known(first: str | None, last: str | None, said: str | None) -> None:
    days = (None if day is None else date.fromisoformat(day) for day in (first, last))
    assert edtf(*days) == said
