"""The table in the terminal fits 80 columns and says what it is not."""

from __future__ import annotations

import io
from typing import Any

from rich.console import Console

from sim.report import print_comparison


def printed(comparison: Any, width: int = 80) -> str:
    stream = io.StringIO()
    print_comparison(comparison, console=Console(file=stream, width=width))
    return stream.getvalue()


def test_the_table_fits_and_is_complete(fast_and_slow: Any) -> None:
    text = printed(fast_and_slow)
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "thinking tool" in text
    assert "52.8 *" in text
    assert "no clear difference" in text
    assert "-12.5 to -11.5" in text


def test_equal_strategies_get_no_star(equal: Any) -> None:
    text = printed(equal)
    assert "always equal" in text
    assert " *\n" not in text.replace("* does", "")


def test_one_strategy_and_odd_names(make: Any) -> None:
    text = printed(make({"[red]mine": (2.0, 0.6)}, 4))
    assert "[red]mine" in text
    assert "difference" not in text
