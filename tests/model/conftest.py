"""Small models."""

from __future__ import annotations

import pytest

from sim import District, DistrictModel


@pytest.fixture(scope="session")
def district():
    return District.synthetic(schools=4, teachers=60, seed=3)


@pytest.fixture
def model(district):
    """Fourteen months into a fast rollout."""
    made = DistrictModel(district, "fast_and_furious", seed=7, years=3)
    for _ in range(14):
        made.step()
    return made


@pytest.fixture(params=["compiled", "agents"])
def either(district, request):
    """The same with both engines."""
    made = DistrictModel(district, "fast_and_furious", seed=7, years=3, engine=request.param)
    for _ in range(14):
        made.step()
    return made
