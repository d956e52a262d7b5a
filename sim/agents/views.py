"""Lazy views of a model: agents by type, people by row, outcomes by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sim.agents.face import Face
from sim.foundation.errors import SettingsError

__all__ = ["AgentsByType", "Outcomes", "People"]


class AgentsByType(Mapping[type, Any]):
    """Mesa's ``agents_by_type``; the faces of a type are made when it is looked up.

    A class finds its subclass too: ``agents_by_type[Teacher]`` are the teachers whatever the ``teacher_class``.

    Parameters
    ----------
    model : DistrictModel
        Whose agents.
    """

    def __init__(self, model: Any) -> None:
        self._model = model

    def __getitem__(self, kind: type) -> Any:
        for known in self._model.kinds:
            if known is kind or issubclass(known, kind):
                self._model.wake(known)
                return self._model.__dict__["_agents_by_type"][known]
        raise KeyError(kind)

    def __iter__(self) -> Iterator[type]:
        return iter(self._model.kinds)

    def __len__(self) -> int:
        return len(self._model.kinds)

    def __repr__(self) -> str:
        counts = ", ".join(f"{kind.__name__}: {self._model.count(kind)}" for kind in self._model.kinds)
        return f"{{{counts}}}"


class People(Sequence[Any]):
    """All faces of one kind by row; they are made when the first is asked for.

    Parameters
    ----------
    model : DistrictModel
        Whose agents.
    kind : type
        Which kind.
    """

    def __init__(self, model: Any, kind: type[Face]) -> None:
        self._model, self._kind = model, kind

    def __getitem__(self, row: Any) -> Any:
        count = len(self)
        if not isinstance(row, slice) and not -count <= row < count:
            raise IndexError(f"{self._kind.__name__} {row} is not there; rows are 0 to {count - 1}.")
        return self._model.wake(self._kind)[row]

    def __len__(self) -> int:
        return int(self._model.count(self._kind))

    def __repr__(self) -> str:
        return f"<{len(self)} x {self._kind.__name__}>"


class Outcomes(Mapping[str, float]):
    """The yardsticks of a run by name, computed from what has been recorded so far.

    NaN means not applicable; :meth:`reasons` says why. ``persistence`` needs two branches of a run and is computed by
    :func:`sim.study.simulate` only.

    Parameters
    ----------
    model : DistrictModel
        Whose history.
    """

    def __init__(self, model: Any) -> None:
        self._model = model
        self._read: tuple[int, Any] | None = None
        self._known: dict[str, float] = {}

    def _prepared(self) -> Any:
        from sim.outcomes import prepare

        if self._read is None or self._read[0] != self._model.month:
            self._read = (self._model.month, prepare(self._model.history))
            self._known = {}
        return self._read[1]

    def __getitem__(self, name: str) -> float:
        """Compute one outcome.

        Parameters
        ----------
        name : str
            As in ``sim.OUTCOMES``.

        Returns
        -------
        float
            Its value; NaN when not applicable.

        Raises
        ------
        SettingsError
            For an unknown name (near misses are named), or before the first month.
        """
        from sim.outcomes import find_outcome

        outcome, run = find_outcome(name), self._prepared()
        if self._model.month == 0:
            raise SettingsError("no month has been lived yet: call model.run(years) or model.step() first.")
        if name not in self._known:
            self._known[name] = float(outcome.formula(run))
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        from sim.outcomes import OUTCOMES

        return name in OUTCOMES

    def __iter__(self) -> Iterator[str]:
        from sim.outcomes import OUTCOMES

        return iter(OUTCOMES)

    def __len__(self) -> int:
        from sim.outcomes import OUTCOMES

        return len(OUTCOMES)

    def reasons(self) -> dict[str, str]:
        """Say why outcomes are not applicable.

        Returns
        -------
        dict of str to str
            One sentence for each that is NaN.
        """
        from sim.outcomes import reasons

        return reasons(self._prepared())

    def __repr__(self) -> str:
        return f"<{len(self)} outcomes, e.g. {', '.join(list(self)[:4])}>"
