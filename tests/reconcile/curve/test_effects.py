"""A source that counts high throughout is told by its multiple, and the second curve leaves that out."""

import numpy as np
import pytest

from tests.reconcile.curve.made import claim, growing
from tollbook.reconcile.curve import rival_curve, source_effects


def test_a_source_at_half_as_much_again_is_found_and_taken_out() -> None:
    high = [claim(50 + n, 15 + 30 * n, (25 + 10 * n) ** 2 * 1.5, source="ngo") for n in range(11)]
    curve = rival_curve([*growing(), *high])
    found = source_effects(curve)
    assert found is not None
    assert found.multiples["ngo"] / found.multiples["monitor"] == pytest.approx(1.5, rel=0.03)
    middle = found.mid / found.multiples["monitor"] ** -1
    assert middle[150] == pytest.approx(4900, rel=0.05)
    assert np.diff(found.mid).min() >= -1e-6


def test_the_weights_say_whose_level_is_the_middle() -> None:
    high = [claim(50 + n, 90 * n, (20 + 30 * n) ** 2 * 2, source="ngo") for n in range(4)]
    found = source_effects(rival_curve([*growing(), *high]))
    assert found is not None
    middle = (np.log(found.multiples["monitor"]) * 12 + np.log(found.multiples["ngo"]) * 4) / 16
    assert middle == pytest.approx(0, abs=1e-9)


def test_sources_that_agree_have_no_level_of_their_own() -> None:
    same = [claim(50 + n, 15 + 30 * n, (25 + 10 * n) ** 2, source="ngo") for n in range(8)]
    found = source_effects(rival_curve([*growing(), *same]))
    assert found is not None
    assert list(found.multiples.values()) == pytest.approx([1, 1], abs=0.01)


def test_one_source_alone_has_no_second_curve() -> None:
    assert source_effects(rival_curve(growing())) is None
