"""The survey as a study: one finding a reported tendency, one for how much a stance matters, one for robustness."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from sim.strategy.tensions import TENSION_TABLE
from sim.validation.check import Finding, Study
from sim.validation.survey.built_in import BuiltIn, built_in, sets_that_agree
from sim.validation.survey.result import SurveyResult, survey
from sim.validation.survey.tendencies import OF_ALL, Measured, Tendency, tendencies

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.validation.setting import Setting

__all__ = ["STUDIES", "findings", "run"]

POLES = {row.name: (row.first, row.second) for row in TENSION_TABLE}


def run(setting: Setting) -> Sequence[Finding]:
    """Run the survey and put it into words.

    Parameters
    ----------
    setting : Setting
        Two lucks a system, in full six, and in full also what is built in and six plausible parameter sets.

    Returns
    -------
    sequence of Finding
        None of them holds or fails: the survey is a finding, not a pass mark.
    """
    found = survey(setting, pairs=setting.size(2, 6))
    more = built_in(setting, found) if setting.full else None
    agreeing = sets_that_agree(setting, found) if setting.full else {}
    return findings(found, more, agreeing)


def findings(
    found: SurveyResult, more: BuiltIn | None = None, agreeing: dict[str, tuple[int, int]] | None = None
) -> list[Finding]:
    """Put a survey into words.

    Parameters
    ----------
    found : SurveyResult
        The survey.
    more : BuiltIn, optional
        Wealth and buying with the suspected causes taken away.
    agreeing : dict, optional
        By tendency, in how many plausible parameter sets it has the reported sign, and how many were run.

    Returns
    -------
    list of Finding
        In the order of the expectations.
    """
    made = [_of_tendency(found, row, more, (agreeing or {}).get(row.name)) for row in tendencies()]
    return [*made, _near_best(found), _robust(found)]


def _of_tendency(found: SurveyResult, row: Tendency, more: BuiltIn | None, agreeing: tuple[int, int] | None) -> Finding:
    """One reported tendency under the headline weighting, and how it fares under the others."""
    measured = found.table[row.name][found.headline]
    others = [found.table[row.name][name].value > 0.0 for name in found.judged.weights]
    parts = [f"{_capital(measured.verdict)}: {_statistic(found, row, measured)}."]
    parts.append(f"As reported under {sum(others)} of {len(others)} weightings.")
    by_difference = found.measured(row, found.headline, by_difference=True)
    parts.append(f"By differences of scores {_numbers(by_difference)}: {by_difference.verdict}.")
    if agreeing is not None:
        parts.append(f"As reported in {agreeing[0]} of {agreeing[1]} plausible parameter sets.")
    if row.name in BUILT_IN:
        parts.append(BUILT_IN[row.name])
    if row.name == "survey_wealthy_buy" and more is not None:
        parts.append(more.sentence)
    details = {
        "verdict": measured.verdict,
        "by_weighting": {name: tuple(vars(m).values()) for name, m in found.table[row.name].items()},
        "by_difference": tuple(vars(by_difference).values()),
        "systems": len(found.systems),
    }
    return Finding(
        row.name, measured.value, measured.low, measured.high, None, " ".join(parts), runs=found.runs, details=details
    )


BUILT_IN = {
    "survey_wealthy_buy": (
        "Built in: wealth is dollars alone here and an outside hour costs everybody the same; a district can hire and "
        "train only so many own coaches a year, so that more dollars can only go outside, where they count as cost."
    ),
    "survey_large_need": (
        "Built in: going by need raises the equity gap in the score, and the gap can be the larger the more segregated "
        "a system is, which by the population's recipe means the more schools it has."
    ),
    "survey_urban_need": "Built in: the model knows no city, only more and larger schools and more low-income pupils.",
}
"""What of a tendency is written into model, population or score, rather than found."""


def _statistic(found: SurveyResult, row: Tendency, measured: Measured) -> str:
    first, middle, second = found.shares(row.tension, found.headline)
    poles = POLES[row.tension]
    here = f"{poles[0]} serves {first:.0%} of systems best, {poles[1]} {second:.0%}, neither clearly {middle:.0%}"
    if row.feature != OF_ALL:
        return f"rank correlation {_numbers(measured)} over {len(found.systems)} systems; {here}"
    reported = f"leaders reported {row.first_reported:.0%} and {row.second_reported:.0%}"
    return f"{here} ({reported}); difference {_numbers(measured)}"


def _near_best(found: SurveyResult) -> Finding:
    """How much a stance matters, and how far other luck would rank systems alike."""
    chance = found.chance(found.headline)
    by_tension = {name: float(chance[:, place].mean()) for place, name in enumerate(found.tensions)}
    rows = np.random.default_rng(found.seed).integers(0, len(chance), (found.resamples, len(chance)))
    low, high = np.percentile(chance.mean(axis=1)[rows].mean(axis=1), [2.5, 97.5])
    alike = found.repeatable(found.headline)
    each = ", ".join(f"{_words(name)} {share:.0%}" for name, share in by_tension.items())
    again = ", ".join(f"{_words(name)} {value:.2f}" for name, value in alike.items())
    sentence = (
        f"A stance drawn blindly from {len(found.leans)} is within {found.tolerance:.0%} of the best in "
        f"{chance.mean():.0%} of cases (one alone would be {1 / len(found.leans):.0%}): {each}. "
        f"With the luck split in halves, systems are ranked alike by (1 is fully, 0 is luck alone): {again}."
    )
    details = {"chance": by_tension, "repeatable": alike}
    return Finding(
        "survey_near_best", float(chance.mean()), float(low), float(high), None, sentence, runs=found.runs,
        figure=_figure("near_best_sets", found), details=details,
    )  # fmt: skip


def _robust(found: SurveyResult) -> Finding:
    """How many tendencies keep their sign whatever a system weighs most."""
    signs = {name: np.sign([m.value for m in row.values()]) for name, row in found.table.items()}
    kept = [name for name, sign in signs.items() if abs(np.nansum(sign)) == len(sign)]
    reported = [name for name in kept if signs[name][0] > 0]
    clear = [name for name in found.table if found.table[name][found.headline].low > 0.0]
    weightings = len(found.judged.weights)
    sentence = (
        f"{len(reported)} of {len(signs)} tendencies are as reported under every one of {weightings} weightings, "
        f"{len(kept) - len(reported)} are the other way round under every one, {len(signs) - len(kept)} change sign "
        f"with what a system weighs most. Under the {_words(found.headline)} weighting {len(clear)} come out clearly."
    )
    details = {"as_reported": tuple(reported), "kept": tuple(kept), "clear": tuple(clear)}
    return Finding(
        "survey_robust", float(len(reported)), float("nan"), float("nan"), None, sentence, runs=found.runs,
        figure=_figure("tendency_matrix", found), details=details,
    )  # fmt: skip


def _figure(name: str, found: SurveyResult) -> Callable[[], Figure]:
    from sim.validation.survey import figures

    return partial(getattr(figures, name), found)


def _numbers(measured: Measured) -> str:
    if np.isnan(measured.value):
        return "none, since no two systems differ"
    return f"{measured.value:+.2f} ({measured.low:+.2f} to {measured.high:+.2f})"


def _words(name: str) -> str:
    return " / ".join(POLES[name]) if name in POLES else name.replace("_", " ")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


STUDIES = (
    Study("the survey", "survey", (*(row.name for row in tendencies()), "survey_near_best", "survey_robust"), run),
)
