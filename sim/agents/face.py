"""What all faces share: a row of the model's arrays, and attributes that are its cells."""

from __future__ import annotations

from typing import Any

import mesa

from sim.foundation.errors import SettingsError

__all__ = ["Column", "Face"]


class Column:
    """An attribute that is one cell of the model's arrays, or one row of a table.

    Parameters
    ----------
    about : str
        What it holds, with range and unit; shown by ``help``.
    name : str, optional
        The array's name where it differs from the attribute's.
    """

    def __init__(self, about: str, name: str = "") -> None:
        self.__doc__ = about
        self.name = name

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = self.name or name

    def __get__(self, face: Any, owner: type | None = None) -> Any:
        if face is None:
            return self
        array = getattr(face.arrays, self.name)
        return array.item(face.row) if array.ndim == 1 else array[face.row]

    def __set__(self, face: Any, value: Any) -> None:
        getattr(face.arrays, self.name)[face.row] = value


class Face(mesa.Agent):  # type: ignore[misc]
    """A row of the model's arrays as a Mesa agent.

    Parameters
    ----------
    model : DistrictModel
        The model that it belongs to.
    row : int
        Its row in the arrays.
    """

    def __init__(self, model: Any, row: int) -> None:
        self.row = row
        super().__init__(model)  # registers with any version of Mesa

    @property
    def unique_id(self) -> int:
        """Number from 1 that follows from kind and row, not from the order in which faces are made."""
        first: int = self.model.first_id(type(self))
        return first + self.row

    @unique_id.setter
    def unique_id(self, value: int) -> None:
        """Mesa sets a number when it registers an agent; the row's own counts."""

    def remove(self) -> None:
        """Refuse to go: positions stay, people change in July.

        Raises
        ------
        SettingsError
            Always.
        """
        raise SettingsError(
            f"{self!r} cannot be removed: a face is a row of the model's arrays. People leave by the rules "
            "(leave_rate, move_rate); give your own by rules={...}."
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return _face_of, (self.model, type(self), self.row)


def _face_of(model: Any, kind: type[Face], row: int) -> Face:
    """Find a face again in a model that was copied or unpickled."""
    face: Face = model.wake(kind)[row]
    return face
