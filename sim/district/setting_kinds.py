"""What kind of value each setting of a district takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sim.foundation.checks import number
from sim.foundation.errors import DistrictError, shown, unprintable

__all__ = ["check_kinds", "check_made_up"]

TEXTS: Final = ("name", "file", "title", "source", "low_income_measure")
TEXTS_OR_NUMBERS: Final = ("state", "year")


def check_kinds(settings: Mapping[str, Any], where: str) -> None:
    """Refuse a value of the wrong kind, before anything is read or made.

    Parameters
    ----------
    settings : mapping
        A district's settings; those that are None count as left out.
    where : str
        Where they stand, for messages.

    Raises
    ------
    DistrictError
        For the first text that is none or holds control characters, notes that are no list of texts, or a ratio that is
        no number from 2 to 60.
    """
    for key, value in settings.items():
        if value is None:
            continue
        what = f"{where}.{key}" if where == "district" else f"{where}: {key}"  # as it is typed, or in a file
        if key in TEXTS or key in TEXTS_OR_NUMBERS:
            _check_text(what, value, numbers_too=key in TEXTS_OR_NUMBERS)
        elif key == "notes":
            if not isinstance(value, list | tuple):
                raise DistrictError(
                    f"{what} is {shown(value)}; it must be a list of texts, for instance ['from 2019']."
                )
            for note in value:
                _check_text(what, note)
        elif key == "pupils_per_teacher":
            number(what, value, 2, 60, DistrictError)


def _check_text(what: str, value: object, *, numbers_too: bool = False) -> None:
    if numbers_too and isinstance(value, int) and not isinstance(value, bool):
        return
    if not isinstance(value, str):
        raise DistrictError(f"{what} is {shown(value)}; it must be a text.")
    odd = unprintable(value)
    if odd:
        raise DistrictError(f"{what} holds the control character {odd!r}. Take it out.")


def check_made_up(settings: Mapping[str, Any], recipe: tuple[str, ...], where: str) -> None:
    """Refuse what is said of a made-up district beside a file of schools, and the other way round.

    Parameters
    ----------
    settings : mapping
        What a user has set.
    recipe : tuple of str
        The keys of a recipe.
    where : str
        Where they stand, for messages.

    Raises
    ------
    DistrictError
        When a setting would count for nothing.
    """
    given = [key for key in recipe if settings.get(key) is not None]
    if settings.get("file") is not None and given:
        raise DistrictError(
            f"{where}: {', '.join(given)} makes up a district and counts for nothing beside a file of schools. "
            "Leave it out, or leave the file out."
        )
    if settings.get("file") is None and "schools" in given and settings.get("pupils_per_teacher") is not None:
        raise DistrictError(
            f"{where}: pupils_per_teacher counts only for a file of schools. "
            "Set 'teachers', the total of the made-up district, in its place."
        )
