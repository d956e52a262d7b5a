"""A laboratory for tests of causes: small districts, shared luck, paired runs (``sim.validation.laboratory``)."""

from __future__ import annotations

import pytest

from sim.validation.laboratory import Laboratory


@pytest.fixture(scope="session")
def laboratory() -> Laboratory:
    """The same people for all tests of a session."""
    return Laboratory(seed=1)
