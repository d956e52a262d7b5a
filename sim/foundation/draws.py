"""Shared luck: every random draw is a hash of (seed, decision, month, person), not the next number of a stream.

Two strategies with one seed meet the same people, draws and shocks, because a draw depends on nothing but what it
is for. The counter is packed one to one, so that inside a seed no two draws can share it, and goes through two rounds
of SplitMix64's finaliser (Steele, Lea & Flood 2014, doi:10.1145/2660193.2660195; constants: Stafford's variant 13).

The functions are plain Python on ``numpy.uint64``; they are compiled into the monthly loops and also take whole
numpy arrays. All integers stay ``uint64``: mixed with a signed number they would silently turn into floats.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.foundation.compiling import apart

__all__ = ["bell", "draw_key", "mix", "person", "uniform"]

U = np.uint64
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
ONE = np.uint64(0xBF58476D1CE4E5B9)
TWO = np.uint64(0x94D049BB133111EB)
SIXTEEN_BITS = np.uint64(0xFFFF)
BELL_SCALE = 1.0 / 65536.0 * 1.7320508075688772  # four uniforms of variance 1/12 each: sum has SD 0.577


def mix(x: Any) -> Any:
    """Scramble 64 bits (SplitMix64's finaliser); one to one."""
    x = (x ^ (x >> U(30))) * ONE
    x = (x ^ (x >> U(27))) * TWO
    return x ^ (x >> U(31))


def draw_key(seed: int, replicate: int) -> np.uint64:
    """Make the key of one run's luck.

    Parameters
    ----------
    seed : int
        0 or larger, below 2**63.
    replicate : int
        0 or larger; each replicate has luck of its own.

    Returns
    -------
    numpy.uint64
        The key that :func:`uniform` takes.

    Raises
    ------
    ValueError
        For a negative or too large seed or replicate.
    """
    for name, value in (("seed", seed), ("replicate", replicate)):
        if not 0 <= int(value) < 2**63:
            raise ValueError(f"{name} is {value}; it must be a whole number from 0 to 2**63 - 1.")
    with np.errstate(over="ignore"):
        return np.uint64(mix(mix(U(seed) * GOLDEN) + U(replicate) * GOLDEN))


def person(entity: Any, spell: Any) -> Any:
    """Key a person by position and spell, so that a newcomer inherits nobody's luck.

    Parameters
    ----------
    entity : numpy.uint64
        The position, below 2**32.
    spell : numpy.uint64
        Which person in that position, counted from 0, below 2**8 (it starts again after 256 people).

    Returns
    -------
    numpy.uint64
        Position and spell packed for :func:`uniform`.
    """
    return entity | ((spell & U(255)) << U(56))


@apart
def uniform(key: Any, decision: Any, month: Any, entity: Any) -> Any:
    """Draw evenly from 0 (included) to 1 (excluded).

    Parameters
    ----------
    key : numpy.uint64
        From :func:`draw_key`.
    decision : numpy.uint64
        Which decision the draw is for, 1..255 (:mod:`sim.foundation.decisions`).
    month : numpy.uint64
        Month of the run, below 2**16.
    entity : numpy.uint64
        A position below 2**32, or a packed person from :func:`person`.

    Returns
    -------
    float
        In [0, 1).
    """
    counter = entity | (month << U(32)) | (decision << U(48))
    return np.float64(mix(mix(counter + key) + GOLDEN) >> U(11)) * 1.1102230246251565e-16


@apart
def bell(key: Any, decision: Any, month: Any, entity: Any) -> Any:
    """Draw from a bell curve with mean 0 and SD 1 that ends at -3.46 and 3.46.

    Four 16-bit uniforms of one hash are added (Irwin-Hall of order four), which costs a fifth of a logarithm and a
    cosine. The tails are lighter than the normal's: 2.2 % lie beyond 2.2 SD against 2.8 %.

    Parameters
    ----------
    key, decision, month, entity : numpy.uint64
        As in :func:`uniform`.

    Returns
    -------
    float
        Mean 0, SD 1, in (-3.47, 3.47).
    """
    counter = entity | (month << U(32)) | (decision << U(48))
    bits = mix(mix(counter + key) + GOLDEN)
    total = (
        (bits & SIXTEEN_BITS) + ((bits >> U(16)) & SIXTEEN_BITS) + ((bits >> U(32)) & SIXTEEN_BITS) + (bits >> U(48))
    )
    return (np.float64(total) - 131070.0) * BELL_SCALE
