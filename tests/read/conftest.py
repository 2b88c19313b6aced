"""Settings of the readers' tests."""

import pytest

from tollbook.read import find_language


@pytest.fixture(scope="session", autouse=True)
def language_model() -> None:
    """Read the language model before a property test looks at its clock."""
    find_language("Six people were killed.")
