"""A school district: its schools, where each number comes from, its people and their ties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.district.file import choices_from, read_table
from sim.district.fitting import fit_shares
from sim.district.from_file import schools_from_table
from sim.district.population import ACROSS_SHARE, Population, draw_population
from sim.district.provenance import Provenance
from sim.district.recipe import ORIGINS, Recipe, make_schools
from sim.district.schools import Schools, dissimilarity
from sim.district.settings import READING, RECIPE, check_settings, district_names, own_description, read_settings
from sim.foundation.arithmetic import logarithm
from sim.foundation.checks import number
from sim.foundation.errors import DistrictError
from sim.foundation.own_files import own_path
from sim.foundation.resources import folder

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["District"]


def drop_empty(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the settings that are given."""
    return {key: value for key, value in settings.items() if value is not None}


@dataclass(frozen=True, eq=False)
class District:
    """The place in which an innovation spreads.

    Attributes
    ----------
    name : str
        Short name, usable in file names.
    title : str
        Name for people.
    schools : Schools
        Columns, one school a row.
    provenance : Provenance
        What was given and what was generated.
    zone_names : tuple of str
        Name of each zone.
    """

    name: str
    title: str
    schools: Schools
    provenance: Provenance
    zone_names: tuple[str, ...] = field(default=(), repr=False)

    def __repr__(self) -> str:
        return (
            f"District({self.name!r}, {self.school_count} schools, {self.teacher_count} teachers, "
            f"{self.student_count:.0f} students)"
        )

    @staticmethod
    def names() -> list[str]:
        """List the districts that come with the program.

        Returns
        -------
        list of str
            Real districts and recipes.
        """
        return district_names()

    @classmethod
    def load(cls, name: str) -> District:
        """Load a district that comes with the program.

        Parameters
        ----------
        name : str
            One of :meth:`names`.

        Returns
        -------
        District
            From its school file or its recipe.

        Raises
        ------
        DistrictError
            For an unknown name.
        """
        return cls.from_settings(read_settings(name))

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> District:
        """Make the district that the ``district`` node of a run's settings describes.

        Parameters
        ----------
        settings : mapping
            ``file`` (a path) wins; else the keys of a recipe, where ``schools`` is given; else ``name``, a district
            that comes with the program. The other keys describe the place.

        Returns
        -------
        District
            The place.

        Raises
        ------
        DistrictError
            For unknown keys or impossible values.
        """
        settings = check_settings(settings, "district")
        name = settings.get("name")
        if settings.get("file") is not None:
            path = own_path(settings["file"], "file of schools", DistrictError)
            if name in district_names():  # what describes a shipped place does not describe this one
                settings = {key: settings[key] for key in ("file", *READING) if key in settings}
            if path.suffix.lower() in (".yaml", ".yml"):
                return cls._from_description(path, settings)
            return cls._from_table(
                path, {"name": path.stem, "title": path.stem, "own_file": True} | drop_empty(settings)
            )
        shipped = folder("data") / "districts" / f"{name}.csv"
        if name in district_names() and shipped.is_file():
            if any(settings.get(key) is not None for key in RECIPE):
                raise DistrictError(
                    f"district '{name}' is a real place: its schools come from its file, so {', '.join(RECIPE)} cannot "
                    "be set. Choose a made-up district, such as large_urban, to set them."
                )
            return cls._from_table(shipped, read_settings(str(name)) | drop_empty(settings))
        if settings.get("schools") is not None:
            recipe = {key: settings[key] for key in RECIPE if key in settings}
            made = cls.synthetic(**recipe)
            notes = made.provenance.notes + tuple(settings.get("notes") or ())
            return replace(
                made,
                name=str(name or made.name),
                title=str(settings.get("title") or made.title),
                provenance=replace(made.provenance, notes=notes),
            )
        return cls.load(str(name))

    @classmethod
    def from_csv(
        cls,
        path: str | Path,
        *,
        name: str | None = None,
        pupils_per_teacher: float | None = None,
        columns: Mapping[str, Any] | None = None,
        rows: Mapping[str, Any] | None = None,
        bounds: str = "middle",
        sheet: str | None = None,
    ) -> District:
        """Read a district from a file of its schools.

        Parameters
        ----------
        path : str or pathlib.Path
            CSV, other text with separators, or Excel. ``docs/districts.md`` says what is read and what is made up.
        name : str, optional
            The file's name without ending, if not given.
        pupils_per_teacher : float, optional
            The district's own ratio, 2 to 60, for teachers that the file does not give.
        columns : mapping, optional
            Which column holds what, where the file leaves it open: ``{"low_income_share": "FRPM"}``; ``"none"`` for
            what no column holds.
        rows : mapping, optional
            Which rows count: ``{"year": "2017", "district": "Boston", "drop": ["District total"]}``.
        bounds : str, optional
            Which end of a bound such as ``<5%`` runs: ``"low"``, ``"middle"`` or ``"high"``.
        sheet : str, optional
            The sheet of an Excel file that has several.

        Returns
        -------
        District
            With the provenance of every column.

        Raises
        ------
        DistrictError
            With all mistakes of the file, by row and column.
        """
        path = own_path(path, "file of schools", DistrictError)
        own = path.stem if name is None else name
        about = {"name": own, "pupils_per_teacher": pupils_per_teacher, "columns": columns, "rows": rows}
        about |= {"bounds": bounds, "sheet": sheet, "file": str(path)}
        settings = check_settings(drop_empty(about), "district")
        return cls._from_table(path, {"title": own, "own_file": True} | settings)

    @classmethod
    def _from_description(cls, path: Path, settings: Mapping[str, Any]) -> District:
        """Make the district that a user's YAML file describes; what is set beside it wins."""
        described = own_description(path)
        over = {key: value for key, value in drop_empty(settings).items() if key != "file"}
        for key in ("columns", "rows"):
            if isinstance(over.get(key), Mapping) and isinstance(described.get(key), Mapping):
                over[key] = {**described[key], **over[key]}
        return cls.from_settings({"name": path.stem} | drop_empty(described) | over)

    @classmethod
    def _from_table(cls, path: Path, about: Mapping[str, Any]) -> District:
        schools, zone_names, provenance = schools_from_table(read_table(path, choices_from(about)), about)
        name = str(about["name"])
        return cls(name, str(about.get("title") or name), schools, provenance, zone_names)

    @classmethod
    def synthetic(
        cls,
        schools: int = 40,
        teachers: int | None = None,
        students: int | None = None,
        students_per_school: float = 671.0,
        low_income_mean: float = 0.5,
        segregation: float | None = None,
        seed: int = 0,
    ) -> District:
        """Make up a district.

        Parameters
        ----------
        schools, teachers, students, students_per_school, low_income_mean, segregation, seed
            As in :class:`sim.district.recipe.Recipe`; a total of teachers is met exactly.

        Returns
        -------
        District
            The same for the same arguments.

        Raises
        ------
        DistrictError
            For a value out of range or a segregation that cannot be reached.
        """
        recipe = Recipe(schools, teachers, students, students_per_school, low_income_mean, segregation, seed)
        made, zone_names = make_schools(recipe)
        provenance = Provenance("made up by recipe", "none", ORIGINS, "share set by the recipe")
        return cls("synthetic", f"made-up district of {schools} schools", made, provenance, zone_names)

    @property
    def school_count(self) -> int:
        """Number of schools."""
        return len(self.schools)

    @property
    def teacher_count(self) -> int:
        """Number of teacher positions."""
        return int(self.schools.teachers.sum())

    @property
    def student_count(self) -> float:
        """Number of students."""
        return float(self.schools.enrollment.sum())

    @property
    def low_income_share(self) -> float:
        """Share of students from low-income families, 0..1."""
        return float((self.schools.enrollment * self.schools.low_income_share).sum() / self.student_count)

    @property
    def segregation(self) -> float:
        """Dissimilarity of low-income students over schools, 0..1."""
        return dissimilarity(self.schools.enrollment, self.schools.low_income_share)

    def with_low_income_share(self, mean: float) -> District:
        """Shift the low-income shares to another year's or another measure's mean.

        All shares move equally in the logarithm of their odds, so the order of schools stays.

        Parameters
        ----------
        mean : float
            Student-weighted mean wanted, 0.01 to 0.99.

        Returns
        -------
        District
            With a note in its provenance.

        Raises
        ------
        DistrictError
            For a mean out of range.
        """
        mean = number("the mean low-income share", mean, 0.01, 0.99, DistrictError)
        share = np.clip(self.schools.low_income_share, 1e-4, 1.0 - 1e-4)
        shifted = fit_shares(logarithm(share / (1.0 - share)), self.schools.enrollment, mean, segregation=None)
        note = f"low-income shares shifted from a mean of {self.low_income_share:.3f} to {mean:.3f}"
        provenance = replace(self.provenance, notes=(*self.provenance.notes, note))
        return replace(self, schools=replace(self.schools, low_income_share=shifted), provenance=provenance)

    def fingerprint(self) -> str:
        """Identify the place by its schools, whatever it is called.

        Returns
        -------
        str
            SHA-256 in hexadecimal.
        """
        return self.schools.fingerprint()

    def population(self, seed: int = 0, replicate: int = 0, across_share: float = ACROSS_SHARE) -> Population:
        """Draw who is there in the first month.

        Parameters
        ----------
        seed, replicate : int, optional
            The luck, 0 or larger.
        across_share : float, optional
            Share of advice ties that leave the school, 0 to 0.5; assumed, 0.05-0.15.

        Returns
        -------
        Population
            A teacher or school more changes nobody else, nor the ties inside other schools.
        """
        return draw_population(self.schools, seed, replicate, across_share)

    def advice_network(self, seed: int = 0, replicate: int = 0, school: str | int | None = None) -> nx.DiGraph:
        """Export who asks whom for advice.

        Parameters
        ----------
        seed, replicate : int, optional
            The luck, as in :meth:`population`.
        school : str or int, optional
            One school only, with the ties inside it.

        Returns
        -------
        networkx.DiGraph
            A node a teacher (row of the population) with school, zone, level, team, experience and effectiveness; an
            edge from who asks to who is asked, with ``across``.
        """
        from sim.district.networks import advice_network

        return advice_network(self, self.population(seed, replicate), school)

    def leader_network(self, seed: int = 0, replicate: int = 0) -> nx.DiGraph:
        """Export with whom each leader works weekly.

        Parameters
        ----------
        seed, replicate : int, optional
            The luck, as in :meth:`population`.

        Returns
        -------
        networkx.DiGraph
            A node a principal (row of the school) and, last, the superintendent with the central office.
        """
        from sim.district.networks import leader_network

        return leader_network(self, self.population(seed, replicate))
