"""One thread for small matrix products.

A report's products are of some forty rows: a library that shares them among all cores spends more processor time on
waiting than it saves (measured on two cores: 280 ms of processor time a report in place of 165, and no sooner done).
Who wants more reads several reports at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from threadpoolctl import ThreadpoolController


@contextmanager
def one_thread() -> Iterator[None]:
    """Numpy's products on one thread while inside, whatever the surroundings are set to; as it was afterwards."""
    with _controller().limit(limits=1, user_api="blas"):
        yield


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()
