"""The number of every decision that luck enters, so that no two decisions share a draw.

A number is never used for another decision later on: results of a seed would change for no reason.
1-38 belong to the making of a district, 39-119 to teachers, 120-199 to schools and principals, 200-255 to the centre.
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
LEADER_CLOSURE: Final = np.uint64(16)
ADVICE_HABIT: Final = np.uint64(17)
ADVICE_TEAMS: Final = np.uint64(18)
ADVICE_LEFT_OUT: Final = np.uint64(19)
SCHOOL_LEVEL: Final = np.uint64(20)
SCHOOL_SIZE: Final = np.uint64(21)
SCHOOL_LOW_INCOME: Final = np.uint64(22)
ZONE_LOW_INCOME: Final = np.uint64(23)

READINESS: Final = np.uint64(40)
THRESHOLD: Final = np.uint64(41)
SPARE_HOURS: Final = np.uint64(42)
TRUST: Final = np.uint64(43)
TRUST_TEAM: Final = np.uint64(39)
BENEFIT: Final = np.uint64(44)  # and the next 16: one for every component
TAKE_UP: Final = np.uint64(61)
STEP: Final = np.uint64(62)
ORDERED: Final = np.uint64(63)
DROP: Final = np.uint64(64)
DROP_ALL: Final = np.uint64(65)
OWN_ROOM: Final = np.uint64(66)
TELL: Final = np.uint64(67)
EXIT: Final = np.uint64(68)
MOVE_ORDER: Final = np.uint64(69)
VACANCY_ORDER: Final = np.uint64(70)
NEWCOMER_EXPERIENCE: Final = np.uint64(71)
NEWCOMER_EFFECTIVENESS: Final = np.uint64(72)
NEWCOMER_USES: Final = np.uint64(73)

CLIMATE: Final = np.uint64(120)
COMMITMENT: Final = np.uint64(121)
PRINCIPAL_SKILL: Final = np.uint64(122)
PRINCIPAL_EXIT: Final = np.uint64(123)
PRINCIPAL_PIPELINE: Final = np.uint64(124)
GIVE_UP: Final = np.uint64(125)
ABSORB: Final = np.uint64(126)  # and the next two: one for every old process
LAUNCH_ORDER: Final = np.uint64(130)
PREPARE: Final = np.uint64(131)
TEAM_STAFFING: Final = np.uint64(132)
TIME_IN_POST: Final = np.uint64(134)
NEED: Final = np.uint64(140)  # and the next three: one for every dimension
SEARCH: Final = np.uint64(144)
PLANNING: Final = np.uint64(148)
ADAPTATION: Final = np.uint64(152)
OWN_DRIFT: Final = np.uint64(156)
HELD: Final = np.uint64(160)
OBSERVED_DEPTH: Final = np.uint64(164)
OBSERVED_RESULT: Final = np.uint64(165)
JUDGEMENT: Final = np.uint64(166)

COMMON_NEED: Final = np.uint64(200)  # and the next three
CENTRE_DESIGN: Final = np.uint64(204)
CENTRE_SOURCE: Final = np.uint64(208)
HELD_ORDER: Final = np.uint64(212)
COMMON_DRIFT: Final = np.uint64(220)
READING: Final = np.uint64(224)
CLIMATE_POVERTY: Final = np.uint64(228)
SUPERINTENDENT_EXIT: Final = np.uint64(230)
SUCCESSOR: Final = np.uint64(231)
SUCCESSOR_STANCE: Final = np.uint64(232)  # and the next six: one for every tension
SUCCESSOR_LEAN: Final = np.uint64(239)
SUPERINTENDENT_COMMITMENT: Final = np.uint64(240)
INITIATIVE: Final = np.uint64(241)
BOARD_CUT: Final = np.uint64(242)
CUT_SIZE: Final = np.uint64(243)
PACE_ROUNDING: Final = np.uint64(244)
NEED_ROUNDING: Final = np.uint64(245)
PACE_SIGNAL: Final = np.uint64(246)
PACKAGE_ORDER: Final = np.uint64(254)
CHART_RIGHT: Final = np.uint64(247)  # and the next six: one for every tension
