"""What a district has to work with beside its stances: money, staffing, leadership, climate.

Each is one field with unit, range, source and grade; its default is the one of ``configs/conditions/typical.yaml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

from sim.foundation.errors import StrategyError
from sim.strategy import presets
from sim.strategy.checks import Place, known_keys, mapping, number, text, whole, yes_or_no

__all__ = ["Condition", "Conditions"]

_MOST_LEADERSHIP: Final = 1.0 + 1e-9


@dataclass(frozen=True)
class Condition:
    """One row of the table of conditions.

    Parameters
    ----------
    name : str
        The name in Python, in YAML and on the command line.
    default : float, int or bool
        The typical value.
    low, high : float
        The range, both ends included.
    unit : str
        The unit of the value.
    meaning : str
        What it stands for.
    source : str
        Where the default and the range come from.
    grade : str
        ``measured``, ``reported``, ``recalled`` or ``assumed``.
    """

    name: str
    default: float | int | bool
    low: float
    high: float
    unit: str
    meaning: str
    source: str
    grade: str


def _condition(default: Any, low: float, high: float, unit: str, meaning: str, source: str, grade: str) -> Any:
    row = {"low": low, "high": high, "unit": unit, "meaning": meaning, "source": source, "grade": grade}
    return field(default=default, metadata=row)


@dataclass(frozen=True)
class Conditions:
    """Money, staffing, leadership and climate under which a strategy is carried out.

    Dollars are for the programme's people, their time and their partners. Devices are left out where the sources allow
    it: materials without people moved nothing (Penuel et al. 2006).

    Raises
    ------
    StrategyError
        When a value is no number or outside its range, when the leadership shares sum to more than one, or when more
        than one district is asked for.

    See Also
    --------
    Conditions.table : unit, range, source and grade of each.
    """

    grant_dollars_per_student: float = _condition(
        120.0, 0, 2000, "dollars a student, in all",
        "outside money for the whole grant; it is a stock, and what is spent is gone",
        "near Henry County's grants, 103 a student (HCS 2014-15); the range reaches Mentor's 1,804, rooms included",
        "assumed",
    )  # fmt: skip
    grant_years: int = _condition(
        4, 0, 10, "years", "how long the grant may be spent, from the first July on; 0 is no grant",
        "Race to the Top - District and Next Generation Systems grants ran four years", "recalled",
    )  # fmt: skip
    operating_dollars_per_student: float = _condition(
        40.0, 0, 500, "dollars a student and year", "recurring money of the district's own for the programme",
        "between Henry County's coaching contract (45 once) and nothing; Greeley-Evans' local tax gave 187", "assumed",
    )  # fmt: skip
    operating_growth: float = _condition(
        0.05, 0, 0.5, "share of the grant's yearly sum, a year",
        "how much more of the grant's yearly sum the operating budget takes over each year",
        "none found; operating budgets are flat at best (Duty 2014)", "assumed",
    )  # fmt: skip
    team_staffing: float = _condition(
        0.0, 0, 1, "share of launched schools",
        "schools that replace one teacher, one classroom by teams led by excellent teachers",
        "most schools stay with one teacher, one classroom (Public Impact and Christensen Institute 2018)", "reported",
    )  # fmt: skip
    leader_protect: float = _condition(
        0.4, 0, 1, "share of leaders' programme hours", "sheltering the new from the processes of the old organization",
        "the three roles are Horn's (Education Elements); their shares are not known", "assumed",
    )  # fmt: skip
    leader_inform: float = _condition(
        0.3, 0, 1, "share of leaders' programme hours", "telling everybody else what is coming",
        "the three roles are Horn's; their shares are not known", "assumed",
    )  # fmt: skip
    leader_renew: float = _condition(
        0.1, 0, 1, "share of leaders' programme hours",
        "keeping a rhythm of improvement; the rest of the hours is day-to-day",
        "the three roles are Horn's; their shares are not known", "assumed",
    )  # fmt: skip
    cabinet_hours: float = _condition(
        30.0, 0, 400, "hours a week",
        "what the superintendent and the central office's leaders have for the programme together",
        "none found; Dallas had a team of 13, which is more", "assumed",
    )  # fmt: skip
    principal_hours: float = _condition(
        10.0, 0, 60, "hours a week", "what each principal has for the programme",
        "none found; about a fifth of a principal's week", "assumed",
    )  # fmt: skip
    innovation_fund: bool = _condition(
        False, 0, 1, "yes or no",
        "schools apply to a fund that asks for the problem, the team, the model and the support, in that order",
        "Reynoldsburg (Duty 2014); most districts have none", "assumed",
    )  # fmt: skip
    model_classroom: bool = _condition(
        False, 0, 1, "yes or no", "a classroom in which teachers watch the practice at work",
        "Mentor's room behind a two-way mirror (The Learning Accelerator); most districts have none", "assumed",
    )  # fmt: skip
    clear_goals: float = _condition(
        0.3, 0, 1, "share",
        "how clearly decisions follow from the district's strategy; makes charting cheaper and muddle rarer",
        "the claim is reported (Rabbitt and Avishai 2019), the size is not known", "assumed",
    )  # fmt: skip
    safety: float = _condition(
        0.2, 0, 1, "share", "how far leaders share their own mistakes, so that others dare to",
        "12 % of systems pass on failures and process (Look Both Ways 2018); .2 is near that", "assumed",
    )  # fmt: skip
    goal_equity: float = _condition(
        0.3, 0, 1, "weight", "weight of equity against the average when the district reviews its results",
        "goals differ between districts (Look Both Ways 2018); no weights are known", "assumed",
    )  # fmt: skip
    feeder_zones: float = _condition(
        0.0, 0, 1, "share", "how far launches go first to feeder zones that have begun, so that students keep it",
        "Dallas linked schools by feeder pattern (Rabbitt and Avishai 2019)", "assumed",
    )  # fmt: skip
    local_network: int = _condition(
        1, 1, 1, "districts", "districts that share training, help and risk; only 1 is possible now, the place is kept",
        "Ohio Blended Learning Network had 13 members (Duty 2014)", "reported",
    )  # fmt: skip

    def __post_init__(self) -> None:
        self._settle(Place("Conditions"))

    def _settle(self, place: Place) -> None:
        """Check every value and store it in its own type."""
        for row in self.table():
            value = _checked(row, getattr(self, row.name), place.at(row.name))
            object.__setattr__(self, row.name, value)
        shares = (self.leader_protect, self.leader_inform, self.leader_renew)
        if sum(shares) > _MOST_LEADERSHIP:
            raise StrategyError(
                f"leader_protect, leader_inform and leader_renew sum to {sum(shares):g}{place.inside()}. They are "
                "shares of the same hours, and day-to-day takes the rest: lower them until they sum to at most 1."
            )

    @classmethod
    def table(cls) -> tuple[Condition, ...]:
        """All conditions with unit, range, default, source and grade.

        Returns
        -------
        tuple of Condition
            One row a condition, in the order of the fields.
        """
        return _table()

    @classmethod
    def load(cls, name: str | Path) -> Conditions:
        """Load shipped conditions by name, or one's own from a YAML file.

        Parameters
        ----------
        name : str or pathlib.Path
            For instance ``"typical"``, or the path of a YAML file.

        Returns
        -------
        Conditions
            The conditions; what the file leaves out is typical.
        """
        _, content, place = presets.read("conditions", name)
        for key in presets.ABOUT:
            if key in content:
                text(content[key], what=f"the {key} of a set of conditions", place=place.at(key))
        return cls.from_mapping({key: value for key, value in content.items() if key not in presets.ABOUT}, where=place)

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any], where: str | Place = "") -> Conditions:
        """Make conditions from a mapping; what it leaves out is typical.

        Parameters
        ----------
        values : Mapping
            Names of conditions with their values.
        where : str or Place, optional
            Where the mapping was written, for messages.

        Returns
        -------
        Conditions
            The checked conditions.

        Raises
        ------
        StrategyError
            When a name is unknown or a value is wrong.
        """
        place = Place.of(where)
        allowed = "conditions with values, for instance {grant_years: 3}, or the name of a set such as typical"
        given = mapping(values, what="the set of conditions", place=place, allowed=allowed)
        rows = {row.name: row for row in cls.table()}
        known_keys(given, tuple(rows), kind="condition", place=place)
        checked = {name: _checked(rows[name], value, place.at(name)) for name, value in given.items()}
        made = object.__new__(cls)
        for name, row in rows.items():
            object.__setattr__(made, name, checked.get(name, row.default))
        made._settle(place)
        return made

    @classmethod
    def names(cls) -> list[str]:
        """List the names of the shipped sets of conditions."""
        return presets.names("conditions")

    def changed(self, **changes: Any) -> Conditions:
        """Change some values and keep the others.

        Parameters
        ----------
        **changes : float, int or bool
            Names of conditions with their new values.

        Returns
        -------
        Conditions
            New conditions.

        Raises
        ------
        StrategyError
            When a name is unknown or a value is wrong.
        """
        known_keys(changes, tuple(row.name for row in self.table()), kind="condition", place=Place("changes"))
        return replace(self, **changes)

    def to_mapping(self) -> dict[str, float | int | bool]:
        """All values by name, in the order of the fields; `from_mapping` reads it back."""
        return {row.name: getattr(self, row.name) for row in self.table()}

    @property
    def has_grant(self) -> bool:
        """Whether there is outside money at all."""
        return self.grant_years > 0 and self.grant_dollars_per_student > 0

    @property
    def grant_dollars_per_year(self) -> float:
        """Dollars a student and year if the grant is spent evenly; 0 without one."""
        return self.grant_dollars_per_student / self.grant_years if self.has_grant else 0.0

    @property
    def leader_day_to_day(self) -> float:
        """Share (0..1) of leaders' programme hours that day-to-day takes."""
        return max(0.0, 1.0 - self.leader_protect - self.leader_inform - self.leader_renew)


