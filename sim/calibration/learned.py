"""What was learned and what was not: ranges before and after, and the directions that targets can tell apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.calibration.matching import Simulator, summarize
from sim.calibration.targets import Target
from sim.foundation.parameters import registry

if TYPE_CHECKING:
    import pandas as pd

    from sim.calibration.ensemble import Calibration

__all__ = ["PRODUCTS", "Directions", "directions", "ranges"]

PRODUCTS: dict[str, tuple[str, Callable[[Mapping[str, float]], float]]] = {
    "load": ("practice_hours_new / spare_median", lambda v: v["practice_hours_new"] / v["spare_median"]),
    "readiness": ("prior - threshold_mean", lambda v: v["prior"] - registry()["threshold_mean"].value),
    "growth by dose": ("depth_growth / coach_half_dose", lambda v: v["depth_growth"] / v["coach_half_dose"]),
    "new principal": (
        "giveup_principal * (1 - successor_commitment)",
        lambda v: v["giveup_principal"] * (1.0 - v["successor_commitment"]),
    ),
}
"""Products and ratios that these targets cannot take apart, so that only they can be learned."""


def ranges(found: Calibration) -> pd.DataFrame:
    """Compare what was drawn with what was kept.

    Returns
    -------
    pandas.DataFrame
        One row a parameter (and product): ``kind`` (fitted, product or drawn), 5 %, 50 % and 95 % points before and
        after, ``narrower`` (1 less the ratio of the widths between 5 and 95 %) and ``chance`` (two-sample
        Kolmogorov-Smirnov: how often so large a difference comes by chance if nothing was learned).
    """
    import pandas as pd
    from scipy import stats

    before = [*found.matched.pilot.values, *found.matched.waves[0].values]  # noqa: PD011
    columns: dict[str, tuple[str, Callable[[Mapping[str, float]], float]]] = {}
    for name in found.matched.free:
        columns[name] = ("fitted", itemgetter(name))
    columns |= {formula: ("product", give) for formula, give in PRODUCTS.values()}
    for name in found.matched.others:
        columns[name] = ("drawn", itemgetter(name))
    rows = []
    for name, (kind, give) in columns.items():
        prior, after = (np.array([give(one) for one in sets]) for sets in (before, found.sets))
        row: dict[str, Any] = {"name": name, "kind": kind}
        for when, values in (("before", prior), ("after", after)):
            for percent in (5, 50, 95):
                row[f"{when}_{percent}"] = float(np.percentile(values, percent)) if values.size else np.nan
        row["narrower"] = 1.0 - (row["after_95"] - row["after_5"]) / (row["before_95"] - row["before_5"])
        row["chance"] = float(stats.ks_2samp(prior, after).pvalue) if after.size else np.nan
        rows.append(row)
    return pd.DataFrame(rows)


@dataclass(frozen=True)
class Directions:
    """What the targets can tell apart.

    Parameters
    ----------
    effects : ndarray
        Change of every target from the low to the high end of every fitted parameter's range, all others at the
        registry's values, in standard deviations of the evidence (tolerance and discrepancy); shape (targets, free).
    errors : ndarray
        Standard errors of the same by luck.
    values : ndarray
        Singular values of ``effects``.
    noise : float
        95 % point of the largest singular value that luck alone makes.
    loadings : ndarray
        Rows are directions in the fitted parameters, of length 1.
    """

    free: tuple[str, ...]
    targets: tuple[str, ...]
    effects: np.ndarray
    errors: np.ndarray
    values: np.ndarray
    noise: float
    loadings: np.ndarray

    @property
    def identified(self) -> int:
        """Directions that move targets by more than luck and by more than one standard deviation of the evidence."""
        return int((self.values > max(1.0, self.noise)).sum())


def directions(
    simulate: Simulator,
    targets: Sequence[Target],
    ends: Mapping[str, tuple[float, float]],
    replicates: int,
    tell: Callable[[str, int, int], None] | None = None,
) -> Directions:
    """Move every fitted parameter from end to end, with the same luck, and see which targets follow.

    Parameters
    ----------
    simulate : callable
        As in :func:`sim.calibration.matching.match`.
    targets : sequence of Target
        Those that were fitted.
    ends : mapping of str to (float, float)
        Range of each fitted parameter.
    replicates : int
        Draws of luck, >= 2.
    tell : callable, optional
        Told what is being done, how much is done, and how much there is.

    Returns
    -------
    Directions
        Scaled sensitivities and their singular values.
    """
    names = [target.name for target in targets]
    scale = np.array([np.hypot(target.tolerance, target.discrepancy) for target in targets])
    each = []
    for name, (low, high) in ends.items():
        down, up = (summarize(simulate, {name: end}, names, range(replicates)) for end in (low, high))
        each.append((up - down) / scale)
        if tell is not None:
            tell("parameters moved", len(each), len(ends))
    moved = np.nan_to_num(np.array(each).transpose(1, 2, 0))  # replicates, targets, free
    effects, away = moved.mean(axis=0), moved - moved.mean(axis=0)
    _, values, loadings = np.linalg.svd(effects, full_matrices=False)
    generator = np.random.default_rng(0)  # signs at random keep the size of luck and take away any effect
    signs = generator.choice((-1.0, 1.0), size=(400, replicates, 1, 1))
    noise = np.linalg.svd((signs * away).mean(axis=1), compute_uv=False)[:, 0]
    errors = moved.std(axis=0, ddof=1) / np.sqrt(replicates)
    return Directions(tuple(ends), tuple(names), effects, errors, values, float(np.percentile(noise, 95)), loadings)
