"""The number of every decision that luck enters, so that no two decisions share a draw.

A number is never used for another decision later on: results of a seed would change for no reason.
1-39 belong to the making of a district, 40-119 to teachers, 120-199 to schools and principals, 200-255 to the centre.
"""

from __future__ import annotations

from typing import Final

import numpy as np

EXPERIENCE: Final = np.uint64(1)
EFFECTIVENESS: Final = np.uint64(2)
