"""Which measure of low income a heading names, and whether it speaks of a count or a share."""

from __future__ import annotations

from sim.district.file.fits import Fit
from sim.district.file.words import Heading

__all__ = ["DIRECT", "FREE", "FRL", "LOW_INCOME", "LUNCH", "REDUCED", "WHOLE_MEASURES", "form_of", "measure_of"]

FRL, FREE, REDUCED = "free or reduced-price lunch", "free lunch", "reduced-price lunch"
DIRECT, ECONOMIC, POVERTY = "direct certification", "economically disadvantaged", "poverty"
LOW_INCOME, LUNCH, INDEX = "low income", "school lunch", "an index of need"
MAY_MEAN = frozenset(
    {"ed", "eds", "sed", "ses", "li", "fr", "cep", "dc", "snap", "tanf", "medicaid", "needy", "underprivileged"}
)
WHOLE_MEASURES = (FRL, ECONOMIC, POVERTY, LOW_INCOME)


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
