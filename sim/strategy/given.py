"""What may stand for a strategy or a future: the object itself, or the name of a shipped one."""

from __future__ import annotations

from sim.foundation.errors import StrategyError, shown
from sim.strategy.future import Future
from sim.strategy.strategy import Strategy

__all__ = ["as_future", "as_strategy"]


def as_strategy(given: object) -> Strategy:
    """Take a strategy, or load a shipped one by name.

    Parameters
    ----------
    given : Strategy or str
        What a caller gave.

    Returns
    -------
    Strategy
        The strategy.

    Raises
    ------
    StrategyError
        When it is neither, or there is none of that name.
    """
    if isinstance(given, Strategy):
        return given
    if isinstance(given, str):
        return Strategy.load(given)
    raise StrategyError(
        f"the strategy is {shown(given)}; give a Strategy, or the name of a shipped one: {', '.join(Strategy.names())}."
    )


def as_future(given: object) -> Future:
    """Take a future, load a shipped one by name, or let nothing happen.

    Parameters
    ----------
    given : Future, str or None
        What a caller gave.

    Returns
    -------
    Future
        The future.

    Raises
    ------
    StrategyError
        When it is none of these, or there is none of that name.
    """
    if given is None:
        return Future.none()
    if isinstance(given, Future):
        return given
    if isinstance(given, str):
        return Future.load(given)
    raise StrategyError(
        f"the future is {shown(given)}; give a Future, or the name of a shipped one: {', '.join(Future.names())}."
    )
