"""What compiling changes for its time only is put back, also after an error."""

from __future__ import annotations

import gc

import numba
import pytest

from sim.foundation.compiling import apart, dispatcher, stands_apart


@pytest.mark.parametrize("collecting", [True, False])
def test_effort_and_garbage_collection_are_put_back(collecting):
    seen = []

    def wrong(x):
        return x.nothing_of_the_kind

    before = gc.isenabled(), numba.core.config.OPT
    (gc.enable if collecting else gc.disable)()
    try:
        with pytest.raises(numba.TypingError):
            dispatcher(wrong, hot=False)(1.0)
        seen = [gc.isenabled(), numba.core.config.OPT]
    finally:
        (gc.enable if before[0] else gc.disable)()
    assert seen == [collecting, before[1]]


def test_a_mark_stays_with_a_copy():
    @apart
    def marked(x):
        return x

    def other(x):
        return x

    copied = type(marked)(marked.__code__, {}, "copied")
    assert stands_apart(marked)
    assert stands_apart(copied)
    assert not stands_apart(other)
