from __future__ import annotations

import numpy as np
import pytest

from sim.outcomes import largest_regret, regret

VALUES = np.array([[0.5, 0.1], [0.3, 0.4], [0.2, np.nan]])


def test_regret_by_hand():
    assert regret(VALUES, "higher")[:2].tolist() == [[0.0, pytest.approx(0.3)], [pytest.approx(0.2), 0.0]]
    assert largest_regret(VALUES, "higher")[:2] == pytest.approx([0.3, 0.2])
    assert np.isnan(largest_regret(VALUES, "higher")[2])
    assert regret(VALUES, "lower")[0].tolist() == [pytest.approx(0.3), 0.0]


def test_regret_needs_a_direction():
    with pytest.raises(ValueError, match="more or less is better"):
        regret(VALUES, "neither")
