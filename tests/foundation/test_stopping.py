"""A stop waits for the end of what must not be torn apart."""

from __future__ import annotations

import signal
import threading

import numba
import pytest

from sim.foundation.compiling import dispatcher
from sim.foundation.stopping import STOPS, stops_wait


def test_a_stop_waits_for_the_end_of_the_block():
    done = []
    with pytest.raises(KeyboardInterrupt), stops_wait():
        signal.raise_signal(signal.SIGINT)
        done.append("all of it")
    assert done == ["all of it"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_an_error_of_the_block_gives_way_to_the_stop():
    with pytest.raises(KeyboardInterrupt), stops_wait():
        signal.raise_signal(signal.SIGINT)
        raise RuntimeError("no compiled object yet")


def test_a_second_stop_does_not_wait():
    done = []
    with pytest.raises(KeyboardInterrupt), stops_wait():
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        done.append("never")
    assert done == []


def test_other_handlers_stay_as_they_are():
    before = [signal.getsignal(number) for number in STOPS]
    with stops_wait():
        for number, handler in zip(STOPS, before, strict=True):
            if not callable(handler):
                assert signal.getsignal(number) is handler
    assert [signal.getsignal(number) for number in STOPS] == before


def test_nothing_changes_in_another_thread():
    seen = []

    def elsewhere():
        with stops_wait():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert seen == [signal.default_int_handler]


def test_ctrl_c_in_the_compiler_leaves_a_loop_that_works(monkeypatch):
    """The compiler calls back from C, where the interrupt would be lost with half a result."""
    linked = dispatcher(lambda x: x + 1.0, hot=False)
    compiler = type(linked._compiler)
    compiles = compiler.compile

    def interrupted(self, *types):
        signal.raise_signal(signal.SIGINT)
        return compiles(self, *types)

    monkeypatch.setattr(compiler, "compile", interrupted)
    with pytest.raises(KeyboardInterrupt):
        linked(1.0)
    monkeypatch.setattr(compiler, "compile", compiles)
    assert linked(1.0) == 2.0
    assert isinstance(linked.signatures[0][0], numba.types.Float)
