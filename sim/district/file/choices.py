"""What a user says beside the file: which column holds what, which rows count, which end of a bound to take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.foundation.errors import DistrictError, unknown

__all__ = ["BOUNDS", "NONE", "ROLES", "ROW_KEYS", "Choices", "choices_from"]

ROLES: Mapping[str, str] = {
    "school": "the school's name (required)",
    "enrollment": "students (required)",
    "low_income_share": "share of students from low-income families, 0 to 1 or in percent",
    "low_income_percent": "the same, certainly in percent",
    "low_income_count": "the number of students from low-income families",
    "level": "elementary, middle, high, or a mixture such as K-8",
    "grades": "the grades offered, such as K-5",
    "grade_low": "the lowest grade offered",
    "grade_high": "the highest grade offered",
    "zone": "feeder pattern, network or other group of schools that belong together",
    "latitude": "degrees",
    "longitude": "degrees",
    "teachers": "teacher positions, full-time equivalents",
    "state_school_id": "identifier; tells schools of the same name apart",
    "district": "the school's district, where the file holds several",
    "year": "school year of the row",
    "source": "publisher of the row",
    "status": "open or closed",
    "is_school": "yes or no: whether the row is a school",
}
"""What a column can hold. One measure of low income is enough."""
NONE = "none"
"""The answer that no column holds something."""
BOUNDS = ("low", "middle", "high")
ROW_KEYS = ("drop", "keep", "without_enrollment")


@dataclass(frozen=True)
class Choices:
    """What a user says beside the file.

    Attributes
    ----------
    columns : mapping of str to tuple of str
        By role, the columns that hold it, or :data:`NONE`; several are added up (free and reduced-price counts).
    rows : mapping of str to tuple of str
        ``drop`` and ``keep``: names of schools or row numbers. ``without_enrollment``: ``drop``. Any other key is a
        column, or ``year`` or ``district``, and names the values to keep; ``all`` keeps all.
    bounds : str
        Which end of an interval runs: ``"low"``, ``"middle"`` or ``"high"``.
    sheet : str
        The sheet of a workbook, or ``""``.
    """

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bounds: str = "middle"
    sheet: str = ""


def choices_from(settings: Mapping[str, Any], where: str = "district") -> Choices:
    """Check the settings that say how a file is read.

    Parameters
    ----------
    settings : mapping
        ``columns``, ``rows``, ``bounds`` and ``sheet`` where given; other keys are passed over.
    where : str, optional
        Where they stand, for messages.

    Returns
    -------
    Choices
        Checked.

    Raises
    ------
    DistrictError
        For an unknown role or bound, or a value of the wrong kind.
    """
    columns = _lists(settings.get("columns"), "columns", where, "columns: {low_income_share: COLUMN}")
    rows = _lists(settings.get("rows"), "rows", where, 'rows: {year: 2017, drop: ["District Total"]}')
    for role in columns:
        if role not in ROLES:
            raise DistrictError(unknown("role of a column", role, ROLES, f"{where}.columns"))
    if rows.get("without_enrollment", ("drop",)) != ("drop",):
        raise DistrictError(
            f"{where}.rows.without_enrollment is {rows['without_enrollment'][0]!r}; it can only be drop."
        )
    bounds = settings.get("bounds")
    if bounds is not None and bounds not in BOUNDS:
        raise DistrictError(unknown("choice of bounds", bounds, BOUNDS, where))
    sheet = settings.get("sheet")
    if sheet is not None and (isinstance(sheet, bool) or not isinstance(sheet, str | int)):
        raise DistrictError(f"{where}.sheet is {sheet!r}; it must be the name of a sheet.")
    return Choices(columns, rows, str(bounds or "middle"), "" if sheet is None else str(sheet))


def _lists(value: Any, name: str, where: str, example: str) -> dict[str, tuple[str, ...]]:
    """Read a table whose values are a text or a list of texts."""
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise DistrictError(f"{where}.{name} is {value!r}; it must be a table, like {example}.")
    table: dict[str, tuple[str, ...]] = {}
    for key, entry in value.items():
        several = entry if isinstance(entry, list | tuple) else [NONE if entry is None else entry]
        for one in several:
            if isinstance(one, bool) or not isinstance(one, str | int | float):
                raise DistrictError(f"{where}.{name}.{key} is {entry!r}; write a text or a list, like {example}.")
        if not several:
            raise DistrictError(f"{where}.{name}.{key} is an empty list; name something or leave it out.")
        table[str(key)] = tuple(str(one).strip() for one in several)
    return table
