"""The number of every decision that luck enters, so that no two decisions share a draw.

A number is never used for another decision later on: results of a seed would change for no reason.
1-39 belong to the making of a district, 40-119 to teachers, 120-199 to schools and principals, 200-255 to the centre.
"""

from __future__ import annotations

from typing import Final

import numpy as np

EXPERIENCE: Final = np.uint64(1)
EFFECTIVENESS: Final = np.uint64(2)
POPULARITY: Final = np.uint64(3)
ADVICE_NEED: Final = np.uint64(4)
ADVICE_CLIMATE: Final = np.uint64(5)
ADVICE_CLOSURE: Final = np.uint64(6)
ADVICE_CHOICE: Final = np.uint64(7)
ADVICE_BACK: Final = np.uint64(8)
ADVICE_ACROSS: Final = np.uint64(9)
ADVICE_ACROSS_SCHOOL: Final = np.uint64(10)
ADVICE_ACROSS_PERSON: Final = np.uint64(11)
LEADER_NEED: Final = np.uint64(12)
LEADER_CHOICE: Final = np.uint64(13)
LEADER_BACK: Final = np.uint64(14)
LEADER_CENTRE: Final = np.uint64(15)
SCHOOL_LEVEL: Final = np.uint64(20)
SCHOOL_SIZE: Final = np.uint64(21)
SCHOOL_LOW_INCOME: Final = np.uint64(22)
ZONE_LOW_INCOME: Final = np.uint64(23)
