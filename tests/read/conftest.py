"""Settings of the readers' tests."""

import pytest

from tollbook.read import find_language


@pytest.fixture(scope="session", autouse=True)
def language_model() -> None:
    """Read the language model once, before the first test that needs it."""
    find_language("Шестеро людей загинуло, сказав міський голова.")
    find_language("Sieben Menschen wurden getötet.")