def _table() -> tuple[Condition, ...]:
    return tuple(_row(entry.name, entry.default, entry.metadata) for entry in fields(Conditions))


def _row(name: str, default: Any, metadata: Mapping[str, Any]) -> Condition:
    return Condition(name=name, default=default, **metadata)


def _checked(row: Condition, value: object, place: Place) -> float | int | bool:
    """Check one value against its row of the table."""
    if isinstance(row.default, bool):
        return yes_or_no(value, what=row.name, place=place)
    if row.name == "local_network":
        return _one_district(value, place)
    sort = "a whole number" if isinstance(row.default, int) else "a number"
    allowed = f"{sort} from {row.low:g} to {row.high:g} ({row.unit})"
    if isinstance(row.default, int):
        return whole(value, int(row.low), int(row.high), what=row.name, place=place, allowed=allowed)
    return number(value, row.low, row.high, what=row.name, place=place, allowed=allowed)


def _one_district(value: object, place: Place) -> int:
    found = whole(value, 1, 10_000, what="local_network", place=place, allowed="the number of districts, now always 1")
    if found > 1:
        raise StrategyError(
            f"local_network is {found}{place.inside()}: a network of districts is not built yet, the name only keeps "
            "its place. Write 1 and run the districts one by one."
        )
    return found
