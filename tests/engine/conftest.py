"""A small district in which everything happens, and exact comparison."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from sim import District, Event, Future, Stance, Strategy


@pytest.fixture(scope="session")
def district():
    return District.synthetic(schools=6, teachers=110, seed=3)


@pytest.fixture(scope="session")
def strategies():
    """One that pushes fast and holds much together, and one that lets people lead the way."""
    pushed = Strategy(
        tight_loose={0: Stance(-0.6, chart=0.5), 2: Stance(0.4)},
        fast_slow=Stance(-0.8, chart=0.3),
        bundle_modules=-0.3,
        practices_failures=Stance(0.3, chart=0.4),
        fixed_adaptive=0.5,
        need_readiness=-0.4,
        name="pushed",
        conditions={
            "team_staffing": 0.8,
            "model_classroom": True,
            "clear_goals": 0.8,
            "grant_dollars_per_student": 900.0,
        },
    )
    grown = Strategy(
        tight_loose=0.5,
        fast_slow=0.2,
        build_buy=-0.8,
        bundle_modules=0.6,
        practices_failures=0.8,
        name="grown",
        conditions={
            "innovation_fund": True,
            "safety": 0.8,
            "grant_dollars_per_student": 1500.0,
            "operating_dollars_per_student": 300.0,
        },
    )
    return {"pushed": pushed, "grown": grown}


@pytest.fixture(scope="session")
def future():
    events = (
        Event("teacher_shortage", 1),
        Event("state_mandate", 1, month=4),
        Event("superintendent_leaves", 2, month=3),
        Event("closure", 2, month=5, size=2),
        Event("enrollment_shift", 2, month=8, size=-0.2),
    )
    return Future(name="much", title="much happens", events=events)


@pytest.fixture(scope="session")
def differences():
    """Names of the arrays, and of the centre's values, in which two runs differ at all."""

    def compare(one, other):
        found = []
        for part in ("teachers", "schools"):
            mine, theirs = getattr(one, part), getattr(other, part)
            for name in mine._fields:
                x, y = getattr(mine, name), getattr(theirs, name)
                if not np.array_equal(x, y, equal_nan=x.dtype.kind == "f"):
                    found.append(f"{part}.{name}")
        for name, value in vars(one.centre).items():
            if not np.array_equal(np.asarray(value, object), np.asarray(getattr(other.centre, name), object)):
                found.append(f"centre.{name}")
        return found

    return compare


@pytest.fixture(scope="session")
def mark():
    """A mark of all that was recorded; equal runs have equal marks."""

    def hashed(history):
        parts = [values.tobytes() for series in (history.schools, history.district) for values in series.values()]
        return hashlib.sha256(b"".join(parts)).hexdigest()

    return hashed
