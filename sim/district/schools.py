"""The schools of a district as columns, and how unevenly low-income students are spread over them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
import numpy.typing as npt

__all__ = ["ELEMENTARY", "HIGH", "LEVELS", "MIDDLE", "Floats", "Integers", "Schools", "dissimilarity"]

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

LEVELS: Final = ("elementary", "middle", "high")
"""Names of the level codes 0, 1, 2."""
ELEMENTARY: Final = 0
"""Elementary schools, with preschools and kindergarten to grade 8."""
MIDDLE: Final = 1
"""Middle and junior high schools."""
HIGH: Final = 2
"""High schools, and every school that has high-school grades."""


def dissimilarity(students: Floats, low_income_share: Floats) -> float:
    """Measure how unevenly low-income students are spread over schools.

    ``D = 1/2 sum |w l / L - w (1 - l) / H|``: the share of low-income students who would have to change schools.

    Parameters
    ----------
    students : numpy.ndarray
        Students w of each school.
    low_income_share : numpy.ndarray
        Low-income share l of each school, 0..1.

    Returns
    -------
    float
        0 (even) to 1 (apart); 0 where there is only one group.
    """
    low, high = students * low_income_share, students * (1.0 - low_income_share)
    if low.sum() <= 0.0 or high.sum() <= 0.0:
        return 0.0
    return float(0.5 * np.abs(low / low.sum() - high / high.sum()).sum())


@dataclass(frozen=True, eq=False)
class Schools:
    """Columns of equal length S, one school a row, ordered by zone, in a zone by level, then by ``key``.

    Attributes
    ----------
    name : tuple of str
        As in the file.
    key : numpy.ndarray
        int64, row of the school in its origin (0 is the first), below 2**20: the stable identity for the draws.
    enrollment : numpy.ndarray
        float64, students.
    low_income_share : numpy.ndarray
        float64, 0..1.
    level : numpy.ndarray
        int8, see :data:`LEVELS`.
    zone : numpy.ndarray
        int32, 0..Z-1, ascending.
    latitude, longitude : numpy.ndarray
        float64, degrees; NaN where unknown.
    teachers : numpy.ndarray
        int64, teacher positions, 1..2000.
    identifier : tuple of str
        Identifiers as in the file, leading zeros kept; ``""`` where none is given. No draw depends on them.
    """

    name: tuple[str, ...]
    key: Integers
    enrollment: Floats
    low_income_share: Floats
    level: npt.NDArray[np.int8]
    zone: npt.NDArray[np.int32]
    latitude: Floats
    longitude: Floats
    teachers: Integers
    identifier: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.identifier:
            object.__setattr__(self, "identifier", ("",) * len(self.name))
        for field in fields(self):
            column = getattr(self, field.name)
            if isinstance(column, np.ndarray):
                column.setflags(write=False)

    def __len__(self) -> int:
        return len(self.name)

    @classmethod
    def ordered(
        cls,
        name: list[str],
        enrollment: Floats,
        low_income_share: Floats,
        level: npt.NDArray[Any],
        zone: npt.NDArray[Any],
        latitude: Floats,
        longitude: Floats,
        teachers: npt.NDArray[Any],
        identifier: Sequence[str] = (),
    ) -> Schools:
        """Bring columns in file order into the district's order.

        Parameters
        ----------
        name : list of str
            Names, in file order; the position becomes the key.
        enrollment, low_income_share, level, zone, latitude, longitude, teachers : numpy.ndarray
            Columns in file order.
        identifier : sequence of str, optional
            Identifiers in file order; nothing where the file gives none.

        Returns
        -------
        Schools
            Ordered by zone, level and key.
        """
        key = np.arange(len(name), dtype=np.int64)
        order = np.lexsort((key, level, zone))
        return cls(
            name=tuple(name[i] for i in order),
            key=key[order],
            enrollment=enrollment[order].astype(np.float64),
            low_income_share=low_income_share[order].astype(np.float64),
            level=level[order].astype(np.int8),
            zone=zone[order].astype(np.int32),
            latitude=latitude[order].astype(np.float64),
            longitude=longitude[order].astype(np.float64),
            teachers=teachers[order].astype(np.int64),
            identifier=tuple(identifier[i] for i in order) if identifier else (),
        )

    def fingerprint(self) -> str:
        """Identify the columns that a run reads by their content; identifiers change no run.

        Returns
        -------
        str
            SHA-256 in hexadecimal; equal when every column is.
        """
        digest = hashlib.sha256("\n".join(self.name).encode())
        for field in fields(self):
            column = getattr(self, field.name)
            if not isinstance(column, np.ndarray):
                continue
            digest.update(f"{field.name} {column.dtype.str} {column.shape}".encode())
            digest.update(np.ascontiguousarray(column).tobytes())
        return digest.hexdigest()
