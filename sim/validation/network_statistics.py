"""Statistics of a school's advice network, computed in one way for measured and for generated schools.

Who does not answer a questionnaire names nobody. Statistics of asking use the rows of those who answered; whom they
name may be anybody. What needs both directions of a tie (reciprocity, closed triangles) uses pairs in which both
answered. A generated school is asked the same way: as many of its people do not answer.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["STATISTICS", "gini", "leader_statistics", "log_odds", "school_statistics"]

Matrix = NDArray[np.bool_]

STATISTICS: dict[str, str] = {
    "degree": "colleagues asked by a person",
    "degree_spread": "spread of it between people (SD)",
    "asks_nobody": "share of people who ask nobody",
    "asked_by_nobody": "share of people whom nobody asks",
    "reciprocity": "share of ties that go both ways",
    "transitivity": "share of closed triangles",
    "team_odds": "odds of a tie inside a team against outside (log)",
    "gini": "how unequally people are asked (Gini)",
    "connected": "whether all people hang together (1 yes, 0 no)",
    "distance": "steps between two people, mean",
    "asking_and_asked": "correlation of asking and being asked",
}
"""What is computed of a school, with its meaning in words."""


def gini(values: NDArray[Any]) -> float:
    """Say how unequal non-negative values are.

    Parameters
    ----------
    values : numpy.ndarray
        At least one of them above 0.

    Returns
    -------
    float
        0 (all equal) to 1; NaN when all are 0.
    """
    ordered, count = np.sort(np.asarray(values, np.float64)), len(values)
    total = float(ordered.sum())
    return float((2 * np.arange(1, count + 1) - count - 1) @ ordered / (count * total)) if total > 0.0 else math.nan


def school_statistics(asks: Matrix, same_team: Matrix, answered: NDArray[np.bool_]) -> dict[str, float]:
    """Compute everything of :data:`STATISTICS`.

    Parameters
    ----------
    asks : numpy.ndarray
        bool (N, N): row asks column; rows of those who did not answer are empty.
    same_team : numpy.ndarray
        bool (N, N): in the same grade or subject team.
    answered : numpy.ndarray
        bool (N,).

    Returns
    -------
    dict of str to float
        By the names of :data:`STATISTICS`; NaN where a statistic does not exist.
    """
    count = len(answered)
    others = ~np.eye(count, dtype=bool)
    both = asks[np.ix_(answered, answered)]
    given, received = asks.sum(1)[answered].astype(float), asks.sum(0).astype(float)
    steps = _steps(asks | asks.T)
    reached = np.isfinite(steps) & others
    rows = answered[:, None] & others
    return {
        "degree": float(given.mean()),
        "degree_spread": float(given.std(ddof=1)),
        "asks_nobody": float((given == 0.0).mean()),
        "asked_by_nobody": float((received == 0.0).mean()),
        "reciprocity": float((both & both.T).sum() / max(1, both.sum())),
        "transitivity": _transitivity(both | both.T),
        "team_odds": log_odds(asks, same_team, rows),
        "gini": gini(received),
        "connected": float(np.isfinite(steps).all()),
        "distance": float(steps[reached].mean()) if reached.any() else math.nan,
        "asking_and_asked": _correlation(given, received[answered]),
    }


def leader_statistics(works: Matrix) -> dict[str, float]:
    """Compute degree, reciprocity, closed triangles and inequality of a network of leaders.

    Parameters
    ----------
    works : numpy.ndarray
        bool (N, N): row names column.

    Returns
    -------
    dict of str to float
        ``degree``, ``reciprocity``, ``transitivity``, ``gini``, ``degree_spread``.
    """
    named = works.sum(0).astype(float)
    return {
        "degree": float(works.sum() / len(works)),
        "degree_spread": float(works.sum(1).std(ddof=1)),
        "reciprocity": float((works & works.T).sum() / max(1, works.sum())),
        "transitivity": _transitivity(works | works.T),
        "gini": gini(named),
    }


def _transitivity(either: Matrix) -> float:
    """Three times the triangles over the paths of two ties, direction left aside (NaN without such paths)."""
    ties = either.astype(np.float64)
    degree = ties.sum(1)
    paths = float((degree * (degree - 1.0)).sum())
    return float(np.trace(ties @ ties @ ties)) / paths if paths > 0.0 else math.nan


def log_odds(asks: Matrix, same: Matrix, rows: Matrix) -> float:
    """Say how much likelier a tie is between people of one kind than between others.

    Parameters
    ----------
    asks : numpy.ndarray
        bool (N, N): row asks column.
    same : numpy.ndarray
        bool (N, N): of one kind (in one team, of one mind).
    rows : numpy.ndarray
        bool (N, N): pairs that count.

    Returns
    -------
    float
        Logarithm of the odds ratio, each cell half a tie larger (Haldane 1956).
    """
    inside, outside = rows & same, rows & ~same
    cells = [float((asks & part).sum()) + 0.5 for part in (inside, outside)]
    empty = [float((~asks & part).sum()) + 0.5 for part in (inside, outside)]
    return math.log(cells[0] * empty[1] / (empty[0] * cells[1]))


def _correlation(a: NDArray[Any], b: NDArray[Any]) -> float:
    return float(np.corrcoef(a, b)[0, 1]) if a.std() > 0.0 and b.std() > 0.0 else math.nan


def _steps(either: Matrix) -> NDArray[np.float64]:
    from scipy.sparse.csgraph import shortest_path

    return np.asarray(shortest_path(either.astype(np.float64), unweighted=True, directed=False))
