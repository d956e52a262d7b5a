"""Bad input of every kind: one message with cause and cure, nothing wrong accepted, nothing left behind."""

from __future__ import annotations

import pytest
from fuzzing.case import faults
from fuzzing.line_cases import listed_cases
from fuzzing.playing import MAKERS, all_faults, case_of, faults_of

SEED = 9


@pytest.mark.parametrize("part", range(5))
def test_five_hundred_cases(part):
    found = [fault for number in range(100 * part, 100 * (part + 1)) for fault in faults_of(SEED, number)]
    assert not found, "\n".join(found)


def test_every_listed_line_is_refused(tmp_path):
    found = [f"{case.what}: {fault}" for case in listed_cases() for fault in faults(case, tmp_path)]
    assert not found, "\n".join(found)


@pytest.mark.slow
def test_ten_thousand_cases():
    found = all_faults(SEED + 1, 10_000)
    assert not found, "\n".join(found)


def test_a_case_is_the_same_again():
    for number in range(2 * len(MAKERS)):
        one, other = case_of(SEED, number), case_of(SEED, number)
        assert (one.kind, one.must, one.why) == (other.kind, other.must, other.why)
