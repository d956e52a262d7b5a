"""Which column says how many students come from low-income families: a count or a share, and of which measure.

Measures differ (free lunch, free or reduced-price lunch, economically disadvantaged, directly certified, poverty), and
so do their units. What the words and the numbers do not settle is asked about; nothing is passed over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.district.file.cells import CODES, Cell, read_number
from sim.district.file.choices import NONE, Choices
from sim.district.file.columns import Columns, ask, column_called, numeric
from sim.district.file.fits import Fit
from sim.district.file.grid import Grid
from sim.district.file.mistakes import Mistakes, quoted
from sim.district.file.units import read_column, unit_of
from sim.district.file.words import Heading, read_heading

__all__ = ["LowIncome", "find_low_income", "passed_over"]

FRL, FREE, REDUCED = "free or reduced-price lunch", "free lunch", "reduced-price lunch"
DIRECT, ECONOMIC, POVERTY = "direct certification", "economically disadvantaged", "poverty"
LOW_INCOME, LUNCH, INDEX = "low income", "school lunch", "an index of need"
MAY_MEAN = frozenset(
    {"ed", "eds", "sed", "ses", "li", "fr", "cep", "dc", "snap", "tanf", "medicaid", "needy", "underprivileged"}
)
WHOLE_MEASURES = (FRL, ECONOMIC, POVERTY, LOW_INCOME)
AGREE_WITHIN = 0.02
AGREEING_PART = 0.9
ROLES = ("low_income_share", "low_income_percent", "low_income_count")


@dataclass(frozen=True)
class LowIncome:
    """The column or columns of low income.

    Attributes
    ----------
    columns : tuple of str
        One, or several counts to be added up.
    unit : str
        ``"share"``, ``"percent"`` or ``"count"``.
    measure : str
        What counts as low income.
    beside : tuple of str
        A second column of the same measure that agrees with it; it fills what the first leaves open.
    """

    columns: tuple[str, ...]
    unit: str
    measure: str
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Candidate:
    name: str
    measure: str
    form: str
    fit: Fit


def measure_of(heading: Heading) -> tuple[str, Fit]:
    """Tell what measure of low income a heading names.

    Parameters
    ----------
    heading : Heading
        Understood.

    Returns
    -------
    measure : str
        One of this module's; empty where it names none.
    fit : Fit
        How surely.
    """
    against = (
        "not",
        "other",
        "teachers",
        "staff",
        "district",
        "county",
        "id",
        "name",
        "type",
        "level",
        "status",
        "offered",
        "region",
    )
    if heading.any(*against) or heading.one_grade or heading.any("ratio", "from", "to"):
        return "", Fit.NO
    if heading.any("direct", "identified"):
        measure = (
            DIRECT
            if heading.any("eligible", "certification", "percent", "number", "students", "share")
            or heading.only("direct")
            else ""
        )
    elif heading.any("frl") or heading.has("free", "reduced"):
        measure = FRL
    elif heading.any("free"):
        measure = FREE
    elif heading.any("reduced"):
        measure = REDUCED
    elif heading.any("index", "needs"):
        return (INDEX, Fit.MAYBE) if heading.any("econ", "poverty", "income", "disadvantaged") else ("", Fit.NO)
    elif heading.any("econ", "disadvantaged"):
        measure = ECONOMIC
    elif heading.any("poverty"):
        measure = POVERTY
    elif heading.has("low", "income"):
        measure = LOW_INCOME
    elif heading.any("lunch"):
        return LUNCH, Fit.MAYBE
    elif MAY_MEAN & set(heading.strange):
        return "an abbreviation", Fit.MAYBE
    else:
        return "", Fit.NO
    doubtful = heading.strange or heading.any("high", "year", "index", "source")
    return measure, (Fit.MAYBE if doubtful else Fit.LIKELY) if measure else Fit.NO


def form_of(heading: Heading) -> str:
    """Tell whether a heading speaks of a count, a percentage, a share, or does not say."""
    if heading.any("percent"):
        return "percent"
    if heading.any("share", "rate"):
        return "share"
    return "count" if heading.any("number", "total") else ""


def find_low_income(
    grid: Grid, choices: Choices, columns: Columns, enrollment: Sequence[Cell] | None, mistakes: Mistakes
) -> LowIncome | None:
    """Find the column of low income, or ask.

    Parameters
    ----------
    grid : Grid
        The file.
    choices : Choices
        What the user says.
    columns : Columns
        The columns found so far.
    enrollment : sequence of Cell or None
        Students of each row; None where the rows are not settled yet: then only the column's name is asked about.
    mistakes : Mistakes
        Where questions are put.

    Returns
    -------
    LowIncome or None
        None where no column holds it, or where it was asked about.
    """
    named = [role for role in ROLES if role in choices.columns]
    if named and enrollment is None:
        return None
    if named and enrollment is not None:
        return _as_named(named, grid, choices, enrollment, mistakes)
    taken = set(columns.by_role.values())
    candidates = _candidates(grid, taken)
    if not candidates:
        return None
    best = max(candidate.fit for candidate in candidates)
    doubtful = [candidate for candidate in candidates if candidate.fit < best]
    candidates = _standing_for_all([candidate for candidate in candidates if candidate.fit == best], grid)
    measures = sorted({candidate.measure for candidate in candidates})
    wider = [candidate for candidate in doubtful if candidate.measure in WHOLE_MEASURES]
    if (wider and set(measures) <= {FREE, REDUCED, DIRECT}) or measures == [REDUCED]:
        candidates, best = (
            [*candidates, *wider],
            Fit.MAYBE,
        )  # a part is not taken where a doubtful column may hold the whole
    if best == Fit.MAYBE or (len(measures) > 1 and set(measures) != {FREE, REDUCED}):
        _ask_which(candidates, mistakes)
        return None
    if enrollment is None:
        return None
    if len(measures) > 1:
        return _sum_of(candidates, grid, enrollment, mistakes)
    return _of_one_measure(candidates, grid, enrollment, mistakes)


def _candidates(grid: Grid, taken: set[str]) -> list[_Candidate]:
    found = []
    for name in grid.header:
        heading = read_heading(name)
        measure, fit = measure_of(heading)
        own = name.strip().casefold().replace(" ", "_") in ROLES
        if own:
            measure, fit = measure or LOW_INCOME, Fit.SURE
        if (
            fit
            and name not in taken
            and (numeric(grid.column(name), name in grid.decimal_commas) or (own and any(grid.column(name))))
        ):
            form = {"low_income_percent": "percent", "low_income_count": "count"}.get(name.casefold(), form_of(heading))
            found.append(_Candidate(name, measure, form, fit))
    return found


def passed_over(grid: Grid) -> list[str]:
    """Name columns that speak of low income and hold no number.

    Parameters
    ----------
    grid : Grid
        The file.

    Returns
    -------
    list of str
        One line each.
    """
    names = [name for name in grid.header if measure_of(read_heading(name))[1]]
    return [f"column {quoted(name)} speaks of low income, but holds no numbers" for name in names]


def _standing_for_all(candidates: list[_Candidate], grid: Grid) -> list[_Candidate]:
    """Leave out the parts of a wider measure, and direct certification where the usual measure is there."""
    measures = {candidate.measure for candidate in candidates}
    if FRL in measures:
        candidates = [one for one in candidates if one.measure not in (FREE, REDUCED, LUNCH)]
    usual = [one for one in candidates if one.measure in (FRL, FREE)]
    if DIRECT in measures and usual and max(_known(grid, one.name) for one in usual) >= 0.5:
        candidates = [one for one in candidates if one.measure != DIRECT]
    return candidates


def _known(grid: Grid, name: str) -> float:
    cells = grid.column(name)
    return sum(read_number(cell, name in grid.decimal_commas).known and cell not in CODES for cell in cells) / max(
        1, len(cells)
    )


def _ask_which(candidates: list[_Candidate], mistakes: Mistakes) -> None:
    names = [candidate.name for candidate in candidates]
    shown = ", ".join(f"{quoted(one.name)} ({one.measure})" for one in candidates[:8])
    if len(names) == 1:
        why = f"column {shown} may hold low income, but its name does not say so plainly, or names a part of it."
    else:
        why = f"{len(names)} columns could hold low income, and do not mean the same: {shown}."
    ways = [("low_income_count" if one.form == "count" else "low_income_share", one.name) for one in candidates]
    ask(mistakes, "low_income_share", names, why, [*ways, ("low_income_share", NONE)])


def _as_named(
    named: Sequence[str], grid: Grid, choices: Choices, enrollment: Sequence[Cell], mistakes: Mistakes
) -> LowIncome | None:
    """Take the column that the user names."""
    role = named[0]
    given = [other for other in named if choices.columns[other] != (NONE,)]
    if not given:
        return None
    if len(given) > 1:
        mistakes.whole(f"columns names {' and '.join(given)}; name one of them.")
        return None
    role = given[0]
    names = tuple(found for name in choices.columns[role] if (found := column_called(name, grid)) is not None)
    if len(names) < len(choices.columns[role]):
        return None  # said where columns are found
    measure = " plus ".join(
        dict.fromkeys(measure_of(read_heading(name))[0] or f"column {quoted(name)}" for name in names)
    )
    if role != "low_income_share":
        return LowIncome(names, role.removeprefix("low_income_"), measure)
    units = [unit_of(grid, name, form_of(read_heading(name)), enrollment, mistakes, named=True) for name in names]
    if None in units or len(set(units)) > 1:
        if None not in units:
            mistakes.whole(
                "columns.low_income_share names columns of different units; name counts only, or percentages only."
            )
        return None
    return LowIncome(names, str(units[0]), measure)


def _sum_of(
    candidates: list[_Candidate], grid: Grid, enrollment: Sequence[Cell], mistakes: Mistakes
) -> LowIncome | None:
    """Add free and reduced-price lunch up."""
    for form in ("count", "", "percent", "share"):
        free = [one for one in candidates if one.measure == FREE and one.form == form]
        reduced = [one for one in candidates if one.measure == REDUCED and one.form == form]
        if len(free) == len(reduced) == 1:
            names = (free[0].name, reduced[0].name)
            quiet = Mistakes()
            unit = unit_of(grid, names[0], form, enrollment, quiet)
            if unit is not None:
                return LowIncome(names, unit, f"{FREE} plus {REDUCED}")
    _ask_which(candidates, mistakes)
    return None


def _of_one_measure(
    candidates: list[_Candidate], grid: Grid, enrollment: Sequence[Cell], mistakes: Mistakes
) -> LowIncome | None:
    """Choose between the columns of one measure: the same twice, a count and its share, or a question."""
    distinct: dict[tuple[str, ...], _Candidate] = {}
    for one in sorted(candidates, key=lambda candidate: candidate.name):
        distinct.setdefault(tuple(grid.column(one.name)), one)
    left = list(distinct.values())
    if len(left) == 1:
        unit = unit_of(grid, left[0].name, left[0].form, enrollment, mistakes)
        return None if unit is None else LowIncome((left[0].name,), unit, left[0].measure)
    units = {one.name: unit_of(grid, one.name, one.form, enrollment, Mistakes()) for one in left}
    counts = [one for one in left if units[one.name] == "count" or (units[one.name] is None and one.form == "count")]
    shares = [one for one in left if one not in counts]
    if len(counts) == len(shares) == 1 and enrollment:
        count, share = counts[0], shares[0]
        for unit in dict.fromkeys((units[share.name], "share", "percent")):
            if unit is not None and _agree(grid, share.name, unit, count.name, enrollment):
                return LowIncome((share.name,), unit, share.measure, (count.name,))
    shown = ", ".join(quoted(one.name) for one in left[:8])
    why = f"{len(left)} columns could hold low income, and differ: {shown}."
    ways = [("low_income_count" if one in counts else "low_income_share", one.name) for one in left]
    ask(mistakes, "low_income_share", [one.name for one in left], why, [*ways, ("low_income_share", NONE)])
    return None


def _agree(grid: Grid, share: str, unit: str, count: str, enrollment: Sequence[Cell]) -> bool:
    """Whether a share and a count say the same, where both say something; intervals agree where they meet."""
    shares, _ = read_column(grid, (share,), unit, enrollment)
    counts, _ = read_column(grid, (count,), "count", enrollment)
    apart = [
        max(a.low, b.low) - min(a.high, b.high) for a, b in zip(shares, counts, strict=True) if a.known and b.known
    ]
    return bool(apart) and sum(1 for gap in apart if gap <= AGREE_WITHIN) >= AGREEING_PART * len(apart)
