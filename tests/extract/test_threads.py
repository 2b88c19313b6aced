"""Numpy's products are kept on one thread inside, and left as they were outside."""

import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from tollbook.extract import pipeline
from tollbook.extract.threads import one_thread
from tollbook.model import Report


def _threads() -> set[int]:
    return {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"}


def test_one_thread_inside_and_as_before_afterwards() -> None:
    with threadpool_limits(2, user_api="blas"):
        with one_thread():
            assert _threads() == {1}
        assert _threads() == {2}


def test_as_before_after_an_error() -> None:
    with threadpool_limits(2, user_api="blas"):
        with pytest.raises(ValueError, match="inside"), one_thread():
            raise ValueError("inside")
        assert _threads() == {2}


def test_a_report_is_read_on_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[set[int]] = []
    read = pipeline.read_context

    def noted(*given: object) -> object:
        seen.append(_threads())
        return read(*given)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(pipeline, "read_context", noted)
    with threadpool_limits(2, user_api="blas"):
        pipeline.extract_claims(Report(text="Shelling killed four villagers in Oskol on Monday."))
    assert seen == [{1}]
