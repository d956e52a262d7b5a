"""A parameter set's simulated means against the evidence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.calibration.targets import Target

__all__ = ["CUT", "confronted", "ranked"]

CUT = 3.0
"""Implausibility above which a set is ruled out: 95 % of any unimodal distribution lie within three SDs."""


def confronted(
    targets: Sequence[Target], runs: np.ndarray, luck: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Mean of every target over replicates, and its implausibility.

    Parameters
    ----------
    targets : sequence of Target
        The columns of ``runs``.
    runs : ndarray
        Shape (replicates, targets); NaN where a replicate shows nothing.
    luck : ndarray, optional
        Variance of one replicate; estimated from ``runs`` where it is not given.

    Returns
    -------
    tuple of ndarray
        Shape (targets,) each; infinitely implausible where a target was never seen.
    """
    seen = (~np.isnan(runs)).sum(axis=0)
    means = np.full(len(targets), np.nan)
    means[seen > 0] = np.nanmean(runs[:, seen > 0], axis=0)
    if luck is None:
        luck = np.zeros(len(targets))
        luck[seen > 1] = np.nanvar(runs[:, seen > 1], axis=0, ddof=1)
    of_mean = luck / np.maximum(1, seen)
    away = [t.implausibility(float(m), float(v)) for t, m, v in zip(targets, means, of_mean, strict=True)]
    return means, np.array(away)


def ranked(away: np.ndarray, forgiven: int) -> np.ndarray:
    """Give the largest implausibility along the last axis, after so many larger ones have been forgiven."""
    return np.asarray(np.sort(away, axis=-1)[..., -1 - min(forgiven, away.shape[-1] - 1)])
