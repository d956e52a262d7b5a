"""What of the survey is written in: wealth and buying without the suspected causes, and other plausible parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sim.foundation.parameters import registry
from sim.strategy.conditions import Conditions
from sim.study.plausible import load_sets
from sim.validation.survey.result import SurveyResult, survey
from sim.validation.survey.tendencies import Measured, tendencies

if TYPE_CHECKING:
    from sim.validation.setting import Setting

__all__ = ["BuiltIn", "built_in", "sets_that_agree"]

OWN_COACHES = ("coach_hires", "coach_base")  # what limits how fast own coaches can be found and trained
PAIRS, SETS = 4, 6


@dataclass(frozen=True)
class BuiltIn:
    """Wealth and buying, differently: rank correlation of the difference of scores (buy less build) with wealth.

    Parameters
    ----------
    as_it_is : Measured
        The population as drawn.
    equal_money : Measured
        Every system has the typical dollars; wealth is only a name then.
    freer_hiring : Measured
        Own coaches are found and trained as fast as the ranges allow.
    """

    as_it_is: Measured
    equal_money: Measured
    freer_hiring: Measured

    @property
    def sentence(self) -> str:
        """What follows, with numbers."""
        named = {
            "as drawn": self.as_it_is,
            "with equal money": self.equal_money,
            "with freer hiring": self.freer_hiring,
        }
        each = ", ".join(f"{name} {m.value:+.2f} ({m.low:+.2f} to {m.high:+.2f})" for name, m in named.items())
        return f"By differences of scores: {each}."


def built_in(setting: Setting, found: SurveyResult) -> BuiltIn:
    """Run build / buy again with equal money, and with own coaches as fast as the ranges allow.

    Parameters
    ----------
    setting : Setting
        Luck.
    found : SurveyResult
        The survey as it is.

    Returns
    -------
    BuiltIn
        The tendency each time.
    """
    row = next(row for row in tendencies() if row.name == "survey_wealthy_buy")
    typical = Conditions()
    money = {name: getattr(typical, name) for name in ("operating_dollars_per_student", "grant_dollars_per_student")}
    freer = {name: float(registry()[name].high) for name in OWN_COACHES}
    pairs = min(PAIRS, found.values.shape[3])
    few = replace(found, values=found.values[:, :, :, :pairs])

    def again(parameters: Mapping[str, float] | None, dollars: Mapping[str, float] | None) -> Measured:
        other = survey(
            setting, pairs=pairs, systems=found.systems, tensions=("build_buy",), parameters=parameters, money=dollars
        )
        return other.measured(row, other.headline, by_difference=True)

    as_it_is = few.measured(row, few.headline, by_difference=True)
    return BuiltIn(as_it_is, again(None, money), again(freer, None))


def sets_that_agree(setting: Setting, found: SurveyResult, sets: int = SETS) -> dict[str, tuple[int, int]]:
    """Run the survey once in each of some plausible parameter sets.

    Parameters
    ----------
    setting : Setting
        Luck.
    found : SurveyResult
        The survey as it is, for its systems.
    sets : int
        Plausible sets, from the first on.

    Returns
    -------
    dict of str to (int, int)
        By tendency, in how many sets it has the reported sign, and how many were run; by differences of scores, since
        near-best sets from one pair of luck are luck for the most part.
    """
    agreeing = {row.name: 0 for row in tendencies()}
    drawn = load_sets()[:sets]
    for number, values in enumerate(drawn, start=1):
        setting.tell(f"survey: plausible parameter set {number} of {len(drawn)}")
        other = survey(setting, pairs=1, systems=found.systems, parameters=values)
        for row in tendencies():
            agreeing[row.name] += int(other.measured(row, other.headline, by_difference=True).value > 0.0)
    return {name: (count, len(drawn)) for name, count in agreeing.items()}
